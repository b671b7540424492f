"""One HTML page, parsed once: the ids it offers and every address it holds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Iterator, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from .css import css_addresses, srcset_addresses


class Use(NamedTuple):
    """One address in a page. `attribute` tells where it stands (see source.py); `whole` is the attribute's full value."""

    role: str  # see Tree.judge
    value: str
    attribute: str
    whole: str
    tag: str = ""


@dataclass
class Page:
    """What one page says, before anything is compared with the site."""

    ids: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)
    wrong: list[tuple[Use, str]] = field(default_factory=list)  # wrong whatever the site holds
    lang: str = ""
    base: str | None = None
    refresh: Use | None = None  # where a redirect stub leads
    alternates: list[tuple[str, Use]] = field(default_factory=list)


_LINK_ROLES = {
    "stylesheet": "style", "icon": "image", "shortcut": "image", "apple-touch-icon": "image", "mask-icon": "image", "manifest": "asset", "preload": "asset",
    "modulepreload": "script", "prefetch": "asset", "preconnect": "host", "dns-prefetch": "host", "canonical": "identity", "alternate": "nav",
}  # fmt: skip
_SRC_ROLES = {"img": "image", "input": "image", "script": "script", "iframe": "frame", "frame": "frame", "embed": "frame"}
_OWN_META = frozenset("og:url og:image og:image:url og:image:secure_url og:video og:video:url og:audio twitter:url twitter:image twitter:image:src".split())
_ASSET_META = frozenset("msapplication-tileimage msapplication-config msapplication-square150x150logo".split())
_REFRESH = re.compile(r"\s*[\d.]*\s*(?:[;,\s]\s*(?:url\s*=\s*)?(.*))?$", re.I | re.S)
_MOVE = re.compile(r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*([\"'])(.*?)\1")
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"']?\s*([\w-]+)", re.I)
_LD_KEYS = frozenset("url @id item logo image mainEntityOfPage contentUrl thumbnailUrl embedUrl downloadUrl sameAs license codeRepository".split())
LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl "
    "gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk "
    "ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)


def decode(raw: bytes) -> str:
    """The page's text in the encoding it declares (UTF-8 when it declares none that Python knows)."""
    declared = _CHARSET.search(raw, 0, 2048)
    name = declared.group(1).decode().lower() if declared else "utf-8"
    try:
        return raw.decode("utf-8-sig" if name in ("utf-8", "utf8") else "gb18030" if name in ("gb2312", "gbk") else name, "replace")
    except LookupError:
        return raw.decode("utf-8-sig", "replace")


_LOWER = bytes(range(256)).lower()
_NOT_ASCII = bytes(range(128, 256))  # left out of the text that is searched for rare marks: two thirds of a Chinese page


def parse(raw: bytes) -> Page:
    """The ids and addresses of the page `raw`. Comments, templates and scripts hold neither; what stands in noscript is no target."""
    low = raw.translate(_LOWER, _NOT_ASCII)
    tree = LexborHTMLParser(raw if b"charset=" not in low[:2048] or b"utf-8" in low[:2048] or b"utf8" in low[:2048] else decode(raw))
    page = Page()
    _ids(tree, low, page)
    _hrefs(tree, page)
    for node in tree.css("[src]"):
        value = node.attributes["src"] or ""
        page.uses.append(Use(_SRC_ROLES.get(node.tag, "asset"), value, "src", value, node.tag))
    _metas(tree, page)
    if b"<base" in low:
        _base(tree, page)
    for mark, readers in _RARE:
        if mark in low:
            for read in readers:
                read(tree, page)
    root = tree.css_first("html")
    page.lang = (root.attributes.get("lang") or "") if root else ""
    return page


def _ids(tree: LexborHTMLParser, low: bytes, page: Page) -> None:
    ids = [node.id for node in tree.css("[id]")]
    for node in tree.css("head [id],script[id],style[id],template[id]"):  # nothing to scroll to
        ids.remove(node.id)
    if b"<noscript" in low:
        for node in tree.css("body noscript [id]"):
            if node.id in ids:
                ids.remove(node.id)
    if b" name=" in low:
        ids += [node.attributes["name"] for node in tree.css("a[name]")]
    page.ids = {i for i in ids if i}


def _hrefs(tree: LexborHTMLParser, page: Page) -> None:
    add = page.uses.append
    for node in tree.css("[href]"):
        attributes = node.attributes
        tag = node.tag
        if tag == "a" or tag == "area":
            value = attributes.get("href") or attributes.get("xlink:href") or ""
            if "download" in attributes and value.lstrip().lower().startswith("data:"):
                continue
            add(Use("nav", value, "href", value, tag))
        elif tag == "link":
            _link(attributes, page)
        elif tag != "base":
            value = attributes.get("href") or attributes.get("xlink:href") or ""
            add(Use("asset", value, "href" if "href" in attributes else "xlink:href", value, tag))


def _link(attributes: dict[str, str | None], page: Page) -> None:
    rels = (attributes.get("rel") or "").lower().split()
    value = attributes.get("href") or ""
    role = next((_LINK_ROLES[rel] for rel in rels if rel in _LINK_ROLES), "nav")
    code = attributes.get("hreflang")
    if "alternate" in rels and "stylesheet" not in rels and code is not None:
        role = "alternate"
    use = Use(role, value, "href", value, "link")
    page.uses.append(use)
    if role == "alternate":
        page.alternates.append((code or "", use))
        if not language_ok(code or ""):
            page.wrong.append((use, f"hreflang {code!r} is no language code"))


def language_ok(code: str) -> bool:
    """Whether `code` may stand in hreflang: a language, then perhaps a script and a region (BCP 47), or x-default."""
    if code.lower() == "x-default":
        return True
    match = re.fullmatch(r"([a-z]{2,3})(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{5,8}|-\d[a-z0-9]{3})*(-[a-wyz]-[a-z0-9\-]+)*", code.lower())
    if not match:
        return False
    return (len(match.group(1)) == 3 or match.group(1) in LANGUAGES) and match.group(5) not in ("uk", "en", "zh", "eu")


def _base(tree: LexborHTMLParser, page: Page) -> None:
    node = tree.css_first("base[href]")
    if node is not None:
        page.base = node.attributes["href"] or ""


def _metas(tree: LexborHTMLParser, page: Page) -> None:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = attributes["content"] or ""
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name in _OWN_META:
            page.uses.append(Use("identity" if name.endswith("url") and "image" not in name else "meta", content, "content", content, "meta"))
        elif name in _ASSET_META or "itemprop" in attributes and name in ("image", "thumbnailurl", "contenturl", "url"):
            page.uses.append(Use("asset", content, "content", content, "meta"))
        elif (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            _refresh(content, page)


def _refresh(content: str, page: Page) -> None:
    match = _REFRESH.match(content)
    target = (match.group(1) or "").strip() if match else ""
    if target[:1] in ("'", '"'):
        target = target[1:].split(target[0])[0]
    use = Use("nav", target, "content", content, "meta")
    if not target:
        if re.search(r"url", content, re.I):
            page.wrong.append((use._replace(value=content), "redirect without an address"))
        return
    page.uses.append(use)
    page.refresh = page.refresh or use


def _moves(tree: LexborHTMLParser, page: Page) -> None:
    """In a redirect stub, the address that its script goes to."""
    if page.refresh is None and tree.css_first("[href]:not(link)") is not None:
        return
    for node in tree.css("script:not([src])"):
        for match in _MOVE.finditer(node.text()):
            page.uses.append(Use("nav", match.group(2), "script", match.group(2), "script"))


def _clicks(tree: LexborHTMLParser, page: Page) -> None:
    """The address that a click handler in the markup goes to, when it is written out whole."""
    for node in tree.css("[onclick]"):
        text = node.attributes["onclick"] or ""
        for match in _MOVE.finditer(text):
            if not text[match.end() :].lstrip().startswith("+"):
                page.uses.append(Use("nav", match.group(2), "onclick", text, node.tag))


def _attribute(selector: str, name: str, role: str):  # noqa: ANN202  (a reader for one rare attribute)
    def read(tree: LexborHTMLParser, page: Page) -> None:
        for node in tree.css(selector):
            value = node.attributes[name] or ""
            page.uses.append(Use(role, value, name, value, node.tag))

    return read


@lru_cache(maxsize=2048)
def _candidates(srcset: str) -> tuple[tuple[str, bool], ...]:
    return tuple(srcset_addresses(srcset))


def _srcset(name: str):  # noqa: ANN202
    def read(tree: LexborHTMLParser, page: Page) -> None:
        for node in tree.css(f"[{name}]"):
            whole = node.attributes[name] or ""
            for address, understood in _candidates(whole):
                use = Use("image", address, name, whole, node.tag)
                page.uses.append(use)
                if not understood:
                    page.wrong.append((use, "size in srcset that browsers do not understand"))

    return read


def _style_elements(tree: LexborHTMLParser, page: Page) -> None:
    for node in tree.css("style"):
        text = node.text()
        for _, value in css_addresses(text):
            page.uses.append(Use("asset", value, "<style>", text, "style"))


def _style_attributes(tree: LexborHTMLParser, page: Page) -> None:
    for node in tree.css("[style]"):
        text = node.attributes["style"] or ""
        for _, value in css_addresses(text) if "(" in text else ():
            page.uses.append(Use("asset", value, "style", text, node.tag))


_PAINT = "fill stroke filter mask clip-path marker-start marker-mid marker-end cursor".split()


def _paint(tree: LexborHTMLParser, page: Page) -> None:
    for node in tree.css(",".join(f"[{name}]" for name in _PAINT)):
        for name in _PAINT:
            text = node.attributes.get(name) or ""
            for _, value in css_addresses(text) if "url(" in text.lower() else ():
                page.uses.append(Use("asset", value, name, text, node.tag))


def _usemap(tree: LexborHTMLParser, page: Page) -> None:
    names = {node.attributes["name"] for node in tree.css("map[name]")}
    for node in tree.css("[usemap]"):
        value = node.attributes["usemap"] or ""
        if value.partition("#")[2] not in names:
            near = next((f"#{name}" for name in names if name and name.lower() == value.lstrip("#").lower()), None)
            page.wrong.append((Use("nav", value, "usemap", value, node.tag), "no such image map" + (f": did you mean {near}?" if near else "")))


def _json_ld(tree: LexborHTMLParser, page: Page) -> None:
    for node in tree.css("script[type]"):
        if (node.attributes["type"] or "").strip().lower() != "application/ld+json":
            continue
        text = node.text()
        try:
            values = list(_ld_values(json.loads(text), ""))
        except ValueError:
            values = [("url", url) for url in re.findall(r'"(https?://[^"\\\s]+)"', text)]
        for key, value in values:
            # A node's @id is a name: its fragment need not exist, and it may stand outside the web.
            address = value.partition("#")[0] if key == "@id" else value
            if address and "{" not in address.replace("{{", ""):
                page.uses.append(Use("data", address, "ld+json", value, "script"))


def _ld_values(data: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@context":
                yield from _ld_values(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _ld_values(value, key)
    elif isinstance(data, str) and (re.match(r"https?:", data, re.I) and not re.search(r"\s", data) or key in _LD_KEYS and re.match(r"[./]|\S+\.\w+$", data)):
        yield key, data


def _theme_config(tree: LexborHTMLParser, page: Page) -> None:
    """The search worker that Material for MkDocs starts from its configuration block."""
    node = tree.css_first("script#__config")
    try:
        worker = json.loads(node.text()).get("search") if node else None
    except (ValueError, AttributeError):
        return
    if isinstance(worker, str) and worker:
        page.uses.append(Use("script", worker, "script", worker, "script"))


# A reader is only asked when its mark stands somewhere in the page (in lower case): most pages need few of them.
_RARE = [
    (b"srcset", [_srcset("srcset"), _srcset("imagesrcset")]),
    (b"poster", [_attribute("[poster]", "poster", "image")]),
    (b"<object", [_attribute("object[data]", "data", "frame")]),
    (b"action=", [_attribute("form[action]", "action", "nav"), _attribute("[formaction]", "formaction", "nav")]),
    (b"cite=", [_attribute("[cite]", "cite", "nav")]),
    (b"longdesc", [_attribute("[longdesc]", "longdesc", "nav")]),
    (b"background=", [_attribute("[background]", "background", "image")]),
    (b"usemap", [_usemap]),
    (b"location", [_moves]),
    (b"onclick", [_clicks]),
    (b"ld+json", [_json_ld]),
    (b"__config", [_theme_config]),
    (b"<style", [_style_elements]),
    (b"style=", [_style_attributes]),
    (b"url(", [_paint]),
]
