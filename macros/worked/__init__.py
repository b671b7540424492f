"""Worked calculations a reader can follow: the inputs, every step with its formula and rounding, the result, a chart.

`work(kind, inputs)` gives a `WorkedExample` without language; `worked_html` prints it in zh or en and `result_text` gives
one number for a sentence. Results come from `macros.answers`, so a page, a test and a file of cases can never disagree;
a test works every printed line out again. All words of both languages stand in `macros.worked.words`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import cache

from macros import answers
from macros.caps import LprTable
from macros.case import Case
from macros.money import MoneyError, listed, shown
from macros.vectors import load_lpr
from macros.worked.html import in_words, label, percent, result_text, step_words, worked_html
from macros.worked.kinds import DEFAULTS, KINDS, LIST_NAMES, Kind, other_answer
from macros.worked.model import Bars, Growth, Quantity, Step, Table, WorkedError, WorkedExample, flat, quantity
from macros.worked.work import Work

__all__ = [
    "KINDS", "Bars", "Growth", "Quantity", "Step", "Table", "WorkedError", "WorkedExample", "in_words", "label", "result_text",
    "step_words", "work", "worked_html",
]  # fmt: skip


def _refuse_name(kind: str, name: str, allowed: Sequence[str]) -> WorkedError:
    near = difflib.get_close_matches(name, allowed, 1)
    zh = f"写成 {near[0]}" if near else f"删去 {name}"
    en = f"write {near[0]}" if near else f"take {name} out"
    return WorkedError(
        f"{kind} 没有 {shown(name)} 这一项。允许：{listed(allowed)}。改法：{zh}。",
        f"{kind} takes no {shown(name)}. Allowed: {listed(allowed)}. Fix: {en}.",
    )


def _given(kind: str, inputs: Mapping[str, object]) -> dict[str, object]:
    """Check the names and give lists written as text ("360, 365") their form. Raises WorkedError."""
    spec = KINDS[kind]
    allowed = (*spec.required, *spec.optional)
    for name in inputs:
        if name not in allowed:
            raise _refuse_name(kind, str(name), allowed)
    missing = [name for name in spec.required if inputs.get(name) in (None, "")]
    if missing:
        raise WorkedError(
            f'{kind} 缺少 {listed(missing)}。必填：{listed(spec.required)}。改法：补上，写成带引号的字，例如 {missing[0]}="…"。',
            f'{kind} lacks {listed(missing)}. Allowed: {listed(allowed)}. Fix: add it as quoted text, such as {missing[0]}="…".',
        )
    found = {**DEFAULTS.get(kind, {}), **inputs}
    for name in LIST_NAMES:
        is_list = name != "days" or kind == "grace-period"
        if is_list and isinstance(found.get(name), (str, int)):
            found[name] = [part.strip() for part in str(found[name]).split(",")]
    if isinstance(found.get("uplifts"), str):
        found["uplifts"] = {part.strip(): part.strip() for part in str(found["uplifts"]).split(",")}
    return found


@cache
def lpr_table() -> LprTable:
    return load_lpr()


def work(kind: str, inputs: Mapping[str, object]) -> WorkedExample:
    """Return a worked example of `kind` from its inputs (text, whole numbers; lists and tables for some kinds).

    Raises WorkedError: an unknown kind or name, a missing or refused value, always with what is allowed and the cure.
    """
    if kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS, 1)
        fix_zh, fix_en = (f"写成 {near[0]}", f"write {near[0]}") if near else ("从中选一个", "choose one of these")
        raise WorkedError(
            f"没有 {shown(kind)} 这种算例。允许：{listed(KINDS)}。改法：{fix_zh}。",
            f"there is no worked example of kind {shown(kind)}. Allowed: {listed(KINDS)}. Fix: {fix_en}.",
        )
    given = _given(kind, inputs)
    case = Case(given)
    try:
        case.settled()
        answer = other_answer(kind, case) or answers.compute(kind, given, lpr_table())
        draft = KINDS[kind].draw(Work(case, answer))
    except MoneyError as error:
        raise WorkedError(f"{kind}：{error.words('zh')}", f"{kind}: {error.words('en')}") from error
    inputs = _inputs_shown(KINDS[kind], case)
    return WorkedExample(
        kind,
        inputs,
        draft.steps,
        flat(answer),
        draft.highlights,
        draft.chart,
        draft.tables,
        draft.number_parts,
        draft.notes,
        draft.rounding,
    )


# Inputs that say how the site always calculates (the sentence under the steps says it), or that the results show.
HIDDEN_INPUTS = (
    "rounding",
    "rate_per_period",
    "last_instalment",
    "annualisation",
    "comparison",
    "rounding_level",
    "lookup",
    "schedule",
    "acceleration",
    "late_and_misuse",
    "late",
    "misuse",
    "grace_designs",
    "day_counts",
    "bases",
    "ceiling_bases",
    "penalty_base",
    "base",
)


def _inputs_shown(kind: Kind, case: Case) -> dict[str, Quantity]:
    """Return the inputs a reader needs to check the sum; the day count always, even where it was not written."""
    found: dict[str, Quantity] = {}
    for name, value in case.inputs.items():
        if name in HIDDEN_INPUTS:
            continue
        if isinstance(value, list) and not isinstance(value[0], (dict, list)) and name != "days":
            found[name] = Quantity(
                ", ".join(percent(str(one)) if name == "thresholds" else str(one) for one in value), "text"
            )
        elif isinstance(value, (str, int)):
            found[name] = quantity(name, value)
    if "day_count" in kind.optional:
        found["day_count"] = Quantity(case.day_count(), "text")
    return found
