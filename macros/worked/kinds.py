"""The kinds of worked examples: who draws their steps and which names they take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from macros import answers
from macros.budget import INCOMES, LINES
from macros.case import Case
from macros.schedule import Schedule, equal_principal, flat_fee, interest_only
from macros.worked import costs, late, month
from macros.worked.model import (
    Draft,
)
from macros.worked.work import Work

_LATE = ("annual_rate", "uplift")


_COUNTING = ("base", "day_count", "due", "settlement", "rounding", "penalty_base")


@dataclass(frozen=True)
class Kind:
    """A kind of worked example: who draws its steps, and which names it takes."""

    draw: Callable[[Work], Draft]
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "penalty-on-missed-instalment": Kind(
        late.missed_steps, ("overdue_principal", *_LATE), ("unpaid_interest", "overdue_days", "compound", *_COUNTING)
    ),
    "penalty-with-compound": Kind(
        late.missed_steps, ("overdue_principal", "unpaid_interest", *_LATE), ("overdue_days", "compound", *_COUNTING)
    ),
    "several-missed-instalments": Kind(
        late.several_steps,
        ("settlement", "instalments", *_LATE),
        ("base", "day_count", "compound", "rounding", "rounding_level", "acceleration", "penalty_base"),
    ),
    "day-count-comparison": Kind(
        late.bases_steps, ("overdue_principal", "overdue_days", *_LATE), ("bases", "rounding")
    ),
    "leap-year": Kind(late.leap_steps, ("overdue_principal", "cases", *_LATE), ("day_counts", "rounding")),
    "grace-period": Kind(
        late.grace_steps,
        ("overdue_principal", "grace_days", "days", *_LATE),
        ("base", "day_count", "grace_designs", "rounding"),
    ),
    "uplift-comparison": Kind(
        late.uplifts_steps,
        ("overdue_principal", "annual_rate", "uplifts"),
        ("overdue_days", "late", "misuse", "late_and_misuse", *_COUNTING),
    ),
    "part-payment-allocation": Kind(
        late.part_payment_steps,
        ("overdue_principal", "payment", "payment_day", "settlement_day", *_LATE),
        ("unpaid_interest", "costs", "allocations", "compound", "base", "day_count", "rounding"),
    ),
    "flat-fee-irr": Kind(
        costs.flat_fee_steps,
        ("principal", "n", "monthly_fee_rate_on_original_principal"),
        ("annualisation", "rounding"),
    ),
    "upfront-fee-irr": Kind(
        costs.upfront_fee_steps, ("loan", "upfront_fee", "payment", "n"), ("annualisation", "rounding")
    ),
    "irr-with-monthly-fee": Kind(
        costs.monthly_fee_steps,
        ("principal", "payment", "n"),
        (
            "payment_last",
            "monthly_guarantee_fee",
            "thresholds",
            "contract_date",
            "one_year_lpr_pct",
            "annualisation",
            "comparison",
            "rounding",
        ),
    ),
    "lpr-cap-lookup": Kind(costs.lpr_lookup_steps, ("dates",), ("tenor", "multiple", "lookup")),
    "court-reduction-24": Kind(
        late.court_steps,
        ("principal", "days", "penalty_annual", "ceiling_annual"),
        ("liquidated_damages", "penalty_base", "ceiling_bases", "rounding"),
    ),
    "enforcement-interest": Kind(late.enforcement_steps, ("unpaid", "days", "daily_rate"), ("compound", "rounding")),
    "xirr": Kind(costs.xirr_steps, ("flows",), ("day_count",)),
    "court-fee": Kind(costs.court_fee_steps, ("claims",), ("schedule", "rounding")),
    "compound-frequency": Kind(
        late.compound_frequency_steps,
        ("unpaid_interest", "months", "simple_days", *_LATE),
        ("base", "day_count", "rounding"),
    ),
    "early-settlement": Kind(
        late.early_steps,
        ("annual_rate", "days"),
        (
            "balance",
            "fee_rate",
            "principal",
            "n",
            "paid",
            "base",
            "remaining_scheduled_interest",
            "day_count",
            "rounding",
        ),
    ),
    "upfront-deduction": Kind(
        costs.deduction_steps,
        ("note_amount", "received", "annual_rate", "n"),
        ("rate_per_period", "annualisation", "rounding"),
    ),
    "acceleration": Kind(
        late.called_steps,
        ("outstanding_principal", "overdue_principal", "overdue_days", "called_days", *_LATE),
        ("base", "day_count", "penalty_base", "rounding"),
    ),
    "short-loan-annualisation": Kind(costs.short_steps, ("received", "repaid", "days"), ("year_days", "rounding")),
    "level-instalment-schedule": Kind(
        costs.level_steps, ("principal", "annual_rate", "n"), ("rate_per_period", "last_instalment", "rounding")
    ),
    "equal-principal-schedule": Kind(costs.plan_steps, ("principal", "annual_rate", "n"), ("rounding",)),
    "interest-only-schedule": Kind(costs.plan_steps, ("principal", "annual_rate", "n"), ("rounding",)),
    "flat-fee-schedule": Kind(
        costs.plan_steps, ("principal", "n", "monthly_fee_rate_on_original_principal"), ("rounding",)
    ),
    "monthly-budget": Kind(month.budget_steps, ("wages", "debts"), (*INCOMES[1:], *LINES)),
}


LIST_NAMES = (
    "bases",
    "days",
    "thresholds",
    "dates",
    "claims",
    "ceiling_bases",
    "day_counts",
    "grace_designs",
    "annualisation",
)


DEFAULTS: dict[str, dict[str, object]] = {
    "day-count-comparison": {"bases": ["360", "365"]},
    "part-payment-allocation": {
        "allocations": {
            "a_interest_first": ["costs", "penalty", "interest", "principal"],
            "b_principal_first": ["principal", "costs", "penalty", "interest"],
        }
    },
}


def other_answer(kind: str, case: Case) -> Mapping[str, object] | None:
    """Return the answer of the kinds that no vector file has; None for every other kind."""
    if kind == "monthly-budget":
        return month.answer(case)
    makers: dict[str, Callable[[], Schedule]] = {
        "equal-principal-schedule": lambda: equal_principal(
            case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n")
        ),
        "interest-only-schedule": lambda: interest_only(
            case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n")
        ),
        "flat-fee-schedule": lambda: flat_fee(
            case.yuan("principal", positive=True),
            case.rate("monthly_fee_rate_on_original_principal", largest=answers.LARGEST_MONTHLY_FEE),
            case.count("n"),
        ),
    }
    return answers.schedule_answer(makers[kind]()) if kind in makers else None
