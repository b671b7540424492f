"""What pages may call: importing this package fills `MACROS`."""

from macros.pages import clauses, examples, people, release, tables, tools, words  # noqa: F401  each declares its macros
from macros.pages.context import MACROS, MacroError, Page

__all__ = ["MACROS", "MacroError", "Page"]
