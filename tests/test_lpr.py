"""The one-year rate on a day, and where the file has no answer."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from macros import caps, vectors
from macros.money import MoneyError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def small() -> caps.LprTable:
    """Fixings of 2019-11-20, 2019-12-20 and (one source only) 2020-01-20."""
    return vectors.load_lpr(ROOT / "tests" / "bad_data" / "good" / "docs" / "data" / "lpr.yml")


@pytest.mark.parametrize(("on", "percent"), [
    ("2019-11-19", None), ("2019-11-20", "4.15"), ("2019-12-19", "4.15"), ("2019-12-20", "4.10"), ("2020-01-19", "4.10"),
])  # fmt: skip
def test_a_fixing_holds_until_the_next(small: caps.LprTable, on: str, percent: str | None):
    assert caps.lpr_on(small, date.fromisoformat(on)) == (percent and Decimal(percent))


@pytest.mark.parametrize("on", ["2020-01-20", "2020-02-19", "2020-02-20", "2030-01-01"])
def test_no_confirmed_fixing_is_no_answer(small: caps.LprTable, on: str):
    with pytest.raises(MoneyError) as error:
        caps.lpr_on(small, date.fromisoformat(on))
    assert error.value.reason == "no-fixing" and on in error.value.words("en")


def test_our_table_answers_from_the_first_fixing_to_the_day_before_the_next_is_due():
    table = vectors.load_lpr()
    assert table.fixings[0].date == date(2019, 8, 20)
    assert caps.lpr_on(table, date(2019, 8, 19)) is None
    for fixing in table.fixings:
        assert caps.lpr_on(table, fixing.date) == fixing.one_year
    last = table.complete_through
    due = date(last.year + last.month // 12, last.month % 12 + 1, 20)
    assert caps.lpr_on(table, due - timedelta(days=1)) == table.fixings[-1].one_year
    with pytest.raises(MoneyError):
        caps.lpr_on(table, due)


def test_december_is_followed_by_january(small: caps.LprTable):
    december = replace(small, fixings=small.fixings[:2], complete_through=date(2019, 12, 20))
    assert caps.lpr_on(december, date(2020, 1, 19)) == Decimal("4.10")
    with pytest.raises(MoneyError):
        caps.lpr_on(december, date(2020, 1, 20))
