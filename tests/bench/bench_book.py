"""How long a book takes and how large it is, per sheet. Not a test: `python -m tests.bench.bench_book SITE`.

Targets: at most 0.05 s of processor time and 15 KB per sheet, reading, compiling and checking included.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import sys
import time
from pathlib import Path

from macros.book import check, collect, write

SECONDS_PER_SHEET, KILOBYTES_PER_SHEET = 0.05, 15


def measure(folder: Path, lang: str, on: datetime.date, rounds: int) -> tuple[int, int, dict[str, float], float]:
    """Return pages, sheets, the median processor seconds of each step, and the size in KB."""
    steps: dict[str, list[float]] = {}

    def timed(name, function, *arguments):
        begun = time.process_time()
        result = function(*arguments)
        steps.setdefault(name, []).append(time.process_time() - begun)
        return result

    for _ in range(rounds):
        site = timed("read", collect.site, folder, lang)
        book = timed("write", write.source, site, on)
        timed("characters", check.characters, book)
        pdf = timed("compile", write.compiled, book, on)
        sheets = timed("check", check.pdf, pdf, site, book)
    return len(site.pages), sheets, {name: statistics.median(taken) for name, taken in steps.items()}, len(pdf) / 1024


def main(argv: list[str]) -> int:
    """Print the measures of both books of a built site; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="bench_book", description=main.__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(argv)
    missed = False
    for lang in collect.LANGUAGES:
        pages, sheets, steps, size = measure(given.site, lang, datetime.date(2026, 1, 1), given.rounds)
        seconds = sum(steps.values())
        missed |= seconds / sheets > SECONDS_PER_SHEET or size / sheets > KILOBYTES_PER_SHEET
        print(f"{lang}: {pages} pages, {sheets} sheets, {seconds:.2f} s ({seconds / sheets:.3f} a sheet), "
              f"{size:,.0f} KB ({size / sheets:.1f} a sheet); " + ", ".join(f"{name} {taken:.2f}" for name, taken in steps.items()))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
