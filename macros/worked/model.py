"""What a worked example is made of, without language: quantities with units, steps, tables, chart data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from macros.money import exact_text, yuan_text


class WorkedError(ValueError):
    """A refused worked example; `str` and `words(lang)` say what is wrong, what is allowed and how to mend it."""

    def __init__(self, zh: str, en: str) -> None:
        self._words = {"zh": zh, "en": en}
        super().__init__(en)

    def words(self, lang: str) -> str:
        """Return the refusal in "zh" or "en"."""
        return self._words[lang]


@dataclass(frozen=True)
class Quantity:
    """A value as text with its unit: cny, rate (a fraction a year), pct (percent a year), days, count, … (see `UNITS`)."""

    value: str
    unit: str


@dataclass(frozen=True)
class Step:
    """One line of arithmetic: `formula` names its values in braces; `exact` is the value before rounding.

    Rounded half up to its places, or with `cut` what is below the fen is left off.
    """

    id: str
    formula: str
    values: Mapping[str, Quantity]
    result: Quantity
    exact: str | None = None
    note: str | None = None
    cut: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of results under named columns."""

    id: str
    columns: Sequence[Quantity]
    rows: Sequence[Sequence[Quantity]]


@dataclass(frozen=True)
class Growth:
    """Amounts in yuan at days, by layer name, lowest first."""

    days: Sequence[int]
    layers: Mapping[str, Sequence[Decimal]]


@dataclass(frozen=True)
class Bars:
    """Values side by side, by result name."""

    names: Sequence[str]


@dataclass(frozen=True)
class WorkedExample:
    """A finished calculation without language."""

    kind: str
    inputs: Mapping[str, Quantity]
    steps: Sequence[Step]
    results: Mapping[str, Quantity]
    highlights: Sequence[str]
    chart: Growth | Bars
    tables: Sequence[Table] = ()
    number_parts: str = "text"
    notes: Sequence[str] = ()
    rounding: str = "rounding"
    id: str = ""
    title: Mapping[str, str] | None = None
    situation: Mapping[str, str] | None = None
    leaves_out: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Draft:
    """What a kind adds to its results: steps, what to stress, a chart, tables."""

    steps: Sequence[Step]
    highlights: Sequence[str]
    chart: Growth | Bars
    tables: Sequence[Table] = ()
    number_parts: str = "text"
    notes: Sequence[str] = field(default=())
    rounding: str = "rounding"


RATE_NAMES = (
    "annual_rate",
    "penalty_rate",
    "penalty_annual",
    "ceiling_annual",
    "penalty_annual_rate",
    "rate_on_360_over_365_days",
)
SHARE_NAMES = ("uplift", "fee_rate")
DAY_NAMES = ("overdue_days", "days", "grace_days", "called_days", "simple_days")
COUNT_NAMES = ("n", "paid", "k", "multiple", "base", "penalty_base", "year_days")
OTHER_UNITS = {
    "monthly_fee_rate_on_original_principal": "monthly-rate",
    "daily_rate": "daily-rate",
    "monthly_irr_pct": "monthly-pct",
    "payment_day": "day-number",
    "settlement_day": "day-number",
    "months": "months",
}
DATE_NAMES = ("due", "settlement", "date", "contract_date")


def unit_of(name: str, value: object) -> str:
    """Return the unit of a named input or result."""
    last = name.rsplit(".", 1)[-1]
    if isinstance(value, bool):
        return "flag"
    if last in OTHER_UNITS:
        return OTHER_UNITS[last]
    if "_pct" in last:
        return "pct"
    for unit, names in (("rate", RATE_NAMES), ("share", SHARE_NAMES), ("days", DAY_NAMES), ("count", COUNT_NAMES)):
        if last in names and re.fullmatch(r"[\d.]+", str(value)):
            return unit
    if last in DATE_NAMES and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return "date"
    return "cny" if re.fullmatch(r"-?\d+(\.\d+)?", str(value)) else "text"


def quantity(name: str, value: object) -> Quantity:
    """Return a named value with its unit; amounts of money get their two decimals."""
    unit = unit_of(name, value)
    text = str(value).lower() if unit == "flag" else str(value)
    if unit == "cny" and not name.endswith("exact") and "." not in text:
        text += ".00"
    return Quantity(text, unit)


def flat(answer: Mapping[str, object], start: str = "") -> dict[str, Quantity]:
    """Return an answer as one level of names: {"act/360": {"penalty": …}} gives "act/360.penalty"; lists are left out."""
    found: dict[str, Quantity] = {}
    for key, value in answer.items():
        name = key if key in ("by_day_count", "by_uplift") else f"{start}{key}"
        if isinstance(value, dict):
            found |= flat(value, "" if key in ("by_day_count", "by_uplift") else f"{name}.")
        elif not isinstance(value, list) and value is not None:
            found[name] = quantity(name, value)
    return found


def cny(amount: Decimal) -> Quantity:
    """Return yuan with two decimals."""
    return Quantity(yuan_text(amount), "cny")


def cny_text(text: object) -> Quantity:
    return Quantity(str(text), "cny")


def named(*names: str) -> list[Quantity]:
    """Return names to be said in the reader's language, as heads of columns."""
    return [Quantity(name, "name") for name in names]


def fraction(name: str, value: Decimal) -> Quantity:
    return Quantity(exact_text(value), "rate" if name in RATE_NAMES else "share")


def number(value: object) -> Quantity:
    return Quantity(str(value), "count")
