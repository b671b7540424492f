"""Terms and statistics in a sentence."""

from __future__ import annotations

from html import escape

from macros.data import Value, fill
from macros.pages.context import Page, macro
from macros.pages.people import unconfirmed
from macros.pages.units import in_words


@macro()
def term(page: Page, term_id: str) -> str:
    """A word; the first time on a page with its meaning in brackets."""
    entry = page.look_up("terms", term_id)
    word = page.of(entry.word)
    if term_id in page.seen_terms:
        return word
    page.seen_terms.add(term_id)
    meaning = page.of(entry.meaning).rstrip("。.")
    if page.lang == "en" and not meaning[:2].isupper():
        meaning = meaning[0].lower() + meaning[1:]
    opening, closing = ("（", "）") if page.lang == "zh" else (" (", ")")
    return f'<dfn data-term="{term_id}">{word}</dfn>{opening}{meaning}{closing}{unconfirmed(page, entry.confidence)}'


@macro(block=True)
def term_list(page: Page) -> str:
    """All terms with their meaning."""
    rows = []
    for entry in page.site.terms.values():
        page.note("terms", entry.id)
        said = f' {page.say("催收说它时的意思：", "What collectors mean by it: ")}{page.of(entry.collectors_mean)}' if entry.collectors_mean else ""
        other = entry.word.en if page.lang == "zh" else entry.word.zh
        rows.append(f'<dt id="{entry.id}">{page.of(entry.word)} <span class="small">{escape(other)}</span></dt>'
                    f"<dd>{page.of(entry.meaning)}{said}{unconfirmed(page, entry.confidence)}</dd>")
    return f'<dl class="terms">{"".join(rows)}</dl>'


@macro()
def statistic(page: Page, statistic_id: str) -> str:
    """A number about the market with its period and source."""
    entry = page.look_up("statistics", statistic_id)
    number = in_words(Value.model_construct(name="value", value=entry.value, unit=entry.unit), page.lang)
    text = escape(fill(getattr(entry.text, page.lang), {"value": number}), quote=False)
    caveat = f' {page.of(entry.caveat)}' if entry.caveat else ""
    source = escape(entry.source.title, quote=False)
    tail = page.say(f"（{page.of(entry.period)}；来源：{source}）", f" ({page.of(entry.period)}; source: {source})")
    return f'<span data-statistic="{statistic_id}">{text}{tail}{caveat}</span>{unconfirmed(page, entry.confidence)}'
