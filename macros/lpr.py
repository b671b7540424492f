"""The Loan Prime Rate from the fixings on file: docs/data/lpr.yml handed to `caps`, which knows when it has no answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from macros import caps, data
from macros.money import MoneyError


class LprUnknown(Exception):
    """No fixing on file answers for the day `on`."""

    def __init__(self, on: date, reason: str) -> None:
        super().__init__(f"cannot tell: {reason} ({on})")
        self.on = on


def table(entry: data.LprTable) -> caps.LprTable:
    """The file's fixings as the arithmetic takes them, percent a year."""
    fixings = tuple(
        caps.Fixing(each.date, Decimal(each.one_year), Decimal(each.five_year), each.confidence) for each in entry.fixings
    )
    return caps.LprTable(fixings, entry.complete_through)


def one_year_on(entry: data.LprTable, on: date) -> Decimal | None:
    """The one-year LPR on the day as a fraction, Decimal("0.0300") for 3.00%; None before the first fixing (2019-08-20).

    Raises LprUnknown where the file has no confirmed fixing for the day: from the 20th after the last month on file the
    rate may have changed. That day is not moved to a working day: "cannot tell" may come a weekend early, never a day late.
    """
    try:
        percent = caps.lpr_on(table(entry), on)
    except MoneyError:
        raise LprUnknown(on, "no fixing on file") from None
    return None if percent is None else percent.scaleb(-2)
