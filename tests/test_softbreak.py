"""Line breaks of the source: none between Chinese characters, one space elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import softbreak
from test_policy import to_html

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(("html", "expected"), [
    ("<p>一天\n就算</p>", "<p>一天就算</p>"), ("<p>逾期，\n“宽限期”</p>", "<p>逾期，“宽限期”</p>"), ("<p>“宽限”\n的意思</p>", "<p>“宽限”的意思</p>"), ("<p>（全角\n括号）\n结束</p>", "<p>（全角括号）结束</p>"),
    ("<p>见\n《民法典》</p>", "<p>见《民法典》</p>"), ("<p>一<strong>二\n三</strong>\n四</p>", "<p>一<strong>二三</strong>四</p>"), ("<p>一\n<a href=\"x\">二</a>\n三</p>", '<p>一<a href="x">二</a>三</p>'),
    ("<p>一\n二\n三\n四</p>", "<p>一二三四</p>"), ("<p>等\n……\n好</p>", "<p>等……好</p>"), ("<p>好——\n坏</p>", "<p>好——坏</p>"), ("<p>一 \n 二</p>", "<p>一二</p>"), ("<p>好—\n—坏…\n…</p>", "<p>好——坏……</p>"),
    # Latin letters and digits keep one space
    ("<p>AB-12\n的那一份</p>", "<p>AB-12 的那一份</p>"), ("<p>利率为\n24%\n的</p>", "<p>利率为 24% 的</p>"), ("<p>wrap\nhere</p>", "<p>wrap here</p>"), ("<p>the “word”\n“next”</p>", "<p>the “word” “next”</p>"),
    ("<p>wrap  \n  here</p>", "<p>wrap here</p>"), ("<p>it’s\n‘so’</p>", "<p>it’s ‘so’</p>"),
    # what is no running text stays
    ("<pre><code>一\n二\n</code></pre>", "<pre><code>一\n二\n</code></pre>"), ("<p>一</p>\n<p>二</p>", "<p>一</p>\n<p>二</p>"), ("<ul>\n<li>一</li>\n<li>二</li>\n</ul>", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
    ("<p>一<br>\n二</p>", "<p>一<br>\n二</p>"), ("<p>一\n二</p>\n<pre>三\n四</pre>\n<p>五\n六</p>", "<p>一二</p>\n<pre>三\n四</pre>\n<p>五六</p>"), ("", ""),
])
def test_line_breaks(html, expected):
    assert softbreak.join(html) == expected


def test_the_reported_paragraph_reads_as_written():
    html = softbreak.join(to_html((CASES / "softbreak-page.md").read_text(encoding="utf-8")))
    for line in ("还款日后一天就算逾期，“宽限期”写在合同里。合同编号是 AB-12 的那一份，利率为 24% 的那一行。第三行（含全角括号）结束。",
                 "English words wrap here and keep one space."):
        assert line in html


def test_joining_twice_changes_nothing():
    html = to_html((CASES / "softbreak-page.md").read_text(encoding="utf-8"))
    assert softbreak.join(softbreak.join(html)) == softbreak.join(html)
