"""What other programs read: right, sorted, the same bytes twice, and described by its schema."""

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from macros import data, export

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("rules", "channels", "lpr")


@pytest.fixture(scope="module")
def site() -> data.Site:
    return data.load(ROOT / "tests" / "bad_data" / "good")


@pytest.fixture(scope="module")
def written(site: data.Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    export.export(site, {"act-1": ["rules/b", "rules/a", "rules/b"]}, out)
    return out / "data"


def read(folder: Path, name: str):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_a_clause_is_written_whole(written: Path):
    rules = read(written, "rules.json")
    assert rules["version"] == "1"
    (act,) = rules["instruments"]
    assert (act["id"], act["tier"], act["binds"]) == ("act", "departmental-rule", ["bank", "collection-agency"])
    assert act["title"] == {"zh": "示例规定", "en": "Example rule"}
    assert act["clauses"][0] == {
        "id": "act-1",
        "topic": "frequency",
        "article": {"zh": "第一条", "en": "Art. 1"},
        "confidence": "confirmed",
        "checked": "2026-11-20",
        "breach": ["complain"],
        "periods": [
            {
                "from": start,
                "from_basis": "effective",
                "to": end,
                "values": [{"name": "calls", "value": calls, "unit": "calls-per-day"}],
                "source": {"title": "示例规定", "url": None, "article": "第一条"},
            }
            for start, end, calls in (("2020-01-01", "2021-12-31", "5"), ("2022-01-01", None, "3"))
        ],
        "paraphrase": {"zh": "每天最多 {calls} 次。", "en": "At most {calls} a day."},
        "pages": ["rules/a", "rules/b"],
    }
    assert act["clauses"][1]["pages"] == []


def test_channels_and_lpr_keep_their_digits(written: Path):
    assert read(written, "channels.json")["channels"][0]["number"] == "010"
    assert read(written, "lpr.json")["fixings"][0] == {
        "date": "2019-11-20", "one_year": "4.15", "five_year": "4.80", "confidence": "confirmed",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_satisfies_its_schema(written: Path, name: str):
    schema = read(written, f"{name}.schema.json")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(read(written, f"{name}.json"))


@pytest.mark.parametrize("damage", ["pages", "tier", "unknown", "number", "id"])
def test_the_schema_refuses_what_is_not_so(written: Path, damage: str):
    validator = Draft202012Validator(read(written, "rules.schema.json"))
    rules = copy.deepcopy(read(written, "rules.json"))
    clause = rules["instruments"][0]["clauses"][0]
    if damage == "pages":
        del clause["pages"]
    elif damage == "tier":
        rules["instruments"][0]["tier"] = "rumour"
    elif damage == "unknown":
        clause["extra"] = ""
    elif damage == "id":
        clause["id"] = "Act 1"
    else:
        clause["periods"][0]["values"][0]["value"] = 5
    with pytest.raises(ValidationError):
        validator.validate(rules)


def test_the_same_data_gives_the_same_bytes(site: data.Site, written: Path, tmp_path: Path):
    paths = export.export(site, {"act-1": {"rules/a", "rules/b"}}, tmp_path)
    assert sorted(path.name for path in paths) == sorted(path.name for path in written.iterdir())
    for path in paths:
        assert path.read_bytes() == (written / path.name).read_bytes()
        assert path.read_bytes().endswith(b"}\n")


def test_a_page_that_cites_nothing_is_named(site: data.Site, tmp_path: Path):
    with pytest.raises(ValueError, match="pages cite clauses that do not exist: act-9"):
        export.export(site, {"act-9": ["rules/a"]}, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_data_satisfies_the_schema(tmp_path: Path, name: str):
    export.export(data.load(ROOT), {}, tmp_path)
    folder = tmp_path / "data"
    Draft202012Validator(read(folder, f"{name}.schema.json")).validate(read(folder, f"{name}.json"))
