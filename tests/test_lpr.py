"""The one-year rate on a day, and where the file has no answer."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from macros import data, lpr

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def small() -> data.LprTable:
    """Fixings of 2019-11-20, 2019-12-20 and (one source only) 2020-01-20."""
    return data.load(ROOT / "tests" / "bad_data" / "good").lpr


@pytest.mark.parametrize(("on", "rate"), [
    ("2019-11-19", None), ("2019-11-20", "0.0415"), ("2019-12-19", "0.0415"), ("2019-12-20", "0.0410"), ("2020-01-19", "0.0410"),
])  # fmt: skip
def test_a_fixing_holds_until_the_next(small: data.LprTable, on: str, rate: str | None):
    assert lpr.one_year_on(small, date.fromisoformat(on)) == (rate and Decimal(rate))


@pytest.mark.parametrize("on", ["2020-01-20", "2020-02-19", "2020-02-20", "2030-01-01"])
def test_no_confirmed_fixing_is_no_answer(small: data.LprTable, on: str):
    with pytest.raises(lpr.LprUnknown, match=rf"^cannot tell: no fixing on file \({on}\)$") as error:
        lpr.one_year_on(small, date.fromisoformat(on))
    assert error.value.on == date.fromisoformat(on)


def test_our_table_answers_from_the_first_fixing_to_the_day_before_the_next_is_due():
    table = data.load(ROOT).lpr
    assert table.fixings[0].date == date(2019, 8, 20)
    assert lpr.one_year_on(table, date(2019, 8, 19)) is None
    for fixing in table.fixings:
        assert lpr.one_year_on(table, fixing.date) == Decimal(fixing.one_year) / 100
    last = table.complete_through
    due = date(last.year + last.month // 12, last.month % 12 + 1, 20)
    assert lpr.one_year_on(table, due - timedelta(days=1)) == Decimal(table.fixings[-1].one_year) / 100
    with pytest.raises(lpr.LprUnknown):
        lpr.one_year_on(table, due)


def test_december_is_followed_by_january(small: data.LprTable):
    december = small.model_copy(update={"fixings": small.fixings[:2], "complete_through": date(2019, 12, 20)})
    assert lpr.one_year_on(december, date(2020, 1, 19)) == Decimal("0.0410")
    with pytest.raises(lpr.LprUnknown):
        lpr.one_year_on(december, date(2020, 1, 20))
