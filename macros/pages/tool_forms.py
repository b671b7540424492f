"""The fields of each tool, declared once: the live form, the paper form and the script all follow this list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.budget import LINES
from macros.worked.words import DEBT_KINDS, MOST_DEBTS, NAMES

Pair = tuple[str, str]
Choices = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Field:
    """One thing asked for: `name` is the field's name, `kind` how it is read, `words` and `hint` are (zh, en).

    Kinds: money, whole, percent, rate (figure with period and unit), date, choice, check, text, lines.
    `when` shows the field for some choices only: "repayment=level,listed", or "repayment=!listed" for all others.
    """

    name: str
    kind: str
    words: Pair
    hint: Pair | None = None
    choices: Choices = ()
    when: str = ""


@dataclass(frozen=True)
class Group:
    """One question of a form: a fieldset. `rows` repeats the fields; `folded` groups are rarely needed and start closed."""

    id: str
    words: Pair
    fields: tuple[Field, ...]
    hint: Pair | None = None
    rows: int = 0
    folded: bool = False
    when: str = ""


@dataclass(frozen=True)
class Form:
    """A tool: its name, the words before its first field, its groups, and the words of its button."""

    id: str
    cannot: Pair
    groups: tuple[Group, ...]
    compute: Pair


YES_NO: Choices = (("yes", "是", "Yes"), ("no", "不是", "No"), ("unknown", "不知道", "I do not know"))
LENDER = Field("lender", "choice", ("谁借给你的", "Who lent the money"),
               ("看合同“贷款人”一栏的全称。", "See the full name in the contract's lender line (贷款人)."))
CONTRACT_DATE = Field("contract_date", "date", ("合同日期", "Date of the contract"),
                      ("上限看这一天的规定。不填，就不对照上限。", "Caps are those of this day. Without it no cap is compared."))

CHECK = Form(
    "check-their-number",
    ("它按你填的条件重算一遍。它看不到合同，也不判断合不合法。", "It works the sum out again from the terms you enter. It has not seen the contract and does not judge what is lawful."),
    (
        Group("loan", ("这笔借款", "The loan"), (
            LENDER,
            CONTRACT_DATE,
            Field("repayment", "choice", ("怎么还", "How it is repaid"), ("不确定就选“我有每一期的数”。", "If unsure, choose “I have the figures of each instalment”."), (
                ("listed", "我有每一期的数", "I have the figures of each instalment"),
                ("level", "每期还一样多（等额本息）", "Same payment each month, interest on what is left"),
                ("equal-principal", "每期本金一样多（等额本金）", "Same principal each month, interest on what is left"),
                ("interest-only", "先还利息，最后还本金", "Interest first, principal at the end"),
                ("flat-fee", "每期费用按最初本金算（等本等息）", "Same fee each month on the first amount (flat)"),
                ("once", "到期一次还清", "All at once on one day"),
            )),
            Field("principal", "money", ("借款本金", "Amount borrowed"), ("合同或借据上的数，例如 10000。", "The figure in the contract, for example 10000."), when="repayment=!listed"),
            Field("rate", "rate", ("合同利率", "Contract rate"), ("照合同写的填，再选是每天、每月还是每年。", "Enter it as the contract says, then choose per day, month or year.")),
            Field("n", "whole", ("一共几期", "Number of instalments"), when="repayment=!listed,once"),
            Field("first_due", "date", ("第一期到期日", "First due date"), ("一次还清的，填那一天。", "For a loan repaid at once, that day."), when="repayment=!listed"),
        )),
        Group("missed-plan", ("哪几期没还", "Which instalments were missed"), (
            Field("missed_from", "whole", ("从第几期", "From number")),
            Field("missed_to", "whole", ("到第几期", "To number")),
        ), when="repayment=level,equal-principal,interest-only,flat-fee"),
        Group("missed-rows", ("没还的每一期", "Each missed instalment"), (
            Field("due", "date", ("到期日", "Due date")),
            Field("due_principal", "money", ("其中本金", "Principal in it")),
            Field("due_interest", "money", ("其中利息", "Interest in it")),
        ), ("App 的“还款计划”里有这些数。", "The app's repayment plan shows these."), rows=12, when="repayment=listed"),
        Group("penalty", ("合同怎么写罚息", "What the contract says on lateness"), (
            Field("penalty_rule", "choice", ("罚息怎么写", "How penalty interest is written"), None, (
                ("uplift", "合同利率上浮百分之几", "Contract rate plus a share of it"),
                ("own", "另写一个罚息利率", "A penalty rate of its own"),
                ("none", "没有罚息", "No penalty interest"),
                ("unknown", "不知道", "I do not know"),
            )),
            Field("uplift", "percent", ("上浮多少", "The share added"), ("写“上浮 50%”就填 50。", "For “raised by 50%” enter 50."), when="penalty_rule=uplift"),
            Field("penalty", "rate", ("罚息利率", "Penalty rate"), when="penalty_rule=own"),
            Field("day_count", "choice", ("一年按几天", "Days in the year"), ("按日的利率不用选，直接乘天数。", "Not needed for a rate per day: it is multiplied by the days."), (
                ("act/360", "360 天", "360 days"), ("act/365", "365 天", "365 days"), ("act/act", "实际天数（闰年 366）", "The actual year (366 in leap years)"),
                ("unknown", "不知道", "I do not know"))),
            Field("compound", "choice", ("欠的利息，要不要再算利息（复利）", "Does unpaid interest earn interest"), None, (
                ("no", "合同没写", "The contract does not say so"), ("yes", "合同写了要算", "The contract says so"), ("unknown", "不知道", "I do not know"))),
            Field("grace_days", "whole", ("宽限几天", "Days of grace"), ("没有就空着。", "Leave empty if none.")),
            Field("grace_design", "choice", ("过了宽限期怎么算", "Once the grace has passed"), None, (
                ("cliff", "从第一天补算", "Counted from the first day"), ("deductible", "只算宽限以后的天数", "Only the days after it"))),
        )),
        Group("called", ("对方要求全部提前还", "The whole loan was called"), (
            Field("called_date", "date", ("通知到的那天", "Day the notice arrived")),
            Field("called_principal", "money", ("还没到期的本金", "Principal not yet due"), ("按计划填的，可以空着。", "May stay empty if you gave the plan.")),
        ), folded=True),
        Group("payments", ("逾期以后你还过的钱", "What you paid after falling behind"), (
            Field("paid_date", "date", ("哪天", "Day")),
            Field("paid_amount", "money", ("多少", "Amount")),
        ), rows=8, folded=True),
        Group("order", ("还的钱先抵什么", "What a payment covers first"), (
            Field("order", "choice", ("顺序", "Order"), ("没有别的约定时，按民法典第一种。", "Without another agreement the Civil Code has the first."), (
                ("law", "费用、罚息、利息、本金", "Costs, penalty, interest, principal"),
                ("principal", "本金、利息、罚息、费用", "Principal, interest, penalty, costs"),
                ("interest", "费用、利息、本金、罚息", "Costs, interest, principal, penalty"))),
        ), folded=True),
        Group("fees", ("利息以外的费用", "Fees besides interest"), (
            Field("fee_name", "text", ("叫什么", "Its name")),
            Field("fee_amount", "money", ("多少", "Amount")),
            Field("fee_when", "choice", ("什么时候收", "When it is taken"), None, (
                ("each", "每期收", "With each instalment"), ("start", "放款时先收", "When the loan was paid out"), ("late", "逾期以后收", "After falling behind"))),
        ), ("担保费、服务费、会员费、违约金都写在这里。", "Guarantee, service and membership fees, and damages, go here."), rows=6, folded=True),
        Group("demand", ("他们要多少", "What they ask for"), (
            Field("fees_unknown", "check", ("还有费用说不清，明细不全", "There are fees I cannot name; the list is not complete")),
            Field("settlement", "date", ("算到哪一天", "Worked out for which day"), ("不填就算到今天。", "Empty means today.")),
            Field("demanded", "money", ("他们要的总数", "The sum they ask for"), ("不填也能算。", "May stay empty.")),
        )),
    ),
    ("算一算", "Work it out"),
)

REAL_RATE = Form(
    "real-rate",
    ("它按你真正拿到和付出的钱算一年的成本。漏填的费用，会让结果偏低。", "It works out the yearly cost from the money you really received and paid. A fee left out makes the result too low."),
    (
        Group("loan", ("拿到的钱", "Money received"), (
            Field("how", "choice", ("怎么还", "How it is repaid"), None, (
                ("payment", "每期还多少，我知道", "I know what I pay each month"),
                ("flat-fee", "每期费用按最初本金算（等本等息）", "Same fee each month on the first amount (flat)"),
                ("level", "每期还一样多（等额本息）", "Same payment each month, interest on what is left"),
                ("equal-principal", "每期本金一样多（等额本金）", "Same principal each month, interest on what is left"),
                ("interest-only", "先还利息，最后还本金", "Interest first, principal at the end"),
                ("once", "到期一次还清", "All at once on one day"),
                ("dated", "日期不规则，我一笔一笔写", "Irregular: I list each amount"),
            )),
            Field("loan", "money", ("合同上的借款", "Loan in the contract"), ("例如 12000。", "For example 12000."), when="how=!dated"),
            Field("upfront", "money", ("放款时先扣或先付的", "Taken or paid at the start"), ("砍头息、服务费、会员费，加起来。", "Interest taken first, service and membership fees, added up."), when="how=!dated"),
        )),
        Group("repay", ("还的钱", "Money paid"), (
            Field("rate", "rate", ("合同利率或费率", "Rate or fee in the contract"), ("按你看到的填，“日息 5 厘”也可以。再选每天、每月还是每年，和单位。", "As you saw it, “日息 5 厘” too. Then choose per day, month or year, and the unit."), when="how=flat-fee,level,equal-principal,interest-only,payment,once"),
            Field("n", "whole", ("分几期（每期一个月）", "Number of monthly instalments"), when="how=payment,flat-fee,level,equal-principal,interest-only"),
            Field("payment", "money", ("每期还多少", "Each payment"), when="how=payment"),
            Field("payment_last", "money", ("最后一期还多少", "Last payment"), ("和别的期一样就空着。", "Leave empty if it is the same."), when="how=payment"),
            Field("monthly_fee", "money", ("每期另收的费用", "Further fees each month"), ("担保费、会员费。没有就空着。", "Guarantee or membership fee. Leave empty if none."), when="how=payment,flat-fee,level,equal-principal,interest-only"),
            Field("repaid", "money", ("到期一共还", "Repaid in all"), when="how=once"),
            Field("days", "whole", ("借了几天", "Days until repaid"), when="how=once"),
            Field("flows", "lines", ("每一笔，一行一笔", "Each amount on its own line"),
                  ("例如：2026-01-31 到手 10000。下一行：2026-02-28 还 917。", "For example: 2026-01-31 received 10000. Next line: 2026-02-28 paid 917."), when="how=dated"),
        )),
        Group("caps", ("对照上限（可以不填）", "Compare with the caps (optional)"), (LENDER, CONTRACT_DATE), folded=True),
    ),
    ("算真实年化", "Work out the real yearly rate"),
)

OFFER = Form(
    "check-an-offer",
    ("它比较数字，并列出要写进协议的话。对方守不守约，它不知道。", "It compares figures and lists what should be in writing. Whether the other side keeps its word it cannot know."),
    (
        Group("now", ("现在欠的", "What is owed now"), (
            Field("owed", "money", ("对方说的结清总数", "Sum they say settles it today")),
            Field("owed_principal", "money", ("其中本金", "Principal in it"), ("不知道就空着。", "Leave empty if unknown.")),
            Field("rate", "rate", ("合同利率", "Contract rate"), ("不知道就空着。", "Leave empty if unknown.")),
            Field("now_monthly", "money", ("现在每月要还", "Due each month now"), ("不知道就空着。", "Leave empty if unknown.")),
            Field("debt_kind", "choice", ("哪一种欠款", "Kind of debt"), None, (("loan", "贷款", "Loan"), ("card", "信用卡", "Credit card"))),
        )),
        Group("offer", ("对方的方案", "Their offer"), (
            Field("down", "money", ("先付多少", "To pay first"), ("没有就空着。", "Leave empty if none.")),
            Field("n", "whole", ("分几期（每期一个月）", "Number of monthly instalments"), ("一次付清填 1。", "For one payment enter 1.")),
            Field("monthly", "money", ("每期还多少", "Each payment")),
            Field("last", "money", ("最后一期还多少", "Last payment"), ("和别的期一样就空着。", "Leave empty if it is the same.")),
            Field("fee", "money", ("方案另收的费用", "Fees for the plan"), ("手续费、服务费。没有就空着。", "Handling or service fees. Leave empty if none.")),
            Field("first_date", "date", ("第一笔的日期", "Date of the first payment")),
            Field("limit", "whole", ("对方允许的最长期数", "Longest plan they allow"), ("不知道就空着。", "Leave empty if unknown.")),
            Field("waived", "money", ("口头说会减免的", "What they say is waived"), ("没有就空着。", "Leave empty if none.")),
        )),
        Group("marks", ("方案里有没有这些", "Does the offer have any of these"), (
            Field("written", "choice", ("有没有书面条款", "Are there written terms"), None, YES_NO),
            Field("receiver", "choice", ("钱付到哪里", "Where the money goes"), None, (
                ("lender", "贷款机构自己的 App 或账户", "The lender's own app or account"), ("company", "别的公司", "Another company"),
                ("person", "个人账户或收款码", "A person's account or code"), ("unknown", "不知道", "I do not know"))),
            Field("restart", "choice", ("一期没还上会怎样", "If one payment is late"), None, (
                ("written", "写了：作废，全部马上到期", "Written: it ends and all falls due"), ("grace", "写了：可以补上", "Written: I may make it up"), ("unknown", "没说清", "Not clear"))),
            Field("record", "choice", ("征信记录怎么写，说清了吗", "Is the credit record settled in writing"), None, YES_NO),
            Field("pay_first", "check", ("要我先付钱，后给协议", "I am to pay first, the paper comes later")),
            Field("new_loan", "check", ("要我借新的还旧的", "I am to borrow anew to pay the old debt")),
            Field("stop_fee", "check", ("要为“停息”交服务费", "There is a fee for “stopping interest”")),
            Field("today", "check", ("要我今天就决定", "I am to decide today")),
        )),
        Group("afford", ("你每月拿得出多少", "What you can pay each month"), (
            Field("spare", "money", ("保住生活以后，每月剩多少", "Left each month after living costs"), ("没算过，先用收支表。", "Not worked out yet? Use the budget page first.")),
        )),
    ),
    ("比一比", "Compare"),
)

def _choice(id_: str, words: Mapping[str, str]) -> tuple[str, str, str]:
    return id_, words["zh"], words["en"][:1].upper() + words["en"][1:]


BUDGET_LINES: Choices = tuple(_choice(name, NAMES[name]) for name in LINES)
DEBT_CHOICES: Choices = tuple(_choice(kind, words) for kind, words in DEBT_KINDS.items())

BUDGET = Form(
    "budget",
    ("它只做加减，并给出先后。你写的数只留在这一页里。", "It only adds and subtracts, and gives an order. Your figures stay in this page."),
    (
        Group("income", ("每月进来的钱", "Money coming in each month"), (
            Field("wages", "money", ("工资（到手）", "Wages (in hand)"), ("不固定的，填最近三个月里最少的那个月。", "If it varies, take the lowest of the last three months.")),
            Field("other_income", "money", ("其他收入", "Other income")),
            Field("household", "money", ("家人分担的", "What family members share")),
        )),
        Group("needs", ("先留下的十二行", "Twelve lines to keep first"), tuple(
            Field(name, "money", (zh, en)) for name, zh, en in BUDGET_LINES), ("没有的就空着。从上到下，越靠上越先保。", "Leave empty what you do not have. The higher up, the sooner it is kept.")),
        Group("debts", ("欠款，一笔一行", "Debts, one to a row"), (
            Field("debt_name", "text", ("欠谁（简称就行）", "Owed to (a short name)")),
            Field("debt_kind", "choice", ("哪一种", "Kind"), None, DEBT_CHOICES),
            Field("debt_owed", "money", ("一共欠", "Owed in all")),
            Field("debt_due", "money", ("每月要还", "Due each month")),
        ), ("上面十二行里写过的房租、房贷，这里只写欠下的部分。", "Of rent or mortgage entered above, list only what is in arrears."), rows=MOST_DEBTS),
    ),
    ("算每月能还多少", "Work out what is left to pay"),
)

FORMS: dict[str, Form] = {form.id: form for form in (CHECK, REAL_RATE, OFFER, BUDGET)}
