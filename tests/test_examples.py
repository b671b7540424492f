"""The named examples: all load, say their numbers by name, and a bad file is refused with file, line and cure."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from macros import charts, examples, worked
from macros.data import DataError

NAMES = [
    "acceleration", "base-360-or-365", "compound-on-unpaid-interest", "court-reduction-24", "early-settlement", "flat-fee",
    "grace-both-kinds", "ninety-days-late", "one-day-late", "part-payment", "thirty-days-late", "three-missed-instalments", "upfront-deduction",
]  # fmt: skip
ALL = examples.load_all()


def test_the_named_examples_are_all_there():
    assert set(NAMES) <= set(ALL)


@pytest.mark.parametrize("name", sorted(ALL))
def test_an_example_prints_in_both_languages_with_a_small_chart(name):
    for lang in ("zh", "en"):
        html = worked.worked_html(ALL[name], lang, f"{name}-{lang}")
        assert f'data-example="{name}"' in html
        svg = re.search(r"<svg.*?</svg>", html)[0]
        assert len(svg.encode()) <= 2500
        ElementTree.fromstring(charts.resolve_for_print(svg))
        for line in re.findall(r"<text[^>]*>([^<]*)</text>", svg):
            assert sum(12 if ord(letter) > 0x2E80 else 7 for letter in line) <= 300, line


@pytest.mark.parametrize("name", sorted(ALL))
def test_titles_say_what_the_numbers_do(name):
    title = ALL[name].title
    assert re.search(r"\d", title["zh"]) and re.search(r"\d", title["en"])
    assert re.findall(r"[\d,.]+\d", title["zh"]) == re.findall(r"[\d,.]+\d", title["en"]) or name in ("part-payment",)


def test_results_by_hand():
    def money(name, result):
        return worked.result_text(ALL[name], result, "en")

    # 766.80 x 0.18 x 1.5 x 1/360 = 0.5751; x 30 = 17.253; x 90 = 51.759
    assert money("one-day-late", "penalty_on_principal") == "0.58 yuan"
    assert money("thirty-days-late", "penalty_on_principal") == "17.25 yuan"
    assert money("ninety-days-late", "penalty_on_principal") == "51.76 yuan"
    assert money("three-missed-instalments", "total_with_compound") == "2,872.80 yuan"
    assert money("court-reduction-24", "excess_base_365") == "684.93 yuan"


GOOD = """\
id: good
title: {zh: "晚还 {overdue_days}", en: "{overdue_days} late"}
situation: {zh: 甲, en: A}
kind: penalty-on-missed-instalment
inputs:
  overdue_principal: "766.80"
  annual_rate: "0.18"
  uplift: "0.50"
  overdue_days: "30"
leaves_out: {zh: 乙, en: B}
"""


def written(tmp_path, text, name="good"):
    folder = examples.folder(tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_file_loads_and_changes_are_seen(tmp_path):
    root = written(tmp_path, GOOD)
    assert examples.load_all(root)["good"].title == {"zh": "晚还 30 天", "en": "30 days late"}
    written(tmp_path, GOOD.replace('"30"', '"3111"'))
    assert examples.load_all(root)["good"].title["en"] == "3111 days late"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"0.18"', '"18"', "good.yml:7: inputs.annual_rate: penalty-on-missed-instalment: annual_rate is \"18\", which means 1800%"),
        ('"0.18"', "0.18", "without quotes"),
        ("annual_rate:", "anual_rate:", "good.yml:7: inputs.anual_rate: penalty-on-missed-instalment takes no \"anual_rate\""),
        ("kind: penalty-on-missed-instalment", "kind: penalty", "good.yml:4: kind: there is no worked example of kind"),
        ("id: good", "id: other", "good.yml:1: id: the id is other but the file is good.yml"),
        ("situation:", "situatoin:", "did you mean situation?"),
        ("en: A", "en: 5 days", "good.yml:3: situation.en: a number typed by hand"),
        ("en: A", "en: <b>", "< in a text"),
        ("en: A", 'en: "{"', "a brace without its partner"),
        ("{zh: 甲, en: A}", "{zh: 甲}", "needs both languages"),
        ("{overdue_days} late", "{overdue_day} late", "zh and en do not name the same numbers"),
        ("leaves_out: {zh: 乙, en: B}\n", "", "leaves_out is missing"),
        ("inputs:", "inputs: x\nmore:", "good.yml"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_cure(tmp_path, old, new, words):
    assert old in GOOD
    with pytest.raises(DataError) as error:
        examples.load_all(written(tmp_path, GOOD.replace(old, new)))
    assert words in str(error.value)


def test_an_unknown_number_is_refused_with_the_known_ones(tmp_path):
    text = GOOD.replace("{overdue_days}", "{overdue_day}")
    with pytest.raises(DataError, match=r"overdue_day\} is no input or result of this example. Allowed: .*overdue_days"):
        examples.load_all(written(tmp_path, text))


def test_all_mistakes_of_all_files_are_listed_at_once(tmp_path):
    written(tmp_path, GOOD.replace('"0.18"', '"18"'))
    written(tmp_path, GOOD.replace("kind: ", "kind: x"), "second")
    with pytest.raises(DataError) as error:
        examples.load_all(tmp_path)
    assert {message.split(":")[0].rsplit("/")[-1] for message in error.value.messages} == {"good.yml", "second.yml"}
