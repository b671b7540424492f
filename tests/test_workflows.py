"""The workflows and forms in .github: valid, pinned, without rights they do not need; and proof that a bad copy is found."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
BIN = Path(sys.executable).parent


def schema_fault(schema: str, *paths: Path) -> str:
    """What check-jsonschema says about files, by its built-in schema; empty when they are valid. Asks no network."""
    done = subprocess.run([BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def zizmor_fault(*paths: Path) -> str:
    """What zizmor finds in workflow files, by its strictest reading; empty when nothing. Asks no network."""
    done = subprocess.run([BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", *paths], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def read(path: Path) -> dict:
    # BaseLoader: YAML would read the key `on` as a truth value
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def jobs() -> list[tuple[str, str, dict]]:
    return [(path.name, name, job) for path in WORKFLOWS for name, job in read(path)["jobs"].items()]


def test_workflows_are_valid_and_safe():
    assert [path.name for path in WORKFLOWS] == ["check.yml", "deploy.yml", "weekly.yml"]
    assert schema_fault("github-workflows", *WORKFLOWS) == ""
    assert zizmor_fault(*WORKFLOWS) == ""


def test_forms_are_valid():
    assert len(FORMS) == 4
    assert schema_fault("github-issue-forms", *FORMS) == ""
    assert schema_fault("github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml") == ""
    assert schema_fault("dependabot", GITHUB / "dependabot.yml") == ""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_each_form_asks_for_no_personal_data(path):
    body = read(path)["body"]
    assert "Do not post" in body[0]["attributes"]["value"] and "不要贴" in body[0]["attributes"]["value"]
    consent = body[-1]["attributes"]["options"][0]
    assert consent["required"] == "true" and "personal data" in consent["label"]
    fields = [item["attributes"]["label"] for item in body if item["type"] not in ("markdown", "checkboxes")]
    assert not [label for label in fields if re.search(r"姓名|电话号|手机|e-?mail|phone number|your name", label, re.I)]


def test_actions_are_pinned_by_commit_with_their_version():
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), f"{path.name}: {line.strip()}"


def test_the_same_action_is_the_same_commit_everywhere():
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, pin in re.findall(r"uses: ([\w./-]+)@(\S+ # \S+)", path.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(pin)
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def test_only_the_publishing_job_may_write():
    for file, name, job in jobs():
        writes = [right for right, level in job["permissions"].items() if level == "write"]
        assert writes == (["pages", "id-token"] if (file, name) == ("deploy.yml", "publish") else []), f"{file}: {name}"
    for path in WORKFLOWS:
        assert read(path)["permissions"] == {}, path.name


def test_the_publishing_job_runs_no_code_of_the_repository():
    steps = read(GITHUB / "workflows" / "deploy.yml")["jobs"]["publish"]["steps"]
    assert [step["uses"].split("@")[0] for step in steps] == ["actions/deploy-pages"]


def test_strangers_get_no_secret_and_no_token():
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text and "pull_request_target" not in text and "workflow_run" not in text, path.name
    for file, name, job in jobs():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false", f"{file}: {name}"


def test_pages_of_a_branch_are_judged_by_the_code_of_main():
    steps = read(GITHUB / "workflows" / "check.yml")["jobs"]["pages"]["steps"]
    assert steps[0]["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert steps[1]["with"]["path"] == "proposal"
    assert not [step for step in steps if re.search(r"(make|python3?|sh) [^\n]*proposal/(?!mkdocs\.yml)", step.get("run", ""))]


def test_workflows_call_only_targets_that_exist():
    known = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for path in WORKFLOWS:
        called = set(re.findall(r"^\s+(?:run: |- run: )?make ([a-z]+)", path.read_text(encoding="utf-8"), re.M))
        assert called <= known, f"{path.name}: {called - known}"


BREAKS = {
    "tag-instead-of-commit": ("actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "actions/checkout@v7", "unpinned-uses"),
    "strangers-with-rights": ("on: pull_request\n", "on: pull_request_target\n", "dangerous-triggers"),
    "token-left-behind": ("        with:\n          persist-credentials: false\n", "", "artipacked"),
    "title-into-the-shell": ("        run: make test", "        run: make test TITLE=${{ github.event.pull_request.title }}", "template-injection"),
    "rights-for-all": ("permissions: {}", "permissions: write-all", "excessive-permissions"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_bad_copy_is_found_by_zizmor(name, tmp_path):
    good, bad, audit = BREAKS[name]
    text = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert good in text
    copy = tmp_path / "check.yml"
    copy.write_text(text.replace(good, bad), encoding="utf-8")
    assert audit in zizmor_fault(copy)


def test_a_misspelt_key_is_found_by_the_schema(tmp_path):
    copy = tmp_path / "check.yml"
    copy.write_text((GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8").replace("runs-on:", "run-on:"), encoding="utf-8")
    assert "run-on" in schema_fault("github-workflows", copy)


# --- the menu taken over from a branch --------------------------------------------------------------------------------

spec = importlib.util.spec_from_file_location("take_nav", GITHUB / "take_nav.py")
take_nav = importlib.util.module_from_spec(spec)
spec.loader.exec_module(take_nav)
MAIN = "site_name: x\nnav:\n  - index.md\nplugins: [search]\n"


def test_the_menu_of_this_site_is_taken_whole():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert take_nav.take(text, text) == text


def test_a_new_page_and_section_enter_and_nothing_else_does():
    branch = "site_name: y\nhooks: [evil.py]\nnav:\n  - index.md\n  - 算清楚:\n      - costs/late-fees.md\nplugins: []\n"
    assert take_nav.take(branch, MAIN) == "site_name: x\nnav:\n  - index.md\n  - 算清楚:\n      - costs/late-fees.md\nplugins: [search]\n"


@pytest.mark.parametrize("line", [
    "  - !!python/name:os.system", "  - Evil: https://evil.example/", "  - ../../secret.md", "  - &a index.md", "  - *a",
    "  - !ENV HOME", "  - {a: b}", "  - 'x': index.md", "    hooks: [evil.py]", "  - <<: x", "  - a: b.md", "  key: value",
])
def test_any_other_line_in_the_menu_is_refused(line):
    with pytest.raises(ValueError, match="neither a page nor a section"):
        take_nav.take(f"nav:\n  - index.md\n{line}\n", MAIN)


@pytest.mark.parametrize("branch", ["site_name: y\n", "nav:\n  - index.md\nnav:\n  - index.md\n", "nav: [index.md]\n", "'nav':\n  - index.md\n"])
def test_a_branch_without_one_plain_menu_is_refused(branch):
    with pytest.raises(ValueError, match="one line `nav:`"):
        take_nav.take(branch, MAIN)


def test_the_command_says_what_is_wrong_and_leaves_the_file(tmp_path, capsys):
    source, target = tmp_path / "branch.yml", tmp_path / "main.yml"
    source.write_text("nav:\n  - a: b\n", encoding="utf-8")
    target.write_text(MAIN, encoding="utf-8")
    assert take_nav.main([str(source), str(target)]) == 1
    assert "mkdocs.yml: nav: '- a: b' is neither" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == MAIN
