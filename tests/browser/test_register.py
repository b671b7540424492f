"""The register seen for a day, a lender type, a topic, a word."""

from __future__ import annotations

import pytest


@pytest.fixture
def register(chromium, served):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(served + "rules/register.html")
    yield page
    context.close()


def shown(page) -> list[str]:
    return page.locator(".clause-row:visible").evaluate_all("rows => rows.map(row => row.id)")


def status(page) -> str:
    return page.locator(".tool-status").inner_text()


def test_only_what_held_on_the_day(register):
    register.fill("[name=on]", "2024-10-15")
    assert "gbt-45251-2025-5-3" not in shown(register) and shown(register)
    assert "2024-10-15" in status(register) and f"{len(shown(register))} 条" in status(register)
    register.fill("[name=on]", "2026-11-25")
    assert "gbt-45251-2025-5-3" in shown(register)
    register.fill("[name=on]", "1950-01-01")
    assert shown(register) == [] and "没有在册的规定" in status(register)
    assert register.locator("section.instrument:visible").count() == 0
    register.click("[data-wipe]")
    assert len(shown(register)) == register.locator(".clause-row").count()


def test_only_what_binds_the_lender(register):
    register.select_option("[name=who]", "small-loan")
    found = register.locator("section.instrument:visible").evaluate_all("all => all.map(one => one.dataset.lenders.split(' '))")
    assert found and all("small-loan" in lenders or "anyone" in lenders for lenders in found)
    assert len(shown(register)) < register.locator(".clause-row").count()


def test_only_the_topic_and_the_word(register):
    register.select_option("[name=topic]", "hours")
    assert set(register.locator(".clause-row:visible").evaluate_all("rows => rows.map(row => row.dataset.topic)")) == {"hours"}
    register.select_option("[name=topic]", "")
    register.fill("[name=word]", "gb/t 45251")
    assert shown(register) and all(id_.startswith("gbt-45251") for id_ in shown(register))
    register.fill("[name=word]", "没有这个词")
    assert shown(register) == [] and status(register).strip() == "没有对得上的条目。"


def test_topics_of_other_pages_are_not_offered(register, served):
    assert register.locator("[name=topic] option[value=hours]").count() == 1
    assert register.locator("[name=topic] option[value=court]").count() == 0
    register.goto(served + "en/rules/register-courts.html")
    assert register.locator("[name=topic] option[value=court]").count() == 1


def test_a_link_to_a_clause_finds_it_though_it_is_hidden(register):
    register.fill("[name=on]", "1950-01-01")
    register.evaluate("location.hash = 'gbt-45251-2025-5-3'")
    register.wait_for_function("!document.getElementById('gbt-45251-2025-5-3').hidden")


def test_the_timeline_up_to_a_day_for_a_lender(register, served):
    register.goto(served + "rules/timeline.html")
    rows = register.locator("table.timeline tbody tr")
    whole = rows.count()
    register.fill("[name=on]", "2024-10-15")
    days = register.locator("table.timeline tbody tr:visible").evaluate_all("rows => rows.map(row => row.dataset.day)")
    assert days and len(days) < whole and max(days) <= "2024-10-15" and "看到 2024-10-15 为止" in status(register)
    register.select_option("[name=who]", "small-loan")
    assert 0 < register.locator("table.timeline tbody tr:visible").count() < len(days)
    assert register.locator("[name=topic]").count() == 0
    register.click("[data-wipe]")
    assert register.locator("table.timeline tbody tr:visible").count() == whole


def test_nothing_jumps_when_the_controls_start(register, served):
    register.add_init_script("window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { window.shift += one.value; })).observe({type: 'layout-shift', buffered: true})")
    for address in ("rules/register.html", "rules/timeline.html"):
        register.goto(served + address)
        register.wait_for_load_state("networkidle")
        assert register.locator(".tool-status").inner_text() and register.evaluate("window.shift") < 0.01
