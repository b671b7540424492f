"""What may be in docs/: files, characters, HTML. An allow-list; everything else is refused with its cure."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import nh3

IMAGES = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF"}
MAX_LINE, MAX_PAGE = 4000, 200_000
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

TAGS = set("a abbr b blockquote br code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img input ins kbd label li "
           "mark ol p pre s small span strong sub summary sup table tbody td th thead tr u ul".split())
# ids, classes and what Markdown's own extensions write; no style, no handlers, no names
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "id", "name"}, "label": {"for"}, "li": {"value"}, "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan", "style"}, "th": {"align", "colspan", "rowspan", "scope", "style"},
    "details": {"open"}, "div": {"data-tabs"}, "abbr": {"title"},
}
_STYLE = re.compile(r"text-align:\s*(left|right|center);?\Z")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([^\s=>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
# ids the theme's own scripts and styles rest on
_RESERVED = re.compile(r"__|(?:search|drawer|header|footer|content|main)\Z")


def file_problems(docs: Path) -> list[str]:
    """Return what is wrong with files under docs/: kinds, names, links, doubles by letter case."""
    problems, seen = [], {}
    for path in sorted(docs.rglob("*")):
        shown = f"docs/{path.relative_to(docs).as_posix()}"
        if path.is_symlink():
            problems.append(f"{shown}:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here.")
            continue
        stem, suffix = (path.stem, path.suffix) if path.is_file() else (path.name, "")
        if not _NAME.match(stem):
            problems.append(f"{shown}:1: the name '{path.name}' is not allowed. Allowed: lower-case letters a-z, digits and single hyphens. Fix: rename it.")
        key = shown.removesuffix("/index.md").removesuffix(".md").casefold()
        if path.is_file() and key in seen:
            problems.append(f"{shown}:1: has the same address as {seen[key]}. Fix: rename one of them.")
        if path.is_file():
            seen[key] = shown
            problems += _kind_problems(path, docs, shown, suffix)
    return problems


def _kind_problems(path: Path, docs: Path, shown: str, suffix: str) -> list[str]:
    part = path.relative_to(docs).parts[0]
    if part == "data":
        return [] if suffix == ".yml" else [f"{shown}:1: docs/data holds .yml files only. Fix: move or delete it."]
    if part not in ("zh", "en"):
        return [f"{shown}:1: pages lie in docs/zh and docs/en. Fix: move it there."]
    if suffix == ".md":
        return []
    if suffix in IMAGES:
        fits = path.read_bytes()[:8].startswith(IMAGES[suffix])
        return [] if fits else [f"{shown}:1: the content is not that of a {suffix} picture. Fix: save the picture again as {suffix}."]
    return [f"{shown}:1: files of this kind are not published. Allowed: .md, {', '.join(IMAGES)}. Fix: delete it, or save the picture as .png."]


def _bad_character(char: str) -> bool:
    category = unicodedata.category(char)
    if char in "\n\t\u200d\ufe0f":
        return False
    return category in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp") or char == "\ufeff"


def text_problems(page) -> list[str]:
    """Return lines of a page's source with characters, lengths or nesting that are refused."""
    problems = []
    if len(page.body) > MAX_PAGE:
        problems.append(f"{page.path}:1: the page has {len(page.body)} characters. Allowed: {MAX_PAGE}. Fix: split it.")
    for number, line in enumerate(page.body.split("\n"), start=page.offset + 1):
        bad = next((char for char in line if _bad_character(char)), None)
        if bad:
            problems.append(f"{page.path}:{number}: the invisible or private character U+{ord(bad):04X}. Fix: delete it and type the text again.")
        if len(line) > MAX_LINE:
            problems.append(f"{page.path}:{number}: the line has {len(line)} characters. Allowed: {MAX_LINE}. Fix: break it.")
        indent = len(line) - len(line.lstrip(" \t>"))
        if indent > 40 or re.search(r"[\[\]()*_`]{60,}", line):
            problems.append(f"{page.path}:{number}: nested too deeply or a long run of marks. Fix: write it plainly.")
        if re.match(r"[ \t>]*(`{3,}|~{3,})\s*\{?\.?mermaid", line):
            problems.append(f"{page.path}:{number}: mermaid pictures load a program from another site. Fix: use a table or a macro.")
    return problems


def html_problems(html: str, path: str, page) -> list[str]:
    """Return the tags and attributes of a rendered page that a contributor may not write.

    Works on the HTML after Markdown, because attribute lists need no raw HTML. nh3 is the judge: what it
    would take out is refused rather than cleaned in silence.
    """
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, strip_comments=False, url_schemes={"http", "https", "mailto", "tel"},
                      generic_attribute_prefixes=None, attribute_filter=_filter)
    if _tokens(clean) == _tokens(html):
        return []
    before, after = _tokens(html), _tokens(clean)
    odd = next((one for one, other in zip(before, after) if one != other), before[min(len(after), len(before)) - 1] if before else ("", ()))
    tag, attributes = odd
    shown = f"<{tag}" + "".join(f' {name}="{value}"' for name, value in attributes) + ">"
    line = _line_of(page, tag, attributes)
    return [f"{path}:{line}: {shown[:120]} is not allowed in a page. Allowed: Markdown, and the tags {', '.join(sorted(TAGS)[:8])} … without style, events or scripts. "
            "Fix: write it in Markdown, or ask for a macro."]


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return value if _STYLE.match(value) else None
    if name == "id" and _RESERVED.match(value) and not value.startswith("__tabbed_"):
        return None
    if name in ("href", "src"):
        scheme = _SCHEME.match(value)
        if name == "src" and (scheme or value.startswith("//")):
            return None
        if scheme and scheme.group(1).lower() not in ("http", "https", "mailto", "tel"):
            return None
    if tag == "input" and name == "type" and value not in ("checkbox", "radio"):
        return None
    return value


def _tokens(html: str) -> list[tuple[str, tuple]]:
    found = []
    for match in _TAG.finditer(re.sub(r"<!--.*?-->", "", html, flags=re.S)):
        if match.group(1):
            continue
        pairs = ((name.lower(), (a or b or c or "").replace("&amp;", "&").replace("&quot;", '"')) for name, a, b, c in _ATTRIBUTE.findall(match.group(3)))
        found.append((match.group(2).lower(), tuple(sorted(pairs))))
    return found


def _line_of(page, tag: str, attributes) -> int:
    wanted = [value for _, value in attributes if value] + [f"<{tag}"]
    for number, line in enumerate(page.body.split("\n"), start=page.offset + 1):
        if any(word.lower() in line.lower() for word in wanted):
            return number
    return page.offset + 1
