"""Addresses in the files beside the pages: style sheets, SVG, sitemaps, robots.txt, manifests, feeds, search indexes, redirects."""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from typing import Iterator, NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from .css import css_addresses
from .finding import Finding
from .source import Lines, spots
from .tree import Ref, Tree


class Place(NamedTuple):
    """One address in a file: where, what, in which role (see Tree.judge), and the address path it starts from (None: the file's own)."""

    file: str
    line: int
    value: str
    role: str
    start: str | None = None


def places(tree: Tree) -> Iterator[Place | Finding]:
    """Every address in the files that are not pages, and findings for files that cannot be read."""
    for file in sorted(tree.files):
        low = file.lower()
        name = low.rpartition("/")[2]
        if low.endswith(".css"):
            yield from _css(tree, file)
        elif low.endswith(".svg"):
            yield from _svg(tree, file)
        elif low.endswith((".xml", ".xml.gz", ".rss", ".atom")):
            yield from _xml(tree, file)
        elif name == "search_index.json":
            yield from _search(tree, file)
        elif low.endswith(".webmanifest") or name == "manifest.json":
            yield from _manifest(tree, file)
        elif low == "robots.txt":
            yield from _robots(tree, file)
        elif low == "sitemap.txt":
            for number, line in enumerate(tree.text(file).splitlines(), 1):
                if line.strip():
                    yield Place(file, number, line.strip(), "identity")


def _css(tree: Tree, file: str) -> Iterator[Place]:
    text = tree.text(file)
    lines = Lines(text)
    for offset, value in css_addresses(text):
        if not value.startswith("#"):  # belongs to the page that uses the style sheet
            yield Place(file, lines.at(offset), value, "asset")


_SVG_PAINT = frozenset("style fill stroke filter mask clip-path marker-start marker-mid marker-end cursor".split())


def _svg(tree: Tree, file: str) -> Iterator[Place]:
    text = tree.text(file)
    lines = Lines(text)
    for spot in spots(text):
        if spot.name in ("href", "xlink:href"):
            yield Place(file, lines.at(spot.offset), html.unescape(spot.raw), "nav" if spot.tag == "a" else "asset")
        elif spot.name in _SVG_PAINT or spot.tag == "style" and not spot.name:
            for offset, value in css_addresses(html.unescape(spot.raw)):
                yield Place(file, lines.at(spot.start + offset), value, "asset")


def svg_ids(tree: Tree, file: str) -> set[str]:
    """The ids in the SVG `file`."""
    return {html.unescape(spot.raw) for spot in spots(tree.text(file)) if spot.name in ("id", "xml:id")}


def _xml(tree: Tree, file: str) -> Iterator[Place | Finding]:
    raw = tree.read(file)
    if file.endswith(".gz"):
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError, zlib.error):
            yield Finding(file, 1, file, "cannot be unpacked")
            return
    text = re.sub(r"<!--.*?-->", lambda m: re.sub(r"[^\n]", " ", m.group()), raw.decode("utf-8-sig", "replace"), flags=re.S)
    kind = re.search(r"<(?:\w+:)?(urlset|sitemapindex|rss|feed|OpenSearchDescription|browserconfig|RDF)\b", text[:4096])
    if not kind:
        return
    lines = Lines(text)
    try:
        expat.ParserCreate().Parse(raw, True)
    except expat.ExpatError as error:
        yield Finding(file, error.lineno, file, f"not well-formed XML: {expat.ErrorString(error.code)}")
    if kind.group(1) in ("urlset", "sitemapindex"):
        yield from _sitemap(file, text, lines)
    else:
        yield from _feed(file, text, lines)


def _sitemap(file: str, text: str, lines: Lines) -> Iterator[Place | Finding]:
    for match in re.finditer(r"<(?:\w+:)?loc>(?:\s*<!\[CDATA\[)?([^<\]]*)|<(?:xhtml|x):link\b[^>]*?\shref=[\"']([^\"']*)", text):
        group = 1 if match.group(1) is not None else 2
        value = html.unescape(match.group(group)).strip()
        offset = match.start(group) + len(match.group(group)) - len(match.group(group).lstrip())
        if not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", value):
            yield Finding(file, lines.at(offset), value, "not a full address, as sitemaps need")
        else:
            yield Place(file, lines.at(offset), value, "identity" if group == 1 and "image:loc" not in match.group() else "alternate")


def _feed(file: str, text: str, lines: Lines) -> Iterator[Place]:
    pattern = r"<(?:\w+:)?(?:link|comments|url)>(?:\s*<!\[CDATA\[)?([^<\]]+)|<(?:\w+:)?(?:link|enclosure|content|Url|square\w+logo|wide\w+logo|TileImage)\b[^>]*?\s(?:href|url|src|template)=[\"']([^\"']*)"
    for match in re.finditer(pattern, text):
        group = 1 if match.group(1) is not None else 2
        value = html.unescape(match.group(group)).strip()
        if "{" not in value:  # OpenSearch templates
            yield Place(file, lines.at(match.start(group)), value, "meta")


def _robots(tree: Tree, file: str) -> Iterator[Place | Finding]:
    for number, line in enumerate(tree.text(file).splitlines(), 1):
        match = re.match(r"\s*sitemap\s*:\s*([^#\s]+)", line, re.I)
        if match and not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", match.group(1)):
            yield Finding(file, number, match.group(1), "not a full address, as robots.txt needs")
        elif match:
            yield Place(file, number, match.group(1), "identity")


def _manifest(tree: Tree, file: str) -> Iterator[Place | Finding]:
    text = tree.text(file)
    try:
        data = json.loads(text)
    except ValueError as error:
        yield Finding(file, getattr(error, "lineno", 1), file, "not readable as JSON")
        return
    if not isinstance(data, dict):
        return
    lines = Lines(text)
    found = [(data.get("start_url"), "nav"), (data.get("scope"), "nav")]
    shortcuts = [s for s in data.get("shortcuts") or [] if isinstance(s, dict)]
    found += [(shortcut.get("url"), "nav") for shortcut in shortcuts]
    for holder in [data, *shortcuts]:
        for key in ("icons", "screenshots"):
            found += [(item.get("src"), "image") for item in holder.get(key) or [] if isinstance(item, dict)]
    for value, role in found:
        if isinstance(value, str):
            yield Place(file, lines.at(max(0, _json_offset(text, value))), value, role)


def _json_offset(text: str, value: str) -> int:
    """The offset of the JSON string `value` in `text`, however it is escaped; -1 if it is found nowhere."""
    for form in (json.dumps(value, ensure_ascii=False), json.dumps(value), json.dumps(value).replace("/", "\\/")):
        offset = text.find(form)
        if offset >= 0:
            return offset
    return -1


def _search(tree: Tree, file: str) -> Iterator[Place | Finding]:
    """Entries of a search index. They start from the site's root, or, in an index of one language, from that language's folder."""
    text = tree.text(file)
    try:
        data = json.loads(text)
        locations = [doc["location"] for doc in data["docs"]]
    except (ValueError, KeyError, TypeError):
        yield Finding(file, 1, file, "search index that cannot be read")
        return
    start, above = tree.prefix, file.rpartition("/")[0].rpartition("/")[0]
    if above:
        folder = f"{tree.prefix}{above}/"
        hits = sum(isinstance(tree.judge(file, location, "nav", folder), Ref) for location in locations)
        start = folder if 2 * hits >= len(locations) else start
    lines = Lines(text)
    at = 0
    for location in locations:
        offset = text.find(json.dumps(location, ensure_ascii=False), at)
        at = offset if offset >= 0 else at
        offset = offset if offset >= 0 else _json_offset(text, location)
        yield Place(file, lines.at(max(0, offset)), location or "./", "nav", start)


def redirects(tree: Tree) -> Iterator[Place | Finding]:
    """Reads `_redirects` into `tree.redirects`; yields the places it leads to, and its loops."""
    if "_redirects" not in tree.files:
        return
    rules: list[tuple[int, str, str]] = []
    for number, line in enumerate(tree.text("_redirects").splitlines(), 1):
        words = line.partition(" #")[0].split() if not line.lstrip().startswith("#") else []
        if len(words) < 2 or re.search(r"[*]|/:\w", words[0] + words[1]) or (len(words) > 2 and words[2] == "404"):
            continue
        source = unquote(words[0])
        inside = source.removeprefix(tree.prefix.rstrip("/")).strip("/")
        rules.append((number, inside, words[1]))
        target = unquote(words[1].partition("#")[0].partition("?")[0])
        tree.redirects[inside] = words[1] if "://" in words[1] else target.removeprefix(tree.prefix.rstrip("/")).lstrip("/") or "index.html"
    for number, source, target in rules:
        seen, step = {source}, tree.redirects[source].rstrip("/")
        while step in tree.redirects and step not in seen and step not in tree.files:
            seen.add(step)
            step = tree.redirects[step].rstrip("/")
        if step in seen and step not in tree.files:
            yield Finding("_redirects", number, target, "redirects in a circle")
        else:
            yield Place("_redirects", number, target, "nav")
