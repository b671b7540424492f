"""Days and shares of a year: both ends, leap years, the turn of the year, month ends."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import daycount
from macros.money import MoneyError

DATES = st.dates(min_value=date(2019, 1, 1), max_value=date(2035, 12, 31))


def fraction(share):
    return Fraction(share.numerator, share.denominator)


def test_paid_on_the_due_date_is_no_day_late():
    assert daycount.days_overdue(date(2026, 3, 10), date(2026, 3, 10)) == 0


def test_february_of_a_leap_year_has_one_day_more():
    assert daycount.days_overdue(date(2027, 2, 10), date(2027, 3, 10)) == 28
    assert daycount.days_overdue(date(2028, 2, 10), date(2028, 3, 10)) == 29


def test_actual_actual_is_split_at_1_january():
    # 2027-12-02 -> 2028-01-31: 30 days up to 1 January in a year of 365, 30 days after it in a year of 366
    share = daycount.share_of_dates("act/act", date(2027, 12, 2), date(2028, 1, 31))
    assert fraction(share) == Fraction(30, 365) + Fraction(30, 366)


def test_actual_actual_over_whole_years_is_one_each():
    assert fraction(daycount.share_of_dates("act/act", date(2027, 1, 1), date(2030, 1, 1))) == 3


@given(DATES, st.integers(0, 3000))
def test_actual_actual_equals_a_count_day_by_day(start, days):
    end = start + timedelta(days=days)
    one_by_one = sum(
        Fraction(1, 366 if daycount.isleap((start + timedelta(days=day)).year) else 365) for day in range(days)
    )
    assert fraction(daycount.share_of_dates("act/act", start, end)) == one_by_one


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: daycount.days_overdue(date(2026, 3, 10), date(2026, 3, 9)), "end-before-start"),
        (lambda: daycount.share_of_days("act/act", 30), "needs-dates"),
        (lambda: daycount.share_of_days("30/360", 30), "unknown-choice"),
        (lambda: daycount.share_of_days("act/360", -1), "negative"),
        (lambda: daycount.read_date("due", "2026-2-3"), "not-date"),
        (lambda: daycount.read_date("due", "2026-02-29"), "not-date"),
        (lambda: daycount.read_date("due", 20260203), "not-date"),
    ],
)
def test_refusals(call, reason):
    with pytest.raises(MoneyError) as error:
        call()
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("first", "n", "expected"),
    [
        ("2027-01-31", 6, "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30"),
        ("2027-11-30", 5, "2027-11-30 2027-12-30 2028-01-30 2028-02-29 2028-03-30"),
        ("2028-02-29", 3, "2028-02-29 2028-03-29 2028-04-29"),
    ],
)
def test_due_dates_keep_the_first_days_number(first, n, expected):
    assert " ".join(map(str, daycount.due_dates(date.fromisoformat(first), n))) == expected
