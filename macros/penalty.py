"""What lateness costs: penalty interest, compound interest, grace, part payments, acceleration, early settlement, court limits.

Each amount is worked out exactly and rounded half up to the fen once, at settlement, component by component. Nothing
here applies a cap or says what is lawful: these functions recompute what the terms give.

Sources: penalty rate and compound interest, PBOC notice yinfa [2003] 251, Art. 3; heavier rate only, PBOC rules yinfa
[1999] 77, Art. 25; order of payment, Civil Code Art. 561; early repayment, Art. 677; reduction on request, SPC fafa
[2017] 22, Art. 2; delayed performance, SPC fashi [2014] 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.daycount import YearShare, days_overdue, share_of_base, share_of_dates
from macros.money import ZERO, MoneyError, listed, not_negative, positive, precise, shown, to_fen

GRACE_DESIGNS = ("none", "cliff", "deductible")
ALLOCATION_PARTS = ("costs", "penalty", "interest", "principal")


@dataclass(frozen=True)
class Accrued:
    """An amount that has grown, in yuan: unrounded, and rounded half up to the fen."""

    exact: Decimal
    rounded: Decimal


def _accrued(exact: Decimal) -> Accrued:
    return Accrued(exact, to_fen(exact))


@precise
def penalty_rate(annual_rate: Decimal, uplift: Decimal) -> Decimal:
    """Return the penalty rate a year, as a fraction: the contract rate times one plus the uplift.

    >>> penalty_rate(Decimal("0.18"), Decimal("0.50"))
    Decimal('0.2700')
    """
    not_negative("annual_rate", annual_rate)
    not_negative("uplift", uplift)
    return annual_rate * (1 + uplift)


@precise
def simple_interest(amount: Decimal, annual_rate: Decimal, share: YearShare) -> Accrued:
    """Return simple interest on an amount in yuan for a share of a year. Raises MoneyError: negative.

    >>> simple_interest(Decimal("766.80"), Decimal("0.27"), YearShare(30, 360)).exact
    Decimal('17.2530')
    """
    not_negative("principal", amount)
    not_negative("annual_rate", annual_rate)
    return _accrued(amount * annual_rate * share.numerator / share.denominator)


def charged_days(overdue_days: int, grace_days: int, design: str) -> int:
    """Return how many overdue days carry penalty interest when the contract gives days of grace.

    "none": all; "cliff": none up to and including the last day of grace, then all from the first; "deductible": only
    the days beyond the grace. Grace exists only where the contract gives it. Raises MoneyError: unknown-choice, negative.

    >>> [charged_days(4, 3, design) for design in GRACE_DESIGNS]
    [4, 4, 1]
    """
    not_negative("overdue_days", overdue_days)
    not_negative("grace_days", grace_days)
    if design == "none":
        return overdue_days
    if design == "cliff":
        return 0 if overdue_days <= grace_days else overdue_days
    if design == "deductible":
        return max(0, overdue_days - grace_days)
    raise MoneyError("unknown-choice", name="design", value=shown(design), allowed=listed(GRACE_DESIGNS))


@dataclass(frozen=True)
class Instalment:
    """One missed instalment: its number, due date, and its two parts in yuan."""

    k: int
    due: date
    principal: Decimal
    interest: Decimal


@dataclass(frozen=True)
class MissedLine:
    """What one missed instalment has grown by on the day of settlement."""

    instalment: Instalment
    overdue_days: int
    penalty: Accrued
    compound: Accrued


def missed_line(
    instalment: Instalment, settlement: date, yearly: Decimal, day_count: str, with_compound: bool
) -> MissedLine:
    """Return penalty interest on the principal of one instalment and, if agreed, compound interest on its interest."""
    share = share_of_dates(day_count, instalment.due, settlement)
    return MissedLine(
        instalment,
        days_overdue(instalment.due, settlement),
        simple_interest(instalment.principal, yearly, share),
        simple_interest(instalment.interest if with_compound else ZERO, yearly, share),
    )


@precise
def capitalised(unpaid_interest: Decimal, yearly: Decimal, months: int, every: int) -> Accrued:
    """Return compound interest only, when it is added to the base every `every` months (1 or 3).

    Raises MoneyError: negative, not-quarters.

    >>> capitalised(Decimal("150.00"), Decimal("0.27"), 3, 1).rounded
    Decimal('10.35')
    """
    not_negative("unpaid_interest", unpaid_interest)
    not_negative("months", months)
    if months % every:
        raise MoneyError("not-quarters", value=shown(months))
    times, parts = months // every, Decimal(12 // every)
    whole = parts**times
    return _accrued(unpaid_interest * ((parts + yearly) ** times - whole) / whole)


@dataclass(frozen=True)
class PartPayment:
    """Where a part payment went, and what is still owed on the day of settlement. All in yuan."""

    penalty_before: Accrued
    to: dict[str, Decimal]
    left: dict[str, Decimal]
    unallocated: Decimal
    penalty_after: Accrued
    settlement: Decimal
    grand_total: Decimal


def allocate(payment: Decimal, owed: dict[str, Decimal], order: Sequence[str]) -> tuple[dict[str, Decimal], Decimal]:
    """Use a payment up in the given order; return what each part got, and what was too much.

    With no other agreement Civil Code Art. 561 has costs first, then interest, then principal.
    Raises MoneyError: negative, not-order.

    >>> owed = {"costs": Decimal(0), "penalty": Decimal(9), "interest": Decimal(150), "principal": Decimal(700)}
    >>> allocate(Decimal(500), owed, ALLOCATION_PARTS)[0]["principal"]
    Decimal('341')
    """
    not_negative("payment", payment)
    if sorted(order) != sorted(ALLOCATION_PARTS):
        raise MoneyError("not-order", value=shown(listed(order)))
    rest, got = payment, {}
    for part in order:
        got[part] = min(rest, owed[part])
        rest = rest - got[part]
    return got, rest


def part_payment(
    owed: dict[str, Decimal],
    payment: Decimal,
    order: Sequence[str],
    yearly: Decimal,
    before: YearShare,
    after: YearShare,
) -> PartPayment:
    """Return a part payment's allocation and the settlement later.

    `owed` holds costs, interest and principal in yuan; the penalty up to the payment is worked out and rounded first,
    then penalty interest runs on the principal left. The penalty carries no compound interest.
    """
    penalty_before = simple_interest(owed["principal"], yearly, before)
    all_owed = {**owed, "penalty": penalty_before.rounded}
    got, too_much = allocate(payment, all_owed, order)
    left = {part: all_owed[part] - got[part] for part in ALLOCATION_PARTS}
    penalty_after = simple_interest(left["principal"], yearly, after)
    settlement = sum(left.values(), ZERO) + penalty_after.rounded
    return PartPayment(penalty_before, got, left, too_much, penalty_after, settlement, payment + settlement)


@dataclass(frozen=True)
class Acceleration:
    """Penalty interest after the rest of a loan was called, in yuan."""

    called_principal: Decimal
    penalty_overdue: Accrued
    penalty_called: Accrued
    penalty_total: Decimal


def acceleration(
    outstanding: Decimal, overdue: Decimal, yearly: Decimal, overdue_share: YearShare, called_share: YearShare
) -> Acceleration:
    """Return penalty interest on the overdue part, and on the called rest since it was called.

    Only where the contract allows calling and the notice has arrived. Contract interest already accrued is left out.
    Raises MoneyError: part-above-whole.
    """
    if overdue > outstanding:
        raise MoneyError(
            "part-above-whole",
            name="overdue_principal",
            value=shown(overdue),
            whole_name="outstanding_principal",
            whole=outstanding,
        )
    late = simple_interest(overdue, yearly, overdue_share)
    called = simple_interest(outstanding - overdue, yearly, called_share)
    return Acceleration(outstanding - overdue, late, called, late.rounded + called.rounded)


@dataclass(frozen=True)
class EarlySettlement:
    """What clears a loan early, in yuan."""

    accrued: Accrued
    fee: Accrued
    without_fee: Decimal
    with_fee: Decimal
    interest_saved: Decimal


@precise
def early_settlement(
    balance: Decimal, annual_rate: Decimal, share: YearShare, fee_rate: Decimal, remaining_interest: Decimal
) -> EarlySettlement:
    """Return the sum that clears a loan early: balance, interest for the days since the last due date, perhaps a fee.

    `fee_rate` is a fraction of the balance. Civil Code Art. 677: interest for the actual days unless agreed otherwise.
    """
    not_negative("fee_rate", fee_rate)
    accrued = simple_interest(balance, annual_rate, share)
    fee = _accrued(balance * fee_rate)
    without = balance + accrued.rounded
    return EarlySettlement(accrued, fee, without, without + fee.rounded, remaining_interest - accrued.rounded)


@dataclass(frozen=True)
class CourtCeiling:
    """A claim measured against a yearly ceiling on one divisor, in yuan."""

    base: int
    ceiling: Accrued
    excess: Decimal


def court_ceiling(
    principal: Decimal, days: int, ceiling_annual: Decimal, base: int, claimed_total: Decimal
) -> CourtCeiling:
    """Return principal x ceiling x days / base, and by how much a claim is above it (0.00 if it is not).

    SPC fafa [2017] 22 Art. 2 lets the borrower ASK for the cut; a court decides.

    >>> court_ceiling(Decimal("10000.00"), 200, Decimal("0.24"), 360, Decimal("2000.00")).excess
    Decimal('666.67')
    """
    ceiling = simple_interest(principal, ceiling_annual, share_of_base(base, days))
    return CourtCeiling(base, ceiling, to_fen(max(ZERO, claimed_total - ceiling.rounded)))


@precise
def annualised_claim(principal: Decimal, claimed_total: Decimal, days: int) -> Decimal:
    """Return a claim as a simple yearly fraction of the principal, on 365 days. Raises MoneyError: not-positive.

    >>> annualised_claim(Decimal("10000.00"), Decimal("2000.00"), 200)
    Decimal('0.365')
    """
    positive("principal", principal)
    positive("days", days)
    return claimed_total * 365 / (principal * days)


@precise
def delayed_performance(unpaid: Decimal, days: int, daily_rate: Decimal) -> Accrued:
    """Return the doubled part of interest for paying a judgment late, in yuan: simple, per day (SPC fashi [2014] 8).

    >>> delayed_performance(Decimal("20000.00"), 100, Decimal("0.000175")).rounded
    Decimal('350.00')
    """
    not_negative("unpaid", unpaid)
    not_negative("days", days)
    not_negative("daily_rate", daily_rate)
    return _accrued(unpaid * daily_rate * days)
