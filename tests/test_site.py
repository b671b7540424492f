"""The built site as files: whole, in two languages, from data, and what happens when a contributor breaks something."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import rules, source, template

ROOT = Path(__file__).resolve().parent.parent
PAGES, PROBLEMS = source.read_all(ROOT / "docs")


def html(site: Path, lang: str, slug: str) -> str:
    return (site / ("" if lang == "zh" else "en") / f"{slug}.html").read_text(encoding="utf-8")


def test_sources_are_in_order():
    assert PROBLEMS == []


@pytest.mark.parametrize(("lang", "slug"), sorted(PAGES))
def test_page_is_whole(site, lang, slug):
    text = html(site, lang, slug)
    tree = LexborHTMLParser(text)
    article = tree.css_first("article")
    for code in article.css("code, pre, script"):
        code.decompose()
    assert tree.root.attributes["lang"] == lang
    assert len(tree.css("h1")) == 1
    assert tree.css_first("h1").text(strip=True) == PAGES[lang, slug].meta["title"]
    assert "{{" not in article.text() and "{%" not in article.text()
    assert not re.search("[\ue000-\uf8ff]", text), "a mark of the renderer was left in the page"
    assert "Traceback" not in text
    assert f'data-reviewed="{PAGES[lang, slug].meta["reviewed"]}"' in text


@pytest.mark.parametrize(("lang", "slug"), sorted(PAGES))
def test_nothing_comes_from_another_host(site, lang, slug):
    tree = LexborHTMLParser(html(site, lang, slug))
    loads = [(node.tag, value) for node in tree.css("script[src], img, link[rel=stylesheet], iframe, source, video, audio, object")
             for value in (node.attributes.get("src"), node.attributes.get("href"), node.attributes.get("data")) if value]
    assert [found for found in loads if re.match(r"(?:[a-z]+:)?//", found[1])] == []


def test_every_card_says_its_clause_and_status(site):
    statuses = set()
    for lang, slug in PAGES:
        for node in LexborHTMLParser(html(site, lang, slug)).css("[data-clause]"):
            statuses.add(node.attributes["data-status"])
            assert node.attributes["data-clause"]
    assert statuses <= {"in-force", "not-yet", "ended", "unconfirmed"} and "in-force" in statuses


def test_every_clause_has_one_stable_address(site):
    published = json.loads((site / "data" / "rules.json").read_text(encoding="utf-8"))
    ids = [clause["id"] for instrument in published["instruments"] for clause in instrument["clauses"]]
    assert len(ids) == len(set(ids)) >= 100 and len(published["instruments"]) >= 30
    for lang in ("zh", "en"):
        found = [node.attributes["id"] for slug in ("rules/register", *rules.REGISTER_PAGES)
                 for node in LexborHTMLParser(html(site, lang, slug)).css(".clause-row")]
        assert sorted(found) == sorted(ids)


def test_search_is_one_index_a_language(site):
    zh = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    en = json.loads((site / "en" / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert zh["docs"] and en["docs"]
    assert not [doc for doc in zh["docs"] if doc["location"].startswith("en/")]
    han = re.compile("[\u4e00-\u9fff]{12}")
    assert not [doc["location"] for doc in en["docs"] if han.search(doc["text"].replace("\u200b", "")) and doc["location"].startswith("start/")]
    for folder in (site, site / "en"):
        assert (folder / "search" / "search_index.js").read_text(encoding="utf-8").startswith("var __index={")


def test_not_found_page_speaks_both_languages(site):
    tree = LexborHTMLParser((site / "404.html").read_text(encoding="utf-8"))
    assert [node.attributes["lang"] for node in tree.css("section")] == ["zh", "en"]
    assert [node.attributes["href"] for node in tree.css("a")] == ["/index.html", "/en/index.html"]


def test_no_font_map_or_word_list_is_published_for_nothing(site):
    names = [path.name for path in site.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith((".map", ".ttf", ".woff2"))]


FRAGMENTS = ("macros-page.md", "softbreak-page.md", "anchors-numbered.md")


def fragment(name: str) -> str:
    return (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8")


def test_fragments_of_contributors_are_printed_to_the_letter(project):
    text = "\n\n".join(fragment(name).replace(" · [旧链接](#_2)", "") for name in FRAGMENTS)
    project.append("docs/zh/index.md", "\n\n" + text)
    done = project.build()
    assert done.returncode == 0, done.stderr
    page = LexborHTMLParser((project.path / "site/index.html").read_text(encoding="utf-8"))
    article = page.css_first("article").text()
    # a heading id in braces, braces in code and in text
    assert page.css_first("h2#shuzi") is not None
    for words in ("{{ 金额 }}", "{% 说明 %}", "{# 备注 #}", "${{ secrets.NAME }}", "{10} 元", "{1, 2}"):
        assert words in article
    # no space between two Chinese characters where the source has a line break, in the page and in the index
    index = json.loads((project.path / "site/search/search_index.json").read_text(encoding="utf-8"))
    indexed = "".join(doc["text"] for doc in index["docs"]).replace("\u200b", "")
    for expected in ("还款日后一天就算逾期，“宽限期”写在合同里。合同编号是 AB-12 的那一份，利率为 24% 的那一行。第三行（含全角括号）结束。",
                     "English words wrap here and keep one space."):
        assert expected in article and expected in indexed
    # ids made of the heading's own words; two of one name get two ids
    assert [node.attributes["id"] for node in page.css("h2") if "到期" in node.text()] == ["什么叫到期", "什么叫到期_1"]
    assert page.css_first("#利息从哪天算") is not None


def test_a_numbered_anchor_is_refused_and_a_named_one_survives_new_headings(project):
    text = fragment("anchors-numbered.md")
    project.append("docs/zh/index.md", "\n\n## 新的一节\n\n文字。\n\n" + text.replace(" · [旧链接](#_2)", ""))
    assert project.build().returncode == 0
    project.append("docs/zh/index.md", "\n\n[旧链接](#_2)\n")
    done = project.build("other")
    assert done.returncode == 1
    assert "#_2" in done.stderr and "docs/zh/index.md" in done.stderr
    assert not (project.path / "other").exists()


BROKEN = [
    ("docs/zh/index.md", '\n\n{{ worked_example(kind="penalty-on-missed-instalment", overdue_principal="-5", unpaid_interest="0", annual_rate="0.18", uplift="0.5", overdue_days="3", base="360") }}\n', ["docs/zh/index.md:", "worked_example", "Allowed"]),
    ("docs/zh/index.md", '\n\n{{ worked_example(kind="penalty-on-missed-instalment", overdue_principal="5", unpaid_interest="0", annual_rate="18", uplift="0.5", overdue_days="3", base="360") }}\n', ["docs/zh/index.md:", "0.18"]),
    ("docs/zh/index.md", '\n\n{{ worked_exampel("one-day-late") }}\n', ["docs/zh/index.md:", "worked_example"]),
    ("docs/zh/index.md", '\n\n{{ worked_example("one-day-lat") }}\n', ["docs/zh/index.md:", "one-day-late"]),
    ("docs/zh/index.md", '\n\n见{{ cite("civil-code-67") }}。\n', ["docs/zh/index.md:", "civil-code-676"]),
    ("docs/zh/index.md", '\n\n{{ limit("civil-code-676") }}\n', ["docs/zh/index.md:", "no number"]),
    ("docs/zh/index.md", "\n\n{{ channel(12378.5) }}\n", ["docs/zh/index.md:", "quotes"]),
    ("docs/zh/index.md", "\n\n[没有这一页](costs/no-such.md)\n", ["costs/no-such.md"]),
    ("docs/zh/index.md", '\n\n<a href="costs/penalty-hwo.html">看</a>\n', ["costs/penalty-hwo.html", "costs/penalty-how.html", "docs/zh/index.md:"]),
    ("docs/zh/index.md", "\n\n![图](nothing.png)\n", ["nothing.png"]),
    ("docs/zh/rules/register-costs.md", '\n\n<p id="civil-code-676">看</p>\n', ["docs/zh/rules/register-costs.md:", "the id civil-code-676 stands on the page twice"]),
    ("docs/zh/index.md", "\n\n文字[^1]。\n\n[^1]: 13800138000\n", ["docs/zh/index.md:", "a mobile number"]),
    ("docs/zh/index.md", '\n\n<p onclick="x()">看</p>\n', ["docs/zh/index.md:", "onclick"]),
]


@pytest.mark.parametrize(("name", "text", "words"), BROKEN, ids=[f"break-{number}" for number in range(len(BROKEN))])
def test_a_mistake_fails_the_build_with_a_cure(project, name, text, words):
    project.append(name, text)
    done = project.build()
    assert done.returncode == 1
    assert not (project.path / "site").exists(), "a broken site must not appear"
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_a_page_that_no_menu_leads_to_is_named(project):
    for lang in ("zh", "en"):
        (project.path / "docs" / lang / "costs" / "lost.md").write_text((project.path / "docs" / lang / "costs" / "caps-by-date.md").read_text(encoding="utf-8"), encoding="utf-8")
    done = project.build()
    assert done.returncode == 1 and "docs/zh/costs/lost.md:1: the page is not in the menu. Allowed: pages named under nav in mkdocs.yml." in done.stderr


def test_a_rule_that_ended_is_named_and_shown(project):
    project.replace("docs/data/rules/gbt-45251-2025.yml", "to: null", 'to: "2026-11-25"')
    due = project.run("stale")
    assert due.returncode == 1
    assert re.search(r"docs/zh/rules/hours-and-frequency\.md:\d+: rests on gbt-45251-2025-5-3\b", due.stdout)
    built = project.build()
    assert built.returncode == 0 and "NOTE stale: 2026-11-26 docs/zh/rules/hours-and-frequency.md:" in built.stdout
    page = LexborHTMLParser((project.path / "site/rules/hours-and-frequency.html").read_text(encoding="utf-8"))
    assert "gbt-45251-2025-5-3" in page.css_first(".stale-banner:not([hidden]) a").attributes["href"]
    assert page.css_first('[data-clause="gbt-45251-2025-5-3"]').attributes["data-status"] == "ended"


def test_a_rule_that_will_end_is_told_thirty_days_ahead(project):
    project.replace("docs/data/rules/gbt-45251-2025.yml", "to: null", 'to: "2026-12-20"')
    built = project.build()
    assert built.returncode == 0
    assert re.search(r"NOTE stale: 2026-12-21 docs/en/rules/hours-and-frequency\.md:\d+: rests on gbt-45251-2025-5-3 .*which changes on 2026-12-21", built.stdout)


def test_the_site_as_the_rules_stood_in_2024(project):
    done = project.build(SITE_DATE="2024-10-15")
    assert done.returncode == 0, done.stderr
    register = LexborHTMLParser((project.path / "site/rules/register.html").read_text(encoding="utf-8"))
    by_id = {node.attributes["id"]: node.attributes["data-status"] for node in register.css(".clause-row")}
    assert by_id["gbt-45251-2025-5-3"] == "not-yet"
    assert by_id["cba-collection-guideline-2026-13"] == "not-yet"
    assert by_id["nifa-guideline-2024-hours"] == "in-force"


def test_the_same_sources_give_the_same_bytes(project):
    for out in ("one", "two"):
        assert project.build(out, url="https://example.org/shouce/").returncode == 0
    one, two = project.path / "one", project.path / "two"
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert [str(name) for name in names if (one / name).read_bytes() != (two / name).read_bytes()] == []
    page = LexborHTMLParser((one / "en/costs/penalty-how.html").read_text(encoding="utf-8"))
    alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in page.css("link[rel=alternate]")}
    assert alternates == {"zh": "https://example.org/shouce/costs/penalty-how.html", "en": "https://example.org/shouce/en/costs/penalty-how.html"}
    assert 'href="/shouce/index.html"' in (one / "404.html").read_text(encoding="utf-8")
    assert "https://example.org/shouce/en/about/summary.html" in (one / "sitemap.xml").read_text(encoding="utf-8")


def test_clauses_list_the_pages_that_rest_on_them(site):
    published = json.loads((site / "data" / "rules.json").read_text(encoding="utf-8"))
    pages = {clause["id"]: set(clause["pages"]) for instrument in published["instruments"] for clause in instrument["clauses"]}
    for (lang, slug), page in PAGES.items():
        if lang == "zh":
            for call in template.calls(page.body):
                if call.name in ("clause", "cite", "limit", "rule"):
                    assert slug in pages[call.args[0]]


def test_the_theme_script_that_waits_is_there(site):
    for name in ("index.html", "en/costs/penalty-how.html"):
        waiting = LexborHTMLParser((site / name).read_text(encoding="utf-8")).css("script[data-late]")
        assert len(waiting) == 1
        assert ((site / name).parent / waiting[0].attributes["data-late"]).resolve().is_file()
