"""The two languages side by side: each difference is made once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from macros import parity, source

META = {"title": "t", "question": "q", "description": "d", "kind": "article", "audience": "borrower", "lenders": "any", "next_check": "2027-02-25", "reviewed": "2026-11-25"}
ZH = '## 一 {#a}\n\n用 10 分钟。{{ rule("x-1") }}\n\n- 甲\n- 乙\n\n## 二 {#b}\n\n{{ cite("x-2") }}\n'
EN = '## One {#a}\n\nTakes 10 minutes. {{ rule("x-1") }}\n\n- a\n- b\n\n## Two {#b}\n\n{{ cite("x-2") }}\n'


def page(lang: str, body: str, **meta: str) -> source.Source:
    values = {**META, **meta}
    return source.Source(f"docs/{lang}/a.md", lang, "a", values, {key: number for number, key in enumerate(values, start=2)}, body, 20)


def test_pages_that_say_the_same():
    assert list(parity.compare(page("zh", ZH), page("en", EN))) == []


@pytest.mark.parametrize(("old", "new", "line", "words"), [
    ("## Two {#b}", "### Two {#b}", 28, "heading 2 differs from docs/zh/a.md. Allowed: level 2 with id {#b}"), ("{#b}", "{#c}", 28, "heading 2 differs"), ("## Two {#b}\n", "", 21, "Allowed: level 2 with id {#b}"),
    ('{{ cite("x-2") }}\n', '{{ cite("x-2") }}\n\n## Three {#c}\n', 32, "Allowed: no further heading"),
    ('{{ cite("x-2") }}', "none", 28, "cite('x-2') stands in docs/zh/a.md and not here"), ('{{ cite("x-2") }}', '{{ cite("x-3") }}', 28, "cite('x-3') stands here and not in docs/zh/a.md"),
    ('{{ rule("x-1") }}', '{{ rule("x-1") }} {{ rule("x-1") }}', 21, "rule('x-1') stands here"), ('{{ rule("x-1") }}', '{{ rule("x-1", n="2") }}', 21, "rule('x-1', n='2') stands here"),
    ("10 minutes", "15 minutes", 21, "typed numbers differ from docs/zh/a.md: 10, 15"), ("- b\n", "", 21, "1 list items here and 2 in docs/zh/a.md"),
])
def test_each_difference_names_its_line(old, new, line, words):
    assert old in EN
    found = list(parity.compare(page("zh", ZH), page("en", EN.replace(old, new, 1))))
    assert any(text.startswith(f"docs/en/a.md:{line}: ") and words in text and "Fix: " in text for text in found), found


def test_a_call_in_another_part_is_a_difference():
    moved = EN.replace('{{ cite("x-2") }}', "").replace('{{ rule("x-1") }}', '{{ rule("x-1") }} {{ cite("x-2") }}')
    assert len(list(parity.compare(page("zh", ZH), page("en", moved)))) == 2


@pytest.mark.parametrize(("key", "value"), [("kind", "list"), ("audience", "employer"), ("lenders", "bank"), ("next_check", "2027-03-01")])
def test_keys_that_both_share(key, value):
    found = list(parity.compare(page("zh", ZH), page("en", EN, **{key: value})))
    assert len(found) == 1 and f"{key} is '{value}' here and '{META[key]}' in docs/zh/a.md" in found[0]


def test_numbers_in_code_calls_links_and_ids_do_not_count():
    zh = "## 一 {#a-1}\n\n1. 甲 {{ f(\"3\") }} [字](x-4.md)\n\n```\n5\n```\n"
    en = "## One {#a-1}\n\n1. a {{ f(\"3\") }} [word](x-6.md)\n\n```\n7\n```\n"
    assert list(parity.compare(page("zh", zh), page("en", en))) == []


def test_an_older_text_is_a_warning_and_a_difference_an_error():
    zh, en = page("zh", ZH), page("en", EN, source_hash="000000000000")
    pages = {("zh", "a"): zh, ("en", "a"): en, ("zh", "alone"): zh}
    errors, warnings = parity.findings(pages)
    assert errors == [] and len(warnings) == 1
    assert "made from an earlier text of docs/zh/a.md. Fix: bring it up to date, then `make twin PAGE=a`" in warnings[0]
    assert parity.findings({("zh", "a"): zh, ("en", "a"): page("en", EN, source_hash=zh.hash)}) == ([], [])


def test_the_command_fails_on_differences_only(monkeypatch, capsys):
    from macros import inventory

    pages = {("zh", "a"): page("zh", ZH), ("en", "a"): page("en", EN, source_hash="")}
    monkeypatch.setattr(inventory, "load", lambda docs: SimpleNamespace(pages=pages))
    assert parity.main([]) == 0 and "parity: 0 differences, 1 old" in capsys.readouterr().out
    pages["en", "a"] = page("en", EN.replace("10", "11"), source_hash="")
    assert parity.main([]) == 1
