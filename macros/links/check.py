"""The whole check of a built site: pages in parallel, each parsed once, then what needs all pages at hand."""

from __future__ import annotations

import difflib
import gc
import multiprocessing
import os
import re
import unicodedata
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any, Callable, TypeVar
from urllib.parse import unquote

from . import address, files, pdf
from .finding import Finding, Problem
from .page import Page, Use, decode, parse
from .source import locate
from .tree import Ref, Tree, parse_base

T = TypeVar("T")
_SERIAL_BELOW = 80  # pages: starting processes costs more than they save


@dataclass
class Read:
    """What one page leaves to be compared with the other pages."""

    file: str
    ids: set[str]
    lang: str
    problems: list[tuple[Use, Problem]] = field(default_factory=list)
    fragments: list[tuple[Use, Ref]] = field(default_factory=list)  # not yet known to exist
    alternates: list[tuple[str, Use, str]] = field(default_factory=list)  # language, where written, file
    refresh: tuple[Use, Ref] | None = None


def check_site(site: Path, base: str | None = None) -> list[Finding]:
    """Every dead or wrong link of the built HTML site in the folder `site`, sorted.

    `base` is the address it will be served at, sub-path included. Without it, absolute addresses are compared with the address that the pages'
    canonical links agree on, and root-absolute ones may start at the site's own root. Raises ValueError with a sentence for misuse.
    """
    tree = _open(site, base)
    found = [item for item in files.redirects(tree)]
    reads = {read.file: read for read in _parallel(tree, _read_page, tree.pages)}
    check = _Check(tree, reads)
    check.run(found)
    return sorted(set(check.findings))


def external_links(site: Path) -> list[str]:
    """The http(s) addresses of other sites that the pages link to, sorted, each once. Nothing is fetched."""
    tree = _open(site, None)
    found = set()
    for file in tree.pages:
        for use in parse(tree.read(file)).uses:
            text = address.clean(use.value)
            web = address.split_web(text) if use.role == "nav" else None
            if web and not tree.own(web) and not address.web_problem(text):
                found.add(text)
    return sorted(found)


def _open(site: Path, base: str | None) -> Tree:
    if not site.exists():
        raise ValueError(f"{site}: no such folder. Build the site first, or name the folder it was built into.")
    if not site.is_dir():
        raise ValueError(f"{site}: a file, not the folder of a built site.")
    tree = Tree(site, parse_base(base) if base else None)
    if not tree.pages:
        raise ValueError(f"{site}: no HTML page in it, so it is not a built site.")
    return tree


_tree: Tree  # the workers' copy, inherited by fork
_known: dict[str, dict[tuple[str, str], Ref | Problem | None]] = {}  # where the addresses of a folder's pages lead, by role and text
_everywhere: dict[tuple[str, str], Ref | Problem | None] = {}  # the same for addresses that begin with a scheme
_OWN_PAGE = "#?" + address.CONTROLS  # an address that begins so ("" included) may mean the page it stands in


def _parallel(tree: Tree, task: Callable[[Any], T], items: list[Any]) -> list[T]:
    """`task` of every item, in any order; in parallel processes when there are many. Tasks find the site in `_tree`."""
    global _tree
    _tree = tree
    _known.clear()
    _everywhere.clear()
    workers = min(os.cpu_count() or 1, 8)
    pool = _pool(workers) if len(items) >= _SERIAL_BELOW else None
    if pool is None:
        return [task(item) for item in items]
    with pool:
        return list(pool.imap_unordered(task, items, max(10, len(items) // (workers * 6))))


def _pool(workers: int) -> Pool | None:
    """Processes to share the work among; None where there is nothing to gain, or where the system has no locks for them."""
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return None
    try:
        return multiprocessing.get_context("fork").Pool(workers, gc.disable)  # nothing in a short life is worth collecting
    except OSError:
        # some containers leave /dev/shm closed to ordinary users
        return None


def _read_page(file: str) -> Read:
    tree = _tree
    page = parse(tree.read(file))
    read = Read(file, page.ids, page.lang)
    read.problems = [(use, Problem(reason)) for use, reason in page.wrong]
    start, foreign = _start(tree, file, page, read)
    plain = start is None and not foreign and file != "404.html"
    known = _known.setdefault(file.rpartition("/")[0], {}) if plain else {}
    for use in page.uses:
        if foreign and not address.SCHEME.match(use.value.strip()):
            continue
        result = _lead(tree, file, use, start, known)
        if result is None:
            continue
        if isinstance(result, Problem):
            read.problems.append((use, result))
        elif result.fragment and not (result.file == file and has_fragment(page.ids, result.fragment)):
            read.fragments.append((use, result))
    for code, use in page.alternates:
        target = tree.judge(file, use.value, use.role, start)
        if isinstance(target, Ref):
            read.alternates.append((code, use, target.file))
    target = tree.judge(file, page.refresh.value, "nav", start) if page.refresh and not foreign else None
    if page.refresh and isinstance(target, Ref):
        read.refresh = (page.refresh, target)
    if start is not None:
        _blame_base(tree, file, page, read)
    return read


def _lead(tree: Tree, file: str, use: Use, start: str | None, known: dict[tuple[str, str], Ref | Problem | None]) -> Ref | Problem | None:
    """Where `use` leads (see Tree.judge), remembered for the other pages that hold the same address."""
    key = use[:2]
    if key in known:
        return known[key]
    if key in _everywhere:
        return _everywhere[key]
    result = tree.judge(file, use.value, use.role, start)
    if address.SCHEME.match(use.value):
        _everywhere[key] = result
    elif use.value[:1] not in _OWN_PAGE:
        known[key] = result
    return result


def _start(tree: Tree, file: str, page: Page, read: Read) -> tuple[str | None, bool]:
    """The address path that the page's relative addresses start from when it has a <base>, and whether they leave the site with it."""
    if page.base is None:
        return None, False
    use = Use("base", page.base, "href", page.base, "base")
    text = address.clean(page.base)
    web = address.split_web("https:" + text if text.startswith("//") else text)
    problem = address.text_problem(text)
    if web and tree.own(web):
        path = unquote(web.path)
    elif web or address.SCHEME.match(text) or problem:
        read.problems.append((use, problem or Problem("<base> of another site: every relative address of the page leaves this one")))
        return None, True
    else:
        path = tree.joined(file, text)
    if not path.startswith(tree.prefix) and tree.strict:
        read.problems.append((use, Problem(f"<base> outside the site, which is served under {tree.prefix}")))
        return None, True
    return path, False


def _blame_base(tree: Tree, file: str, page: Page, read: Read) -> None:
    """Reports the <base> itself when addresses of the page are wrong only because of it."""
    wrong = {use for use, _ in read.problems} | {use for use, ref in read.fragments if ref.file != file and not address.clean(use.value).strip("#").count("/")}
    saved = [use for use in wrong if isinstance(tree.judge(file, use.value, use.role), Ref)]
    if saved:
        base = page.base or ""
        use = Use("base", base, "href", base, "base")
        read.problems.append((use, Problem(f"stray <base>: {len(saved)} addresses of the page are right without it")))


def has_fragment(ids: set[str], fragment: str) -> bool:
    """Whether the fragment, as written in an address, names one of `ids` (or the page's top, or a passage of text)."""
    plain = fragment.partition(":~:")[0]
    if not plain or plain in ids:
        return True
    decoded = unquote(plain)
    return decoded in ids or decoded.lower() == "top"


def near_fragment(ids: set[str], fragment: str, guess: bool = True) -> tuple[str, str | None]:
    """Why no id matches the fragment, and the id that it probably means; without `guess` only one that differs in form."""
    decoded = unquote(fragment)
    if decoded != unquote(decoded) and unquote(decoded) in ids:
        return "fragment that is percent-encoded twice", unquote(decoded)
    for reason, change in _LIKENESS:
        want = change(decoded)
        match = next((i for i in sorted(ids) if want and change(i) == want), None)
        if match:
            return reason, match
    if re.fullmatch(r"_\d+", decoded):
        numbers = [int(i[1:]) for i in ids if re.fullmatch(r"_\d+", i)]
        return "stale automatic anchor", f"_{min(numbers, key=lambda n: abs(n - int(decoded[1:])))}" if numbers else None
    return "no such anchor", _closest(decoded, ids) if guess else None


def _closest(text: str, ids: set[str]) -> str | None:
    close = difflib.get_close_matches(text, sorted(ids), 1, 0.6)
    if close:
        return close[0]
    inside = [i for i in sorted(ids, key=len) if len(text) > 2 and (text in i or len(i) > 2 and i in text)]
    return inside[0] if inside else None


def _letters(text: str) -> str:
    """`text` without punctuation and spaces, in one case and width."""
    return "".join(c for c in unicodedata.normalize("NFKC", unquote(text)).casefold() if c.isalnum())


_LIKENESS = [
    ("anchor in another Unicode form (NFC and NFD)", lambda t: unicodedata.normalize("NFC", t)),
    ("anchor with another letter case", str.casefold),
    ("anchor with full-width characters", lambda t: unicodedata.normalize("NFKC", t)),
    ("anchor with other punctuation, width or case", _letters),
]


class _Check:
    """Comparing what all pages and files say."""

    def __init__(self, tree: Tree, reads: dict[str, Read]) -> None:
        self.tree = tree
        self.reads = reads
        self.findings: list[Finding] = []
        self._ids: dict[str, set[str] | None] = {}
        self._sheet_counts: dict[str, int] = {}
        self._guesses: dict[tuple[str, str], Problem] = {}

    def run(self, before: list[files.Place | Finding]) -> None:
        for read in self.reads.values():
            for use, ref in read.fragments:
                problem = self.fragment_problem(ref)
                if problem:
                    read.problems.append((use, problem))
            self._alternates(read)
            self._refresh(read)
        for item in [*before, *files.places(self.tree)]:
            self._place(item)
        for file in sorted(self.tree.files):
            if file.lower().endswith(".pdf"):
                self._pdf(file)
        wrong = [(read.file, read.problems) for read in self.reads.values() if read.problems]
        for found in _parallel(self.tree, _located, wrong):
            self.findings += found

    def fragment_problem(self, ref: Ref) -> Problem | None:
        """What is wrong with the fragment of `ref`, if anything. Redirect stubs pass the fragment on."""
        file, seen = ref.file, set()
        while (read := self.reads.get(file)) and read.refresh and not has_fragment(read.ids, ref.fragment) and file not in seen:
            seen.add(file)
            file = read.refresh[1].file
        if file.lower().endswith(".pdf"):
            return self._pdf_fragment(file, ref.fragment)
        ids = self._targets(file)
        if ids is None or has_fragment(ids, ref.fragment):
            return None
        if file.lower().endswith(".svg") and re.match(r"svgView\(|xywh=|t=", ref.fragment):
            return None
        key = (file, ref.fragment)
        if key not in self._guesses:
            reason, near = near_fragment(ids, ref.fragment, self.tree.may_compare(len(ids)))
            self._guesses[key] = Problem(reason, f"{file}#{near}" if near else None)
        return self._guesses[key]

    def _targets(self, file: str) -> set[str] | None:
        """The ids of a page or an SVG; None for a file whose fragments mean something else."""
        if file in self.reads:
            return self.reads[file].ids
        if file not in self._ids:
            self._ids[file] = files.svg_ids(self.tree, file) if file.lower().endswith(".svg") and file in self.tree.files else None
        return self._ids[file]

    def _pdf_fragment(self, file: str, fragment: str) -> Problem | None:
        wanted = re.search(r"(?:^|&)page=(\d+)", fragment)
        if not wanted:
            return None
        if file not in self._sheet_counts:
            self._sheet_counts[file] = pdf.sheet_count(self.tree.root / file)
        last = self._sheet_counts[file]
        return Problem("page that the PDF does not have", f"{file}#page={last}") if 0 < last < int(wanted.group(1)) else None

    def _alternates(self, read: Read) -> None:
        """hreflang: the page named must be in that language, name this page in turn, and be the only one for its language."""
        if read.file == "404.html":  # stands for every missing page, so it is nobody's twin
            return
        codes: dict[str, str] = {}
        for code, use, file in read.alternates:
            low = code.lower()
            other = self.reads.get(file)
            if codes.setdefault(low, file) != file:
                read.problems.append((use, Problem(f"second page for hreflang {code}", codes[low])))
            elif other is None or low == "x-default":
                continue
            elif other.lang and other.lang.lower().split("-")[0] != low.split("-")[0]:
                read.problems.append((use, Problem(f"hreflang {code}, but the page is written in {other.lang}")))
            elif other is not read and not _is_home(file) and read.file not in {f for _, _, f in other.alternates}:
                back = next((f for c, _, f in other.alternates if c.lower() == read.lang.lower()), None)
                read.problems.append((use, Problem("hreflang page that does not link back", back)))

    def _refresh(self, read: Read) -> None:
        if read.refresh is None:
            return
        use, ref = read.refresh
        seen, step = {read.file}, ref.file
        while step not in seen and (other := self.reads.get(step)) and other.refresh:
            seen.add(step)
            step = other.refresh[1].file
        if step in seen and (len(seen) > 1 or re.match(r"\s*0*(\.0*)?\s*[;,]", use.whole)):
            read.problems.append((use, Problem("redirects in a circle")))

    def _place(self, item: files.Place | Finding) -> None:
        if isinstance(item, Finding):
            self.findings.append(item)
            return
        result = self.tree.judge(item.file, item.value, item.role, item.start)
        if isinstance(result, Ref):
            result = self.fragment_problem(result) if result.fragment else None
        if result is not None:
            self.findings.append(Finding(item.file, item.line, item.value, result.reason, result.nearest))

    def _pdf(self, file: str) -> None:
        for sheet, uri in pdf.pdf_addresses(self.tree.root / file):
            web = address.split_web(address.clean(uri))
            if web and self.tree.own(web):
                self._place(files.Place(file, sheet, uri, "nav"))
        self.findings += [f for f in pdf.check_pdf(self.tree.root / file, file) if not ((web := address.split_web(f.target)) and self.tree.own(web))]


def _located(item: tuple[str, list[tuple[Use, Problem]]]) -> list[Finding]:
    """The findings of one page, each with its line."""
    file, problems = item
    lines = locate(decode(_tree.read(file)), [use for use, _ in problems])
    return [Finding(file, line, address.clean(use.value), problem.reason, problem.nearest) for use, problem in problems for line in lines[use]]


def _is_home(file: str) -> bool:
    """Whether `file` is a language's first page: stock themes let every page name it."""
    return file == "index.html" or re.fullmatch(r"[A-Za-z]{2,3}(-\w+)?/index\.html", file) is not None

