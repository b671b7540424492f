"""A month's budget: cases worked out by hand, and what holds for every month."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.budget import DEBT_ORDER, LINES, Debt, Line, month_of, shared_among
from macros.pages.tool_forms import BUDGET, BUDGET_LINES, DEBT_CHOICES
from macros.worked import month as worked_month
from macros.worked.words import MOST_DEBTS

KINDS = [kind for rank in DEBT_ORDER for kind in rank]


def yuan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def debts(*rows: tuple[str, str, str | None]) -> list[Debt]:
    return [Debt(str(number), kind, yuan(owed), yuan(due)) for number, (kind, owed, due) in enumerate(rows, start=1)]


def paid(found: list[Debt]) -> list[tuple[str, str]]:
    return [(debt.name, f"{debt.pay:.2f}") for debt in found]


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_a_month_with_something_left():
    month = month_of([Decimal("5000.00"), Decimal("0.10")], [Line("food", Decimal("1200.00")), Line("can_wait", Decimal("0.20"))], [Decimal("900.00")])
    # 5000.00 + 0.10 = 5000.10; 1200.00 + 0.20 = 1200.20; 5000.10 - 1200.20 = 3799.90
    assert (month.income, month.needs, month.left, month.short, month.due, month.waits) == tuple(
        map(Decimal, ("5000.10", "1200.20", "3799.90", "0", "900.00", "0.20")))


def test_a_month_that_does_not_cover_living():
    month = month_of([Decimal("1000.00")], [Line("food", Decimal("1200.00"))], [])
    assert (month.left, month.short) == (0, Decimal("200.00"))


@pytest.mark.parametrize(("rows", "left", "expected"), [
    # the heaviest consequence first, whatever the order they were written in
    ([("loan", "20000", "1800"), ("rent", "800", "800")], "2000", [("2", "800.00"), ("1", "1200.00")]),
    # one rank shares by what is owed: 1000 x 20000 / 30000 = 666.666…, 1000 x 10000 / 30000 = 333.333…, the last fen to the first
    ([("loan", "20000", None), ("card", "10000", None)], "1000", [("1", "666.67"), ("2", "333.33")]),
    # the first takes 300 of its 666.66; the 366.67 that remain go to the other: 333.33 + 366.67 = 700.00
    ([("loan", "20000", "300"), ("card", "10000", "900")], "1000", [("1", "300.00"), ("2", "700.00")]),
    # more than all take: each gets what is due, the rest is given to nobody
    ([("card", "900", "90"), ("person", "500", None)], "5000", [("1", "90.00"), ("2", "500.00")]),
    ([("card", "900", "90"), ("pledged", "500", "50"), ("duty", "70", None)], "60", [("2", "50.00"), ("3", "10.00"), ("1", "0.00")]),
    # half a fen each, and one fen for three
    ([("card", "1", None), ("loan", "1", None)], "0.01", [("1", "0.01"), ("2", "0.00")]),
    ([("card", "0", None), ("loan", "0", "0")], "10", [("1", "0.00"), ("2", "0.00")]),
    ([], "10", []), ([("rent", "1400", "700")], "0", [("1", "0.00")]),
])
def test_shares_by_hand(rows, left, expected):
    assert paid(shared_among(debts(*rows), Decimal(left))) == expected


# --- for every month -------------------------------------------------------------------------------------------------

FEN = st.integers(0, 99_999_999_999).map(lambda fen: Decimal(fen).scaleb(-2))


@st.composite
def any_debt(draw) -> Debt:
    owed = draw(FEN | st.integers(0, 300).map(lambda fen: Decimal(fen).scaleb(-2)))
    due = draw(st.none() | st.integers(0, int(owed * 100)).map(lambda fen: Decimal(fen).scaleb(-2)))
    return Debt(draw(st.text("AB", min_size=1, max_size=1)), draw(st.sampled_from(KINDS)), owed, due)


MONTHS = st.lists(any_debt(), max_size=MOST_DEBTS)


@given(MONTHS, FEN | st.integers(0, 500).map(lambda fen: Decimal(fen).scaleb(-2)))
def test_shares_never_pass_what_is_left_or_due_and_use_all_of_it(owed, left):
    found = shared_among(owed, left)
    assert all(0 <= debt.pay <= debt.wanted and debt.pay == round(debt.pay, 2) for debt in found)
    assert sum(debt.pay for debt in found) == min(left, sum(debt.wanted for debt in owed))


@given(MONTHS, FEN)
def test_a_later_rank_gets_nothing_before_the_earlier_is_served(owed, left):
    found = shared_among(owed, left)
    rank = [next(at for at, kinds in enumerate(DEBT_ORDER) if debt.kind in kinds) for debt in found]
    assert rank == sorted(rank) and len(found) == len(owed)
    for debt, place in zip(found, rank, strict=True):
        if debt.pay < debt.wanted:
            assert all(other.pay == 0 for other, at in zip(found, rank, strict=True) if at > place)


@given(MONTHS, FEN, FEN)
def test_more_left_never_pays_the_debts_less(owed, left, more):
    assert sum(debt.pay for debt in shared_among(owed, left)) <= sum(debt.pay for debt in shared_among(owed, left + more))


@given(st.lists(FEN, max_size=3), st.lists(st.tuples(st.sampled_from(LINES), FEN), max_size=12), st.lists(FEN, max_size=10))
def test_the_sums_of_a_month_agree(incomes, lines, dues):
    month = month_of(incomes, [Line(*line) for line in lines], dues)
    assert month.income + month.short == month.needs + month.left
    assert min(month.left, month.short) == 0 and month.waits <= month.needs


# --- one list for form, example and sum --------------------------------------------------------------------------------


def test_the_form_asks_for_the_lines_and_kinds_that_are_worked_with():
    assert tuple(name for name, *_ in BUDGET_LINES) == LINES
    assert {kind for kind, *_ in DEBT_CHOICES} == set(worked_month.KINDS)
    assert next(group.rows for group in BUDGET.groups if group.id == "debts") == MOST_DEBTS
