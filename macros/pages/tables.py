"""Lists made from the rules: by topic, by date, the caps, the gap then and now, the register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import escape

from macros import data, rules
from macros.data import TOPICS, Clause
from macros.pages.clauses import TIER, attributes, dates, instrument_name, period_on, plain_article, sentence, status_mark
from macros.pages.context import MacroError, Page, macro
from macros.pages.grid import table
from macros.pages.units import percent

TOPIC = {
    "hours": ("时间", "Hours"), "frequency": ("次数", "Frequency"), "third-parties": ("联系其他人", "Other people"),
    "visits": ("上门", "Visits"), "identity": ("身份", "Identity"), "threats": ("威胁和骚扰", "Threats and harassment"),
    "messages": ("短信", "Messages"), "records": ("记录", "Records"), "outsourcing": ("委外", "Outsourcing"),
    "privacy": ("个人信息", "Personal information"), "complaints": ("投诉", "Complaints"), "hardship": ("困难和协商", "Hardship"),
    "overdue-interest": ("逾期利息", "Overdue interest"), "allocation": ("还款冲抵", "Allocation of payments"),
    "cost-cap": ("费用上限", "Caps on cost"), "disclosure": ("费用明示", "Disclosure of cost"), "credit-record": ("征信", "Credit record"),
    "limitation": ("诉讼时效", "Limitation"), "court": ("法院", "Court"), "enforcement": ("执行", "Enforcement"),
    "arbitration": ("仲裁", "Arbitration"), "police": ("警察", "Police"), "crime": ("犯罪", "Crime"),
    "bankruptcy": ("个人破产", "Personal bankruptcy"), "supervision": ("监管", "Supervision"), "agents": ("中介", "Agents"), "other": ("其他", "Other"),
}
BOUND = {"anyone": ("任何人", "anyone"), "collection-agency": ("催收公司", "collection agencies"), "court": ("法院", "courts"), "private-lender": ("民间出借人", "private lenders")}


def bound(page: Page, clause: Clause) -> str:
    """Whom the clause's instrument binds, in words."""
    lenders = page.site.lenders
    names = [page.of(lenders[id_].name) if id_ in lenders else page.say(*BOUND[id_]) for id_ in clause.instrument.binds]
    return page.say("、", ", ").join(names)


def _rule_row(page: Page, clause: Clause) -> str:
    page.note("clauses", clause.id)
    tier = page.say(*TIER[clause.instrument.tier])
    return (f"<tr {attributes(page, clause)}><td>{sentence(page, clause)}{status_mark(page, clause)}</td>"
            f'<td><a href="{page.clause_href(clause)}">{instrument_name(page, clause, short=True)} {plain_article(page, clause)}</a><br>'
            f'<span class="tier tier-{clause.instrument.tier}">{tier}</span></td><td>{bound(page, clause)}</td><td>{dates(page, clause)}</td></tr>')


@macro(block=True)
def topic_rules(page: Page, topic: str, lender: str = "") -> str:
    """Every clause on a topic that holds on the page's day, strongest tier first, with its date."""
    try:
        found = rules.topic(page.site, topic, lender or None, page.on)
    except rules.RuleError as error:
        raise MacroError(f"{error}. Allowed topics: {', '.join(TOPICS)}.") from None
    if not found:
        return f'<p class="no-rule">{page.say(f"{page.on} 这一天，这个题目没有在册的规定。", f"No rule on record for {page.on} on this topic.")}</p>'
    heads = [page.say("规定", "Rule"), page.say("出处", "Source"), page.say("管谁", "Binds"), page.say("从哪天起", "Dates")]
    return table(heads, [_rule_row(page, item) for item in found], "rules stacks")


@macro(block=True)
def cap_table(page: Page) -> str:
    """Caps on cost by lender scope and date, from the clauses of topic cost-cap that hold a rate."""
    caps = [item for item in page.site.clauses.values() if item.topic == "cost-cap" and period_on(page, item).values]
    # what is confirmed and in force comes first
    caps.sort(key=lambda item: (rules.status(item, page.on) != "in-force", data.TIERS.index(item.instrument.tier), item.id))
    rows = [_rule_row(page, item) for item in caps]
    heads = [page.say("上限", "Cap"), page.say("出处", "Source"), page.say("管谁", "Binds"), page.say("从哪天起", "Dates")]
    return table(heads, rows, "rules stacks")


@macro(block=True)
def lpr_table(page: Page) -> str:
    """The one-year LPR at each change and four times it, with the day through which the table is complete."""
    known, rows, last = page.site.lpr, [], None
    for fixing in known.fixings:
        if fixing.date > page.on or fixing.one_year == last:
            continue
        last = fixing.one_year
        rate = Decimal(fixing.one_year).scaleb(-2)
        rows.append(f"<tr><td>{fixing.date}</td><td>{percent(rate)}</td><td>{percent(rate * 4)}</td></tr>")
    heads = [page.say("从这天起", "From"), page.say("一年期 LPR（每年）", "One-year LPR (a year)"), page.say("它的 4 倍（每年）", "Four times it (a year)")]
    until = min(known.complete_through, page.on)
    note = page.say(f"表里的报价到 {until} 为止。之后的日子我们说不准。", f"The table holds fixings up to {until}. For later days we cannot tell.")
    return table(heads, rows, "lpr") + f'<p class="small">{note}</p>'


ALWAYS = date(1949, 1, 1), date(2100, 1, 1)  # the loader allows no day outside


@macro(block=True)
def rules_timeline(page: Page) -> str:
    """When each instrument began and ended, newest first."""
    events: dict[tuple[date, str, str], Clause] = {}
    for change in rules.changes(page.site, *ALWAYS):
        item = change.clause
        events.setdefault((change.day, "ends" if change.kind == "ends" else "starts", item.instrument.id), item)
    rows = []
    for (day, kind, _), item in sorted(events.items(), key=lambda pair: pair[0], reverse=True):
        what = page.say("失效", "ended") if kind == "ends" else page.say("开始", "began")
        later = page.say("（还没到）", " (to come)") if day > page.on else ""
        rows.append(f'<tr data-lenders="{" ".join(item.instrument.binds)}" data-day="{day}" {attributes(page, item)}><td>{day}</td><td>{what}{later}</td>'
                    f'<td><a href="{page.href(rules.register_page(item), item.instrument.id)}">{instrument_name(page, item, short=True)}</a><br>'
                    f'<span class="tier tier-{item.instrument.tier}">{page.say(*TIER[item.instrument.tier])}</span></td><td>{bound(page, item)}</td></tr>')
    return table([page.say("日期", "Day"), page.say("事", "Event"), page.say("规定", "Instrument"), page.say("管谁", "Binds")], rows, "timeline stacks")


GAP_TOPICS = ("hours", "frequency", "third-parties", "visits", "messages", "threats", "cost-cap", "disclosure", "records", "outsourcing")
THEN = date(2024, 10, 15)  # the day of the article this handbook grew from


def _answer(page: Page, topic: str, on: date) -> str:
    found = rules.topic(page.site, topic, "consumer-finance", on)
    if not found:
        return f'<span class="no-rule">{page.say("没有在册的规定", "no rule on record")}</span>'
    names = list(dict.fromkeys(item.instrument.id for item in found))
    items = []
    for id_ in names[:4]:
        item = next(clause for clause in found if clause.instrument.id == id_)
        page.note("gap", item.id)
        items.append(f'<li><a href="{page.clause_href(item)}">{instrument_name(page, item, short=True)}</a> '
                     f'<span class="tier tier-{item.instrument.tier}">{page.say(*TIER[item.instrument.tier])}</span></li>')
    if len(names) > 4:
        items.append(f'<li>{page.say(f"另有 {len(names) - 4} 部", f"and {len(names) - 4} more")}</li>')
    return f'<ul>{"".join(items)}</ul>'


@macro(block=True)
def gap_table(page: Page) -> str:
    """The rules for consumer finance companies by topic, in October 2024 and on the page's day."""
    rows = [f"<tr><td>{page.say(*TOPIC[topic])}</td><td>{_answer(page, topic, THEN)}</td><td>{_answer(page, topic, page.on)}</td></tr>" for topic in GAP_TOPICS]
    return table([page.say("题目", "Topic"), f"{THEN}", f"{page.on}"], rows, "gap stacks")


PARTS = {"": "rules/register", "costs": "rules/register-costs", "courts": "rules/register-courts"}


@macro(block=True)
def register(page: Page, part: str = "") -> str:
    """Every clause of one of the three register pages at its stable address, with what the filters need."""
    if part not in PARTS:
        raise MacroError(f"there is no part '{part}' of the register. Allowed: \"\", \"costs\" or \"courts\".")
    groups = []
    for instrument in page.site.instruments.values():
        clauses = [item for item in page.site.clauses.values() if item.instrument.id == instrument.id and rules.register_page(item) == PARTS[part]]
        if clauses:
            groups.append(_register_group(page, instrument, clauses))
    return "\n".join(groups)


def _register_group(page: Page, instrument, clauses: list[Clause]) -> str:
    number = f' <span class="small">{escape(instrument.number)}</span>' if instrument.number else ""
    note = f'<p class="small">{page.of(instrument.note)}</p>' if instrument.note else ""
    checked = min(item.checked for item in clauses)
    official = f' · <a href="{escape(instrument.official_url)}" rel="noopener">{page.say("官方文本", "official text")}</a>' if instrument.official_url else ""
    rows = "\n".join(_register_row(page, item) for item in clauses)
    return (f'<section class="instrument" id="{instrument.id}" data-lenders="{" ".join(instrument.binds)}"><h3>{instrument_name(page, clauses[0])}{number}</h3>'
            f'<p class="small">{page.of(instrument.issuer)} · <span class="tier tier-{instrument.tier}">{page.say(*TIER[instrument.tier])}</span> · '
            f'{page.say("管谁：", "binds: ")}{bound(page, clauses[0])} · {page.say("核对于", "checked")} {checked}{official}</p>{note}{rows}</section>')


def _register_row(page: Page, item: Clause) -> str:
    spans = ";".join(f"{period.start}/{period.end or ''}" for period in item.periods)
    slugs = page.pages_by_clause.get(item.id, [])
    links = page.say("、", ", ").join(f'<a href="{page.href(slug)}">{escape(page.titles.get(slug, slug))}</a>' for slug in slugs)
    pages = f'<br>{page.say("用到它的页：", "used on: ")}{links}' if links else ""
    return (f'<div class="clause-row" id="{item.id}" {attributes(page, item)} data-topic="{item.topic}" data-periods="{spans}">'
            f'<p><b>{plain_article(page, item)}</b>{status_mark(page, item)} {sentence(page, item)}<br>'
            f'<span class="small">{page.say(*TOPIC[item.topic])} · {dates(page, item)}{pages}</span></p></div>')
