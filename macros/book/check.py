"""Look at the finished book before anyone else does.

`characters` runs before compiling and names the page; `pdf` looks at the PDF itself. Both raise BookError with one
line per finding.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from selectolax.lexbor import LexborNode

from macros.book import fonts, tree
from macros.book.collect import LOCAL_HOSTS, BookError, Site
from macros.book.write import NEUTRAL_TITLE, WORDS, Source, block_texts, leads

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
PRODUCER_MARKS = ("/Author", "/Keywords", "/Subject")
_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_SVG_TEXT = re.compile(r">([^<>]+)<")


# --- before compiling -----------------------------------------------------------------------------


def characters(book: Source) -> None:
    """Refuse characters that no font of the book has; each is named once, with the first page that uses it."""
    known, found = fonts.covered(), {}
    for page, sheet in book.sheets:
        texts = [page.title, *block_texts(sheet.blocks), *sheet.abbreviations, *sheet.abbreviations.values()]
        texts += [text for note in sheet.notes.values() for text in block_texts(note)]
        texts += [text for svg in _charts(sheet.blocks) for text in _SVG_TEXT.findall(svg)]
        for character in set("".join(texts)) - known:
            found.setdefault(character, page.address)
    if found:
        raise BookError("\n".join(
            f"{address}: character {character} (U+{ord(character):04X}) is in no font of the book. "
            "Fix: write it otherwise, or cut the fonts anew (macros/book/fonts.py)"
            for character, address in sorted(found.items())))


def _charts(value: object) -> Iterator[str]:
    if isinstance(value, tree.Picture):
        if value.inline_svg:
            yield value.source
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _charts(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _charts(getattr(value, name))


# --- the finished PDF -----------------------------------------------------------------------------


def pdf(content: bytes, site: Site, book: Source) -> int:
    """Return the number of sheets of a book that is as it should be; raise BookError with every finding."""
    with pikepdf.open(io.BytesIO(content)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        marks = list(bookmarks(document, numbers))
        findings = [*_identity(document, site.lang), *_fonts(document), *_links(document, numbers),
                    *_bookmarks(marks, site, book), *_words(document, marks, book)]
        count = len(document.pages)
    if findings:
        shown = findings[:30] + ([f"and {len(findings) - 30} more"] if len(findings) > 30 else [])
        raise BookError("\n".join(f"book ({site.lang}): {finding}" for finding in shown))
    return count


def _identity(document: pikepdf.Pdf, lang: str) -> Iterator[str]:
    """Language, neutral title, tags and standards; no names of people."""
    root, info = document.Root, document.docinfo
    if str(root.get("/Lang", "")) != LANGUAGE_TAGS[lang]:
        yield f"its language is {root.get('/Lang')!s}, not {LANGUAGE_TAGS[lang]}"
    if str(info.get("/Title", "")) != NEUTRAL_TITLE[lang]:
        yield f"its title is {info.get('/Title')!s}, not {NEUTRAL_TITLE[lang]}"
    for mark in PRODUCER_MARKS:
        if mark in info:
            yield f"it names {mark}: {info[mark]!s}"
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "it is not tagged"
    packet = root.Metadata.read_bytes().decode("utf-8") if "/Metadata" in root else ""
    for words, meaning in (("pdfuaid:part", "PDF/UA"), ("pdfaid:part", "PDF/A")):
        if words not in packet:
            yield f"it does not declare {meaning}"
    if "<dc:creator>" in packet:
        yield "its metadata names an author"


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            name = str(item.get("/FontName", ""))
            if not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
            if not _SUBSET.match(name):
                yield f"font {name} is embedded whole"


def _destination(document: pikepdf.Pdf, target: Any) -> tuple[int, int] | None:
    """Return the object number of the page a destination names."""
    if isinstance(target, (pikepdf.String, pikepdf.Name)):
        names = document.Root.get("/Names", {}).get("/Dests")
        found = pikepdf.NameTree(names).get(str(target)) if names is not None else None
        target = found.get("/D") if isinstance(found, pikepdf.Dictionary) else found
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return target[0].objgen if isinstance(target, pikepdf.Array) and len(target) else None


def _links(document: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[str]:
    """Each link leads to a sheet of the book, or to an address outside that is not this machine."""
    for number, page in enumerate(document.pages, start=1):
        for mark in page.obj.get("/Annots", []):
            if mark.get("/Subtype") != "/Link":
                continue
            action = mark.get("/A", {})
            if "/URI" in action:
                address = str(action["/URI"])
                parts = urlsplit(address)
                if parts.scheme not in ("http", "https", "tel", "mailto") or parts.hostname in LOCAL_HOSTS:
                    yield f"sheet {number}: link to {address}, which means nothing elsewhere"
            elif _destination(document, mark.get("/Dest", action.get("/D"))) not in numbers:
                yield f"sheet {number}: a link leads to no sheet of the book"


def bookmarks(document: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[int, str, int]]:
    """Yield (level, title, index of the sheet) of each bookmark, in order."""
    def below(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            target = item.destination if item.destination is not None else item.action.get("/D")
            yield level, item.title, numbers.get(_destination(document, target) or (0, 0), -1)
            yield from below(item.children, level + 1)

    with document.open_outline() as outline:
        yield from below(outline.root, 1)


def _bookmarks(marks: list[tuple[int, str, int]], site: Site, book: Source) -> Iterator[str]:
    """Bookmarks are the chapters and their pages, and each leads to a sheet."""
    wanted: list[tuple[int, str]] = []
    for chapter in site.chapters:
        if chapter.title and not leads(chapter, chapter.pages[0]):
            wanted.append((1, chapter.title))
        wanted += [(1 if leads(chapter, page) else 2, page.title) for page in chapter.pages]
    if any(sheet.abbreviations for _, sheet in book.sheets):
        wanted.append((1, WORDS[site.lang]["abbreviations"]))
    found = [(level, title) for level, title, _ in marks]
    if found != wanted:
        odd = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), (len(found), len(wanted)))
        yield f"bookmarks differ from titles: {odd[0]} where {odd[1]} should be"
    yield from (f"bookmark {title} leads nowhere" for _, title, sheet in marks if sheet < 0)


# --- words ----------------------------------------------------------------------------------------


def _words(document: pikepdf.Pdf, marks: list[tuple[int, str, int]], book: Source) -> Iterator[str]:
    """Every text of the site's pages stands in the book, on the sheets of its page."""
    reader = TextReader()
    texts = [reader.page(page) for page in document.pages]
    for number in reader.missing_on:
        yield f"sheet {number + 1}: a glyph is missing"
    titled = {}
    for _, title, sheet in marks:
        titled.setdefault(title, []).append(sheet)
    starts = sorted({sheet for _, _, sheet in marks})
    for page, _ in book.sheets:
        first = titled.get(page.title, [0]).pop(0) if titled.get(page.title) else 0
        end = next((start for start in starts if start > first), len(texts))
        said = "".join(texts[first:end])
        for text in site_texts(page.article):
            if text not in said and not _in_two(text, said):
                yield f"{page.address}: not in the book: {text[:60]}"


def _in_two(text: str, said: str) -> bool:
    """Say whether a text stands there in two parts, as at the end of a sheet."""
    return any(text[:cut] in said and text[cut:] in said for cut in range(1, len(text)))


# Written apart from tree.py on purpose: what tree.py drops by mistake is missed here.
_NOT_WORDS = ("script, style, template, svg, button, input, select, textarea, form, noscript, a.headerlink, .no-print, .no-book, "
              ".footnote-backref, a.footnote-ref, .md-content__button, .md-source-file, .md-feedback, "
              "[hidden]:not(.tool-paper)")
_NOTHING = re.compile("[\\s\u200b\u2060\ufe0e\ufe0f\u00ad]+")


def site_texts(article: LexborNode) -> list[str]:
    """Return the texts between the tags of an article, without white space."""
    left_out = {node.mem_id for node in article.css(_NOT_WORDS)}
    for tool in article.css("[data-tool]"):
        left_out.update(node.mem_id for node in tool.css("*") if not _within_paper(node))
    found = []

    def walk(node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                text = _NOTHING.sub("", child.text_content or "")
                if text:
                    found.append(text)
            elif child.mem_id not in left_out or child.css_first(".tool-paper"):
                walk(child)

    walk(article)
    return found


def _within_paper(node: LexborNode) -> bool:
    near: LexborNode | None = node
    while near is not None:
        if "tool-paper" in (near.attributes.get("class") or "").split():
            return True
        near = near.parent
    return False


class TextReader:
    """Reads the words of a sheet, without what is decoration (running heads, page numbers) and without white space."""

    def __init__(self) -> None:
        self.missing_on: list[int] = []
        self._maps: dict[tuple[int, int], dict[bytes, str]] = {}
        self._read = 0

    def page(self, page: pikepdf.Page) -> str:
        """Return the words of one sheet in the order they are set."""
        faces = page.obj.get("/Resources", {}).get("/Font", {})
        said: list[str] = []
        current: dict[bytes, str] = {}
        depth: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj TJ BMC BDC EMC"):
            name = str(operator)
            if name == "Tf":
                current = self._map(faces[str(operands[0])])
            elif name in ("BMC", "BDC"):
                spoken = operands[1].get("/ActualText") if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else None
                if spoken is not None and not any(depth):
                    said.append(str(spoken))
                depth.append(spoken is not None or str(operands[0]) == "/Artifact")
            elif name == "EMC":
                depth.pop()
            else:
                strings = operands[0] if name == "TJ" else operands
                codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                pairs = [codes[place:place + 2] for place in range(0, len(codes), 2)]
                if b"\x00\x00" in pairs:
                    self.missing_on.append(self._read)
                if not any(depth):
                    said += [current.get(pair, "") for pair in pairs]
        self._read += 1
        return _NOTHING.sub("", "".join(said))

    def _map(self, font: pikepdf.Object) -> dict[bytes, str]:
        if font.objgen not in self._maps:
            table = font.ToUnicode.read_bytes().decode("ascii", errors="replace") if "/ToUnicode" in font else ""
            self._maps[font.objgen] = dict(_unicode_map(table))
        return self._maps[font.objgen]


def _unicode_map(table: str) -> Iterator[tuple[bytes, str]]:
    """Yield (glyph code, characters) of a ToUnicode table."""
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", section):
            yield bytes.fromhex(code), bytes.fromhex(text).decode("utf-16-be", errors="replace")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", section):
            start = bytes.fromhex(text).decode("utf-16-be", errors="replace")
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                yield code.to_bytes(2, "big"), start[:-1] + chr(ord(start[-1]) + step)
