"""Rate limits that depend on a date: the loan prime rate (LPR) on file, its multiple, and the comparison with a cost.

Four times the one-year LPR on the contract date is the private-lending ceiling (SPC provisions on private lending,
Art. 25); licensed lenders are outside it (SPC reply fashi [2020] 27). The table is an argument: this module reads no
file. A date before the first fixing, or after the last month on file, has no answer and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from macros.money import MoneyError, choice, precise, shown

TENORS = ("one-year", "five-year")


class Readings(Protocol):
    """Anything with the two yearly readings of a cost, as fractions (`macros.cost.YearlyCost`)."""

    @property
    def nominal(self) -> Decimal: ...

    @property
    def effective(self) -> Decimal: ...


@dataclass(frozen=True)
class Fixing:
    """One monthly fixing, percent a year."""

    date: date
    one_year: Decimal
    five_year: Decimal
    confidence: str = "confirmed"


@dataclass(frozen=True)
class LprTable:
    """All fixings on file, oldest first; `complete_through` is the last day known to have no later fixing."""

    fixings: Sequence[Fixing]
    complete_through: date

    @property
    def answers_until(self) -> date:
        """The first day with no answer: the 20th of the next month, before which no new fixing can come."""
        month = self.complete_through.month % 12 + 1
        return date(self.complete_through.year + (month == 1), month, 20)


def lpr_on(table: LprTable, on: date, tenor: str = "one-year") -> Decimal | None:
    """Return the LPR in force on a day, percent a year; None before the first fixing of this kind (2019-08-20).

    Raises MoneyError: no-fixing (after the last month on file, or a fixing that is not confirmed), unknown-choice.
    """
    choice("tenor", tenor, TENORS)
    known = [fixing for fixing in table.fixings if fixing.date <= on]
    if not known:
        return None
    last = known[-1]
    if on >= table.answers_until or last.confidence != "confirmed":
        allowed = f"{table.fixings[0].date} – {table.complete_through}"
        raise MoneyError("no-fixing", value=on, allowed=allowed)
    return last.one_year if tenor == "one-year" else last.five_year


@precise
def times_lpr(lpr_percent: Decimal, multiple: int) -> Decimal:
    """Return a multiple of the LPR, percent a year.

    >>> times_lpr(Decimal("3.00"), 4)
    Decimal('12.00')
    """
    if multiple < 1:
        raise MoneyError("not-positive", name="multiple", value=shown(multiple))
    return lpr_percent * multiple


def over(cost: Readings, threshold: Decimal) -> dict[str, bool]:
    """Return for both yearly readings whether they are strictly above a threshold (fractions).

    When the two differ no conclusion can be drawn: no rule read fixes which reading a limit means.
    """
    return {"nominal": cost.nominal > threshold, "effective": cost.effective > threshold}


def verdict(readings: dict[str, bool]) -> str:
    """Return "above", "not-above", or "depends" when the two readings differ.

    >>> verdict({"nominal": False, "effective": True})
    'depends'
    """
    if readings["nominal"] == readings["effective"]:
        return "above" if readings["nominal"] else "not-above"
    return "depends"
