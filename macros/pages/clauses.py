"""Rules on pages: numbers, citations, cards. Every one carries the clause's id and its status on the page's day."""

from __future__ import annotations

import re
from html import escape

from macros import rules
from macros.data import Clause, Period, fill
from macros.pages.context import MacroError, Page, macro, nearest
from macros.pages.units import in_words

TIER = {
    "law": ("法律", "Law"), "regulation": ("行政法规", "Regulation"), "local-regulation": ("经济特区法规", "Special-zone regulation"),
    "departmental-rule": ("部门规章", "Departmental rule"),
    "judicial": ("司法解释", "Judicial interpretation"), "normative": ("规范性文件", "Normative document"),
    "standard": ("推荐性国家标准", "Recommended standard"), "self-regulation": ("行业自律", "Self-regulation"),
}
WEIGHT = {
    "law": ("必须遵守", "binding"), "regulation": ("必须遵守", "binding"), "local-regulation": ("只在当地有效", "binding in that place only"),
    "departmental-rule": ("被监管的机构必须遵守", "binding on supervised bodies"),
    "judicial": ("法院照此裁判", "courts decide by it"), "normative": ("监管要求", "a supervisor's requirement"),
    "standard": ("有力的参照，不是法律", "a strong reference, not a law"), "self-regulation": ("行业约定，不是法律", "an industry promise, not a law"),
}
STATUS = {
    "in-force": ("有效", "in force"), "not-yet": ("还没生效", "not yet in force"), "ended": ("已经失效", "ended"),
    "unconfirmed": ("待核", "unconfirmed"),
}
BREACH = {
    "complain": ("可以向机构和监管投诉", "complain to the lender and the regulator"), "evidence": ("可以当作证据和参照", "use it as evidence and a yardstick"),
    "civil-claim": ("可以要求停止、道歉或赔偿", "claim that it stops, an apology or damages"), "police": ("可以报警", "report it to the police"),
    "court-request": ("可以在法庭上提出", "ask for it in court"), "dispute-record": ("可以提出异议", "dispute the record"),
    "none": ("这一条没有单独的投诉办法", "no separate remedy"),
}


def period_on(page: Page, clause: Clause) -> Period:
    """The version of the clause on the page's day, else the last one before it, else the first to come."""
    now = rules.version(clause, page.on)
    past = [period for period in clause.periods if period.start <= page.on]
    return now or (past[-1] if past else clause.periods[0])


def status_mark(page: Page, clause: Clause) -> str:
    """A visible word wherever the clause is not simply in force."""
    status = rules.status(clause, page.on)
    if status == "in-force":
        return ""
    zh, en = STATUS[status]
    return f' <span class="status-mark status-{status}">{page.say(zh, en)}</span>'


def attributes(page: Page, clause: Clause) -> str:
    return f'data-clause="{clause.id}" data-status="{rules.status(clause, page.on)}"'


def sentence(page: Page, clause: Clause) -> str:
    """The paraphrase with the numbers of the version that holds."""
    values = {value.name: in_words(value, page.lang) for value in period_on(page, clause).values}
    return escape(fill(getattr(clause.paraphrase, page.lang), values), quote=False)


def instrument_name(page: Page, clause: Clause, *, short: bool = False) -> str:
    instrument = clause.instrument
    title = page.of((short and instrument.short) or instrument.title)
    return f"《{title}》" if page.lang == "zh" else title


def plain_article(page: Page, clause: Clause) -> str:
    """The article without the remark that it was not checked; cards keep the remark."""
    return re.sub(r"\s*[(（][^()（）]*(?:未核|未能核对|not checked|引用|引作|佐证)[^()（）]*[)）]", "", page.of(clause.article))


def dates(page: Page, clause: Clause) -> str:
    """When the shown version holds, in words."""
    period = period_on(page, clause)
    start, end = period.start.isoformat(), period.end and period.end.isoformat()
    basis = {"issued": page.say("（发布日）", " (date of issue)"), "from-memory": page.say("（日期待核）", " (date unconfirmed)")}.get(period.from_basis, "")
    if end:
        return page.say(f"{start}{basis} 至 {end}", f"{start}{basis} to {end}")
    return page.say(f"{start}{basis} 起", f"since {start}{basis}")


@macro()
def limit(page: Page, clause_id: str, name: str = "") -> str:
    """A number of a clause with its unit, marked with the clause's id and status."""
    clause = page.look_up("clauses", clause_id)
    values = {value.name: value for value in period_on(page, clause).values}
    if not values:
        raise MacroError(f"the clause {clause_id} holds no number. Fix: use rule(\"{clause_id}\") for its words.")
    if not name and len(values) > 1:
        raise MacroError(f"the clause {clause_id} holds several numbers. Allowed: {', '.join(values)}. Fix: limit(\"{clause_id}\", \"{next(iter(values))}\").")
    if name and name not in values:
        raise MacroError(f"the clause {clause_id} has no number '{name}'. Allowed: {', '.join(values)}.")
    words = escape(in_words(values[name or next(iter(values))], page.lang))
    href = page.clause_href(clause)
    return f'<a class="limit" {attributes(page, clause)} href="{href}">{words}</a>{status_mark(page, clause)}'


@macro()
def cite(page: Page, clause_id: str) -> str:
    """The instrument and article of a clause, linked to the register."""
    clause = page.look_up("clauses", clause_id)
    href = page.clause_href(clause)
    gap = "" if page.lang == "zh" else " "
    return (f'<a class="cite" {attributes(page, clause)} href="{href}">{instrument_name(page, clause, short=True)}{gap}'
            f'{plain_article(page, clause)}</a>{status_mark(page, clause)}')


@macro()
def past(page: Page, clause_id: str) -> str:
    """A clause named as history: it may have ended without making the page stale."""
    clause = page.site.clauses.get(clause_id)
    if clause is None:
        raise MacroError(f"there is no clause '{clause_id}'. {nearest(clause_id, page.site.clauses)}")
    page.note("history", clause_id)
    return (f'<a class="cite" {attributes(page, clause)} href="{page.clause_href(clause)}">'
            f'{instrument_name(page, clause, short=True)}</a>{page.say(f"（{dates(page, clause)}）", f" ({dates(page, clause)})")}')


@macro()
def rule(page: Page, clause_id: str) -> str:
    """The meaning of a clause in our words, with its numbers."""
    clause = page.look_up("clauses", clause_id)
    return f'<span class="rule" {attributes(page, clause)}>{sentence(page, clause)}</span>{status_mark(page, clause)}'


def badge(page: Page, clause: Clause) -> str:
    tier = clause.instrument.tier
    return (f'<span class="tier tier-{tier}">{page.say(*TIER[tier])}</span> '
            f'<span class="tier-weight">{page.say(*WEIGHT[tier])}</span>')


def card(page: Page, clause: Clause) -> str:
    """A clause as a card, with a link to its stable address."""
    status = rules.status(clause, page.on)
    instrument = clause.instrument
    name = f"{instrument_name(page, clause)} {page.of(clause.article)}"
    title = f'<a href="{page.clause_href(clause)}">{name}</a>'
    facts = [badge(page, clause), f'<span class="status-{status}">{page.say(*STATUS[status])}</span>',
             f'<span class="dates">{dates(page, clause)}</span>',
             page.say(f"{clause.checked} 核对", f"checked {clause.checked}")]
    official = (f' · <a href="{escape(instrument.official_url)}" rel="noopener">{page.say("官方文本", "official text")}</a>'
                if instrument.official_url else "")
    breach = page.say("；", "; ").join(page.say(*BREACH[item]) for item in clause.breach)
    lines = [f'<div class="clause-card" {attributes(page, clause)}>',
             f'<p class="clause-name">{title}</p>', f'<p class="clause-words">{sentence(page, clause)}</p>',
             f'<p class="clause-facts">{" · ".join(facts)}{official}</p>',
             f'<p class="clause-breach">{page.say("碰到不符的做法：", "If practice differs: ")}{breach}{page.say("。", ".")}</p>']
    return "\n".join([*lines, "</div>"])


@macro(block=True)
def clause(page: Page, clause_id: str) -> str:
    """A clause as a card: plain meaning, weight, dates, article, what it lets the reader do."""
    return card(page, page.look_up("clauses", clause_id))


@macro(block=True)
def sources(page: Page) -> str:
    """Cards of all clauses used on the page so far, each once, folded to one line each."""
    ids = list(dict.fromkeys(use.id for use in page.uses if use.kind == "clauses"))
    if not ids:
        raise MacroError("no clause is used above, so there is nothing to list. Fix: say in a sentence what the page rests on.")
    known = [page.site.clauses[id_] for id_ in ids]
    linked = any(clause.instrument.official_url for clause in known)
    tail = page.say("条文用我们自己的话转述。对照的是存档文本和报道，不是发布机关的网站；标“待核”的只有一处来源。" + ("" if linked else "这里没有可以放心链接的官方页，请按名称和文号查。"),
                    "The wording is ours. Compared with stored texts and reports, not the issuer's own site; \"unconfirmed\" means one source. " + ("" if linked else "No official page can be linked here; search by title and number."))
    return "\n".join([f'<div class="sources">', *(card(page, item) for item in known), f'<p class="small">{tail.strip()}</p>', "</div>"])
