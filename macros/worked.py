"""Worked calculations a reader can follow: the inputs, every step with its formula and rounding, the result, a chart.

`work(kind, inputs)` gives a `WorkedExample` without language; `worked_html` prints it in zh or en. The results come from
`macros.vectors.compute`, so a page, a test and a file of cases can never disagree; the steps show how they come about, and
a test works every printed line out again. All words of both languages stand in `macros.worked_words`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from html import escape

from macros import charts, vectors
from macros.caps import verdict
from macros.cost import yearly_cost
from macros.daycount import days_overdue, share_of_dates
from macros.money import MoneyError, exact_text, listed, precise, shown, yuan_text
from macros.penalty import missed_line, simple_interest
from macros.schedule import Schedule, equal_principal, flat_fee, interest_only
from macros.vectors import Case
from macros.worked_words import FORMULA_NOTES, NAMES, PHRASES, UNITS


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
    """One line of arithmetic: `formula` names its values in braces; `exact` is the value before rounding."""

    id: str
    formula: str
    values: Mapping[str, Quantity]
    result: Quantity
    exact: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows of results under named columns."""

    id: str
    columns: Sequence[str]
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


# --- units -----------------------------------------------------------------------------------------------------------

RATE_NAMES = ("annual_rate", "penalty_rate", "penalty_annual", "ceiling_annual", "penalty_annual_rate", "rate_on_360_over_365_days")
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


def _flat(answer: Mapping[str, object], start: str = "") -> dict[str, Quantity]:
    """Return an answer as one level of names: {"act/360": {"penalty": …}} gives "act/360.penalty"; lists are left out."""
    found: dict[str, Quantity] = {}
    for key, value in answer.items():
        name = key if key in ("by_day_count", "by_uplift") else f"{start}{key}"
        if isinstance(value, dict):
            found |= _flat(value, "" if key in ("by_day_count", "by_uplift") else f"{name}.")
        elif not isinstance(value, list) and value is not None:
            found[name] = quantity(name, value)
    return found


def cny(amount: Decimal) -> Quantity:
    """Return yuan with two decimals."""
    return Quantity(yuan_text(amount), "cny")


def _cny_text(text: object) -> Quantity:
    return Quantity(str(text), "cny")


def _fraction(name: str, value: Decimal) -> Quantity:
    return Quantity(exact_text(value), "rate" if name in RATE_NAMES else "share")


def _number(value: object) -> Quantity:
    return Quantity(str(value), "count")


# --- shared steps ----------------------------------------------------------------------------------------------------


class Work:
    """One calculation under way: its case, its answer, and the steps that are the same in several kinds."""

    def __init__(self, case: Case, answer: Mapping[str, object]) -> None:
        self.case = case
        self.answer = answer

    @property
    def yearly(self) -> Decimal:
        return self.case.penalty_rate()

    def money(self, name: str) -> Quantity:
        return cny(self.case.yuan(name, "0.00"))

    def result(self, name: str) -> Quantity:
        return _cny_text(self.answer[name])

    def rate_step(self) -> Step:
        values = {"annual_rate": _fraction("annual_rate", self.case.rate("annual_rate")), "uplift": _fraction("uplift", self.case.rate("uplift"))}
        return Step("penalty_rate", "{annual_rate} × (1 + {uplift})", values, _fraction("penalty_rate", self.yearly))

    def interest_step(self, id_: str, amount: Quantity, days: int, rounded: str, *, rate: Decimal | None = None, amount_name: str = "overdue_principal",
                      rate_name: str = "penalty_rate", base: int | None = None) -> Step:
        yearly = self.yearly if rate is None else rate
        share = vectors.share_of_base(base, days) if base else self.share(days)
        exact = simple_interest(Decimal(amount.value), yearly, share).exact
        values = {amount_name: amount, rate_name: Quantity(exact_text(yearly), "rate")}
        if share.denominator in (360, 365, 366):
            values |= {"days": Quantity(str(days), "days"), "base": _number(share.denominator)}
            formula = f"{{{amount_name}}} × {{{rate_name}}} × {{days}} ÷ {{base}}"
        else:
            values |= {"share_over": _number(share.numerator), "share_under": _number(share.denominator)}
            formula = f"{{{amount_name}}} × {{{rate_name}}} × {{share_over}} ÷ {{share_under}}"
        return Step(id_, formula, values, _cny_text(rounded), exact_text(exact))

    def share(self, days: int):
        if self.case.day_count() == "act/act":
            return self.case.share()
        return self.case.share_of(days)

    def late_days(self) -> int:
        if self.case.has("overdue_days"):
            return self.case.days("overdue_days")
        return days_overdue(self.case.date("due"), self.case.date("settlement"))

    def sum_step(self, id_: str, parts: Mapping[str, Quantity], total: str) -> Step:
        return Step(id_, " + ".join(f"{{{name}}}" for name in parts), parts, _cny_text(total))

    def irr_steps(self, received: Quantity, payment: Quantity, n: int, last: Quantity | None = None, names: Sequence[str] = ()) -> list[Step]:
        """The yearly cost: the monthly rate is found, not computed in one line, so the step shows how to check it."""
        amounts = [Decimal(payment.value)] * (n - 1) + [Decimal((last or payment).value)]
        cost = yearly_cost(Decimal(received.value), amounts)
        monthly = Quantity(vectors.percent_text(cost.monthly, 6), "monthly-pct")
        names = names or ("monthly_irr_pct", "nominal_annual_pct", "effective_annual_pct")
        nominal, effective = (Quantity(vectors.percent_text(value), "pct") for value in (cost.nominal, cost.effective))
        values = {"received": received, "each_payment": payment, "n": _number(n)}
        return [
            Step("monthly_irr_pct", "", values, monthly, note="irr"),
            Step(names[1], "{monthly_irr} × 12", {"monthly_irr": Quantity(exact_text(cost.monthly), "share-long")}, nominal, vectors.percent_text(cost.nominal, 6)),
            Step(names[2], "(1 + {monthly_irr}) ^ 12 − 1", {"monthly_irr": Quantity(exact_text(cost.monthly), "share-long")}, effective, vectors.percent_text(cost.effective, 6)),
        ]

    def growth(self, days: int, layers: Mapping[str, tuple[str, str]]) -> Growth:
        return Growth((0, days), {name: (Decimal(first), Decimal(last)) for name, (first, last) in layers.items()})


# --- one function per kind -------------------------------------------------------------------------------------------


def _missed(work: Work) -> Draft:
    answer, days = work.answer, work.late_days()
    principal, interest = work.money("overdue_principal"), work.money("unpaid_interest")
    penalty = work.interest_step("penalty_on_principal", principal, days, str(answer["penalty_on_principal"]))
    steps = [work.rate_step(), penalty]
    parts = {"overdue_principal": principal, "unpaid_interest": interest, "penalty_on_principal": penalty.result}
    layers = {"overdue_principal": (principal.value,) * 2, "unpaid_interest": (interest.value,) * 2, "penalty_on_principal": ("0", penalty.result.value)}
    if "compound_on_interest" in answer and work.case.choice("compound", vectors.COMPOUNDS, vectors.COMPOUNDS[1]) != "none":
        compound = work.interest_step("compound_on_interest", interest, days, str(answer["compound_on_interest"]), amount_name="unpaid_interest")
        steps.append(compound)
        parts["compound_on_interest"] = compound.result
        layers["compound_on_interest"] = ("0", compound.result.value)
    steps.append(work.sum_step("total_due", parts, str(answer["total_due"])))
    highlights = [name for name in ("penalty_on_principal", "compound_on_interest", "total_due") if name in answer]
    return Draft(steps, highlights, work.growth(days, layers))


def _several(work: Work) -> Draft:
    answer, case = work.answer, work.case
    lines = answer["lines"]
    steps = [work.rate_step()]
    instalments = vectors.read_instalments(case)
    settlement, counted = case.date("settlement"), case.day_count()
    compounds = case.choice("compound", vectors.COMPOUNDS, "none") != "none"
    for one, line in zip(instalments, lines, strict=True):
        share = share_of_dates(counted, one.due, settlement)
        for id_, name, amount in (("penalty", "overdue_principal", one.principal), ("compound", "unpaid_interest", one.interest)):
            if id_ == "compound" and not compounds:
                continue
            exact = simple_interest(amount, work.yearly, share).exact
            values = {"k": _number(one.k), name: cny(amount), "penalty_rate": _fraction("penalty_rate", work.yearly),
                      "days": Quantity(str(share.numerator), "days"), "base": _number(share.denominator)}
            steps.append(Step(f"{id_}_k", f"{{{name}}} × {{penalty_rate}} × {{days}} ÷ {{base}}", values, _cny_text(line[id_]), exact_text(exact)))
    names = ["principal", "interest", "penalty"]
    steps.append(work.sum_step("total_without_compound", {name: work.result(name) for name in names}, str(answer["total_without_compound"])))
    if compounds:
        names.append("compound")
        steps.append(work.sum_step("total_with_compound", {name: work.result(name) for name in names}, str(answer["total_with_compound"])))
    columns = ("k", "due", "overdue_days", "principal", "interest", "penalty", "compound")
    table = Table("lines", columns, [[quantity(name, line[name]) if name not in ("k",) else _number(line[name]) for name in columns] for line in lines])
    chart = _several_growth(instalments, settlement, work.yearly, counted, compounds)
    highlights = ["penalty", "total_without_compound"] + (["compound", "total_with_compound"] if compounds else [])
    return Draft(steps, highlights, chart, (table,))


def _several_growth(instalments, settlement, yearly: Decimal, counted: str, compounds: bool) -> Growth:
    """Amounts on each due date, just before and just after the new instalment joins, and at settlement."""
    first = min(one.due for one in instalments)
    moments = sorted({(one.due, joined) for one in instalments for joined in (False, True)} | {(settlement, True)})[1:]
    names = ["principal", "interest", "penalty"] + (["compound"] if compounds else [])
    layers: dict[str, list[Decimal]] = {name: [] for name in names}
    for day, joined in moments:
        late = [missed_line(one, day, yearly, counted, compounds) for one in instalments if one.due < day or (joined and one.due == day)]
        amounts = {
            "principal": sum((line.instalment.principal for line in late), Decimal(0)),
            "interest": sum((line.instalment.interest for line in late), Decimal(0)),
            "penalty": sum((line.penalty.rounded for line in late), Decimal(0)),
            "compound": sum((line.compound.rounded for line in late), Decimal(0)),
        }
        for name in names:
            layers[name].append(amounts[name])
    return Growth([(day - first).days for day, _ in moments], layers)


def _bases(work: Work) -> Draft:
    principal, days = work.money("overdue_principal"), work.case.days("overdue_days")
    by = work.answer["by_day_count"]
    steps = [work.rate_step()]
    for counted in by:
        base = int(counted.removeprefix("act/"))
        steps.append(work.interest_step("penalty", principal, days, by[counted]["penalty"], base=base))
    if {"act/360", "act/365"} <= set(by):
        parts = {"penalty_360": _cny_text(by["act/360"]["penalty"]), "penalty_365": _cny_text(by["act/365"]["penalty"])}
        steps.append(Step("difference", "{penalty_360} − {penalty_365}", parts, work.result("difference")))
    values = {"penalty_rate": _fraction("penalty_rate", work.yearly)}
    steps.append(Step("rate_on_360_over_365_days", "{penalty_rate} × 365 ÷ 360", values, Quantity(str(work.answer["rate_on_360_over_365_days"]), "rate")))
    return Draft(steps, [*(f"{name}.penalty" for name in by), "difference"], Bars([f"{name}.penalty" for name in by]))


def _leap(work: Work) -> Draft:
    principal = work.money("overdue_principal")
    steps, names = [work.rate_step()], []
    for name, line in work.answer.items():
        one = work.case.inner(name, work.case.mapping("cases")[name])
        for counted in (key for key in line if key != "overdue_days"):
            share = share_of_dates(counted, one.date("due"), one.date("settlement"))
            exact = simple_interest(Decimal(principal.value), work.yearly, share).exact
            values = {"overdue_principal": principal, "penalty_rate": _fraction("penalty_rate", work.yearly),
                      "share_over": _number(share.numerator), "share_under": _number(share.denominator)}
            steps.append(Step("penalty", "{overdue_principal} × {penalty_rate} × {share_over} ÷ {share_under}", values, _cny_text(line[counted]), exact_text(exact)))
            names.append(f"{name}.{counted}")
    return Draft(steps, names, Bars(names))


def _grace(work: Work) -> Draft:
    principal, grace = work.money("overdue_principal"), work.case.days("grace_days")
    steps, names = [work.rate_step()], []
    for late, line in work.answer.items():
        for name, amount in line.items():
            design = name.removesuffix("_grace").replace("no", "none")
            charged = vectors.charged_days(int(late), grace, design)
            step = work.interest_step(name, principal, charged, amount)
            steps.append(Step(f"{name}_on", step.formula, {**step.values, "late": Quantity(late, "days")}, step.result, step.exact))
            names.append(f"{late}.{name}")
    return Draft(steps, names, Bars(names), number_parts="days")


def _uplifts(work: Work) -> Draft:
    principal, case = work.money("overdue_principal"), work.case
    steps, names = [], []
    annual = _fraction("annual_rate", case.rate("annual_rate"))
    for label, line in work.answer["by_uplift"].items():
        share_added = Quantity(str(case.mapping("uplifts")[label]), "share")
        yearly = Decimal(line["penalty_annual_rate"])
        steps.append(Step("penalty_rate", "{annual_rate} × (1 + {uplift})", {"annual_rate": annual, "uplift": share_added}, Quantity(exact_text(yearly), "rate")))
        steps.append(work.interest_step("penalty", principal, work.late_days(), line["penalty"], rate=yearly))
        names.append(f"{label}.penalty")
    notes = ["heavier-only"] if "late_and_misuse" in work.answer else []
    return Draft(steps, [*names, *(["late_and_misuse"] if notes else [])], Bars(names), notes=notes)


def _part_payment(work: Work) -> Draft:
    case = work.case
    principal, interest, costs = work.money("overdue_principal"), work.money("unpaid_interest"), work.money("costs")
    paid_on, settled_on = case.days("payment_day"), case.days("settlement_day")
    steps = [work.rate_step()]
    names, tables = [], []
    first = next(iter(work.answer.values()))
    steps.append(work.interest_step("penalty_before_payment", principal, paid_on, first["penalty_before_payment"]))
    for name, line in work.answer.items():
        left = {"principal_left": _cny_text(line["principal_left"])}
        order = case.mapping("allocations")[name]
        used = {f"to_{part}": _cny_text(line[f"to_{part}"]) for part in order}
        steps.append(Step(f"order:{name}", " + ".join(f"{{{part}}}" for part in used), used, work.money("payment"), note="order"))
        values = {"overdue_principal": principal, "to_principal": _cny_text(line["to_principal"])}
        steps.append(Step("principal_left", "{overdue_principal} − {to_principal}", values, left["principal_left"]))
        steps.append(work.interest_step("penalty_after_payment", left["principal_left"], settled_on - paid_on, line["penalty_after_payment"], amount_name="principal_left"))
        owed = {
            "costs_left": cny(Decimal(costs.value) - Decimal(line["to_costs"])),
            "penalty_left": cny(Decimal(line["penalty_before_payment"]) - Decimal(line["to_penalty"])),
            "interest_left": cny(Decimal(interest.value) - Decimal(line["to_interest"])),
            **left,
            "penalty_after_payment": _cny_text(line["penalty_after_payment"]),
        }
        steps.append(work.sum_step("settlement_sum", owed, line["settlement"]))
        steps.append(work.sum_step("grand_total", {"payment": work.money("payment"), "settlement_sum": _cny_text(line["settlement"])}, line["grand_total"]))
        names.append(f"{name}.grand_total")
    columns = ("allocation", "to_costs", "to_penalty", "to_interest", "to_principal", "principal_left", "settlement_sum")
    rows = [
        [Quantity(name, "name"), *(_cny_text(line["settlement" if column == "settlement_sum" else column]) for column in columns[1:])]
        for name, line in work.answer.items()
    ]
    tables.append(Table("allocations", columns, rows))
    return Draft(steps, names, Bars(names), tables)


def _flat_fee(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    principal = work.money("principal")
    fee_rate = case.rate("monthly_fee_rate_on_original_principal", largest=Decimal("0.1"))
    fee_share = Quantity(exact_text(fee_rate), "monthly-rate")
    fee = cny(vectors.flat_fee_part(Decimal(principal.value), fee_rate))
    payment = work.result("monthly_payment")
    steps = [
        Step("monthly_fee", "{principal} × {monthly_fee_rate_on_original_principal}",
             {"principal": principal, "monthly_fee_rate_on_original_principal": fee_share}, fee, _exact(Decimal(principal.value), fee_rate)),
        Step("monthly_payment", "{principal} ÷ {n} + {monthly_fee}", {"principal": principal, "n": _number(n), "monthly_fee": fee}, payment,
             _exact_payment(Decimal(principal.value), n, Decimal(fee.value))),
        Step("total_fee", "{monthly_fee} × {n}", {"monthly_fee": fee, "n": _number(n)}, work.result("total_fee")),
        Step("advertised_flat_annual_pct", "{monthly_fee_rate_on_original_principal} × 12",
             {"monthly_fee_rate_on_original_principal": fee_share}, Quantity(str(work.answer["advertised_flat_annual_pct"]), "pct")),
        *work.irr_steps(principal, payment, n),
    ]
    names = ("advertised_flat_annual_pct", "nominal_annual_pct", "effective_annual_pct")
    return Draft(steps, ["monthly_payment", "total_fee", *names], Bars(names), notes=["two-readings"])


@precise
def _exact(amount: Decimal, share: Decimal) -> str:
    return exact_text(amount * share)


@precise
def _exact_payment(principal: Decimal, n: int, fee: Decimal) -> str:
    return exact_text(principal / n + fee)


def _upfront_fee(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    loan, fee, payment = work.money("loan"), work.money("upfront_fee"), work.money("payment")
    received = cny(Decimal(loan.value) - Decimal(fee.value))
    steps = [
        Step("received", "{loan} − {upfront_fee}", {"loan": loan, "upfront_fee": fee}, received),
        Step("total_cost", "{payment} × {n} + {upfront_fee} − {loan}", {"payment": payment, "n": _number(n), "upfront_fee": fee, "loan": loan}, work.result("total_cost")),
        *work.irr_steps(received, payment, n),
    ]
    names = ("nominal_annual_pct", "effective_annual_pct")
    return Draft(steps, ["total_cost", *names], Bars(names), notes=["two-readings"])


def _monthly_fee(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    principal, payment, fee = work.money("principal"), work.money("payment"), work.money("monthly_guarantee_fee")
    last_payment = cny(case.yuan("payment_last", case.get("payment")))
    each = cny(Decimal(payment.value) + Decimal(fee.value))
    last = cny(Decimal(last_payment.value) + Decimal(fee.value))
    steps = [
        Step("each_payment", "{payment} + {monthly_guarantee_fee}", {"payment": payment, "monthly_guarantee_fee": fee}, each),
        Step("last_payment", "{payment_last} + {monthly_guarantee_fee}", {"payment_last": last_payment, "monthly_guarantee_fee": fee}, last),
        *work.irr_steps(principal, each, n, last),
    ]
    names = ["nominal_annual_pct", "effective_annual_pct"]
    rows = []
    for text, readings in work.answer["over"].items():
        rows.append([Quantity(str(text), "rate"), *(Quantity(str(readings[name]).lower(), "flag") for name in ("nominal", "effective")), Quantity(verdict(readings), "verdict")])
    if "four_lpr_pct" in work.answer:
        readings = work.answer["over_four_lpr"]
        percent = Quantity(str(work.answer["four_lpr_pct"]), "pct")
        rows.append([percent, *(Quantity(str(readings[name]).lower(), "flag") for name in ("nominal", "effective")), Quantity(verdict(readings), "verdict")])
        steps.append(Step("four_lpr_pct", "{one_year_lpr_pct} × 4", {"one_year_lpr_pct": Quantity(_quarter(percent.value), "pct")}, percent))
    table = Table("over", ("threshold", "nominal", "effective", "verdict"), rows)
    return Draft(steps, names, Bars([*names, *(["four_lpr_pct"] if "four_lpr_pct" in work.answer else [])]), (table,), notes=["two-readings", "no-verdict"])


@precise
def _quarter(percent: str) -> str:
    return exact_text(Decimal(percent) / 4)


def _lpr_lookup(work: Work) -> Draft:
    multiple = _number(work.case.get("multiple", 4))
    steps, rows, bars = [], [], []
    tenor = next(iter(next(iter(work.answer.values()))))
    for day, line in work.answer.items():
        known = line[tenor] is not None
        cells = [Quantity(str(line[name]), "pct") if known else Quantity("cannot-tell", "verdict") for name in (tenor, "four_times_pct")]
        rows.append([Quantity(day, "date"), *cells])
        if known:
            steps.append(Step("times_on", "{lpr} × {multiple}", {"lpr": cells[0], "multiple": multiple, "date": Quantity(day, "date")}, cells[1]))
            bars.append(f"{day}.four_times_pct")
    table = Table("lpr", ("date", tenor, "four_times_pct"), rows)
    return Draft(steps, bars, Bars(bars), (table,), notes=["private-lending-only"])


def _court(work: Work) -> Draft:
    case, days = work.case, work.case.days("days")
    principal = work.money("principal")
    ceiling_rate, penalty_annual = case.rate("ceiling_annual"), case.rate("penalty_annual")
    steps = [
        work.interest_step("penalty", principal, days, str(work.answer["penalty"]), rate=penalty_annual, amount_name="principal",
                           rate_name="penalty_annual", base=case.base("penalty_base")),
        work.sum_step("claimed_total", {"penalty": work.result("penalty"), "liquidated_damages": work.result("liquidated_damages")}, str(work.answer["claimed_total"])),
    ]
    bars = ["claimed_total"]
    highlights = ["claimed_total"]
    for name in (key for key in work.answer if key.startswith("ceiling_base_")):
        base = int(name.removeprefix("ceiling_base_"))
        steps.append(work.interest_step(name, principal, days, str(work.answer[name]), rate=ceiling_rate, amount_name="principal", rate_name="ceiling_annual", base=base))
        excess = f"excess_base_{base}"
        if Decimal(str(work.answer[excess])) > 0:
            values = {"claimed_total": work.result("claimed_total"), "ceiling": work.result(name)}
            steps.append(Step(excess, "{claimed_total} − {ceiling}", values, work.result(excess)))
        bars.append(name)
        highlights += [name, excess]
    exact = vectors.annualised_claim(Decimal(principal.value), Decimal(str(work.answer["claimed_total"])), days)
    values = {"claimed_total": work.result("claimed_total"), "principal": principal, "days": Quantity(str(days), "days")}
    steps.append(Step("annualised_claim_pct_base_365", "{claimed_total} ÷ {principal} × 365 ÷ {days}", values,
                      Quantity(str(work.answer["annualised_claim_pct_base_365"]), "pct"), exact_text(exact * 100)))
    return Draft(steps, [*highlights, "annualised_claim_pct_base_365"], Bars(bars), notes=["on-request"])


def _enforcement(work: Work) -> Draft:
    case = work.case
    daily = case.rate("daily_rate", largest=vectors.LARGEST_DAILY)
    unpaid, days = work.money("unpaid"), Quantity(str(case.days("days")), "days")
    share = Quantity(exact_text(daily), "daily-rate")
    exact = vectors.delayed_performance(Decimal(unpaid.value), int(days.value), daily).exact
    steps = [
        Step("doubled_part", "{unpaid} × {daily_rate} × {days}", {"unpaid": unpaid, "daily_rate": share, "days": days}, work.result("doubled_part"), exact_text(exact)),
        Step("annualised_365_pct", "{daily_rate} × 365", {"daily_rate": share}, Quantity(str(work.answer["annualised_365_pct"]), "pct")),
    ]
    growth = work.growth(int(days.value), {"unpaid": (unpaid.value,) * 2, "doubled_part": ("0", str(work.answer["doubled_part"]))})
    return Draft(steps, ["doubled_part", "annualised_365_pct"], growth)


def _xirr(work: Work) -> Draft:
    flows = vectors.read_flows(work.case)
    received = cny(sum((flow.amount for flow in flows if flow.amount > 0), Decimal(0)))
    paid = cny(sum((-flow.amount for flow in flows if flow.amount < 0), Decimal(0)))
    steps = [
        Step("simple_sum_of_cost", "{all_paid} − {received}", {"all_paid": paid, "received": received}, work.result("simple_sum_of_cost")),
        Step("xirr_pct", "", {"received": received, "all_paid": paid}, Quantity(str(work.answer["xirr_pct"]), "pct"), note="xirr"),
    ]
    rows = [[Quantity(str(flow.date), "date"), cny(flow.amount)] for flow in flows]
    return Draft(steps, ["simple_sum_of_cost", "xirr_pct"], Bars(["simple_sum_of_cost"]), (Table("flows", ("date", "amount"), rows),))


def _court_fee(work: Work) -> Draft:
    names = ("full", "simplified_or_mediated_half", "payment_order_third")
    steps, rows = [], []
    for claim, line in work.answer.items():
        fee = vectors.court_fee(Decimal(claim))
        whole = Quantity(exact_text(fee), "cny-exact")
        steps += [
            Step("half_of", "{full_fee} ÷ 2", {"full_fee": whole, "claim": _cny_text(yuan_text(Decimal(claim)))}, _cny_text(line[names[1]])),
            Step("third_of", "{full_fee} ÷ 3", {"full_fee": whole, "claim": _cny_text(yuan_text(Decimal(claim)))}, _cny_text(line[names[2]])),
        ]
        rows.append([_cny_text(yuan_text(Decimal(claim))), *(_cny_text(line[name]) for name in names)])
    bars = [f"{claim}.full" for claim in work.answer]
    return Draft(steps, bars, Bars(bars), (Table("fees", ("claim", *names), rows),), number_parts="cny", notes=["fee-bands"])


def _compound_frequency(work: Work) -> Draft:
    case, months = work.case, work.case.count("months")
    interest, yearly = work.money("unpaid_interest"), work.yearly
    rate = _fraction("penalty_rate", yearly)
    steps = [work.rate_step()]
    for name, every in (("monthly_compound", 1), ("quarterly_compound", 3)):
        times, parts = months // every, 12 // every
        exact = vectors.capitalised(Decimal(interest.value), yearly, months, every).exact
        values = {"unpaid_interest": interest, "penalty_rate": rate, "parts": _number(parts), "times": _number(times)}
        steps.append(Step(name, "{unpaid_interest} × ((1 + {penalty_rate} ÷ {parts}) ^ {times} − 1)", values, work.result(name), exact_text(exact)))
    days = case.days("simple_days")
    steps.append(work.interest_step("simple", interest, days, str(work.answer["simple"]), amount_name="unpaid_interest"))
    names = ("simple", "quarterly_compound", "monthly_compound")
    return Draft(steps, names, Bars(names), notes=["compound-disputed"])


def _early(work: Work) -> Draft:
    case, answer = work.case, work.answer
    accrued, fee = Decimal(str(answer["accrued_interest"])), Decimal(str(answer["fee"]))
    balance = cny(Decimal(str(answer["settle_without_fee"])) - accrued)
    fee_rate, days = case.rate("fee_rate", "0"), case.days("days")
    remaining = cny(Decimal(str(answer["interest_saved_vs_schedule"])) + accrued)
    steps = [
        work.interest_step("accrued_interest", balance, days, str(answer["accrued_interest"]), rate=case.rate("annual_rate"), amount_name="balance", rate_name="annual_rate"),
        work.sum_step("settle_without_fee", {"balance": balance, "accrued_interest": cny(accrued)}, str(answer["settle_without_fee"])),
        Step("fee", "{balance} × {fee_rate}", {"balance": balance, "fee_rate": Quantity(exact_text(fee_rate), "share")}, cny(fee), _exact(Decimal(balance.value), fee_rate)),
        work.sum_step("settle_with_fee", {"settle_without_fee": work.result("settle_without_fee"), "fee": cny(fee)}, str(answer["settle_with_fee"])),
        Step("interest_saved_vs_schedule", "{remaining_scheduled_interest} − {accrued_interest}",
             {"remaining_scheduled_interest": remaining, "accrued_interest": cny(accrued)}, work.result("interest_saved_vs_schedule")),
    ]
    names = ("settle_without_fee", "settle_with_fee")
    return Draft(steps, [*names, "interest_saved_vs_schedule"], Bars(names))


def _deduction(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    note, received, annual = work.money("note_amount"), work.money("received"), _fraction("annual_rate", case.rate("annual_rate"))
    on_note, on_received = work.result("payment_on_note"), work.result("payment_on_received")
    steps = [
        _level_step("payment_on_note", "note_amount", note, annual, n, on_note),
        _level_step("payment_on_received", "received", received, annual, n, on_received),
        Step("difference_per_month", "{payment_on_note} − {payment_on_received}", {"payment_on_note": on_note, "payment_on_received": on_received}, work.result("difference_per_month")),
        *work.irr_steps(received, on_note, n, names=("", "irr_nominal_pct_if_note_schedule_paid", "irr_effective_pct_if_note_schedule_paid")),
    ]
    names = ("payment_on_note", "payment_on_received")
    return Draft(steps, [*names, "difference_per_month", "irr_nominal_pct_if_note_schedule_paid", "irr_effective_pct_if_note_schedule_paid"], Bars(names), notes=["two-readings"])


def _level_step(id_: str, name: str, amount: Quantity, annual: Quantity, n: int, payment: Quantity) -> Step:
    values = {name: amount, "annual_rate": annual, "n": _number(n)}
    if Decimal(annual.value) == 0:
        return Step(id_, f"{{{name}}} ÷ {{n}}", values, payment)
    formula = f"{{{name}}} × ({{annual_rate}} ÷ 12) ÷ (1 − 1 ÷ (1 + {{annual_rate}} ÷ 12) ^ {{n}})"
    return Step(id_, formula, values, payment, note="fen")


def _called(work: Work) -> Draft:
    case, answer = work.case, work.answer
    overdue, outstanding, called = work.money("overdue_principal"), work.money("outstanding_principal"), work.result("called_principal")
    late, called_days = work.late_days(), case.days("called_days")
    steps = [
        work.rate_step(),
        work.interest_step("penalty_overdue_instalment", overdue, late, str(answer["penalty_overdue_instalment"])),
        Step("called_principal", "{outstanding_principal} − {overdue_principal}", {"outstanding_principal": outstanding, "overdue_principal": overdue}, called),
        work.interest_step("penalty_called_principal", called, called_days, str(answer["penalty_called_principal"]), amount_name="called_principal"),
        work.sum_step("penalty_total", {name: work.result(name) for name in ("penalty_overdue_instalment", "penalty_called_principal")}, str(answer["penalty_total"])),
    ]
    names = ("penalty_overdue_instalment", "penalty_called_principal")
    return Draft(steps, [*names, "penalty_total"], Bars([*names, "penalty_total"]))


def _short(work: Work) -> Draft:
    case = work.case
    received, repaid, days = work.money("received"), work.money("repaid"), Quantity(str(case.days("days")), "days")
    year = _number(case.get("year_days", 365))
    cost = work.result("cost")
    simple, effective = vectors.short_loan(Decimal(received.value), Decimal(repaid.value), int(days.value), int(year.value))
    steps = [
        Step("cost", "{repaid} − {received}", {"repaid": repaid, "received": received}, cost),
        Step("simple_annual_pct", "{cost} ÷ {received} × {year_days} ÷ {days}", {"cost": cost, "received": received, "year_days": year, "days": days},
             Quantity(str(work.answer["simple_annual_pct"]), "pct"), exact_text(simple * 100)),
        Step("effective_annual_pct", "({repaid} ÷ {received}) ^ ({year_days} ÷ {days}) − 1", {"repaid": repaid, "received": received, "year_days": year, "days": days},
             Quantity(str(work.answer["effective_annual_pct"]), "pct"), exact_text(effective * 100)),
    ]
    names = ("simple_annual_pct", "effective_annual_pct")
    return Draft(steps, ["cost", *names], Bars(names), notes=["two-readings"])


def _level(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    step = _level_step("payment_regular", "principal", work.money("principal"), _fraction("annual_rate", case.rate("annual_rate")), n, work.result("payment_regular"))
    return _schedule(work, [step])


def _plan(work: Work) -> Draft:
    return _schedule(work, [])


def _schedule(work: Work, steps: list[Step]) -> Draft:
    """A schedule's common part: the first row worked out, the totals, the table."""
    rows = work.answer["schedule"]
    first = rows[0]
    values = {"interest": _cny_text(first["interest"]), "principal_part": _cny_text(first["principal"])}
    if work.case.has("annual_rate"):
        rate, principal = work.case.rate("annual_rate"), work.money("principal")
        exact = simple_interest(Decimal(principal.value), rate, vectors.share_of_base(12, 1)).exact
        steps.append(Step("first_interest", "{principal} × {annual_rate} ÷ 12", {"principal": principal, "annual_rate": _fraction("annual_rate", rate)},
                          _cny_text(first["interest"]), exact_text(exact)))
    steps.append(Step("first_payment", "{principal_part} + {interest}", values, _cny_text(first["payment"])))
    steps.append(work.sum_step("total_paid", {"principal": work.money("principal"), "total_interest": work.result("total_interest")}, str(work.answer["total_paid"])))
    columns = ("k", "payment", "interest", "principal_part", "balance")
    keys = ("k", "payment", "interest", "principal", "balance")
    table = Table("schedule", columns, [[_number(row["k"]), *(_cny_text(row[key]) for key in keys[1:])] for row in rows])
    return Draft(steps, ["payment_regular", "payment_last", "total_paid", "total_interest"], Bars(["total_paid", "total_interest"]), (table,))


# --- kinds and their arguments ---------------------------------------------------------------------------------------

_LATE = ("annual_rate", "uplift")
_COUNTING = ("base", "day_count", "due", "settlement", "rounding", "penalty_base")


@dataclass(frozen=True)
class Kind:
    """A kind of worked example: who draws its steps, and which names it takes."""

    draw: Callable[[Work], Draft]
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "penalty-on-missed-instalment": Kind(_missed, ("overdue_principal", *_LATE), ("unpaid_interest", "overdue_days", "compound", *_COUNTING)),
    "penalty-with-compound": Kind(_missed, ("overdue_principal", "unpaid_interest", *_LATE), ("overdue_days", "compound", *_COUNTING)),
    "several-missed-instalments": Kind(_several, ("settlement", "instalments", *_LATE), ("base", "day_count", "compound", "rounding", "rounding_level", "acceleration", "penalty_base")),
    "day-count-comparison": Kind(_bases, ("overdue_principal", "overdue_days", *_LATE), ("bases", "rounding")),
    "leap-year": Kind(_leap, ("overdue_principal", "cases", *_LATE), ("day_counts", "rounding")),
    "grace-period": Kind(_grace, ("overdue_principal", "grace_days", "days", *_LATE), ("base", "day_count", "grace_designs", "rounding")),
    "uplift-comparison": Kind(_uplifts, ("overdue_principal", "annual_rate", "uplifts"), ("overdue_days", "late", "misuse", "late_and_misuse", *_COUNTING)),
    "part-payment-allocation": Kind(_part_payment, ("overdue_principal", "payment", "payment_day", "settlement_day", *_LATE),
                                    ("unpaid_interest", "costs", "allocations", "compound", "base", "day_count", "rounding")),
    "flat-fee-irr": Kind(_flat_fee, ("principal", "n", "monthly_fee_rate_on_original_principal"), ("annualisation", "rounding")),
    "upfront-fee-irr": Kind(_upfront_fee, ("loan", "upfront_fee", "payment", "n"), ("annualisation", "rounding")),
    "irr-with-monthly-fee": Kind(_monthly_fee, ("principal", "payment", "n"), ("payment_last", "monthly_guarantee_fee", "thresholds", "contract_date", "one_year_lpr_pct",
                                                                               "annualisation", "comparison", "rounding")),
    "lpr-cap-lookup": Kind(_lpr_lookup, ("dates",), ("tenor", "multiple", "lookup")),
    "court-reduction-24": Kind(_court, ("principal", "days", "penalty_annual", "ceiling_annual"), ("liquidated_damages", "penalty_base", "ceiling_bases", "rounding")),
    "enforcement-interest": Kind(_enforcement, ("unpaid", "days", "daily_rate"), ("compound", "rounding")),
    "xirr": Kind(_xirr, ("flows",), ("day_count",)),
    "court-fee": Kind(_court_fee, ("claims",), ("schedule", "rounding")),
    "compound-frequency": Kind(_compound_frequency, ("unpaid_interest", "months", "simple_days", *_LATE), ("base", "day_count", "rounding")),
    "early-settlement": Kind(_early, ("annual_rate", "days"), ("balance", "fee_rate", "principal", "n", "paid", "base", "remaining_scheduled_interest", "day_count", "rounding")),
    "upfront-deduction": Kind(_deduction, ("note_amount", "received", "annual_rate", "n"), ("rate_per_period", "annualisation", "rounding")),
    "acceleration": Kind(_called, ("outstanding_principal", "overdue_principal", "overdue_days", "called_days", *_LATE), ("base", "day_count", "penalty_base", "rounding")),
    "short-loan-annualisation": Kind(_short, ("received", "repaid", "days"), ("year_days", "rounding")),
    "level-instalment-schedule": Kind(_level, ("principal", "annual_rate", "n"), ("rate_per_period", "last_instalment", "rounding")),
    "equal-principal-schedule": Kind(_plan, ("principal", "annual_rate", "n"), ("rounding",)),
    "interest-only-schedule": Kind(_plan, ("principal", "annual_rate", "n"), ("rounding",)),
    "flat-fee-schedule": Kind(_plan, ("principal", "n", "monthly_fee_rate_on_original_principal"), ("rounding",)),
}

LIST_NAMES = ("bases", "days", "thresholds", "dates", "claims", "ceiling_bases", "day_counts", "grace_designs", "annualisation")
DEFAULTS: dict[str, dict[str, object]] = {
    "day-count-comparison": {"bases": ["360", "365"]},
    "part-payment-allocation": {
        "allocations": {"a_interest_first": ["costs", "penalty", "interest", "principal"], "b_principal_first": ["principal", "costs", "penalty", "interest"]}
    },
}


def _other_plan(kind: str, case: Case) -> Mapping[str, object] | None:
    """Return the answer of the schedules that no vector file has; None for every other kind."""
    makers: dict[str, Callable[[], Schedule]] = {
        "equal-principal-schedule": lambda: equal_principal(case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n")),
        "interest-only-schedule": lambda: interest_only(case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n")),
        "flat-fee-schedule": lambda: flat_fee(
            case.yuan("principal", positive=True), case.rate("monthly_fee_rate_on_original_principal", largest=Decimal("0.1")), case.count("n")
        ),
    }
    return vectors.schedule_answer(makers[kind]()) if kind in makers else None


def _refuse_name(kind: str, name: str, allowed: Sequence[str]) -> WorkedError:
    near = difflib.get_close_matches(name, allowed, 1)
    zh = f"写成 {near[0]}" if near else f"删去 {name}"
    en = f"write {near[0]}" if near else f"take {name} out"
    return WorkedError(
        f"{kind} 没有 {shown(name)} 这一项。允许：{listed(allowed)}。改法：{zh}。",
        f"{kind} takes no {shown(name)}. Allowed: {listed(allowed)}. Fix: {en}.",
    )


def _given(kind: str, inputs: Mapping[str, object]) -> dict[str, object]:
    """Check the names and give lists written as text ("360, 365") their form. Raises WorkedError."""
    spec = KINDS[kind]
    allowed = (*spec.required, *spec.optional)
    for name in inputs:
        if name not in allowed:
            raise _refuse_name(kind, str(name), allowed)
    missing = [name for name in spec.required if inputs.get(name) in (None, "")]
    if missing:
        raise WorkedError(
            f"{kind} 缺少 {listed(missing)}。必填：{listed(spec.required)}。改法：补上，写成带引号的字，例如 {missing[0]}=\"…\"。",
            f"{kind} lacks {listed(missing)}. Allowed: {listed(allowed)}. Fix: add it as quoted text, such as {missing[0]}=\"…\".",
        )
    found = {**DEFAULTS.get(kind, {}), **inputs}
    for name in LIST_NAMES:
        is_list = name != "days" or kind == "grace-period"
        if is_list and isinstance(found.get(name), (str, int)):
            found[name] = [part.strip() for part in str(found[name]).split(",")]
    if isinstance(found.get("uplifts"), str):
        found["uplifts"] = {part.strip(): part.strip() for part in str(found["uplifts"]).split(",")}
    return found


@cache
def _lpr():
    return vectors.load_lpr()


def work(kind: str, inputs: Mapping[str, object]) -> WorkedExample:
    """Return a worked example of `kind` from its inputs (text, whole numbers; lists and tables for some kinds).

    Raises WorkedError: an unknown kind or name, a missing or refused value, always with what is allowed and the cure.
    """
    if kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS, 1)
        fix_zh, fix_en = (f"写成 {near[0]}", f"write {near[0]}") if near else ("从中选一个", "choose one of these")
        raise WorkedError(
            f"没有 {shown(kind)} 这种算例。允许：{listed(KINDS)}。改法：{fix_zh}。",
            f"there is no worked example of kind {shown(kind)}. Allowed: {listed(KINDS)}. Fix: {fix_en}.",
        )
    given = _given(kind, inputs)
    case = Case(given)
    try:
        case.settled()
        answer = _other_plan(kind, case) or vectors.compute(kind, given, _lpr())
        draft = KINDS[kind].draw(Work(case, answer))
    except MoneyError as error:
        raise WorkedError(f"{kind}：{error.words('zh')}", f"{kind}: {error.words('en')}") from error
    inputs = _inputs_shown(KINDS[kind], case)
    return WorkedExample(kind, inputs, draft.steps, _flat(answer), draft.highlights, draft.chart, draft.tables, draft.number_parts, draft.notes)


# Inputs that say how the site always calculates (the sentence under the steps says it), or that the results show.
HIDDEN_INPUTS = ("rounding", "rate_per_period", "last_instalment", "annualisation", "comparison", "rounding_level", "lookup", "schedule", "acceleration",
                 "late_and_misuse", "late", "misuse", "grace_designs", "day_counts", "bases", "ceiling_bases", "penalty_base", "base")


def _inputs_shown(kind: Kind, case: Case) -> dict[str, Quantity]:
    """Return the inputs a reader needs to check the sum; the day count always, even where it was not written."""
    found: dict[str, Quantity] = {}
    for name, value in case.inputs.items():
        if name in HIDDEN_INPUTS:
            continue
        if isinstance(value, list) and not isinstance(value[0], (dict, list)):
            found[name] = Quantity(", ".join(_percent(str(one)) if name == "thresholds" else str(one) for one in value), "text")
        elif isinstance(value, (str, int)):
            found[name] = quantity(name, value)
    if "day_count" in kind.optional:
        found["day_count"] = Quantity(case.day_count(), "text")
    return found


# --- words and HTML --------------------------------------------------------------------------------------------------


def label(name: str, lang: str, number_parts: str = "text") -> str:
    """Return the words for a name; a dotted name is its parts, a number in it takes the unit `number_parts`."""
    if name in NAMES:
        return NAMES[name][lang]
    parts = name.split(".") if not re.fullmatch(r"[\d.]+", name) else [name]
    if len(parts) == 1:
        return in_words(Quantity(name, number_parts), lang) if name.isdigit() and number_parts != "text" else name.replace("_", " ")
    return " · ".join(label(part, lang, number_parts) for part in parts)


def _grouped(text: str) -> str:
    whole_part, point, decimals = text.partition(".")
    sign = "−" if whole_part.startswith("-") else ""
    return f"{sign}{int(whole_part.lstrip('-')):,}{point}{decimals}"


@precise
def _percent(fraction: str) -> str:
    return exact_text(Decimal(fraction) * 100) + "%"


FRACTIONS = ("rate", "share", "share-long", "monthly-rate", "daily-rate")


def bare(amount: Quantity, lang: str) -> str:
    """Return a value as it stands in a formula: no unit, rates as percent."""
    if amount.unit in ("cny", "cny-exact"):
        return _grouped(amount.value)
    if amount.unit in FRACTIONS:
        return _percent(amount.value)
    if amount.unit in ("pct", "monthly-pct"):
        return exact_text(Decimal(amount.value)).replace("-", "−") + "%"
    if amount.unit in ("flag", "verdict"):
        return PHRASES[f"{amount.unit}-{amount.value}"][lang]
    if amount.unit == "name":
        return label(amount.value, lang)
    if amount.unit == "text":
        return NAMES[amount.value][lang] if amount.value in NAMES else amount.value
    return amount.value


def in_words(amount: Quantity, lang: str) -> str:
    """Return a value with its unit, e.g. "17.25 元" or "17.25 yuan"; the same words in text, tables and charts."""
    text = bare(amount, lang)
    forms = UNITS.get(amount.unit)
    if not forms:
        return text
    one = f"{amount.unit}-one"
    if lang == "en" and amount.value == "1" and one in UNITS:
        return UNITS[one]["en"].format(text)
    return forms[lang].format(text)


def result_text(example: WorkedExample, name: str, lang: str) -> str:
    """Return one result (or input) of an example for use in a sentence. Raises WorkedError for an unknown name."""
    known = {**example.inputs, **example.results}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        allowed = listed(known)
        raise WorkedError(
            f"算例 {example.id or example.kind} 没有结果 {shown(name)}。允许：{allowed}。改法：{'写成 ' + near[0] if near else '从中选一个'}。",
            f"example {example.id or example.kind} has no result {shown(name)}. Allowed: {allowed}. "
            f"Fix: {'write ' + near[0] if near else 'choose one of these'}.",
        )
    return in_words(known[name], lang)


def _first(words: str) -> str:
    """Return words with a capital first letter, as a label stands alone."""
    return words[:1].upper() + words[1:]


def _fill(formula: str, words: Callable[[str], str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words(found[1]), formula)


def step_words(step: Step, lang: str) -> tuple[str, str, str]:
    """Return a step's label, its formula in words, and the formula with the numbers in it."""
    id_, _, rest = step.id.partition(":")
    title = NAMES[id_][lang].format(**{name: in_words(value, lang) for name, value in step.values.items()}, name=label(rest, lang) if rest else "")
    if not step.formula:
        values = {name: in_words(value, lang) for name, value in step.values.items()}
        return title, FORMULA_NOTES[str(step.note)][lang].format(**values), ""
    return title, _fill(step.formula, lambda name: NAMES[name][lang]), _fill(step.formula, lambda name: bare(step.values[name], lang))


def _step_html(step: Step, lang: str) -> str:
    title, formula, numbers = step_words(step, lang)
    result = in_words(step.result, lang)
    html = f'<li><span class="worked-label">{escape(_first(title))}</span><br><span class="worked-formula">{escape(formula)}</span>'
    if numbers:
        html += f'<br><span class="worked-numbers">{escape(numbers)}'
        rounded = _rounded(step)
        html += f" = {escape(_exact_words(step, lang))} ≈ " if rounded else " = "
        note = PHRASES["rounded-pct" if step.result.unit != "cny" else "rounded-fen"][lang] if rounded else ""
        html += f"<strong>{escape(result)}</strong></span>{escape(note)}"
    else:
        html += f'<br><strong class="worked-numbers">{escape(result)}</strong>'
    return html + "</li>"


def _rounded(step: Step) -> bool:
    return step.exact is not None and Decimal(step.exact) != Decimal(step.result.value)


def _exact_words(step: Step, lang: str) -> str:
    if step.result.unit == "pct":
        return str(step.exact).replace("-", "−") + "%"
    return _grouped(str(step.exact))


def _table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], class_: str) -> str:
    head = "".join(f'<th scope="col">{escape(_first(column))}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(_first(row[0]))}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>" for row in rows
    )
    return f'<table class="{class_}"><caption>{escape(_first(caption))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _chart_html(example: WorkedExample, lang: str, uid: str) -> str:
    say = {key: words[lang] for key, words in PHRASES.items()}
    if isinstance(example.chart, Growth):
        days = example.chart.days
        words = {name: f"{NAMES[name][lang]} {in_words(cny(values[-1]), lang)}" for name, values in example.chart.layers.items()}
        layers = [charts.Layer(words[name], values) for name, values in example.chart.layers.items()]
        axis = (say["day"].format(days[0]), say["day"].format(days[-1]))
        total = in_words(cny(sum((values[-1] for values in example.chart.layers.values()), Decimal(0))), lang)
        description = say["growth-desc"].format(first=axis[0], last=axis[1], total=total, parts=say["join"].join(words.values()))
        return charts.growth_chart(uid, say["growth-title"], description, days, layers, axis)
    bars = []
    for name in example.chart.names:
        amount = example.results[name]
        bars.append(charts.Bar(label(name, lang, example.number_parts), Decimal(amount.value), in_words(amount, lang)))
    if not bars:
        return ""
    description = say["join"].join(f"{bar.words} {bar.amount}" for bar in bars)
    return charts.bar_chart(uid, say["bars-title"], description + say["stop"], bars)


def worked_html(example: WorkedExample, lang: str, uid: str) -> str:
    """Return the example as one escaped HTML block; `uid` must be new on the page (chart ids begin with it)."""
    say = {key: words[lang] for key, words in PHRASES.items()}
    parts = [f'<div class="worked-example" data-example="{escape(example.id)}" data-kind="{escape(example.kind)}">']
    if example.title:
        parts.append(f'<p class="worked-title"><strong>{escape(example.title[lang])}</strong></p>')
    if example.situation:
        parts.append(f'<p class="worked-situation">{escape(example.situation[lang])}</p>')
    inputs = [[label(name, lang), in_words(value, lang)] for name, value in example.inputs.items()]
    if inputs:
        parts.append(_table_html(say["inputs"], (say["item"], say["value"]), inputs, "worked-inputs"))
    parts.append(f'<p class="worked-heading">{escape(say["steps"])}</p>')
    parts.append('<ol class="worked-steps">' + "".join(_step_html(step, lang) for step in example.steps) + "</ol>")
    parts.append(f'<p class="worked-rounding">{escape(say["rounding"])}</p>')
    for table in example.tables:
        in_yuan = any(cell.unit == "cny" for row in table.rows for cell in row)
        rows = [[bare(cell, lang) if cell.unit == "cny" else in_words(cell, lang) for cell in row] for row in table.rows]
        caption = NAMES[table.id][lang] + (say["in-yuan"] if in_yuan else "")
        parts.append(_table_html(caption, [label(column, lang) for column in table.columns], rows, "worked-table"))
    results = [[label(name, lang, example.number_parts), in_words(example.results[name], lang)] for name in example.highlights if name in example.results]
    if results:
        parts.append(_table_html(say["results"], (say["item"], say["value"]), results, "worked-results"))
    parts.append(f'<div class="worked-chart">{_chart_html(example, lang, uid)}</div>')
    for note in example.notes:
        parts.append(f'<p class="worked-note">{escape(FORMULA_NOTES[note][lang])}</p>')
    leaves_out = (example.leaves_out or PHRASES["leaves-out-default"])[lang]
    parts.append(f'<p class="worked-leaves-out"><strong>{escape(say["leaves-out"])}</strong>{escape(leaves_out)}</p></div>')
    return "\n".join(parts)
