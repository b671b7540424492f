"""One style sheet for every page: the theme's and ours joined, without rules for what no page holds.

Style sheets keep a page blank until they have come. Three files and the look of unused parts cost a reader on a slow
line about half a second. A rule stays when each class it names, and each value it asks of an attribute, occurs as a word
somewhere in the built pages or scripts; anything else it may ask for is not judged. Scripts also put classes together
("tool-answer-" + result): a word that ends in a hyphen stands for all that begin with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import tinycss2

NAME = "assets/handbook.css"
PARTS = ("assets/stylesheets/main.*.css", "assets/stylesheets/palette.*.css", "assets/site.css")
NESTED = ("media", "supports")
# a selector inside these says what is not there, or one of several
_ALTERNATIVES = ("not", "is", "where", "has", "host")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
# bytes that are no part of such a word become blanks
_WORDS_ONLY = bytes(one if _WORD.fullmatch(chr(one)) else 32 for one in range(256))


def write(site: Path) -> None:
    """Join the sheets of a built site into NAME and remove them."""
    pages = [*site.rglob("*.html"), *(site / "assets").rglob("*.js")]
    words = frozenset(word.decode() for word in set().union(*(path.read_bytes().translate(_WORDS_ONLY).split() for path in pages)))
    files = [path for pattern in PARTS for path in sorted(site.glob(pattern))]
    (site / NAME).write_text("".join(used(path.read_text(encoding="utf-8"), words) for path in files), encoding="utf-8")
    for path in files:
        path.unlink()
    folder = site / "assets" / "stylesheets"
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def used(css: str, words: frozenset[str]) -> str:
    """Return a style sheet without comments and without the rules that ask for a class or value outside `words`.

    >>> used(".a,.b{color:red}@media print{.b{color:blue}}[data-x=a]:not(.b){top:0}", frozenset({"a"}))
    '.a{color:red}[data-x=a]:not(.b){top:0}'
    """
    return "".join(_kept(rule, words) for rule in _rules(css))


@lru_cache(maxsize=8)
def _rules(css: str):
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def _kept(rule, words: frozenset[str]) -> str:
    if rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content is not None:
        inside = "".join(_kept(one, words) for one in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}" if inside else ""
    if rule.type != "qualified-rule":
        return rule.serialize()
    selectors = [tinycss2.serialize(one).strip() for one in _selectors(rule.prelude) if all(_occurs(name, words) for name in _asked(one))]
    return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content).strip()}}}" if selectors else ""


def _occurs(name: str, words: frozenset[str]) -> bool:
    return name in words or any(name[: at + 1] in words for at, char in enumerate(name) if char == "-")


def _selectors(prelude: list) -> list[list]:
    found: list[list] = [[]]
    for token in prelude:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _asked(selector: list) -> set[str]:
    """The classes and the whole values of attributes that must occur for the selector to fit anything."""
    found = set()
    for before, token in zip([None, *selector], selector):
        if token.type == "ident" and before == ".":
            found.add(token.value)
        elif token.type == "[] block":
            found |= _values(token.content)
        elif token.type == "function" and token.lower_name not in _ALTERNATIVES:
            found |= _asked(token.arguments)
    return found


def _values(content: list) -> set[str]:
    """The value of [name=value]; other comparisons ask for a part only and are not judged."""
    tokens = [token for token in content if token.type != "whitespace"]
    if len(tokens) < 3 or tokens[1] != "=":
        return set()
    value = getattr(tokens[2], "value", "")
    return {value} if _WORD.fullmatch(value) else set()
