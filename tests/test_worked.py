"""Worked examples: every printed line is worked out again, bad arguments are refused in words, HTML is escaped."""

import ast
import json
import operator
import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from html import unescape
from html.parser import HTMLParser

import pytest

from macros import vectors, worked
from macros.worked import WorkedError
from macros.worked.words import FORMULA_NOTES, NAMES, PHRASES, UNITS

CASES = [case for case in json.loads(vectors.OWN_FILE.read_text(encoding="utf-8"))["vectors"] if case["kind"] in worked.KINDS]
MORE = [
    {"id": "P1", "kind": "equal-principal-schedule", "inputs": {"principal": "12000.00", "annual_rate": "0.12", "n": "12"}},
    {"id": "P2", "kind": "interest-only-schedule", "inputs": {"principal": "12000.00", "annual_rate": "0.12", "n": "3"}},
    {"id": "P3", "kind": "flat-fee-schedule", "inputs": {"principal": "12000.00", "monthly_fee_rate_on_original_principal": "0.0075", "n": "12"}},
    {"id": "P4", "kind": "penalty-on-missed-instalment",
     "inputs": {"overdue_principal": "766.80", "annual_rate": "0.18", "uplift": "0.50", "due": "2027-12-02", "settlement": "2028-01-31", "day_count": "act/act"}},
    {"id": "P5", "kind": "level-instalment-schedule", "inputs": {"principal": "1000.00", "annual_rate": "0", "n": 3}},
    {"id": "P6", "kind": "lpr-cap-lookup", "inputs": {"dates": "2019-08-19, 2026-11-25, 2026-09-21"}},
    {"id": "P7", "kind": "grace-period", "inputs": {"overdue_principal": "766.80", "annual_rate": "0.18", "uplift": "0.50", "grace_days": "3", "days": "1, 2, 3, 4"}},
    {"id": "P8", "kind": "uplift-comparison", "inputs": {"overdue_principal": "766.80", "annual_rate": "0.18", "uplifts": "0.30, 0.50", "overdue_days": 10}},
    {"id": "P9", "kind": "monthly-budget", "inputs": {
        "wages": "3000.00", "household": "500.00", "food": "1200.00", "home": "1000.00", "debts": [
            {"kind": "person", "owed": "3000.00"}, {"kind": "loan", "owed": "20000.00", "due": "300.00"}, {"kind": "card", "owed": "10000.00", "due": "900.00"},
            {"kind": "loan", "owed": "7000.00", "due": "640.00"}, {"kind": "rent", "owed": "1400.00", "due": "350.00"}]}},
    {"id": "P10", "kind": "monthly-budget", "inputs": {"wages": "1000.00", "food": "1200.00", "debts": [{"kind": "card", "owed": "10000.00", "due": "900.00"}]}},
    {"id": "P11", "kind": "monthly-budget", "inputs": {"wages": "1000.00", "debts": [{"kind": "duty", "owed": "10000.00"}, {"kind": "person", "owed": "5.00", "due": "0.00"}]}},
]  # fmt: skip
ALL = CASES + MORE


def made(case):
    return worked.work(case["kind"], case["inputs"])


def evaluate(text):
    """Work a printed line of arithmetic out, with the precision of the engine."""
    text = text.replace(",", "").replace("×", "*").replace("÷", "/").replace("−", "-").replace("^", "**")
    text = re.sub(r"([0-9.]+)%", r"(\1/100)", text)
    operations = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow}

    def value(node):
        if isinstance(node, ast.BinOp):
            return operations[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.UnaryOp):
            return -value(node.operand)
        return Decimal(ast.get_source_segment(text, node))

    with localcontext() as context:
        context.prec = 60
        return value(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
def test_every_line_can_be_worked_out_again(case):
    example = made(case)
    assert example.steps or case["id"] == "P6"
    for step in example.steps:
        _, _, numbers = worked.step_words(step, "zh")
        if not numbers:
            continue
        exact = evaluate(numbers)
        if step.result.unit in ("pct", "rate"):
            exact *= 100 if step.result.unit == "pct" else 1
        places = Decimal(step.result.value).as_tuple().exponent
        assert exact.quantize(Decimal(1).scaleb(places), rounding=ROUND_DOWN if step.cut else ROUND_HALF_UP) == Decimal(step.result.value), numbers
        if step.exact is not None:
            assert abs(exact - Decimal(step.exact)) < Decimal("1E-6"), numbers


class Checker(HTMLParser):
    """Counts open tags; a block is whole when none is left open."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_is_whole_and_says_everything(case, lang):
    html = worked.worked_html(made(case), lang, case["id"])
    checker = Checker()
    checker.feed(html)
    assert checker.open == []
    assert "\n\n" not in html
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    assert "{" not in text and "None" not in text and "_" not in text, text
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff，。：]", text), text
    for table in re.findall(r"<table.*?</table>", html):
        assert "<caption>" in table and 'scope="col"' in table
    assert PHRASES["leaves-out"][lang].strip() in text


def test_all_words_stand_in_both_languages():
    for table in (NAMES, FORMULA_NOTES, PHRASES, UNITS):
        for key, words in table.items():
            assert set(words) == {"zh", "en"} and all(words.values()), key
            assert not re.search(r"[\u4e00-\u9fff]", words["en"]), key


def test_numbers_read_the_same_in_text_table_and_chart():
    example = made(CASES[1])
    assert worked.result_text(example, "total_due", "zh") == "934.05 元"
    assert worked.result_text(example, "total_due", "en") == "934.05 yuan"
    assert worked.result_text(example, "overdue_days", "en") == "30 days"
    assert worked.result_text(example, "annual_rate", "zh") == "每年 18%"


PENALTY = {"overdue_principal": "766.80", "annual_rate": "0.18", "uplift": "0.50", "overdue_days": "30"}


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("penalty", {}, "there is no worked example of kind \"penalty\". Allowed: penalty-on-missed-instalment"),
        ("penalty-on-missed-instalments", {}, "Fix: write penalty-on-missed-instalment"),
        ("penalty-on-missed-instalment", {"overdue_principle": "1"}, "takes no \"overdue_principle\". Allowed: overdue_principal"),
        ("penalty-on-missed-instalment", {"overdue_principle": "1"}, "Fix: write overdue_principal"),
        ("penalty-on-missed-instalment", {"overdue_principal": "-766.80"}, "cannot be negative"),
        ("penalty-on-missed-instalment", {"overdue_principal": -766}, "cannot be negative"),
        ("penalty-on-missed-instalment", {"annual_rate": "18"}, "which means 1800%. Allowed: a fraction from 0 to 1. Fix: write the rate as a fraction, 18% as \"0.18\""),
        ("penalty-on-missed-instalment", {"annual_rate": 18}, "which means 1800%"),
        ("penalty-on-missed-instalment", {"annual_rate": 0.18}, "a quoted fraction"),
        ("penalty-on-missed-instalment", {"day_count": "actual/360"}, "day_count cannot be \"actual/360\". Allowed: act/360"),
        ("penalty-on-missed-instalment", {"overdue_days": None, "due": "2026-03-10", "settlement": "2026-03-09"}, "settlement 2026-03-09 is before due 2026-03-10"),
        ("penalty-on-missed-instalment", {"overdue_principal": None}, "lacks overdue_principal"),
        ("penalty-on-missed-instalment", {"overdue_days": None}, "overdue_days is missing"),
        ("penalty-on-missed-instalment", {"overdue_principal": "<b>1</b>"}, "which is no amount"),
    ],
)
def test_bad_arguments_say_what_is_allowed_and_the_cure(kind, changes, words):
    inputs = {name: value for name, value in {**PENALTY, **changes}.items() if value is not None}
    with pytest.raises(WorkedError) as error:
        worked.work(kind, inputs)
    assert words in str(error.value)
    assert "Allowed:" in str(error.value) and "Fix:" in str(error.value)
    zh = error.value.words("zh")
    assert ("允许：" in zh or "必填：" in zh) and "改法：" in zh


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"food": "-1"}, "food is \"-1\" and cannot be negative"),
        ({"rent": "1"}, "takes no \"rent\""),
        ({"debts": []}, "debts cannot be \"[]\""),
        ({"debts": [{"owed": "1"}]}, "kind is missing"),
        ({"debts": [{"kind": "car", "owed": "1"}]}, "kind cannot be \"car\". Allowed: rent, pledged, duty, card, loan, person"),
        ({"debts": [{"kind": "card", "owed": "0"}]}, "must be above zero"),
        ({"debts": [{"kind": "card", "owed": "1", "due": "2"}]}, "due is 2, more than owed 1"),
        ({"debts": [{"kind": "card", "owed": "1", "monthly": "2"}]}, "unknown name \"monthly\". Allowed: kind, owed, due"),
        ({"debts": [{"kind": "card", "owed": "1"}] * 11}, "debts is \"11\", out of range"),
    ],
)
def test_a_bad_budget_is_refused_by_name(changes, words):
    with pytest.raises(WorkedError) as error:
        worked.work("monthly-budget", {"wages": "1000.00", "debts": [{"kind": "card", "owed": "900.00"}], **changes})
    assert words in str(error.value)


def test_an_unknown_result_name_is_refused_with_the_nearest():
    with pytest.raises(WorkedError, match="Fix: write total_due"):
        worked.result_text(made(CASES[1]), "total_dues", "en")


def test_words_of_a_page_are_escaped():
    example = worked.work("uplift-comparison", {"overdue_principal": "766.80", "annual_rate": "0.18", "uplifts": {"<script>": "0.30"}, "overdue_days": 10})
    assert "<script>" not in worked.worked_html(example, "zh", "x")
