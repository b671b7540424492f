"""What a contributor runs before a pull request: data, words, parity, a strict build with its links."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from macros import build, inventory, lint, parity


def main(argv: list[str]) -> int:
    """Run every check and say how many problems there are; exit 1 if any."""
    try:
        whole = inventory.load(Path("docs"))
    except inventory.Problems as error:
        print("\n".join(error.messages), file=sys.stderr)
        print(f"check: {len(error.messages)} problem(s). Mend them first; the other checks rest on this.", file=sys.stderr)
        return 1
    problems = [text for page in sorted(whole.pages.values(), key=lambda page: page.path) for text in lint.findings(page, whole.site)]
    errors, warnings = parity.findings(whole.pages)
    problems += errors
    folder = Path(tempfile.mkdtemp(prefix="check-", dir=_cache()))
    try:
        build.build_into(folder / "site")
    except build.BuildError as error:
        problems += str(error).splitlines()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for text in warnings:
        print(f"warning: {text}")
    print("\n".join(problems), file=sys.stderr) if problems else None
    print(f"check: {len(problems)} problem(s), {len(warnings)} warning(s) in {len(whole.pages)} pages")
    return 1 if problems else 0


def _cache() -> Path:
    path = build.ROOT / ".cache"
    path.mkdir(exist_ok=True)
    return path
