"""Tables of many columns are stacked on phones, each cell with its column's name."""

from __future__ import annotations

import markdown

from macros.pages import grid


def html(columns: int) -> str:
    rows = [[f"H{n} & *x*" for n in range(columns)], ["---"] * columns, [f"c{n}" for n in range(columns)]]
    return markdown.markdown("\n".join(f"|{'|'.join(row)}|" for row in rows), extensions=["tables"])


def test_four_columns_are_stacked_and_labelled():
    found = grid.stack_wide(html(4))
    assert '<table class="stacks">' in found
    assert found.count("data-label") == 3 and '<td data-label="H1 &amp; x">c1</td>' in found and "<td>c0</td>" in found


def test_three_columns_stay_a_table():
    assert grid.stack_wide(html(3)) == html(3)


def test_tables_side_by_side_keep_their_own_heads():
    found = grid.stack_wide(html(2) + html(5))
    assert found.startswith("<table>") and found.count("data-label") == 4
