"""All benchmarks in one run: `make bench`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = Path(folder) / "site"
        commands = [
            ["tests.bench.bench_build"], ["tests.bench.bench_links"], ["tests.bench.bench_engine"], ["tests.bench.bench_reader"],
            ["macros", "build", "--out", str(site)], ["tests.bench.bench_book", str(site)],
        ]
        failed = 0
        for command in commands:
            print(f"-- {command[0]}", flush=True)
            failed += subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
