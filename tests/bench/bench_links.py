"""How long the link check takes on 1,000 Chinese pages, against a bare parse of the same HTML in the same run.

`python tests/bench/bench_links.py [PAGES]` prints one line: seconds of the check, processor seconds of all its processes (which other
work on the machine hardly changes), seconds of the bare parse on one core, and the ratio of the processor seconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from macros import links

BASE = "https://kb.example.cn/debt/"
SECTIONS = ["costs", "rules", "help", "letters", "start", "causes", "coping", "terms", "overdue", "about"]


def build(folder: Path, pages: int) -> int:
    """Writes a site of `pages` pages, shaped like Material for MkDocs with a shared navigation, and returns its size in bytes."""
    names = [f"{SECTIONS[i % len(SECTIONS)]}/页面-{i}.html" for i in range(pages)]
    for section in SECTIONS:
        (folder / section).mkdir(parents=True)
    (folder / "assets").mkdir()
    for asset in ("main.css", "app.js", "chart.png", "chart@2x.png"):
        (folder / "assets" / asset).write_text("a{background:url(chart.png)}" if asset.endswith("css") else "1", encoding="utf-8")
    shown = names[:: max(1, pages // 70)]
    nav = "".join(
        f'<li class="md-nav__item"><a class="md-nav__link" href="../{name}"><span class="md-ellipsis">怎么看懂第 {i} 项费用</span></a></li>\n'
        for i, name in enumerate(shown)
    )
    size = 0
    for number, name in enumerate(names):
        html = _page(name, nav, names, number)
        size += (folder / name).write_bytes(html.encode())
    rows = "".join(f"<url><loc>{BASE}{name}</loc></url>\n" for name in names)
    (folder / "sitemap.xml").write_text(f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>', encoding="utf-8")
    return size


def _page(name: str, nav: str, names: list[str], number: int) -> str:
    toc = "".join(f'<li><a class="md-nav__link" href="#第{i}步_{i}">第 {i} 步</a></li>\n' for i in range(12))
    text = "还款以后罚息停止计算。请保存通话记录、短信截图和还款凭证,再按下面的步骤投诉。" * 17
    parts = "".join(
        f'<h2 id="第{i}步_{i}">第 {i} 步<a class="headerlink" href="#第{i}步_{i}" title="永久链接">&para;</a></h2>\n<p>{text}'
        f'<a href="../{names[(number * 7 + i) % len(names)]}#第{i}步_{i}">下一步</a> <a href="https://www.gov.cn/zhengce/{i}.htm">出处</a> <a href="tel:12378">12378</a></p>\n'
        f'<img src="../assets/chart.png" srcset="../assets/chart.png 1x, ../assets/chart@2x.png 2x" alt="图">\n'
        for i in range(12)
    )
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{number}</title><link rel="canonical" href="{BASE}{name}">'
        '<link rel="stylesheet" href="../assets/main.css"></head><body>\n<input class="md-toggle" type="checkbox" id="__drawer"><input type="checkbox" id="__search">'
        f'<nav class="md-nav"><ul>\n{nav}</ul></nav><nav><ul>{toc}</ul></nav>\n<main>{parts}</main><script src="../assets/app.js"></script></body></html>\n'
    )


def processor() -> float:
    """Processor seconds used so far by this process and its children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(argv: list[str]) -> int:
    pages = int(argv[0]) if argv else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = build(folder, pages)
        files = sorted(folder.rglob("*.html"))
        checks, costs, parses = [], [], []
        for _ in range(3):
            begun, spent = time.perf_counter(), processor()
            found = links.check_site(folder, BASE)
            checks.append(time.perf_counter() - begun)
            costs.append(processor() - spent)
            spent = processor()
            for file in files:
                LexborHTMLParser(file.read_bytes())
            parses.append(processor() - spent)
        assert found == [], found[:3]
    check, cost, parse = map(statistics.median, (checks, costs, parses))
    print(f"links: {pages} pages of {size // pages // 1000} KB in {check:.2f} s ({cost:.2f} s of processor); bare parse {parse:.2f} s; ratio {cost / parse:.1f}")
    return 0 if check <= 2 * pages / 1000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
