"""Repayment schedules: level instalments, equal principal, interest only, flat fee.

Each interest is the balance times the annual rate over twelve, rounded half up to the fen; the last instalment clears
the balance. Every row adds up to the fen, the principal adds up to the loan, the last balance is 0.00.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from macros.money import ZERO, not_negative, positive, precise, to_fen


@dataclass(frozen=True)
class Row:
    """One instalment, in yuan; `balance` is what is left after it."""

    k: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Schedule:
    """All instalments of one loan."""

    rows: tuple[Row, ...]

    @property
    def payment_regular(self) -> Decimal:
        """The first payment; with level instalments all but the last are equal to it."""
        return self.rows[0].payment

    @property
    def payment_last(self) -> Decimal:
        """The payment that clears the balance."""
        return self.rows[-1].payment

    @property
    def total_paid(self) -> Decimal:
        """Everything paid over the term."""
        return sum((row.payment for row in self.rows), ZERO)

    @property
    def total_interest(self) -> Decimal:
        """Everything paid beyond the principal."""
        return sum((row.interest for row in self.rows), ZERO)

    def balance_after(self, paid: int) -> Decimal:
        """Return the principal left after `paid` instalments (0 = the loan itself)."""
        return self.rows[paid].balance + self.rows[paid].principal if paid < len(self.rows) else ZERO

    def interest_after(self, paid: int) -> Decimal:
        """Return the interest of the instalments after the first `paid` ones."""
        return sum((row.interest for row in self.rows[paid:]), ZERO)


@precise
def level_payment(principal: Decimal, annual_rate: Decimal, n: int) -> Decimal:
    """Return the level instalment in yuan, rounded half up to the fen.

    P x r x (1+r)^n / ((1+r)^n - 1) with r = annual/12, written with whole twelfths so that it divides once.

    >>> level_payment(Decimal("10000.00"), Decimal("0.18"), 12)
    Decimal('916.80')
    """
    _check(principal, annual_rate, n)
    if annual_rate == 0:
        return to_fen(principal / n)
    grown = (12 + annual_rate) ** n
    return to_fen(principal * annual_rate * grown / (12 * (grown - Decimal(12) ** n)))


@precise
def month_interest(balance: Decimal, annual_rate: Decimal) -> Decimal:
    """Return one month's interest on a balance: annual/12, half up to the fen.

    >>> month_interest(Decimal("9233.20"), Decimal("0.18"))
    Decimal('138.50')
    """
    return to_fen(balance * annual_rate / 12)


def level_instalment(principal: Decimal, annual_rate: Decimal, n: int) -> Schedule:
    """Return the level-instalment schedule (等额本息).

    >>> level_instalment(Decimal("10000.00"), Decimal("0.18"), 12).payment_last
    Decimal('916.81')
    """
    payment = level_payment(principal, annual_rate, n)
    return _build(principal, annual_rate, n, lambda interest: payment - interest)


@precise
def equal_principal(principal: Decimal, annual_rate: Decimal, n: int) -> Schedule:
    """Return the equal-principal schedule (等额本金): interest on the balance before each payment.

    >>> equal_principal(Decimal("12000.00"), Decimal("0.12"), 12).total_interest
    Decimal('780.00')
    """
    _check(principal, annual_rate, n)
    part = to_fen(principal / n)
    return _build(principal, annual_rate, n, lambda _: part)


def interest_only(principal: Decimal, annual_rate: Decimal, n: int) -> Schedule:
    """Return the interest-only schedule (先息后本): the whole principal with the last instalment.

    >>> interest_only(Decimal("12000.00"), Decimal("0.12"), 12).payment_last
    Decimal('12120.00')
    """
    _check(principal, annual_rate, n)
    return _build(principal, annual_rate, n, lambda _: ZERO)


@precise
def flat_fee_part(principal: Decimal, monthly_fee_rate: Decimal) -> Decimal:
    """Return the monthly fee on the ORIGINAL principal, rounded half up to the fen.

    >>> flat_fee_part(Decimal("12000.00"), Decimal("0.0075"))
    Decimal('90.00')
    """
    return to_fen(principal * monthly_fee_rate)


@precise
def flat_fee_payment(principal: Decimal, monthly_fee_rate: Decimal, n: int) -> Decimal:
    """Return the flat-fee instalment: principal/n plus the rounded fee, rounded again.

    >>> flat_fee_payment(Decimal("12000.00"), Decimal("0.0075"), 12)
    Decimal('1090.00')
    """
    _check(principal, monthly_fee_rate, n)
    return to_fen(principal / n + flat_fee_part(principal, monthly_fee_rate))


@precise
def flat_fee(principal: Decimal, monthly_fee_rate: Decimal, n: int) -> Schedule:
    """Return the flat-fee schedule (等本等息): the fee does not fall with the balance. `interest` holds the fee.

    >>> flat_fee(Decimal("12000.00"), Decimal("0.0075"), 12).total_interest
    Decimal('1080.00')
    """
    _check(principal, monthly_fee_rate, n)
    part, fee = to_fen(principal / n), flat_fee_part(principal, monthly_fee_rate)
    return _build(principal, ZERO, n, lambda _: part, fee=fee)


def _check(principal: Decimal, rate: Decimal, n: int) -> None:
    positive("principal", principal)
    not_negative("annual_rate", rate)
    positive("n", n)


def _build(
    principal: Decimal, annual_rate: Decimal, n: int, part: Callable[[Decimal], Decimal], fee: Decimal = ZERO
) -> Schedule:
    """Return n rows; `part` gives the principal of a row from its interest. A tiny loan is paid off early rather than overpaid."""
    rows, balance = [], to_fen(principal)
    for k in range(1, n + 1):
        interest = to_fen(month_interest(balance, annual_rate) + fee)
        repaid = balance if k == n else to_fen(min(part(interest), balance))
        balance = to_fen(balance - repaid)
        rows.append(Row(k, interest + repaid, interest, repaid, balance))
    return Schedule(tuple(rows))
