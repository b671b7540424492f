"""One style sheet, without rules for what no page holds, and with every rule for what one does."""

from __future__ import annotations

import pytest

from macros import styles

WORDS = frozenset({"a", "b", "dark", "made-"})


@pytest.mark.parametrize(("css", "expected"), [
    (".a{top:0}", ".a{top:0}"), (".none{top:0}", ""), (".a .none,.b>p{top:0}", ".b>p{top:0}"), ("p,#id{top:0}", "p,#id{top:0}"), ("/* x */p{top:0}", "p{top:0}"),
    ("[data-x=dark]{top:0}", "[data-x=dark]{top:0}"), ("[data-x=pink]{top:0}", ""), ('[data-x="pink"] .a{top:0}', ""), ("[data-x^=pink]{top:0}", "[data-x^=pink]{top:0}"), ("[hidden]{top:0}", "[hidden]{top:0}"),
    (".made-of-parts{top:0}", ".made-of-parts{top:0}"), (".made{top:0}", ""), (".a-made-of{top:0}", ""),
    (".a:not(.none){top:0}", ".a:not(.none){top:0}"), (":is(.none,.a) p{top:0}", ":is(.none,.a) p{top:0}"), (".a:nth-child(2)::after{content:\",.none{\"}", ".a:nth-child(2)::after{content:\",.none{\"}"),
    ("@media print{.none{top:0}}", ""), ("@media print{.none{top:0}.a{top:0}}", "@media print{.a{top:0}}"), ("@supports (x:y){@media print{.a{top:0}}}", "@supports (x:y){@media print{.a{top:0}}}"),
    ("@keyframes turn{from{top:0}}", "@keyframes turn{from{top:0}}"), ('@charset "utf-8";.a{top:0}', '@charset "utf-8";.a{top:0}'), (":root{--x:url(data:image/svg+xml;charset=utf-8,<svg/>)}", ":root{--x:url(data:image/svg+xml;charset=utf-8,<svg/>)}"),
])
def test_a_rule_stays_while_something_may_use_it(css, expected):
    assert styles.used(css, WORDS) == expected


def test_sheets_become_one(tmp_path):
    files = {"assets/stylesheets/main.1.min.css": ".a{top:0}.gone{top:0}", "assets/stylesheets/palette.2.min.css": "[data-c=dark]{top:1}", "assets/site.css": ".made-later{top:2}.a{top:3}",
             "index.html": '<p class="a" data-c="dark">中文</p>', "assets/tools/x.js": 'n.className = "made-later";', "search/search_index.js": "gone"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    styles.write(tmp_path)
    assert (tmp_path / styles.NAME).read_text(encoding="utf-8") == ".a{top:0}[data-c=dark]{top:1}.made-later{top:2}.a{top:3}"
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.css")] == [styles.NAME]


def test_pages_load_one_sheet_that_is_there(site):
    assert [str(path.relative_to(site)) for path in site.rglob("*.css")] == [styles.NAME]
    for name in ("index.html", "en/rules/register.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert text.count('rel="stylesheet"') == 1 and styles.NAME in text
