"""Write the tree of a site as Typst, and compile it to a tagged PDF.

The text is written so that nothing in it can be taken for markup: every character of a page stands inside a
quoted Typst string. How a thing looks is in template.typ.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import tempfile
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from macros.book import fonts, pictures, tree
from macros.book.collect import LOCAL_HOSTS, BookError, Chapter, Page, Site, resolve

TEMPLATE = Path(__file__).with_name("template.typ")
STANDARDS = ["ua-1", "a-2a"]
NEUTRAL_TITLE = {"zh": "阅读材料", "en": "Reading material"}

WORDS = {
    "zh": {
        "subtitle": "网站全部页面的离线副本",
        "contents": "目录",
        "title": "《{title}》",
        "made": "本册由 {date} 的网页制成。规定和数字会变，每页标题下写明何时应再核对。",
        "earliest": "本册中最早要再核对的一页：{date} 之后。过了这一天，请先到网站看新版。",
        "web": "网站地址：{url}",
        "paper": "本册里的链接：站内的可以点，箭头后是所在页码；站外的地址印在页脚。",
        "release": "版本：{release}",
        "drafts": "未收入的草稿页：{pages}",
        "address": "本页地址：{address}",
        "reviewed": "文字核对于 {date}",
        "next": "{date} 之后请再核对",
        "and": "；",
        "abbreviations": "缩写",
    },
    "en": {
        "subtitle": "An offline copy of every page of the site",
        "contents": "Contents",
        "title": "{title}",
        "made": "Made from the web pages of {date}. Rules and numbers change; below each title stands when to check again.",
        "earliest": "The first page due for a check: after {date}. Past that day, look for a newer copy on the site first.",
        "web": "Web address: {url}",
        "paper": "Links inside the book can be followed; the number after the arrow is the sheet. Outside addresses stand at the foot.",
        "release": "Version: {release}",
        "drafts": "Draft pages left out: {pages}",
        "address": "Address of this page: {address}",
        "reviewed": "Words checked {date}",
        "next": "check again after {date}",
        "and": "; ",
        "abbreviations": "Abbreviations",
    },
}


def string(text: str) -> str:
    """Return `text` as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", " ")
    return f'"{escaped}"'


def array(items: list[str]) -> str:
    """Return a Typst array; one item needs a comma to be one."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


_LONG_TOKEN = re.compile(r"[^\s\u2e80-\uffef]{41,}")
_TOKEN_PART = re.compile(r"[^/._\-&=?]{0,19}[/._\-&=?]|.{20}")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[’‘](?=[A-Za-z])")


def breakable(text: str) -> str:
    """Return `text` with invisible break points in tokens too long for a line."""
    return _LONG_TOKEN.sub(lambda found: _TOKEN_PART.sub(lambda part: part.group() + "\u200b", found.group()), text)


# --- widths of tables -----------------------------------------------------------------------------

LINE_UNITS = 88       # half ems of 9 pt in the width of the text
DENSE_UNITS = 105     # the same at 7.5 pt
CELL_PADDING = 2.4    # half ems taken by a cell's inset
UNBREAKABLE_UNDER = 400
ANNOUNCING_UNDER = 60  # half ems
PEN_WIDTH = 14.0       # half ems of a column that is to be filled in by hand
_WIDE = re.compile(f"[{tree.HAN}“”‘’—…]")


def units(text: str) -> int:
    """Return the width of a line of text in half ems: a Han character takes two."""
    return len(text) + len(_WIDE.findall(text))


def longest_token(text: str) -> int:
    """Return the width in half ems of what should not be broken: a word, a number, four Han characters."""
    tokens = re.findall(rf"[^\s{tree.HAN}\u200b]+", breakable(text))
    han = min(8, 2 * len(_WIDE.findall(text)))
    return max([han, *(min(len(token), 41) for token in tokens)])


def column_widths(rows: list[list[tuple[str, int]]]) -> tuple[list[str], bool]:
    """Return the Typst widths of a table's columns, and whether it needs the small type.

    `rows` hold (text, columns spanned) of each cell. Short tables are as wide as their words; longer ones share
    the line, each column at least as wide as its longest word, the rest by the square root of its longest cell.
    """
    count = max(sum(span for _, span in row) for row in rows)
    blank = [all(len(row) != count or not row[place][0].strip() for row in rows[1:]) for place in range(count)]
    natural = [PEN_WIDTH if empty and len(rows) > 1 else 1.0 for empty in blank]
    least = list(natural)
    for row in rows:
        place = 0
        for text, span in row:
            if span == 1 and place < count:
                lines = text.split("\n")
                natural[place] = max(natural[place], *map(units, lines))
                least[place] = max(least[place], *map(longest_token, lines))
            place += span
    room = LINE_UNITS - CELL_PADDING * count
    if sum(natural) <= room:
        return ["auto"] * count, False
    dense = sum(least) > room
    if dense:
        room = DENSE_UNITS - CELL_PADDING * count
    spare = max(0.0, room - sum(least))
    wishes = [(wide - small) ** 0.5 for wide, small in zip(natural, least)]
    total = sum(wishes) or 1.0
    return [f"{small + CELL_PADDING + spare * wish / total:.2f}fr" for small, wish in zip(least, wishes)], dense


# --- links ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Places:
    """Where links of one book may lead: the keys of each page in it, and which of them links really use."""

    keys: dict[str, frozenset[str]]
    used: frozenset[str]

    def label(self, page: Page, href: str) -> str | None:
        """Return the label an address leads to, or None when it leaves the book.

        A fragment that the page does not have leads to the page's title; the site's own link check reports it.
        """
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        address, fragment = resolve(page.address, href)
        if address not in self.keys:
            return None
        return f"{address}#{fragment}" if fragment and fragment in self.keys[address] else address


def relative_to_site(site: Site, href: str) -> str:
    """Return an address of this site written in full as one relative to its root; others as they are."""
    return "/" + href.removeprefix(site.url) if site.url and href.startswith(site.url) else href


def printed_address(site: Site, page: Page, href: str) -> str:
    """Return the full address a link that leaves the book leads to; "" where none can be printed."""
    parts = urlsplit(href)
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return "" if parts.hostname in LOCAL_HOSTS else href
    if parts.scheme or not site.url:
        return ""
    address, fragment = resolve(page.address, href)
    return urljoin(site.url, quote(address)) + (f"#{quote(fragment)}" if fragment else "")


# --- writing --------------------------------------------------------------------------------------


@dataclass
class Writer:
    """Writes one page. Holds what was already said on it: footnotes and outside addresses appear once."""

    site: Site
    page: Page
    sheet: tree.Sheet
    places: Places
    pictures: dict[str, bytes]
    lone: bool = False
    noted: set[str] = field(default_factory=set)
    level: int = 2

    # within a line

    def line(self, children: tuple[tree.Inline, ...]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, child: tree.Inline) -> str:
        if isinstance(child, tree.Text):
            return self.text(child.text)
        if isinstance(child, tree.Styled):
            return self.styled(child)
        if isinstance(child, tree.Spoken):
            return f"#spoken({string(child.lang)})[{self.line(child.children)}]"
        if isinstance(child, tree.Link):
            return self.link(child)
        if isinstance(child, tree.Note):
            return self.note(child)
        if isinstance(child, tree.Icon):
            return f"#icon({string(self.picture_file(pictures.icon(child.svg)))})"
        if isinstance(child, tree.Target):
            return self.target(child.key)
        return "#linebreak();"

    def text(self, text: str) -> str:
        """Return text; in Chinese an apostrophe between Latin letters is narrow."""
        text = breakable(text)
        if self.site.lang != "zh":
            return f"#{string(text)};"
        parts, place = [], 0
        for found in _APOSTROPHE.finditer(text):
            parts.append(f"#{string(text[place:found.start()])};#narrow({string(found.group())});")
            place = found.end()
        return "".join(parts) + f"#{string(text[place:])};"

    def styled(self, child: tree.Styled) -> str:
        if child.kind == "code":
            return f"#raw({string(breakable(tree.plain(child.children)))});"
        name = {"em": "emph", "mark": "highlight", "sup": "super", "kbd": "key", "del": "strike", "ins": "underline",
                "small": "text.with(size: 0.9em)"}.get(child.kind, child.kind)
        name = f"({name})" if "." in name else name
        return f"#{name}[{self.line(child.children)}];"

    def target(self, key: str) -> str:
        label = f"{self.page.address}#{key}"
        return f"#place-of({string(label)});" if label in self.places.used else ""

    def link(self, child: tree.Link) -> str:
        words = self.line(child.children)
        label = self.places.label(self.page, relative_to_site(self.site, child.href))
        if label is not None:
            here = label.partition("#")[0] == self.page.address
            number = "" if here or child.quiet else f"#on-sheet({string(label)});"
            return f"#inside({string(label)})[{words}];{number}"
        address = printed_address(self.site, self.page, child.href)
        if not address:
            return words
        shown = address.partition(":")[2] if address.startswith(("tel:", "mailto:")) else address
        said = re.sub(r"\s+", "", tree.plain(child.children))
        told = re.sub(r"^https?://|/$", "", shown) in said or shown.lstrip("+").replace("-", "") in said.replace("-", "")
        return f"#outside({string(address)})[{words}];" + ("" if told else self.address_note(address, shown))

    def address_note(self, address: str, shown: str) -> str:
        """Return a footnote with an outside address, or a reference to it where the page already has it."""
        label = f"{self.page.address}!{address}"
        if label in self.noted:
            return f"#footnote(label({string(label)}));"
        self.noted.add(label)
        return f"#[#note[#outside({string(address)})[#{string(breakable(shown))};]]#label({string(label)})];"

    def note(self, child: tree.Note) -> str:
        label = f"{self.page.address}!{child.key}"
        if label in self.noted:
            return f"#footnote(label({string(label)}));"
        if child.key not in self.sheet.notes:
            raise BookError(f"{self.page.address}: footnote {child.key} is referred to, but not on the page")
        self.noted.add(label)
        return f"#[#note[{self.flowing(self.sheet.notes[child.key])}]#label({string(label)})];"

    # blocks

    def flowing(self, blocks: tuple[tree.Block, ...]) -> str:
        """Return blocks that begin on the line they are put in, behind a footnote's number."""
        first, rest = blocks[:1], blocks[1:]
        if first and isinstance(first[0], tree.Paragraph):
            return "\n".join([self.line(first[0].children), *([self.blocks(rest)] if rest else [])])
        return self.blocks(blocks)

    def blocks(self, blocks: tuple[tree.Block, ...]) -> str:
        return "\n".join(f"#with-next[{self.line(block.children)}]" if announces(block, after) else self.block(block)
                         for block, after in zip_longest(blocks, blocks[1:]))

    def block(self, block: tree.Block) -> str:
        if isinstance(block, tree.Paragraph):
            return f"#par[{self.line(block.children)}]"
        if isinstance(block, tree.Place):
            return self.target(block.key)
        return getattr(self, "_" + type(block).__name__.lower())(block)

    def _heading(self, block: tree.Heading) -> str:
        # Level 1 is the chapter, 2 the page. A level may not be left out on the way down.
        wanted = block.level + (0 if self.base == 1 else 1)
        self.level = max(self.base + 1, min(wanted, self.level + 1, 6))
        labels = [label for key in block.keys if (label := f"{self.page.address}#{key}") in self.places.used]
        marks = "".join(f"#place-of({string(label)});" for label in labels[1:])
        heading = f"heading(level: {self.level})[{self.line(block.children)}{marks}]"
        return f"#found({string(labels[0])}, {heading})" if labels else f"#{heading}"

    @property
    def base(self) -> int:
        """The level of the page's title: 1 where the page is a chapter by itself."""
        return 1 if self.lone else 2

    def _listing(self, block: tree.Listing) -> str:
        items = [f"[{self.blocks(item)}]" for item in block.items]
        if block.ordered:
            return f"#enum(start: {block.start}, {', '.join(f'enum.item{item}' for item in items)})"
        if all(self._ticked(item) for item in block.items):
            return f"#list(marker: none, body-indent: 0pt, {', '.join(f'list.item{item}' for item in items)})"
        return f"#list({', '.join(f'list.item{item}' for item in items)})"

    @staticmethod
    def _ticked(item: tuple[tree.Block, ...]) -> bool:
        first = next((block for block in item if isinstance(block, tree.Paragraph)), None)
        return first is not None and tree.plain(first.children)[:1] in ("☐", "☑")

    def _terms(self, block: tree.Terms) -> str:
        items = [f"terms.item([{self.line(term)}], [{self.blocks(meaning)}])" for term, meaning in block.items]
        return f"#terms({', '.join(items)})"

    def _table(self, block: tree.Table) -> str:
        rows = [*block.head, *block.body]
        texts = [[(_cell_text(cell), cell.colspan) for cell in row] for row in rows]
        widths, dense = column_widths(texts)
        if all(_to_fill_in(row) for row in block.body) or any(_is_wide(cell) for row in rows for cell in row):
            widths = [width if width.endswith("fr") else "1fr" for width in widths]
        head = array([self._row(row, repeated=True) for row in block.head])
        body = array([self._row(row, repeated=False) for row in block.body])
        caption = f"#heading-of-table[{self.line(block.caption)}]\n" if block.caption else ""
        return f"{caption}#grid-of(columns: {array(widths)}, dense: {str(dense).lower()}, head: {head}, rows: {body})"

    def _row(self, row: tuple[tree.Cell, ...], *, repeated: bool) -> str:
        texts = [_cell_text(cell) for cell in row]
        short = sum(map(len, texts)) < UNBREAKABLE_UNDER
        to_fill_in = not repeated and _to_fill_in(row)
        written = []
        for cell in row:
            options = [f"{name}: {value}" for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1]
            options += [f"align: {cell.align}"] if cell.align else []
            options += ["breakable: false"] if short else []
            words = self.blocks(cell.blocks) or ("#blank" if to_fill_in else "")
            if cell.head and not repeated:
                words = f"#strong[{words}]"
            written.append(f"table.cell({', '.join(options)})[{words}]")
        return array(written)

    def _box(self, block: tree.Box) -> str:
        body = self.blocks(block.blocks)
        if block.lang:
            body = f"#spoken({string(block.lang)})[{body}]"
        if block.kind == "lang":
            return body
        if block.kind in ("quote", "lead", "small", "source"):
            return f"#{block.kind}-block[{body}]"
        title = f", title: [{self.line(block.title)}]" if block.title else ""
        whole = sum(map(len, block_texts(block.blocks))) < UNBREAKABLE_UNDER
        return f"#boxed(kind: {string(block.kind)}, whole: {str(whole).lower()}{title})[{body}]"

    def _code(self, block: tree.Code) -> str:
        return f"#raw(block: true, {string(breakable(block.text))})"

    def _caption(self, block: tree.Caption) -> str:
        return f"#caption[{self.line(block.children)}]"

    def _rule(self, block: tree.Rule) -> str:
        return "#divider"

    def _picture(self, block: tree.Picture) -> str:
        if block.inline_svg:
            file = self.picture_file(pictures.chart(block.source))
            if not block.alt:
                raise BookError(f"{self.page.address}: a chart has no <title>; every chart needs words for who cannot see it")
            return f"#picture({string(file)}, {string(block.alt)}, {pictures.width(block.source)})"
        address, _ = resolve(self.page.address, block.source)
        path = self.site.folder / address
        if urlsplit(block.source).scheme or not path.is_file():
            raise BookError(f"{self.page.address}: picture {block.source} is not a file of the site")
        file = self.picture_file(path.read_bytes(), path.suffix.lower())
        return f"#picture({string(file)}, {string(block.alt)}, auto)" if block.alt else f"#decoration({string(file)})"

    def picture_file(self, content: bytes, suffix: str = ".svg") -> str:
        """Return the name under which a picture is handed to Typst; the same picture is handed over once."""
        for name, known in self.pictures.items():
            if known == content:
                return name
        name = f"picture-{len(self.pictures) + 1}{suffix}"
        self.pictures[name] = content
        return name


def announces(block: tree.Block, after: tree.Block | None) -> bool:
    """Say whether a block is the short line above a list or table, which must not end a sheet alone."""
    return (isinstance(block, tree.Paragraph) and isinstance(after, (tree.Listing, tree.Table, tree.Terms, tree.Picture))
            and units(tree.plain(block.children)) < ANNOUNCING_UNDER)


def _to_fill_in(row: tuple[tree.Cell, ...]) -> bool:
    """Say whether a row is empty but for its first cell: one for a pen."""
    return len(row) > 1 and not any(_cell_text(cell) for cell in row[1:])


def _is_wide(cell: tree.Cell) -> bool:
    """Say whether a cell holds something that takes all the room it gets."""
    return any(isinstance(block, (tree.Table, tree.Picture, tree.Box, tree.Code)) for block in cell.blocks)


def _cell_text(cell: tree.Cell) -> str:
    return "\n".join(text for text in block_texts(cell.blocks))


def block_texts(blocks: tuple[tree.Block, ...]) -> list[str]:
    """Return the words of blocks, one string per paragraph, cell, title."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, (tree.Paragraph, tree.Heading, tree.Caption)):
            found.append(tree.plain(block.children))
        elif isinstance(block, tree.Code):
            found.append(block.text)
        elif isinstance(block, tree.Listing):
            found += [text for item in block.items for text in block_texts(item)]
        elif isinstance(block, tree.Terms):
            for term, meaning in block.items:
                found += [tree.plain(term), *block_texts(meaning)]
        elif isinstance(block, tree.Table):
            found += [tree.plain(block.caption)] if block.caption else []
            found += [text for row in (*block.head, *block.body) for cell in row for text in block_texts(cell.blocks)]
        elif isinstance(block, tree.Box):
            found += ([tree.plain(block.title)] if block.title else []) + block_texts(block.blocks)
        elif isinstance(block, tree.Picture):
            found.append(block.alt)
    return found


def hrefs(value: object) -> list[str]:
    """Return the addresses of all links in any part of a tree."""
    if isinstance(value, tree.Link):
        return [value.href, *hrefs(value.children)]
    if isinstance(value, (tuple, list)):
        return [href for part in value for href in hrefs(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [href for name in value.__dataclass_fields__ for href in hrefs(getattr(value, name))]
    return []


@dataclass(frozen=True)
class Source:
    """The book as Typst source, with its pictures, and what check.py compares the PDF with."""

    typst: str
    pictures: dict[str, bytes]
    sheets: tuple[tuple[Page, tree.Sheet], ...]


def source(site: Site, on: datetime.date, release: str = "") -> Source:
    """Return the Typst source of one book, made on the day `on`; `release` names the version, on every sheet."""
    sheets = tuple((page, tree.sheet(page.article)) for page in site.pages)
    keys = {page.address: sheet.keys for page, sheet in sheets}
    every = Places(keys, frozenset())
    used = {label for page, sheet in sheets
            for href in hrefs([sheet.blocks, list(sheet.notes.values())])
            if (label := every.label(page, relative_to_site(site, href)))}
    places = Places(keys, frozenset(used))
    by_address = {page.address: sheet for page, sheet in sheets}
    handed: dict[str, bytes] = {}
    parts = [_opening(site, on, release)]
    for chapter in site.chapters:
        for place, page in enumerate(chapter.pages):
            writer = Writer(site, page, by_address[page.address], places, handed, lone=leads(chapter, page))
            writer.level = writer.base
            parts.append(_sheet(writer, chapter.title, release, opens=place == 0))
    parts.append(_abbreviations(site, [sheet for _, sheet in sheets]))
    return Source("\n".join(parts), handed, sheets)


def leads(chapter: Chapter, page: Page) -> bool:
    """Say whether the page's title is the chapter's title too: it stands alone, or is the section's own page."""
    return chapter.title is None or (page is chapter.pages[0] and page.title == chapter.title)


def _opening(site: Site, on: datetime.date, release: str) -> str:
    words = WORDS[site.lang]
    due = sorted(page.next_check for page in site.pages if page.next_check)
    lines = [words["made"].format(date=on.isoformat())]
    lines += [words["earliest"].format(date=due[0])] if due else []
    lines += [words["paper"]]
    lines += [words["web"].format(url=site.url)] if site.url else []
    lines += [words["release"].format(release=release)] if release else []
    lines += [words["drafts"].format(pages=", ".join(site.drafts))] if site.drafts else []
    return "\n".join((
        '#import "template.typ": *',
        f"#let site = (lang: {string(site.lang)}, title: {string(words['title'].format(title=site.title))}, "
        f"neutral: {string(NEUTRAL_TITLE[site.lang])}, date: datetime(year: {on.year}, month: {on.month}, day: {on.day}), "
        f"words: (subtitle: {string(words['subtitle'])}, contents: {string(words['contents'])}), "
        f"cover-lines: {array([string(breakable(line)) for line in lines])})",
        "#show: book.with(site)", "#cover(site)", "#contents(site)"))


def _web_address(site: Site, page: Page) -> str:
    """Return the page's address, in full where the site's own is known."""
    return urljoin(site.url, quote(page.address)) if site.url else page.address


def _sheet(writer: Writer, chapter: str | None, release: str, *, opens: bool) -> str:
    site, page, words = writer.site, writer.page, WORDS[writer.site.lang]
    dates = [words[name].format(date=day) for name, day in (("reviewed", page.reviewed), ("next", page.next_check)) if day]
    address = words["address"].format(address=_web_address(site, page))
    foot = " · ".join([re.sub("^https?://", "", _web_address(site, page)),
                       *([words["next"].format(date=page.next_check)] if page.next_check else []), *([release] if release else [])])
    options = [
        f"chapter: {string(chapter if chapter and chapter != page.title else '')}", f"title: {string(page.title)}",
        f"address: {string(breakable(address))}",
        f"dates: {string(words['and'].join(dates))}" if dates else "dates: none",
        f"lone: {str(writer.lone).lower()}",
        f"place: {string(page.address)}" if page.address in writer.places.used else "place: none",
        f"foot: {string(foot)}",
    ]
    if opens and chapter and not writer.lone:
        options.append(f"opening: {string(chapter)}")
    return f"#sheet({', '.join(options)})[\n{writer.blocks(writer.sheet.blocks)}\n]"


def _abbreviations(site: Site, sheets: list[tree.Sheet]) -> str:
    """Return the list of abbreviations of all pages, or nothing."""
    known: dict[str, str] = {}
    for sheet in sheets:
        for short, full in sheet.abbreviations.items():
            known.setdefault(short, full)
    if not known:
        return ""
    items = ", ".join(f"terms.item([#{string(short)};], [#{string(full)};])" for short, full in sorted(known.items()))
    title = string(WORDS[site.lang]["abbreviations"])
    return f"#sheet(title: {title}, lone: true)[#terms({items})]"


# --- compiling ------------------------------------------------------------------------------------


def compiled(book: Source, on: datetime.date) -> bytes:
    """Return the book as PDF, tagged, with its fonts inside. The same source gives the same bytes."""
    import typst

    moment = datetime.datetime(on.year, on.month, on.day, tzinfo=datetime.timezone.utc)
    with tempfile.TemporaryDirectory(prefix="book-") as name:
        folder = Path(name)
        (folder / "template.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "book.typ").write_text(book.typst, encoding="utf-8")
        for file, content in book.pictures.items():
            (folder / file).write_bytes(content)
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
        try:
            pdf = typst.compile(str(folder / "book.typ"), root=str(folder), font_paths=faces, format="pdf",
                                pdf_standards=STANDARDS, timestamp=int(moment.timestamp()))
        except typst.TypstError as error:
            raise BookError(f"the book does not compile: {error}") from None
    return packed(pdf)


def packed(pdf: bytes) -> bytes:
    """Return the same PDF with its objects packed into streams: less than half the size, the same bytes each time."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
                      deterministic_id=True)
    return out.getvalue()
