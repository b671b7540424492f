"""Every kind of calculation from named inputs to named results, as text in the formats of tests/vectors/penalty.json.

`compute` is the one way from inputs to results: the vector runner, the worked examples of the pages and their tests all
use it. Money has two decimals, `_exact` at most ten, `_pct` four (the monthly rate six, LPR two).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from macros.caps import TENORS, LprTable, lpr_on, over, times_lpr
from macros.case import Case, divisor
from macros.cost import Flow, YearlyCost, court_fee, flows_total, short_loan, xirr, yearly_cost
from macros.daycount import DAY_COUNTS, days_overdue, read_date, share_of_base, share_of_dates
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

COMPOUNDS = ("none", "simple-on-unpaid-interest")
LARGEST_DAILY = Decimal("0.01")
LARGEST_MONTHLY_FEE = Decimal("0.1")
LARGEST_MULTIPLE = 100

Answer = dict[str, object]


def _yearly(cost: YearlyCost) -> Answer:
    """Return a monthly rate and its two yearly readings, as percent."""
    return {
        "monthly_irr_pct": percent_text(cost.monthly, 6),
        "nominal_annual_pct": percent_text(cost.nominal),
        "effective_annual_pct": percent_text(cost.effective),
    }


def level_instalment_schedule(case: Case, lpr: LprTable) -> Answer:
    """Return the totals and rows of a level-instalment loan."""
    plan = level_instalment(case.yuan("principal", positive=True), case.rate("annual_rate"), case.count("n"))
    return schedule_answer(plan)


def schedule_answer(plan: Schedule) -> Answer:
    """Return any schedule in the format of the vector file."""
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
    """Return penalty interest on one missed instalment, without interest on its interest."""
    case.choice("compound", ("none",), "none")
    principal, interest = case.yuan("overdue_principal"), case.yuan("unpaid_interest", "0.00")
    penalty = simple_interest(principal, case.penalty_rate(), case.share())
    return {
        "penalty_on_principal_exact": exact_text(penalty.exact),
        "penalty_on_principal": yuan_text(penalty.rounded),
        "total_due": yuan_text(principal + interest + penalty.rounded),
    }


def penalty_with_compound(case: Case, lpr: LprTable) -> Answer:
    """Return penalty interest and simple interest on the unpaid interest; each rounded by itself."""
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
    """Read a list of {k, due, principal, interest}."""
    found = []
    for position, item in enumerate(case.items("instalments"), start=1):
        one = case.inner("instalments", item)
        found.append(
            Instalment(one.count("k", position), one.date("due"), one.yuan("principal"), one.yuan("interest", "0.00"))
        )
    return found


def several_missed_instalments(case: Case, lpr: LprTable) -> Answer:
    """Return a line for each missed instalment from its own due date, and the sums of the rounded parts."""
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
    """Return the same penalty on several divisors; the difference is 360 less 365."""
    principal, yearly, late = case.yuan("overdue_principal"), case.penalty_rate(), case.days("overdue_days")
    bases = [divisor("bases", base) for base in case.items("bases")]
    by = {base: simple_interest(principal, yearly, share_of_base(base, late)) for base in {*bases, 360, 365}}
    return {
        "by_day_count": {
            f"act/{base}": {"exact": exact_text(by[base].exact), "penalty": yuan_text(by[base].rounded)}
            for base in bases
        },
        "difference": yuan_text(by[360].rounded - by[365].rounded),
        "rate_on_360_over_365_days": exact_text(_over_365_days(yearly)),
    }


@precise
def _over_365_days(yearly: Decimal) -> Decimal:
    return yearly * 365 / 360


def leap_year(case: Case, lpr: LprTable) -> Answer:
    """Return the penalty between two dates under each day count, case by case."""
    principal, yearly = case.yuan("overdue_principal"), case.penalty_rate()
    counts = [choice("day_counts", name, DAY_COUNTS) for name in case.items("day_counts", list(DAY_COUNTS))]
    answer: Answer = {}
    for name, value in case.mapping("cases").items():
        one = case.inner(name, value)
        due, settlement = one.date("due"), one.date("settlement")
        line: Answer = {"overdue_days": days_overdue(due, settlement)}
        for counted in counts:
            line[counted] = yuan_text(
                simple_interest(principal, yearly, share_of_dates(counted, due, settlement)).rounded
            )
        answer[name] = line
    return answer


def grace_period(case: Case, lpr: LprTable) -> Answer:
    """Return the penalty for several days late under each kind of grace."""
    principal, yearly, grace = case.yuan("overdue_principal"), case.penalty_rate(), case.days("grace_days")
    names = {"none": "no_grace", "cliff": "cliff_grace", "deductible": "deductible_grace"}
    designs = [
        choice("grace_designs", design, GRACE_DESIGNS) for design in case.items("grace_designs", list(GRACE_DESIGNS))
    ]
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
    """Return the penalty for several uplifts; late and misuse together give the larger, never the sum."""
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
    """Return where a part payment goes, and the settlement, for each order."""
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
    """Return what a fee on the original principal costs a year on the money really held."""
    principal, n = case.yuan("principal", positive=True), case.count("n")
    fee_rate = case.rate("monthly_fee_rate_on_original_principal", largest=LARGEST_MONTHLY_FEE)
    payment = flat_fee_payment(principal, fee_rate, n)
    return {
        "monthly_payment": yuan_text(payment),
        "total_fee": yuan_text(flat_fee_part(principal, fee_rate) * n),
        "advertised_flat_annual_pct": percent_text(fee_rate * 12),
        **_yearly(yearly_cost(principal, [payment] * n)),
    }


def upfront_fee_irr(case: Case, lpr: LprTable) -> Answer:
    """Return the yearly cost of a loan whose fee is taken out at the start."""
    loan, fee = case.yuan("loan", positive=True), case.yuan("upfront_fee")
    payment, n = case.yuan("payment", positive=True), case.count("n")
    if fee >= loan:
        raise MoneyError("fee-above-loan", value=fee, whole=loan)
    return {
        "total_cost": yuan_text(payment * n + fee - loan),
        **_yearly(yearly_cost(loan - fee, [payment] * n)),
    }


def irr_with_monthly_fee(case: Case, lpr: LprTable) -> Answer:
    """Return the yearly cost with a monthly fee, against lines given and four times the LPR; no conclusion."""
    principal, n = case.yuan("principal", positive=True), case.count("n")
    payment, fee = case.yuan("payment"), case.yuan("monthly_guarantee_fee", "0.00")
    last = case.yuan("payment_last", case.get("payment"))
    cost = yearly_cost(principal, [payment + fee] * (n - 1) + [last + fee])
    answer = {
        **_yearly(cost),
        "over": {str(text): over(cost, rate("thresholds", text)) for text in case.items("thresholds", ["0.24"])},
    }
    percent = _lpr_of(case, lpr)
    four = None if percent is None else times_lpr(percent, 4)
    answer["four_lpr_pct"] = None if four is None else fixed_text(four, 2)
    answer["over_four_lpr"] = None if four is None else over(cost, _fraction(four))
    return answer


@precise
def _fraction(percent: Decimal) -> Decimal:
    return percent / 100


def _lpr_of(case: Case, lpr: LprTable) -> Decimal | None:
    """Return the one-year LPR the case states, else the one on file for its contract date; None when there is none."""
    if case.has("one_year_lpr_pct"):
        return rate("one_year_lpr_pct", case.get("one_year_lpr_pct"), largest=Decimal(100))
    if not case.has("contract_date"):
        return None
    try:
        return lpr_on(lpr, case.date("contract_date"))
    except MoneyError as error:
        if error.reason == "no-fixing":
            return None
        raise


def lpr_cap_lookup(case: Case, lpr: LprTable) -> Answer:
    """Return the LPR and its multiple on each date; null and a reason where no fixing answers."""
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
    """Return a claim against principal x ceiling x days / base, for each divisor."""
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
    """Return the doubled part of interest for delayed performance."""
    case.choice("compound", ("none",), "none")
    daily = case.rate("daily_rate", largest=LARGEST_DAILY)
    return {
        "doubled_part": yuan_text(delayed_performance(case.yuan("unpaid"), case.days("days"), daily).rounded),
        "annualised_365_pct": percent_text(daily * 365),
    }


def read_flows(case: Case) -> list[Flow]:
    """Read a list of {date, amount}; positive is received."""
    found = []
    for item in case.items("flows"):
        one = case.inner("flows", item)
        found.append(Flow(one.date("date"), yuan("amount", one.get("amount"), signed=True)))
    return found


def xirr_of_flows(case: Case, lpr: LprTable) -> Answer:
    """Return the effective yearly cost of dated flows, and paid minus received."""
    case.choice("day_count", ("act/365F", "act/365"), "act/365F")
    flows = read_flows(case)
    return {"xirr_pct": percent_text(xirr(flows)), "simple_sum_of_cost": yuan_text(flows_total(flows))}


def court_fees(case: Case, lpr: LprTable) -> Answer:
    """Return the court fee of each claim: in full, halved, and a third; each rounded once from the exact fee."""
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
    """Return interest on unpaid interest when added monthly, quarterly, or not at all."""
    interest, yearly, months = case.yuan("unpaid_interest"), case.penalty_rate(), case.count("months")
    monthly, quarterly = capitalised(interest, yearly, months, 1), capitalised(interest, yearly, months, 3)
    return {
        "monthly_compound": yuan_text(monthly.rounded),
        "monthly_exact": exact_text(monthly.exact),
        "quarterly_compound": yuan_text(quarterly.rounded),
        "simple": yuan_text(simple_interest(interest, yearly, case.share("simple_days")).rounded),
    }


def early_settlement_of_loan(case: Case, lpr: LprTable) -> Answer:
    """Return what clears a loan early; what is not given of its schedule is worked out."""
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
    """Return the instalment on the note and on what came in, and the yearly cost of paying as on the note."""
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
    """Return penalty interest on the late part and on the called rest."""
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
    """Return penalties at the half fen, beside what banker's rounding would give."""
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
    """Return the simple and the compounded yearly cost of one receipt and one repayment."""
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


def compute(
    kind: str, inputs: Mapping[str, object], lpr: LprTable, convention: Mapping[str, object] | None = None
) -> Answer:
    """Return the answer of one kind, as text, in the formats of the vector file. Raises MoneyError."""
    if kind not in KINDS:
        raise MoneyError("unknown-choice", name="kind", value=shown(kind), allowed=listed(KINDS))
    case = Case(inputs, convention)
    case.settled()
    return KINDS[kind](case, lpr)
