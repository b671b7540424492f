"""Reading a page strictly: front matter, encodings, twins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros import source

LINES = {
    "title": "title: 标题", "question": "question: 问题？", "description": "description: 一句话。", "kind": "kind: article", "audience": "audience: borrower",
    "lenders": "lenders: any", "reviewed": 'reviewed: "2026-11-25"', "next_check": 'next_check: "2027-02-25"',
}


def front(**changed: str | None) -> str:
    """Front matter with some lines replaced, or left out by None; the line of a key is its place plus 2."""
    lines = {**LINES, **changed}
    return "---\n" + "\n".join(line for line in lines.values() if line is not None) + "\n---\n"


def read(tmp_path: Path, text: str | bytes, lang: str = "zh") -> tuple[source.Source | None, list[str]]:
    path = tmp_path / "docs" / lang / "costs" / "a.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return source.read(path, tmp_path / "docs")


def test_a_page_as_written(tmp_path):
    page, problems = read(tmp_path, front() + "\n\n文字\n")
    assert problems == []
    assert (page.path, page.lang, page.slug, page.body, page.offset) == ("docs/zh/costs/a.md", "zh", "costs/a", "文字\n", 12)
    assert page.meta["title"] == "标题" and page.meta_lines["next_check"] == 9 and page.day("reviewed") == date(2026, 11, 25)


def test_windows_line_ends_are_read(tmp_path):
    page, problems = read(tmp_path, (front() + "一\n二\n").replace("\n", "\r\n"))
    assert problems == [] and page.body == "一\n二\n" and page.offset == 10


BAD = [
    ({"title": "title: <b>标题</b>"}, 2, "title: holds <"), ({"title": "title: 标题 {{ x }}"}, 2, "title: holds {"), ({"title": 'title: a "b" onload=x'}, 2, 'title: holds "'),
    ({"title": "title: '[看](x)'"}, 2, "title: holds ]("), ({"title": "title: |\n  一\n  二"}, 2, "title: holds a line break"), ({"title": "title: " + "长" * 301}, 2, "title: 301 characters"),
    ({"title": "title: ''"}, 2, "title: empty"), ({"title": None}, 1, "title: missing"), ({"kind": "kind: page"}, 5, "kind: 'page' is not known. Allowed: article, list, tool, card"),
    ({"audience": "audience: lawyer"}, 6, "audience: 'lawyer' is not known"), ({"reviewed": 'reviewed: "2026-02-30"'}, 8, "reviewed: '2026-02-30' is not a day"),
    ({"reviewed": "reviewed: yesterday"}, 8, "reviewed: 'yesterday' is not a day"), ({"reviewed": "reviewed: ２０２６-１１-２５"}, 8, "is not a day"), ({"x": "draft: maybe"}, 10, "draft: 'maybe' is not known"),
    ({"next_check": 'next_check: "2999-01-01"'}, 9, "not within a year after reviewed"), ({"next_check": 'next_check: "2026-11-25"'}, 9, "not within a year after reviewed"),
    # keys that switch something off or pick something
    ({"x": "template: evil.html"}, 10, "template: unknown key"), ({"x": "hide: navigation"}, 10, "hide: unknown key"), ({"x": "render_macros: false"}, 10, "render_macros: unknown key"),
    ({"x": "ignore_macros: true"}, 10, "ignore_macros: unknown key"), ({"x": "icon: x"}, 10, "icon: unknown key"), ({"x": "search: x"}, 10, "search: unknown key"), ({"x": "clause: x"}, 10, "clause: unknown key"),
    ({"x": "source_hash: x"}, 10, "source_hash: unknown key"),
    # YAML that is more than text
    ({"x": "hide: [navigation, toc]"}, 10, "'hide' holds a list or a mapping"), ({"x": "meta: {a: b}"}, 10, "'meta' holds a list or a mapping"), ({"x": "? [a, b]\n: c"}, 10, "a list or a mapping"),
    ({"x": "draft: !!python/object/apply:os.system [id]"}, 10, "tags (!) are not allowed"), ({"x": "draft: !ENV HOME"}, 10, "tags (!) are not allowed"), ({"x": "draft: &a true"}, 10, "anchors"),
    ({"x": "draft: *a"}, 10, "anchors"), ({"x": "<<: *a"}, 10, "anchors"), ({"x": "title: 又一个"}, 10, "title: written twice"), ({"title": "title: 标题: 副题"}, 2, "cannot be read"),
    ({"x": "draft: 'true"}, 10, "cannot be read"), ({"x": "draft: " + "[" * 5000}, 10, ""), ({"x": "...\ndraft: true"}, 11, "cannot be read"), ({"x": "--- \ndraft: true"}, 2, "one block of key: value lines"),
]


@pytest.mark.parametrize(("changed", "line", "words"), BAD, ids=[f"{number}-{words[:30]}" for number, (_, _, words) in enumerate(BAD)])
def test_front_matter_has_a_fixed_set_of_plain_keys(tmp_path, changed, line, words):
    _, problems = read(tmp_path, front(**changed) + "一\n")
    assert len(problems) == 1, problems
    assert words in problems[0] and problems[0].startswith(f"docs/zh/costs/a.md:{line}: ") and len(problems[0]) < 400, problems


@pytest.mark.parametrize(("text", "line", "words"), [
    ("没有表头\n", 1, "the front matter is missing"), ("---\ntitle: 一\n", 1, "the front matter is missing"), ("\n" + front(), 1, "the front matter is missing"), ("---\n\n---\n一", 2, "one block of key: value lines"),
    ("---\n- a\n- b\n---\n", 2, "one block of key: value lines"), ("---\n一\n---\n", 2, "one block of key: value lines"), ("\ufeff" + front() + "一", 1, "byte order mark"),
    (front().encode() + "二\n三".encode("gb18030"), 11, "is not UTF-8"), (front().encode("utf-16"), 1, "is not UTF-8"), (b"x" * 60_001, 1, "60001 bytes"),
])
def test_a_file_that_is_no_page(tmp_path, text, line, words):
    _, problems = read(tmp_path, text)
    assert len(problems) == 1 and problems[0].startswith(f"docs/zh/costs/a.md:{line}: ") and words in problems[0], problems


def test_english_pages_say_what_they_were_made_from(tmp_path):
    _, problems = read(tmp_path, front() + "a\n", "en")
    assert [text.split(": ")[1] for text in problems] == ["source_hash", "source_date"]
    page, problems = read(tmp_path, front(a='source_hash: ""', b='source_date: "2026-11-25"') + "a\n", "en")
    assert problems == [] and page.day("source_date") == date(2026, 11, 25)


def test_quotation_marks_and_colons_in_quotes_are_plain_text(tmp_path):
    _, problems = read(tmp_path, front(question="question: 'What is \"effective\" contact?'", description='description: "三步: 停、写、问（12%）"') + "a\n")
    assert problems == []


def test_the_hash_changes_with_what_a_reader_sees(tmp_path):
    first, _ = read(tmp_path, front() + "一\n")
    same, _ = read(tmp_path, front(reviewed='reviewed: "2026-11-26"') + "一\n")
    assert len(first.hash) == 12 and first.hash == same.hash
    for text in (front() + "二\n", front(title="title: 别的") + "一\n", front(question="question: 别的") + "一\n", front(description="description: 别的") + "一\n"):
        assert read(tmp_path, text)[0].hash != first.hash


def test_every_page_has_a_twin(tmp_path):
    read(tmp_path, front() + "一\n")
    pages, problems = source.read_all(tmp_path / "docs")
    assert list(pages) == [("zh", "costs/a")]
    assert problems == ["docs/zh/costs/a.md:1: the page has no twin docs/en/costs/a.md. Fix: write it, or start it with `make new PAGE=costs/a`."]
    read(tmp_path, "broken", "en")
    assert source.read_all(tmp_path / "docs")[1] == [read(tmp_path, "broken", "en")[1][0]]
