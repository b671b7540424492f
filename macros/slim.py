"""Takes out of a joined script what the page never uses: whole-line comments, and declarations nobody names.

A tool page may load 30 KB of script; the engine's modules hold more than one page needs. This reads lines, not syntax:
a top-level statement starts in the first column and goes on in indented or closing lines, which is how our modules are
written. A name that appears anywhere else, even in a text, keeps its declaration. Declarations do nothing by themselves.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ \t]*//.*\n", re.M)
_STATEMENT = re.compile(r"^(?=[^\s})\]])", re.M)
_DECLARED = re.compile(r"(?:async\s+)?(?:function|const|let|class)\s+([A-Za-z_$][\w$]*)")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def slim(script: str) -> str:
    """Return the script without whole-line comments and without top-level declarations that nothing else names.

    >>> slim("// a\\nfunction used() {\\n  return 1;\\n}\\nconst idle = 2;\\nused();\\n")
    'function used() {\\n  return 1;\\n}\\nused();\\n'
    """
    statements = _STATEMENT.split(_COMMENT.sub("", script))
    words = [set(_WORD.findall(statement)) for statement in statements]
    names = [match[1] if (match := _DECLARED.match(statement)) else None for statement in statements]
    # what runs by itself is needed, and whatever a needed statement names, and so on
    needed = {place for place, name in enumerate(names) if name is None}
    fresh = set(needed)
    while fresh:
        named = set().union(*(words[place] for place in fresh))
        fresh = {place for place, name in enumerate(names) if name in named} - needed
        needed |= fresh
    return "".join(statement for place, statement in enumerate(statements) if place in needed)
