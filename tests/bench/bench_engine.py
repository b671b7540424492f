"""How many calculations a second the engine makes, in Python and in Chromium, taken in turns in one run.

`python -m tests.bench.bench_engine [--rounds N]` prints a line a kind: calculations a second on both sides, their ratio.
Both sides compute published cases and compare them with their results; a case that differs ends the run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time

from macros import browser, vectors
from macros.assets import TOOLS, join

# What a reader waits for: the kind, the published case, how many at a time.
MEASURED = (("penalty", "V02", 400), ("missed instalments", "V05", 100), ("schedule", "V01", 100), ("yearly cost", "V11", 40))
TIMED = """text => {
  const begun = performance.now();
  const found = window.overdueVectors(text);
  return [performance.now() - begun, found];
}"""


def measure(page, cases: dict[str, object], rounds: int) -> tuple[float, float]:
    """Return the median seconds the cases take in Python and in the page."""
    lpr, text = vectors.load_lpr(), browser.question(cases)
    here, there = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        differences = vectors.run(cases, lpr)
        here.append(time.perf_counter() - begun)
        taken, found = page.evaluate(TIMED, text)
        there.append(taken / 1000)
        if differences or json.loads(found):
            raise SystemExit(f"the results differ: {differences or found}")
    return statistics.median(here), statistics.median(there)


def main(argv: list[str]) -> int:
    """Print the measures; 1 when Chromium cannot be started."""
    parser = argparse.ArgumentParser(prog="bench_engine", description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args(argv).rounds
    published = {one["id"]: one for one in json.loads(vectors.OWN_FILE.read_text(encoding="utf-8"))["vectors"]}
    try:
        with browser.chromium() as started:
            page = started.new_page()
            page.add_script_tag(content=join(TOOLS / "main-vectors.js"))
            for name, case, count in MEASURED:
                here, there = measure(page, {"vectors": [published[case]] * count}, rounds)
                print(f"{name}: {count / here:,.0f} a second in Python, {count / there:,.0f} in Chromium ({here / there:.2f} times)")
    except browser.BrowserError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
