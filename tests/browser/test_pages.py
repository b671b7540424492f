"""Pages in a real browser: weight, requests, language switch, search, stale banner, dark charts, accessibility."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from macros import source
from tests.conftest import serving

ROOT = Path(__file__).resolve().parents[2]
PAGES, _ = source.read_all(ROOT / "docs")
ADDRESSES = sorted(f"{'' if lang == 'zh' else 'en/'}{slug}.html" for lang, slug in PAGES)
MAX_BYTES, MAX_REQUESTS, MAX_TOOL_BYTES = 90_000, 8, 30_000


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def open_watched(page, address: str) -> tuple[list, list]:
    """Open a page and return the answers it got and what it complained about."""
    answers, complaints = [], []
    page.on("response", lambda answer: answers.append(answer))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return answers, complaints


@pytest.mark.parametrize("address", ADDRESSES)
def test_first_view_is_light_and_quiet(page, served, address):
    answers, complaints = open_watched(page, served + address)
    assert complaints == []
    assert all(answer.url.startswith(served) and answer.status == 200 for answer in answers)
    assert len(answers) <= MAX_REQUESTS, [answer.url for answer in answers]
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    tools = sum(size for url, size in sizes.items() if "/assets/tools/" in url)
    assert sum(sizes.values()) - tools <= MAX_BYTES and tools <= MAX_TOOL_BYTES, sizes
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page scrolls sideways"


def test_nothing_stands_in_the_way_of_a_screen_reader(page, served):
    found = {}
    for address in ADDRESSES:
        page.emulate_media(color_scheme="light")
        page.goto(served + address)
        results = [Axe().run(page)]
        if not address.startswith("en/"):
            # in the dark only colours differ, and they are the same in both languages
            page.emulate_media(color_scheme="dark")
            page.goto(served + address)
            results.append(Axe().run(page, options={"runOnly": ["color-contrast"]}))
        violations = [(item["id"], item["nodes"][0]["html"][:160]) for result in results for item in result.response["violations"]]
        if violations:
            found[address] = violations
    assert found == {}


def switch_rows():
    rows = (ROOT / "tests/cases/switcher-subpath.tsv").read_text(encoding="utf-8").splitlines()[2:]
    for row in rows:
        base, at, target = row.split("\t") if not row.startswith("#") else (None, None, None)
        if base:
            yield base.removeprefix("http://127.0.0.1:8000"), at, target


@pytest.mark.parametrize(("base", "at", "target"), list(switch_rows()))
def test_language_switch_stays_on_the_page_and_under_the_base(page, site, tmp_path, base, at, target):
    shutil.copytree(site, tmp_path / base.strip("/") if base.strip("/") else tmp_path / "root")
    root = tmp_path if base.strip("/") else tmp_path / "root"
    with serving(root) as address:
        prefix = base.rstrip("/") if not at.startswith(base) else ""
        page.goto(address.rstrip("/") + prefix + at)
        wanted = "en" if "/en/" not in at else "zh"
        href = page.evaluate(f"document.querySelector('.md-select__link[hreflang={wanted}]').href")
        reached = href.removeprefix(address.rstrip("/")).removesuffix("index.html")
        assert reached == target
        assert page.request.get(href).status == 200


@pytest.mark.parametrize("folder", ["pack", "阅读材料 (1)", "100% copy", "a#b"])
def test_from_disk_pages_search_and_switch(page, site, tmp_path, folder):
    shutil.copytree(site, tmp_path / folder)
    start = (tmp_path / folder / "index.html").as_uri()
    for address, words in (("index.html", "逾期"), ("en/overdue/definition.html", "overdue")):
        complaints = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(start.removesuffix("index.html") + address)
        page.locator("label.md-header__button[for=__search]").click()
        page.locator(".md-search__input").fill(words)
        page.keyboard.press("End")  # the theme listens to keys
        hit = page.locator(".md-search-result__link").first
        hit.wait_for(timeout=10_000)
        href = hit.evaluate("node => node.href")
        assert href.startswith("file:") and ".html" in href
        page.goto(href)
        assert page.locator("h1").count() == 1
        assert complaints == []


QUERIES = {
    "index.html": {"几个电话": "collection/frequency", "罚息怎么算": "costs/penalty-how", "征信": "overdue/credit-record", "投诉找谁": "help/who-to-contact",
                   "停息挂账": "help/beware-agents", "一天就算": None, "撑不下去": "start/safe-first"},
    "en/index.html": {"penalty interest": "costs/penalty-how", "credit record": "overdue/credit-record", "agent": "help/beware-agents"},
}


@pytest.mark.parametrize(("address", "query"), [(address, query) for address, found in QUERIES.items() for query in found])
def test_search_finds_the_page_a_reader_means(page, served, address, query):
    wanted = QUERIES[address][query]
    page.goto(served + address)
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill(query)
    page.keyboard.press("End")  # the theme listens to keys
    if wanted is None:
        return
    page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    hits = page.locator(".md-search-result__item").evaluate_all("items => items.map(item => item.querySelector('a').href)")
    assert any(wanted in hit for hit in hits[:3]), hits[:5]
    assert ("/en/" in hits[0]) == address.startswith("en/")
    assert "?h=" not in hits[0], "what a reader searched for must not stand in an address"


def banner(page, address: str, now: str) -> str:
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page.locator("[data-stale]").inner_text() if page.locator("[data-stale]").is_visible() else ""


def test_an_old_copy_says_so(page, served):
    address = served + "collection/frequency.html"
    assert banner(page, address, "2026-12-01T04:00:00Z") == ""
    assert "2027-02-25" in banner(page, address, "2028-03-01T04:00:00Z")
    assert "看起来不对" in banner(page, address, "2020-01-01T04:00:00Z")
    assert "看起来不对" in banner(page, address, "2046-01-01T04:00:00Z")
    assert "looks wrong" in banner(page, served + "en/collection/frequency.html", "2020-01-01T04:00:00Z")


def test_a_rule_that_ends_later_raises_the_banner_on_that_day(page, project):
    project.replace("docs/data/rules/gbt-45251-2025.yml", "to: null", 'to: "2027-01-15"')
    assert project.build().returncode == 0
    with serving(project.path / "site") as address:
        at = address + "rules/hours-and-frequency.html"
        assert banner(page, at, "2027-01-10T04:00:00Z") == ""
        assert "2027-01-16" in banner(page, at, "2027-01-20T04:00:00Z")


def luminance(rgb: list[float]) -> float:
    parts = [value / 255 for value in rgb[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(text: str) -> list[float]:
    return [float(part) for part in re.findall(r"[\d.]+", text)]


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_readable_in_every_light(chromium, served, scheme, media):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(served + "costs/penalty-examples.html")
    page.emulate_media(media=media, color_scheme=scheme)
    inks = page.evaluate("""() => {
      const ground = node => { for (let at = node; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor; if (!/, 0\\)$|transparent/.test(c)) return c } return 'rgb(255,255,255)' }
      return [...document.querySelectorAll('svg.chart text')].map(t => [getComputedStyle(t).fill, ground(t.closest('svg').parentElement), t.textContent])
    }""")
    strokes = page.evaluate("""() => {
      const ground = node => { for (let at = node; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor; if (!/, 0\\)$|transparent/.test(c)) return c } return 'rgb(255,255,255)' }
      return [...document.querySelectorAll('svg.chart *')].map(t => [getComputedStyle(t).stroke, ground(t.closest('svg').parentElement), t.outerHTML.slice(0, 80)]).filter(found => found[0] !== 'none')
    }""")
    ids = page.evaluate("[...document.querySelectorAll('svg.chart [id]')].map(node => node.id)")
    alternatives = page.evaluate("[...document.querySelectorAll('svg.chart')].map(node => node.getAttribute('role') + (node.querySelector('title') ? ' titled' : ''))")
    context.close()
    assert inks
    assert [ink for ink in inks if contrast(rgb(ink[0]), rgb(ink[1])) < 4.5] == []
    assert strokes and [stroke for stroke in strokes if contrast(rgb(stroke[0]), rgb(stroke[1])) < 3] == []
    if media == "print":
        assert all(luminance(rgb(ink[0])) < 0.2 for ink in inks), "print is dark ink on white"
    assert len(ids) == len(set(ids))
    assert set(alternatives) == {"img titled"}


def test_pages_read_without_scripts(chromium, served):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + "costs/check-their-number.html")
    assert page.locator(".tool-paper").first.is_visible()
    assert page.locator(".tool-live").first.is_hidden()
    context.close()


def test_what_a_tool_answers_keeps_its_look(page, served):
    page.goto(served + "costs/check-their-number.html?example=one-day-late")
    page.fill("[name=demanded]", "1200")
    page.check("[name=fees_unknown]")
    page.click("[data-compute]")
    look = page.locator(".tool-answer-cannot-tell").first.evaluate("node => [getComputedStyle(node).borderTopStyle, getComputedStyle(node).color]")
    assert look[0] == "dashed" and look[1] != page.locator(".tool-headline a, .md-typeset h1").first.evaluate("node => getComputedStyle(node).color")
    inks = page.locator(".tool-result path[class^=chart-area]").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert len(inks) == len(set(inks)) == 3, "the layers of the chart have one colour each"
