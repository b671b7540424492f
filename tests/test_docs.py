"""What exists is documented, and what is documented exists: README.md and CONTRIBUTING.md against the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import data, examples, export, lint, models, pages, source, template, worked

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BOTH = README + CONTRIBUTING
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.M)


def table(text: str, head: str) -> list[list[str]]:
    """The rows of the Markdown table whose first row begins with `head`, each a list of cells."""
    lines = text[text.index(f"| {head} |"):].splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:end]]


def names(text: str, head: str) -> list[str]:
    """What stands in backquotes in the first cells of that table."""
    return [name for row in table(text, head) for name in re.findall(r"`([^`]+)`", row[0])]


def pins() -> list[str]:
    """The packages named in requirements/*.in, lower case."""
    found = []
    for path in sorted((ROOT / "requirements").glob("*.in")):
        found += re.findall(r"^([A-Za-z][\w.-]*)", path.read_text(encoding="utf-8"), re.M)
    return [name.lower() for name in found]


# --- make ----------------------------------------------------------------------------------------------------------------


def test_every_make_target_is_in_the_readme_and_no_other():
    listed = [re.match(r"make ([a-z]+)", name)[1] for name in names(README, "command")]
    assert sorted(listed) == sorted(TARGETS)


def test_every_make_line_in_the_docs_names_a_target():
    assert set(re.findall(r"(?:^|`|\$ )make ([a-z]+)", BOTH, re.M)) <= set(TARGETS)


def test_every_make_variable_in_the_docs_is_read():
    read = set(re.findall(r"\$\((?:or \$\()?([A-Z]+)\)", MAKEFILE)) | {"SITE_DATE", "PYTHON"}
    assert set(re.findall(r"\b([A-Z]+(?:_[A-Z]+)*)=", BOTH)) <= read


def test_every_command_of_the_one_door_in_the_docs_exists():
    from macros.__main__ import COMMANDS

    assert set(re.findall(r"python -m macros ([a-z]+)", BOTH)) <= set(COMMANDS)


# --- macros --------------------------------------------------------------------------------------------------------------


def test_every_macro_is_documented_and_no_other():
    assert sorted(names(CONTRIBUTING, "macro")) == sorted(pages.MACROS)


def test_each_macro_says_truly_whether_it_is_a_block():
    for name, _, what in table(CONTRIBUTING, "macro"):
        kind = "block" if pages.MACROS[name.strip("`")].block else "inline"
        assert what.startswith(f"{kind}:"), name


def a_page() -> pages.Page:
    from macros import clock

    return pages.Page(data.load(ROOT), "en", "rules/one-page", clock.site_date())


@pytest.fixture(scope="module")
def page() -> pages.Page:
    return a_page()


@pytest.mark.parametrize("row", table(CONTRIBUTING, "macro"), ids=lambda row: row[0].strip("`"))
def test_each_example_of_a_macro_works(row, page):
    name = row[0].strip("`")
    calls = template.calls(re.search(r"`(\{\{.*\}\})`", row[1])[1])
    assert [call.name for call in calls] == [name]
    if name == "sources":
        page.look_up("clauses", "civil-code-1033")
    assert pages.MACROS[name].run(page, calls[0].args, calls[0].kwargs)


def test_the_worked_example_written_in_a_page_works(page):
    call = template.calls(re.search(r"^\{\{ worked_example\(kind.*\}\}$", CONTRIBUTING, re.M)[0])[0]
    assert "766.80" in pages.MACROS["worked_example"].run(page, call.args, call.kwargs)


# --- pages ---------------------------------------------------------------------------------------------------------------


def test_every_front_matter_key_is_documented_and_no_other():
    assert names(CONTRIBUTING, "key") == [*source.KEYS, *source.OPTIONAL_KEYS, *source.ENGLISH_KEYS]


def test_the_values_of_front_matter_are_documented():
    rows = {row[0].strip("`"): row[1] for row in table(CONTRIBUTING, "key")}
    assert re.findall(r"`([\w-]+)`", rows["kind"]) == list(source.KINDS)
    assert re.findall(r"`([\w-]+)`", rows["audience"]) == list(source.AUDIENCES)


def test_the_page_template_is_the_one_lint_asks_for():
    for lang in source.LANGUAGES:
        found = [heading for heading in re.findall(r"## ([^{#\n]+) \{#([\w-]+)\}", CONTRIBUTING)
                 if (heading[0][0] > "\u2e80") == (lang == "zh")]
        assert found == list(zip(lint.BLOCKS[lang], lint.BLOCK_IDS))


def test_the_limits_of_sentences_are_the_ones_lint_asks_for():
    assert f"at most {lint.MAX_SENTENCE['zh']} characters in Chinese, {lint.MAX_SENTENCE['en']} words in English" in CONTRIBUTING
    assert f"句子不超过 {lint.MAX_SENTENCE['zh']} 个字" in CONTRIBUTING


# --- data ----------------------------------------------------------------------------------------------------------------

ENTRIES = (models.Instrument, models.ClauseEntry, models.Period, models.RuleSource, models.Value, models.Channel, models.Deadline,
           models.Lender, models.Product, models.Fact, models.Term, models.Statistic, models.Phrase, models.LprTable, models.Fixing)


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_every_key_of_the_data_is_documented(model):
    part = CONTRIBUTING[CONTRIBUTING.index("\n## Data"):CONTRIBUTING.index("\n## Two languages")]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"(`{key}`|\b{key}:)", part)] == []


def yaml_block(first: str, folder: Path) -> Path:
    """The YAML example of CONTRIBUTING.md that begins with the line `first`, as a file named by its id."""
    text = next(block for block in re.findall(r"^```yaml\n(.*?)^```", CONTRIBUTING, re.M | re.S) if block.startswith(first))
    id_ = re.search('^id: "?([a-z0-9-]+)', text, re.M)
    path = folder / f"{id_[1] if id_ else 'lpr'}.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("first", "model"), [
    ('id: "12378"', models.Channel), ("id: pboc-2021-3", models.Instrument), ("complete_through:", models.LprTable),
], ids=["channel", "rule", "lpr"])
def test_the_examples_of_data_files_are_valid(first, model, tmp_path):
    value, _ = data.load_yaml(yaml_block(first, tmp_path))
    if model is models.LprTable:
        value["source"]["url"] = None  # the example leaves the address out
    model.model_validate(value)


def test_the_example_of_a_worked_example_is_valid(tmp_path):
    assert examples.load(yaml_block("id: thirty-days-late", tmp_path), tmp_path).id == "thirty-days-late"


def test_every_topic_unit_tier_and_track_is_documented():
    part = CONTRIBUTING[CONTRIBUTING.index("\n## Data"):CONTRIBUTING.index("\n## Two languages")]
    import typing

    words = [*data.TOPICS, *data.TIERS, *data.TRACKS, *typing.get_args(models.Unit), *typing.get_args(models.Breach)]
    assert [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", part)] == []


def test_every_kind_of_worked_example_is_documented_and_no_other():
    assert names(CONTRIBUTING, "kind") == list(worked.KINDS)
    for kind, needs in table(CONTRIBUTING, "kind"):
        assert re.findall(r"`(\w+)`", needs) == list(worked.KINDS[kind.strip("`")].required)


def test_the_open_data_are_documented():
    for name, model in (("rules", export.Rules), ("channels", export.Channels), ("lpr", export.Lpr)):
        assert f"`data/{name}.json`" in README and f"`data/{name}.schema.json`" in README
        assert [key for key in model.model_fields if f"`{key}`" not in README] == []
    assert f"version {export.FORMAT}" in README


# --- packages ------------------------------------------------------------------------------------------------------------


def test_every_package_is_in_the_table_and_no_other():
    assert sorted(name.lower() for name in names(README, "package")) == sorted(pins())


def test_every_row_of_packages_is_whole():
    for row in table(README, "package"):
        assert len(row) == 5 and all(row), row
        assert re.fullmatch(r"\d{4}-\d\d", row[4]), row


# --- links and words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_and_heading_leads_somewhere(name):
    text = re.sub(r"^```.*?^```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.M | re.S)
    anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", text, re.M)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif ":" not in target:
            assert (ROOT / target).exists(), target


def test_every_path_named_in_the_docs_exists():
    made = ("/", "site/", "release/", "pdf/", "downloads/", "data/", "outside-links")
    for text in re.findall(r"`([\w./-]+/[\w./*-]*)`", BOTH):
        if not text.startswith(made) and "*" not in text:
            homes = (ROOT, ROOT / "docs" / "data")
            assert any((home / text).exists() for home in homes), text


def test_only_the_two_files_the_readme_names_import_mkdocs():
    found = {path.name for path in (ROOT / "macros").rglob("*.py") if re.search(r"^\s*(?:import|from) mkdocs", path.read_text(encoding="utf-8"), re.M)}
    assert found <= {"__init__.py", "hooks.py"} and not list((ROOT / "macros").glob("*/hooks.py"))


def test_the_licences_are_there():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "CC BY 4.0" in (ROOT / "LICENSE-text").read_text(encoding="utf-8")
