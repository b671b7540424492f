"""The loader: one tiny bad file for each mistake, and the words a contributor then reads.

`bad_data/good` is a whole small site. Each `bad_data/<folder>/<mistake>.yml` is added to a copy of it (a bad `lpr` replaces the
good one); `bad_data/messages.txt` holds what must be said, line and key included.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros import data

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "tests" / "bad_data"
GOOD = BAD / "good"


def expected_messages() -> dict[str, list[str]]:
    """messages.txt: a file's name, then its messages, indented."""
    messages: dict[str, list[str]] = {}
    for line in (BAD / "messages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            messages[name].append(line.strip())
        else:
            name = line
            messages[name] = []
    return messages


EXPECTED = expected_messages()


def add(root: Path, mistake: str) -> str:
    """Copies a bad file into a site; returns the name it has there."""
    folder, name = mistake.split("/")
    target = "docs/data/lpr.yml" if folder == "lpr" else f"docs/data/{folder}/{name}.yml"
    shutil.copy(BAD / f"{mistake}.yml", root / target)
    return target


def complaints(root: Path) -> list[str]:
    with pytest.raises(data.DataError) as error:
        data.load(root)
    return error.value.messages


@pytest.fixture
def site_root(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_every_bad_file_has_its_message_and_every_message_its_file():
    files = {f"{path.parent.name}/{path.stem}" for path in BAD.glob("*/*.yml")}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("mistake", sorted(EXPECTED))
def test_a_mistake_is_named_with_its_line_its_key_and_its_cure(mistake: str, site_root: Path):
    name = add(site_root, mistake)
    assert complaints(site_root) == [f"{name}:{message}" for message in EXPECTED[mistake]]


def test_all_mistakes_of_all_files_are_named_at_once(site_root: Path):
    mistakes = [mistake for mistake in EXPECTED if not mistake.startswith("lpr/")]
    wanted = {f"{add(site_root, mistake)}:{message.split(' Fix: ')[0]}" for mistake in mistakes for message in EXPECTED[mistake]}
    # the cures differ: with more files on the shelf, another id may be the nearest one
    assert wanted == {message.split(" Fix: ")[0] for message in complaints(site_root)}


def test_mistakes_in_one_clause_do_not_hide_each_other(site_root: Path):
    path = site_root / "docs/data/rules/act.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("article: {zh: 第一条, en: Art. 1}", "article: {zh: 第一条}").replace('to: "2021-12-31"', 'to: "2022-12-31"')
    text = text.replace("breach: [complain]", "breach: [complain]\n    braech: []", 1).replace("最多 {calls}", "最多 {call}")
    path.write_text(text, encoding="utf-8")
    said = "\n".join(complaints(site_root))
    for words in ("the English text is missing", "overlaps the one before it", "braech: unknown key", "{call} has no value"):
        assert words in said


def test_the_good_site_is_accepted_as_written(site_root: Path):
    site = data.load(site_root)
    assert site.channels["line"].number == "010"  # not 10, and not 8
    assert [value.value for value in site.clauses["act-2"].periods[0].values] == ["22:00", "08:00"]
    assert site.clauses["act-1"].instrument is site.instruments["act"]
    assert site.clauses["act-1"].periods[1].end is None
    assert site.clauses["act-1"].periods[1].source.url is None
    assert site.products["loan"].facts[0].text.en == "The yearly rate (simple) is in the contract [page 1]."
    assert list(site.clauses) == ["act-1", "act-2"]


def test_an_entry_can_be_found_again(site_root: Path):
    site = data.load(site_root)
    assert site.where("clauses", "act-2") == "docs/data/rules/act.yml:28"
    assert site.where("instruments", "act") == "docs/data/rules/act.yml:1"
    assert site.where("channels", "line") == "docs/data/channels/line.yml:1"
    with pytest.raises(KeyError):
        site.where("clauses", "act-3")


def test_the_site_cannot_be_changed(site_root: Path):
    site = data.load(site_root)
    with pytest.raises(TypeError):
        site.clauses["act-1"] = None
    with pytest.raises(Exception, match="frozen"):
        site.channels["line"].number = "110"


def test_an_unchanged_folder_is_read_once_and_a_changed_one_again(site_root: Path):
    first = data.load(site_root)
    assert data.load(site_root) is first
    path = site_root / "docs/data/channels/line.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"010"', '"12378"'), encoding="utf-8")
    assert data.load(site_root).channels["line"].number == "12378"
    (site_root / "docs/data/terms/overdue.yml").unlink()
    assert not data.load(site_root).terms


def test_windows_line_ends_are_accepted(site_root: Path):
    path = site_root / "docs/data/channels/line.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert data.load(site_root).channels["line"].name.zh == "示例热线"


@pytest.mark.parametrize("name", ["channels/notes.txt", "terms/overdue.yaml", "rules/sub/act.yml"])
def test_a_stray_file_is_named(name: str, site_root: Path):
    path = site_root / "docs/data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: x\n", encoding="utf-8")
    stray = "rules/sub" if "sub" in name else name
    assert complaints(site_root) == [
        f"docs/data/{stray}:1: not a data file. Allowed: files that end in .yml. Fix: rename or move it."
    ]


def test_a_symbolic_link_is_refused(site_root: Path, tmp_path: Path):
    (site_root / "docs/data/terms/link.yml").symlink_to("/etc/passwd")
    assert complaints(site_root) == [
        "docs/data/terms/link.yml:1: a symbolic link. Allowed: ordinary files. Fix: put the file itself here."
    ]


def test_a_huge_file_is_refused_unread(site_root: Path):
    (site_root / "docs/data/terms/huge.yml").write_bytes(b"x" * (data.MAX_BYTES + 1))
    assert "huge.yml:1: 300001 bytes. Allowed: at most 300000." in complaints(site_root)[0]


def test_a_missing_lpr_file_is_named(site_root: Path):
    (site_root / "docs/data/lpr.yml").unlink()
    assert complaints(site_root) == ["docs/data/lpr.yml:1: the file is missing. Fix: restore it."]


@pytest.mark.parametrize(("value", "unit"), [
    ("00:00", "clock"), ("23:59", "clock"), ("0.18", "annual-rate"), ("0.000175", "daily-rate"), ("1", "share"), ("0", "share"),
    ("4", "lpr-multiple"), ("1000.50", "cny"), ("0", "days"), ("15", "working-days"), ("1.2", "cny-yi"),
])  # fmt: skip
def test_a_value_that_fits_its_unit_is_accepted(value: str, unit: str):
    assert data.unit_fault(value, unit) is None


@pytest.mark.parametrize(("value", "unit"), [
    ("24:00", "clock"), ("22：00", "clock"), ("1", "annual-rate"), ("0.24 ", "annual-rate"), (".24", "annual-rate"), ("1e-1", "share"),
    ("03", "days"), ("三", "days"), ("1３", "days"), ("1.５", "cny"), ("2３:00", "clock"), ("NaN", "cny"), ("Infinity", "cny"), ("1_000", "cny"), ("", "days"),
])  # fmt: skip
def test_a_value_that_does_not_fit_its_unit_is_refused(value: str, unit: str):
    assert data.unit_fault(value, unit)


def test_a_clock_is_no_number():
    with pytest.raises(ValueError, match="time of day"):
        _ = data.Value(name="a", value="22:00", unit="clock").number


def test_other_folders_can_be_read_the_same_way(tmp_path: Path):
    path = tmp_path / "x.yml"
    path.write_text('a: "010"\nb:\n  - c: null\n', encoding="utf-8")
    value, lines = data.load_yaml(path, tmp_path)
    assert value == {"a": "010", "b": [{"c": None}]}
    assert lines[("b", 0, "c")] == 3
    path.write_text("a: 010\n", encoding="utf-8")
    with pytest.raises(data.DataError, match="^x.yml:1: a: number or date 010 without quotes"):
        data.load_yaml(path, tmp_path)


def test_the_command_says_what_is_wrong_and_fails(site_root: Path, capsys: pytest.CaptureFixture[str]):
    assert data.main([str(site_root)]) == 0
    assert "in order" in capsys.readouterr().out
    add(site_root, "rules/unknown-key")
    assert data.main([str(site_root)]) == 1
    assert "did you mean breach?" in capsys.readouterr().out


ACT = (GOOD / "docs/data/rules/act.yml").read_text(encoding="utf-8")
LINES = ACT.splitlines(keepends=True)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    at=st.integers(0, len(LINES) - 1), other=st.integers(0, len(LINES) - 1),
    damage=st.sampled_from(["drop", "swap", "double", "dedent", "garble"]), text=st.text(max_size=8),
)  # fmt: skip
def test_a_damaged_file_is_refused_in_words_or_accepted_never_a_crash(at: int, other: int, damage: str, text: str):
    lines = list(LINES)
    if damage == "drop":
        del lines[at]
    elif damage == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    elif damage == "double":
        lines.insert(other, lines[at])
    elif damage == "dedent":
        lines[at] = lines[at].removeprefix("  ")
    else:
        lines[at] = lines[at][: other % len(lines[at])] + text + "\n"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(GOOD, root, dirs_exist_ok=True)
        (root / "docs/data/rules/act.yml").write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
        try:
            data.load(root)
        except data.DataError as error:
            assert error.messages and all(message.startswith("docs/data/") for message in error.messages)


def test_our_own_data_is_in_order():
    data.load(ROOT)
