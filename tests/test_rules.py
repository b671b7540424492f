"""Which text holds on a day. The small site of bad_data/good, and a walk through the calendar over our own rules."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros import data, rules

ROOT = Path(__file__).resolve().parent.parent
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def site() -> data.Site:
    return data.load(ROOT / "tests" / "bad_data" / "good")


@pytest.mark.parametrize(("on", "calls"), [
    ("2019-12-31", None), ("2020-01-01", "5"), ("2021-12-31", "5"), ("2022-01-01", "3"), ("2099-01-01", "3"),
])  # fmt: skip
def test_both_ends_of_a_period_are_in_it(site: data.Site, on: str, calls: str | None):
    period = rules.version(rules.clause(site, "act-1"), date.fromisoformat(on))
    assert (period.values[0].value if period else None) == calls


@pytest.mark.parametrize(("clause_id", "on", "status"), [
    ("act-1", "2019-12-31", "not-yet"), ("act-1", "2020-01-01", "in-force"),
    ("act-2", "2021-12-31", "not-yet"), ("act-2", "2022-01-01", "unconfirmed"), ("act-2", "2024-06-30", "unconfirmed"),
    ("act-2", "2024-07-01", "ended"),
])  # fmt: skip
def test_status(site: data.Site, clause_id: str, on: str, status: str):
    assert rules.status(rules.clause(site, clause_id), date.fromisoformat(on)) == status


def test_a_day_between_two_periods_has_no_text(site: data.Site):
    clause = rules.clause(site, "act-1")
    first = clause.periods[0].model_copy(update={"end": date(2021, 6, 30)})
    gap = replace(clause, periods=(first, clause.periods[1]))
    assert rules.version(gap, date(2021, 7, 1)) is None
    assert rules.status(gap, date(2021, 7, 1)) == "ended"


def test_an_unknown_clause_is_answered_with_the_nearest(site: data.Site):
    with pytest.raises(rules.RuleError, match="there is no clause act-11 in docs/data/rules; did you mean act-1") as error:
        rules.clause(site, "act-11")
    assert error.value.clause_id == "act-11"


def test_a_topic_is_answered_with_what_holds(site: data.Site):
    on = date(2023, 1, 1)
    assert [each.id for each in rules.topic(site, "frequency", "bank", on)] == ["act-1"]
    assert [each.id for each in rules.topic(site, "frequency", None, on)] == ["act-1"]
    assert rules.topic(site, "frequency", "court", on) == []
    assert rules.topic(site, "frequency", "bank", date(2019, 1, 1)) == []
    assert rules.topic(site, "visits", "bank", on) == []


def test_a_misspelt_topic_or_lender_type_is_no_empty_answer(site: data.Site):
    with pytest.raises(rules.RuleError, match="there is no topic hour; did you mean hours"):
        rules.topic(site, "hour", None, date(2023, 1, 1))
    with pytest.raises(rules.RuleError, match="there is no lender type banks; did you mean bank"):
        rules.topic(site, "hours", "banks", date(2023, 1, 1))


def test_the_strongest_tier_comes_first_then_the_id(site: data.Site):
    act = rules.clause(site, "act-1")
    weak = act.instrument.model_copy(update={"tier": "standard", "binds": ("anyone",)})
    strong = act.instrument.model_copy(update={"tier": "law"})
    clauses = {"act-1": act, "a": replace(act, id="a", instrument=weak), "z": replace(act, id="z", instrument=strong),
               "b": replace(act, id="b")}
    on = date(2023, 1, 1)
    assert [each.id for each in rules.topic(replace(site, clauses=clauses), "frequency", "bank", on)] == ["z", "act-1", "b", "a"]
    # what binds anyone binds a court too
    assert [each.id for each in rules.topic(replace(site, clauses=clauses), "frequency", "court", on)] == ["a"]


def test_a_value_is_that_of_the_day(site: data.Site):
    clause = rules.clause(site, "act-1")
    assert rules.value(clause, "calls", date(2021, 1, 1)).number == 5
    assert rules.value(clause, None, date(2022, 1, 1)).number == 3


@pytest.mark.parametrize(("clause_id", "name", "on", "words"), [
    ("act-1", "calls", "2019-01-01", r"act-1 does not hold on 2019-01-01 \(not-yet\)"),
    ("act-1", "call", "2022-01-01", "act-1 has no value call on 2022-01-01; did you mean calls"),
    ("act-1", "zzz", "2022-01-01", "it has: calls"),
    ("act-2", "quiet-start", "2023-01-01", "act-2 is known from one source only, so its numbers on 2023-01-01 cannot be used"),
    ("act-2", "quiet-start", "2025-01-01", r"act-2 does not hold on 2025-01-01 \(ended\)"),
])  # fmt: skip
def test_a_missing_or_doubtful_value_is_an_error_with_id_and_day(site: data.Site, clause_id: str, name: str, on: str, words: str):
    with pytest.raises(rules.RuleError, match=words) as error:
        rules.value(rules.clause(site, clause_id), name, date.fromisoformat(on))
    assert (error.value.clause_id, error.value.on) == (clause_id, date.fromisoformat(on))


def test_a_page_may_print_an_unconfirmed_number_with_its_mark(site: data.Site):
    clause = rules.clause(site, "act-2")
    assert rules.value(clause, "quiet-end", date(2023, 1, 1), even_unconfirmed=True).value == "08:00"
    with pytest.raises(rules.RuleError, match="several values or none"):
        rules.value(clause, None, date(2023, 1, 1), even_unconfirmed=True)


def test_changes_in_a_span(site: data.Site):
    def found(after: str, until: str) -> list[tuple[str, str, str]]:
        changes = rules.changes(site, date.fromisoformat(after), date.fromisoformat(until))
        return [(str(change.day), change.kind, change.clause.id) for change in changes]

    assert found("2019-01-01", "2030-01-01") == [
        ("2020-01-01", "starts", "act-1"), ("2022-01-01", "replaced", "act-1"), ("2022-01-01", "starts", "act-2"),
        ("2024-07-01", "ends", "act-2"),
    ]  # fmt: skip
    assert found("2024-06-30", "2024-07-01") == [("2024-07-01", "ends", "act-2")]
    assert found("2024-07-01", "2024-08-01") == []  # `after` itself is over


def test_walking_the_calendar_every_clause_has_at_most_one_text_a_day():
    site = data.load(ROOT)
    ends = {day for clause in site.clauses.values() for period in clause.periods for day in (period.start, period.end) if day}
    days = sorted({near for day in ends for near in (day - DAY, day, day + DAY)})
    for clause in site.clauses.values():
        for on in days:
            covering = [period for period in clause.periods if period.covers(on)]
            assert len(covering) <= 1, f"{site.where('clauses', clause.id)}: {len(covering)} texts on {on}"
            assert rules.version(clause, on) is (covering[0] if covering else None)
            assert (rules.status(clause, on) in ("in-force", "unconfirmed")) == bool(covering)
