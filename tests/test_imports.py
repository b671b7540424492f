"""One direction of imports: money knows nothing, data knows money, pages know both, two files know MkDocs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MACROS = ROOT / "macros"
HEAVY = {"yaml", "pydantic", "jinja2", "mkdocs", "nh3", "selectolax", "lxml", "typst"}
MONEY = {"money", "budget", "daycount", "schedule", "penalty", "cost", "caps", "case"}
LAYERS = [  # each knows itself and what stands above it
    MONEY,
    {"strictyaml", "models", "data", "rules", "export", "examples"},
]
ABOVE_DATA = {"pages", "inventory", "template", "source", "policy", "numbers", "lint", "parity", "stale", "twin", "check", "build", "finish", "hooks", "links", "book", "release", "assets", "softbreak"}


def modules() -> list[Path]:
    return sorted(MACROS.rglob("*.py"))


def name_of(path: Path) -> str:
    """money, pages, links …: the first part below macros."""
    first = path.relative_to(MACROS).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Everything a module imports at any place, with full names: macros.money, yaml, mkdocs.plugins."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            inside = path.relative_to(ROOT).parent.parts
            base = ".".join([*inside[:len(inside) + 1 - node.level], *([node.module] if node.module else [])]) if node.level else node.module
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names if base == "macros")
    return found


def ours(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("macros.")}


ALL = {path.relative_to(ROOT).as_posix(): path for path in modules()}


@pytest.mark.parametrize("name", sorted(key for key, path in ALL.items() if name_of(path) in MONEY))
def test_the_money_side_knows_only_itself_and_the_standard_library(name):
    path = ALL[name]
    assert ours(path) <= MONEY
    tops = {each.split(".")[0] for each in imported(path)} - {"macros"}
    assert tops <= set(sys.stdlib_module_names), "arithmetic needs no package"


@pytest.mark.parametrize("name", sorted(key for key, path in ALL.items() if name_of(path) in LAYERS[1]))
def test_data_does_not_know_pages_or_checks(name):
    assert not ours(ALL[name]) & ABOVE_DATA


ORDER = ["strictyaml", "models", "data"]


@pytest.mark.parametrize("name", ORDER)
def test_data_reads_from_the_bottom_up(name):
    below = set(ORDER[:ORDER.index(name)])
    assert ours(MACROS / f"{name}.py") <= below


@pytest.mark.parametrize("name", ["rules", "export"])
def test_questions_of_data_stand_on_data(name):
    assert ours(MACROS / f"{name}.py") <= {"data", "rules", "examples", "clock"} | MONEY


@pytest.mark.parametrize("name", sorted(key for key, path in ALL.items() if name_of(path) == "pages"))
def test_pages_know_data_and_money_and_no_check(name):
    assert not ours(ALL[name]) & (ABOVE_DATA - {"pages"})


@pytest.mark.parametrize("name", sorted(ALL))
def test_only_the_hooks_know_mkdocs(name):
    found = {each.split(".")[0] for each in imported(ALL[name])}
    if name not in ("macros/__init__.py", "macros/hooks.py"):
        assert not found & {"mkdocs", "mkdocs_macros", "material", "mkdocs_static_i18n"}


@pytest.mark.parametrize("name", sorted(ALL))
def test_one_place_reads_the_clock(name):
    tree = ast.parse(ALL[name].read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    asks = {call for call in called if call in ("date.today", "datetime.now", "datetime.utcnow", "datetime.datetime.now", "datetime.date.today", "time.time")}
    assert not asks, "everything else takes on="


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import macros", "import macros.money", "import macros.penalty, macros.schedule, macros.cost, macros.caps, macros.daycount"])
def test_arithmetic_loads_nothing_heavy(statement):
    assert not loaded_by(statement) & HEAVY


def test_reading_data_loads_no_page_and_no_site():
    assert not loaded_by("import macros.data, macros.rules") & (HEAVY - {"yaml", "pydantic"})


def test_the_probe_sees_what_is_loaded():
    assert {"yaml", "pydantic"} <= loaded_by("import macros.data")
