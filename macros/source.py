"""Page sources: reading docs/zh and docs/en strictly, front matter included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

LANGUAGES = ("zh", "en")
KINDS = ("article", "list", "tool", "card")
AUDIENCES = ("borrower", "third-party", "supporter", "employer")
KEYS = ("title", "question", "description", "kind", "audience", "lenders", "reviewed", "next_check")
ENGLISH_KEYS = ("source_hash", "source_date")
OPTIONAL_KEYS = ("draft",)
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)


@dataclass(frozen=True)
class Source:
    """One page as written. `offset` is the number of lines above the body."""

    path: str
    lang: str
    slug: str
    meta: Mapping[str, str]
    meta_lines: Mapping[str, int]
    body: str
    offset: int

    def day(self, key: str) -> date:
        """Return a date of the front matter (`reviewed`, `next_check`, `source_date`)."""
        return date.fromisoformat(self.meta[key])

    @property
    def hash(self) -> str:
        """Twelve hex digits that change with title, question, description or body."""
        text = "\n".join([*(self.meta.get(key, "") for key in KEYS[:3]), self.body])
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _meta(text: str, path: str) -> tuple[dict[str, str], dict[str, int], list[str]]:
    problems: list[str] = []
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        return {}, {}, [f"{path}:{line}: front matter: cannot be read ({getattr(error, 'problem', error)}). "
                        "Allowed: key: value lines. Fix: put text with a colon into quotes."]
    if any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events):
        problems.append(f"{path}:2: front matter: anchors (&, *) and tags (!) are not allowed. Fix: write the value itself.")
        return {}, {}, problems
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, [f"{path}:2: front matter: key: value lines are missing. Allowed: {', '.join(KEYS)}."]
    values, lines = {}, {}
    for key, value in node.value:
        name, line = key.value, key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            problems.append(f"{path}:{line}: front matter: '{name}' holds a list or a mapping. Allowed: one line of text.")
            continue
        if name in values:
            problems.append(f"{path}:{line}: {name}: written twice. Fix: keep one of the two lines.")
        values[name], lines[name] = value.value, line
    return values, lines, problems


def _check(values: Mapping[str, str], lines: Mapping[str, int], path: str, lang: str) -> list[str]:
    wanted = KEYS + (ENGLISH_KEYS if lang == "en" else ())
    problems = [f"{path}:1: {key}: missing from the front matter. Allowed: {', '.join(wanted)}. Fix: add the line `{key}: …`."
                for key in wanted if key not in values]
    for key in values:
        if key not in wanted + OPTIONAL_KEYS:
            problems.append(f"{path}:{lines[key]}: {key}: unknown key in the front matter. Allowed: {', '.join(wanted)}. Fix: remove the line or correct its name.")
    for key, value in values.items():
        if key != "source_hash" and not value.strip():
            problems.append(f"{path}:{lines[key]}: {key}: empty. Fix: write a value.")
        if len(value) > 300 or re.search(r'[<>{}`\\]|\]\(', value):
            problems.append(f'{path}:{lines[key]}: {key}: holds markup or is over 300 characters. Allowed: plain text without < > {{ }} `.')
    choices = {"kind": KINDS, "audience": AUDIENCES, "draft": ("true",)}
    for key, allowed in choices.items():
        if key in values and values[key] not in allowed:
            problems.append(f"{path}:{lines[key]}: {key}: '{values[key]}' is not known. Allowed: {', '.join(allowed)}.")
    for key in ("reviewed", "next_check", "source_date"):
        if key in values:
            problems += _check_day(values[key], f"{path}:{lines[key]}: {key}")
    return problems


def _check_day(text: str, where: str) -> list[str]:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            date.fromisoformat(text)
            return []
    except ValueError:
        pass
    return [f'{where}: \'{text}\' is not a day. Allowed: "YYYY-MM-DD", such as "2026-11-25".']


def read(path: Path, docs: Path) -> tuple[Source | None, list[str]]:
    """Return a page and the problems found in it; the page is None when nothing can be read."""
    shown = f"docs/{path.relative_to(docs).as_posix()}"
    lang, _, rest = path.relative_to(docs).as_posix().partition("/")
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, [f"{shown}:1: the file is not UTF-8 (byte {error.start}). Fix: save it as UTF-8."]
    front = _FRONT.match(text)
    if not front:
        return None, [f"{shown}:1: the front matter is missing. Allowed: a first line ---, the lines {', '.join(KEYS)}, a line ---."]
    values, lines, problems = _meta(front.group(1), shown)
    problems += _check(values, lines, shown, lang) if values else []
    body = text[front.end():]
    stripped = body.lstrip("\n")
    offset = text[:front.end()].count("\n") + len(body) - len(stripped)
    return Source(shown, lang, rest.removesuffix(".md"), values, lines, stripped, offset), problems


def read_all(docs: Path) -> tuple[dict[tuple[str, str], Source], list[str]]:
    """Return every page by (language, slug), and all problems: unreadable pages, wrong keys, missing twins."""
    pages: dict[tuple[str, str], Source] = {}
    problems: list[str] = []
    names: set[tuple[str, str]] = set()
    for lang in LANGUAGES:
        for path in sorted((docs / lang).rglob("*.md")):
            names.add((lang, path.relative_to(docs / lang).as_posix().removesuffix(".md")))
            page, found = read(path, docs)
            problems += found
            if page and not found:
                pages[lang, page.slug] = page
    other = {"zh": "en", "en": "zh"}
    for lang, slug in sorted(names):
        if (other[lang], slug) not in names:
            problems.append(f"docs/{lang}/{slug}.md:1: the page has no twin docs/{other[lang]}/{slug}.md. "
                            f"Fix: write it, or start it with `make new PAGE={slug}`.")
    return pages, problems
