"""All pages and data of one build: what is joined, what is refused, what a page says about itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros import inventory, stale, twin
from macros.inventory import Problems

GOOD = Path(__file__).parent / "bad_data" / "good" / "docs"
DAY = "2026-11-25"


def meta(lang: str, **changed: str) -> str:
    values = {"title": "标题" if lang == "zh" else "Title", "question": "问题？", "description": "一句话。", "kind": "article", "audience": "borrower", "lenders": "any",
              "reviewed": f'"{DAY}"', "next_check": '"2027-02-25"', **({"source_hash": '""', "source_date": f'"{DAY}"'} if lang == "en" else {}), **changed}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"


@pytest.fixture
def docs(tmp_path, monkeypatch) -> Path:
    """A tiny handbook: the good data of the data tests and one page in two languages."""
    monkeypatch.setenv("SITE_DATE", DAY)
    target = tmp_path / "docs"
    shutil.copytree(GOOD, target)
    for lang in ("zh", "en"):
        write(target, lang, "costs/a", meta(lang) + '\n文字 {{ rule("act-1") }}\n\n{{ sources() }}\n')
    return target


def write(docs: Path, lang: str, slug: str, text: str) -> None:
    path = docs / lang / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problems(docs: Path) -> list[str]:
    with pytest.raises(Problems) as caught:
        inventory.load(docs)
    return caught.value.messages


def test_a_small_handbook_is_whole(docs):
    whole = inventory.load(docs)
    assert sorted(whole.pages) == [("en", "costs/a"), ("zh", "costs/a")]
    assert whole.on.isoformat() == DAY and whole.pages_by_clause == {"act-1": ["costs/a"]}
    text, outputs, uses = whole.render("zh/costs/a.md", whole.source("zh/costs/a.md").body)
    assert [alone for _, alone in outputs] == [False, True] and "每天最多 每天 3 次" in outputs[0][0]
    assert [(use.kind, use.id, use.line) for use in uses] == [("clauses", "act-1", 12)]
    assert "act-1" not in text


def test_all_mistakes_are_told_at_once(docs):
    write(docs, "zh", "costs/a", meta("zh", x="y") + "文字\n")
    write(docs, "en", "costs/b", meta("en") + "{% x %} 13800138000\u200b\n")
    (docs / "zh" / "evil.js").write_text("", encoding="utf-8")
    (docs / "data" / "rules" / "act.yml").write_text("id: act\n", encoding="utf-8")
    found = "\n".join(problems(docs))
    for words in ("docs/zh/costs/a.md:10: x: unknown key", "docs/en/costs/b.md:1: the page has no twin", "docs/en/costs/b.md:13: the braces cannot be read", "docs/en/costs/b.md:13: hidden character U+200B",
                  "docs/zh/evil.js:1: files of this kind", "docs/data/rules/act.yml:"):
        assert words in found, found


@pytest.mark.parametrize(("name", "target"), [("zh/costs/b.md", "/dev/zero"), ("zh", "/usr"), ("zh/x", "/"), ("zh/b.md", "b.md"), ("zh/b.md", "/nowhere"), ("data/examples/b.yml", "/dev/zero"), ("data/rules", "/usr/bin")])
def test_what_lies_behind_a_link_is_not_read(docs, name, target):
    path = docs / name
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)
    assert problems(docs) == [f"docs/{name}:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here."]


@pytest.mark.parametrize("name", ["zh/costs/b.md", "data/examples/b.yml", "data/rules/b.yml"])
def test_a_folder_named_like_a_file_is_not_read(docs, name):
    (docs / name).mkdir(parents=True)
    (docs / name / "a.md").write_text("", encoding="utf-8")
    assert f"docs/{name}:1: the name '{name.split('/')[-1]}' is not allowed" in problems(docs)[0]


def test_messages_are_plain_lines_of_a_bearable_length_and_number(docs):
    write(docs, "zh", "a\x1b[2J\n::error::b", meta("zh", kind='"\\e[2Jx\\n::error::y"') + "文字\n")
    write(docs, "zh", "b", "---\n" + "title: a\n" * 2000 + "---\n")
    (docs / "data" / "rules" / "zz.yml").write_text(f"? {'k' * 100_000}\n: x\n", encoding="utf-8")
    found = problems(docs)
    assert len(found) == inventory.MAX_MESSAGES + 1 and "more. Fix: mend those above first." in found[-1]
    assert all(line.isprintable() and len(line) < 1100 and line.startswith("docs") for line in found)


def test_a_number_that_is_not_in_the_data_stops_the_build(docs):
    write(docs, "zh", "costs/a", meta("zh") + "打 010-62345678。\n")
    assert problems(docs) == ['docs/zh/costs/a.md:11: "010-62345678" looks like a number with area code that docs/data does not hold. '
                              'Allowed: numbers of docs/data/channels. Fix: {{ channel("id") }}; delete what belongs to a person.']


@pytest.mark.parametrize(("call", "words"), [
    ('{{ rule("act-9") }}', "rule: there is no entry 'act-9' in clauses. Did you mean act-"), ("{{ rule() }}", "rule: the arguments do not fit"), ('{{ rule("a", "b", "c") }}', "Allowed: rule(clause_id)"),
    ('{{ rule(x="a") }}', "the arguments do not fit"), ('{{ rule(page="a") }}', "the arguments do not fit"), ('{{ ruel("act-1") }}', "there is no macro 'ruel'. Did you mean rule?"),
    ('见 {{ clause("act-1") }}', "must stand alone on its line"), ('{{ limit("act-2") }}', "holds several numbers. Allowed: quiet-start, quiet-end"), ('{{ limit("act-1", "x") }}', "has no number 'x'. Allowed: calls"),
    ('{{ channel_table("x") }}', "there is no track 'x'. Allowed: conduct"), ('{{ term("x") }}', "there is no entry 'x' in terms"), ('{{ tool("../x") }}', "tool"), ('{{ letter("../../rules/act") }}', "letter"),
    ('{{ register("x") }}', "no part 'x'"), ('{{ example("x", "y") }}', "no worked example 'x'"), ('{{ worked_example(kind="x") }}', "worked_example"), ("{{ sources() }}", "no clause is used above"),
    ("{{ rule(5) }}", "there is no entry '5'"), ('{{ fact("loan", "x") }}', "fact"),
])
def test_a_call_that_does_not_fit_names_file_line_and_cure(docs, call, words):
    whole = inventory.load(docs)
    with pytest.raises(Problems) as caught:
        whole.render("zh/costs/a.md", f"文字\n\n{call}\n")
    assert len(caught.value.messages) == 1
    message = caught.value.messages[0]
    assert message.startswith("docs/zh/costs/a.md:14: ") and words in message, message


def test_what_a_page_says_about_itself(docs):
    whole = inventory.load(docs)
    about = whole.about("zh/costs/a.md", whole.render("zh/costs/a.md", whole.source("zh/costs/a.md").body)[2])
    assert {key: about[key] for key in ("lang", "slug", "reviewed", "built", "behind", "draft", "changed", "ahead", "due", "tool")} == {
        "lang": "zh", "slug": "costs/a", "reviewed": DAY, "built": DAY, "behind": 0, "draft": False, "changed": [], "ahead": [], "due": False, "tool": False}


def test_an_english_page_of_an_older_text_says_by_how_many_days(docs):
    assert inventory.load(docs).about("en/costs/a.md", [])["behind"] == 1
    write(docs, "en", "costs/a", meta("en", source_date='"2026-11-01"') + "a\n")
    assert inventory.load(docs).about("en/costs/a.md", [])["behind"] == 24
    write(docs, "en", "costs/a", meta("en", source_hash=f'"{inventory.load(docs).pages["zh", "costs/a"].hash}"') + "a\n")
    assert inventory.load(docs).about("en/costs/a.md", [])["behind"] == 0


# what is due


def changed_rule(docs: Path, old: str, new: str) -> None:
    path = docs / "data" / "rules" / "act.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def due(docs: Path) -> list[tuple[str, str]]:
    return [(day.isoformat(), text) for day, text in stale.report(inventory.load(docs))]


def test_nothing_is_due(docs):
    assert due(docs) == []


def test_a_rule_that_ended_is_due_with_the_line_that_rests_on_it(docs):
    changed_rule(docs, "to: null", 'to: "2026-11-24"')
    assert ("2026-11-25", "docs/zh/costs/a.md:12: rests on act-1 (Example rule Art. 1), which changed on 2026-11-25") in due(docs)
    whole = inventory.load(docs)
    uses = whole.render("zh/costs/a.md", whole.source("zh/costs/a.md").body)[2]
    assert whole.about("zh/costs/a.md", uses)["changed"] == [{"id": "act-1", "name": "《示例规定》第一条", "day": "2026-11-25", "line": 12, "register": "rules/register"}]


def test_a_rule_that_will_end_is_told_within_thirty_days_and_given_to_the_browser(docs):
    changed_rule(docs, "to: null", 'to: "2026-12-24"')
    assert [day for day, text in due(docs) if "which changes on" in text] == ["2026-12-25", "2026-12-25"]
    whole = inventory.load(docs)
    uses = whole.render("zh/costs/a.md", whole.source("zh/costs/a.md").body)[2]
    assert [item["day"] for item in whole.about("zh/costs/a.md", uses)["ahead"]] == ["2026-12-25"]
    changed_rule(docs, '"2026-12-24"', '"2026-12-26"')
    assert due(docs) == []


def test_a_page_past_its_day_and_an_entry_checked_long_ago_are_due(docs):
    write(docs, "zh", "costs/a", meta("zh", reviewed='"2026-08-24"', next_check='"2026-11-24"') + "文字\n")
    changed_rule(docs, 'checked: "2026-11-20"', 'checked: "2026-01-02"')
    found = due(docs)
    assert found[0][0] == "2026-01-02" and "act-1 was last checked on 2026-01-02" in found[0][1] and found[0][1].startswith("docs/data/rules/act.yml:")
    assert found[1] == ("2026-11-24", "docs/zh/costs/a.md:9: to be read again by 2026-11-24")
    assert inventory.load(docs).about("zh/costs/a.md", [])["due"]


def test_the_command_says_how_much_is_due(docs, monkeypatch, capsys):
    monkeypatch.chdir(docs.parent)
    assert stale.main([]) == 0 and capsys.readouterr().out == "stale: 0 due on 2026-11-25, 0 within 30 days\n"
    changed_rule(docs, "to: null", 'to: "2026-11-24"')
    assert stale.main([]) == 1 and "stale: 2 due on 2026-11-25" in capsys.readouterr().out
    changed_rule(docs, "id: act", "id: other")
    assert stale.main([]) == 1 and "docs/data/rules/act.yml" in capsys.readouterr().err


# twins


def test_a_new_page_begins_in_both_languages_and_passes(docs, monkeypatch, capsys):
    monkeypatch.setattr(twin, "DOCS", docs)
    assert twin.new(["costs/late-fees"]) == 0
    assert "then `make twin PAGE=costs/late-fees`" in capsys.readouterr().out
    assert ("zh", "costs/late-fees") in inventory.load(docs).pages
    assert twin.new(["docs/zh/costs/late-fees.md"]) == 1 and "exists already" in capsys.readouterr().err
    for name in ("zh", "en"):
        assert (docs / name / "costs" / "late-fees.md").read_text(encoding="utf-8").count("\n## ") == 7


@pytest.mark.parametrize("argv", [[], [""], ["../../etc/x"], ["/etc/x"], ["a b"], ["A"], ["逾期"], ["a//b"], ["a/"], ["-a"], ["a\nb"]])
def test_what_is_no_address_of_a_page_writes_nothing(docs, monkeypatch, capsys, argv):
    monkeypatch.setattr(twin, "DOCS", docs)
    before = sorted(docs.rglob("*"))
    assert twin.new(argv) == twin.twin(argv) == 1
    assert "is not a page's address" in capsys.readouterr().err and sorted(docs.rglob("*")) == before


def test_marking_a_twin_writes_hash_and_day_and_nothing_else(docs, monkeypatch, capsys):
    monkeypatch.setattr(twin, "DOCS", docs)
    path = docs / "en" / "costs" / "a.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nsource_hash: stays\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    assert twin.twin(["costs/a"]) == 0
    whole = inventory.load(docs)
    assert path.read_text(encoding="utf-8") == before.replace('source_hash: ""', f'source_hash: "{whole.pages["zh", "costs/a"].hash}"')
    assert twin.twin(["all"]) == 0 and "twin: 1 English page(s) marked" in capsys.readouterr().out
    assert twin.twin(["costs/none"]) == 1 and "does not exist" in capsys.readouterr().err
    write(docs, "zh", "costs/a", "broken")
    assert twin.twin(["costs/a"]) == 1 and "docs/zh/costs/a.md:1: the front matter is missing" in capsys.readouterr().err
