"""One door: `python -m macros COMMAND`. Each command is a module's `main`."""

from __future__ import annotations

import importlib
import sys

COMMANDS = {
    "build": ("macros.build", "main"), "serve": ("macros.build", "serve"), "check": ("macros.check", "main"),
    "data": ("macros.data", "main"), "links": ("macros.links", "main"), "lint": ("macros.lint", "main"),
    "parity": ("macros.parity", "main"), "stale": ("macros.stale", "main"), "vectors": ("macros.vectors", "main"),
    "book": ("macros.book", "main"), "pdf": ("macros.release", "pdf"), "release": ("macros.release", "main"),
    "new": ("macros.twin", "new"), "twin": ("macros.twin", "twin"),
}


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in COMMANDS:
        print(f"usage: python -m macros {{{'|'.join(COMMANDS)}}} …", file=sys.stderr)
        return 2
    module, function = COMMANDS[argv[0]]
    return getattr(importlib.import_module(module), function)(argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
