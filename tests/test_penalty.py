"""Lateness: worked by hand, edges, and the laws that hold whatever the numbers."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import penalty
from macros.daycount import YearShare
from macros.money import MoneyError

D = Decimal
AMOUNTS = st.decimals(min_value=0, max_value=D("1000000"), places=2)
RATES = st.decimals(min_value=0, max_value=D("0.72"), places=6)


def test_one_day_late_by_hand():
    # 766.80 x 0.27 x 1 / 360 = 0.5751
    found = penalty.simple_interest(D("766.80"), penalty.penalty_rate(D("0.18"), D("0.50")), YearShare(1, 360))
    assert (found.exact, found.rounded) == (D("0.5751"), D("0.58"))


def test_no_day_late_costs_nothing():
    assert str(penalty.simple_interest(D("766.80"), D("0.27"), YearShare(0, 360)).rounded) == "0.00"


@pytest.mark.parametrize(("late", "charged"), [(0, (0, 0, 0)), (3, (3, 0, 0)), (4, (4, 4, 1))])
def test_the_two_kinds_of_grace(late, charged):
    assert tuple(penalty.charged_days(late, 3, design) for design in penalty.GRACE_DESIGNS) == charged


def test_a_payment_larger_than_the_debt_leaves_a_rest():
    owed = {"costs": D("1.00"), "penalty": D("2.00"), "interest": D("3.00"), "principal": D("4.00")}
    got, rest = penalty.allocate(D("12.00"), owed, penalty.ALLOCATION_PARTS)
    assert (got, rest) == (owed, D("2.00"))


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), st.sampled_from(list(permutations(penalty.ALLOCATION_PARTS))))
def test_allocation_neither_makes_nor_loses_a_fen(payment, amounts, order):
    owed = dict(zip(penalty.ALLOCATION_PARTS, amounts, strict=True))
    got, rest = penalty.allocate(payment, owed, order)
    assert sum(got.values()) + rest == payment
    assert all(0 <= got[part] <= owed[part] for part in owed)
    unpaid = [part for part in order if got[part] < owed[part]]
    assert not unpaid or all(got[part] == 0 for part in order[order.index(unpaid[0]) + 1 :])


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, RATES, st.integers(0, 2000), st.integers(0, 2000), st.sampled_from([360, 365, 366]))
def test_more_days_never_cost_less(amount, rate, days, more, base):
    few = penalty.simple_interest(amount, rate, YearShare(days, base))
    many = penalty.simple_interest(amount, rate, YearShare(days + more, base))
    assert few.rounded <= many.rounded


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, RATES, st.integers(0, 40), st.integers(0, 10))
def test_grace_never_costs_more_than_no_grace(amount, rate, days, grace):
    none, cliff, deductible = (
        penalty.simple_interest(amount, rate, YearShare(penalty.charged_days(days, grace, design), 360)).rounded
        for design in penalty.GRACE_DESIGNS
    )
    assert deductible <= cliff <= none


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS, RATES, st.integers(0, 90), st.integers(0, 90))
def test_a_part_payment_conserves_what_is_owed(principal, interest, payment, rate, first, second):
    owed = {"costs": D(0), "interest": interest, "principal": principal}
    done = penalty.part_payment(owed, payment, penalty.ALLOCATION_PARTS, rate, YearShare(first, 360), YearShare(second, 360))
    everything = principal + interest + done.penalty_before.rounded + done.penalty_after.rounded
    assert done.grand_total == everything + done.unallocated


def test_principal_first_is_never_dearer_than_interest_first():
    owed = {"costs": D(0), "interest": D("150.00"), "principal": D("766.80")}
    shares = YearShare(15, 360), YearShare(15, 360)
    law = penalty.part_payment(owed, D("500.00"), penalty.ALLOCATION_PARTS, D("0.27"), *shares)
    other = penalty.part_payment(owed, D("500.00"), ("principal", "costs", "penalty", "interest"), D("0.27"), *shares)
    assert (law.grand_total, other.grand_total) == (D("930.22"), D("928.43"))


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, RATES, st.integers(0, 8))
def test_adding_interest_more_often_never_costs_less(interest, rate, quarters):
    monthly = penalty.capitalised(interest, rate, quarters * 3, 1)
    quarterly = penalty.capitalised(interest, rate, quarters * 3, 3)
    simple = penalty.simple_interest(interest, rate, YearShare(quarters, 4))
    assert simple.rounded <= quarterly.rounded <= monthly.rounded


def test_a_claim_at_the_line_is_not_above_it():
    # 10000 x 0.24 x 360 / 360 = 2400.00
    assert str(penalty.court_ceiling(D("10000.00"), 360, D("0.24"), 360, D("2400.00")).excess) == "0.00"
    assert str(penalty.court_ceiling(D("10000.00"), 360, D("0.24"), 360, D("2400.01")).excess) == "0.01"


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: penalty.simple_interest(D("-1"), D("0.1"), YearShare(1, 360)), "negative"),
        (lambda: penalty.penalty_rate(D("0.18"), D("-0.5")), "negative"),
        (lambda: penalty.charged_days(3, 3, "cliffs"), "unknown-choice"),
        (lambda: penalty.charged_days(-1, 3, "none"), "negative"),
        (lambda: penalty.allocate(D(1), {}, ("costs", "interest")), "not-order"),
        (lambda: penalty.acceleration(D(1), D(2), D("0.2"), YearShare(1, 360), YearShare(1, 360)), "part-above-whole"),
        (lambda: penalty.capitalised(D(1), D("0.2"), 4, 3), "not-quarters"),
        (lambda: penalty.annualised_claim(D(1), D(1), 0), "not-positive"),
    ],
)
def test_refusals(call, reason):
    with pytest.raises(MoneyError) as error:
        call()
    assert error.value.reason == reason
