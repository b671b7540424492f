"""How many days count, and which share of a year they are.

Days run from the due date to the day of payment: the due date itself is not counted, the day of payment is (Civil Code
Arts. 201 and 203 count a period so, unless the contract says otherwise). The contract chooses the divisor; common ones
are here. A share of a year stays a pair of whole numbers, so that money is multiplied first and divided once.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date
from typing import NamedTuple

from macros.money import MoneyError, listed, not_negative, shown

BASES = {"act/360": 360, "act/365": 365, "act/365F": 365}
DAY_COUNTS = ("act/360", "act/365", "act/365F", "act/act")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class YearShare(NamedTuple):
    """A share of a year: numerator over denominator, both whole."""

    numerator: int
    denominator: int


def read_date(name: str, value: object) -> date:
    """Read a date written YYYY-MM-DD. Raises MoneyError: not-date.

    >>> read_date("due", "2026-03-10")
    datetime.date(2026, 3, 10)
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise MoneyError("not-date", name=name, value=shown(value))


def days_overdue(due: date, settlement: date) -> int:
    """Return settlement minus due, in days: 0 when paid on the due date.

    Raises MoneyError: end-before-start.

    >>> days_overdue(date(2028, 2, 10), date(2028, 3, 10))
    29
    """
    if settlement < due:
        raise MoneyError("end-before-start", start_name="due", start=due, end_name="settlement", end=settlement)
    return (settlement - due).days


def share_of_days(day_count: str, days: int) -> YearShare:
    """Return the share of a year that `days` days are under act/360 or act/365.

    Raises MoneyError: unknown-choice, negative, needs-dates (act/act).

    >>> share_of_days("act/360", 30)
    YearShare(numerator=30, denominator=360)
    """
    not_negative("overdue_days", days)
    if day_count == "act/act":
        raise MoneyError("needs-dates")
    if day_count not in BASES:
        raise MoneyError("unknown-choice", name="day_count", value=shown(day_count), allowed=listed(DAY_COUNTS))
    return YearShare(days, BASES[day_count])


def share_of_dates(day_count: str, due: date, settlement: date) -> YearShare:
    """Return the share of a year between two dates.

    act/act is split at each 1 January: days up to it over the old year's length, days after it over the new year's.

    >>> share_of_dates("act/act", date(2027, 12, 31), date(2028, 1, 1))
    YearShare(numerator=366, denominator=133590)
    """
    days = days_overdue(due, settlement)
    if day_count != "act/act":
        return share_of_days(day_count, days)
    in_leap_years = sum(
        _days_in_year(year, due, settlement) for year in range(due.year, settlement.year + 1) if isleap(year)
    )
    return YearShare((days - in_leap_years) * 366 + in_leap_years * 365, 365 * 366)


def _days_in_year(year: int, start: date, end: date) -> int:
    """Return how many of the days between two dates belong to `year`, split at 1 January."""
    first = max(start.toordinal(), date(year, 1, 1).toordinal())
    last = min(end.toordinal(), date(year, 12, 31).toordinal() + 1)
    return max(0, last - first)


def share_of_base(base: int, days: int) -> YearShare:
    """Return the share of a year on a divisor the contract names (360, 365, 366).

    >>> share_of_base(365, 90)
    YearShare(numerator=90, denominator=365)
    """
    not_negative("overdue_days", days)
    return YearShare(days, base)


def due_dates(first: date, n: int) -> list[date]:
    """Return `n` monthly due dates: the first date's day, or the last day of a shorter month.

    >>> [str(day) for day in due_dates(date(2027, 1, 31), 3)]
    ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    found = []
    for k in range(n):
        year, month = divmod(first.year * 12 + first.month - 1 + k, 12)
        found.append(date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])))
    return found
