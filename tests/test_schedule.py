"""Schedules: worked by hand, and the laws every schedule keeps."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import schedule
from macros.money import MoneyError

D = Decimal


@pytest.mark.parametrize(
    ("principal", "rate", "n", "regular", "last", "paid", "interest"),
    [
        ("1000.00", "0", 3, "333.33", "333.34", "1000.00", "0.00"),
        ("9999.99", "0.2388", 7, "1544.52", "1544.56", "10811.68", "811.69"),
        ("0.10", "0.18", 3, "0.03", "0.04", "0.10", "0.00"),
        ("10000.00", "0.18", 12, "916.80", "916.81", "11001.61", "1001.61"),
        # one month: 0.60 x 0.10/12 = 0.005 exactly, half up 0.01
        ("0.60", "0.10", 1, "0.61", "0.61", "0.61", "0.01"),
    ],
)
def test_level_instalments(principal, rate, n, regular, last, paid, interest):
    plan = schedule.level_instalment(D(principal), D(rate), n)
    found = [plan.payment_regular, plan.payment_last, plan.total_paid, plan.total_interest]
    assert [f"{amount:.2f}" for amount in found] == [regular, last, paid, interest]


def test_equal_principal_takes_interest_on_the_balance_before_the_payment():
    plan = schedule.equal_principal(D("12000.00"), D("0.12"), 12)
    assert [str(plan.rows[k].interest) for k in (0, 1, 11)] == ["120.00", "110.00", "10.00"]
    assert plan.total_interest == D("780.00")


def test_interest_only_and_flat_fee():
    plan = schedule.interest_only(D("12000.00"), D("0.12"), 3)
    assert [str(row.payment) for row in plan.rows] == ["120.00", "120.00", "12120.00"]
    plan = schedule.flat_fee(D("12000.00"), D("0.0075"), 12)
    assert {str(row.payment) for row in plan.rows} == {"1090.00"}


def test_balance_and_interest_after_some_instalments():
    plan = schedule.level_instalment(D("10000.00"), D("0.18"), 12)
    assert (plan.balance_after(6), plan.interest_after(6)) == (D("5223.18"), D("277.63"))
    assert (plan.balance_after(0), plan.balance_after(12), plan.interest_after(12)) == (D("10000.00"), 0, 0)


AMOUNTS = st.decimals(min_value=D("0.01"), max_value=D("500000"), places=2)
RATES = st.decimals(min_value=0, max_value=D("0.36"), places=4)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, RATES, st.integers(1, 60), st.sampled_from(["level_instalment", "equal_principal", "interest_only", "flat_fee"]))
def test_every_schedule_adds_up_and_ends_at_zero(principal, rate, n, name):
    plan = getattr(schedule, name)(principal, rate if name != "flat_fee" else rate / 12 // D("0.0001") * D("0.0001"), n)
    assert len(plan.rows) == n
    balance = principal
    for row in plan.rows:
        balance -= row.principal
        assert row.payment == row.interest + row.principal
        assert row.balance == balance
        assert min(row.payment, row.interest, row.principal, row.balance) >= 0
        assert "-0.00" not in (str(row.balance), str(row.principal))
    assert str(plan.rows[-1].balance) == "0.00"
    assert sum(row.principal for row in plan.rows) == principal
    assert plan.total_paid == principal + plan.total_interest


@pytest.mark.parametrize(("principal", "rate", "n", "reason"), [("0", "0.1", 3, "not-positive"), ("-1", "0.1", 3, "not-positive"), ("1", "-0.1", 3, "negative"), ("1", "0.1", 0, "not-positive")])
def test_refusals(principal, rate, n, reason):
    for make in (schedule.level_instalment, schedule.equal_principal, schedule.interest_only, schedule.flat_fee):
        with pytest.raises(MoneyError) as error:
            make(D(principal), D(rate), n)
        assert error.value.reason == reason
