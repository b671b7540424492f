"""The PDF: built from a small real Material site, then looked at from outside."""

from __future__ import annotations

import datetime
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.book import check, collect, fonts, make, pictures, tree, write

ON = datetime.date(2026, 11, 25)

CONFIG = """
site_name: 逾期与催收应对手册
site_url: https://book.example.org/handbook/
use_directory_urls: false
theme: {name: material, font: false, features: [navigation.prune, navigation.indexes]}
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages:
        - {locale: zh, default: true, name: 中文, nav: [{首页: index.md}, {要多少钱: [costs/index.md, {罚息怎么算: costs/how.md}]}, {规定: [{能做: rules/may.md}]}]}
        - {locale: en, name: English, site_name: Overdue and Collection Handbook, nav: [{Home: index.md}, {Costs: [costs/index.md, {How it adds up: costs/how.md}]}, {Rules: [{May: rules/may.md}]}]}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, {toc: {permalink: true}}, pymdownx.details, pymdownx.superfences, pymdownx.mark, {pymdownx.tabbed: {alternate_style: true}}, {pymdownx.tasklist: {custom_checkbox: true}}]
"""

HOW = """# 罚息怎么算

<p class="page-dates" data-reviewed="2026-11-20" data-next-check="2027-05-20">文字核对于 2026-11-20，没有律师看过。</p>

<div class="stale-banner" markdown="1">本页所依据的规定已经变动。</div>

还款日后一天
就算逾期，
“宽限期”写在合同里。
合同编号是 AB-12
的那一份，利率为
24%
的那一行。
第三行（含全角
括号）结束。
English words wrap
here and keep one space.

#### 跳了两级的标题 {#deep}

*利率* **24%**[^1]，再引一次[^1]，见[规定](../rules/may.md#threats)和[外面](https://www.npc.gov.cn/a?b=c)。再去[外面](https://www.npc.gov.cn/a?b=c)。don’t

[^1]: 天数从应还日的第二天起算。

| 项目 | 金额（元） |
|:--|--:|
| 本金 | 10,000.00 |
| 合计 | 10,675.00 |

<svg viewBox="0 0 640 220" role="img" xmlns="http://www.w3.org/2000/svg"><title>欠款增加</title><path d="M60 20V180H620" stroke="currentColor" fill="none"/><text x="70" y="200" fill="var(--md-default-fg-color)">第 0 天</text></svg>

??? note "折起来的一段"
    折叠的内容也要印出来。

=== "银行"

    打银行客服。

=== "平台"

    在应用里找客服。

- [x] 记下日期
- [ ] 保存短信

银行 · 平台：

- 甲
- 乙

术语
:   合同里用的词。

<div class="sources"><div class="clause-card" id="c-1"><p class="clause-name">《民法典》第675条</p><p class="clause-facts">法律 · 有效</p></div></div>

[到那一条](#c-1)

<div data-tool="log"><button>记一条</button><p>只在屏幕上有用的话</p><div class="tool-paper"><p>空白登记表</p></div></div>

<p class="no-print">不要印的话</p>

LPR 每月公布。

*[LPR]: 贷款市场报价利率
"""

PAGES = {
    "zh/index.md": "# 先看这一页\n\n先看[罚息](costs/how.md#deep)，再打 [12378](tel:12378)。\n",
    "zh/costs/index.md": "# 要多少钱\n\n本章说明费用。\n",
    "zh/costs/how.md": HOW,
    "zh/rules/may.md": "# 能做和不能做\n\n## 威胁 {#threats}\n\n不能威胁。\n",
    "en/index.md": "# Read this first\n\nYou’ll “hear” from them; see [the sums](costs/how.md). In Chinese: <span lang=\"zh\">“逾期”</span>.\n",
    "en/costs/index.md": "# Costs\n\nThis chapter explains fees.\n",
    "en/costs/how.md": "# How it adds up\n\nIt grows day by day.\n",
    "en/rules/may.md": "# May and may not\n\nNo threats.\n",
}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small two-language site, built by the real engine."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for name, text in PAGES.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-d", str(folder / "site")], cwd=folder, check=True,
                   capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


@pytest.fixture(scope="session")
def books(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert make.main(["--site", str(sample), "--out", str(out), "--date", ON.isoformat()]) == 0
    return out


@pytest.fixture
def chinese(books: Path):
    with pikepdf.open(books / "reading-zh.pdf") as document:
        yield document


def words(document: pikepdf.Pdf) -> str:
    reader = check.TextReader()
    return "".join(reader.page(page) for page in document.pages)


def article(html: str):
    return LexborHTMLParser(f"<article>{html}</article>").css_first("article")


def texts(html: str) -> list[str]:
    return write.block_texts(tree.sheet(article(html)).blocks)


# --- the whole book -------------------------------------------------------------------------------


def test_names_and_titles_are_neutral_and_the_cover_is_not(books: Path, chinese: pikepdf.Pdf) -> None:
    assert sorted(path.name for path in books.iterdir()) == ["reading-en.pdf", "reading-zh.pdf"]
    assert str(chinese.docinfo["/Title"]) == "阅读材料"
    assert "/Author" not in chinese.docinfo
    assert "《逾期与催收应对手册》" in check.TextReader().page(chinese.pages[0])
    with pikepdf.open(books / "reading-en.pdf") as english:
        assert str(english.docinfo["/Title"]) == "Reading material"
        assert str(english.Root.Lang) == "en"


def test_same_bytes_twice(sample: Path, books: Path, tmp_path: Path) -> None:
    make.main(["--site", str(sample), "--out", str(tmp_path), "--date", ON.isoformat(), "--only", "zh"])
    assert (tmp_path / "reading-zh.pdf").read_bytes() == (books / "reading-zh.pdf").read_bytes()


def test_pages_come_in_the_order_of_the_menu_although_it_is_pruned(sample: Path) -> None:
    site = collect.site(sample, "zh")
    assert [page.address for page in site.pages] == ["index.html", "costs/index.html", "costs/how.html", "rules/may.html"]
    assert [chapter.title for chapter in site.chapters] == [None, "要多少钱", "规定"]
    assert site.url == "https://book.example.org/handbook/"


def test_a_page_outside_the_menu_is_in_the_book_and_a_draft_is_not(tmp_path: Path) -> None:
    for name, mark in (("index", ""), ("lost", ""), ("draft", " data-draft")):
        (tmp_path / f"{name}.html").write_text(f"<article{mark}><h1>{name}</h1><p>Words.</p></article>", encoding="utf-8")
    site = collect.site(tmp_path, "zh")
    assert [page.address for page in site.pages] == ["index.html", "lost.html"]
    assert site.drafts == ("draft.html",)


def test_bookmarks_are_chapters_and_pages(chinese: pikepdf.Pdf) -> None:
    numbers = {page.obj.objgen: number for number, page in enumerate(chinese.pages)}
    marks = [(level, title) for level, title, _ in check.bookmarks(chinese, numbers)]
    assert marks == [(1, "先看这一页"), (1, "要多少钱"), (2, "罚息怎么算"), (1, "规定"), (2, "能做和不能做"), (1, "缩写")]


def test_links_inside_jump_and_outside_addresses_are_printed_once_a_page(chinese: pikepdf.Pdf) -> None:
    marks = [mark for page in chinese.pages for mark in page.obj.get("/Annots", [])]
    uris = [str(mark.A.URI) for mark in marks if "/A" in mark and "/URI" in mark.A]
    assert uris.count("tel:12378") == 1
    assert all("127.0.0.1" not in uri for uri in uris)
    assert words(chinese).count("https://www.npc.gov.cn/a?b=c") == 1
    numbers = {page.obj.objgen: number for number, page in enumerate(chinese.pages)}
    assert list(check._links(chinese, numbers)) == []


def test_dates_stand_under_the_title(chinese: pikepdf.Pdf) -> None:
    said = words(chinese)
    assert "文字核对于2026-11-20；2027-05-20之后请再核对" in said
    assert "本页地址：https://book.example.org/handbook/costs/how.html" in said
    assert "没有律师看过" in said


def test_folded_tabbed_and_paper_parts_are_printed_and_screen_parts_are_not(chinese: pikepdf.Pdf) -> None:
    said = words(chinese)
    for part in ("折叠的内容也要印出来。", "银行打银行客服。", "平台在应用里找客服。", "空白登记表", "☑记下日期☐保存短信",
                 "本页所依据的规定已经变动。", "贷款市场报价利率", "天数从应还日的第二天起算。"):
        assert part in said, part
    for part in ("只在屏幕上有用的话", "记一条", "不要印的话", "¶", "↩"):
        assert part not in said, part


def test_signs_that_share_a_glyph_keep_their_own_character(chinese: pikepdf.Pdf) -> None:
    """The font draws • and · alike; the words of the PDF must still tell them apart."""
    said = words(chinese)
    assert "银行·平台：•甲•乙" in said and "法律·有效" in said


def test_a_release_is_named_on_the_cover_and_on_every_sheet(sample: Path) -> None:
    typst = write.source(collect.site(sample, "zh"), ON, "v7").typst
    assert "版本：v7" in typst
    assert typst.count('· v7"') == len(collect.site(sample, "zh").pages)


def test_a_short_line_stays_with_its_list(sample: Path) -> None:
    typst = write.source(collect.site(sample, "zh"), ON).typst
    assert '#with-next[#"银行 · 平台：";]' in typst
    assert "#source-block[" in typst


def test_linked_headings_are_named_places(chinese: pikepdf.Pdf) -> None:
    assert {"costs/how.html#deep", "rules/may.html#threats"} == set(pikepdf.NameTree(chinese.Root.Names.Dests))


def test_missing_words_are_found(sample: Path) -> None:
    """The check of words reads the PDF and the site apart, so a page lost on the way is seen."""
    site = collect.site(sample, "zh")
    book = write.source(site, ON)
    broken = write.Source(book.typst.replace("折叠的内容", "别的内容"), book.pictures, book.sheets)
    with pytest.raises(collect.BookError, match="costs/how.html: not in the book: 折叠的内容"):
        check.pdf(write.compiled(broken, ON), site, book)


def test_not_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["--site", str(tmp_path), "--out", str(tmp_path / "out"), "--date", "2026-11-25"]) == 1
    assert "make build" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# --- the parts ------------------------------------------------------------------------------------


def test_a_line_break_between_han_characters_is_no_space() -> None:
    html = "<p>还款日后一天\n就算逾期，\n“宽限期”写在<b>合同</b>\n<b>里</b>。利率为\n24%\n的一行（含\n括号）。English words\nwrap “here”\nand there</p>"
    assert texts(html) == ["还款日后一天就算逾期，“宽限期”写在合同里。利率为 24% 的一行（含括号）。English words wrap “here” and there"]


def test_the_sample_paragraph_of_soft_breaks(chinese: pikepdf.Pdf) -> None:
    assert "还款日后一天就算逾期，“宽限期”写在合同里。合同编号是AB-12的那一份，利率为24%的那一行。第三行（含全角括号）结束。" in words(chinese)


def test_icons_leave_links_and_deep_headings_are_lifted(sample: Path) -> None:
    sheet = tree.sheet(article('<p><a href="x.html"><span class="twemoji"><svg viewBox="0 0 24 24"></svg></span>去</a></p>'))
    (paragraph,) = sheet.blocks
    assert [type(child).__name__ for child in paragraph.children] == ["Icon", "Link"]
    typst = write.source(collect.site(sample, "zh"), ON).typst
    assert '#found("costs/how.html#deep", heading(level: 3)[#"跳了两级的标题";])' in typst


def test_markup_in_words_stays_words() -> None:
    assert write.string('a"b\\c\n#[x]') == '"a\\"b\\\\c\\n#[x]"'


def test_a_character_without_glyph_is_named_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<article><h1>T</h1><p>ꦗ</p></article>", encoding="utf-8")
    book = write.source(collect.site(tmp_path, "zh"), ON)
    with pytest.raises(collect.BookError, match=r"index.html: character ꦗ \(U\+A997\)"):
        check.characters(book)


def test_a_chart_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<article><h1>T</h1><svg viewBox="0 0 640 10"></svg></article>', encoding="utf-8")
    with pytest.raises(collect.BookError, match="a chart has no <title>"):
        write.source(collect.site(tmp_path, "zh"), ON)


def test_colours_of_charts_are_settled() -> None:
    svg = '<svg viewBox="0 0 9 9"><path stroke="currentColor" fill="var(--none, var(--md-primary-fg-color))"/><g fill="var(--none)"/></svg>'
    done = pictures.chart(svg).decode()
    assert "var(" not in done and "currentColor" not in done
    assert f'font-family="{fonts.TEXT_FAMILY}"' in done


def test_short_tables_are_as_wide_as_their_words_and_long_ones_share() -> None:
    assert write.column_widths([[("项目", 1), ("元", 1)]]) == (["auto", "auto"], False)
    widths, dense = write.column_widths([[("2026-11-25", 1), ("很长的说明" * 30, 1), ("元", 1)]])
    shares = [float(width.removesuffix("fr")) for width in widths]
    assert not dense and shares[1] > shares[0] > shares[2]
    assert shares[0] >= len("2026-11-25")


def test_long_tokens_can_break() -> None:
    token = "https://www.example.org/" + "a" * 60
    assert "\u200b" in write.breakable(token)
    assert write.breakable(token).replace("\u200b", "") == token
    assert write.breakable("短 short") == "短 short"


def test_a_form_to_fill_in_keeps_room_for_a_pen() -> None:
    sheet = tree.sheet(article("<table><tr><th>日期</th><th>时间</th></tr><tr><td></td><td></td></tr></table>"))
    (table,) = sheet.blocks
    assert isinstance(table, tree.Table) and len(table.head) == 1 and len(table.body) == 1


def test_addresses_with_han_names_stay_in_the_book() -> None:
    assert collect.resolve("a/b.html", "%E7%BD%9A%E6%81%AF.html#%E4%BE%8B") == ("a/罚息.html", "例")
    assert collect.resolve("a/b.html", "#x") == ("a/b.html", "x")
    assert collect.resolve("en/a/b.html", "../../c/") == ("c/index.html", "")


def test_fonts_cover_common_characters_names_and_signs() -> None:
    assert fonts.gb2312() <= fonts.covered()
    assert set("喆堃〇✓✗☐☑→≤≥“”…—①‰‱") <= fonts.covered()


def test_fonts_are_small_and_have_their_licence() -> None:
    for name in (fonts.REGULAR, fonts.BOLD):
        assert (fonts.FOLDER / name).stat().st_size < 2_600_000
    for name in ("NotoSansSC-OFL.txt", "NotoSansSymbols2-OFL.txt", "NotoSans-OFL.txt"):
        assert "SIL Open Font License" in (fonts.FOLDER / name).read_text(encoding="utf-8")


def test_pdf_says_what_it_is(books: Path) -> None:
    content = (books / "reading-zh.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as document:
        packet = document.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1<" in packet and "<pdfaid:part>2<" in packet
        assert bool(document.Root.MarkInfo.Marked) and bool(document.Root.ViewerPreferences.DisplayDocTitle)
