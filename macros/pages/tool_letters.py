"""Letters that tools fill in: Chinese text for a Chinese office, with an English gloss for readers of English.

A {name} is filled by the tool, or printed as a blank line on paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.pages.tool_words import OLD_DEBT


@dataclass(frozen=True)
class Letter:
    """A letter: its text in both languages, what to read before sending it, the tool that fills it, its blanks."""

    tool: str
    before: tuple[str, str]
    zh: str
    en: str
    blanks: tuple[str, ...]


GATE = (
    "发信前先想三件事：收到法院文件了吗？你是借款人吗？有哪一处不确定吗？收到法院文件的，先打 {court}。不是借款人的，不用这封信。不确定的数先不写。" + OLD_DEBT[0],
    "Before sending, three questions: Have you received court papers? Are you the borrower? Is any part uncertain? With court papers call {court} first. If you are not the borrower, this letter is not for you. Leave out figures you are not sure of. " + OLD_DEBT[1],
)

BREAKDOWN = Letter(
    "check-their-number", GATE,
    "收信人：{lender}\n"
    "事由：请提供欠款明细和计算依据\n"
    "我是合同编号 {contract} 的借款人。贵方要求我在 {settlement} 前后支付 {demanded} 元。\n"
    "我按合同条件自己算了一遍：逾期本金 {principal} 元，利息 {interest} 元，罚息和复利 {penalty} 元，其他费用 {fees} 元，已还 {paid} 元，合计 {total} 元。\n"
    "两个数相差 {gap} 元。请贵方书面说明差额部分的依据。\n"
    "请提供：一、每一期的到期日、本金、利息和已还金额；二、罚息和复利的利率、起止日期、天数和一年按几天算；三、每项费用的名称、金额、收取方和合同条款；四、每笔还款抵了哪一项；五、算到哪一天的结清总额。\n"
    "这封信只核对数目，不是还款承诺。收到明细后，我再和贵方沟通。请用书面方式答复，发到我在贵方登记的联系方式。\n"
    "借款人（签名）：{signature}\n"
    "日期：{date}",
    "To: {lender}\n"
    "Subject: request for an itemised statement and its basis\n"
    "I am the borrower under contract no. {contract}. You ask me to pay {demanded} yuan around {settlement}.\n"
    "I worked the sum out from the contract: overdue principal {principal} yuan, interest {interest} yuan, penalty and compound interest {penalty} yuan, other fees {fees} yuan, already paid {paid} yuan, in all {total} yuan.\n"
    "The two figures differ by {gap} yuan. Please explain in writing the basis of the difference.\n"
    "Please give: 1. for each instalment its due date, principal, interest and what was paid; 2. rate, first and last day, number of days and days in the year for penalty and compound interest; 3. name, amount, recipient and contract clause of each fee; 4. which item each payment went to; 5. the sum that settles the debt and for which day.\n"
    "This letter only checks figures and is no promise to pay. Once I have the statement I will talk with you again. Please answer in writing, to the contact details you hold for me.\n"
    "Borrower (signature): {signature}\n"
    "Date: {date}",
    ("lender", "contract", "settlement", "demanded", "principal", "interest", "penalty", "fees", "paid", "total", "gap", "signature", "date"),
)

CONFIRM = Letter(
    "check-an-offer",
    ("先拿到书面答复，再付第一笔钱。发信前想三件事：收到法院文件了吗？你是借款人吗？有哪一处不确定吗？收到法院文件的，先打 {court}。" + OLD_DEBT[0],
     "Have the written answer before the first payment. Before sending, three questions: Have you received court papers? Are you the borrower? Is any part uncertain? With court papers call {court} first. " + OLD_DEBT[1]),
    "收信人：{lender}\n"
    "事由：请书面确认还款方案\n"
    "贵方提出：先付 {down} 元，分 {n} 期，每期 {monthly} 元，最后一期 {last} 元，第一笔在 {first_date}，另收费用 {fee} 元，合计 {total} 元。\n"
    "答应之前，请书面确认以下各项：\n"
    "一、付清以上合计以后，这笔合同的全部债务是否结清，能否出具结清证明。\n"
    "二、减免的是哪几项、各多少。口头说的减免金额是 {waived} 元。\n"
    "三、方案期间利息、罚息、费用是否继续计算，各按什么标准。\n"
    "四、有一期晚还会怎样：能不能补上，哪些部分会恢复。\n"
    "五、还款期间和结清以后，征信记录怎样报送。\n"
    "六、收款账户的户名、开户行，以及它与贵方的关系。\n"
    "七、方案期间由谁联系我，用什么方式。\n"
    "收到书面确认后，我再付第一笔。\n"
    "借款人（签名）：{signature}\n"
    "日期：{date}",
    "To: {lender}\n"
    "Subject: please confirm the repayment plan in writing\n"
    "You offer: {down} yuan first, {n} instalments of {monthly} yuan, the last {last} yuan, the first on {first_date}, fees of {fee} yuan, in all {total} yuan.\n"
    "Before I agree, please confirm in writing:\n"
    "1. Whether all debt under this contract is settled once the total is paid, and whether you issue a settlement certificate.\n"
    "2. Which items are waived and how much of each. The amount named by phone is {waived} yuan.\n"
    "3. Whether interest, penalty interest and fees go on during the plan, and at what rates.\n"
    "4. What happens if one instalment is late: whether I may make it up, and what comes back.\n"
    "5. How the credit record is reported during the plan and after it.\n"
    "6. The name and bank of the receiving account, and its relation to you.\n"
    "7. Who contacts me during the plan, and how.\n"
    "I will make the first payment after your written confirmation.\n"
    "Borrower (signature): {signature}\n"
    "Date: {date}",
    ("lender", "down", "n", "monthly", "last", "first_date", "fee", "total", "waived", "signature", "date"),
)

LETTERS: dict[str, Letter] = {"ask-for-breakdown": BREAKDOWN, "confirm-offer": CONFIRM}
