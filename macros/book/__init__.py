"""The PDF of the site, one book per language, made from the built pages.

    python -m macros book --site site --out dist

collect.py reads the site, tree.py brings each page into a small tree, write.py writes it as Typst and compiles,
check.py looks at the finished PDF. fonts.py keeps the fonts, pictures.py settles charts, template.typ the look.
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Make the books. Returns 0, or 1 after printing what is wrong."""
    from macros.book.make import main as make_main

    return make_main(argv)
