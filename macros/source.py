"""Page sources: reading docs/zh and docs/en strictly, front matter included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from macros.strictyaml import visible

LANGUAGES = ("zh", "en")
KINDS = ("article", "list", "tool", "card")
AUDIENCES = ("borrower", "third-party", "supporter", "employer")
KEYS = ("title", "question", "description", "kind", "audience", "lenders", "reviewed", "next_check")
ENGLISH_KEYS = ("source_hash", "source_date")
OPTIONAL_KEYS = ("draft",)
MAX_BYTES = 60_000  # three times the longest page; Markdown takes seconds beyond
MAX_META = 300  # characters of one value
MAX_DAYS = 366  # from one reading of a page to the next
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# values reach the head and the menu of the page as they are written, the title inside quoted attributes too
_MARKUP = re.compile(r"[<>{}`\\\n]|\]\(")
_TITLE_MARKUP = re.compile(r'[<>{}`\\\n"]|\]\(')


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
    """The keys of the front matter with their lines: one mapping of plain text, read event by event, so nothing is built or expanded."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[str] = []
    try:
        # stream, document, mapping … mapping, document, stream
        events = list(yaml.parse(text, Loader=_LOADER))[2:-2]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        return {}, {}, [f"{path}:{line}: front matter: cannot be read ({getattr(error, 'problem', None) or 'not YAML'}). "
                        "Allowed: key: value lines. Fix: put text with a colon into quotes."]
    odd = next((event for event in events if getattr(event, "anchor", None) or getattr(event, "tag", None)), None)
    if odd:
        return {}, {}, [f"{path}:{odd.start_mark.line + 2}: front matter: anchors (&, *) and tags (!) are not allowed. Fix: write the value itself."]
    if not events or not isinstance(events[0], yaml.MappingStartEvent) or any(isinstance(event, yaml.DocumentEndEvent) for event in events):
        return {}, {}, [f"{path}:2: front matter: one block of key: value lines is expected. Allowed: {', '.join(KEYS)}."]
    inner = iter(events[1:-1])
    for key in inner:
        value, line = next(inner, key), key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarEvent) or not isinstance(value, yaml.ScalarEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else "a key"
            # what follows belongs to the list or mapping, so reading on would only confuse
            return {}, {}, [*problems, f"{path}:{line}: front matter: '{name[:40]}' holds a list or a mapping. Allowed: one line of text. Fix: put it into quotes, or delete it."]
        if key.value in values:
            problems.append(f"{path}:{line}: {key.value}: written twice. Fix: keep one of the two lines.")
            continue
        values[key.value], lines[key.value] = value.value, line
    return values, lines, problems


def _check(values: Mapping[str, str], lines: Mapping[str, int], path: str, lang: str) -> list[str]:
    wanted = KEYS + (ENGLISH_KEYS if lang == "en" else ())
    problems = [f"{path}:1: {key}: missing from the front matter. Allowed: {', '.join(wanted)}. Fix: add the line `{key}: …`."
                for key in wanted if key not in values]
    for key in values:
        if key not in wanted + OPTIONAL_KEYS:
            problems.append(f"{path}:{lines[key]}: {key[:40]}: unknown key in the front matter. Allowed: {', '.join(wanted)}. Fix: remove the line or correct its name.")
    for key, value in values.items():
        if key != "source_hash" and not value.strip():
            problems.append(f"{path}:{lines[key]}: {key}: empty. Fix: write a value.")
        if len(value) > MAX_META:
            problems.append(f"{path}:{lines[key]}: {key}: {len(value)} characters. Allowed: {MAX_META}. Fix: say it more shortly.")
        odd = (_TITLE_MARKUP if key == "title" else _MARKUP).search(value)
        if odd:
            shown = "a line break" if odd.group(0) == "\n" else odd.group(0)
            problems.append(f"{path}:{lines[key]}: {key}: holds {shown}. Allowed: one line of plain text without < > {{ }} ` and ](. Fix: say it without; quotation marks are “ ”.")
    choices = {"kind": KINDS, "audience": AUDIENCES, "draft": ("true",)}
    for key, allowed in choices.items():
        if key in values and values[key] not in allowed:
            problems.append(f"{path}:{lines[key]}: {key}: '{values[key][:40]}' is not known. Allowed: {', '.join(allowed)}. Fix: choose one of them, or delete the line.")
    for key in ("reviewed", "next_check", "source_date"):
        if key in values:
            problems += _check_day(values[key], f"{path}:{lines[key]}: {key}")
    if not problems and not 0 < (date.fromisoformat(values["next_check"]) - date.fromisoformat(values["reviewed"])).days <= MAX_DAYS:
        problems.append(f"{path}:{lines['next_check']}: next_check: {values['next_check']} is not within a year after reviewed. "
                        f"Allowed: 1 to {MAX_DAYS} days later. Fix: write a day about three months after {values['reviewed']}.")
    return problems


def _check_day(text: str, where: str) -> list[str]:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            date.fromisoformat(text)
            return []
    except ValueError:
        pass
    return [f'{where}: \'{text[:40]}\' is not a day. Allowed: "YYYY-MM-DD", such as "2026-11-25".']


def read(path: Path, docs: Path) -> tuple[Source | None, list[str]]:
    """Return a page and the problems found in it; the page is None when nothing can be read."""
    shown = f"docs/{visible(path.relative_to(docs).as_posix())}"
    lang, _, rest = path.relative_to(docs).as_posix().partition("/")
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        return None, [f"{shown}:1: the page has {len(raw)} bytes. Allowed: {MAX_BYTES}. Fix: split it."]
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[:error.start].count(b"\n") + 1
        return None, [f"{shown}:{line}: the file is not UTF-8 (byte {error.start}). Fix: save it as UTF-8."]
    if text.startswith("\ufeff"):
        return None, [f"{shown}:1: the file begins with a byte order mark. Fix: save it as UTF-8 without one (no BOM)."]
    front = _FRONT.match(text)
    if not front:
        return None, [f"{shown}:1: the front matter is missing. Allowed: a first line ---, the lines {', '.join(KEYS)}, a line ---. Fix: copy them from a neighbouring page."]
    values, lines, problems = _meta(front.group(1), shown)
    problems += _check(values, lines, shown, lang) if not problems else []
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
            name = visible(slug)
            problems.append(f"docs/{lang}/{name}.md:1: the page has no twin docs/{other[lang]}/{name}.md. "
                            f"Fix: write it, or start it with `make new PAGE={name}`.")
    return pages, problems
