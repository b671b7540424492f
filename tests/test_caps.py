"""Limits by date: the fixing in force, no answer before the first and after the last month on file, both readings."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from macros import caps
from macros.caps import Fixing, LprTable
from macros.cost import YearlyCost
from macros.money import MoneyError

D = Decimal
TABLE = LprTable(
    [Fixing(date(2019, 8, 20), D("4.25"), D("4.85")), Fixing(date(2019, 9, 20), D("4.20"), D("4.85")),
     Fixing(date(2019, 10, 21), D("4.10"), D("4.85"), "single-source")],
    date(2019, 10, 21),
)  # fmt: skip


@pytest.mark.parametrize(("on", "percent"), [("2019-08-19", None), ("2019-08-20", "4.25"), ("2019-09-19", "4.25"), ("2019-09-20", "4.20")])
def test_a_fixing_holds_until_the_next(on, percent):
    assert caps.lpr_on(TABLE, date.fromisoformat(on)) == (percent and D(percent))


def test_the_other_tenor():
    assert caps.lpr_on(TABLE, date(2019, 8, 20), "five-year") == D("4.85")
    with pytest.raises(MoneyError):
        caps.lpr_on(TABLE, date(2019, 8, 20), "one")


def test_no_answer_after_the_last_month_on_file_nor_from_an_unconfirmed_fixing():
    table = LprTable(TABLE.fixings[:2], date(2019, 9, 20))
    assert table.answers_until == date(2019, 10, 20)
    assert caps.lpr_on(table, date(2019, 10, 19)) == D("4.20")
    for on, which in ((date(2019, 10, 20), table), (date(2019, 10, 21), TABLE)):
        with pytest.raises(MoneyError) as error:
            caps.lpr_on(which, on)
        assert error.value.reason == "no-fixing"
        assert "cannot tell" in str(error.value)


def test_december_is_followed_by_january():
    assert LprTable(TABLE.fixings, date(2026, 12, 21)).answers_until == date(2027, 1, 20)


def test_every_day_of_the_table_has_one_answer():
    day = date(2019, 8, 20)
    while day < date(2019, 10, 20):
        assert caps.lpr_on(LprTable(TABLE.fixings[:2], date(2019, 9, 20)), day) in (D("4.25"), D("4.20"))
        day += timedelta(days=1)


def test_exactly_at_the_line_is_not_above_it():
    at = YearlyCost(D("0.02"), D("0.24"), D("0.2682"))
    assert caps.over(at, D("0.24")) == {"nominal": False, "effective": True}
    assert [caps.verdict(caps.over(at, D(line))) for line in ("0.20", "0.24", "0.30")] == ["above", "depends", "not-above"]


def test_a_multiple_below_one_is_refused():
    with pytest.raises(MoneyError):
        caps.times_lpr(D("3.00"), 0)
