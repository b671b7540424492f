"""What may be in docs/: files, characters, HTML. An allow-list; everything else is refused with its cure."""

from __future__ import annotations

import html as html_lib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser

from macros import images, template
from macros.data import FOLDERS
from macros.models import OFFICIAL_HOSTS
from macros.strictyaml import character_faults, visible

MAX_LINE, MAX_LINES, MAX_MARKS = 4000, 2000, 2000
MAX_INNER = 40  # tags whose inside is Markdown
MAX_DEPTH = 5  # folders below docs/
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# folders and files that the site writes itself, and names that Windows cannot hold
_RESERVED_FOLDERS = {"assets", "search", "data", "en", "zh"}
_RESERVED_NAMES = {"404", "sitemap", "con", "nul", "aux", "prn", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}

TAGS = set("a abbr b blockquote br code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img input ins kbd label li "
           "mark ol p pre s small span strong sub summary sup table tbody td th thead tr u ul".split())
VOID = {"br", "hr", "img", "input"}
# ids, classes and what Markdown's own extensions write; no handlers, no names of our own
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "id", "name"}, "label": {"for"}, "li": {"value"}, "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan", "style"}, "th": {"align", "colspan", "rowspan", "scope", "style"},
    "details": {"open"}, "div": {"data-tabs"},
}
_BOXES = "note abstract info tip success question warning failure danger bug example quote"
# what Markdown's extensions write, and nothing of the theme's or of our own cards, which a page could forge
CLASSES = set(f"admonition admonition-title details inline end {_BOXES} footnote footnote-ref footnote-backref headerlink highlight "
              "highlighttable linenos linenodiv code normal filename tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block "
              "task-list task-list-item task-list-control task-list-indicator".split())
_CODE_CLASS = re.compile(r"[a-z][a-z0-9]{0,2}(?:-[A-Z][A-Za-z]*)*\Z|language-[\w+-]+\Z")  # what the highlighter writes
_STYLE = re.compile(r"text-align:\s*(?:left|right|center);?\Z")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_TAB_ID = re.compile(r"__tabbed_\d+(?:_\d+)?\Z")
# ids that the scripts and styles of the theme and of the tools rest on
_RESERVED_ID = re.compile(r"__|(?:tool|f)-|(?:search|drawer|header|footer|content|main|toc|nav|palette|progress)\Z", re.I)
_SMALL = re.compile(r"[0-9]{1,4}\Z")

_VALUE = r"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_TAG = re.compile(rf"""<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:\s+[^\s"'<>/=]+{_VALUE})*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_COMMENT = re.compile(r"<!--\s(?:(?!--)[^<>])*\s-->")


def file_problems(docs: Path) -> list[str]:
    """Return what is wrong with files under docs/: kinds, names, links, doubles by letter case."""
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        shown = f"docs/{visible(name)}"
        if path.is_symlink():
            problems.append(f"{shown}:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here.")
        elif path.is_dir():
            problems += _folder_problems(path, docs, shown)
        elif not path.is_file():
            problems.append(f"{shown}:1: neither a file nor a folder. Fix: delete it.")
        else:
            key = unicodedata.normalize("NFKC", name).casefold().removesuffix(".md").removesuffix("/index")
            if key in seen:
                problems.append(f"{shown}:1: has the same address as {seen[key]}. Fix: rename one of them.")
            seen[key] = shown
            problems += _name_problems(path.stem, path.name, shown) + _kind_problems(path, docs, shown)
    return problems


def only_files(docs: Path) -> bool:
    """Whether docs/ holds ordinary files and folders alone, so that reading it reads nothing else and ends."""
    return all(not path.is_symlink() and (path.is_file() or path.is_dir() and not path.suffix) for path in docs.rglob("*"))


def _name_problems(stem: str, name: str, shown: str) -> list[str]:
    if not _NAME.match(stem) or len(stem) > 60:
        return [f"{shown}:1: the name '{visible(name)}' is not allowed. Allowed: lower-case letters a-z, digits and single hyphens, at most 60. Fix: rename it."]
    if stem in _RESERVED_NAMES:
        return [f"{shown}:1: the name '{stem}' is taken by the site or by Windows. Fix: choose another name."]
    return []


def _folder_problems(path: Path, docs: Path, shown: str) -> list[str]:
    parts = path.relative_to(docs).parts
    if len(parts) == 1:
        # what lies in another folder is refused file by file
        return []
    if len(parts) >= MAX_DEPTH:
        return [f"{shown}:1: a folder {len(parts)} levels deep. Allowed: {MAX_DEPTH - 1}. Fix: put its files higher."]
    if parts[0] != "data" and len(parts) == 2 and path.name in _RESERVED_FOLDERS:
        return [f"{shown}:1: the folder name '{path.name}' is taken by the site. Fix: choose another name."]
    return _name_problems(path.name, path.name, shown)


def _kind_problems(path: Path, docs: Path, shown: str) -> list[str]:
    part, suffix = path.relative_to(docs).parts[0], path.suffix
    if part == "data":
        place = path.relative_to(docs / part).as_posix()
        if suffix == ".yml" and (place == "lpr.yml" or place.split("/")[0] in (*FOLDERS, "examples") and place.count("/") == 1):
            return []
        return [f"{shown}:1: docs/data holds .yml files only, in folders that the site reads. Allowed: lpr.yml, and files in {', '.join(FOLDERS)}, examples. Fix: move or delete it."]
    if part not in ("zh", "en") or path.parent == docs:
        return [f"{shown}:1: pages lie in docs/zh and docs/en. Fix: move it there, or delete it."]
    if suffix == ".md":
        return []
    if suffix not in images.KINDS:
        return [f"{shown}:1: files of this kind are not published. Allowed: .md, {', '.join(images.KINDS)}. Fix: delete it, or save the picture as .png."]
    fault = images.fault(path)
    return [f"{shown}:1: {fault}"] if fault else []


_EMOJI_JOIN = re.compile("(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])|(?<=[0-9#*\u2190-\u2bff\U0001f000-\U0001faff])\ufe0f")
_NEW_EMOJI = re.compile("[\U0001f300-\U0001faff]")  # younger than the character tables of this Python
_NUMBERED = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_MARKS = re.compile(r"[\[\]*_`~<&!|\\]")
_INNER = re.compile(r"<[^<>]*\smarkdown\b")


def _odd_character(text: str) -> str | None:
    """What is wrong with a character of the text as a reader would get it, or None."""
    shown = _NEW_EMOJI.sub("", _EMOJI_JOIN.sub("", html_lib.unescape(text)))
    faults = character_faults(shown)
    if faults:
        return f"{faults[0].what}. Allowed: {faults[0].allowed}. Fix: delete it and type the text again"
    # Python leaves out what a browser keeps as a control character
    nothing = next((found.group(0) for found in _NUMBERED.finditer(text) if not html_lib.unescape(found.group(0))), None)
    return f"{nothing} is a control character. Allowed: visible characters. Fix: delete it" if nothing else None


def text_problems(page) -> list[str]:
    """Return lines of a page's source with characters, lengths or nesting that are refused."""
    problems = []
    for key, value in page.meta.items():
        odd = _odd_character(value)
        if odd:
            problems.append(f"{page.path}:{page.meta_lines[key]}: {key}: {odd}.")
    lines = page.body.split("\n")
    # many small things together make Markdown as slow as one big one
    for count, what, most in ((len(lines), "lines", MAX_LINES), (len(_MARKS.findall(page.body)), "marks such as [ and *", MAX_MARKS),
                              (len(_INNER.findall(page.body)), "tags with Markdown inside", MAX_INNER)):
        if count > most:
            problems.append(f"{page.path}:{page.offset + 1}: the page has {count} {what}. Allowed: {most}. Fix: split it.")
    if _odd_character(page.body):
        for number, line in enumerate(lines, start=page.offset + 1):
            odd = _odd_character(line)
            if odd:
                problems.append(f"{page.path}:{number}: {odd}.")
    for number, line in enumerate(lines, start=page.offset + 1):
        problems += [f"{page.path}:{number}: {fault}" for fault in _line_faults(line)]
    return problems


def _line_faults(line: str) -> Iterator[str]:
    if len(line) > MAX_LINE:
        yield f"the line has {len(line)} characters. Allowed: {MAX_LINE}. Fix: break it."
        return
    indent = re.match(r"(?:[ \t>]|[-*+](?=\s)|\d+[.)](?=\s))*", line).group(0)
    # Markdown slows down beyond measure on runs of marks and on lists in lists in lists
    if len(indent) > 40 or re.search(r"[\[\]()*_`~]{30,}", line) or len(re.findall(r"[\[\]*_`~<&]", line)) > 400:
        yield "nested too deeply or too many marks. Fix: write it plainly."
    if re.match(r"[ \t>]*(?:`{3,}|~{3,})[\s{.]*mermaid", line, re.I):
        yield "mermaid pictures load a program from another site. Fix: use a table or a macro."
    if re.match(r"[ \t>]*;*-+8<-+", line):
        yield "snippets are not read. Fix: write the text itself, or use a macro."


def html_problems(html: str, path: str, page) -> list[str]:
    """Return the tags and attributes of a rendered page that a contributor may not write; at most one, the first.

    Works on the HTML after Markdown, because attribute lists need no raw HTML. First every `<` must belong to a whole
    tag and every tag must be closed, so that nothing swallows the rest of the page and readers of HTML cannot differ
    about what they see. Then each attribute is judged. At the end nh3 must find nothing to take out.
    """
    found = _tag_fault(html)
    if not found:
        clean = nh3.clean(html, tags=TAGS, clean_content_tags=set(), attributes=ATTRIBUTES, link_rel=None, strip_comments=False,
                          url_schemes={"https"}, generic_attribute_prefixes=None)
        if _tokens(clean) == _tokens(html):
            return []
        found = "HTML that browsers would read in another way than it is written. Allowed: Markdown. Fix: write it in Markdown.", []
    what, words = found
    return [visible(f"{path}:{line_of(page, words)}: {template.MARK.sub('{{ … }}', what)}")]


def id_problems(html: str, path: str, page) -> list[str]:
    """Return the ids that a finished page has twice: a page's own id must not take the address of what a macro prints."""
    ids = re.findall(r'<[^<>]*\sid="([^"<>]*)"', html)
    return [visible(f"{path}:{line_of(page, [f'#{one}', one])}: the id {one} stands on the page twice. Allowed: each id once. Fix: choose another.")
            for one in sorted({one for one in ids if ids.count(one) > 1})]


def _tag_fault(html: str) -> tuple[str, list[str]] | None:
    """The first thing that is no whole tag, no allowed one or never closed, with words to find its line by; None when all is fine."""
    open_tags: list[tuple[str, str]] = []
    at = html.find("<")
    while at >= 0:
        match = _TAG.match(html, at) or _COMMENT.match(html, at)
        if not match:
            piece = html[at:at + 40].split("\n")[0]
            return f"{piece!r} is not a whole tag. Fix: write it in Markdown; a < that is text is written &lt;.", [piece[:20], piece[:6]]
        if match.re is _TAG:
            name = match["name"].lower()
            if name not in TAGS:
                return f"<{name}> is not allowed in a page. Allowed: Markdown, and {' '.join(sorted(TAGS))}. Fix: write it in Markdown, or ask for a macro.", [f"<{name}", f"</{name}"]
            odd = _attribute_fault(name, match["rest"])
            if odd:
                return odd
            if not match["close"] and name not in VOID:
                open_tags.append((name, match.group(0)))
            elif match["close"] and open_tags and open_tags[-1][0] == name:
                open_tags.pop()
            elif match["close"] and name in [one for one, _ in open_tags]:
                break
            elif match["close"]:
                return f"</{name}> closes a tag that is not open there. Fix: remove it.", [f"</{name}"]
        at = html.find("<", match.end())
    if open_tags:
        name, text = open_tags[-1]
        return f"<{name}> is never closed. Fix: close it, or write it in Markdown.", [text[:30], f"<{name}"]
    return None


def _attribute_fault(tag: str, text: str) -> tuple[str, list[str]] | None:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
    for name, *values in _ATTRIBUTE.findall(text):
        name, value = name.lower(), html_lib.unescape("".join(values))
        if name not in allowed:
            return f"the attribute {name[:40]} on <{tag}> is not allowed in a page. Allowed: {' '.join(sorted(allowed))}. Fix: remove it.", [name]
        reason = _reason(tag, name, value)
        if reason:
            return f'{name}="{value[:60]}" on <{tag}>: {reason}', [value, name]
    return None


def _reason(tag: str, name: str, value: str) -> str:
    """Why an attribute's value is refused, with the cure; empty when it is fine."""
    if template.MARK_OPEN in value:
        return "a macro cannot stand inside a link's address or another attribute. Fix: put it into the text."
    if name == "style":
        return "" if _STYLE.match(value) else "styles are not allowed. Fix: remove it."
    if name == "class":
        odd = [word for word in value.split() if word not in CLASSES and not _CODE_CLASS.match(word)]
        return f"the class {odd[0][:40]} is not for pages. Allowed: those of admonitions, tabs and code. Fix: remove it." if odd else ""
    if name in ("id", "for", "name") and not _TAB_ID.match(value):
        if name != "id" or _RESERVED_ID.match(value):
            return "this id belongs to the theme. Fix: choose another."
        return "" if re.fullmatch(r"[^\s\"'<>&]{1,100}", value) else "an id is one word. Fix: choose another."
    if name == "href":
        return link_fault(value)
    if name == "src":
        return "" if _local(value) else "a picture must lie beside the page. Fix: put the file into docs/ and link it by name."
    if name == "dir":
        return "" if value == "ltr" else "text runs from left to right here. Fix: remove it."
    if tag == "input" and name == "type" and value not in ("checkbox", "radio"):
        return "forms are not allowed. Fix: remove it, or ask for a tool."
    if name in ("width", "height", "colspan", "rowspan", "start", "value") and not _SMALL.match(value):
        return "not a small number. Allowed: 0 to 9999."
    return ""


def _stripped(value: str) -> str:
    # browsers drop these before they read an address
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028\u2029]", "", value)


def _local(value: str) -> bool:
    text = _stripped(value)
    return not _SCHEME.match(text) and "\\" not in text and not text.startswith("//")


def link_fault(value: str) -> str:
    """Why a page may not link there, with the cure; empty for a page of this site or an official https address."""
    text = _stripped(value)
    if _local(text):
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "the address cannot be read. Fix: copy it again."
    if parts.scheme in ("tel", "mailto"):
        return "numbers and mail addresses come from data. Fix: {{ channel(\"id\") }}."
    official = any(host == known or host.endswith(f".{known}") for known in OFFICIAL_HOSTS)
    plain = re.fullmatch(r"https://[a-z0-9.-]+(?:[/?#][^\\\s]*)?", text) and port is None
    if official and plain:
        return ""
    return f"pages link to official hosts only. Allowed: https addresses at {', '.join(OFFICIAL_HOSTS)}. Fix: name the source in words, or use a macro."


def _tokens(html: str) -> list[tuple[str, tuple]]:
    """Every element in order with its attributes, as a browser reads them."""
    root = LexborHTMLParser(f"<!doctype html><body><div>{html}</div></body>").body
    return [(node.tag, tuple(sorted((name, value or "") for name, value in node.attributes.items())))
            for node in root.traverse() if node.tag and not node.tag.startswith(("-", "!"))]


def line_of(page, words: list[str]) -> int:
    """The first line of the page that holds one of the words, most telling first; else the first line of the text."""
    for word in words:
        wanted = html_lib.unescape(word).strip().lower()
        for number, line in enumerate(page.body.split("\n"), start=page.offset + 1):
            if wanted and wanted in html_lib.unescape(line).lower():
                return number
    return page.offset + 1
