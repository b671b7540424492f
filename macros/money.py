"""Money and rates as exact decimals, one rounding policy, and the refusals every calculation shares.

Policy: multiply exactly, divide last, round once per component, half up, to the fen. Amounts are yuan, rates are
fractions (0.18 is 18%). No float enters: `yuan`, `rate` and `whole` read text (or a whole number) and refuse the rest.

Every operation uses PRECISION significant digits and ROUND_HALF_UP, so that a browser with decimal.js set to the same
two values gives the same digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

PRECISION = 60
CONTEXT = Context(prec=PRECISION, rounding=ROUND_HALF_UP, Emin=-(10**9), Emax=10**9)

FEN = Decimal("0.01")
ZERO = Decimal(0)
LARGEST_YUAN = Decimal("999999999.99")
MOST_RATE_DIGITS = 10
LARGEST_DAYS = 36600
LARGEST_INSTALMENTS = 480

# One table of refusals: reason -> what is wrong, what is allowed, how to mend it. The browser tools carry the same table.
REASONS: dict[str, dict[str, str]] = {
    "missing": {
        "zh": "缺少 {name}。允许：{allowed}。改法：补上 {name}。",
        "en": "{name} is missing. Allowed: {allowed}. Fix: add {name}.",
    },
    "unknown-name": {
        "zh": "不认识的名称 {value}。允许：{allowed}。改法：{fix}。",
        "en": "unknown name {value}. Allowed: {allowed}. Fix: {fix}.",
    },
    "unknown-choice": {
        "zh": "{name} 不能是 {value}。允许：{allowed}。改法：从中选一个，照原样写。",
        "en": "{name} cannot be {value}. Allowed: {allowed}. Fix: choose one of these and write it exactly so.",
    },
    "not-money": {
        "zh": '{name} 写成了 {value}，读不出金额。允许：只有数字和一个小数点，单位元，最多两位小数。改法：写成 "10000.00"，不加逗号、单位和“万”。',
        "en": "{name} is {value}, which is no amount. Allowed: digits and one point, in yuan, at most two decimals. "
        'Fix: write "10000.00", without commas, units or words.',
    },
    "negative": {
        "zh": "{name} 是 {value}，不能是负数。允许：0 或更大的数。改法：去掉负号。",
        "en": "{name} is {value} and cannot be negative. Allowed: zero or more. Fix: take the minus sign away.",
    },
    "not-positive": {
        "zh": "{name} 是 {value}，要大于 0。允许：大于 0 的数。改法：填实际的数。",
        "en": "{name} is {value} and must be above zero. Allowed: more than zero. Fix: write the real amount.",
    },
    "too-much-money": {
        "zh": "{name} 是 {value}，太大。允许：最多 {allowed} 元。改法：核对小数点。",
        "en": "{name} is {value}, which is too large. Allowed: at most {allowed} yuan. Fix: check the decimal point.",
    },
    "not-rate": {
        "zh": '{name} 写成了 {value}，读不出利率。允许：带引号的小数，最多十位小数。改法：18% 写成 "0.18"。',
        "en": "{name} is {value}, which is no rate. Allowed: a quoted fraction with at most ten decimals. "
        'Fix: write 18% as "0.18".',
    },
    "rate-too-large": {
        "zh": '{name} 是 {value}，等于 {percent}，太大。允许：0 到 {allowed} 的小数。改法：利率写成小数，18% 写 "0.18"。',
        "en": "{name} is {value}, which means {percent}. Allowed: a fraction from 0 to {allowed}. "
        'Fix: write the rate as a fraction, 18% as "0.18".',
    },
    "not-whole": {
        "zh": '{name} 写成了 {value}，不是整数。允许：{allowed} 的整数。改法：只写数字，例如 "30"。',
        "en": '{name} is {value}, which is not a whole number. Allowed: {allowed}. Fix: write digits only, such as "30".',
    },
    "out-of-range": {
        "zh": "{name} 是 {value}，超出范围。允许：{allowed} 的整数。改法：核对这个数。",
        "en": "{name} is {value}, out of range. Allowed: {allowed}. Fix: check the number.",
    },
    "not-date": {
        "zh": '{name} 写成了 {value}，不是有的日期。允许："2026-03-10" 这样的日期。改法：写全年月日，月和日各两位。',
        "en": '{name} is {value}, which is no date. Allowed: a date such as "2026-03-10". '
        "Fix: write year, month and day in full.",
    },
    "end-before-start": {
        "zh": "{end_name} {end} 早于 {start_name} {start}。允许：同一天或更晚。改法：核对两个日期，或把它们对调。",
        "en": "{end_name} {end} is before {start_name} {start}. Allowed: the same day or later. "
        "Fix: check the two dates, or swap them.",
    },
    "end-before-start-days": {
        "zh": "{end_name} 第 {end} 天早于 {start_name} 第 {start} 天。允许：同一天或更晚。改法：核对两个天数。",
        "en": "{end_name} (day {end}) is before {start_name} (day {start}). Allowed: the same day or later. "
        "Fix: check the two numbers of days.",
    },
    "base-disagrees": {
        "zh": "base 是 {value}，与 day_count {day_count} 不一致。允许：{allowed}。改法：改其中一个，或不写 base。",
        "en": "base is {value} but day_count is {day_count}. Allowed: {allowed}. Fix: change one of them, or leave base out.",
    },
    "needs-dates": {
        "zh": "act/act 要知道是哪几天，只有天数不够。允许：两个日期，或 act/360、act/365。改法：写 due 和 settlement 两个日期。",
        "en": "act/act needs to know which days, a count is not enough. Allowed: two dates, or act/360 or act/365. "
        "Fix: give the dates due and settlement.",
    },
    "days-disagree": {
        "zh": "overdue_days 是 {value}，两个日期之间是 {days} 天。允许：两者一致。改法：只写其中一种。",
        "en": "overdue_days is {value} but the two dates are {days} days apart. Allowed: the same number. "
        "Fix: give only one of the two.",
    },
    "part-above-whole": {
        "zh": "{name} 是 {value}，大于 {whole_name} {whole}。允许：不超过 {whole}。改法：核对两个金额。",
        "en": "{name} is {value}, more than {whole_name} {whole}. Allowed: at most {whole}. Fix: check the two amounts.",
    },
    "not-order": {
        "zh": "冲抵顺序 {value} 不对。允许：costs、penalty、interest、principal 各写一次。改法：把四项按合同的顺序写全。",
        "en": "the order {value} will not do. Allowed: costs, penalty, interest and principal, each once. "
        "Fix: list all four in the contract's order.",
    },
    "not-quarters": {
        "zh": "months 是 {value}，按季要凑整季。允许：3 的倍数。改法：写 3、6、9 或 12。",
        "en": "months is {value}, which is no whole number of quarters. Allowed: a multiple of 3. Fix: write 3, 6, 9 or 12.",
    },
    "fee-above-loan": {
        "zh": "先扣的费用 {value} 不小于借款 {whole}，等于没有钱到手。允许：小于 {whole}。改法：核对两个金额。",
        "en": "the fee taken at the start, {value}, leaves nothing of the loan of {whole}. Allowed: less than {whole}. "
        "Fix: check the two amounts.",
    },
    "no-fixing": {
        "zh": "说不清：{value} 没有查到已登记的 LPR。允许：{allowed}。改法：先到官网核对，再写进 lpr.yml。",
        "en": "cannot tell: no fixing on file for {value}. Allowed: {allowed}. "
        "Fix: check the official page, then add the fixing to lpr.yml.",
    },
    "claim-too-large": {
        "zh": "{name} 是 {value}，超出这张收费表。允许：最多 {allowed} 元。改法：更大的金额请问法院。",
        "en": "{name} is {value}, above the bands held here. Allowed: at most {allowed} yuan. Fix: ask the court for larger claims.",
    },
    "no-receipt": {
        "zh": "没有到手的钱，算不出年化。允许：第一笔是到手（正数），后面是还款（负数）。改法：补上放款，或把正负号对调。",
        "en": "no money comes in first, so there is no annual cost. Allowed: a receipt (positive) first, then payments "
        "(negative). Fix: add the receipt, or swap the signs.",
    },
    "no-payment": {
        "zh": "没有还款，算不出年化。允许：至少一笔大于 0 的还款。改法：补上还款。",
        "en": "nothing is paid back, so there is no annual cost. Allowed: at least one payment above zero. Fix: add the payments.",
    },
    "several-solutions": {
        "zh": "到手和还款交替出现，年化可能有几个答案，不给数。允许：先到手，以后只有还款。改法：每次借款分开算。",
        "en": "receipts and payments alternate, so there may be several answers and none is given. "
        "Allowed: money in first, only payments after. Fix: work out each loan by itself.",
    },
    "same-day": {
        "zh": "所有款项都在同一天，算不出年化。允许：至少隔一天。改法：核对日期。",
        "en": "all amounts fall on one day, so there is no annual cost. Allowed: at least one day apart. Fix: check the dates.",
    },
    "too-large": {
        "zh": "年化结果大得没有意义，不给数。允许：结果小于 10 的 25 次方。改法：核对天数和金额。",
        "en": "the annual figure is too large to mean anything, and none is given. Allowed: below 10 to the 25th. "
        "Fix: check the days and the amounts.",
    },
}

P = ParamSpec("P")
T = TypeVar("T")


class MoneyError(ValueError):
    """A refused calculation: a `reason` id and its words in both languages (`str` gives the English)."""

    def __init__(self, reason: str, **details: object) -> None:
        self.reason = reason
        self.details = {key: str(value) for key, value in details.items()}
        super().__init__(self.words("en"))

    def words(self, lang: str) -> str:
        """Return the refusal as one text in "zh" or "en"."""
        return REASONS[self.reason][lang].format(**self.details)


def precise(function: Callable[P, T]) -> Callable[P, T]:
    """Run `function` with PRECISION digits, rounded half up, whatever the caller's context is."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(CONTEXT):
            return function(*args, **kwargs)

    return run


def shown(value: object) -> str:
    """Return a refused value as it may be repeated: on one line, short, in quotes.

    >>> shown("18 %")
    '"18 %"'
    """
    text = " ".join(str(value).split())
    return '"' + (text if len(text) <= 40 else text[:40] + "…") + '"'


def listed(values: Iterable[object]) -> str:
    """Return the allowed values as a list to read: `a, b, c`."""
    return ", ".join(str(value) for value in values)


# --- rounding and printing -------------------------------------------------------------------------------------------


def _round(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    return abs(rounded) if rounded == 0 else rounded


@precise
def to_fen(value: Decimal) -> Decimal:
    """Return yuan rounded half up to the fen; never -0.00.

    >>> to_fen(Decimal("0.125")), to_fen(Decimal("-0.001"))
    (Decimal('0.13'), Decimal('0.00'))
    """
    return _round(value, 2)


@precise
def to_fen_half_even(value: Decimal) -> Decimal:
    """Return yuan rounded the banker's way, only to show the difference: this site never uses it.

    >>> to_fen_half_even(Decimal("0.125"))
    Decimal('0.12')
    """
    return _round(value, 2, ROUND_HALF_EVEN)


@precise
def fixed_text(value: Decimal, places: int) -> str:
    """Return a number with exactly `places` decimals, half up.

    >>> fixed_text(Decimal("1.35137351"), 4)
    '1.3514'
    """
    return format(_round(value, places), "f")


def yuan_text(value: Decimal) -> str:
    """Return yuan with two decimals: the format of every money result.

    >>> yuan_text(Decimal("17.253"))
    '17.25'
    """
    return fixed_text(value, 2)


def exact_text(value: Decimal) -> str:
    """Return a number unrounded as far as ten decimals, half up, trailing zeros dropped.

    >>> exact_text(Decimal("300.000")), exact_text(Decimal("51.04997260273972"))
    ('300', '51.0499726027')
    """
    text = fixed_text(value, 10)
    return text.rstrip("0").rstrip(".")


@precise
def percent_text(fraction: Decimal, places: int = 4) -> str:
    """Return a fraction as percent with exactly `places` decimals, half up.

    >>> percent_text(Decimal("0.365"))
    '36.5000'
    """
    return fixed_text(fraction * 100, places)


# --- reading ---------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None
    text = format(value, "f") if isinstance(value, Decimal) and value.is_finite() else str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def yuan(name: str, value: object, *, positive: bool = False, signed: bool = False) -> Decimal:
    """Read an amount in yuan from text (or a whole number).

    `positive` refuses zero; `signed` allows a minus sign (cash flows only).
    Raises MoneyError: not-money, negative, not-positive, too-much-money.

    >>> yuan("principal", "10000.00")
    Decimal('10000.00')
    """
    amount = _number(value)
    if amount is None or _decimals(amount) > 2:
        raise MoneyError("not-money", name=name, value=shown(value))
    if amount < 0 and not signed:
        raise MoneyError("negative", name=name, value=shown(value))
    if amount == 0 and positive:
        raise MoneyError("not-positive", name=name, value=shown(value))
    if abs(amount) > LARGEST_YUAN:
        raise MoneyError("too-much-money", name=name, value=shown(value), allowed=LARGEST_YUAN)
    return amount


@precise
def rate(name: str, value: object, *, largest: Decimal = Decimal(1)) -> Decimal:
    """Read a rate or a share as a fraction from text: "0.18" is 18%.

    Above `largest` it is taken for a percent written as a number, and refused.
    Raises MoneyError: not-rate, negative, rate-too-large.

    >>> rate("annual_rate", "0.18")
    Decimal('0.18')
    """
    fraction = _number(value)
    if fraction is None or _decimals(fraction) > MOST_RATE_DIGITS:
        raise MoneyError("not-rate", name=name, value=shown(value))
    if fraction < 0:
        raise MoneyError("negative", name=name, value=shown(value))
    if fraction > largest:
        percent = exact_text(fraction * 100) + "%"
        raise MoneyError("rate-too-large", name=name, value=shown(value), percent=percent, allowed=largest)
    return fraction


def whole(name: str, value: object, low: int, high: int) -> int:
    """Read a whole number between `low` and `high`, both allowed.

    Raises MoneyError: not-whole, out-of-range.

    >>> whole("overdue_days", "30", 0, 36600)
    30
    """
    allowed = f"{low}–{high}"
    number = _number(value)
    if number is None or _decimals(number) > 0:
        raise MoneyError("not-whole", name=name, value=shown(value), allowed=allowed)
    if not low <= number <= high:
        raise MoneyError("out-of-range", name=name, value=shown(value), allowed=allowed)
    return int(number)


def days(name: str, value: object) -> int:
    """Read a number of days, 0 to a hundred years."""
    return whole(name, value, 0, LARGEST_DAYS)


def choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Read one of the allowed words, written exactly.

    Raises MoneyError: unknown-choice.

    >>> choice("design", "cliff", ["none", "cliff"])
    'cliff'
    """
    words = list(allowed)
    if not isinstance(value, str) or value not in words:
        raise MoneyError("unknown-choice", name=name, value=shown(value), allowed=listed(words))
    return value


def not_negative(name: str, value: Decimal | int) -> None:
    """Refuse a negative number that reached a calculation without passing a reader."""
    if value < 0:
        raise MoneyError("negative", name=name, value=shown(value))


def positive(name: str, value: Decimal | int) -> None:
    """Refuse zero and less, for what a calculation divides by."""
    if value <= 0:
        raise MoneyError("not-positive", name=name, value=shown(value))
