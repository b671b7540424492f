"""The scripts of the pages and the Python engine give the same fen, the same refusals and the same words.

Every public function is called 2,000 times with generated arguments on both sides. Results are compared to 45
significant digits (the two sides round their 60th digit differently), refusals word for word in both languages.
"""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import random
import re
import subprocess
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
import yaml

from macros import browser, budget, caps, case, cost, daycount, money, penalty, schedule, vectors, vendor
from macros.answers import KINDS
from macros.assets import ROOT, TOOLS, join
from tests.browser import engine_calls

MODULES = {one.__name__.split(".")[1]: one for one in (money, daycount, schedule, penalty, cost, caps, budget)}
CALLS = 2000
COMPARED_DIGITS = 45
PYTHON_ONLY = {money.precise}

# Runs the calls of one function; the test hands everything over as JSON text.
RUNNER = """
window.runCalls = function (text) {
  const read = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(read);
    if ("decimal" in value) return engine.decimal(value.decimal);
    if ("whole" in value) return BigInt(value.whole);
    if ("table" in value) return window.lprTables[value.table];
    if ("pairs" in value) return new Map(value.pairs.map(([key, one]) => [key, read(one)]));
    const found = {};
    Object.keys(value.fields).forEach((key) => { found[key] = read(value.fields[key]); });
    return found;
  };
  const write = (value) => {
    if (value instanceof engine.Decimal) return { decimal: value.toSignificantDigits(DIGITS).toFixed() };
    if (value === undefined) return null;
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(write);
    const found = {};
    Object.keys(value).forEach((key) => { found[key] = write(value[key]); });
    if (value instanceof engine.Schedule) {
      ["paymentRegular", "paymentLast", "totalPaid", "totalInterest"].forEach((key) => { found[key] = write(value[key]); });
      const n = value.rows.length;
      found.after = [0, n >> 1, n].map((k) => [write(value.balanceAfter(k)), write(value.interestAfter(k))]);
    }
    return found;
  };
  const { name, calls } = JSON.parse(text);
  return JSON.stringify(calls.map((args) => {
    try {
      return { result: write(engine[name](...args.map(read))) };
    } catch (error) {
      if (!(error instanceof engine.MoneyError)) throw error;
      return { reason: error.reason, zh: error.words("zh"), en: error.message };
    }
  }));
};
""".replace("DIGITS", str(COMPARED_DIGITS))


def camel(name: str) -> str:
    return re.sub("_([a-z])", lambda match: match[1].upper(), name)


def exported(module: str) -> list[str]:
    return re.findall(r"^export (?:function|const|class) (\w+)", (TOOLS / f"{module}.js").read_text(encoding="utf-8"), re.M)


@pytest.fixture(scope="module")
def engine(chromium, tmp_path_factory):
    """A page that holds every exported name of the engine as window.engine."""
    folder = tmp_path_factory.mktemp("engine")
    names = {name: exported(name) for name in ("decimal", "case", *MODULES)}
    for path in TOOLS.glob("*.js"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    lines = [f'import {{ {", ".join(found)} }} from "./{module}.js";' for module, found in names.items()]
    lines.append(f"window.engine = {{ {', '.join(name for found in names.values() for name in found)} }};\n")
    (folder / "main-parity.js").write_text("\n".join(lines), encoding="utf-8")
    page = chromium.new_page(offline=True)
    page.add_script_tag(content=join(folder / "main-parity.js"))
    page.add_script_tag(content=RUNNER)
    page.evaluate("tables => { window.lprTables = tables.map(engine.lprTable); }", [written_table(one) for one in engine_calls.TABLES])
    yield page
    page.close()


# --- both sides' values as JSON


def written_table(table: caps.LprTable) -> dict[str, object]:
    """Return an LPR table as the data file writes it."""
    fixings = [{key: str(one) for key, one in vars(fixing).items()} for fixing in table.fixings]
    return {"complete_through": str(table.complete_through), "fixings": fixings}


def handed(value: object) -> object:
    """Return an argument as the runner reads it."""
    if isinstance(value, Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, caps.LprTable):
        return {"table": engine_calls.TABLES.index(value)}
    if dataclasses.is_dataclass(value) or isinstance(value, daycount.YearShare):
        fields = value._asdict() if isinstance(value, daycount.YearShare) else vars(value)
        return {"fields": {camel(key): handed(one) for key, one in fields.items()}}
    if isinstance(value, engine_calls.Plain):
        return {"fields": {key: handed(one) for key, one in value.items()}}
    if isinstance(value, dict):
        return {"pairs": [[key, handed(one)] for key, one in value.items()]}
    if isinstance(value, (list, tuple)):
        return [handed(one) for one in value]
    if isinstance(value, int) and abs(value) > browser.LARGEST_EXACT:
        return {"whole": str(value)}
    return str(value) if isinstance(value, date) else value


def expected(value: object) -> object:
    """Return a result as the runner writes it."""
    if isinstance(value, Decimal):
        text = format(Context(prec=COMPARED_DIGITS, rounding=ROUND_HALF_UP).create_decimal(value), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return {"decimal": "0" if text in ("-0", "") else text}
    if isinstance(value, schedule.Schedule):
        found = {"rows": expected(value.rows)}
        for name in ("payment_regular", "payment_last", "total_paid", "total_interest"):
            found[camel(name)] = expected(getattr(value, name))
        n = len(value.rows)
        return found | {"after": [expected([value.balance_after(k), value.interest_after(k)]) for k in (0, n >> 1, n)]}
    if isinstance(value, daycount.YearShare):
        return value._asdict()
    if dataclasses.is_dataclass(value):
        return {camel(key): expected(one) for key, one in vars(value).items()}
    if isinstance(value, dict):
        return {camel(key): expected(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [expected(one) for one in value]
    return str(value) if isinstance(value, date) else value


def python_side(function, args) -> dict[str, object]:
    keywords = args[-1] if args and function in (money.yuan, money.rate) else {}
    try:
        return {"result": expected(function(*(args[:-1] if function in (money.yuan, money.rate) else args), **keywords))}
    except money.MoneyError as error:
        return {"reason": error.reason, "zh": error.words("zh"), "en": str(error)}


# --- the tests


@pytest.mark.parametrize("function", engine_calls.FUNCTIONS, ids=lambda function: function.__name__)
def test_every_function_agrees_on_generated_calls(engine, function):
    calls = list(engine_calls.calls(function, CALLS))
    text = json.dumps({"name": camel(function.__name__), "calls": [handed(list(args)) for args in calls]})
    found = json.loads(engine.evaluate("text => window.runCalls(text)", text))
    wrong = [(args, here, there) for args, there in zip(calls, found, strict=True) if (here := python_side(function, args)) != there]
    assert not wrong, f"{len(wrong)} of {CALLS} differ; the first: {wrong[0]}"


def test_no_public_function_is_left_out():
    public = {
        one
        for module in MODULES.values()
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public - PYTHON_ONLY == set(engine_calls.FUNCTIONS)


def test_refusals_and_limits_are_one_table(engine):
    assert engine.evaluate("[engine.ALLOWED_INPUTS, engine.SETTLED]") == [
        case.ALLOWED, {name: list(words) for name, words in case.SETTLED.items()},
    ]  # fmt: skip
    assert engine.evaluate("engine.REASONS") == money.REASONS
    assert engine.evaluate("[engine.LARGEST_YUAN.text, engine.LARGEST_DAYS, engine.LARGEST_INSTALMENTS]") == [
        str(money.LARGEST_YUAN), money.LARGEST_DAYS, money.LARGEST_INSTALMENTS,
    ]  # fmt: skip


def test_the_lpr_table_reads_the_same(engine):
    data = yaml.load(vectors.LPR_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    fixings = engine.evaluate("data => engine.lprTable(data).fixings.map(one => [one.date, one.oneYear.text, one.fiveYear.text])", data)
    assert fixings == [[str(one.date), str(one.one_year), str(one.five_year)] for one in engine_calls.LPR.fixings]
    until = engine.evaluate("window.lprTables.map(engine.answersUntil)")
    assert until == [str(one.answers_until) for one in engine_calls.TABLES]


def spoiled_cases() -> list[dict[str, object]]:
    """Return the published cases, each with one value changed, many times over."""
    chance, made = random.Random(20261125), engine_calls.Calls(7)

    def spoil(value: object) -> object:
        if isinstance(value, dict) and value and chance.random() < 0.8:
            key = chance.choice(list(value))
            return {**value, key: spoil(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.8:
            place = chance.randrange(len(value))
            return [spoil(one) if at == place else one for at, one in enumerate(value)]
        fresh = [str(made.owed()), str(made.rate()), made.chance.randint(0, 400), str(made.day()), "act/365", "act/act", 365]
        odd = [one for one in engine_calls.ODD_VALUES if not isinstance(one, (float, Decimal))]
        return chance.choice(fresh if chance.random() < 0.6 else odd)

    published = json.loads(vectors.OWN_FILE.read_text(encoding="utf-8"))["vectors"]
    assert {one["kind"] for one in published} == set(KINDS)
    cases = []
    for one in published:
        for at in range(CALLS // len(published)):
            other = copy.deepcopy(one) | {"id": f"{one['id']}-{at}", "inputs": spoil(one["inputs"])}
            if chance.random() < 0.2:
                other["expected"] = spoil(other["expected"])
            cases.append(other)
    return [*published, *cases]


def test_every_kind_agrees_on_published_and_changed_cases(blank):
    cases = {"vectors": spoiled_cases()}
    here, there = vectors.run(cases), browser.vectors_in_page(blank, cases)
    assert [str(one) for one in there] == [str(one) for one in here]
    assert len(here) > CALLS / 2


@pytest.mark.parametrize("cases", [[], {}, {"vectors": []}, {"vectors": [1, [], {"id": ["a"]}, {"inputs": {}}]}], ids=str)
def test_files_of_another_shape_are_refused_alike(blank, cases):
    assert browser.vectors_in_page(blank, cases) == vectors.run(cases)


def test_the_command_prints_the_same_with_either_engine(tmp_path):
    content = json.loads(vectors.OWN_FILE.read_text(encoding="utf-8"))
    content["vectors"][1]["expected"]["penalty_on_principal"] = "17.26"
    path = tmp_path / "other.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, "-m", "macros", "vectors", str(path), "--engine"]
    done = [subprocess.run([*command, name], cwd=ROOT, capture_output=True, text=True, check=False) for name in ("python", "browser")]
    assert done[0].stdout == done[1].stdout and "expected 17.26, got 17.25" in done[1].stdout
    assert [one.returncode for one in done] == [1, 1]


def test_without_a_browser_the_command_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(browser, "run_vectors", lambda cases: (_ for _ in ()).throw(browser.BrowserError("Fix: run make test once")))
    assert vectors.main(["--engine", "browser"]) == 1
    assert "run make test" in capsys.readouterr().out


def test_the_decimal_module_is_made_from_the_checked_library():
    assert vendor.changed_files() == []
    assert vendor.MODULE.read_text(encoding="utf-8") == vendor.module()
