"""The tools in a real browser, opened from disk: right sums, every kind of bad input, nothing lost, nothing sent or kept.

Each tool stands on a bare page made of its macro's HTML, the site's style and its joined script; the pages around it are
test_pages.py's business.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

from macros import data
from macros.assets import ROOT, TOOLS, join
from macros.pages import MACROS, Page
from macros.pages.tool_examples import fields_of
from macros.pages.tool_forms import BUDGET_LINES, FORMS
from macros.pages.tool_words import FIELD_WORDS, PAGE_WORDS, RESULT_WORDS

ON = date(2026, 11, 25)
HOMES = {"check-their-number": "costs/check-their-number", "real-rate": "causes/hidden-costs", "check-an-offer": "coping/check-an-offer", "budget": "coping/budget"}
LISTED = {
    "repayment": "listed", "rate": "18", "rate_per": "year", "rate_unit": "percent", "due_1": "2026-03-10", "due_principal_1": "766.80",
    "due_interest_1": "150.00", "penalty_rule": "uplift", "uplift": "50", "day_count": "act/360", "compound": "no", "settlement": "2026-06-08",
}
OFFER = {"owed": "10000", "owed_principal": "8000", "n": "12", "monthly": "850", "first_date": "2099-01-05", "receiver": "lender", "written": "yes", "restart": "grace", "record": "yes"}

# Fills fields as typing and choosing do, all in one go.
TYPE = """fields => {
  for (const [name, value] of Object.entries(fields)) {
    const field = document.querySelector(`[name="${name}"]`);
    if (field.type === "checkbox") field.checked = value === "yes"; else field.value = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    field.dispatchEvent(new Event("change", {bubbles: true}));
  }
}"""


@cache
def site() -> data.Site:
    return data.load(ROOT)


@cache
def document(tool: str, lang: str) -> str:
    page = Page(site(), lang, HOMES[tool], ON)
    script = join(TOOLS / f"main-{HOMES[tool].replace('/', '-')}.js")
    style = (ROOT / "overrides" / "assets" / "site.css").read_text(encoding="utf-8")
    return (f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{tool}</title><style>{style}</style></head>'
            f'<body data-md-color-scheme="default"><main class="md-typeset"><h1>{tool}</h1><h2>{tool}</h2>{MACROS["tool"].call(page, tool)}</main><script>{script}</script></body></html>')


class Tool:
    """A tool on its page, as a reader uses it."""

    def __init__(self, page, tmp_path):
        self.page, self.folder, self.requests, self.errors = page, tmp_path, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, tool: str, lang: str = "zh", query: str = "") -> Tool:
        path = self.folder / f"{lang}-{tool}.html"
        path.write_text(document(tool, lang), encoding="utf-8")
        self.page.goto(path.as_uri() + query)
        return self

    def type(self, **fields: str) -> Tool:
        self.page.evaluate(TYPE, fields)
        return self

    def compute(self) -> Tool:
        self.page.click("[data-compute]")
        assert self.errors == []
        return self

    def error(self, name: str) -> str:
        return self.page.locator(f"#f-{name}-error").text_content()

    def mirror(self, name: str) -> str:
        return self.page.locator(f"#f-{name}-mirror").text_content()

    @property
    def result(self) -> str:
        return self.page.locator(".tool-result").text_content()

    @property
    def headline(self) -> str:
        return self.page.locator(".tool-headline").first.text_content()


@pytest.fixture
def tool(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, offline=True)
    yield Tool(context.new_page(), tmp_path)
    context.close()


# --- sums ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("example", "total"), [
    ("one-day-late", "917.38"), ("thirty-days-late", "934.05"), ("ninety-days-late", "978.69"), ("three-missed-instalments", "2,872.80"),
    ("grace-both-kinds", "769.10"), ("part-payment", "430.22"), ("acceleration", "7,769.19"), ("court-reduction-24", "12,000.00"),
])
def test_published_example_opens_with_its_result(tool, example, total):
    tool.open("check-their-number", query=f"?example={example}").compute()
    assert f"{total} 元" in tool.headline


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_settling_early_opens_with_its_saving(tool, lang):
    from macros import examples

    results = examples.load_all()["early-settlement"].results
    unit = {"zh": "元", "en": "yuan"}[lang]
    tool.open("check-an-offer", lang, "?example=early-settlement").compute()
    assert tool.page.locator('[name="owed"]').input_value() == results["settle_without_fee"].value
    assert f'{results["interest_saved_vs_schedule"].value} {unit}' in tool.page.locator(".tool-section", has_text={"zh": "多付", "en": "more than"}[lang]).first.text_content()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_of_a_month_opens_with_its_shares(tool, lang):
    from macros import examples, worked

    example = examples.load_all()["monthly-budget"]
    tool.open("budget", lang, "?example=monthly-budget").compute()
    for name in ("left", "short_of_due"):
        assert worked.result_text(example, name, lang) in tool.headline
    rows = tool.page.locator(".tool-debts li").all_text_contents()
    (table,) = example.tables
    assert len(rows) == len(table.rows) == 4
    for row, (debt, owed, due, pay) in zip(rows, table.rows, strict=True):
        assert row.lower().startswith(worked.in_words(debt, lang))
        assert re.findall(r"[\d,]+\.\d\d", row) == [worked.in_words(one, "en").split()[0] for one in (owed, due, pay)]


def test_every_published_example_is_known_to_the_tool(tool):
    from macros import examples

    for example in examples.load_all():
        tool.open("check-their-number", query=f"?example={example}")
        assert tool.page.locator(".tool-example").is_visible(), example


def test_a_reader_may_put_anything_into_the_address(tool):
    for query in ("?example=nothing", "?example=__proto__", "?principal=1", "?example=<b>"):
        tool.open("check-their-number", query=query)
        assert not tool.page.locator(".tool-example").is_visible()
        assert tool.errors == []


def test_plan_gives_the_same_as_the_listed_instalments(tool):
    plan = {key: value for key, value in LISTED.items() if not key.startswith("due")}
    tool.open("check-their-number").type(**{**plan, "repayment": "level", "principal": "1万", "n": "12", "first_due": "2026-03-10", "missed_from": "1", "missed_to": "3", "compound": "yes"}).compute()
    assert "2,872.80 元" in tool.headline
    assert "每年 18.00%" in tool.result


@pytest.mark.parametrize(("demanded", "words"), [("1200", "多 231.44 元"), ("968.56", "和算出的一样"), ("900", "少 68.56 元")])
def test_gap_to_the_demand_is_told_without_blame(tool, demanded, words):
    tool.open("check-their-number").type(**LISTED, demanded=demanded).compute()
    assert words in tool.headline
    assert "不用还" not in tool.result


def test_letter_holds_the_figures(tool):
    tool.open("check-their-number", "en").type(**LISTED, demanded="1200").compute()
    letter = tool.page.locator(".tool-letter pre").first
    assert letter.get_attribute("lang") == "zh"
    assert "合计 968.56 元" in letter.text_content() and "相差 231.44 元" in letter.text_content()
    assert "differ by 231.44 yuan" in tool.page.locator(".tool-letter pre").nth(1).text_content()


def test_no_place_is_left_unfilled(tool):
    for lender in site().lenders:
        tool.open("check-their-number").type(**LISTED, lender=lender, contract_date="2025-01-10", demanded="1200").compute()
        assert not re.search(r"[{}]", tool.result), lender


def test_a_day_count_nobody_knows_gives_the_least(tool):
    totals = {}
    for day_count in ("act/360", "act/365", "unknown"):
        tool.open("check-their-number").type(**{**LISTED, "day_count": day_count}).compute()
        totals[day_count] = tool.headline
    assert "至少" in totals["unknown"] and "按实际天数算" in totals["unknown"]
    amount = {key: re.search(r"([\d,.]+) 元", text)[1] for key, text in totals.items()}
    assert amount["unknown"] == amount["act/365"] != amount["act/360"]
    assert "766.80 × 27% × 90 ÷ 365" in tool.result


def test_missing_detail_makes_the_sum_a_minimum(tool):
    tool.open("check-their-number").type(**LISTED, fees_unknown="yes", demanded="1200").compute()
    assert "至少" in tool.headline and "说不清" in tool.headline
    tool.type(penalty_rule="unknown").compute()
    assert "没有算罚息" in tool.headline


def test_ten_cents_and_twenty_cents_are_thirty(tool):
    tool.open("check-their-number").type(**LISTED, fee_name_1="a", fee_amount_1="0.1", fee_when_1="late", fee_name_2="b", fee_amount_2="0.2", fee_when_2="late").compute()
    assert "968.86 元" in tool.headline


def test_day_by_day_ends_at_the_total(tool):
    tool.open("check-their-number").type(**LISTED).compute()
    tool.page.get_by_role("button", name="列出每一天").click()
    cells = tool.page.locator(".tool-section table").last.locator("tr").last.locator("th, td").all_text_contents()
    assert cells == ["2026-06-08", "0.57", "968.56"] or cells[0] == "2026-06-08" and cells[2] == "968.56"


@pytest.mark.parametrize(("lender", "contract", "uplift", "found"), [
    ("bank", "2024-01-10", "50", "对得上"), ("bank", "2024-01-10", "80", "对不上"), ("bank", "2003-12-31", "80", ""),
    ("amc", "2024-01-10", "50", "说不清"), ("guarantee", "2024-01-10", "50", "说不清"), ("joint-loan", "2024-01-10", "50", "说不清"),
    ("private-lender", "2026-11-25", "50", "说不清"), ("private-lender", "2019-01-01", "50", ""), ("small-loan", "2026-01-10", "50", "说不清"),
])
def test_caps_go_by_lender_and_date(tool, lender, contract, uplift, found):
    due = contract if contract > "2026-03-10" else "2026-03-10"
    settlement = "2026-12-08" if due > "2026-06-01" else "2026-06-08"
    tool.open("check-their-number").type(**{**LISTED, "lender": lender, "contract_date": contract, "uplift": uplift, "due_1": due, "settlement": settlement}).compute()
    section = tool.page.locator(".tool-section", has_text="和上限对照").text_content()
    assert found in section
    if lender in ("amc", "guarantee", "joint-loan"):
        assert "对得上" not in section and "对不上" not in section


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "words"), [
    ("1e308", "读不出"), ("abc", "读不出"), ("1.234,56", "两种读法"), ("1,23", "两种读法"), ("-5", "负数"), ("0.123", "两位小数"),
    ("1.0000000001", "两位小数"), ("9999999999", "太大"), ("", "要填"), ("12345678901234567890", ""), ("Infinity", "读不出"), ("0x10", "读不出"), ("１０，０", "两种读法"),
])
def test_amount_is_refused_beside_its_field_and_stays(tool, typed, words):
    tool.open("check-their-number").type(**{**LISTED, "due_principal_1": typed}).compute()
    assert words in tool.error("due_principal_1") and tool.error("due_principal_1")
    assert tool.result == ""
    if len(typed) < 15:
        assert tool.page.locator('[name="due_principal_1"]').input_value() == typed


@pytest.mark.parametrize(("typed", "total"), [
    ("７６６.８０", "968.56"), ("766.8元", "968.56"), ("￥766.80", "968.56"), ("14 000.12", "15,095.13"), ("14,000.12", "15,095.13"), ("1.4万", "15,095.00"),
    ("三万五", "37,512.50"), ("三千五百", "3,886.25"), ("-0", "150.00"), (" 766.80 ", "968.56"), ("000766.80", "968.56"),
])
def test_amount_is_read_as_people_write_it(tool, typed, total):
    tool.open("check-their-number").type(**{**LISTED, "due_principal_1": typed}).compute()
    assert f"合计 {total} 元" in tool.headline
    assert tool.error("due_principal_1") == ""


def test_a_changed_reading_is_mirrored(tool):
    tool.open("check-their-number").type(repayment="listed", due_principal_1="三万五")
    assert tool.mirror("due_principal_1") == "读作 35,000.00 元。"


def test_rate_needs_its_unit_and_mirrors_the_year(tool):
    tool.open("check-their-number").type(**{**LISTED, "rate": "0.05", "rate_per": "day", "rate_unit": ""}).compute()
    assert "单位" in tool.error("rate_unit")
    tool.type(rate_unit="percent")
    assert tool.mirror("rate") == "这就是每年 18.25%。"
    tool.type(rate_unit="permille")
    assert tool.mirror("rate") == "这就是每年 1.825%。"


def test_li_a_day_is_asked_about(tool):
    tool.open("check-their-number").type(**{**LISTED, "rate": "5", "rate_per": "day", "rate_unit": "li"})
    assert "18.25%" in tool.mirror("rate") and "182.5%" in tool.mirror("rate")
    tool.compute()
    assert "两种" in tool.error("rate_reading")
    tool.type(rate_reading="tradition").compute()
    assert tool.mirror("rate") == "这就是每年 18.25%。"
    assert tool.headline


def test_rate_above_the_whole_is_asked_again_then_marked(tool):
    tool.open("check-their-number").type(**{**LISTED, "rate": "120"}).compute()
    assert "120%" in tool.error("rate")
    tool.type(rate_sure="yes").compute()
    assert "高于每年 100%" in tool.headline


@pytest.mark.parametrize(("name", "value", "words"), [
    ("settlement", "2026-03-01", "早于"), ("contract_date", "2026-04-01", ""), ("rate", "0.1234567", "六位"), ("uplift", "abc", "读不出"), ("grace_days", "2.5", "整数"), ("grace_days", "9999", "整数"),
])
def test_other_fields_are_refused_with_an_example(tool, name, value, words):
    tool.open("check-their-number").type(**{**LISTED, name: value}).compute()
    told = tool.error("due_1" if name == "contract_date" else name)
    assert words in told and told


def test_sign_and_unit_must_agree(tool):
    tool.open("check-their-number").type(**{**LISTED, "rate": "0.5‰"}).compute()
    assert "不一样" in tool.error("rate_unit")


@pytest.mark.parametrize(("due", "settlement", "days"), [
    ("2028-02-28", "2028-03-01", 2), ("2026-03-10", "2026-03-10", 0), ("2027-12-31", "2028-01-01", 1), ("1996-11-25", "2036-11-25", 14610),
])
def test_leap_day_same_day_new_year_forty_years(tool, due, settlement, days):
    tool.open("check-their-number").type(**{**LISTED, "due_1": due, "settlement": settlement}).compute()
    assert (f"{days} 天，到" in tool.result) or (days == 0 and "还没逾期" in tool.result)


def test_forty_year_loan_and_zero_rate(tool):
    plan = {"repayment": "level", "principal": "500000", "n": "480", "first_due": "2020-02-29", "missed_from": "1", "missed_to": "2", "settlement": "2020-05-01"}
    tool.open("check-their-number").type(**{**LISTED, **plan}).compute()
    assert "第 2 期，2020-03-29 到期" in tool.result
    tool.type(rate="0").compute()
    assert "合计 2,083.34 元" in tool.headline


def test_empty_form_says_what_is_missing(tool):
    for name in FORMS:
        tool.open(name).compute()
        if name == "budget":
            assert "没有填收入" in tool.headline
        else:
            assert "要再看一下" in tool.page.locator(".tool-wrong").text_content()


def test_paid_more_than_owed_and_paid_too_late(tool):
    tool.open("check-their-number").type(**LISTED, paid_date_1="2026-04-10", paid_amount_1="2000", paid_date_2="2026-07-01", paid_amount_2="5").compute()
    assert "没有可以抵的到期欠款" in tool.result and "没有算进来" in tool.result
    assert "合计 0.00 元" in tool.headline


def test_identity_and_card_numbers_are_blotted_out(tool):
    tool.open("check-their-number").type(fee_name_1="张 11010519491231002X 费", fee_name_2="6222 0200 0000 0000 123", fee_name_3="服务费")
    for name in ("fee_name_1", "fee_name_2"):
        assert "*" in tool.page.locator(f'[name="{name}"]').input_value()
        assert "遮住" in tool.mirror(name)
    assert tool.page.locator('[name="fee_name_3"]').input_value() == "服务费"


def test_markup_stays_text(tool):
    tool.open("check-their-number").type(**LISTED, fee_name_1="<img src=x onerror=alert(1)>", fee_amount_1="1", fee_when_1="late").compute()
    assert "<img src=x" in tool.result and tool.page.locator(".tool-result img").count() == 0


# --- real rate, offer, budget -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("example", "words"), [("flat-fee", "16.22%"), ("upfront-deduction", "%"), ("guarantee-fee-on-top", "22.80%"), ("irregular-dates", "27.82%")])
def test_real_rate_of_the_examples(tool, example, words):
    tool.open("real-rate", query=f"?example={example}").compute()
    assert words in tool.headline


@pytest.mark.parametrize(("flows", "words"), [
    ("2026-01-01 到手 100\n2026-02-01 还 50\n2026-03-01 到手 100\n2026-04-01 还 300", "几个答案"), ("2026-01-01 还 100", "没有到手的钱"),
    ("2026-01-01 到手 100", "没有还款"), ("2026-01-01 到手 100\n2026-01-01 还 100", "同一天"),
])
def test_flows_without_one_answer_are_refused_in_words(tool, flows, words):
    tool.open("real-rate").type(how="dated", flows=flows).compute()
    assert words in tool.result


def test_flow_line_that_cannot_be_read_is_named(tool):
    tool.open("real-rate").type(how="dated", flows="2026-01-01 到手 100\n明天 还 5").compute()
    assert "第 2 行" in tool.error("flows")
    tool.type(flows="2026-02-30 到手 100").compute()
    assert "第 1 行" in tool.error("flows")


def test_real_rate_against_the_caps_never_decides_alone(tool):
    tool.open("real-rate").type(how="payment", loan="10000", n="12", payment="916.80", payment_last="916.81", monthly_fee="23", lender="small-loan", contract_date="2026-08-20").compute()
    assert "看用哪一种" in tool.result and "说不清" in tool.result


def test_payment_below_the_interest_is_told(tool):
    tool.open("real-rate").type(how="payment", loan="10000", n="12", payment="100", rate="18", rate_per="year", rate_unit="percent").compute()
    assert "没有超过一个月的利息" in tool.result


def test_offer_compares_and_asks_for_paper(tool):
    tool.open("check-an-offer").type(**OFFER, spare="900").compute()
    assert "一共要付 10,200.00 元，12 个月" in tool.headline
    assert "多付 200.00 元" in tool.result and "没有超过" in tool.result
    assert "书面确认" in tool.page.locator(".tool-letter").text_content()


@pytest.mark.parametrize(("change", "words"), [
    ({"n": "60", "limit": "36"}, "超过对方允许的最长 36 期"), ({"n": "72", "debt_kind": "card"}, "最长 60 个月"), ({"rate": "36", "rate_per": "year", "rate_unit": "percent", "monthly": "200"}, "没有超过一个月的利息 240.00 元"),
    ({"monthly": "100"}, "比本金少 6,800.00 元"), ({"first_date": ""}, "没有日期的方案"), ({"receiver": "person"}, "付给个人"), ({"written": "no"}, "没有书面条款"), ({"pay_first": "yes"}, "先付钱"),
    ({"new_loan": "yes"}, "借新的还旧的"), ({"stop_fee": "yes"}, "停息"), ({"today": "yes"}, "今天就定"), ({"first_date": "2020-01-01"}, "已经过了"), ({"waived": "5000"}, "请对方解释"), ({"spare": "500"}, "多 350.00 元"),
])
def test_offer_traps_are_explained(tool, change, words):
    tool.open("check-an-offer").type(**{**OFFER, **change}).compute()
    assert words in tool.result


def test_offer_refuses_a_principal_above_the_debt(tool):
    tool.open("check-an-offer").type(**{**OFFER, "owed_principal": "20000"}).compute()
    assert "不能大于" in tool.error("owed_principal")


def test_budget_keeps_living_first(tool):
    assert len(BUDGET_LINES) == 12
    tool.open("budget").type(wages="5000", food="1200", home="1500", can_wait="300", debt_name_1="A", debt_kind_1="loan", debt_owed_1="20000", debt_due_1="1800", debt_name_2="B", debt_kind_2="rent", debt_owed_2="800", debt_due_2="800").compute()
    assert "每月能还 2,000.00 元" in tool.headline and "少 600.00 元" in tool.headline
    rows = tool.page.locator(".tool-debts li").all_text_contents()
    assert rows[0].startswith("B") and "能付 800.00" in rows[0] and "能付 1,200.00" in rows[1]


def test_cards_and_loans_share_by_what_is_owed(tool):
    debts = {"debt_name_1": "A", "debt_kind_1": "loan", "debt_owed_1": "20000", "debt_due_1": "1800", "debt_name_2": "B", "debt_kind_2": "card", "debt_owed_2": "10000"}
    tool.open("budget").type(wages="1000", **debts).compute()
    rows = tool.page.locator(".tool-debts li").all_text_contents()
    assert "能付 666.67" in rows[0] and "能付 333.33" in rows[1]


def test_budget_that_does_not_cover_living(tool):
    tool.open("budget").type(wages="1000", food="1200").compute()
    assert "还差 200.00 元" in tool.headline


# --- what a stressed reader gets wrong, and what must be said ------------------------------------------------------------

PLAN = {**{key: value for key, value in LISTED.items() if not key.startswith("due")}, "repayment": "level", "principal": "10000", "n": "12", "first_due": "2026-03-10", "missed_from": "1", "missed_to": "3"}


@pytest.mark.parametrize(("change", "words"), [
    ({"due_2": "2026-07-10", "due_principal_2": "700"}, "有 1 笔在算到的那天之后才到期"), ({"called_date": "2026-07-01", "called_principal": "5000"}, "最早的在 2026-07-01"),
])
def test_what_falls_due_later_is_left_out_aloud(tool, change, words):
    tool.open("check-their-number").type(**{**LISTED, **change}).compute()
    assert words in tool.headline and "合计 968.56 元" in tool.headline


@pytest.mark.parametrize(("base", "change", "name", "words"), [
    (LISTED, {"called_principal": "5000"}, "called_date", "选日期"), (LISTED, {"uplift": ""}, "uplift", "例如 50。"), (LISTED, {"uplift": "5000"}, "uplift", "最多 1000"),
    (LISTED, {"rate": "", "rate_per": "", "rate_unit": ""}, "rate", "例如 18。"), (LISTED, {"rate": "abc"}, "rate", "例如 18。"), (LISTED, {"due_principal_1": "10⁵"}, "due_principal_1", "读不出"),
    (PLAN, {"missed_from": "20"}, "missed_from", "填 1 到 12"), (PLAN, {"n": "abc"}, "n", "例如 12。"), (PLAN, {"n": "24", "missed_from": "15", "missed_to": "3"}, "missed_to", "这里要 15 到 24 的整数，例如 15。"),
    (PLAN, {"fee_name_1": "服务费", "fee_amount_1": "10000", "fee_when_1": "start"}, "fee_amount_1", "要小于 10,000.00 元"),
    (LISTED, {"rate": "5厘", "rate_per": "day"}, "rate_unit", "不一样"), (LISTED, {"rate": "日息5厘", "rate_unit": "li"}, "rate_per", "不一样"), (LISTED, {"due_principal_1": "5" + " " * 100_000 + "x"}, "due_principal_1", "太长"),
])
def test_refusal_names_the_field_and_fits_it(tool, base, change, name, words):
    tool.open("check-their-number").type(**{**base, **change}).compute()
    assert words in tool.error(name)
    assert tool.result == ""
    assert not any(re.search(r"[{}]", told) for told in tool.page.locator(".tool-error").all_text_contents())


def test_day_that_does_not_exist_is_refused_where_dates_are_typed_as_text(tool):
    for day in ("2026-02-30", "2027-02-29", "2026-13-01", "2026/3/10"):
        tool.open("check-their-number").page.evaluate("document.querySelectorAll('[type=date]').forEach(field => { field.type = 'text'; })")
        tool.type(**{**LISTED, "due_1": day}).compute()
        assert "没有这一天" in tool.error("due_1"), day


@pytest.mark.parametrize("typed", ["日息 5 厘", "5厘", "日利率万分之五", "万分之五", "日息五厘"])
def test_rate_is_read_as_people_say_it(tool, typed):
    unit = "ten-thousandth" if "万" in typed else "li"
    tool.open("check-their-number").type(**{**LISTED, "rate": typed, "rate_per": "day", "rate_unit": unit, "rate_reading": "tradition"}).compute()
    assert tool.mirror("rate") == "这就是每年 18.25%。"
    assert "合计 968.56 元" in tool.headline


def test_compound_nobody_answered_makes_the_sum_a_minimum(tool):
    tool.open("check-their-number").type(**{**LISTED, "compound": ""}).compute()
    assert "至少 968.56 元" in tool.headline and "没有算复利" in tool.headline
    tool.type(due_interest_1="0").compute()
    assert "合计 818.56 元" in tool.headline


def test_days_across_the_new_year_are_split_in_the_formula(tool):
    tool.open("check-their-number").type(**{**LISTED, "day_count": "act/act", "due_1": "2027-12-01", "settlement": "2028-02-29"}).compute()
    assert "766.80 × 27% × (31 ÷ 365 + 59 ÷ 366) = 50.9585351898" in tool.result


@pytest.mark.parametrize(("typed", "masked"), [("0.049315068493150684", False), ("110105 19491231 002X", True), ("622202 0000000000123", True), ("6222-0200-0000-0000", True)])
def test_only_identity_and_card_numbers_are_blotted_out(tool, typed, masked):
    tool.open("budget").type(debt_name_1=typed)
    assert ("*" in tool.page.locator('[name="debt_name_1"]').input_value()) == masked
    tool.page.click("[data-wipe]")
    assert tool.mirror("debt_name_1") == ""


def test_flows_that_pay_back_less_are_marked(tool):
    tool.open("real-rate").type(how="dated", flows="2026-01-31 到手 10000\n2026-02-28 还 9170").compute()
    assert "付的不多于到手的" in tool.headline
    tool.type(flows="").compute()
    assert "至少写一笔" in tool.error("flows")


def test_all_taken_first_leaves_nothing_received(tool):
    tool.open("real-rate").type(how="payment", loan="10000", n="12", payment="916.80", upfront="10000").compute()
    assert "要小于 10,000.00 元" in tool.error("upfront")


def test_offer_that_takes_all_first_is_not_called_free(tool):
    tool.open("check-an-offer").type(**{**OFFER, "down": "10000"}).compute()
    assert "没有比现在的总数多收钱" not in tool.result and "算不出年化" in tool.result


def test_large_last_payment_is_held_against_what_can_be_paid(tool):
    tool.open("check-an-offer").type(**{**OFFER, "last": "5000", "spare": "900"}).compute()
    assert "最后一期 5,000.00 元，比你每月能拿出的 900.00 元多 4,100.00 元" in tool.result


def test_sheet_offers_no_more_than_is_shared(tool):
    tool.open("budget").type(wages="5000").compute()
    assert "我提出" not in tool.result
    tool.type(debt_name_1="A", debt_kind_1="loan", debt_owed_1="20000", debt_due_1="1800").compute()
    assert "我提出每月还 1,800.00 元" in tool.result
    tool.type(debt_owed_1="1000").compute()
    assert "不能大于 1,000.00 元" in tool.error("debt_due_1")


def test_full_sheet_prints_on_one_page(tool, served):
    debts = {f"debt_{key}_{row}": value for row in range(1, 11) for key, value in (("name", f"机构 {row}"), ("kind", "loan"), ("owed", "5000"), ("due", "300"))}
    tool.page.context.set_offline(False)
    tool.page.goto(served + "coping/budget.html")
    tool.page.evaluate("window.print = () => {}")
    tool.type(wages="20000", **{name: "100" for name, *_ in BUDGET_LINES}, **debts).compute()
    tool.page.locator(".tool-section").last.get_by_role("button", name="打印").click()
    assert len(re.findall(rb"/Type /Page\b", tool.page.pdf(format="A4"))) == 1


def test_result_prints_without_the_page_around_it(tool):
    tool.open("real-rate").page.evaluate("window.print = () => {}")
    tool.type(how="once", loan="1000", repaid="1100", days="30").compute()
    tool.page.get_by_role("button", name="打印这个结果").click()
    tool.page.emulate_media(media="print")
    assert tool.page.locator(".tool-headline").is_visible()
    assert not tool.page.locator("h1").is_visible() and not tool.page.locator("form").is_visible()


# --- what a page may and may not do ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_sent_or_kept(tool, name):
    tool.open(name)
    asked = len(tool.requests)
    tool.type(**(LISTED if name == "check-their-number" else OFFER if name == "check-an-offer" else {})).compute()
    assert len(tool.requests) == asked
    assert tool.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert "?" not in tool.page.url and "#" not in tool.page.url


def test_kept_only_on_request_and_wiped_with_one_button(tool):
    tool.open("check-their-number").type(**LISTED)
    tool.page.get_by_role("button", name="存在这台手机上").click()
    assert "能打开这台手机的人" in tool.page.locator(".tool-saving").text_content()
    assert tool.page.evaluate("localStorage.length") == 0
    tool.page.get_by_role("button", name="存", exact=True).click()
    assert tool.page.evaluate("localStorage.length") == 1
    tool.open("check-their-number").page.get_by_role("button", name="打开上次存的").click()
    assert tool.page.locator('[name="due_principal_1"]').input_value() == "766.80"
    tool.compute().page.click("[data-wipe]")
    assert tool.page.evaluate("localStorage.length") == 0
    assert tool.result == "" and tool.page.locator('[name="due_principal_1"]').input_value() == ""


def test_back_brings_everything_again(tool):
    tool.open("check-their-number").type(**LISTED, due_2="2026-04-10", due_principal_2="778.30").compute()
    before = tool.headline
    (tool.folder / "other.html").write_text("<!doctype html><title>other</title>", encoding="utf-8")
    tool.page.goto((tool.folder / "other.html").as_uri())
    tool.page.go_back()
    tool.page.wait_for_selector(".tool-headline")
    assert tool.headline == before
    assert tool.page.locator('[name="due_2"]').is_visible()


@pytest.mark.parametrize("name", FORMS)
def test_without_script_the_paper_form_stands_there(chromium, tmp_path, name):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    Tool(page, tmp_path).open(name)
    assert page.locator(".tool-paper").is_visible() and not page.locator(".tool-live").is_visible()
    for group in FORMS[name].groups:
        assert group.words[0] in page.locator(".tool-paper").text_content()
    context.close()


@pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in FORMS for lang in ("zh", "en")])
def test_screen_reader_and_narrow_screen(tool, name, lang):
    tool.open(name, lang).type(**(LISTED if name == "check-their-number" else OFFER if name == "check-an-offer" else {"wages": "5000"} if name == "budget" else {"how": "once", "loan": "1000", "repaid": "1100", "days": "30"})).compute()
    assert tool.page.locator(".tool-result").text_content()
    found = Axe().run(tool.page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert tool.page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = tool.page.eval_on_selector_all(".tool-live input:not([type=checkbox]), .tool-live select, .tool-live button", "nodes => nodes.filter(n => n.offsetParent).map(n => n.offsetHeight)")
    assert min(heights) >= 44


def test_errors_are_led_to_by_keyboard(tool):
    tool.open("check-an-offer")
    tool.page.locator("[data-compute]").focus()
    tool.page.keyboard.press("Enter")
    assert tool.page.evaluate("document.activeElement.className") == "tool-wrong"
    tool.page.keyboard.press("Tab")
    tool.page.keyboard.press("Enter")
    assert tool.page.evaluate("document.activeElement.name") == "owed"
    assert tool.page.locator('[name="owed"]').get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_link_to_the_tool_that_shows_them(lang):
    from macros import examples

    page = Page(site(), lang, "costs/penalty-examples", ON)
    for example in examples.load_all():
        home, fields = fields_of(examples.folder() / f"{example}.yml", ON, lang)
        html = MACROS["worked_example"].call(page, example)
        assert (f"{HOMES[home].split('/')[-1]}.html?example={example}" in html) if home else "?example=" not in html, example
        assert not fields or lang == "zh" or fields.get("fee_name_1", "Damages").startswith("Damages")


def test_every_word_exists_in_both_languages_and_is_used():
    script = "\n".join(path.read_text(encoding="utf-8") for path in TOOLS.glob("*.js"))
    for table in (FIELD_WORDS, PAGE_WORDS, *RESULT_WORDS.values()):
        for key, pair in table.items():
            assert len(pair) == 2 and all(pair), key
            assert sorted(re.findall(r"\{[a-z_0-9]+\}", pair[0])) == sorted(re.findall(r"\{[a-z_0-9]+\}", pair[1])), key
    said = set(re.findall(r'\bsay\("([a-z0-9-]+[a-z0-9])"', script))
    known = {key for table in (FIELD_WORDS, PAGE_WORDS, *RESULT_WORDS.values()) for key in table}
    assert said <= known, said - known
    assert "<" not in "".join(unescape(word) for table in RESULT_WORDS.values() for pair in table.values() for word in pair)
