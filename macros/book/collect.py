"""Read the built site and put its pages in the order of the book.

The book is made from what the reader sees, not from MkDocs' events: whatever a macro, a hook or the theme
put on a page is in the book too, and the book does not depend on the engine. What is needed of the theme:
`nav.md-nav--primary`, `article.md-content__inner`, the canonical address, and `.page-dates`.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

LANGUAGES = {"zh": "", "en": "en/"}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "::1")


class BookError(Exception):
    """The book cannot be made; the message names the page and the reason."""


@dataclass(frozen=True)
class Page:
    """One page of the site. `address` is relative to the site's root, decoded: `en/costs/penalty-how.html`."""

    address: str
    title: str
    article: LexborNode
    reviewed: str | None
    next_check: str | None


@dataclass(frozen=True)
class Chapter:
    """One section of the menu. A page that stands alone in the menu is a chapter without a title."""

    title: str | None
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Site:
    """What goes into one book: its language, real title, web address ("" if unknown), chapters, drafts left out."""

    folder: Path
    lang: str
    title: str
    url: str
    chapters: tuple[Chapter, ...]
    drafts: tuple[str, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for chapter in self.chapters for page in chapter.pages)


@dataclass(frozen=True)
class Entry:
    """One line of the menu: a page (`address`, no children), or a section."""

    title: str
    address: str | None
    children: tuple[Entry, ...]
    pruned: bool = False


def words(node: LexborNode | None) -> str:
    """Return the text of a node in one line."""
    return " ".join(node.text(deep=True).split()) if node else ""


def resolve(base: str, href: str) -> tuple[str, str]:
    """Return (address, fragment), both decoded, that `href` on page `base` leads to inside the site."""
    parts = urlsplit(href)
    path = unquote(urlsplit(urljoin("/" + base, parts.path)).path).lstrip("/") if parts.path else base
    if not path or path.endswith("/"):
        path += "index.html"
    return posixpath.normpath(path), unquote(parts.fragment)


class Reader:
    """Opens the pages of a site, each once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parsed: dict[str, LexborHTMLParser] = {}

    def page(self, address: str) -> LexborHTMLParser:
        if address not in self._parsed:
            path = self.folder / address
            if not path.is_file():
                raise BookError(f"{address}: the menu names this page, but the site has no such file")
            self._parsed[address] = LexborHTMLParser(path.read_text(encoding="utf-8"))
        return self._parsed[address]


def _children(node: LexborNode, selector_tag: str, class_name: str = "") -> list[LexborNode]:
    """Return the direct children with this tag and class."""
    return [child for child in node.iter(include_text=False)
            if child.tag == selector_tag and class_name in (child.attributes.get("class") or "").split() + [""]]


def menu(tree: LexborHTMLParser, base: str) -> tuple[Entry, ...]:
    """Return the menu printed on page `base`."""
    navigation = tree.css_first("nav.md-nav--primary")
    return _entries(navigation, base) if navigation else ()


def _entries(navigation: LexborNode, base: str) -> tuple[Entry, ...]:
    return tuple(_entry(item, base)
                 for listing in _children(navigation, "ul", "md-nav__list")
                 for item in _children(listing, "li", "md-nav__item"))


def _entry(item: LexborNode, base: str) -> Entry:
    classes = (item.attributes.get("class") or "").split()
    below = next((nav for nav in _children(item, "nav", "md-nav")
                  if "md-nav--secondary" not in (nav.attributes.get("class") or "")), None)
    own = [child for child in item.iter(include_text=False) if child.tag in ("a", "label", "div")]
    anchors = [a for child in own for a in ([child] if child.tag == "a" else child.css("a.md-nav__link"))]
    address = resolve(base, anchors[0].attributes.get("href") or "")[0] if anchors else None
    label = next((child for child in own if child.css_first(".md-ellipsis")), own[0] if own else None)
    title = words(label.css_first(".md-ellipsis") or label) if label else ""
    if "md-nav__item--pruned" in classes:
        return Entry(title, address, (), pruned=True)
    return Entry(title, address, _entries(below, base) if below else ())


def full_menu(reader: Reader, home: str) -> tuple[Entry, ...]:
    """Return the whole menu, although each page may show only the part around itself.

    With `navigation.prune` a closed section is one link to its first page; the page it leads to has it open.
    """
    def opened(entry: Entry, trail: tuple[int, ...], seen: frozenset[str]) -> Entry:
        children = entry.children
        if entry.pruned and entry.address and entry.address not in seen:
            seen = seen | {entry.address}
            found = _at(menu(reader.page(entry.address), entry.address), trail)
            if found is not None and found.title == entry.title:
                entry, children = found, found.children
        return Entry(entry.title, entry.address,
                     tuple(opened(child, (*trail, place), seen) for place, child in enumerate(children)))

    return tuple(opened(entry, (place,), frozenset()) for place, entry in enumerate(menu(reader.page(home), home)))


def _at(entries: tuple[Entry, ...], trail: tuple[int, ...]) -> Entry | None:
    """Return the entry at this place of the menu: (2, 0) is the first child of the third entry."""
    found = None
    for place in trail:
        if place >= len(entries):
            return None
        found = entries[place]
        entries = found.children
    return found


def _addresses(entry: Entry) -> list[str]:
    """Return the pages of a menu entry, in order, its own page first."""
    return ([entry.address] if entry.address else []) + [a for child in entry.children for a in _addresses(child)]


def _every_page(folder: Path, lang: str) -> list[str]:
    """Return the addresses of all pages of one language, sorted."""
    prefix = LANGUAGES[lang]
    others = tuple(other for other in LANGUAGES.values() if other and other != prefix)
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return [a for a in found if a.startswith(prefix) and not a.startswith(others) and posixpath.basename(a) != "404.html"]


def _read(tree: LexborHTMLParser, address: str) -> Page | None:
    """Return the page, or None where there is no article (a redirect, for instance)."""
    article = tree.css_first("article.md-content__inner") or tree.css_first("article")
    if article is None:
        return None
    for mark in article.css("a.headerlink"):
        mark.decompose()
    heading = article.css_first("h1")
    dates = article.css_first("[data-reviewed], [data-next-check]")
    title = words(heading) or words(tree.css_first("title")) or address
    given = dates.attributes if dates else {}
    return Page(address, title, article, given.get("data-reviewed"), given.get("data-next-check"))


def _is_draft(page: Page) -> bool:
    return page.article.css_first("[data-draft]") is not None or "data-draft" in page.article.attributes


def _site_url(tree: LexborHTMLParser, home: str) -> str:
    """Return the web address of the site's root, with a slash at the end; "" if none or a local one is given."""
    canonical = tree.css_first('link[rel="canonical"]')
    address = (canonical.attributes.get("href") or "") if canonical else ""
    host = urlsplit(address).hostname
    if not host or host in LOCAL_HOSTS or host.endswith(".local"):
        return ""
    folder = posixpath.dirname(home)
    address = address.removesuffix("index.html").rstrip("/") + "/"
    return address.removesuffix(folder + "/") if folder else address


def site(folder: Path, lang: str) -> Site:
    """Return the pages of one language of the built site, in the order of the menu.

    Pages that no menu names come last, in a chapter of their own: nothing of the site is left out but drafts.
    """
    reader, home = Reader(folder), LANGUAGES[lang] + "index.html"
    if not (folder / home).is_file():
        raise BookError(f"{folder}: no {home}. This is not a built site; run `make build` first")
    pages: dict[str, Page] = {}
    drafts: list[str] = []
    every = _every_page(folder, lang)
    for address in every:
        page = _read(reader.page(address), address)
        if page is not None and _is_draft(page):
            drafts.append(address)
        elif page is not None:
            pages[address] = page

    used: set[str] = set()

    def take(addresses: list[str]) -> tuple[Page, ...]:
        fresh = [a for a in dict.fromkeys(addresses) if a in pages and a not in used]
        used.update(fresh)
        return tuple(pages[a] for a in fresh)

    entries = full_menu(reader, home)
    chapters = [Chapter(entry.title if entry.children else None, take(_addresses(entry))) for entry in entries]
    if home not in used:
        chapters.insert(0, Chapter(None, take([home])))
    chapters.append(Chapter("其他页面" if lang == "zh" else "Other pages", take(every)))
    tree = reader.page(home)
    logo = tree.css_first("a.md-logo")
    title = (logo.attributes.get("title") if logo else None) or words(tree.css_first("title"))
    return Site(folder, lang, title, _site_url(tree, home), tuple(c for c in chapters if c.pages), tuple(drafts))
