"""Links and bookmarks in a PDF: every destination must lie in the file, every address must be one that readers can reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

from . import address
from .finding import Finding, Problem


def check_pdf(path: Path, name: str | None = None) -> list[Finding]:
    """What is wrong with the links of the PDF `path`. `page` of a finding is `name` (else the file's name), `line` its sheet from 1, 0 for bookmarks."""
    import pikepdf

    name = name or path.name
    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, OSError) as error:
        return [Finding(name, 1, name, f"PDF that cannot be read: {str(error).splitlines()[0]}")]
    with pdf:
        names = _names(pdf)
        sheets = {page.obj.objgen for page in pdf.pages}
        found = []
        for number, page in enumerate(pdf.pages, 1):
            for link in page.obj.get("/Annots", []):
                if link.get("/Subtype") == "/Link":
                    found += [Finding(name, number, target, p.reason, p.nearest) for target, p in _link_problems(link, names, sheets)]
        for item in _outline(pdf.Root.get("/Outlines")):
            found += [Finding(name, 0, f"bookmark {item.get('/Title', '')}: {t}", p.reason, p.nearest) for t, p in _link_problems(item, names, sheets)]
    return sorted(set(found))


def pdf_addresses(path: Path) -> list[tuple[int, str]]:
    """Each address that a link in the PDF `path` opens, with its sheet from 1."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            actions = [(n, link.get("/A", {})) for n, page in enumerate(pdf.pages, 1) for link in page.obj.get("/Annots", [])]
            return [(n, str(action["/URI"])) for n, action in actions if "/URI" in action]
    except (pikepdf.PdfError, OSError):
        return []


def _names(pdf: Any) -> dict[str, Any]:
    """The file's named destinations."""
    import pikepdf

    found: dict[str, Any] = {key.lstrip("/"): value for key, value in (pdf.Root.get("/Dests") or {}).items()}
    tree = (pdf.Root.get("/Names") or {}).get("/Dests")
    if tree is not None:
        found.update({str(key): value for key, value in pikepdf.NameTree(tree).items()})
    return found


def _link_problems(holder: Any, names: dict[str, Any], sheets: set[tuple[int, int]]) -> Iterator[tuple[str, Problem]]:
    action = holder.get("/A")
    if action is None:
        if "/Dest" in holder:
            yield from _destination_problems(holder["/Dest"], names, sheets)
        return
    kind = str(action.get("/S", ""))
    if kind == "/GoTo":
        yield from _destination_problems(action.get("/D"), names, sheets)
    elif kind == "/URI":
        yield from _address_problems(str(action.get("/URI", "")))
    elif kind in ("/Launch", "/GoToR", "/JavaScript"):
        target = action.get("/F", "")
        yield str(target.get("/F", target) if hasattr(target, "get") else target), Problem(f"{kind[1:]} action, which leads to no place a reader has")


def _destination_problems(target: Any, names: dict[str, Any], sheets: set[tuple[int, int]]) -> Iterator[tuple[str, Problem]]:
    import difflib

    import pikepdf

    if isinstance(target, (pikepdf.String, pikepdf.Name)):
        key = str(target).removeprefix("/") if isinstance(target, pikepdf.Name) else str(target)
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            yield key, Problem("no such destination in the PDF", near[0] if near else None)
            return
        target = names[key]
        target = target.get("/D") if isinstance(target, pikepdf.Dictionary) else target
    else:
        key = "destination"
    if not isinstance(target, pikepdf.Array) or not len(target):
        yield key, Problem("destination without a page")
    elif getattr(target[0], "objgen", None) not in sheets:
        yield key, Problem("destination on a page that is not in the PDF")


def _address_problems(uri: str) -> Iterator[tuple[str, Problem]]:
    text = address.clean(uri)
    match = address.SCHEME.match(text)
    if not match:
        yield uri, address.relative_hint(text) or Problem("relative address, which leads nowhere from a PDF")
        return
    problem = address.text_problem(text) or address.schemed_problem(text, match.group(1).lower())
    if problem:
        yield uri, problem


def _outline(root: Any) -> Iterator[Any]:
    """All bookmarks below `root`, each once even in a broken file that repeats them."""
    stack, seen = [root.get("/First") if root is not None else None], set()
    while stack:
        item = stack.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        stack += [item.get("/Next"), item.get("/First")]


def sheet_count(path: Path) -> int:
    """How many sheets the PDF has; 0 when it cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, OSError):
        return 0
