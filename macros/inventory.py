"""All pages and all data of one build, and the rendering of one page from them."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros import clock, data, examples, numbers, policy, source, stale, template
from macros.pages import MACROS, MacroError, Page
from macros.strictyaml import visible

# Macros whose first argument is a clause: they tie the page to it before anything is rendered.
CLAUSE_MACROS = ("clause", "cite", "limit", "rule")
MAX_MESSAGES = 200


class Problems(Exception):
    """What keeps the site from being built; `messages` holds a line each."""

    def __init__(self, messages: list[str]):
        self.messages = [visible(message) for message in messages[:MAX_MESSAGES]]
        if len(messages) > MAX_MESSAGES:
            self.messages.append(f"docs:1: {len(messages) - MAX_MESSAGES} more. Fix: mend those above first.")
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True)
class Inventory:
    """Sources by (language, slug), the data, the day, and which pages rest on which clause."""

    pages: dict[tuple[str, str], source.Source]
    site: data.Site
    on: date
    pages_by_clause: dict[str, list[str]]

    def source(self, src: str) -> source.Source:
        """Return the page of a path such as zh/costs/penalty-how.md."""
        lang, _, rest = src.partition("/")
        return self.pages[lang, rest.removesuffix(".md")]

    def context(self, src: str) -> Page:
        page = self.source(src)
        titles = {slug: other.meta["title"] for (lang, slug), other in self.pages.items() if lang == page.lang}
        return Page(self.site, page.lang, page.slug, self.on, self.pages_by_clause, titles)

    def render(self, src: str, markdown: str):
        """Return the page's Markdown with marks, the macros' outputs, and what they used. Raises Problems."""
        page, context = self.source(src), self.context(src)

        def runner(macro):
            def run(call: template.Call) -> tuple[str, bool]:
                context.line = call.line + page.offset
                try:
                    return macro.run(context, call.args, call.kwargs), macro.block
                except MacroError as error:
                    raise template.PageError(call.line, f"{call.name}: {error}") from None
            return run

        try:
            text, outputs = template.render(markdown, {name: runner(macro) for name, macro in MACROS.items()})
        except template.PageError as error:
            raise Problems([f"{page.path}:{error.line + page.offset}: {error.message}"]) from None
        return text, outputs, context.uses

    def about(self, src: str, uses) -> dict:
        """Return what the theme prints about a page: dates, twin, what changed since it was read."""
        page = self.source(src)
        return {
            "lang": page.lang, "slug": page.slug, "question": page.meta["question"], "kind": page.meta["kind"],
            "reviewed": page.meta["reviewed"], "next_check": page.meta["next_check"],
            "built": self.on.isoformat(), "behind": self._behind(page), "draft": page.meta.get("draft") == "true",
            "changed": stale.changed(self.site, page.day("reviewed"), self.on, uses, page.lang),
            "ahead": stale.ahead(self.site, self.on, uses, page.lang),
            "due": page.day("next_check") < self.on,
            "tool": any(call.name == "tool" for call in template.calls(page.body)),
        }

    def _behind(self, page: source.Source) -> int:
        """Days by which the English page lags behind a newer Chinese text; 0 when it was made from today's."""
        if page.lang != "en":
            return 0
        chinese = self.pages["zh", page.slug]
        if page.meta["source_hash"] == chinese.hash:
            return 0
        return max((chinese.day("reviewed") - page.day("source_date")).days, 1)


def load(docs: Path) -> Inventory:
    """Read docs/ whole. Raises Problems with every mistake of pages, data and file names."""
    problems = policy.file_problems(docs)
    if problems and not policy.only_files(docs):
        # what lies behind a link is not read
        raise Problems(problems)
    pages, found = source.read_all(docs)
    problems += found
    site = None
    try:
        site = data.load(docs.parent)
    except data.DataError as error:
        problems += error.messages
    try:
        examples.load_all(docs.parent)
    except data.DataError as error:
        problems += error.messages
    allowed = numbers.known(site) if site else frozenset()
    problems += numbers.data_problems(docs, allowed) if site else []
    by_clause: dict[str, list[str]] = defaultdict(list)
    for (lang, slug), page in pages.items():
        problems += policy.text_problems(page)
        # without the data nothing can be said about numbers; its own mistakes come first
        problems += numbers.problems(page, allowed) if site else []
        try:
            calls = template.calls(page.body)
        except template.PageError as error:
            problems.append(f"{page.path}:{error.line + page.offset}: {error.message}")
            continue
        for call in calls:
            known = call.name in CLAUSE_MACROS and call.args and site and call.args[0] in site.clauses
            if known and lang == "zh" and slug not in by_clause[call.args[0]]:
                by_clause[call.args[0]].append(slug)
    if problems:
        raise Problems(problems)
    return Inventory(pages, site, clock.site_date(), dict(by_clause))


def load_for_command(docs: Path) -> Inventory | None:
    """Read docs/ for a command: what is wrong is printed, and None says that it was."""
    try:
        return load(docs)
    except Problems as error:
        print("\n".join(error.messages), file=sys.stderr)
        return None
