"""The yearly cost of a loan: monthly IRR (nominal and effective), XIRR, short loans; and court fees.

Every yearly figure comes from the borrower's own cash: money in first, payments after. With that shape there is one
answer and it is found between two bounds; every other shape is refused. Both ways of making a year are given, because no
rule read fixes which one a limit means: nominal is the monthly rate times twelve, effective compounds it twelve times
(PBOC announcement [2021] No. 3 prints both for its example). Fees left out make the figure too low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.money import ZERO, MoneyError, positive, precise, shown

# The solver halves until CLOSE_ENOUGH; growth keeps 40 decimals and results 30, so that a rate that is exactly 0.24
# comes out as exactly 0.24 and is not "above 0.24" by the last digit.
CLOSE_ENOUGH = Decimal("1E-45")
GROWTH_PLACES = 40
RESULT_PLACES = 30
LARGEST_RESULT_DIGITS = 25
MOST_STEPS = 2000

# Claim fee of a money case, State Council Decree 481 Art. 13: (upper end of the band in yuan, share of the part in it).
COURT_FEE_FIRST = Decimal(10000)
COURT_FEE_FLAT = Decimal(50)
COURT_FEE_BANDS = (
    (Decimal(100000), Decimal("0.025")),
    (Decimal(200000), Decimal("0.02")),
    (Decimal(500000), Decimal("0.015")),
    (Decimal(1000000), Decimal("0.01")),
)


class CostError(MoneyError):
    """A refused yearly cost: no answer, several answers, or one too large to mean anything."""


@dataclass(frozen=True)
class YearlyCost:
    """A monthly internal rate and its two yearly readings, as fractions."""

    monthly: Decimal
    nominal: Decimal
    effective: Decimal


@dataclass(frozen=True)
class Flow:
    """Money on a day, in yuan: positive when the borrower receives it."""

    date: date
    amount: Decimal


@precise
def yearly_cost(received: Decimal, payments: Sequence[Decimal]) -> YearlyCost:
    """Return the monthly IRR of `received` now and one payment at the end of each month, with its two yearly readings.

    Raises CostError: no-receipt, no-payment, too-large.

    >>> round(yearly_cost(Decimal("12000.00"), [Decimal("1090.00")] * 12).nominal, 6)
    Decimal('0.162165')
    """
    growth = _growth([received, *(-payment for payment in payments)], [1] * len(payments))
    return YearlyCost(growth - 1, (growth - 1) * 12, _settled(growth**12 - 1))


@precise
def xirr(flows: Sequence[Flow]) -> Decimal:
    """Return the effective yearly cost of dated flows as a fraction, on actual days over 365.

    The result is already compounded. Raises CostError: no-receipt, no-payment, several-solutions, same-day, too-large.

    >>> round(xirr([Flow(date(2026, 1, 1), Decimal(1000)), Flow(date(2027, 1, 1), Decimal(-1100))]), 6)
    Decimal('0.100000')
    """
    by_day: dict[date, Decimal] = {}
    for flow in flows:
        by_day[flow.date] = by_day.get(flow.date, ZERO) + flow.amount
    days = sorted(day for day in by_day if by_day[day] != 0)
    if len(flows) > 1 and len({flow.date for flow in flows}) == 1:
        raise CostError("same-day")
    gaps = [(later - earlier).days for earlier, later in zip(days, days[1:], strict=False)]
    daily = _growth([by_day[day] for day in days], gaps)
    return _settled(daily**365 - 1)


@precise
def short_loan(received: Decimal, repaid: Decimal, days: int, year_days: int) -> tuple[Decimal, Decimal]:
    """Return (simple, effective) yearly cost of one receipt and one repayment, as fractions.

    Raises MoneyError: not-positive; CostError: too-large.

    >>> [round(rate, 6) for rate in short_loan(Decimal(9900), Decimal(10000), 14, 365)]
    [Decimal('0.263348'), Decimal('0.299561')]
    """
    positive("received", received)
    positive("repaid", repaid)
    positive("days", days)
    positive("year_days", year_days)
    simple = (repaid - received) * year_days / (received * days)
    growth = Decimal(year_days) / days
    if (repaid / received).log10() * growth > LARGEST_RESULT_DIGITS:
        raise CostError("too-large")
    return simple, _settled((repaid / received) ** growth - 1)


def _settled(rate: Decimal) -> Decimal:
    """Drop the digits the solver cannot vouch for; refuse a result too large to mean anything."""
    if rate.adjusted() >= LARGEST_RESULT_DIGITS:
        raise CostError("too-large")
    return rate.quantize(Decimal(1).scaleb(-RESULT_PLACES))


def _check_shape(amounts: Sequence[Decimal]) -> None:
    signs = [amount > 0 for amount in amounts if amount != 0]
    if not signs or not signs[0]:
        raise CostError("no-receipt")
    if all(signs):
        raise CostError("no-payment")
    if sum(1 for before, after in zip(signs, signs[1:], strict=False) if before != after) > 1:
        raise CostError("several-solutions")


def _value(amounts: Sequence[Decimal], gaps: Sequence[int], growth: Decimal) -> Decimal:
    """Return what is left at the end when the balance grows by `growth` per unit of time and each amount is added."""
    balance = amounts[0]
    for amount, gap in zip(amounts[1:], gaps, strict=True):
        balance = balance * (growth if gap == 1 else growth**gap) + amount
    return balance


def _growth(amounts: Sequence[Decimal], gaps: Sequence[int]) -> Decimal:
    """Return the growth per unit of time that pays the flows off exactly.

    Receipts before payments: the end balance changes its sign once, so halving an interval always ends at the answer.
    """
    _check_shape(amounts)
    low, high = Decimal(1), Decimal(1)
    while _value(amounts, gaps, high) < 0:
        low, high = high, 1 + (high - 1) * 2 + Decimal("0.0001")
    while _value(amounts, gaps, low) > 0:
        low, high = low / 2, low
    for _ in range(MOST_STEPS):
        middle = (low + high) / 2
        if high - low <= CLOSE_ENOUGH * middle:
            break
        if _value(amounts, gaps, middle) < 0:
            low = middle
        else:
            high = middle
    return middle.quantize(Decimal(1).scaleb(-GROWTH_PLACES))


def flows_total(flows: Sequence[Flow]) -> Decimal:
    """Return paid minus received, in yuan."""
    return sum((-flow.amount for flow in flows), ZERO)


@precise
def court_fee(claim: Decimal) -> Decimal:
    """Return the claim fee of a money case, unrounded, in yuan (State Council Decree 481, Art. 13).

    Half of it with the simplified procedure or a mediated end (Arts. 15, 16), a third for a payment order (Art. 14).
    Raises MoneyError: claim-too-large above the last band held here.

    >>> court_fee(Decimal("20000"))
    Decimal('300.000')
    """
    if claim > COURT_FEE_BANDS[-1][0]:
        raise MoneyError("claim-too-large", name="claims", value=shown(claim), allowed=COURT_FEE_BANDS[-1][0])
    fee, lower = COURT_FEE_FLAT, COURT_FEE_FIRST
    for upper, share in COURT_FEE_BANDS:
        fee = fee + max(ZERO, min(claim, upper) - lower) * share
        lower = upper
    return fee
