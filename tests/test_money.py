"""Amounts, rates and rounding: exact, half up, never a float, never -0.00, and refusals with their cure."""

from decimal import Decimal, getcontext, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import money
from macros.money import MoneyError


@pytest.mark.parametrize(
    ("value", "half_up", "half_even"),
    [("0.005", "0.01", "0.00"), ("0.015", "0.02", "0.02"), ("0.125", "0.13", "0.12"), ("0.004999", "0.00", "0.00"),
     ("-0.004", "0.00", "0.00"), ("-0.005", "-0.01", "0.00")],
)  # fmt: skip
def test_half_a_fen_goes_up(value, half_up, half_even):
    assert str(money.to_fen(Decimal(value))) == half_up
    assert str(money.to_fen_half_even(Decimal(value))) == half_even


def test_formats():
    assert money.yuan_text(Decimal("1234.5")) == "1234.50"
    assert [money.exact_text(Decimal(text)) for text in ("300.000", "0", "-0.00000000001", "10.35452109375")] == [
        "300", "0", "0", "10.3545210938",
    ]  # fmt: skip
    assert money.percent_text(Decimal("0.27375")) == "27.3750"
    assert money.percent_text(Decimal("-0.00000001")) == "0.0000"


@pytest.mark.parametrize(
    ("value", "reason"),
    [("-1", "negative"), ("1.005", "not-money"), ("1,000", "not-money"), ("１００", "not-money"), ("1万", "not-money"), ("", "not-money"),
     (" 1", "not-money"), ("1e3", "not-money"), ("NaN", "not-money"), (1.5, "not-money"), (True, "not-money"), (None, "not-money"),
     ("1000000000.00", "too-much-money"), ("٣", "not-money")],
)  # fmt: skip
def test_an_amount_that_is_none_is_refused(value, reason):
    with pytest.raises(MoneyError) as error:
        money.yuan("principal", value)
    assert error.value.reason == reason


@pytest.mark.parametrize(("value", "reason"), [("18", "rate-too-large"), ("18%", "not-rate"), ("-0.1", "negative"), (0.18, "not-rate"), ("0.12345678901", "not-rate")])
def test_a_rate_that_is_none_is_refused(value, reason):
    with pytest.raises(MoneyError) as error:
        money.rate("annual_rate", value)
    assert error.value.reason == reason
    assert "0.18" in error.value.words("zh") or reason == "negative"


def test_every_refusal_says_what_is_allowed_and_how_to_mend_it_in_both_languages():
    for reason, words in money.REASONS.items():
        assert "允许：" in words["zh"] and "改法：" in words["zh"], reason
        assert "Allowed:" in words["en"] and "Fix:" in words["en"], reason
        names = [sorted(set(part.split("}")[0] for part in words[lang].split("{")[1:])) for lang in ("zh", "en")]
        assert names[0] == names[1], reason


def test_a_refusal_prints_on_one_short_line():
    with pytest.raises(MoneyError) as error:
        money.yuan("principal", "x\n" * 500)
    assert "\n" not in str(error.value) and len(str(error.value)) < 300


def test_the_callers_context_does_not_matter():
    with localcontext() as context:
        context.prec = 3
        assert money.yuan_text(Decimal("123456.785")) == "123456.79"
        assert getcontext().prec == 3


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6))
def test_rounding_moves_a_value_by_at_most_half_a_fen(value):
    rounded = money.to_fen(value)
    assert abs(rounded - value) <= Decimal("0.005")
    assert str(rounded) != "-0.00"
