"""What a macro knows about the page it is called from, and how macros are declared."""

from __future__ import annotations

import html
import inspect
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from macros import rules
from macros.data import Site


class MacroError(Exception):
    """A macro was called with something it cannot use; the message says what is allowed and how to mend it."""


@dataclass(frozen=True)
class Use:
    """One thing of docs/data that a page rests on: its kind (a field of Site), its id, the line of the call."""

    kind: str
    id: str
    line: int


@dataclass
class Page:
    """The page being rendered: `slug` has no language and no ending; `on` is the day the site is built for."""

    site: Site
    lang: str
    slug: str
    on: date
    pages_by_clause: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    seen_terms: set[str] = field(default_factory=set)
    examples_shown: int = 0
    line: int = 0

    def say(self, zh: str, en: str) -> str:
        """Return the words of this page's language."""
        return zh if self.lang == "zh" else en

    def of(self, words) -> str:
        """Return the page's language of a {zh, en} pair, escaped for HTML."""
        return html.escape(getattr(words, self.lang), quote=False)

    def note(self, kind: str, id_: str) -> None:
        """Remember that this page rests on an entry of docs/data."""
        self.uses.append(Use(kind, id_, self.line))

    def look_up(self, kind: str, id_: str):
        """Return the entry `id_` of `kind` ("clauses", "channels" …) and note the use; raises MacroError."""
        entries = getattr(self.site, kind)
        if id_ not in entries:
            raise MacroError(f"there is no entry '{id_}' in {kind}. {nearest(str(id_), entries)}")
        self.note(kind, id_)
        return entries[id_]

    def href(self, slug: str, fragment: str = "") -> str:
        """Return the relative address of a page in the same language."""
        here = posixpath.dirname(self.slug) or "."
        return posixpath.relpath(slug + ".html", here) + (f"#{fragment}" if fragment else "")

    def clause_href(self, clause) -> str:
        """Return the relative address of a clause in the register."""
        return self.href(rules.register_page(clause), clause.id)


def nearest(name: str, known) -> str:
    """Return a hint that names the most similar known id."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else "The ids are the file names and `id:` lines in docs/data."


@dataclass(frozen=True)
class Macro:
    """A function pages may call; a block stands alone on its line, anything else stands in a sentence."""

    call: Callable[..., str]
    block: bool

    def run(self, page: Page, args: tuple, kwargs) -> str:
        """Call the macro; raises MacroError when the arguments do not fit."""
        try:
            inspect.signature(self.call).bind(page, *args, **kwargs)
        except TypeError as error:
            raise MacroError(f"the arguments do not fit ({error}). Allowed: {self.call.__name__}({self._parameters()}).") from None
        return self.call(page, *args, **kwargs)

    def _parameters(self) -> str:
        """The parameters as a page writes them: no types, no page."""
        _, *rest = inspect.signature(self.call).parameters.values()
        return ", ".join(str(one.replace(annotation=inspect.Parameter.empty)) for one in rest)


MACROS: dict[str, Macro] = {}


def macro(*, block: bool = False):
    """Declare a function as callable from pages."""
    def declare(call: Callable[..., str]) -> Callable[..., str]:
        MACROS[call.__name__] = Macro(call, block)
        return call
    return declare
