"""Bring a page's HTML into a small tree of the few things a book knows.

Anything that only works on a screen goes (buttons, forms, scripts, permalinks); anything folded opens;
anything the book does not know is taken for what it contains. White space is settled here, once: between
two Han characters a line break of the source is nothing, elsewhere it is one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Union

from selectolax.lexbor import LexborNode

# --- what a paragraph is made of ------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Styled:
    """`kind`: strong em code mark sup sub kbd del ins small."""

    kind: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Spoken:
    """Words in another language than the page."""

    lang: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """`quiet`: a number that leads to its rule; the sheet it leads to is not printed beside it."""

    href: str
    children: tuple[Inline, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Note:
    """A reference to the footnote `key` of the page."""

    key: str


@dataclass(frozen=True)
class Icon:
    svg: str


@dataclass(frozen=True)
class Target:
    """A place that links may lead to."""

    key: str


@dataclass(frozen=True)
class Break:
    pass


Inline = Union[Text, Styled, Spoken, Link, Note, Icon, Target, Break]

# --- what a page is made of -----------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """`level` is the page's own: 2 stands below the title."""

    level: int
    keys: tuple[str, ...]
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Listing:
    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Terms:
    items: tuple[tuple[tuple[Inline, ...], tuple[Block, ...]], ...]


@dataclass(frozen=True)
class Cell:
    blocks: tuple[Block, ...]
    head: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: str = ""


@dataclass(frozen=True)
class Table:
    """`head` are the rows to repeat on each sheet."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Box:
    """`kind`: note warning tab quote card source lead small lang."""

    kind: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    lang: str = ""


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Picture:
    """`source` is the SVG itself, or the address of a file as written on the page."""

    source: str
    alt: str
    inline_svg: bool


@dataclass(frozen=True)
class Caption:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Rule:
    pass


@dataclass(frozen=True)
class Place:
    """A place between blocks that links may lead to."""

    key: str


Block = Union[Paragraph, Heading, Listing, Terms, Table, Box, Code, Picture, Caption, Rule, Place]


@dataclass(frozen=True)
class Sheet:
    """A page as a tree. `keys` are all places on it; `abbreviations` maps a short form to its full one."""

    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]]
    keys: frozenset[str]
    abbreviations: dict[str, str] = field(default_factory=dict)


# --- white space ----------------------------------------------------------------------------------

HAN = "\u2e80-\u2fdf\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff64\uffe0-\uffef\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_EITHER_WIDTH = frozenset("“”‘’—…·")
_SPACE = re.compile(r"[ \t\r\n\f]+|\s+\Z")
_BREAK_MARK, _ICON_MARK = "\x00", "\x01"
_DROPPED_CHARACTERS = str.maketrans("", "", "\ufe0e\ufe0f\u200b\u2060\u00ad")


def needs_no_space(before: str, after: str) -> bool:
    """Say whether a line break between these two characters is no space: both Han, or Han and a quotation mark."""
    han_before, han_after = bool(_HAN.match(before)), bool(_HAN.match(after))
    return (han_before and (han_after or after in _EITHER_WIDTH)) or (han_after and before in _EITHER_WIDTH)


def spaced(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the children of a paragraph with their white space settled across the borders of its parts."""
    leaves = list(_leaves(children))
    whole = "".join(leaves)
    settled = list(whole)
    for run in _SPACE.finditer(whole):
        start, end = run.span()
        before, after = whole[start - 1:start], whole[end:end + 1]
        edge = not before or not after or before == _BREAK_MARK or after == _BREAK_MARK
        nothing = edge or ("\n" in run.group() and needs_no_space(before, after))
        settled[start:end] = ["" if nothing else " ", *[""] * (end - start - 1)]
    texts, place = [], 0
    for leaf in leaves:
        texts.append("".join(settled[place:place + len(leaf)]))
        place += len(leaf)
    return _refilled(children, iter(texts))


def _leaves(children: tuple[Inline, ...]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Text):
            yield child.text
        elif isinstance(child, Break):
            yield _BREAK_MARK
        elif isinstance(child, Icon):
            yield _ICON_MARK
        elif isinstance(child, (Styled, Spoken, Link)):
            yield from _leaves(child.children)


def _refilled(children: tuple[Inline, ...], texts: Iterator[str]) -> tuple[Inline, ...]:
    done: list[Inline] = []
    for child in children:
        if isinstance(child, Text):
            text = next(texts)
            if text:
                done.append(Text(text))
        elif isinstance(child, (Break, Icon)):
            next(texts)
            done.append(child)
        elif isinstance(child, (Styled, Spoken, Link)):
            done.append(replace(child, children=_refilled(child.children, texts)))
        else:
            done.append(child)
    return tuple(done)


def plain(children: tuple[Inline, ...]) -> str:
    """Return the words of a paragraph."""
    return "".join(_leaves(children)).replace(_BREAK_MARK, "\n").replace(_ICON_MARK, "")


# --- from HTML ------------------------------------------------------------------------------------

STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
          "code": "code", "samp": "code", "mark": "mark", "sup": "sup", "sub": "sub", "kbd": "kbd", "del": "del",
          "s": "del", "ins": "ins", "u": "ins", "small": "small"}
BLOCK_TAGS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav noscript ol p pre section summary table tbody td tfoot th thead tr ul".split())
DROPPED_TAGS = frozenset("script style template button input select textarea form noscript iframe object video audio "
                         "canvas dialog link meta progress meter datalist -comment".split())
DROPPED_CLASSES = frozenset("headerlink no-print no-book md-content__button md-source-file md-feedback md-clipboard "
                            "footnote-backref md-icon md-annotation__index".split())
SMALL_PRINT = frozenset("small page-dates clause-facts clause-breach clause-pages".split())
WARNING_KINDS = frozenset("warning caution danger error failure bug attention stale-banner behind".split())


def classes(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes.get("class") or "").split())


def is_dropped(node: LexborNode) -> bool:
    """Say whether the book leaves this element out, with all it holds."""
    own = classes(node)
    if "data-tool" in node.attributes:
        return node.css_first(".tool-paper") is None
    if node.tag in DROPPED_TAGS or own & DROPPED_CLASSES:
        return True
    return "hidden" in node.attributes and "tool-paper" not in own and node.css_first(".tool-paper") is None


def is_icon(svg: LexborNode) -> bool:
    """Say whether an `svg` is a small sign within a line rather than a picture."""
    near = svg.parent
    while near is not None and near.tag in ("span", "a"):
        if classes(near) & {"twemoji", "icon"}:
            return True
        near = near.parent
    return svg.attributes.get("viewbox", svg.attributes.get("viewBox")) == "0 0 24 24"


def _card(node: LexborNode) -> bool:
    return any(name.endswith(("-card", "-banner")) or name in ("card", "worked-example", "letter") for name in classes(node))


def sheet(article: LexborNode) -> Sheet:
    """Return the tree of a page's article, without its title."""
    builder = _Builder()
    blocks = builder.container(article)
    return Sheet(blocks, builder.notes, frozenset(builder.keys), builder.abbreviations)


class _Builder:
    """Walks one article. Holds what belongs to the page as a whole."""

    def __init__(self) -> None:
        self.notes: dict[str, tuple[Block, ...]] = {}
        self.keys: set[str] = set()
        self.abbreviations: dict[str, str] = {}

    # blocks

    def container(self, node: LexborNode, skip: tuple[str, ...] = ()) -> tuple[Block, ...]:
        """Return the blocks inside a node; loose text between them becomes paragraphs."""
        blocks: list[Block] = []
        loose: list[Inline] = []

        def settle() -> None:
            children = spaced(tuple(loose))
            loose.clear()
            if any(not isinstance(child, Target) for child in children):
                blocks.append(Paragraph(children))
            else:
                blocks.extend(Place(child.key) for child in children)

        for child in node.iter(include_text=True):
            if child.tag == "-text":
                loose.append(Text(_characters(child)))
            elif child.tag in skip or is_dropped(child):
                continue
            elif child.tag in BLOCK_TAGS or "data-tool" in child.attributes or self._is_picture(child) or self._holds_blocks(child):
                settle()
                blocks.extend(self.block(child))
            else:
                loose.extend(self.inline(child))
        settle()
        return tuple(blocks)

    @staticmethod
    def _is_picture(node: LexborNode) -> bool:
        return (node.tag == "svg" and not is_icon(node)) or (node.tag == "img" and "twemoji" not in classes(node))

    def _holds_blocks(self, node: LexborNode) -> bool:
        """Say whether an inline element (a link around a picture, a label) holds a picture or blocks."""
        if node.tag in ("svg", "math"):
            return False
        return any(inner is not node and (inner.tag in BLOCK_TAGS or self._is_picture(inner)) for inner in node.css("*"))

    def block(self, node: LexborNode) -> list[Block]:
        """Return the blocks one block element stands for, its own id first."""
        made: list[Block] = []
        key = node.attributes.get("id")
        if key and node.tag not in ("h1", "h2", "h3", "h4", "h5", "h6", "svg"):
            self.keys.add(key)
            made.append(Place(key))
        handler = self._div if "data-tool" in node.attributes else getattr(self, f"_{node.tag}", None)
        blocks = handler(node) if handler else list(self.container(node))
        lang = node.attributes.get("lang")
        if lang and blocks and not isinstance(blocks[0], Box):
            blocks = [Box("lang", (), tuple(blocks), lang)]
        return made + blocks

    def _p(self, node: LexborNode) -> list[Block]:
        if "admonition-title" in classes(node):
            return []
        own, blocks = classes(node), self.container(node)
        for kind, names in (("warning", WARNING_KINDS), ("small", SMALL_PRINT), ("lead", {"page-question"})):
            if own & names and blocks:
                return [Box(kind, (), blocks)]
        return list(blocks)

    def _heading(self, node: LexborNode) -> list[Block]:
        level = int(node.tag[1])
        keys = [node.attributes["id"]] if node.attributes.get("id") else []
        self.keys.update(keys)
        children = spaced(tuple(self.inlines(node)))
        inner = tuple(child.key for child in children if isinstance(child, Target))
        if level == 1:
            return [Place(key) for key in (*keys, *inner)]
        return [Heading(level, (*keys, *inner), tuple(c for c in children if not isinstance(c, Target)))]

    _h1 = _h2 = _h3 = _h4 = _h5 = _h6 = _heading

    def _ul(self, node: LexborNode) -> list[Block]:
        items = tuple(self._item(child) for child in node.iter(include_text=False)
                      if child.tag == "li" and not is_dropped(child))
        start = node.attributes.get("start") or "1"
        return [Listing(node.tag == "ol", int(start) if start.isdigit() else 1, items)] if items else []

    _ol = _ul

    def _item(self, node: LexborNode) -> tuple[Block, ...]:
        key = node.attributes.get("id")
        place: tuple[Block, ...] = (Place(key),) if key else ()
        self.keys.update([key] if key else [])
        box = node.css_first("input[type=checkbox]") if "task-list-item" in classes(node) else None
        blocks = self.container(node)
        if box is None:
            return place + blocks
        sign = Text("☑ " if "checked" in box.attributes else "☐ ")
        if blocks and isinstance(blocks[0], Paragraph):
            return place + (Paragraph((sign, *blocks[0].children)), *blocks[1:])
        return place + (Paragraph((sign,)), *blocks)

    def _dl(self, node: LexborNode) -> list[Block]:
        items: list[tuple[tuple[Inline, ...], tuple[Block, ...]]] = []
        for child in node.css("dt, dd"):
            if self._list_of(child) != node.mem_id:
                continue
            if child.tag == "dt":
                key = child.attributes.get("id")
                self.keys.update([key] if key else [])
                target: tuple[Inline, ...] = (Target(key),) if key else ()
                items.append((target + spaced(tuple(self.inlines(child))), ()))
            elif items:
                items[-1] = (items[-1][0], items[-1][1] + self.container(child))
        return [Terms(tuple(items))] if items else []

    @staticmethod
    def _list_of(node: LexborNode) -> int | None:
        """Return the identity of the definition list a term belongs to."""
        near = node.parent
        while near is not None and near.tag != "dl":
            near = near.parent
        return near.mem_id if near else None

    def _pre(self, node: LexborNode) -> list[Block]:
        return [Code(node.text(deep=True).strip("\n").expandtabs(4))]

    def _hr(self, node: LexborNode) -> list[Block]:
        return [Rule()]

    def _blockquote(self, node: LexborNode) -> list[Block]:
        return [Box("quote", (), self.container(node), node.attributes.get("lang") or "")]

    def _figcaption(self, node: LexborNode) -> list[Block]:
        children = spaced(tuple(self.inlines(node)))
        return [Caption(children)] if children else []

    def _details(self, node: LexborNode) -> list[Block]:
        summary = next((c for c in node.iter(include_text=False) if c.tag == "summary"), None)
        title = spaced(tuple(self.inlines(summary))) if summary else ()
        kind = "warning" if classes(node) & WARNING_KINDS else "note"
        return [Box(kind, title, self.container(node, skip=("summary",)), node.attributes.get("lang") or "")]

    def _svg(self, node: LexborNode) -> list[Block]:
        parts = [node.css_first(tag) for tag in ("title", "desc")]
        alt = " ".join(" ".join(part.text(deep=True).split()) for part in parts if part)
        return [Picture(node.html or "", alt or node.attributes.get("aria-label") or "", True)]

    def _img(self, node: LexborNode) -> list[Block]:
        return [Picture(node.attributes.get("src") or "", node.attributes.get("alt") or "", False)]

    def _div(self, node: LexborNode) -> list[Block]:
        own = classes(node)
        lang = node.attributes.get("lang") or ""
        if "data-tool" in node.attributes:
            return [block for paper in node.css(".tool-paper") for block in self.block(paper)]
        if "footnote" in own:
            return self._take_notes(node)
        if "tabbed-set" in own:
            return self._tabs(node)
        if "admonition" in own:
            title = node.css_first(".admonition-title")
            words = spaced(tuple(self.inlines(title))) if title else ()
            return [Box("warning" if own & WARNING_KINDS else "note", words, self.container(node), lang)]
        if _card(node):
            kind = "warning" if own & WARNING_KINDS else "source" if self._in_sources(node) else "card"
            return [Box(kind, (), self.container(node), lang)]
        return list(self.container(node))

    _section = _article = _aside = _div

    @staticmethod
    def _in_sources(node: LexborNode) -> bool:
        """Say whether a card only repeats, at the end of a page, a rule that the register prints in full."""
        return node.parent is not None and "sources" in classes(node.parent)

    def _a(self, node: LexborNode) -> list[Block]:
        """Return what a link around whole blocks holds; its first words carry the link."""
        blocks = list(self.container(node))
        href = (node.attributes.get("href") or "").strip()
        for place, block in enumerate(blocks):
            if href and isinstance(block, (Paragraph, Heading)):
                blocks[place] = replace(block, children=(Link(href, _without_icons(block.children)),))
                break
        return blocks

    def _tabs(self, node: LexborNode) -> list[Block]:
        labels = [label for group in node.iter(include_text=False) if "tabbed-labels" in classes(group)
                  for label in group.iter(include_text=False) if label.tag == "label"]
        bodies = [body for group in node.iter(include_text=False) if "tabbed-content" in classes(group)
                  for body in group.iter(include_text=False) if "tabbed-block" in classes(body)]
        return [Box("tab", spaced(tuple(self.inlines(label))), self.container(body))
                for label, body in zip(labels, bodies)]

    def _take_notes(self, node: LexborNode) -> list[Block]:
        for item in node.css("li[id]"):
            self.notes[item.attributes["id"] or ""] = self.container(item)
        return []

    def _table(self, node: LexborNode) -> list[Block]:
        head: list[tuple[Cell, ...]] = []
        body: list[tuple[Cell, ...]] = []
        for row in node.css("tr"):
            if self._table_of(row) != node.mem_id or is_dropped(row):
                continue
            cells = tuple(self._cell(cell) for cell in row.iter(include_text=False) if cell.tag in ("td", "th"))
            in_head = row.parent is not None and row.parent.tag == "thead"
            if cells:
                (head if in_head or (not body and all(cell.head for cell in cells)) else body).append(cells)
        caption = next((c for c in node.iter(include_text=False) if c.tag == "caption"), None)
        words = spaced(tuple(self.inlines(caption))) if caption else ()
        if not body:
            head, body = [], head
        return [Table(tuple(head), tuple(body), words)] if body else []

    @staticmethod
    def _table_of(node: LexborNode) -> int | None:
        near = node.parent
        while near is not None and near.tag != "table":
            near = near.parent
        return near.mem_id if near else None

    def _cell(self, node: LexborNode) -> Cell:
        key = node.attributes.get("id") or (node.parent.attributes.get("id") if node.parent else None)
        place: tuple[Block, ...] = ()
        if key and key not in self.keys:
            self.keys.add(key)
            place = (Place(key),)
        style = (node.attributes.get("style") or "") + (node.attributes.get("align") or "")
        align = next((name for name in ("right", "center") if name in style), "")
        spans = [int(v) if (v := node.attributes.get(name) or "1").isdigit() else 1 for name in ("colspan", "rowspan")]
        return Cell(place + self.container(node), node.tag == "th", spans[0], spans[1], align)

    # within a paragraph

    def inlines(self, node: LexborNode) -> Iterator[Inline]:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                yield Text(_characters(child))
            elif not is_dropped(child):
                yield from self.inline(child)

    def inline(self, node: LexborNode) -> list[Inline]:
        """Return what one inline element stands for."""
        key = node.attributes.get("id")
        made: list[Inline] = []
        if key and node.tag not in ("svg",) and not key.startswith("fnref"):
            self.keys.add(key)
            made.append(Target(key))
        if node.tag == "br":
            return [*made, Break()]
        if node.tag == "svg":
            return [*made, Icon(node.html or "")]
        if node.tag == "img":
            alt = node.attributes.get("alt") or node.attributes.get("title") or ""
            return [*made, Text(alt)]
        if node.tag == "a":
            return made + self._link(node)
        note = node.css_first("a.footnote-ref") if node.tag == "sup" else None
        if note is not None:
            return [*made, Note((note.attributes.get("href") or "").lstrip("#"))]
        children = tuple(self.inlines(node))
        if node.tag == "abbr" and node.attributes.get("title"):
            self.abbreviations.setdefault(plain(children).strip(), node.attributes["title"] or "")
        if node.tag in STYLES and children:
            return [*made, Styled(STYLES[node.tag], children)]
        if node.attributes.get("lang") and children:
            return [*made, Spoken(node.attributes["lang"] or "", children)]
        return made + list(children)

    def _link(self, node: LexborNode) -> list[Inline]:
        """Return a link, with its icons moved in front: a picture inside a link has no place in a tagged PDF."""
        children = tuple(self.inlines(node))
        icons = [child for child in _deep(children) if isinstance(child, Icon)]
        words = _without_icons(children)
        href = node.attributes.get("href")
        if not href or not plain(words).strip():
            return [*icons, *words]
        return [*icons, Link(href.strip(), words, quiet="limit" in classes(node))]


def _characters(node: LexborNode) -> str:
    """Return a text node's characters without those that print nothing."""
    return (node.text_content or "").translate(_DROPPED_CHARACTERS)


def _deep(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, (Styled, Spoken, Link)):
            yield from _deep(child.children)


def _without_icons(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(replace(child, children=_without_icons(child.children))
                 if isinstance(child, (Styled, Spoken, Link)) else child
                 for child in children if not isinstance(child, Icon))
