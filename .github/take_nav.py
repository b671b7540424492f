"""Put the `nav:` part of one mkdocs.yml into another: `take_nav.py FROM INTO`.

A pull request is judged by main's code, and mkdocs.yml is code: it names plugins, hooks and Python objects. A new page
still has to enter the menu, so this part alone is taken over, and only lines that name a page or a section.
Standard library only; it runs before anything is installed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ENTRY = re.compile(r"""\ {2,12}-\ (?:[a-z0-9/-]+\.md | [^\W_][^:{}\[\]"'#&*!|>%@`\\]*:)\s*""", re.X)


def split(text: str) -> tuple[list[str], list[str], list[str]]:
    """Return the lines before, of and after the entries of `nav:`. Raises ValueError unless there is one such part."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if re.match(r"nav\s*:|[\"']nav[\"']\s*:", line)]
    if len(starts) != 1 or lines[starts[0]].strip() != "nav:":
        raise ValueError("one line `nav:` is expected. Fix: keep the menu in one place")
    first = starts[0] + 1
    last = next((number for number in range(first, len(lines)) if re.match(r"\S", lines[number])), len(lines))
    return lines[:first], lines[first:last], lines[last:]


def take(source: str, target: str) -> str:
    """Return `target` with the menu of `source`. Raises ValueError for a line that is neither page nor section."""
    before, _, after = split(target)
    menu = split(source)[1]
    for line in menu:
        if line.strip() and not ENTRY.fullmatch(line):
            raise ValueError(f"{line.strip()!r} is neither a page nor a section. Allowed: `- folder/name.md` or `- section:`")
    return "".join([*before, *menu, *after])


def main(argv: list[str]) -> int:
    source, target = map(Path, argv)
    try:
        text = take(source.read_text(encoding="utf-8"), target.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        print(f"mkdocs.yml: nav: {error}.", file=sys.stderr)
        return 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
