"""Nothing that ships needs a browser younger than November 2021: one unknown construct stops a whole script.

Scanned are our scripts and styles, the bundled ones, the theme's, and the scripts inside the theme's pages. Constructs
that need a younger browser are not used, or only where the same files look for them first.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import material
import pytest

from macros import browser, vectors
from macros.assets import ROOT, entries, join

LARGEST_SCRIPT = 30 * 1024
OVERRIDES = ROOT / "overrides"
THEME = Path(material.__file__).parent / "templates" / "assets"
OURS = sorted([*OVERRIDES.rglob("*.js"), *OVERRIDES.rglob("*.html")])
SCRIPTS = [*OURS, *sorted(THEME.glob("javascripts/bundle.*.js")), *sorted(THEME.glob("javascripts/workers/*.js"))]
OUR_STYLES = sorted(OVERRIDES.rglob("*.css"))

# Syntax: unknown to the engine, the file is lost. A regular expression starts after one of =(,:[!&|?{};
_REGULAR = r"[=(,:\[!&|?{};]\s*/(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
SYNTAX = {
    "look-behind": r"\(\?<[=!]",
    "flag v or d of a regular expression": _REGULAR + r"[gimsuy]*[vd][gimsuyvd]*(?![\w$])",
    "class static block": r"\bstatic\s*\{",
    "class field": r"^\s+(?:static\s+)?#?[A-Za-z_$][\w$]*\s*=(?!=)[^;()]*;\s*\n\s*(?:constructor|static|get|set|#)\b",
    "private name": r"\bthis\.#\w|\bstatic\s+#\w",
    "top-level await": r"^(?:(?:const|let|var)\s[^=\n]*=\s*)?await\s",
    "logical assignment": r"(?:\?\?|\|\||&&)=",
    "number with underscores": r"(?<![\w$\"'.-])[0-9]+_[0-9]",
}
# Things to call: missing ones stop the script when it gets there. Allowed where one of the files sets up or looks for them.
CALLED = {
    "Array.prototype.at": r"\.at\(",
    "Object.hasOwn": r"\bObject\.hasOwn\b",
    "structuredClone": r"(?<![\w.])structuredClone\(",
    "findLast, toSorted and their kin": r"\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced)\(",
    "Array.prototype.with": r"\.with\(",
    "Promise.withResolvers, Object.groupBy": r"\bPromise\.withResolvers|\bObject\.groupBy",
    "Intl.Segmenter": r"\bIntl\.Segmenter\b",
    "showModal, popover": r"\.(?:showModal|showPopover|togglePopover|hidePopover)\(",
}
GUARDS = {
    "structuredClone": r"window\.structuredClone\s*=\s*window\.structuredClone\s*\|\|",
    "Intl.Segmenter": r"(?:\bIntl\.Segmenter\s*[?&)=]|typeof Intl|\"Segmenter\" in Intl|Intl\s*&&\s*Intl\.Segmenter)",
}
STYLE = {
    ":has": r":has\(",
    "@layer": r"@layer\b",
    "color-mix": r"\bcolor-mix\(",
    "nesting": r"[{;}]\s*&",
    "@container, @scope": r"@(?:container|scope)\b",
}


def without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"^\s*//.*$|/\*.*?\*/", "", text, flags=re.M | re.S) if path in OURS or path in OUR_STYLES else text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_uses_young_syntax(path):
    text = without_comments(path)
    found = {name: match[0] for name, pattern in SYNTAX.items() if (match := re.search(pattern, text, re.M))}
    assert found == {}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_young_functions_are_not_called_unless_looked_for(path):
    text = without_comments(path)
    used = {name for name, pattern in CALLED.items() if re.search(pattern, text)}
    # the page sets up what the search frame needs before the frame is made
    around = text + (OVERRIDES / "partials/late-search.html").read_text(encoding="utf-8")
    assert {name for name in used if name not in GUARDS or not re.search(GUARDS[name], around)} == set()


@pytest.mark.parametrize("path", OUR_STYLES, ids=lambda path: path.name)
def test_no_style_of_ours_needs_a_young_browser(path):
    text = without_comments(path)
    assert {name for name, pattern in STYLE.items() if re.search(pattern, text)} == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("look-behind", "const a = /(?<!x)y/;"),
        ("flag v or d of a regular expression", "const a = /[a-z]/gv;"),
        ("class static block", "class A { static { B(); } }"),
        ("class field", "class A {\n  count = 0;\n  constructor() {}\n}"),
        ("private name", "this.#a()"),
        ("top-level await", "const a = await b;"),
        ("logical assignment", "a ??= b"),
        ("number with underscores", "x = 1_000"),
    ],
)
def test_the_scan_finds_what_it_looks_for(name, text):
    assert [one for one, pattern in SYNTAX.items() if re.search(pattern, text, re.M)] == [name]


OLDER = """
delete Array.prototype.at; delete String.prototype.at; delete Object.hasOwn; delete window.structuredClone;
["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"].forEach((name) => delete Array.prototype[name]);
delete Intl.Segmenter; delete window.HTMLDialogElement; delete Object.groupBy; delete Promise.withResolvers;
"""


def test_the_engine_calculates_in_an_older_browser(blank):
    blank.evaluate("text => { (0, eval)(text); }", OLDER)
    assert browser.vectors_in_page(blank, json.loads(vectors.OWN_FILE.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda path: path.name)
def test_joined_scripts_start_in_an_older_browser(blank, entry):
    faults = []
    blank.on("pageerror", lambda error: faults.append(str(error)))
    blank.evaluate("text => { (0, eval)(text); }", OLDER)
    blank.add_script_tag(content=join(entry))
    assert [fault for fault in faults if "is not a function" in fault or "SyntaxError" in fault] == []


@pytest.mark.parametrize("entry", entries(), ids=lambda path: path.name)
def test_a_tool_loads_at_most_30_kb_of_script(entry):
    assert len(gzip.compress(join(entry).encode(), 9)) <= LARGEST_SCRIPT
