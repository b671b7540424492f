"""The named inputs of one calculation, read one by one: what is missing or wrong is refused under its name.

The names are those of tests/vectors/penalty.json; worked examples and the browser tools use the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from macros.daycount import (
    BASES,
    DAY_COUNTS,
    YearShare,
    days_overdue,
    read_date,
    share_of_base,
    share_of_dates,
    share_of_days,
)
from macros.money import LARGEST_INSTALMENTS, MoneyError, choice, days, listed, rate, shown, whole, yuan
from macros.penalty import penalty_rate

PENALTY_BASES = ("overdue-principal", "overdue-principal-then-called-principal")


class Case:
    """The inputs of one case, each read by name; what is missing or wrong is refused with its name."""

    def __init__(self, inputs: Mapping[str, object], convention: Mapping[str, object] | None = None) -> None:
        self.inputs = inputs
        self.convention = convention or {}

    def get(self, name: str, default: object = None) -> object:
        value = self.inputs.get(name, default)
        if value is None:
            raise MoneyError("missing", name=name, allowed=ALLOWED.get(name, "a value"))
        return value

    def has(self, name: str) -> bool:
        return self.inputs.get(name) is not None

    def yuan(self, name: str, default: object = None, *, positive: bool = False) -> Decimal:
        return yuan(name, self.get(name, default), positive=positive)

    def rate(self, name: str, default: object = None, *, largest: Decimal = Decimal(1)) -> Decimal:
        return rate(name, self.get(name, default), largest=largest)

    def days(self, name: str, default: object = None) -> int:
        return days(name, self.get(name, default))

    def count(self, name: str, default: object = None) -> int:
        return whole(name, self.get(name, default), 1, LARGEST_INSTALMENTS)

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        return choice(name, self.get(name, default), allowed)

    def items(self, name: str, default: list[object] | None = None) -> list[object]:
        value = self.get(name, default)
        if not isinstance(value, list) or not value:
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed=ALLOWED.get(name, "a list"))
        return value

    def mapping(self, name: str) -> dict[str, object]:
        value = self.get(name)
        if not isinstance(value, dict) or not value:
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed="a table of names and values")
        return value

    def inner(self, name: str, value: object) -> Case:
        if not isinstance(value, dict):
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed="a table of names and values")
        return Case(value, self.convention)

    # What a kind fixes: another word is refused, because the result would be for another contract.
    def settled(self) -> None:
        fixed = {
            "rounding": "half-up-fen",
            "rate_per_period": "annual/12",
            "last_instalment": "clears-balance",
            "acceleration": "none",
            "rounding_level": "per-instalment-per-component",
            "comparison": "strictly-greater",
            "late_and_misuse": "heavier-only",
            "schedule": "decree-481",
            "lookup": "latest-on-or-before",
        }
        for name, word in fixed.items():
            if self.has(name):
                self.choice(name, (word,))

    def day_count(self) -> str:
        """Return the day count: of the inputs, else of the base, else of the convention, else act/360."""
        if self.has("day_count"):
            found = self.choice("day_count", DAY_COUNTS)
            if self.has("base"):
                self._agree(found)
            return found
        if self.has("base"):
            base = self.base()
            return {360: "act/360", 365: "act/365"}.get(base, f"act/{base}")
        named = str(self.convention.get("day_count", "")).strip()
        return named if named in DAY_COUNTS else "act/360"

    def base(self, name: str = "base") -> int:
        return divisor(name, self.get(name, 360))

    def _agree(self, day_count: str) -> None:
        base = self.base()
        allowed = (365, 366) if day_count == "act/act" else (BASES[day_count],)
        if base not in allowed:
            raise MoneyError("base-disagrees", value=base, day_count=day_count, allowed=listed(allowed))

    def share(self, name: str = "overdue_days") -> YearShare:
        """Return the share of a year: of two dates where the case gives them, else of the days."""
        counted = self.day_count()
        if self.has("due") and self.has("settlement"):
            due, settlement = self.date("due"), self.date("settlement")
            apart = days_overdue(due, settlement)
            if self.has(name) and self.days(name) != apart:
                raise MoneyError("days-disagree", value=self.days(name), days=apart)
            return (
                share_of_base(self.base(), apart) if counted == "act/366" else share_of_dates(counted, due, settlement)
            )
        return self.share_of(self.days(name))

    def share_of(self, count: int) -> YearShare:
        counted = self.day_count()
        return share_of_days(counted, count) if counted in DAY_COUNTS else share_of_base(self.base(), count)

    def date(self, name: str) -> date:
        return read_date(name, self.get(name))

    def penalty_rate(self) -> Decimal:
        if self.has("penalty_base"):
            self.choice("penalty_base", PENALTY_BASES)
        return penalty_rate(self.rate("annual_rate"), self.rate("uplift"))


def divisor(name: str, value: object) -> int:
    """Read a day-count divisor: 360, 365 or 366."""
    return int(choice(name, str(value), ("360", "365", "366")))


ALLOWED = {
    "principal": 'yuan, such as "10000.00"',
    "annual_rate": 'a fraction, such as "0.18"',
    "uplift": 'a fraction, such as "0.50"',
    "overdue_days": "a whole number of days",
    "instalments": "a list of {k, due, principal, interest}",
    "flows": "a list of {date, amount}",
    "dates": "a list of dates",
    "bases": "a list of divisors",
    "days": "a whole number of days, or a list of them for grace-period",
}
