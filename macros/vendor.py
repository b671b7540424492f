"""Writes overrides/assets/tools/decimal.js, the module form of the decimal library kept in overrides/assets/vendor.

The library comes as one classic script. Wrapped in a function it becomes a module the join of the tools can take, and
leaves no name behind in the page. Run after the library has changed: `python -m macros.vendor`.
"""

from __future__ import annotations

import hashlib
import re
import sys

from macros.assets import ROOT, TOOLS
from macros.money import PRECISION

VENDOR = ROOT / "overrides" / "assets" / "vendor"
LIBRARY = VENDOR / "decimal.js-light.min.js"
CHECKSUMS = VENDOR / "decimal.js-light.sha256"
MODULE = TOOLS / "decimal.js"
ROUND_HALF_UP = 4  # the library's own number for it

_HEAD = """\
// Made by `python -m macros.vendor` from assets/vendor/{name}. Change nothing here.
// Decimal: {precision} digits, half up, never printed with an exponent.
export const Decimal = (function (module, define) {{
"""
_FOOT = """\
  return module.exports.clone({{ precision: {precision}, rounding: {rounding}, toExpNeg: -9000, toExpPos: 9000 }});
}})({{ exports: {{}} }});
"""


def changed_files() -> list[str]:
    """Return the files of the library whose checksum is not the one on file."""
    lines = [line.split() for line in CHECKSUMS.read_text(encoding="utf-8").splitlines()]
    return [name for digest, name in lines if hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() != digest]


def module() -> str:
    """Return the text of tools/decimal.js."""
    library = LIBRARY.read_text(encoding="utf-8").partition("//# sourceMappingURL")[0].strip()
    library = re.sub(r"^", "  ", library, flags=re.M)  # the join takes a line in the first column for a new statement
    foot = _FOOT.format(precision=PRECISION, rounding=ROUND_HALF_UP)
    return _HEAD.format(name=LIBRARY.name, precision=PRECISION) + library + "\n" + foot


def main() -> int:
    """Write the module; 1 when the library is not the one whose checksum is kept."""
    changed = changed_files()
    if changed:
        print(f"{CHECKSUMS.name}: another checksum: {', '.join(changed)}. Fix: put the published file back, or write the checksum anew.")
        return 1
    MODULE.write_text(module(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
