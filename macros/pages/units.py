"""Numbers of docs/data in words: one wording for each unit and language, yearly figures beside shorter rates."""

from __future__ import annotations

from decimal import Decimal

from macros.data import Value

_FORMS = {
    "clock": ("{}", "{}"),
    "calls-per-day": ("每天 {} 次", "{} a day"),
    "times": ("{} 次", "{} times"),
    "days": ("{} 天", "{} days"),
    "working-days": ("{} 个工作日", "{} working days"),
    "months": ("{} 个月", "{} months"),
    "years": ("{} 年", "{} years"),
    "cny": ("{} 元", "{} yuan"),
    "cny-yi": ("{} 亿元", "{} hundred million yuan"),
    "annual-rate": ("每年 {}", "{} a year"),
    "daily-rate": ("每天 {}", "{} a day"),
    "share": ("{}", "{}"),
    "lpr-multiple": ("{} 倍", "{} times"),
    "people": ("{} 人", "{} people"),
    "hours": ("{} 小时", "{} hours"),
    "minutes": ("{} 分钟", "{} minutes"),
    "articles": ("{} 条", "{} articles"),
    "count": ("{}", "{}"),
}
_SINGULAR = {"days": "day", "working-days": "working day", "months": "month", "years": "year", "hours": "hour",
             "minutes": "minute", "times": "once", "people": "person"}
RATES = ("annual-rate", "daily-rate", "share")


def percent(fraction: Decimal) -> str:
    """Return a fraction as percent with no needless zero: 0.24 gives "24%", 0.000175 gives "0.0175%"."""
    return f"{(fraction * 100).normalize():f}%"


def grouped(number: Decimal) -> str:
    """Return a number with thousands separated by commas and no needless zero."""
    return f"{number.normalize():,f}" if number == number.to_integral_value() else f"{number:,f}"


def in_words(value: Value, lang: str) -> str:
    """Return a limit as a reader says it, e.g. "每天 3 次" or "24% a year"."""
    if value.unit == "clock":
        return value.value
    number = Decimal(value.value)
    text = percent(number) if value.unit in RATES else grouped(number)
    zh, en = _FORMS[value.unit]
    if lang == "zh":
        words = zh.format(text)
        return words + f"（合每年 {percent(number * 365)}）" if value.unit == "daily-rate" else words
    words = en.format(text)
    if number == 1 and value.unit in _SINGULAR:
        words = "once" if value.unit == "times" else f"1 {_SINGULAR[value.unit]}"
    return words + f" ({percent(number * 365)} a year)" if value.unit == "daily-rate" else words
