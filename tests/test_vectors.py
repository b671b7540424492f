"""The runner of worked calculations: all published cases agree, and no file, however odd, brings a traceback."""

import copy
import json
import random

import pytest

from macros import answers, vectors
from macros.money import MoneyError

FILE = vectors.LPR_FILE.parent.parent.parent / "tests" / "vectors" / "penalty.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))
LPR = vectors.load_lpr()
BY_ID = {case["id"]: case for case in CASES["vectors"]}


def changed(case_id, **inputs):
    case = copy.deepcopy(BY_ID[case_id])
    case["inputs"].update(inputs)
    return answers.compute(case["kind"], {k: v for k, v in case["inputs"].items() if v != "GONE"}, LPR, case["convention"])


@pytest.mark.parametrize("case", CASES["vectors"], ids=lambda case: case["id"])
def test_every_published_case_agrees_to_the_fen(case):
    assert vectors.run({"vectors": [case]}, LPR) == []


def test_every_kind_of_the_file_is_known():
    assert set(CASES["kinds"]) == set(answers.KINDS)


def test_a_difference_names_case_place_and_both_values(tmp_path, capsys):
    cases = copy.deepcopy({"vectors": [BY_ID["V02"], BY_ID["V05"]]})
    cases["vectors"][0]["expected"]["penalty_on_principal"] = "17.26"
    cases["vectors"][1]["expected"]["lines"][1]["overdue_days"] = "59"
    path = tmp_path / "other.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    assert vectors.main([str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "V02 penalty_on_principal: expected 17.26, got 17.25",
        'V05 lines[1].overdue_days: expected "59", got 59',
        "other.json: 2 cases, 0 agree, 2 differences",
    ]


def test_more_keys_than_expected_are_fine_but_a_missing_one_is_a_difference():
    case = copy.deepcopy(BY_ID["V01"])
    del case["expected"]["schedule"]
    assert vectors.run({"vectors": [case]}, LPR) == []
    case["expected"]["surprise"] = "1.00"
    assert [str(d) for d in vectors.run({"vectors": [case]}, LPR)] == ["V01 surprise: expected 1.00, got nothing of this name"]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"overdue_principal": "-1.00"}, "overdue_principal is \"-1.00\" and cannot be negative"),
        ({"overdue_principal": "1,000.00"}, "without commas"),
        ({"annual_rate": "18"}, "which means 1800%"),
        ({"annual_rate": "18%"}, "write 18% as \"0.18\""),
        ({"uplift": "50"}, "uplift is \"50\""),
        ({"day_count": "30/360"}, "Allowed: act/360, act/365, act/365F, act/act"),
        ({"day_count": "act/act", "base": "GONE"}, "act/act needs to know which days"),
        ({"day_count": "act/365"}, "base is 360 but day_count is act/365"),
        ({"overdue_days": -1}, "Allowed: 0–36600"),
        ({"overdue_days": "GONE"}, "overdue_days is missing"),
        ({"overdue_days": "GONE", "due": "2026-04-10", "settlement": "2026-03-10"}, "settlement 2026-03-10 is before due 2026-04-10"),
        ({"due": "2026-02-30", "settlement": "2026-03-10"}, "due is \"2026-02-30\", which is no date"),
        ({"rounding": "half-even"}, "rounding cannot be \"half-even\". Allowed: half-up-fen, half-up"),
        ({"compound": "monthly"}, "Allowed: none"),
        ({"penalty_base": "everything"}, "Allowed: overdue-principal"),
    ],
)
def test_bad_inputs_are_refused_in_words(inputs, words):
    with pytest.raises(MoneyError) as error:
        changed("V02", **inputs)
    assert words in str(error.value)


def test_dates_instead_of_days_and_other_day_counts():
    dated = {"overdue_days": "GONE", "base": "GONE", "due": "2027-12-02", "settlement": "2028-01-01"}
    # 766.80 x 0.27 x 30/360 = 17.253; 30/365 -> 17.0167; all 30 days lie before 1 January 2028: 365 as well
    assert changed("V02", **dated)["penalty_on_principal"] == "17.25"
    assert changed("V02", **dated, day_count="act/365")["penalty_on_principal"] == "17.02"
    assert changed("V02", **dated, day_count="act/act")["penalty_on_principal_exact"] == "17.0166575342"


def test_the_convention_gives_the_day_count_when_the_inputs_do_not():
    case = copy.deepcopy(BY_ID["V02"])
    inputs = {k: v for k, v in case["inputs"].items() if k not in ("base", "day_count")}
    answer = answers.compute(case["kind"], inputs, LPR, {"day_count": "act/365"})
    assert answer["penalty_on_principal"] == "17.02"


def test_dates_before_the_first_fixing_and_after_the_last_month_have_no_number():
    dates = ["2019-08-19", "2019-08-20", "2026-10-19", "2026-10-20", "2026-11-25"]
    answer = changed("V14", dates=dates)
    assert [answer[day]["four_times_pct"] for day in dates] == [None, "17.00", "12.00", None, None]
    assert "no fixing on file" in answer["2026-11-25"]["reason"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "no list of cases"),
        ("{\"vectors\": []}", "no list of cases"),
        ("{\"vectors\": [1]}", "inputs: is missing or no table"),
        ("{\"vectors\": [{\"id\": \"A\", \"kind\": \"magic\", \"inputs\": {}, \"expected\": {}}]}", "A: kind cannot be \"magic\". Allowed: level-"),
        ("{\"vectors\": [{\"id\": \"A\", \"kind\": [], \"inputs\": {}, \"expected\": {}}]}", "A: kind cannot be"),
        ("{\"a\": 1, \"a\": 2}", "stands twice"),
        ("[" * 100000, "not JSON"),
    ],
)
def test_odd_files_end_in_a_sentence(tmp_path, capsys, text, words):
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    assert vectors.main([str(path)]) == 1
    assert words in capsys.readouterr().out


def test_files_that_cannot_be_read_end_in_a_sentence(tmp_path, capsys):
    binary = tmp_path / "binary.json"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.json", tmp_path, binary):
        assert vectors.main([str(path)]) == 1
        assert "Fix:" in capsys.readouterr().out


def test_a_number_without_quotes_is_refused_by_name(tmp_path, capsys):
    case = copy.deepcopy(BY_ID["V02"])
    case["inputs"]["annual_rate"] = 0.18
    path = tmp_path / "float.json"
    path.write_text(json.dumps({"vectors": [case]}), encoding="utf-8")
    assert vectors.main([str(path)]) == 1
    assert "annual_rate is \"(0.18 without quotes)\", which is no rate" in capsys.readouterr().out


def test_no_wrong_input_brings_a_traceback():
    chance = random.Random(20261125)
    wrong = [None, "", "x", "0", "-1", "0.5", "1e9", "99999999999", 0, -1, 10**40, True, [], ["x"], {}, {"x": "y"}, [[]], [{}]]

    def spoil(value):
        if isinstance(value, dict) and value and chance.random() < 0.7:
            key = chance.choice(list(value))
            return {**value, key: spoil(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.7:
            place = chance.randrange(len(value))
            return [spoil(one) if at == place else one for at, one in enumerate(value)]
        return chance.choice(wrong)

    for case in CASES["vectors"]:
        for _ in range(60):
            vectors.run({"vectors": [{**case, "inputs": spoil(case["inputs"])}]}, LPR)


def test_the_lpr_of_the_contract_date_comes_from_the_file_or_is_unknown():
    known = changed("V24", one_year_lpr_pct=None)
    assert (known["four_lpr_pct"], known["over_four_lpr"]) == ("12.00", {"nominal": True, "effective": True})
    for day in ("2019-08-19", "2026-11-25"):
        unknown = changed("V24", one_year_lpr_pct=None, contract_date=day)
        assert (unknown["four_lpr_pct"], unknown["over_four_lpr"]) == (None, None)
