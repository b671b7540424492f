"""Yearly cost: the rate found reproduces the flows; shapes with no or several answers are refused."""

from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import cost
from macros.cost import CostError, Flow
from macros.money import CONTEXT, MoneyError, percent_text

D = Decimal
AMOUNTS = st.decimals(min_value=D("0.01"), max_value=D("100000"), places=2)


def test_the_central_banks_own_example():
    # PBOC announcement [2021] No. 3, annex: about 12.80% simple and 13.58% compounded
    found = cost.yearly_cost(D("99000.00"), [D("8833.30")] * 12)
    assert (percent_text(found.nominal), percent_text(found.effective)) == ("12.8038", "13.5826")


def test_exact_rates_come_out_exactly():
    found = cost.yearly_cost(D("1000.00"), [D("1020.00")])
    assert (found.monthly, found.nominal) == (D("0.02"), D("0.24"))
    assert cost.xirr([Flow(date(2026, 1, 1), D(1000)), Flow(date(2027, 1, 1), D(-1240))]) == D("0.24")
    assert cost.short_loan(D(1000), D(1240), 365, 365) == (D("0.24"), D("0.24"))


def test_no_cost_and_less_than_paid_back():
    assert cost.yearly_cost(D("1200.00"), [D("100.00")] * 12).effective == 0
    assert cost.yearly_cost(D("1200.00"), [D("99.00")] * 12).effective < 0


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=24))
def test_the_monthly_rate_reproduces_the_loan(received, payments):
    try:
        found = cost.yearly_cost(received, payments)
    except CostError as error:
        assert error.reason == "too-large"
        return
    with localcontext(CONTEXT):
        balance = received
        for payment in payments:
            balance = balance * (1 + found.monthly) - payment
        assert abs(balance) < D("1E-20") * max(1, (1 + found.monthly) ** len(payments))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 400), AMOUNTS), min_size=1, max_size=8), AMOUNTS)
def test_xirr_reproduces_the_flows(payments, received):
    start = date(2026, 1, 31)
    flows = [Flow(start, received)] + [Flow(start + timedelta(days=day), -amount) for day, amount in payments]
    try:
        rate = cost.xirr(flows)
    except CostError as error:
        assert error.reason == "too-large"
        return
    if rate < D("-0.9"):
        return  # nearly everything lost within days: thirty decimals of a yearly rate say too little to work back from
    with localcontext(CONTEXT):
        value = sum((flow.amount / (1 + rate) ** (D((flow.date - start).days) / 365) for flow in flows), D(0))
        assert abs(value) < D("1E-8") * received


def test_monthly_and_dated_flows_agree_when_months_are_equal():
    flows = [Flow(date(2026, 1, 1), D(1000)), Flow(date(2026, 1, 1) + timedelta(days=73), D(-1050))]
    with localcontext(CONTEXT):
        assert abs(cost.xirr(flows) - (D("1.05") ** 5 - 1)) < D("1E-25")


def test_order_of_flows_and_two_on_one_day_do_not_matter():
    one = [Flow(date(2026, 1, 1), D(1000)), Flow(date(2026, 6, 1), D(-600)), Flow(date(2026, 9, 1), D(-500))]
    two = [one[2], Flow(date(2026, 6, 1), D(-100)), Flow(date(2026, 6, 1), D(-500)), one[0]]
    assert cost.xirr(one) == cost.xirr(two)


def flows(*amounts):
    return [Flow(date(2026, 1 + month, 1), D(amount)) for month, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: cost.xirr([]), "no-receipt"),
        (lambda: cost.xirr(flows(-100, 110)), "no-receipt"),
        (lambda: cost.xirr(flows(100)), "no-payment"),
        (lambda: cost.xirr(flows(100, 50)), "no-payment"),
        (lambda: cost.xirr(flows(100, -230, 132)), "several-solutions"),
        (lambda: cost.xirr([Flow(date(2026, 1, 1), D(100)), Flow(date(2026, 1, 1), D(-90))]), "same-day"),
        (lambda: cost.yearly_cost(D(0), [D(1)]), "no-receipt"),
        (lambda: cost.yearly_cost(D(100), [D(0), D(0)]), "no-payment"),
        (lambda: cost.yearly_cost(D("0.01"), [D(10**9)]), "too-large"),
        (lambda: cost.short_loan(D(1), D(100), 1, 365), "too-large"),
        (lambda: cost.short_loan(D(1), D(2), 0, 365), "not-positive"),
        (lambda: cost.court_fee(D("1000000.01")), "claim-too-large"),
    ],
)
def test_refusals(call, reason):
    with pytest.raises(MoneyError) as error:
        call()
    assert error.value.reason == reason


@pytest.mark.parametrize(("claim", "fee"), [("0.01", "50"), ("10000", "50"), ("10000.01", "50.00025"), ("200000", "4300"), ("500000", "8800"), ("1000000", "13800")])
def test_court_fee_bands_join_without_a_step(claim, fee):
    assert cost.court_fee(D(claim)) == D(fee)


def test_far_apart_days_and_wild_ratios_end_in_an_answer_or_a_sentence():
    far = [Flow(date(1900, 1, 1), D("0.01"))] + [Flow(date(1900, 1, 2), D(-999999999)), Flow(date(9999, 1, 1), D("-0.01"))]
    with pytest.raises(CostError) as error:
        cost.xirr(far)
    assert error.value.reason == "too-large"
    assert cost.xirr([Flow(date(1900, 1, 1), D(10**9)), Flow(date(9999, 1, 1), D("-0.01"))]) < 0
