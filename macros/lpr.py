"""The one-year Loan Prime Rate on a day, from the fixings on file, and "cannot tell" where the file ends."""

from __future__ import annotations

import bisect
from datetime import date
from decimal import Decimal

from macros import data

PUBLISHED_ON = 20  # of each month; moved to a working day where the 20th is none


class LprUnknown(Exception):
    """No fixing on file answers for that day."""

    def __init__(self, on: date, reason: str) -> None:
        super().__init__(f"cannot tell: {reason} ({on})")
        self.on = on


def next_expected(table: data.LprTable) -> date:
    """The 20th of the month after the last fixing on file: from that day the rate may have changed.

    It is not moved to a working day. On a 20th that falls on a weekend the old rate still holds, and the answer "cannot tell"
    comes up to a holiday too early rather than a day too late.
    """
    last = table.complete_through
    return date(last.year + last.month // 12, last.month % 12 + 1, PUBLISHED_ON)


def fixing_on(table: data.LprTable, on: date) -> data.Fixing | None:
    """The latest fixing on or before the day; None before the first one.

    Raises LprUnknown from the day on which a fixing is due that is not on file, and where the fixing is not confirmed.
    """
    if on >= next_expected(table):
        raise LprUnknown(on, "no fixing on file")
    index = bisect.bisect_right([fixing.date for fixing in table.fixings], on)
    if index == 0:
        return None
    fixing = table.fixings[index - 1]
    if fixing.confidence != "confirmed":
        raise LprUnknown(on, f"the fixing of {fixing.date} is not confirmed")
    return fixing


def one_year_on(table: data.LprTable, on: date) -> Decimal | None:
    """The one-year LPR on the day as a fraction, Decimal("0.0300") for 3.00%; None before 2019-08-20. Raises LprUnknown."""
    fixing = fixing_on(table, on)
    return None if fixing is None else Decimal(fixing.one_year).scaleb(-2)
