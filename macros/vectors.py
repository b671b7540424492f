"""Run a file of worked calculations against the engine: `make vectors FILE=path` prints every difference.

The file has the shape of tests/vectors/penalty.json. Only `kind`, `inputs` and (for the day count) `convention` are read
to compute; `expected` is compared, key by key, as text. A case that cannot be computed is a difference with the reason.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from macros.answers import compute
from macros.caps import Fixing, LprTable
from macros.daycount import read_date
from macros.money import MoneyError, rate, shown

ROOT = Path(__file__).parent.parent
LPR_FILE = ROOT / "docs" / "data" / "lpr.yml"
OWN_FILE = ROOT / "tests" / "vectors" / "penalty.json"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as expected: the case, the place in it, and both values (or the reason)."""

    case: str
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.case} {self.place}: {self.words}" if self.place else f"{self.case}: {self.words}"


def load_lpr(path: Path = LPR_FILE) -> LprTable:
    """Read the LPR table from its data file. Raises OSError, yaml.YAMLError, KeyError, MoneyError."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    percents = Decimal(100)
    fixings = [
        Fixing(
            read_date("date", one["date"]),
            rate("one_year", one["one_year"], largest=percents),
            rate("five_year", one["five_year"], largest=percents),
            one["confidence"],
        )
        for one in data["fixings"]
    ]
    return LprTable(
        sorted(fixings, key=lambda fixing: fixing.date), read_date("complete_through", data["complete_through"])
    )


def run(cases: object, lpr: LprTable | None = None) -> list[Difference]:
    """Compute every vector of a file's content and return the differences; none means all agree."""
    vectors = cases.get("vectors") if isinstance(cases, dict) else None
    if not isinstance(vectors, list) or not vectors:
        return [Difference("file", "vectors", 'no list of cases. Allowed: {"vectors": [{id, kind, inputs, expected}]}')]
    table = lpr or load_lpr()
    found: list[Difference] = []
    for position, vector in enumerate(vectors, start=1):
        found += _run_one(vector, position, table)
    return found


def _run_one(vector: object, position: int, lpr: LprTable) -> list[Difference]:
    name = str(vector.get("id", f"case {position}")) if isinstance(vector, dict) else f"case {position}"
    for key in ("inputs", "expected"):
        if not isinstance(vector, dict) or not isinstance(vector.get(key), dict):
            return [Difference(name, key, "is missing or no table. Allowed: a table of names and values")]
    convention = vector.get("convention")
    try:
        answer = compute(
            str(vector.get("kind")), vector["inputs"], lpr, convention if isinstance(convention, dict) else None
        )
    except MoneyError as error:
        return [Difference(name, "", str(error))]
    return list(_compare(name, "", vector["expected"], answer))


def _compare(case: str, place: str, expected: object, computed: object) -> Iterator[Difference]:
    """Yield a difference for each expected value that is not computed exactly so; extra computed values are fine."""
    if isinstance(expected, dict) and isinstance(computed, dict):
        for key, value in expected.items():
            at = f"{place}.{key}" if place else str(key)
            if key in computed:
                yield from _compare(case, at, value, computed[key])
            else:
                yield Difference(case, at, f"expected {_plain(value)}, got nothing of this name")
    elif isinstance(expected, list) and isinstance(computed, list):
        if len(expected) != len(computed):
            yield Difference(case, place, f"expected {len(expected)} lines, got {len(computed)}")
        for position, (one, other) in enumerate(zip(expected, computed, strict=False)):
            yield from _compare(case, f"{place}[{position}]", one, other)
    elif type(expected) is not type(computed):
        yield Difference(case, place, f"expected {json.dumps(expected)}, got {json.dumps(computed)}")
    elif expected != computed:
        yield Difference(case, place, f"expected {_plain(expected)}, got {_plain(computed)}")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _refuse_double(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        double = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the name {shown(double[0])} stands twice in one table")
    return found


def read_file(path: Path) -> object:
    """Read a vector file; a number with a point stays text in brackets, so that it is refused as money by name.

    Raises OSError, ValueError with one sentence.
    """
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text, object_pairs_hook=_refuse_double, parse_float=_unquoted, parse_constant=_unquoted)


def _unquoted(number: str) -> str:
    return f"({number} without quotes)"


def _run_in_browser(cases: object) -> list[Difference]:
    from macros import browser  # only this engine needs Chromium

    return browser.run_vectors(cases)


def main(argv: list[str]) -> int:
    """Run the file named first (default: our own) and print each difference; 1 if there is any, or no result."""
    parser = argparse.ArgumentParser(prog="python -m macros vectors", description="Run a file of worked calculations.")
    parser.add_argument("file", nargs="?", default="", help="a JSON file in the format of tests/vectors/penalty.json")
    parser.add_argument("--engine", default="python", help="python or browser")
    options = parser.parse_args(argv)
    if options.engine not in ("", "python", "browser"):
        print(f"ENGINE={options.engine}: not an engine of this command. Allowed: python, browser. Fix: choose one")
        return 1
    path = Path(options.file) if options.file else OWN_FILE
    try:
        cases = read_file(path)
    except FileNotFoundError:
        print(f"{path}: no such file. Fix: give the path of a JSON file, as in make vectors FILE=path")
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(
            f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8 text'}). Fix: give a UTF-8 JSON file"
        )
        return 1
    except (ValueError, RecursionError) as error:
        print(f"{path}: not JSON of the right kind ({error}). Fix: compare it with tests/vectors/penalty.json")
        return 1
    try:
        found = _run_in_browser(cases) if options.engine == "browser" else run(cases)
    except RuntimeError as error:
        print(f"ENGINE={options.engine}: {error}")
        return 1
    except (OSError, yaml.YAMLError, KeyError, TypeError, MoneyError) as error:
        print(
            f"{LPR_FILE}: the LPR table cannot be read ({' '.join(str(error).split())}). Fix: run python -m macros.data"
        )
        return 1
    for difference in found:
        print(difference)
    total = len(cases["vectors"]) if isinstance(cases, dict) and isinstance(cases.get("vectors"), list) else 0
    wrong = len({difference.case for difference in found})
    print(f"{path.name}: {total} cases, {total - wrong if total else 0} agree, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
