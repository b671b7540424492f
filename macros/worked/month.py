"""Steps of a month's budget: what comes in, what is kept first, how the rest is shared among debts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from macros.budget import DEBT_ORDER, INCOMES, LINES, Debt, Line, Month, month_of, shared_among
from macros.case import Case
from macros.money import FEN, ZERO, MoneyError, exact_text, listed, precise, shown, whole, yuan_text
from macros.worked.model import Bars, Draft, Quantity, Step, Table, cny, named
from macros.worked.work import Work
from macros.worked.words import MOST_DEBTS

KINDS = tuple(kind for rank in DEBT_ORDER for kind in rank if kind)
DEBT_KEYS = ("kind", "owed", "due")


def _debts(case: Case) -> list[Debt]:
    """Read the debts; each is named by its kind and its row, as the tool names one without a name."""
    rows = case.items("debts")
    whole("debts", str(len(rows)), 1, MOST_DEBTS)
    found = []
    for number, row in enumerate(rows, start=1):
        one = case.inner("debts", row)
        for key in one.inputs:
            if key not in DEBT_KEYS:
                raise MoneyError("unknown-name", value=shown(key), allowed=listed(DEBT_KEYS), fix=listed(DEBT_KEYS))
        kind, owed = one.choice("kind", KINDS), one.yuan("owed", positive=True)
        due = one.yuan("due") if one.has("due") else None
        if due is not None and due > owed:
            raise MoneyError("part-above-whole", name="due", value=due, whole_name="owed", whole=owed)
        found.append(Debt(f"{kind}_{number}", kind, owed, due))
    return found


def _given(case: Case, names: tuple[str, ...]) -> dict[str, Quantity]:
    return {name: cny(case.yuan(name)) for name in names if case.has(name)}


def _worked_out(case: Case) -> tuple[Month, list[Debt]]:
    """Return the sums of the month and the debts in the order they are paid."""
    incomes, lines = _given(case, INCOMES), _given(case, LINES)
    debts = _debts(case)
    month = month_of(
        [Decimal(one.value) for one in incomes.values()],
        [Line(name, Decimal(one.value)) for name, one in lines.items()],
        [debt.due for debt in debts if debt.due is not None],
    )
    return month, shared_among(debts, month.left)


@precise
def answer(case: Case) -> dict[str, object]:
    """Return the sums of the month and what each debt can be paid."""
    month, debts = _worked_out(case)
    sums = {"income": month.income, "needs": month.needs, "left": month.left, "short": month.short}
    sums |= {"month_due": month.due, "short_of_due": max(month.due - month.left, ZERO)}
    sums |= {f"pay_{debt.name}": debt.pay for debt in debts}
    sums["paid_in_month"] = sum((debt.pay for debt in debts), ZERO)
    return {name: yuan_text(amount) for name, amount in sums.items()}


@precise
def _pay_step(debt: Debt, rest: Decimal, rank_owed: Decimal) -> Step:
    """The step of one debt when `rest` is left for its rank, which owes `rank_owed` together."""
    id_, pay = f"pay_{debt.name}", cny(debt.pay)
    values = {"rest": cny(rest), "wanted": cny(debt.wanted)}
    if debt.pay == debt.wanted:
        return Step(id_, "", values, pay, note="paid-in-full")
    if rest == 0:
        return Step(id_, "", values, pay, note="nothing-left")
    if debt.owed == rank_owed:
        return Step(id_, "", values, pay, note="takes-the-rest")
    share = rest * debt.owed / rank_owed
    more = debt.pay - share.quantize(FEN, ROUND_DOWN)
    formula = "{rest} × {debt_owed} ÷ {rank_owed}" + (" + {left_by_others}" if more else "")
    values = {"rest": cny(rest), "debt_owed": cny(debt.owed), "rank_owed": cny(rank_owed), "left_by_others": cny(more)}
    return Step(id_, formula, values, pay, exact_text(share + more), cut=True)


def _pay_steps(debts: list[Debt], left: Decimal) -> list[Step]:
    steps, rest = [], left
    for rank in DEBT_ORDER:
        group = [debt for debt in debts if debt.kind in rank]
        rank_owed = sum((debt.owed for debt in group), ZERO)
        steps += [_pay_step(debt, rest, rank_owed) for debt in group]
        rest -= sum((debt.pay for debt in group), ZERO)
    return steps


def _difference(id_: str, larger: str, smaller: str, values: Mapping[str, Quantity], result: Quantity) -> Step:
    return Step(id_, f"{{{larger}}} − {{{smaller}}}", values, result)


def budget_steps(work: Work) -> Draft:
    case = work.case
    month, debts = _worked_out(case)
    income, needs, left, month_due = (work.result(name) for name in ("income", "needs", "left", "month_due"))
    lines = _given(case, LINES)
    steps = [work.sum_step("income", _given(case, INCOMES), income.value)]
    if lines:
        steps.append(work.sum_step("needs", lines, needs.value))
    both = {"income": income, "needs": needs}
    if month.short:
        steps.append(_difference("short", "needs", "income", both, work.result("short")))
    else:
        steps.append(_difference("left", "income", "needs", both, left))
    dues = {f"debt_{debt.name}": cny(debt.due) for debt in debts if debt.due is not None}
    if dues:
        steps.append(work.sum_step("month_due", dues, month_due.value))
    short_of_due = work.result("short_of_due")
    if month.due > month.left:
        compared = {"month_due": month_due, "left": left}
        steps.append(_difference("short_of_due", "month_due", "left", compared, short_of_due))
    steps += _pay_steps(debts, month.left)
    pays = {f"pay_{debt.name}": cny(debt.pay) for debt in debts}
    steps.append(work.sum_step("paid_in_month", pays, str(work.answer["paid_in_month"])))
    # a debt by its number alone: a phone holds no longer names beside three amounts
    rows = [
        [
            Quantity(debt.name.rpartition("_")[2], "debt"),
            cny(debt.owed),
            Quantity("—", "text") if debt.due is None else cny(debt.due),
            cny(debt.pay),
        ]
        for debt in debts
    ]
    table = Table("debts", named("item", "debt_owed", "debt_due", "debt_pay"), rows)
    highlights = ["short" if month.short else "left", *(["short_of_due"] if month.due > month.left else []), *pays]
    return Draft(steps, highlights, Bars(tuple(pays)), (table,), notes=("heaviest-first",), rounding="rounding-cut")
