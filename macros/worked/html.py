"""A worked example as HTML, zh or en: escaped, tables with heads, steps as a list, the chart with its text alternative."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from macros import charts
from macros.money import exact_text, listed, precise, shown
from macros.worked.model import Growth, Quantity, Step, WorkedError, WorkedExample, cny
from macros.worked.words import FORMULA_NOTES, NAMES, PHRASES, UNITS


def label(name: str, lang: str, number_parts: str = "text") -> str:
    """Return the words for a name; a dotted name is its parts, a number in it takes the unit `number_parts`."""
    if name in NAMES:
        return NAMES[name][lang]
    parts = name.split(".") if not re.fullmatch(r"[\d.]+", name) else [name]
    if len(parts) == 1:
        return (
            in_words(Quantity(name, number_parts), lang)
            if name.isdigit() and number_parts != "text"
            else name.replace("_", " ")
        )
    return " · ".join(label(part, lang, number_parts) for part in parts)


def _grouped(text: str) -> str:
    whole_part, point, decimals = text.partition(".")
    sign = "−" if whole_part.startswith("-") else ""
    return f"{sign}{int(whole_part.lstrip('-')):,}{point}{decimals}"


@precise
def percent(fraction: str) -> str:
    return exact_text(Decimal(fraction) * 100) + "%"


FRACTIONS = ("rate", "share", "share-long", "monthly-rate", "daily-rate")


def bare(amount: Quantity, lang: str) -> str:
    """Return a value as it stands in a formula: no unit, rates as percent."""
    if amount.unit in ("cny", "cny-exact"):
        return _grouped(amount.value)
    if amount.unit in FRACTIONS:
        return percent(amount.value)
    if amount.unit in ("pct", "monthly-pct"):
        return exact_text(Decimal(amount.value)).replace("-", "−") + "%"
    if amount.unit in ("flag", "verdict"):
        return PHRASES[f"{amount.unit}-{amount.value}"][lang]
    if amount.unit == "name":
        return label(amount.value, lang)
    if amount.unit == "text":
        return NAMES[amount.value][lang] if amount.value in NAMES else amount.value
    return amount.value


def in_words(amount: Quantity, lang: str) -> str:
    """Return a value with its unit, e.g. "17.25 元" or "17.25 yuan"; the same words in text, tables and charts."""
    text = bare(amount, lang)
    forms = UNITS.get(amount.unit)
    if not forms:
        return text
    one = f"{amount.unit}-one"
    if lang == "en" and amount.value == "1" and one in UNITS:
        return UNITS[one]["en"].format(text)
    return forms[lang].format(text)


def result_text(example: WorkedExample, name: str, lang: str) -> str:
    """Return one result (or input) of an example for use in a sentence. Raises WorkedError for an unknown name."""
    known = {**example.inputs, **example.results}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        allowed = listed(known)
        raise WorkedError(
            f"算例 {example.id or example.kind} 没有结果 {shown(name)}。允许：{allowed}。改法：{'写成 ' + near[0] if near else '从中选一个'}。",
            f"example {example.id or example.kind} has no result {shown(name)}. Allowed: {allowed}. "
            f"Fix: {'write ' + near[0] if near else 'choose one of these'}.",
        )
    return in_words(known[name], lang)


def _first(words: str) -> str:
    """Return words with a capital first letter, as a label stands alone."""
    return words[:1].upper() + words[1:]


def _fill(formula: str, words: Callable[[str], str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words(found[1]), formula)


def step_words(step: Step, lang: str) -> tuple[str, str, str]:
    """Return a step's label, its formula in words, and the formula with the numbers in it."""
    id_, _, rest = step.id.partition(":")
    title = NAMES[id_][lang].format(
        **{name: in_words(value, lang) for name, value in step.values.items()}, name=label(rest, lang) if rest else ""
    )
    if not step.formula:
        values = {name: in_words(value, lang) for name, value in step.values.items()}
        return title, FORMULA_NOTES[str(step.note)][lang].format(**values), ""
    return (
        title,
        _fill(step.formula, lambda name: NAMES[name][lang]),
        _fill(step.formula, lambda name: bare(step.values[name], lang)),
    )


def _step_html(step: Step, lang: str) -> str:
    title, formula, numbers = step_words(step, lang)
    result = in_words(step.result, lang)
    html = f'<li><span class="worked-label">{escape(_first(title))}</span><br><span class="worked-formula">{escape(formula)}</span>'
    if numbers:
        html += f'<br><span class="worked-numbers">{escape(numbers)}'
        rounded = _rounded(step)
        html += f" = {escape(_exact_words(step))} ≈ " if rounded else " = "
        how = "cut-fen" if step.cut else "rounded-fen" if step.result.unit == "cny" else "rounded-pct"
        note = PHRASES[how][lang] if rounded else ""
        html += f"<strong>{escape(result)}</strong></span>{escape(note)}"
    else:
        html += f'<br><strong class="worked-numbers">{escape(result)}</strong>'
    return html + "</li>"


def _rounded(step: Step) -> bool:
    return step.exact is not None and Decimal(step.exact) != Decimal(step.result.value)


def _exact_words(step: Step) -> str:
    if step.result.unit == "pct":
        return str(step.exact).replace("-", "−") + "%"
    return _grouped(str(step.exact))


def _table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], class_: str) -> str:
    head = "".join(f'<th scope="col">{escape(_first(column))}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(_first(row[0]))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f'<table class="{class_}"><caption>{escape(_first(caption))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _chart_html(example: WorkedExample, lang: str, uid: str) -> str:
    say = {key: words[lang] for key, words in PHRASES.items()}
    if isinstance(example.chart, Growth):
        days = example.chart.days
        words = {
            name: f"{NAMES[name][lang]} {in_words(cny(values[-1]), lang)}"
            for name, values in example.chart.layers.items()
        }
        layers = [charts.Layer(words[name], values) for name, values in example.chart.layers.items()]
        axis = (say["day"].format(days[0]), say["day"].format(days[-1]))
        total = in_words(cny(sum((values[-1] for values in example.chart.layers.values()), Decimal(0))), lang)
        description = say["growth-desc"].format(
            first=axis[0], last=axis[1], total=total, parts=say["join"].join(words.values())
        )
        return charts.growth_chart(uid, say["growth-title"], description, days, layers, axis)
    bars = []
    for name in example.chart.names:
        amount = example.results[name]
        bars.append(charts.Bar(label(name, lang, example.number_parts), Decimal(amount.value), in_words(amount, lang)))
    if not bars:
        return ""
    description = say["join"].join(f"{bar.words} {bar.amount}" for bar in bars)
    return charts.bar_chart(uid, say["bars-title"], description + say["stop"], bars)


def worked_html(example: WorkedExample, lang: str, uid: str) -> str:
    """Return the example as one escaped HTML block; `uid` must be new on the page (chart ids begin with it)."""
    say = {key: words[lang] for key, words in PHRASES.items()}
    parts = [f'<div class="worked-example" data-example="{escape(example.id)}" data-kind="{escape(example.kind)}">']
    if example.title:
        parts.append(f'<p class="worked-title"><strong>{escape(example.title[lang])}</strong></p>')
    if example.situation:
        parts.append(f'<p class="worked-situation">{escape(example.situation[lang])}</p>')
    inputs = [[label(name, lang), in_words(value, lang)] for name, value in example.inputs.items()]
    if inputs:
        parts.append(_table_html(say["inputs"], (say["item"], say["value"]), inputs, "worked-inputs"))
    parts.append(f'<p class="worked-heading">{escape(say["steps"])}</p>')
    parts.append('<ol class="worked-steps">' + "".join(_step_html(step, lang) for step in example.steps) + "</ol>")
    parts.append(f'<p class="worked-rounding">{escape(say[example.rounding])}</p>')
    for table in example.tables:
        in_yuan = any(cell.unit == "cny" for row in table.rows for cell in row)
        rows = [
            [bare(cell, lang) if cell.unit == "cny" else in_words(cell, lang) for cell in row] for row in table.rows
        ]
        caption = NAMES[table.id][lang] + (say["in-yuan"] if in_yuan else "")
        parts.append(_table_html(caption, [in_words(column, lang) for column in table.columns], rows, "worked-table"))
    results = [
        [label(name, lang, example.number_parts), in_words(example.results[name], lang)]
        for name in example.highlights
        if name in example.results
    ]
    if results:
        parts.append(_table_html(say["results"], (say["item"], say["value"]), results, "worked-results"))
    parts.append(f'<div class="worked-chart">{_chart_html(example, lang, uid)}</div>')
    for note in example.notes:
        parts.append(f'<p class="worked-note">{escape(FORMULA_NOTES[note][lang])}</p>')
    leaves_out = (example.leaves_out or PHRASES["leaves-out-default"])[lang]
    parts.append(
        f'<p class="worked-leaves-out"><strong>{escape(say["leaves-out"])}</strong>{escape(leaves_out)}</p></div>'
    )
    return "\n".join(parts)
