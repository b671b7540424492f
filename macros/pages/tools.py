"""Interactive tools: the printable form that every reader gets, and the form and data that the script needs.

The live form is plain HTML, so that the browser itself brings back what was typed when a reader comes back to the page.
Nothing in it asks for a name or an identity number, and it has no address to send anything to.
"""

from __future__ import annotations

import json
from decimal import Decimal
from html import escape

from macros import examples as example_data
from macros import rules
from macros.data import Clause
from macros.pages.clauses import TIER, instrument_name
from macros.pages.context import MacroError, Page, macro, nearest
from macros.pages.tables import TOPIC
from macros.pages.tool_examples import HOMES, fields_of
from macros.pages.tool_forms import FORMS, Choices, Field, Form, Group
from macros.pages.tool_letters import LETTERS
from macros.pages.tool_words import FIELD_WORDS, PAGE_WORDS, RESULT_WORDS

# Which figure a clause's number is compared with; every other clause of these topics is shown without a comparison.
# cost: yearly cost of the loan; late: late charges over the days; claim: the same, but only a court may cut; uplift.
COMPARES = {
    "spc-private-lending-25": "cost", "spc-private-lending-28": "late", "pboc-nfra-2025-247-cost-cap": "cost",
    "spc-2017-22-2": "claim", "pboc-2003-251-3": "uplift",
}
CAP_TOPICS = ("cost-cap", "overdue-interest")
RATE_PERIODS: Choices = (("day", "每天", "a day"), ("month", "每月", "a month"), ("year", "每年", "a year"))
RATE_UNITS: Choices = (
    ("percent", "百分之 %", "per cent %"), ("permille", "千分之 ‰", "per thousand ‰"),
    ("ten-thousandth", "万分之 ‱", "per ten thousand ‱"), ("li", "厘", "厘 (li)"), ("fen", "分", "分 (fen)"),
)
READINGS: Choices = (
    ("tradition", "按传统的厘、分（看是每天还是每年）", "厘 and 分 by tradition (they depend on day or year)"),
    ("coin", "1 元钱收几厘、几分钱", "厘 or 分 of money on each yuan"),
)


@macro(block=True)
def tool(page: Page, name: str) -> str:
    """An interactive tool with its printable form: check-their-number, real-rate, check-an-offer, budget, register-filter."""
    if name == "register-filter":
        return _register_filter(page)
    if name not in FORMS:
        raise MacroError(f"there is no tool '{name}'. {nearest(name, [*FORMS, 'register-filter'])}")
    form = FORMS[name]
    return (f'<div class="tool" data-tool="{name}"><div class="tool-paper">{_paper(page, form)}</div>'
            f'<div class="tool-live no-book" hidden>{_live(page, form)}</div>{_data_block(_data(page, form))}</div>')


@macro(block=True)
def letter(page: Page, name: str) -> str:
    """A letter to copy out by hand, in Chinese, with its English gloss on English pages."""
    if name not in LETTERS:
        raise MacroError(f"there is no letter '{name}'. {nearest(name, LETTERS)}")
    words = LETTERS[name]
    blanks = {key: "________" for key in words.blanks}
    gloss = f'<p class="letter-gloss-title">{page.say("", "In English, for you to read:")}</p>{_lines(words.en, blanks, "en")}' if page.lang == "en" else ""
    return f'<div class="letter">{_lines(words.zh, blanks, "zh")}{gloss}</div>'


def _lines(text: str, values: dict[str, str], lang: str) -> str:
    return "".join(f'<p lang="{lang}">{escape(line.format(**values), quote=False)}</p>' for line in text.split("\n") if line)


# --- paper -----------------------------------------------------------------------------------------------------------


def _words(page: Page, pair) -> str:
    return escape(page.say(*pair), quote=False)


def _lender_choices(page: Page) -> Choices:
    mark = {"single-source": ("（上限说不清）", " (caps: cannot tell)")}
    found = []
    for entry in page.site.lenders.values():
        zh, en = mark.get(entry.confidence, ("", ""))
        found.append((entry.id, entry.name.zh + zh, entry.name.en + en))
    return (*found, ("unknown", "不知道", "I do not know"))


def _choices(page: Page, field: Field) -> Choices:
    return _lender_choices(page) if field.name == "lender" else field.choices


def _blank(page: Page, field: Field) -> str:
    if field.kind in ("choice", "check"):
        choices = _choices(page, field) or (("yes", "是", "Yes"),)
        return "　".join(f"□ {_words(page, words)}" for _, *words in choices)
    if field.kind == "rate":
        periods = " ".join(f"□ {_words(page, words)}" for _, *words in RATE_PERIODS)
        units = " ".join(f"□ {_words(page, words)}" for _, *words in RATE_UNITS)
        return f"________　{periods}　{units}"
    if field.kind == "date":
        return page.say("____ 年 __ 月 __ 日", "____ - __ - __")
    return page.say("________ 元", "________ yuan") if field.kind == "money" else "________"


def _paper_group(page: Page, group: Group) -> str:
    if group.rows:
        head = "".join(f"<th>{_words(page, field.words)}</th>" for field in group.fields)
        row = "<tr>" + "".join(f"<td>{'&nbsp;' if field.kind != 'choice' else _blank(page, field)}</td>" for field in group.fields) + "</tr>"
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{row * 3}</tbody></table>"
    else:
        rows = "".join(f"<tr><td>{_words(page, field.words)}</td><td>{_blank(page, field)}</td></tr>" for field in group.fields)
        head = f"<th>{page.say('问什么', 'Question')}</th><th>{page.say('你填', 'You write')}</th>"
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    hint = f"<p>{_words(page, group.hint)}</p>" if group.hint else ""
    return f"<p><strong>{_words(page, group.words)}</strong></p>{hint}{table}"


def _paper(page: Page, form: Form) -> str:
    first = page.say("这是可以打印的空表。每一格照合同或 App 里的数填，空着的以后再补。",
                     "This is a blank form to print. Fill each box from the contract or the app; leave gaps for later.")
    return f'<p>{_words(page, form.cannot)}</p><p>{first}</p>' + "".join(_paper_group(page, group) for group in form.groups)


# --- live form -------------------------------------------------------------------------------------------------------


def _when(rule: str) -> str:
    return f' data-when="{escape(rule)}" hidden' if rule else ""


def _select(name: str, choices: Choices, page: Page, described: str = "") -> str:
    first = page.say("请选择", "Please choose")
    options = "".join(f'<option value="{id_}">{_words(page, words)}</option>' for id_, *words in choices)
    return f'<select id="f-{name}" name="{name}"{described}><option value="">{first}</option>{options}</select>'


def _error(name: str) -> str:
    return f'<p class="tool-error" id="f-{name}-error" hidden></p>'


def _rate(page: Page, field: Field, described: str) -> str:
    name = field.name
    figure = f'<input id="f-{name}" name="{name}" type="text" inputmode="decimal"{described}>'
    per, unit, reading = f"{name}_per", f"{name}_unit", f"{name}_reading"
    parts = (f'<span class="tool-pair"><label for="f-{per}">{page.say("按天、月、年", "Per")}</label>'
             f'{_select(per, RATE_PERIODS, page, _by(per))}{_error(per)}</span>'
             f'<span class="tool-pair"><label for="f-{unit}">{page.say("单位", "Unit")}</label>{_select(unit, RATE_UNITS, page, _by(unit))}{_error(unit)}</span>')
    readings = (f'<div data-reading-of="{name}" hidden><label for="f-{reading}">{page.say("这里的厘、分是哪一种", "Which 厘 or 分 is meant")}</label>'
                f'{_select(reading, READINGS, page, _by(reading))}{_error(reading)}</div>')
    sure = (f'<div data-sure-of="{name}" class="tool-check" hidden><input type="checkbox" id="f-{name}_sure" name="{name}_sure" value="yes">'
            f'<label for="f-{name}_sure">{page.say("就是这么高，我看过合同", "It really is that high; I have looked at the contract")}</label></div>')
    return f'{figure}<div class="tool-rate">{parts}</div>{readings}{_mirror(field, name)}{sure}'


def _mirror(field: Field, name: str) -> str:
    data = f' data-mirror="{name}" data-kind="{field.kind}"' if field.kind in ("money", "percent", "rate") else ""
    return f'<p class="tool-mirror" id="f-{name}-mirror"{data}></p>'


def _by(*names: str) -> str:
    return ' aria-describedby="' + " ".join(f"f-{name}-error" for name in names) + '"'


def _field(page: Page, field: Field, number: str = "") -> str:
    name = field.name + number
    label = f'<label for="f-{name}">{_words(page, field.words)}{" " + number.strip("_") if number else ""}</label>'
    hint = f'<p class="tool-hint" id="f-{name}-hint">{_words(page, field.hint)}</p>' if field.hint else ""
    described = f' aria-describedby="{f"f-{name}-hint " if field.hint else ""}f-{name}-mirror f-{name}-error"'
    if field.kind == "check":
        return (f'<div class="tool-field tool-check"{_when(field.when)}><input type="checkbox" id="f-{name}" name="{name}" value="yes">{label}</div>')
    if field.kind == "choice":
        control = _select(name, _choices(page, field), page, f' aria-describedby="{f"f-{name}-hint " if field.hint else ""}f-{name}-error"')
    elif field.kind == "rate":
        control = _rate(page, field, described)
    elif field.kind == "date":
        control = f'<input id="f-{name}" name="{name}" type="date"{described}>' + _mirror(field, name)
    elif field.kind == "lines":
        control = f'<textarea id="f-{name}" name="{name}" rows="6"{described}></textarea>' + _mirror(field, name)
    else:
        mode = {"money": "decimal", "percent": "decimal", "whole": "numeric"}.get(field.kind, "text")
        control = f'<input id="f-{name}" name="{name}" type="text" inputmode="{mode}"{described}>' + _mirror(field, name)
    return f'<div class="tool-field"{_when(field.when)}>{label}{hint}{control}{_error(name)}</div>'


def _group(page: Page, group: Group) -> str:
    hint = f'<p class="tool-hint">{_words(page, group.hint)}</p>' if group.hint else ""
    if group.rows:
        rows = "".join(f'<div class="tool-row" data-row="{number}" data-row-of="{group.id}"{" hidden" if number > 1 else ""}>'
                       + "".join(_field(page, field, f"_{number}") for field in group.fields) + "</div>" for number in range(1, group.rows + 1))
        more = f'<button type="button" class="md-button tool-button" data-add-row>{page.say("加一行", "Add a row")}</button>'
        body = f'<div data-rows="{group.id}">{rows}{more}</div>'
    else:
        body = "".join(_field(page, field) for field in group.fields)
    words = _words(page, group.words)
    if group.folded:
        return f'<details class="tool-group"{_when(group.when)}><summary>{words}</summary><fieldset><legend class="tool-hidden">{words}</legend>{hint}{body}</fieldset></details>'
    return f'<fieldset class="tool-group" data-group="{group.id}"{_when(group.when)}><legend>{words}</legend>{hint}{body}</fieldset>'


def _live(page: Page, form: Form) -> str:
    groups = "".join(_group(page, group) for group in form.groups)
    return (f'<p class="tool-cannot">{_words(page, form.cannot)}</p><p class="small">{page.say("你写的数只在这一页里，不会发出去，也不会存下来，除非你自己按“存”。", "What you write stays in this page. It is not sent, and not kept unless you press “keep” yourself.")}</p>'
            f'<p class="tool-example" hidden></p><form novalidate>{groups}<p class="tool-buttons"><button type="button" class="md-button md-button--primary tool-button" data-compute>{_words(page, form.compute)}</button>'
            f'<button type="button" class="md-button tool-button" data-wipe>{page.say("全部清空", "Wipe everything")}</button></p></form>'
            f'<p class="tool-status tool-hidden" role="status" aria-live="polite"></p><div class="tool-wrong" tabindex="-1" hidden></div>'
            f'<div class="tool-result" tabindex="-1" role="region" aria-label="{page.say("结果", "Result")}"></div><div class="tool-saving no-print"></div>')


# --- data for the script -----------------------------------------------------------------------------------------------


def _data_block(data: dict) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return '<script type="application/json" id="tool-data">' + text.replace("</", "<\\/").replace("<!", "<\\u0021") + "</script>"


def _data(page: Page, form: Form) -> dict:
    words = {**PAGE_WORDS, **FIELD_WORDS, **RESULT_WORDS[form.id]}
    data = {
        "tool": form.id, "lang": page.lang, "today": page.on.isoformat(),
        "words": {key: page.say(*pair) for key, pair in words.items()},
        "examples": _examples(page, form.id) if form.id in HOMES else {},
        "letters": {name: _letter(page, name) for name in LETTERS if LETTERS[name].tool == form.id},
    }
    if form.id in ("check-their-number", "real-rate"):
        table = page.site.lpr
        data["caps"] = _caps(page)
        data["lenders"] = {entry.id: {"name": getattr(entry.name, page.lang), "sure": entry.confidence == "confirmed"} for entry in page.site.lenders.values()}
        data["lpr"] = {"through": str(table.complete_through), "fixings": [[str(each.date), each.one_year, each.five_year, each.confidence] for each in table.fixings]}
    if form.id == "check-an-offer":
        data["cardMonths"] = _card_months(page)
    return data


def _letter(page: Page, name: str) -> dict:
    words = LETTERS[name]
    return {"zh": words.zh, "gloss": words.en if page.lang == "en" else "", "before": page.say(*words.before).format(court=page.look_up("channels", "12368").number)}


def _caps(page: Page) -> list[dict]:
    """Every clause of the cap topics with its periods and numbers; those of one source only never carry a comparison."""
    found = []
    for clause in page.site.clauses.values():
        if clause.topic in CAP_TOPICS and any(bound in clause.instrument.binds for bound in [*page.site.lenders, "anyone"]):
            page.note("caps", clause.id)
            found.append(_cap(page, clause))
    return found


def _cap(page: Page, clause: Clause) -> dict:
    return {
        "id": clause.id, "topic": clause.topic, "name": f"{_plain(instrument_name(page, clause))} {getattr(clause.article, page.lang)}",
        "href": page.clause_href(clause), "tier": page.say(*TIER[clause.instrument.tier]),
        "binds": list(clause.instrument.binds), "sure": clause.confidence == "confirmed", "compare": COMPARES.get(clause.id, ""),
        "periods": [{"from": str(period.start), "to": str(period.end) if period.end else "", "values": {value.name: value.value for value in period.values}}
                    for period in clause.periods],
    }


def _plain(text: str) -> str:
    return text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def _card_months(page: Page) -> dict:
    clause = page.look_up("clauses", "credit-card-business-measures-2011-70")
    years = rules.value(clause, "plan-years", page.on)
    return {"months": int(Decimal(years.value) * 12), "name": f"{_plain(instrument_name(page, clause))} {getattr(clause.article, page.lang)}",
            "href": page.clause_href(clause)}


def _examples(page: Page, tool_name: str) -> dict[str, dict]:
    """The published examples as fields of the tool that can show them; the others say where they belong."""
    found = {}
    for id_, example in example_data.load_all().items():
        home, fields = fields_of(example_data.folder() / f"{id_}.yml", page.on, page.lang)
        entry = {"title": getattr(example, "title")[page.lang], "fields": fields if home == tool_name else None}
        if home in HOMES and home != tool_name:
            entry |= {"href": page.href(HOMES[home]) + f"?example={id_}", "link": page.say("到那一页打开", "Open it there")}
        elif home not in HOMES:
            entry |= {"href": page.href("costs/penalty-examples", id_), "link": page.say("看这个算例", "See the example")}
        found[id_] = entry
    return found


# --- the register's controls ---------------------------------------------------------------------------------------------


# Takes the room of the controls before the first paint, so that the list below does not jump when they start.
KEEP_PLACE = '<script>(function (live) { live.hidden = false; live.className += " tool-waits"; })(document.currentScript.previousElementSibling)</script>'


def _register_filter(page: Page) -> str:
    """Controls over the register or the timeline below; without script the whole list is there."""
    here = {clause.topic for clause in page.site.clauses.values() if rules.register_page(clause) == page.slug}
    topics = tuple((id_, *words) for id_, words in TOPIC.items() if id_ in here)
    lenders = tuple((entry.id, entry.name.zh, entry.name.en) for entry in page.site.lenders.values())
    words = {
        "count": page.say("{count} 条", "{count} entries"), "none": page.say("没有对得上的条目。", "No entry fits."),
        "none-on": page.say("这一天没有在册的规定。", "No rule on record for that date."),
        "on": page.say("按 {day} 这一天有效的看。", "As in force on {day}.") if topics else page.say("看到 {day} 为止。", "Up to {day}."),
    }
    day = page.say("看哪一天有效的规定", "Rules in force on") if topics else page.say("看到哪一天为止", "Up to which day")
    fields = [(day, "on", '<input id="f-on" name="on" type="date">'),
              (page.say("管哪类机构", "Binding which lender"), "who", _select("who", lenders, page))]
    if topics:
        fields.append((page.say("题目", "Topic"), "topic", _select("topic", topics, page)))
    fields.append((page.say("含有这个词", "Containing the word"), "word", '<input id="f-word" name="word" type="text">'))
    controls = "".join(f'<div class="tool-field"><label for="f-{name}">{label}</label>{control}</div>' for label, name, control in fields)
    return (f'<div class="tool" data-tool="register-filter"><div class="tool-live" hidden><form novalidate><fieldset class="tool-group"><legend>{page.say("只看一部分", "Show a part")}</legend>{controls}'
            f'<p class="tool-buttons"><button type="button" class="md-button tool-button" data-wipe>{page.say("看全部", "Show all")}</button></p></fieldset></form>'
            f'<p class="tool-status" role="status" aria-live="polite"></p></div>{KEEP_PLACE}{_data_block({"tool": "register-filter", "lang": page.lang, "words": words})}</div>')
