"""What is left of a month after living costs, and how it is shared among debts.

The heaviest consequence comes first; debts of one rank share by what is owed. `overrides/assets/tools/budget.js` does
the same under the same names. All amounts are yuan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from macros.money import FEN, ZERO, precise

INCOMES = ("wages", "other_income", "household")

# The twelve lines to keep first, those kept longest at the top.
LINES = (
    "food",
    "home",
    "power",
    "health",
    "children",
    "parents",
    "work",
    "phone",
    "insurance",
    "other_needs",
    "can_wait",
    "reserve",
)

# Kinds of debt, those whose stopping weighs most first; kinds in one place are served together.
DEBT_ORDER = (("rent",), ("pledged",), ("duty",), ("card", "loan"), ("person",), ("",))


@dataclass(frozen=True)
class Line:
    """One of the living costs of a month."""

    name: str
    amount: Decimal


@dataclass(frozen=True)
class Debt:
    """One debt: what is owed in all, what falls due each month (None: not known), what can be paid."""

    name: str
    kind: str
    owed: Decimal
    due: Decimal | None
    pay: Decimal = ZERO

    @property
    def wanted(self) -> Decimal:
        """Return the most this debt takes in a month: what is due, or all of it where no due is known."""
        return self.owed if self.due is None else self.due


@dataclass(frozen=True)
class Month:
    """A month in sums; of `left` and `short` at most one is above zero."""

    income: Decimal
    needs: Decimal
    left: Decimal
    short: Decimal
    due: Decimal
    waits: Decimal


def _sum(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


@precise
def month_of(incomes: Sequence[Decimal], lines: Sequence[Line], dues: Sequence[Decimal]) -> Month:
    """Return the sums of a month.

    >>> month_of([Decimal("5000.00")], [Line("food", Decimal("1200.00"))], [Decimal("900.00")]).left
    Decimal('3800.00')
    """
    income, needs = _sum(incomes), _sum([line.amount for line in lines])
    left = income - needs
    waits = _sum([line.amount for line in lines if line.name == "can_wait"])
    return Month(income, needs, max(left, ZERO), max(-left, ZERO), _sum(dues), waits)


@precise
def shared_among(debts: Sequence[Debt], left: Decimal) -> list[Debt]:
    """Return the debts in order, each with `pay`: its share of `left`, never above what it takes in a month.

    >>> debts = [Debt("A", "loan", Decimal("2000"), None), Debt("B", "card", Decimal("1000"), None)]
    >>> [str(debt.pay) for debt in shared_among(debts, Decimal("100.00"))]
    ['66.67', '33.33']
    """
    rest = left
    found: list[Debt] = []
    for kinds in DEBT_ORDER:
        group = [debt for debt in debts if debt.kind in kinds]
        shares = _split_by_owed(rest, group)
        found += [replace(debt, pay=share) for debt, share in zip(group, shares, strict=True)]
        rest -= _sum(shares)
    return found


def _split_by_owed(amount: Decimal, group: Sequence[Debt]) -> list[Decimal]:
    """Split an amount in proportion to what is owed; what one debt does not take goes to the others in turn."""
    owed = _sum([debt.owed for debt in group])
    # What is below the fen is left off a share: together they never pass the whole.
    shares = [
        min(debt.wanted, (min(amount, owed) * debt.owed / owed).quantize(FEN, ROUND_DOWN)) if owed else ZERO
        for debt in group
    ]
    rest = amount - _sum(shares)
    for at, debt in enumerate(group):
        more = min(rest, debt.wanted - shares[at])
        shares[at] += more
        rest -= more
    return shares
