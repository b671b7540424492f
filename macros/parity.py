"""The two languages say the same: headings, macro calls, numbers, lists, one to one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros import lint, source, template


def _blocks(page: source.Source) -> list[tuple[int, list[template.Call]]]:
    """The macro calls between one heading and the next, with the heading's line."""
    marks = [(number, []) for number, *_ in lint.headings(page)] or [(page.offset + 1, [])]
    for call in template.calls(page.body):
        line = call.line + page.offset
        owner = max((mark for mark in marks if mark[0] <= line), key=lambda mark: mark[0], default=marks[0])
        owner[1].append(call)
    return marks


def _key(call: template.Call) -> tuple:
    return call.name, call.args, tuple(sorted(call.kwargs.items()))


def _shown(key: tuple) -> str:
    return f"{key[0]}({', '.join([*map(repr, key[1]), *(f'{name}={value!r}' for name, value in key[2])])})"


def compare(zh: source.Source, en: source.Source) -> Iterator[str]:
    """Return where the English page differs in structure or numbers from the Chinese one."""
    zh_heads, en_heads = lint.headings(zh), lint.headings(en)
    zh_shape, en_shape = [(level, id_) for _, level, _, id_ in zh_heads], [(level, id_) for _, level, _, id_ in en_heads]
    if zh_shape != en_shape:
        at = next((index for index, pair in enumerate(zip(zh_shape, en_shape)) if pair[0] != pair[1]), min(len(zh_shape), len(en_shape)))
        line = en_heads[at][0] if at < len(en_heads) else en.offset + 1
        wanted = f"level {zh_shape[at][0]} with id {{#{zh_shape[at][1]}}}" if at < len(zh_shape) else "no further heading"
        yield f"{en.path}:{line}: heading {at + 1} differs from {zh.path}. Allowed: {wanted}. Fix: give both pages the same headings and ids."
        return
    for (_, zh_calls), (line, en_calls) in zip(_blocks(zh), _blocks(en)):
        left, right = Counter(map(_key, zh_calls)), Counter(map(_key, en_calls))
        for key in left - right:
            yield f"{en.path}:{line}: {_shown(key)} stands in {zh.path} and not here, in the part that begins on this line. Fix: call it here too."
        for key in right - left:
            yield f"{en.path}:{line}: {_shown(key)} stands here and not in {zh.path}, in the part that begins on this line. Fix: call it there too."
    for key in ("kind", "audience", "lenders", "next_check"):
        if zh.meta[key] != en.meta[key]:
            yield f"{en.path}:{en.meta_lines[key]}: {key} is '{en.meta[key]}' here and '{zh.meta[key]}' in {zh.path}. Fix: write the same."
    zh_digits, en_digits = _digits(zh), _digits(en)
    if zh_digits != en_digits:
        odd = sorted((zh_digits - en_digits) + (en_digits - zh_digits))
        yield f"{en.path}:{en.offset + 1}: typed numbers differ from {zh.path}: {', '.join(odd)}. Fix: write the same digits in both languages."
    if _items(zh) != _items(en):
        yield f"{en.path}:{en.offset + 1}: {_items(en)} list items here and {_items(zh)} in {zh.path}. Fix: give both pages the same lists."


def _digits(page: source.Source) -> Counter:
    found: Counter = Counter()
    for _, line in lint.lines(page):
        text = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}|^\s*\d+[.)]\s", "", line)
        found.update(re.findall(r"\d+", text))
    return found


def _items(page: source.Source) -> int:
    return sum(bool(re.match(r"\s*(?:[-*+]|\d+[.)])\s", line)) for _, line in lint.lines(page))


def old(zh: source.Source, en: source.Source) -> str | None:
    """Return a warning when the English page was made from an earlier Chinese text."""
    if en.meta["source_hash"] == zh.hash:
        return None
    return f"{en.path}:{en.meta_lines['source_hash']}: made from an earlier text of {zh.path}. Fix: bring it up to date, then `make twin PAGE={zh.slug}`."


def findings(pages) -> tuple[list[str], list[str]]:
    """Return (errors, warnings) of all pairs of pages."""
    errors, warnings = [], []
    for (lang, slug), zh in sorted(pages.items()):
        en = pages.get(("en", slug))
        if lang == "zh" and en:
            errors += compare(zh, en)
            warnings += filter(None, [old(zh, en)])
    return errors, warnings


def main(argv: list[str]) -> int:
    """Print where the languages differ; exit 1 for a difference, 0 when only warnings remain."""
    from macros import inventory

    whole = inventory.load_for_command(Path("docs"))
    if whole is None:
        return 1
    errors, warnings = findings(whole.pages)
    print("\n".join([*errors, *(f"warning: {text}" for text in warnings), f"parity: {len(errors)} differences, {len(warnings)} old"]))
    return 1 if errors else 0
