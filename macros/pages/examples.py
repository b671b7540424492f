"""Worked examples on pages: named ones from docs/data/examples, or parameters written in the page."""

from __future__ import annotations

from html import escape

from macros import examples as example_data
from macros import worked
from macros.pages.context import MacroError, Page, macro, nearest
from macros.pages.tool_examples import HOMES, fields_of


def _named(page: Page, example_id: str) -> worked.WorkedExample:
    known = example_data.load_all()
    if example_id not in known:
        raise MacroError(f"there is no worked example '{example_id}'. {nearest(example_id, known)}")
    page.note("examples", example_id)
    return known[example_id]


@macro(block=True)
def worked_example(page: Page, example_id: str = "", kind: str = "", **parameters: str) -> str:
    """A worked example by id, or made from `kind` and its parameters; each printed step is recomputed at build."""
    page.examples_shown += 1
    uid = f"example-{page.examples_shown}"
    if example_id:
        if kind or parameters:
            raise MacroError('give either an id or kind="…" with parameters, not both.')
        found = _named(page, example_id)
    else:
        try:
            found = worked.work(kind, parameters)
        except worked.WorkedError as error:
            raise MacroError(error.words("en")) from None
    return worked.worked_html(found, page.lang, uid) + (_open_in_tool(page, example_id) if example_id else "")


def _open_in_tool(page: Page, example_id: str) -> str:
    home, _ = fields_of(example_data.folder() / f"{example_id}.yml", page.on, page.lang)
    if home not in HOMES:
        return ""
    href = page.href(HOMES[home]).split("#")[0]
    words = page.say("用这组数打开工具", "Open the tool with these numbers")
    return f'<p class="no-print"><a href="{href}?example={example_id}">{words}</a></p>'


@macro()
def example(page: Page, example_id: str, name: str) -> str:
    """A number of a worked example: an input or a result, by name."""
    try:
        text = worked.result_text(_named(page, example_id), name, page.lang)
    except worked.WorkedError as error:
        raise MacroError(error.words("en")) from None
    return f'<span data-example="{example_id}">{escape(text)}</span>'


@macro(block=True)
def example_list(page: Page) -> str:
    """All worked examples with the sentence that says what each shows."""
    items = []
    for id_, item in example_data.load_all().items():
        page.note("examples", id_)
        items.append(f'<li><a href="{page.href("costs/penalty-examples", id_)}">{escape(item.title[page.lang])}</a></li>')
    return f'<ul class="example-list">{"".join(items)}</ul>'
