"""Contributions of strangers: what is refused, on which line, and which look-alikes pass.

Pages go through the steps of a build in its order: source, macro calls, characters, numbers, Markdown with the
extensions of mkdocs.yml, and the check of the HTML.
"""

from __future__ import annotations

import time
from pathlib import Path

import markdown
import pytest
from mkdocs.utils.yaml import yaml_load

from macros import numbers, policy, source, template

ROOT = Path(__file__).resolve().parent.parent
META = """---
title: 标题
question: 问题？
description: 一句话。
kind: article
audience: borrower
lenders: any
reviewed: "2026-11-25"
next_check: "2027-02-25"
---
"""
TOP = META.count("\n")  # the first line of the text is TOP + 1
KNOWN = frozenset({"12378", "01012321", "4001619995"})


def extensions() -> tuple[list[str], dict]:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        written = yaml_load(file)["markdown_extensions"]
    names, configs = [], {}
    for item in written:
        name, config = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        names.append(name)
        configs[name] = config
    return names, configs


NAMES, CONFIGS = extensions()


def to_html(text: str) -> str:
    return markdown.Markdown(extensions=NAMES, extension_configs=CONFIGS).convert(text)


def _page(tmp_path: Path, body: str | bytes, meta: str = META) -> Path:
    path = tmp_path / "docs" / "zh" / "a.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(meta.encode() + (body if isinstance(body, bytes) else body.encode()))
    return path


def judge(tmp_path: Path, body: str | bytes, meta: str = META) -> list[str]:
    """All problems of one page with this text, from source to HTML."""
    page, problems = source.read(_page(tmp_path, body, meta), tmp_path / "docs")
    if problems:
        return problems
    problems = policy.text_problems(page) + numbers.problems(page, KNOWN)
    try:
        text, outputs = template.render(page.body, {"f": lambda call: ("<b>f</b>", False)})
    except template.PageError as error:
        return [*problems, f"{page.path}:{error.line + page.offset}: {error.message}"]
    if problems:
        return problems
    return policy.html_problems(to_html(text), page.path, page)


HTML = [
    # attribute lists need no raw HTML
    ("文字\n{ onclick=alert(1) }", 2, "onclick"),
    ("文字\n{ style=position:fixed }", 2, "style"),
    ('# 标\n{ .md-overlay }', 1, "<h1> is not allowed"),
    ("文字\n{ .md-overlay }", 2, "the class md-overlay"),
    ("文字\n{ .clause-card data-clause=x }", 2, "the class clause-card"),
    ("[看](a.md){ onmouseover=x }", 1, "onmouseover"),
    ("[看](a.md){ target=_blank }", 1, "target"),
    ("[看](a.md){ ping=https://gov.cn }", 1, "ping"),
    ("## 标 {#__search}", 1, "this id belongs to the theme"),
    ("## 标 {#__drawer}", 1, "this id belongs to the theme"),
    ('<div id="tool-data">{}</div>', 1, "this id belongs to the theme"), ("## 标 {#f-principal}", 1, "this id belongs to the theme"),
    ("## 标 {#search}", 1, "this id belongs to the theme"),
    ("文字\n{ dir=rtl }", 2, "left to right"),
    # links
    ("[看](javascript:alert(1))", 1, "official"),
    ("[看](JaVaScRiPt:alert(1))", 1, "official"),
    ("[看](&#106;avascript:alert(1))", 1, "official"),
    ("[看](javascript&colon;alert(1))", 1, "official"),
    ("[看](java&#9;script:alert(1))", 1, "official"),
    ("[看](&#1;javascript:alert(1))", 1, "control character"),
    ("[看](data:text/html,x)", 1, "official"),
    ("[看](vbscript:x)", 1, "official"),
    ("[看](file:///etc/passwd)", 1, "official"),
    ("[看](blob:https://gov.cn/x)", 1, "official"),
    ("[看](//evil.example/x)", 1, "official"),
    ("[看](/\\\\evil.example/x)", 1, "official"),
    ("<a href='\\\\\\\\evil.example'>看</a>", 1, "official"),
    ("[看](http://www.gov.cn/x)", 1, "official"),
    ("[看](https://gov.cn.evil.com/)", 1, "official"),
    ("[看](https://fakegov.cn/)", 1, "official"),
    ("[看](https://www.gov.cn@evil.com/)", 1, "official"),
    ("[看](https://www.gov.cn:8443/)", 1, "official"),
    ("[看](https://www.gоv.cn/)", 1, "look alike"),
    ("[看](https://xn--gv-emc.cn/)", 1, "official"),
    ("[看](https://t.cn/A6xyz)", 1, "official"),
    ("[看](alipays://platformapi/startapp)", 1, "official"),
    ("[看](weixin://dl/business)", 1, "official"),
    ("[看](intent://x#Intent;end)", 1, "official"),
    ("[看][x]\n\n[x]: https://t.cn/A6xyz", 3, "official"),
    ("<https://t.cn/A6xyz>", 1, "official"),
    ("<x@agent.example>", 1, "a mail address"),
    ("[看](tel:13800138000)", 1, "come from data"),
    ("[看](mailto:a@b.cn)", 1, "come from data"),
    ("[看]({{ f() }})", 1, "a macro cannot stand inside"),
    ("![{{ f() }}](a.png)", 1, "a macro cannot stand inside"),
    ("文字 甲。\n\n*[甲]: {{ f() }}", 1, "a macro cannot stand inside"),
    # pictures from elsewhere
    ("![图](https://evil.example/p.png)", 1, "beside the page"),
    ("![图](//evil.example/p.png)", 1, "beside the page"),
    ("![图](data:image/svg+xml;base64,AAAA)", 1, "beside the page"),
    ('<img src="a.png" srcset="https://evil.example/p.png 2x">', 1, "srcset"),
    ('<img src="a.png" onerror="x()">', 1, "onerror"),
    ("<img/src=x/onerror=x()>", 1, "not a whole tag"),
    ("<svg/onload=x()>", 1, "not a whole tag"),
    # elements
    ("文字\n\n<script>x()</script>", 3, "script"),
    ("<style>body{display:none}</style>", 1, "style"),
    ('<iframe src="https://evil.example"></iframe>', 1, "iframe"),
    ('<form action="https://evil.example"><input name="card"></form>', 1, "form"),
    ('<input type="text" placeholder="身份证号">', 1, "forms are not allowed"),
    ('<button type="submit">付</button>', 1, "button"),
    ('<textarea></textarea>', 1, "textarea"),
    ('<meta http-equiv="refresh" content="0;url=x">', 1, "meta"),
    ('<base href="https://evil.example/">', 1, "base"),
    ('<link rel="stylesheet" href="x.css">', 1, "link"),
    ("<svg><script>x()</script></svg>", 1, "svg"),
    ('<svg><a xlink:href="javascript:x()">看</a></svg>', 1, "svg"),
    ("<math><mtext></mtext></math>", 1, "math"),
    ('<object data="x.swf"></object>', 1, "object"),
    ('<embed src="x.swf">', 1, "embed"),
    ('<video src="https://evil.example/v"></video>', 1, "video"),
    ("<template><p>x</p></template>", 1, "template"),
    ("<noscript><p>x</p></noscript>", 1, "noscript"),
    ("<dialog open>付款</dialog>", 1, "dialog"),
    ("<marquee>x</marquee>", 1, "marquee"),
    ("<plaintext>", 1, "plaintext"),
    ("<x-tool>一</x-tool>", 1, "not a whole tag"),
    ('<label for="__search">看</label>', 1, "this id belongs to the theme"),
    ('<input type="checkbox" id="__drawer">', 1, "this id belongs to the theme"),
    ('<div class="md-dialog">一</div>', 1, "the class md-dialog"),
    ('<span class="status-mark">有效</span>', 1, "the class status-mark"),
    ('<pre class="mermaid">graph</pre>', 1, "the class mermaid"),
    ('<td style="background:url(//evil.example)">一</td>', 1, "styles are not allowed"),
    ('<p title="{{ f() }}">一</p>', 1, "a macro cannot stand inside"),
    # what swallows the rest of the page
    ("<div>\n\n文字", 1, "<div> is never closed"),
    ("文字\n\n</div></article>", 3, "not open there"),
    ("文字 <b>粗", 1, "<b> is never closed"),
    ("<details>\n一", 1, "<details> is never closed"),
    ("<!--downloads-->", 1, "not a whole tag"),
    ("<?php x() ?>", 1, "not a whole tag"),
    ("<![CDATA[x]]>", 1, "not a whole tag"),
    ("<!DOCTYPE html>", 1, "not a whole tag"),
]


@pytest.mark.parametrize(("body", "line", "words"), HTML, ids=[f"{number}-{body[:30]}" for number, (body, _, _) in enumerate(HTML)])
def test_hostile_html_is_refused(tmp_path, body, line, words):
    found = judge(tmp_path, body)
    assert found and found[0].startswith(f"docs/zh/a.md:{TOP + line}: ") and words in found[0], found


@pytest.mark.parametrize("body", ["<!-- 注", '文字 <a href="x', "&lt;script&gt;", "`<script>x()</script>`", "<文字>"])
def test_what_markdown_prints_as_text_stays_text(tmp_path, body):
    assert judge(tmp_path, body) == []
    assert "&lt;" in to_html(body)


TEXT = [
    ("一\n二\u202e三", 2, "U+202E"), ("零\u200b宽", 1, "U+200B"), ("标\U000e0041签", 1, "U+E0041"), ("控\x07制", 1, "U+0007"),
    ("私\ue000有", 1, "U+E000"), ("中\ufeff间", 1, "U+FEFF"), ("空\x00字", 1, "U+0000"), ("行\u2028分", 1, "U+2028"), ("软\u00ad连", 1, "U+00AD"),
    ("韩\u3164填", 1, "U+3164"), ("盲\u2800文", 1, "U+2800"), ("实体 &#8238; 反转", 1, "U+202E"), ("实体 &zwnj; 零宽", 1, "U+200C"), ("实体 &#xe000;0&#xe001;", 1, "U+E000"),
    ("未\U000e1000定", 1, "U+E1000"), ("连\u200d字", 1, "U+200D"), ("变\ufe0f体", 1, "U+FE0F"), ("pаypal", 1, "look alike"), ("Αlipay", 1, "look alike"),
    ("z\u0300\u0301\u0302\u0303", 1, "stacked"), ("138ОО138ООО", 1, "look alike"), ("рау", 1, "look alike"), ("中 אב 文", 1, "look alike"), ("文字&#1;文字", 1, "control character"), ("长" * 4001, 1, "4001 characters"), ("[" * 30, 1, "too many marks"), ("[a" * 401, 1, "too many marks"),
    ("> " * 30 + "深", 1, "nested too deeply"), (" " * 44 + "- 深", 1, "nested too deeply"), ("- " * 25 + "深", 1, "nested too deeply"), ("*_" * 20 + "a", 1, "too many marks"),
    ("文字\n\n```mermaid\ngraph\n```", 3, "mermaid"), ("~~~ {.mermaid}\ngraph\n~~~", 1, "mermaid"), ('--8<-- "/etc/passwd"', 1, "snippets"), ("文字\n--8<--\nhttps://gov.cn/x\n--8<--", 2, "snippets"),
]


@pytest.mark.parametrize(("body", "line", "words"), TEXT, ids=[f"{number}-{words}" for number, (_, _, words) in enumerate(TEXT)])
def test_characters_lengths_and_nesting(tmp_path, body, line, words):
    found = judge(tmp_path, body)
    assert found and found[0].startswith(f"docs/zh/a.md:{TOP + line}: ") and words in found[0], found


@pytest.mark.parametrize(("body", "words"), [
    ("长" * 20_000, "bytes. Allowed: 60000"), ("一\n" * 2000, "2001 lines. Allowed: 2000"), ("[a](" * 100 + "\n" + "[a](" * 910, "2020 marks"), (("[" * 29 + "a\n") * 80, "2320 marks"),
    ("<div markdown>\n" * 41, "41 tags with Markdown inside. Allowed: 40"),
])
def test_a_page_that_is_too_long(tmp_path, body, words):
    assert any(words in text and "Fix: split it." in text for text in judge(tmp_path, body))


def test_hidden_characters_in_the_front_matter(tmp_path):
    found = judge(tmp_path, "一", META.replace("title: 标题", 'title: "标\\u202e题"'))
    assert found == [f"docs/zh/a.md:2: title: hidden character U+202E (right-to-left override). Allowed: visible characters. Fix: delete it and type the text again."]


HARMLESS = [
    "价格 1,299.00 元，或者 ¥1299，约 12 万元。", "《民法典》第六百七十六条、第 676 条第 2 款。", "2020-2025 年，2024 至 2026 年，1990—2020。",
    "[方括号] 里的字，(圆括号)，{花括号} 和 {10}。", "`{{ x }}` 和 `<script>` 是代码。", "```python\nd = {1: [2, 3]}\nif a < b and c > d: print(\"x\")\n```",
    "心情 🙂 👍🏽 👨‍👩‍👧 ❤️ 1️⃣ 🫨 ✓ ✗。", "国家标准 GB/T 45251-2025 和 GB/T 19001-2016。", "2026-11-25，2026 年 11 月 25 日，2026/11/25，2026.11.25。",
    "法释〔2020〕27 号，银发〔2021〕3号，（2025）京0105民初12345号。", "利率 24%，降 0.5 个百分点，万分之五。", "The so-called \"credit repair\" isn't what it's called.",
    "| 列 | 数 |\n|:--|--:|\n| 一 | 10,000 |\n| 二 | 766.80 |", "有注[^1]。\n\n[^1]: 注的内容。", "=== \"银行\"\n\n    一\n\n=== \"小贷\"\n\n    二",
    "- [x] 做完\n- [ ] 没做", "??? note \"更多\"\n\n    里面的字", "!!! warning \"先看\"\n\n    里面的字", "LPR 是什么。\n\n*[LPR]: 贷款市场报价利率",
    "词\n: 解释", "a < b，5 > 3，A & B，x <- y，<3。", "2^10，a_b_c，**粗**、*斜*、~~删~~。", "> 引用\n>\n> - 列表\n>     1. 深一层", "## 标题 {#biao-ti}\n\n[回到](#biao-ti)",
    "[官方](https://www.gov.cn/zhengce/content_5674213.htm) 和 <https://www.pbc.gov.cn/>", "<details>\n<summary>看</summary>\n<p>字</p>\n</details>", "按 <kbd>Ctrl</kbd>，H<sub>2</sub>O，<mark>重点</mark>。",
    "<!-- 下次核对时看第三条 -->\n\n文字", "打 12378，或 010-12321。", "二〇二五年十一月，一二三线城市，三五天。", "借 10000 元，还 12000-15000 元，共 90000 人。", "```yaml\nTOKEN: ${{ secrets.NAME }}\n```",
    "1. 一\n2. 二\n\n    ```\n    代码\n    ```\n\n3. 三", "{{ f() }}和**{{ f() }}**，[字 {{ f() }}](a.md)", "α 系数、Ω 和 é ü ñ。", "日本語カナ、한글、ㄅㄆ、№、℃、㎡、ﬁ。", "```python linenums=\"1\" title=\"a.py\"\nd = 1\n```", "版本 1.2.3，比例 3:7，9:00-18:00。",
    "微信支付、QQ 浏览器、WeChat Pay 和微信小程序。", "微信公众号 12378。", "<div markdown=\"1\">\n\n**字**\n\n</div>", "&copy; &nbsp; &lt;b&gt; &mdash;", "文件 a.md、README.md、main.py 和 App。",
]


@pytest.mark.parametrize("body", HARMLESS, ids=range(len(HARMLESS)))
def test_harmless_look_alikes_pass(tmp_path, body):
    assert judge(tmp_path, body) == []


def test_every_page_of_the_handbook_passes():
    pages, problems = source.read_all(ROOT / "docs")
    found = list(problems) + policy.file_problems(ROOT / "docs")
    for page in pages.values():
        found += policy.text_problems(page)
        text, _ = template.render(page.body, _AnyMacro())
        found += policy.html_problems(to_html(text), page.path, page)
    assert found == []


def test_an_id_stands_on_a_page_once(tmp_path):
    page, _ = source.read(_page(tmp_path, "一\n\n<p id=act-1>二</p>"), tmp_path / "docs")
    assert policy.id_problems('<p id="act-1">二</p><tr id="act-1"></tr><p id="b"></p>', page.path, page) == [
        f"docs/zh/a.md:{TOP + 3}: the id act-1 stands on the page twice. Allowed: each id once. Fix: choose another."]
    assert policy.id_problems('<p id="act-1">id="b"</p><tr id="b"></tr>', page.path, page) == []


class _AnyMacro(dict):
    def __contains__(self, name) -> bool:
        return True

    def __getitem__(self, name):
        return lambda call: ("x", False)


def _file(docs: Path, name: str, data: bytes = b"x") -> None:
    path = docs / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


FILES = [
    ("zh/assets/javascripts/bundle.js", "not published"), ("zh/x.html", "not published"), ("zh/x.svg", "not published"), ("zh/x.pdf", "not published"), ("zh/x.apk", "not published"),
    ("zh/x.css", "not published"), ("zh/x.exe", "not published"), ("zh/x.yml", "not published"), ("zh/sw.js", "not published"), ("zh/robots.txt", "not published"), ("zh/x.gif", "not published"),
    ("zh/assets/logo.png", "the folder name 'assets' is taken"), ("zh/search/a.md", "the folder name 'search' is taken"), ("zh/en/a.md", "the folder name 'en' is taken"),
    ("search/search_index.json", "pages lie in"), ("assets/x.js", "pages lie in"), ("CNAME", "pages lie in"), ("robots.txt", "pages lie in"), ("_headers", "pages lie in"), ("index.md", "pages lie in"),
    ("zh/CNAME", "the name 'CNAME'"), ("zh/_headers", "the name '_headers'"), ("zh/.htaccess", "the name '.htaccess'"), ("zh/.well-known/a.md", "the name '.well-known'"), ("zh/404.md", "taken by the site"),
    ("zh/con.md", "taken by the site or by Windows"), ("zh/A.md", "the name 'A.md'"), ("zh/a b.md", "the name 'a b.md'"), ("zh/逾期.md", "the name '逾期.md'"), ("zh/a--b.md", "the name"), ("zh/-a.md", "the name"),
    ("zh/a\u202eb.md", "the name 'a\\u202eb.md'"), ("zh/a.md.md", "the name"), ("zh/README.md", "the name"), ("zh/" + "a" * 61 + ".md", "at most 60"), ("zh/a/b/c/d/e.md", "levels deep"),
    ("zh/<b>.md", "the name"), ("zh/a\n.md", "the name 'a\\u000a.md'"), ("data/rules/x.yaml", ".yml files only"), ("data/x.py", ".yml files only"), ("data/x.json", ".yml files only"), ("data/x.yml", "in folders that the site reads"), ("data/evil/x.yml", "in folders that the site reads"), ("data/rules/deep/x.yml", "in folders that the site reads"),
]


@pytest.mark.parametrize(("name", "words"), FILES, ids=[repr(name) for name, _ in FILES])
def test_files_that_are_not_published(tmp_path, name, words):
    _file(tmp_path, name)
    found = policy.file_problems(tmp_path)
    assert any(words in text for text in found), found
    assert all(text.startswith("docs/") and "\n" not in text for text in found)


def test_links_to_elsewhere_and_double_addresses(tmp_path):
    _file(tmp_path, "zh/a.md")
    (tmp_path / "zh" / "b.md").symlink_to("/etc/passwd")
    (tmp_path / "zh" / "c").symlink_to("/etc")
    _file(tmp_path, "zh/a/index.md")
    assert policy.file_problems(tmp_path) == [
        "docs/zh/a.md:1: has the same address as docs/zh/a/index.md. Fix: rename one of them.",
        "docs/zh/b.md:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here.",
        "docs/zh/c:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here.",
    ]


def test_ordinary_files_pass(tmp_path):
    for name in ("zh/index.md", "zh/costs/penalty-how.md", "en/index.md", "data/rules/gbt-45251-2025.yml", "data/lpr.yml"):
        _file(tmp_path, name)
    assert policy.file_problems(tmp_path) == []


SLOW = ["[" * 29 + "a", "[a](" * 100, "*a **b " * 60, "`a ``b " * 50, "<a " * 200, "![" * 14 + "]" * 14, "a_" * 390, "&#" * 390, "[a][b" * 130, "<!--" * 300, "((" * 900, "\\" * 3000, "|" * 3000, "- a\n" * 3000,
        "\n".join("  " * depth + "- a" for depth in range(19)), "> " * 19 + "a", "a" * 3999, "http://" * 500, "#" * 3999, "[^1]" * 90]


@pytest.mark.parametrize("body", SLOW, ids=range(len(SLOW)))
def test_nothing_that_passes_makes_the_build_hang(tmp_path, body):
    start = time.process_time()
    judge(tmp_path, body)
    assert time.process_time() - start < 3


def test_link_faults_by_themselves():
    for good in ("a.md", "../a.html#x", "#x", "https://www.gov.cn/x?y=1#z", "https://gov.cn"):
        assert policy.link_fault(good) == ""
    for bad in ("https://[", "https://gov.cn:x/", "ftp://gov.cn/", "javascript:x", "\u00a0javascript:x"):
        assert policy.link_fault(bad)
