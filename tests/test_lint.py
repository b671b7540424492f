"""Words of pages: each rule is broken once and kept once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from macros import lint, source

TIERS = {"law-1": "law", "standard-1": "standard"}
SITE = SimpleNamespace(clauses={id_: SimpleNamespace(instrument=SimpleNamespace(tier=tier)) for id_, tier in TIERS.items()})


def page(body: str, lang: str = "zh", kind: str = "list") -> source.Source:
    return source.Source(f"docs/{lang}/a.md", lang, "a", {"kind": kind}, {"kind": 2}, body, 10)


def article(lang: str = "zh", extra: str = "") -> str:
    return "\n".join(f"## {words} {{#{id_}}}\n\n字。\n" for words, id_ in zip(lint.BLOCKS[lang], lint.BLOCK_IDS)) + extra


BROKEN = [
    ("zh", "# 标题", "a # heading"), ("zh", "## 一\n\n#### 二", "skips a level"),
    ("zh", "请尽快办理。", "'尽快' says nobody and no time"), ("en", "Do it as soon as possible.", "says nobody and no time"), ("zh", "找有关部门。", "'有关部门'"),
    ("zh", "这样一定能停。", "'一定能' promises an outcome"), ("en", "The result is guaranteed.", "promises an outcome"), ("zh", "从此不用还。", "promises"),
    ("zh", "他们是老赖。", "'老赖' labels the reader"), ("en", "You should have known.", "labels the reader"), ("zh", "你早该知道。", "labels"),
    ("zh", "停下来！", "an exclamation mark"), ("en", "Stop!", "an exclamation mark"),
    ("zh", "每天 3 次。", 'the number "3 次" is typed by hand'), ("zh", "利率 24%。", '"24%"'), ("zh", "晚上 22:00 以后。", '"22:00"'), ("zh", "还 10,000 元。", '"10,000 元"'), ("en", "It is 24% a year.", '"24%"'), ("en", "Within 15 days.", '"15 days"'),
    ("zh", "打 95599。", "looks like a phone or account number"), ("zh", "卡号 6222 0202 0001 2345。", "looks like a phone or account number"),
    ("zh", "长" * 41 + "。", "a sentence of 41 characters"), ("en", "word " * 26 + "end.", "a sentence of 27 words"), ("zh", "一。二。三。四。", "a paragraph of 4 sentences"),
    ("zh", "你必须回答。", "without a clause of law beside it"), ("en", "You must answer.", "without a clause of law beside it"), ("zh", '必须这样（{{ cite("standard-1") }}）。', "without a clause of law"),
    ("zh", "他们说要起诉。", "a frightening word stands alone"), ("en", "They may sue you.", "a frightening word stands alone"), ("zh", "会坐牢。", "frightening"),
]


@pytest.mark.parametrize(("lang", "body", "words"), BROKEN, ids=[f"{number}-{words[:30]}" for number, (_, _, words) in enumerate(BROKEN)])
def test_each_rule_names_file_line_and_cure(lang, body, words):
    found = lint.findings(page("字。\n\n" + body, lang), SITE)
    assert any(words in text for text in found), found
    assert all(text.startswith(f"docs/{lang}/a.md:{13 + body.count(chr(10))}: ") and "Fix: " in text for text in found)


KEPT = [
    ("zh", "对方说“你一定能过！”，这不是真的。"), ("zh", "用 10 分钟，分 3 步做完。"), ("zh", '每天 {{ limit("law-1") }}。'), ("zh", '必须这样（{{ cite("law-1") }}）。'),
    ("zh", "说“必须”的，先问依据。"), ("zh", "他们说要起诉：先打法院电话核实。"), ("en", "They may sue you. Check with the court."), ("zh", "长" * 40 + "。"), ("en", "word " * 24 + "end."), ("zh", "一。二。三。"),
    ("zh", "- 一。二。三。四。"), ("zh", "```\n每天 3 次！尽快\n```"), ("zh", "````\n```\n尽快！\n```\n尽快！\n````"), ("en", "mustard and adjust"), ("zh", "2026 年 11 月，第 676 条。"), ("zh", "见 https://www.gov.cn/2026-11/25。"), ("zh", "[一二三](a.md)"),
    ("zh", '{{ worked_example(\n  kind="x",\n  days="3 天") }}'),
]


@pytest.mark.parametrize(("lang", "body"), KEPT, ids=range(len(KEPT)))
def test_plain_words_pass(lang, body):
    assert lint.findings(page(body, lang), SITE) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_article_has_seven_blocks_in_order(lang):
    assert list(lint.shape(page(article(lang), lang, "article"))) == []
    assert list(lint.shape(page("## 别的 {#x}\n", lang, "list"))) == []


def test_a_missing_block_is_named():
    body = article().replace("## 怎么做 {#how}\n", "")
    assert list(lint.shape(page(body, kind="article"))) == [
        "docs/zh/a.md:11: an article has seven blocks in a fixed order; missing: ## 怎么做 {#how}. Fix: see the page template in CONTRIBUTING.md."]


@pytest.mark.parametrize("body", [article().replace("{#why}", "{#warum}"), article() + "\n## 附 {#more}\n", "\n".join(reversed(article().split("\n")))])
def test_other_blocks_or_another_order_are_refused(body):
    assert any("seven blocks" in text for text in lint.shape(page(body, kind="article")))


def test_three_links_are_enough():
    three = article(extra="[一](a.md) [二](b.md)\n[三](c.md) [同页](#x) [官方](https://www.gov.cn/)\n")
    assert list(lint.shape(page(three, kind="article"))) == []
    found = list(lint.shape(page(three + "\n\n[四](d.md)\n", kind="article")))
    assert len(found) == 1 and "4 links to other pages. Allowed: 3" in found[0] and found[0].startswith(f"docs/zh/a.md:{10 + three.count(chr(10)) + 3}: ")


def test_findings_stand_in_the_order_of_lines():
    found = lint.findings(page("尽快！\n\n一定能。\n\n老赖。"), SITE)
    assert [text.split(":")[1] for text in found] == ["11", "11", "13", "15"]


def test_the_command_filters_by_path(monkeypatch, capsys):
    from macros import inventory

    whole = SimpleNamespace(pages={("zh", "a"): page("尽快。"), ("en", "a"): page("Fine.", "en")}, site=SITE)
    monkeypatch.setattr(inventory, "load", lambda docs: whole)
    assert lint.main([]) == 1 and "lint: 1 findings in 2 pages" in capsys.readouterr().out
    assert lint.main(["docs/en"]) == 0 and "lint: 0 findings in 1 pages" in capsys.readouterr().out

    def refuse(docs):
        raise inventory.Problems(["docs/zh/a.md:1: x"])

    monkeypatch.setattr(inventory, "load", refuse)
    assert lint.main([]) == 1 and capsys.readouterr().err == "docs/zh/a.md:1: x\n"
