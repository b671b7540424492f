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

# Conventions that every calculation here follows; written in a case they are checked, not obeyed.
SETTLED = {
    "rounding": ("half-up-fen", "half-up", "ROUND_HALF_UP"),
    "rate_per_period": ("annual/12",),
    "last_instalment": ("clears-balance",),
    "acceleration": ("none",),
    "rounding_level": ("per-instalment-per-component",),
    "comparison": ("strictly-greater",),
    "late_and_misuse": ("heavier-only",),
    "schedule": ("decree-481",),
    "lookup": ("latest-on-or-before",),
}


class Case:
    """The inputs of one case, each read by name; what is missing or wrong is refused with its name."""

    def __init__(self, inputs: Mapping[str, object], convention: Mapping[str, object] | None = None) -> None:
        self.inputs = inputs
        self.convention = convention or {}

    def get(self, name: str, default: object = None) -> object:
        """Return an input as written; a missing one is refused by name."""
        value = self.inputs.get(name)
        value = default if value is None else value
        if value is None:
            raise MoneyError("missing", name=name, allowed=ALLOWED.get(name, '"…"'))
        return value

    def has(self, name: str) -> bool:
        """Return whether an input is given (null is not)."""
        return self.inputs.get(name) is not None

    def yuan(self, name: str, default: object = None, *, positive: bool = False) -> Decimal:
        """Read an amount in yuan."""
        return yuan(name, self.get(name, default), positive=positive)

    def rate(self, name: str, default: object = None, *, largest: Decimal = Decimal(1)) -> Decimal:
        """Read a fraction."""
        return rate(name, self.get(name, default), largest=largest)

    def days(self, name: str, default: object = None) -> int:
        """Read a number of days."""
        return days(name, self.get(name, default))

    def count(self, name: str, default: object = None) -> int:
        """Read a number of instalments or months."""
        return whole(name, self.get(name, default), 1, LARGEST_INSTALMENTS)

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Read one of the allowed words."""
        return choice(name, self.get(name, default), allowed)

    def items(self, name: str, default: list[object] | None = None) -> list[object]:
        """Read a list that is not empty."""
        value = self.get(name, default)
        if not isinstance(value, list) or not value:
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed=ALLOWED.get(name, "[…, …]"))
        return value

    def mapping(self, name: str) -> dict[str, object]:
        """Read a table that is not empty."""
        value = self.get(name)
        if not isinstance(value, dict) or not value:
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed="{name: value}")
        return value

    def inner(self, name: str, value: object) -> Case:
        """Return a table inside a list or table as a case of its own."""
        if not isinstance(value, dict):
            raise MoneyError("unknown-choice", name=name, value=shown(value), allowed="{name: value}")
        return Case(value, self.convention)

    def settled(self) -> None:
        """Refuse another word where a kind allows one only: the result would be for another contract."""
        for name, words in SETTLED.items():
            if self.has(name):
                self.choice(name, words)

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
        """Read a divisor, 360 if it is not given."""
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
        """Return the share of a year of a number of days."""
        counted = self.day_count()
        return share_of_days(counted, count) if counted in DAY_COUNTS else share_of_base(self.base(), count)

    def date(self, name: str) -> date:
        """Read a date."""
        return read_date(name, self.get(name))

    def penalty_rate(self) -> Decimal:
        """Return the penalty rate a year from contract rate and uplift."""
        if self.has("penalty_base"):
            self.choice("penalty_base", PENALTY_BASES)
        return penalty_rate(self.rate("annual_rate"), self.rate("uplift"))


def divisor(name: str, value: object) -> int:
    """Read a day-count divisor: 360, 365 or 366."""
    return int(choice(name, str(value), ("360", "365", "366")))


# What an input looks like, for the refusal of a missing one; forms rather than words, they serve both languages.
ALLOWED = {
    "principal": '"10000.00"',
    "overdue_principal": '"766.80"',
    "annual_rate": '"0.18"',
    "uplift": '"0.50"',
    "overdue_days": '"30"',
    "instalments": "[{k, due, principal, interest}, …]",
    "flows": "[{date, amount}, …]",
    "dates": '["2026-03-10", …]',
    "bases": "[360, 365]",
    "days": '"30", [3, 4]',
}
