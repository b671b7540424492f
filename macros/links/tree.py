"""The files of a built site, and where an address written in one of them leads.

The site is taken as a plain web server shows it under its base address: names are compared byte by byte, a folder needs an
`index.html`, nothing outside the base address belongs to the site.
"""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from . import address
from .finding import Problem

_PLAIN_FRAGMENT = re.compile(r"#[^\s{}\[\]%$<>]*\Z")
_ORDINARY = re.compile(r"((?:\.\./)*)([^\s./\\:%#?{}\[\]<>$][^\s\\:%#?{}\[\]<>$]*|)(?:#([^\s{}\[\]<>$%]*))?\Z")
HTML = (".html", ".htm", ".xhtml")
_CANONICAL = re.compile(rb"<link\b[^>]*\brel=[\"']?canonical\b[^>]*>", re.I)
_HREF = re.compile(rb"\bhref=[\"']?([^\"'\s>]+)", re.I)
_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


class Base(NamedTuple):
    """The address the site is served at; `prefix` is its path and ends with a slash."""

    scheme: str
    origin: tuple[str, str]
    prefix: str

    def __str__(self) -> str:
        host, port = self.origin
        return f"{self.scheme}://{host}{':' + port if port else ''}{self.prefix}"


class Ref(NamedTuple):
    """A place inside the site: a file, and the fragment as written ('' for its beginning)."""

    file: str
    fragment: str


def parse_base(text: str) -> Base:
    """The base address `text`, with or without its last slash. Raises ValueError with a sentence."""
    web = address.split_web(text.strip())
    if web is None or web.tail:
        raise ValueError(f"{text!r} is no address of a site: write it like https://example.com/path/")
    return Base(web.scheme, web.origin, unquote(web.path).removesuffix("index.html").rstrip("/") + "/")


def fold(text: str) -> str:
    """`text` without the differences that a hurried writer does not see: case, width, Unicode form, percent-encoding."""
    return unicodedata.normalize("NFKC", unquote(unquote(text))).casefold()


class Tree:
    """All files below `root`. With `base` None the address is taken from the pages themselves, and read leniently."""

    def __init__(self, root: Path, base: Base | None) -> None:
        self.root = root
        self.sizes: dict[str, int] = {}
        self.outside: set[str] = set()  # symbolic links that leave the site
        self._scan(str(root), "")
        self.files = self.sizes.keys()
        self.folders = {""} | {path[: i] for path in self.files for i, c in enumerate(path) if c == "/"}
        self.redirects: dict[str, str] = {}  # site paths that the host redirects, see files.py
        self.pages = sorted(path for path in self.files if path.lower().endswith(HTML))
        self.strict = base is not None
        inferred = self._infer()
        self.base = base or inferred
        # A site that was built for another address than BASE is consistent with itself there.
        self.twin = inferred if base and inferred and inferred.origin != base.origin else None
        self.prefix = self.base.prefix if self.base else "/"
        self._placed: dict[tuple[str, str], str | None] = {}
        self._near: dict[str, str | None] = {}
        self._comparisons_left = 60_000  # guessing is slow, and a site with thousands of dead links needs no guesses

    def _scan(self, folder: str, inside: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = inside + entry.name
                if entry.is_symlink() and not self._stays_inside(entry.path):
                    self.outside.add(name)
                elif entry.is_dir():
                    self._scan(entry.path, name + "/")
                else:
                    self.sizes[name] = entry.stat().st_size

    def _stays_inside(self, path: str) -> bool:
        """Whether the symbolic link `path` leads to something in the site that does not hold the link itself."""
        real, root = os.path.realpath(path), os.path.realpath(self.root)
        holder = os.path.realpath(os.path.dirname(path))
        return os.path.exists(real) and os.path.commonpath([real, root]) == root and os.path.commonpath([real, holder]) != real

    def read(self, file: str) -> bytes:
        return (self.root / file).read_bytes()

    def text(self, file: str) -> str:
        return self.read(file).decode("utf-8-sig", "replace")

    # -- the address the site was built for

    def _infer(self) -> Base | None:
        """The base address that most canonical links (of up to 60 pages) or most sitemap entries agree on, if any."""
        votes: Counter[Base] = Counter()
        for file in self.pages[:: max(1, len(self.pages) // 60)]:
            with open(self.root / file, "rb") as handle:
                head = handle.read(8192)
            link = _CANONICAL.search(head)
            href = _HREF.search(link.group()) if link else None
            if href:
                self._vote(votes, href.group(1).decode("utf-8", "replace"), file)
        if not votes and "sitemap.xml" in self.files:
            for loc in _LOC.findall(self.text("sitemap.xml"))[:200]:
                web = address.split_web(loc)
                for file in self.pages if web and len(self.pages) <= 50 else ["index.html"]:
                    self._vote(votes, loc, file)
        best = votes.most_common(1)
        return best[0][0] if best and best[0][1] * 2 > sum(votes.values()) else None

    @staticmethod
    def _vote(votes: Counter[Base], url: str, file: str) -> None:
        web = address.split_web(url)
        if web is None:
            return
        path = unquote(web.path)
        for ending in (file, file.removesuffix("index.html"), file.removesuffix(".html")):
            if path.endswith("/" + ending) or (not ending and path.endswith("/")):
                votes[Base(web.scheme, web.origin, path[: len(path) - len(ending)])] += 1
                return

    # -- from an address to a file

    def own(self, web: address.Web) -> Base | None:
        """The base whose host `web` names, if it is this site's."""
        return next((b for b in (self.base, self.twin) if b and b.origin == web.origin), None)

    def judge(self, page: str, value: str, role: str, start: str | None = None) -> Ref | Problem | None:
        """Where `value`, written in the file `page`, leads. None: outside the site, or nothing to check.

        Roles: "nav" a place to go; "asset" a file to load; "image", "style", "script" likewise, never a page; "frame" a page or file to show; "identity"
        an address of this site's own (canonical, sitemap …); "alternate" the same page in another language; "meta" and "data" what machines read; "host" only
        its host matters.
        `start` is the address path that relative addresses start from, when it is not the page's own.
        """
        if start is None:
            if _PLAIN_FRAGMENT.match(value):
                return Ref(page, value[1:])
            found = self._ordinary(page, value, role)
            if found:
                return found
        return self._judge(page, address.clean(value), role, start if start is not None else self.prefix + page, start)

    def _ordinary(self, page: str, value: str, role: str) -> Ref | None:
        """The quick way for most links of most pages: `../folder/page.html#id` to a file that exists. None: look closely."""
        match = _ORDINARY.match(value)
        if not match or not (match.group(1) or match.group(2)) or page == "404.html":
            return None
        ups, rest, fragment = match.groups()
        folders = page.split("/")[:-1]
        depth = len(folders) - len(ups) // 3
        if depth < 0 or "/." in rest:
            return None
        key = ("/".join([*folders[:depth], rest]), role)
        if key not in self._placed:
            place = self._place(key[0], "", role, value)
            self._placed[key] = place.file if isinstance(place, Ref) else None
        file = self._placed[key]
        return Ref(file, fragment or "") if file else None

    def _judge(self, page: str, text: str, role: str, here: str, start: str | None) -> Ref | Problem | None:
        if not text:
            return Ref(page, "") if role in ("nav", "data") else Problem("empty address")
        problem = address.text_problem(text)
        if problem:
            return problem
        if start is None and text[0] in "#?":
            return Ref(page, text.partition("#")[2])
        match = address.SCHEME.match(text)
        if match:
            return self._schemed(text, match.group(1).lower(), role)
        if text.startswith(("//", "\\\\", "/\\")):
            return self._protocol_relative(text, role)
        return self._internal(page, text, role, here)

    def _schemed(self, text: str, scheme: str, role: str) -> Ref | Problem | None:
        web = address.split_web(text) if scheme in ("http", "https") else None
        base = self.own(web) if web else None
        if web and base:
            return self._own_address(web, base, role)
        problem = address.schemed_problem(text, scheme)
        if problem:
            return problem
        if scheme == "data" and role == "nav":
            return Problem("data: address, which browsers do not open from a link")
        if web and role == "identity" and self.base:
            return Problem(f"address of another site (this one is served at {self.twin or self.base})")
        if web and role == "alternate" and self.prefix != "/" and web.path.startswith(self.prefix) and self.served(unquote(web.path)[len(self.prefix) :]):
            return Problem(f"address of another site, although the page is here ({self.base})")
        if scheme == "http" and role in ("style", "script", "frame") and self.base and self.base.scheme == "https":
            return Problem("http:, which browsers block on an https: page", "https" + text[4:])
        return None

    def _protocol_relative(self, text: str, role: str) -> Ref | Problem | None:
        if "\\" in text[:2]:
            return Problem("backslash instead of a slash", text.replace("\\", "/"))
        web = address.split_web("https:" + text)
        if web and self.own(web):
            return self._own_address(web._replace(scheme=self.own(web).scheme), self.own(web), role)
        problem = address.web_problem("https:" + text)
        if problem:
            path = unquote(re.split(r"[?#]", text)[0].strip("/"))
            inside = self.find(path) or self.find(path.removeprefix(self.prefix.lstrip("/")))
            return Problem("// makes the first folder a host", inside) if inside else problem
        return None

    def _own_address(self, web: address.Web, base: Base, role: str) -> Ref | Problem | None:
        """The place that an absolute address of this site's own host names."""
        if role == "host":
            return None
        full, _ = _join("/", web.path)
        path = unquote(full)
        if not (path + "/").startswith(base.prefix):
            inside = self.find(path.strip("/"))
            if inside or role in ("identity", "alternate", "meta"):
                return Problem(f"outside the site, which is served at {base}", self._as_address(inside, base))
            return None
        if role in ("identity", "alternate") and web.scheme != base.scheme:
            return Problem(f"{web.scheme}: although the site is served at {base}", f"{base.scheme}:{'//'.join(['', web.host])}{web.path}{web.tail}")
        if "\\" in web.path:
            return Problem("backslash instead of a slash", web.path.replace("\\", "/"))
        inside = full[len(_encoded_prefix(full, base.prefix)) + 1 :]
        return self._place(inside, web.tail.partition("#")[2], role, web.path)

    def _as_address(self, inside: str | None, base: Base) -> str | None:
        return f"{base}{inside}" if inside else None

    def _internal(self, page: str, text: str, role: str, here: str) -> Ref | Problem | None:
        before, _, fragment = text.partition("#")
        path, _, _ = before.partition("?")
        if "\\" in path:
            return Problem("backslash instead of a slash", text.replace("\\", "/"))
        if address.BAD_PERCENT.search(path):
            return Problem("% that begins no percent-encoding", self.near(self._plain(path, here)))
        if page == "404.html" and path and not path.startswith("/") and here == self.prefix + page:
            inside = self.find(self._plain(path, here)) or ""
            return Problem("relative address in 404.html, which is served at any depth", f"{self.prefix}{inside}")
        full, escaped = _join(here, path)
        if "%" in full and not full.startswith(self.prefix) and full.startswith("/"):
            head = _encoded_prefix(full, self.prefix)
            full = self.prefix + full[len(head) + 1 :] if unquote(head) + "/" == self.prefix else full
        if escaped or not (full + "/").startswith(self.prefix):
            return self._outside(text, full, escaped, role, fragment, path)
        return self._place(full[len(self.prefix) :], fragment, role, text)

    def _outside(self, text: str, full: str, escaped: bool, role: str, fragment: str, path: str) -> Ref | Problem | None:
        inside = self.find(unquote(full).strip("/"))
        if not escaped and not self.strict and inside and path.startswith("/"):
            return self._place(full.lstrip("/"), fragment, role, text)
        hint = None if inside else address.relative_hint(text)
        where = f" (it is served under {self.prefix})" if self.prefix != "/" else ""
        return hint or Problem(f"leaves the site{where}", inside or self.near(unquote(full).strip("/")))

    def _place(self, inside: str, fragment: str, role: str, text: str) -> Ref | Problem | None:
        """The file at the (still percent-encoded) site path `inside`."""
        path = inside
        if "%" in inside:
            try:
                path = unquote_to_bytes(inside).decode()
            except UnicodeDecodeError:
                return Problem("percent-encoded in another encoding than UTF-8", self.near(inside))
        file = self.served(path)
        if file is None:
            return self._missing(path, fragment, text)
        if role in _NEVER and file.lower().endswith(_NEVER[role][1]):
            what = "a page" if file.lower().endswith(HTML) else "a file of another kind"
            return Problem(f"{what}, where {_NEVER[role][0]} is expected")
        if not self.sizes.get(file, 1) and not file.lower().endswith((".css", ".js", ".mjs", ".txt", ".vtt")):
            return Problem("the file is empty")
        return Ref(file, fragment)

    def served(self, path: str) -> str | None:
        """The file that a plain web server sends for the decoded site path, following the host's own redirects."""
        if path in self.sizes:
            return path
        index = (path if path.endswith("/") or not path else path + "/") + "index.html"
        if index in self.sizes:
            return index
        seen = {path}
        while (path := self.redirects.get(path.rstrip("/"), "")) and path not in seen:
            if path in self.sizes or path.startswith(("http", "*")):
                return path
            index = path.rstrip("/") + "/index.html"
            if index.lstrip("/") in self.sizes:
                return index.lstrip("/")
            seen.add(path)
        return None

    # -- explaining what is missing

    def _missing(self, path: str, fragment: str, text: str) -> Problem:
        bare = path.rstrip("/")
        tail = f"#{fragment}" if fragment else ""
        if path.endswith("/") and bare in self.files:
            return Problem("slash after a file name", bare + tail)
        if bare in self.outside:
            return Problem("symbolic link that leaves the site")
        if bare in self.folders:
            return Problem("folder without index.html", self.near(bare))
        hint = address.relative_hint(text)
        if hint:
            return hint
        inside = self.find(path)
        if inside:
            return Problem(_difference(path, inside), inside + tail)
        if bare.lower().endswith((".md", ".markdown")):
            return Problem("Markdown file, which is not published", self.near(re.sub(r"\.\w+$", ".html", bare)))
        if re.search(r"(^|/)(undefined|null|none|nan|false|true|\[object object\])(\.\w+)?/?$", path, re.I):
            return Problem("value that was missing when the page was made", self.near(bare))
        return Problem("no such file", self.near(bare))

    def joined(self, page: str, path: str) -> str:
        """The address path of the relative address `path`, written in the file `page`, without query and fragment."""
        return _join(self.prefix + page, path.partition("#")[0].partition("?")[0])[0]

    def _plain(self, path: str, here: str) -> str:
        full = unquote(_join(here, path)[0])
        return full.removeprefix(self.prefix).lstrip("/")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(path): path for path in sorted(self.files, reverse=True)}

    def find(self, path: str) -> str | None:
        """The file that `path` means apart from letter case, width, Unicode form, percent-encoding or a missing ending."""
        folded = fold(path).strip("/")
        plain = re.sub(r"/{2,}", "/", folded)
        stripped = re.sub(r"(%23|[#?&]).*$", "", plain)
        glued = stripped.rstrip("。，、；：！？）】》」』”’…,.;:!?)]}>\"' ")
        for form in dict.fromkeys((folded, plain, stripped, glued)):
            bare = re.sub(r"\.(md|markdown|html?|php)$", "", form)
            for ending in (form, f"{form}.html", f"{form}/index.html", f"{bare}.html", f"{bare}/index.html", f"{bare}.htm"):
                if ending in self._folded and form:
                    return self._folded[ending]
        return None

    def near(self, path: str) -> str | None:
        """The existing file whose path looks most like `path`; None when nothing does."""
        if path not in self._near:
            self._near[path] = self._nearest(path)
        return self._near[path]

    def _nearest(self, path: str) -> str | None:
        found = self.find(path)
        if found:
            return found
        stem = _stem(fold(path))
        same = self._by_stem.get(stem, [])
        if 0 < len(same) <= 50:
            return max(same, key=lambda p: difflib.SequenceMatcher(None, p, path).ratio())
        folder = path.rpartition("/")[0] + "/" if "/" in path else ""
        alike = [s for s in self._by_stem if abs(len(s) - len(stem)) < 4]
        beside = {s: p for s in alike for p in self._by_stem[s] if p.startswith(folder) and "/" not in p[len(folder) :]}
        for pool, cutoff in ((list(beside), 0.6), (alike, 0.75)):
            close = difflib.get_close_matches(stem, pool, 1, cutoff) if self.may_compare(len(pool)) else []
            if close:
                return beside.get(close[0]) or self._by_stem[close[0]][0]
        return None

    def may_compare(self, number: int) -> bool:
        """Whether there is time to compare with `number` more names. Counts them."""
        self._comparisons_left -= number
        return self._comparisons_left > 0

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """The files by their folded names without folder and ending; a folder's first page by the folder's name."""
        found: dict[str, list[str]] = {}
        for folded, path in self._folded.items():
            found.setdefault(_stem(folded), []).append(path)
        return found


def _stem(path: str) -> str:
    name = re.sub(r"/index\.html?$", "", path).strip("/").rpartition("/")[2]
    return os.path.splitext(name)[0]


# What each role asks for, and endings that can never be it.
_NEVER = {
    "image": ("an image", (*HTML, ".css", ".js", ".mjs", ".json", ".txt", ".md", ".pdf", ".xml", ".woff", ".woff2")),
    "style": ("a style sheet", (*HTML, ".js", ".mjs", ".json", ".png", ".jpg", ".svg", ".woff", ".woff2")),
    "script": ("a script", (*HTML, ".css", ".png", ".jpg", ".svg", ".woff", ".woff2")),
}


def _encoded_prefix(path: str, prefix: str) -> str:
    """The part of the still percent-encoded `path` that stands for `prefix` (without its last slash)."""
    return "/".join(path.split("/")[: prefix.count("/")])


def _join(here: str, path: str) -> tuple[str, bool]:
    """The address path of `path` seen from `here`, and whether it climbed above the top."""
    if not path:
        return here, False
    full = path if path[0] == "/" else here[: here.rfind("/") + 1] + path
    if "/." not in full and "%2" not in full:
        return full, False
    parts: list[str] = []
    escaped = False
    segments = full.split("/")[1:]
    for i, segment in enumerate(segments):
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            escaped |= not parts
            del parts[-1:]
        elif plain != ".":
            parts.append(segment)
            continue
        if i == len(segments) - 1:
            parts.append("")
    return "/" + "/".join(parts), escaped


def _difference(written: str, existing: str) -> str:
    """In words, how the decoded path as written differs from the existing one that it means."""
    bare = written.strip("/")
    if unquote(bare) != bare and fold(bare) == fold(existing):
        return "percent-encoded twice"
    if re.search(r"\.(md|markdown)$", bare, re.I):
        return "Markdown file, which is not published"
    if unicodedata.normalize("NFC", bare) == unicodedata.normalize("NFC", existing):
        return "other Unicode form (NFC and NFD)"
    if bare.casefold() == existing.casefold():
        return "wrong letter case"
    if unicodedata.normalize("NFKC", bare) == unicodedata.normalize("NFKC", existing):
        return "full-width characters in the path"
    if fold(bare) == fold(existing):
        return "wrong letter case or width"
    if "//" in bare:
        return "two slashes in the path"
    if "#" in bare or "?" in bare:
        return "# or ? that was percent-encoded"
    if fold(existing).startswith(fold(bare)):
        return "no such file: the ending is missing"
    return "no such file"
