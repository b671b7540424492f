"""Run a file of worked calculations against the engine: `make vectors FILE=path` prints every difference.

The file has the shape of tests/vectors/penalty.json. Only `kind`, `inputs` and (for the day count) `convention` are read
to compute; `expected` is compared, key by key, as text. A case that cannot be computed is a difference with the reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from macros.caps import TENORS, Fixing, LprTable, lpr_on, over, times_lpr
from macros.cost import Flow, YearlyCost, court_fee, flows_total, short_loan, xirr, yearly_cost
from macros.daycount import BASES, DAY_COUNTS, YearShare, days_overdue, read_date, share_of_base, share_of_dates, share_of_days
from macros.money import (
    LARGEST_INSTALMENTS,
    ZERO,
    MoneyError,
    choice,
    days,
    exact_text,
    fixed_text,
    listed,
    percent_text,
    positive,
    precise,
    rate,
    shown,
    to_fen,
    to_fen_half_even,
    whole,
    yuan,
    yuan_text,
)
from macros.penalty import (
    ALLOCATION_PARTS,
    GRACE_DESIGNS,
    Instalment,
    acceleration,
    annualised_claim,
    capitalised,
    charged_days,
    court_ceiling,
    delayed_performance,
    early_settlement,
    missed_line,
    part_payment,
    penalty_rate,
    simple_interest,
)
from macros.schedule import Schedule, flat_fee_part, flat_fee_payment, level_instalment

LPR_FILE = Path(__file__).parent.parent / "docs" / "data" / "lpr.yml"
PENALTY_BASES = ("overdue-principal", "overdue-principal-then-called-principal")
COMPOUNDS = ("none", "simple-on-unpaid-interest")
LARGEST_DAILY = Decimal("0.01")
LARGEST_MULTIPLE = 100

Answer = dict[str, object]


@dataclass(frozen=True)
class Difference:
    """One thing that is not as expected: the case, the place in it, and both values (or the reason)."""

    case: str
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.case} {self.place}: {self.words}" if self.place else f"{self.case}: {self.words}"


# --- reading a case --------------------------------------------------------------------------------------------------


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
            return share_of_base(self.base(), apart) if counted == "act/366" else share_of_dates(counted, due, settlement)
        return self.share_of(self.days(name))

    def share_of(self, count: int) -> YearShare:
        counted = self.day_count()
        return share_of_days(counted, count) if counted in DAY_COUNTS else share_of_base(self.base(), count)

    def date(self, name: str):
        return read_date(name, self.get(name))

    def penalty_rate(self) -> Decimal:
        if self.has("penalty_base"):
            self.choice("penalty_base", PENALTY_BASES)
        return penalty_rate(self.rate("annual_rate"), self.rate("uplift"))


def divisor(name: str, value: object) -> int:
    """Read a day-count divisor: 360, 365 or 366."""
    return int(choice(name, str(value), ("360", "365", "366")))


ALLOWED = {
    "principal": "yuan, such as \"10000.00\"",
    "annual_rate": "a fraction, such as \"0.18\"",
    "uplift": "a fraction, such as \"0.50\"",
    "overdue_days": "a whole number of days",
    "instalments": "a list of {k, due, principal, interest}",
    "flows": "a list of {date, amount}",
    "dates": "a list of dates",
    "bases": "a list of divisors",
    "days": "a whole number of days, or a list of them for grace-period",
}


def _yearly(cost: YearlyCost) -> Answer:
    return {
        "monthly_irr_pct": percent_text(cost.monthly, 6),
        "nominal_annual_pct": percent_text(cost.nominal),
        "effective_annual_pct": percent_text(cost.effective),
    }


# --- one function per kind -------------------------------------------------------------------------------------------


def level_instalment_schedule(case: Case, lpr: LprTable) -> Answer:
    plan = level_instalment(case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n"))
    return schedule_answer(plan)


def schedule_answer(plan: Schedule) -> Answer:
    return {**_totals(plan), "schedule": _rows(plan)}


def _totals(plan: Schedule) -> Answer:
    return {
        "payment_regular": yuan_text(plan.payment_regular),
        "payment_last": yuan_text(plan.payment_last),
        "total_paid": yuan_text(plan.total_paid),
        "total_interest": yuan_text(plan.total_interest),
    }


def _rows(plan: Schedule) -> list[Answer]:
    return [
        {
            "k": row.k,
            "payment": yuan_text(row.payment),
            "interest": yuan_text(row.interest),
            "principal": yuan_text(row.principal),
            "balance": yuan_text(row.balance),
        }
        for row in plan.rows
    ]


def penalty_on_missed_instalment(case: Case, lpr: LprTable) -> Answer:
    case.choice("compound", ("none",), "none")
    principal, interest = case.yuan("overdue_principal"), case.yuan("unpaid_interest", "0.00")
    penalty = simple_interest(principal, case.penalty_rate(), case.share())
    return {
        "penalty_on_principal_exact": exact_text(penalty.exact),
        "penalty_on_principal": yuan_text(penalty.rounded),
        "total_due": yuan_text(principal + interest + penalty.rounded),
    }


def penalty_with_compound(case: Case, lpr: LprTable) -> Answer:
    compounds = case.choice("compound", COMPOUNDS, COMPOUNDS[1]) != "none"
    principal, interest = case.yuan("overdue_principal"), case.yuan("unpaid_interest")
    yearly, share = case.penalty_rate(), case.share()
    penalty = simple_interest(principal, yearly, share)
    compound = simple_interest(interest if compounds else ZERO, yearly, share)
    return {
        "penalty_on_principal_exact": exact_text(penalty.exact),
        "penalty_on_principal": yuan_text(penalty.rounded),
        "compound_on_interest_exact": exact_text(compound.exact),
        "compound_on_interest": yuan_text(compound.rounded),
        "sum_if_rounded_once_at_end": yuan_text(_sum(penalty.exact, compound.exact)),
        "total_due": yuan_text(_sum(principal, interest, penalty.rounded, compound.rounded)),
    }


@precise
def _sum(*amounts: Decimal) -> Decimal:
    return sum(amounts, ZERO)


def read_instalments(case: Case) -> list[Instalment]:
    found = []
    for position, item in enumerate(case.items("instalments"), start=1):
        one = case.inner("instalments", item)
        found.append(
            Instalment(
                one.count("k", position), one.date("due"), one.yuan("principal"), one.yuan("interest", "0.00")
            )
        )
    return found


def several_missed_instalments(case: Case, lpr: LprTable) -> Answer:
    compounds = case.choice("compound", COMPOUNDS, "none") != "none"
    settlement, yearly, counted = case.date("settlement"), case.penalty_rate(), case.day_count()
    lines = [missed_line(one, settlement, yearly, counted, compounds) for one in read_instalments(case)]
    principal = _sum(*(line.instalment.principal for line in lines))
    interest = _sum(*(line.instalment.interest for line in lines))
    penalty = _sum(*(line.penalty.rounded for line in lines))
    compound = _sum(*(line.compound.rounded for line in lines))
    return {
        "lines": [
            {
                "k": line.instalment.k,
                "due": str(line.instalment.due),
                "overdue_days": line.overdue_days,
                "principal": yuan_text(line.instalment.principal),
                "interest": yuan_text(line.instalment.interest),
                "penalty": yuan_text(line.penalty.rounded),
                "compound": yuan_text(line.compound.rounded),
            }
            for line in lines
        ],
        "principal": yuan_text(principal),
        "interest": yuan_text(interest),
        "penalty": yuan_text(penalty),
        "compound": yuan_text(compound),
        "total_without_compound": yuan_text(_sum(principal, interest, penalty)),
        "total_with_compound": yuan_text(_sum(principal, interest, penalty, compound)),
    }


def day_count_comparison(case: Case, lpr: LprTable) -> Answer:
    principal, yearly, late = case.yuan("overdue_principal"), case.penalty_rate(), case.days("overdue_days")
    bases = [divisor("bases", base) for base in case.items("bases")]
    by = {base: simple_interest(principal, yearly, share_of_base(base, late)) for base in {*bases, 360, 365}}
    return {
        "by_day_count": {
            f"act/{base}": {"exact": exact_text(by[base].exact), "penalty": yuan_text(by[base].rounded)} for base in bases
        },
        "difference": yuan_text(by[360].rounded - by[365].rounded),
        "rate_on_360_over_365_days": exact_text(_over_365_days(yearly)),
    }


@precise
def _over_365_days(yearly: Decimal) -> Decimal:
    return yearly * 365 / 360


def leap_year(case: Case, lpr: LprTable) -> Answer:
    principal, yearly = case.yuan("overdue_principal"), case.penalty_rate()
    counts = [choice("day_counts", name, DAY_COUNTS) for name in case.items("day_counts", list(DAY_COUNTS))]
    answer: Answer = {}
    for name, value in case.mapping("cases").items():
        one = case.inner(name, value)
        due, settlement = one.date("due"), one.date("settlement")
        line: Answer = {"overdue_days": days_overdue(due, settlement)}
        for counted in counts:
            line[counted] = yuan_text(simple_interest(principal, yearly, share_of_dates(counted, due, settlement)).rounded)
        answer[name] = line
    return answer


def grace_period(case: Case, lpr: LprTable) -> Answer:
    principal, yearly, grace = case.yuan("overdue_principal"), case.penalty_rate(), case.days("grace_days")
    names = {"none": "no_grace", "cliff": "cliff_grace", "deductible": "deductible_grace"}
    designs = [choice("grace_designs", design, GRACE_DESIGNS) for design in case.items("grace_designs", list(GRACE_DESIGNS))]
    answer: Answer = {}
    for item in case.items("days"):
        late = days("days", item)
        answer[str(late)] = {
            names[design]: yuan_text(
                simple_interest(principal, yearly, case.share_of(charged_days(late, grace, design))).rounded
            )
            for design in designs
        }
    return answer


def uplift_comparison(case: Case, lpr: LprTable) -> Answer:
    principal, annual_rate, share = case.yuan("overdue_principal"), case.rate("annual_rate"), case.share()
    uplifts = case.mapping("uplifts")
    yearly = {label: penalty_rate(annual_rate, rate("uplifts", share_added)) for label, share_added in uplifts.items()}
    by = {label: simple_interest(principal, yearly[label], share) for label in uplifts}
    answer: Answer = {
        "by_uplift": {
            label: {
                "penalty_annual_rate": exact_text(yearly[label]),
                "exact": exact_text(by[label].exact),
                "penalty": yuan_text(by[label].rounded),
            }
            for label in uplifts
        }
    }
    if case.has("late") and case.has("misuse"):
        both = [by[case.choice(name, list(uplifts))].rounded for name in ("late", "misuse")]
        answer["late_and_misuse"] = yuan_text(max(both))
    return answer


def part_payment_allocation(case: Case, lpr: LprTable) -> Answer:
    case.choice("compound", ("none",), "none")
    owed = {
        "costs": case.yuan("costs", "0.00"),
        "interest": case.yuan("unpaid_interest", "0.00"),
        "principal": case.yuan("overdue_principal"),
    }
    paid_on, settled_on = case.days("payment_day"), case.days("settlement_day")
    if settled_on < paid_on:
        raise MoneyError(
            "end-before-start-days", start_name="payment_day", start=paid_on, end_name="settlement_day", end=settled_on
        )
    before, after = case.share_of(paid_on), case.share_of(settled_on - paid_on)
    payment, yearly = case.yuan("payment"), case.penalty_rate()
    answer: Answer = {}
    for name, order in case.mapping("allocations").items():
        if not isinstance(order, list) or not all(isinstance(part, str) for part in order):
            raise MoneyError("not-order", value=shown(order))
        done = part_payment(owed, payment, order, yearly, before, after)
        answer[name] = {
            "penalty_before_payment": yuan_text(done.penalty_before.rounded),
            **{f"to_{part}": yuan_text(done.to[part]) for part in ALLOCATION_PARTS},
            "principal_left": yuan_text(done.left["principal"]),
            "penalty_after_payment": yuan_text(done.penalty_after.rounded),
            "settlement": yuan_text(done.settlement),
            "grand_total": yuan_text(done.grand_total),
        }
    return answer


def flat_fee_irr(case: Case, lpr: LprTable) -> Answer:
    principal, n = case.yuan("principal", positive=True), case.count("n")
    fee_rate = case.rate("monthly_fee_rate_on_original_principal", largest=Decimal("0.1"))
    payment = flat_fee_payment(principal, fee_rate, n)
    return {
        "monthly_payment": yuan_text(payment),
        "total_fee": yuan_text(flat_fee_part(principal, fee_rate) * n),
        "advertised_flat_annual_pct": percent_text(fee_rate * 12),
        **_yearly(yearly_cost(principal, [payment] * n)),
    }


def upfront_fee_irr(case: Case, lpr: LprTable) -> Answer:
    loan, fee = case.yuan("loan", positive=True), case.yuan("upfront_fee")
    payment, n = case.yuan("payment", positive=True), case.count("n")
    if fee >= loan:
        raise MoneyError("fee-above-loan", value=fee, whole=loan)
    return {
        "total_cost": yuan_text(payment * n + fee - loan),
        **_yearly(yearly_cost(loan - fee, [payment] * n)),
    }


def irr_with_monthly_fee(case: Case, lpr: LprTable) -> Answer:
    principal, n = case.yuan("principal", positive=True), case.count("n")
    payment, fee = case.yuan("payment"), case.yuan("monthly_guarantee_fee", "0.00")
    last = case.yuan("payment_last", case.get("payment"))
    cost = yearly_cost(principal, [payment + fee] * (n - 1) + [last + fee])
    answer = {
        **_yearly(cost),
        "over": {str(text): over(cost, rate("thresholds", text)) for text in case.items("thresholds", ["0.24"])},
    }
    percent = _lpr_of(case, lpr)
    if percent is not None:
        four = times_lpr(percent, 4)
        answer["four_lpr_pct"] = fixed_text(four, 2)
        answer["over_four_lpr"] = over(cost, _fraction(four))
    return answer


@precise
def _fraction(percent: Decimal) -> Decimal:
    return percent / 100


def _lpr_of(case: Case, lpr: LprTable) -> Decimal | None:
    """Return the one-year LPR the case states, else the one on file for its contract date."""
    if case.has("one_year_lpr_pct"):
        return rate("one_year_lpr_pct", case.get("one_year_lpr_pct"), largest=Decimal(100))
    return lpr_on(lpr, case.date("contract_date")) if case.has("contract_date") else None


def lpr_cap_lookup(case: Case, lpr: LprTable) -> Answer:
    tenor = case.choice("tenor", TENORS, "one-year")
    multiple = whole("multiple", case.get("multiple", 4), 1, LARGEST_MULTIPLE)
    name = {"one-year": "lpr_1y_pct", "five-year": "lpr_5y_pct"}[tenor]
    answer: Answer = {}
    for text in case.items("dates"):
        try:
            percent = lpr_on(lpr, read_date("dates", text), tenor)
        except MoneyError as error:
            if error.reason != "no-fixing":
                raise
            answer[str(text)] = {name: None, "four_times_pct": None, "reason": str(error)}
            continue
        known = percent is not None
        answer[str(text)] = {
            name: fixed_text(percent, 2) if known else None,
            "four_times_pct": fixed_text(times_lpr(percent, multiple), 2) if known else None,
        }
    return answer


def court_reduction_24(case: Case, lpr: LprTable) -> Answer:
    principal, late = case.yuan("principal", positive=True), case.days("days")
    damages = case.yuan("liquidated_damages", "0.00")
    base = case.base("penalty_base")
    penalty = simple_interest(principal, case.rate("penalty_annual"), share_of_base(base, late)).rounded
    claimed = penalty + damages
    answer = {
        "penalty": yuan_text(penalty),
        "liquidated_damages": yuan_text(damages),
        "claimed_total": yuan_text(claimed),
    }
    for item in case.items("ceiling_bases", [360, 365]):
        by = divisor("ceiling_bases", item)
        found = court_ceiling(principal, late, case.rate("ceiling_annual"), by, claimed)
        answer[f"ceiling_base_{by}"] = yuan_text(found.ceiling.rounded)
        answer[f"excess_base_{by}"] = yuan_text(found.excess)
    answer["annualised_claim_pct_base_365"] = percent_text(annualised_claim(principal, claimed, late))
    return answer


def enforcement_interest(case: Case, lpr: LprTable) -> Answer:
    case.choice("compound", ("none",), "none")
    daily = case.rate("daily_rate", largest=LARGEST_DAILY)
    return {
        "doubled_part": yuan_text(delayed_performance(case.yuan("unpaid"), case.days("days"), daily).rounded),
        "annualised_365_pct": percent_text(daily * 365),
    }


def read_flows(case: Case) -> list[Flow]:
    found = []
    for item in case.items("flows"):
        one = case.inner("flows", item)
        found.append(Flow(one.date("date"), yuan("amount", one.get("amount"), signed=True)))
    return found


def xirr_of_flows(case: Case, lpr: LprTable) -> Answer:
    case.choice("day_count", ("act/365F", "act/365"), "act/365F")
    flows = read_flows(case)
    return {"xirr_pct": percent_text(xirr(flows)), "simple_sum_of_cost": yuan_text(flows_total(flows))}


def court_fees(case: Case, lpr: LprTable) -> Answer:
    answer: Answer = {}
    for item in case.items("claims"):
        fee = court_fee(yuan("claims", item, positive=True))
        answer[str(item)] = {
            "full": yuan_text(fee),
            "simplified_or_mediated_half": yuan_text(_part(fee, 2)),
            "payment_order_third": yuan_text(_part(fee, 3)),
        }
    return answer


@precise
def _part(amount: Decimal, divisor: int) -> Decimal:
    return amount / divisor


def compound_frequency(case: Case, lpr: LprTable) -> Answer:
    interest, yearly, months = case.yuan("unpaid_interest"), case.penalty_rate(), case.count("months")
    monthly, quarterly = capitalised(interest, yearly, months, 1), capitalised(interest, yearly, months, 3)
    return {
        "monthly_compound": yuan_text(monthly.rounded),
        "monthly_exact": exact_text(monthly.exact),
        "quarterly_compound": yuan_text(quarterly.rounded),
        "simple": yuan_text(simple_interest(interest, yearly, case.share("simple_days")).rounded),
    }


def early_settlement_of_loan(case: Case, lpr: LprTable) -> Answer:
    annual_rate = case.rate("annual_rate")
    plan: Schedule | None = None
    if not (case.has("balance") and case.has("remaining_scheduled_interest")):
        plan = level_instalment(case.yuan("principal", positive=True), annual_rate, case.count("n"))
    paid = whole("paid", case.get("paid", 0), 0, len(plan.rows) if plan else LARGEST_INSTALMENTS)
    balance = case.yuan("balance", plan and str(plan.balance_after(paid)))
    remaining = case.yuan("remaining_scheduled_interest", plan and str(plan.interest_after(paid)))
    done = early_settlement(balance, annual_rate, case.share("days"), case.rate("fee_rate", "0"), remaining)
    return {
        "accrued_interest": yuan_text(done.accrued.rounded),
        "settle_without_fee": yuan_text(done.without_fee),
        "fee": yuan_text(done.fee.rounded),
        "settle_with_fee": yuan_text(done.with_fee),
        "interest_saved_vs_schedule": yuan_text(done.interest_saved),
    }


def upfront_deduction(case: Case, lpr: LprTable) -> Answer:
    note, received = case.yuan("note_amount", positive=True), case.yuan("received", positive=True)
    annual_rate, n = case.rate("annual_rate"), case.count("n")
    on_note = level_instalment(note, annual_rate, n).payment_regular
    on_received = level_instalment(received, annual_rate, n).payment_regular
    cost = yearly_cost(received, [on_note] * n)
    return {
        "payment_on_note": yuan_text(on_note),
        "payment_on_received": yuan_text(on_received),
        "difference_per_month": yuan_text(on_note - on_received),
        "irr_nominal_pct_if_note_schedule_paid": percent_text(cost.nominal),
        "irr_effective_pct_if_note_schedule_paid": percent_text(cost.effective),
    }


def acceleration_of_loan(case: Case, lpr: LprTable) -> Answer:
    done = acceleration(
        case.yuan("outstanding_principal"),
        case.yuan("overdue_principal"),
        case.penalty_rate(),
        case.share("overdue_days"),
        case.share_of(case.days("called_days")),
    )
    return {
        "penalty_overdue_instalment": yuan_text(done.penalty_overdue.rounded),
        "called_principal": yuan_text(done.called_principal),
        "penalty_called_principal": yuan_text(done.penalty_called.rounded),
        "penalty_total": yuan_text(done.penalty_total),
    }


def rounding_boundaries(case: Case, lpr: LprTable) -> Answer:
    answer: Answer = {}
    for name, value in case.mapping("cases").items():
        one = case.inner(name, value)
        penalty = simple_interest(one.yuan("overdue_principal"), one.penalty_rate(), one.share())
        answer[name] = {
            "exact": exact_text(penalty.exact),
            "penalty": yuan_text(penalty.rounded),
            "half_even_would_be": yuan_text(to_fen_half_even(penalty.exact)),
        }
    return answer


def short_loan_annualisation(case: Case, lpr: LprTable) -> Answer:
    received, repaid = case.yuan("received", positive=True), case.yuan("repaid", positive=True)
    year_days = divisor("year_days", case.get("year_days", 365))
    apart = case.days("days")
    positive("days", apart)
    simple, effective = short_loan(received, repaid, apart, year_days)
    return {
        "cost": yuan_text(to_fen(repaid - received)),
        "simple_annual_pct": percent_text(simple),
        "effective_annual_pct": percent_text(effective),
    }


KINDS: dict[str, Callable[[Case, LprTable], Answer]] = {
    "level-instalment-schedule": level_instalment_schedule,
    "penalty-on-missed-instalment": penalty_on_missed_instalment,
    "penalty-with-compound": penalty_with_compound,
    "several-missed-instalments": several_missed_instalments,
    "day-count-comparison": day_count_comparison,
    "leap-year": leap_year,
    "grace-period": grace_period,
    "uplift-comparison": uplift_comparison,
    "part-payment-allocation": part_payment_allocation,
    "flat-fee-irr": flat_fee_irr,
    "upfront-fee-irr": upfront_fee_irr,
    "irr-with-monthly-fee": irr_with_monthly_fee,
    "lpr-cap-lookup": lpr_cap_lookup,
    "court-reduction-24": court_reduction_24,
    "enforcement-interest": enforcement_interest,
    "xirr": xirr_of_flows,
    "court-fee": court_fees,
    "compound-frequency": compound_frequency,
    "early-settlement": early_settlement_of_loan,
    "upfront-deduction": upfront_deduction,
    "acceleration": acceleration_of_loan,
    "rounding-boundaries": rounding_boundaries,
    "short-loan-annualisation": short_loan_annualisation,
}


# --- comparing -------------------------------------------------------------------------------------------------------


def compute(kind: str, inputs: Mapping[str, object], lpr: LprTable, convention: Mapping[str, object] | None = None) -> Answer:
    """Return the answer of one kind, as text, in the formats of the vector file. Raises MoneyError."""
    if kind not in KINDS:
        raise MoneyError("unknown-choice", name="kind", value=shown(kind), allowed=listed(KINDS))
    case = Case(inputs, convention)
    case.settled()
    return KINDS[kind](case, lpr)


def load_lpr(path: Path = LPR_FILE) -> LprTable:
    """Read the LPR table from its data file. Raises OSError, yaml.YAMLError, KeyError, MoneyError."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    percents = Decimal(100)
    fixings = [
        Fixing(
            read_date("date", one["date"]),
            rate("one_year", one["one_year"], largest=percents),
            rate("five_year", one["five_year"], largest=percents),
            one["confidence"],
        )
        for one in data["fixings"]
    ]
    return LprTable(sorted(fixings, key=lambda fixing: fixing.date), read_date("complete_through", data["complete_through"]))


def run(cases: object, lpr: LprTable | None = None) -> list[Difference]:
    """Compute every vector of a file's content and return the differences; none means all agree."""
    vectors = cases.get("vectors") if isinstance(cases, dict) else None
    if not isinstance(vectors, list) or not vectors:
        return [Difference("file", "vectors", "no list of cases. Allowed: {\"vectors\": [{id, kind, inputs, expected}]}")]
    table = lpr or load_lpr()
    found: list[Difference] = []
    for position, vector in enumerate(vectors, start=1):
        found += _run_one(vector, position, table)
    return found


def _run_one(vector: object, position: int, lpr: LprTable) -> list[Difference]:
    name = str(vector.get("id", f"case {position}")) if isinstance(vector, dict) else f"case {position}"
    for key in ("inputs", "expected"):
        if not isinstance(vector, dict) or not isinstance(vector.get(key), dict):
            return [Difference(name, key, "is missing or no table. Allowed: a table of names and values")]
    convention = vector.get("convention")
    try:
        answer = compute(
            str(vector.get("kind")), vector["inputs"], lpr, convention if isinstance(convention, dict) else None
        )
    except MoneyError as error:
        return [Difference(name, "", str(error))]
    return list(_compare(name, "", vector["expected"], answer))


def _compare(case: str, place: str, expected: object, computed: object):
    """Yield a difference for each expected value that is not computed exactly so; extra computed values are fine."""
    if isinstance(expected, dict) and isinstance(computed, dict):
        for key, value in expected.items():
            at = f"{place}.{key}" if place else str(key)
            if key in computed:
                yield from _compare(case, at, value, computed[key])
            else:
                yield Difference(case, at, f"expected {_plain(value)}, got nothing of this name")
    elif isinstance(expected, list) and isinstance(computed, list):
        if len(expected) != len(computed):
            yield Difference(case, place, f"expected {len(expected)} lines, got {len(computed)}")
        for position, (one, other) in enumerate(zip(expected, computed, strict=False)):
            yield from _compare(case, f"{place}[{position}]", one, other)
    elif type(expected) is not type(computed):
        yield Difference(case, place, f"expected {json.dumps(expected)}, got {json.dumps(computed)}")
    elif expected != computed:
        yield Difference(case, place, f"expected {_plain(expected)}, got {_plain(computed)}")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _refuse_double(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        double = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the name {shown(double[0])} stands twice in one table")
    return found


def read_file(path: Path) -> object:
    """Read a vector file; a number with a point stays text in brackets, so that it is refused as money by name.

    Raises OSError, ValueError with one sentence.
    """
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text, object_pairs_hook=_refuse_double, parse_float=lambda number: f"({number} without quotes)")


def main(argv: list[str]) -> int:
    """Run the file named first (default: tests/vectors/penalty.json) and print each difference; 1 if there is any."""
    path = Path(argv[0]) if argv else Path(__file__).parent.parent / "tests" / "vectors" / "penalty.json"
    try:
        cases = read_file(path)
    except FileNotFoundError:
        print(f"{path}: no such file. Fix: give the path of a JSON file, as in make vectors FILE=path")
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8 text'}). Fix: give a UTF-8 JSON file")
        return 1
    except (ValueError, RecursionError) as error:
        print(f"{path}: not JSON of the right kind ({error}). Fix: compare it with tests/vectors/penalty.json")
        return 1
    try:
        found = run(cases)
    except (OSError, yaml.YAMLError, KeyError, TypeError, MoneyError) as error:
        print(f"{LPR_FILE}: the LPR table cannot be read ({' '.join(str(error).split())}). Fix: run python -m macros.data")
        return 1
    for difference in found:
        print(difference)
    total = len(cases["vectors"]) if isinstance(cases, dict) and isinstance(cases.get("vectors"), list) else 0
    wrong = len({difference.case for difference in found})
    print(f"{path.name}: {total} cases, {total - wrong if total else 0} agree, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
