"""Scripts and styles of the site: ES modules in overrides/assets/tools, joined to one classic script a tool page.

Browsers refuse modules from file://, so what ships is one file without import or export. The join is small on
purpose: modules import by relative path and by name, export declarations only, and no two share a top-level name.
"""

from __future__ import annotations

import re
from pathlib import Path

from macros.slim import slim

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "overrides" / "assets" / "tools"
_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\./[a-z0-9-]+\.js)";\s*$', re.M)
_ANY_IMPORT = re.compile(r"^\s*import\b.*$", re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?function\b|const\b|class\b)", re.M)
_TOP = re.compile(r"^(?:export\s+)?(?:async\s+)?(?:function|const|let|class)\s+([A-Za-z_$][\w$]*)", re.M)


class JoinError(Exception):
    """A tool's modules cannot be joined; the message names the file and the cure."""


def join(entry: Path) -> str:
    """Return one classic script made of `entry` and what it uses of the modules it imports, dependencies first.

    Raises JoinError for a missing module, another form of import, or a name used twice.
    """
    order: list[Path] = []
    active: list[Path] = []

    def visit(path: Path) -> None:
        if path in order:
            return
        if path in active:
            raise JoinError(f"{path.name}: imports itself in a circle. Fix: move what both need to a third module.")
        if not path.is_file():
            raise JoinError(f"{active[-1].name if active else entry.name}: there is no module {path.name}.")
        active.append(path)
        for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
            visit(path.parent / match.group(2)[2:])
        active.pop()
        order.append(path)

    visit(entry)
    owners: dict[str, str] = {}
    bodies = []
    for path in order:
        text = path.read_text(encoding="utf-8")
        body = _EXPORT.sub("", _IMPORT.sub("", text))
        odd = _ANY_IMPORT.search(body) or re.search(r"^export\b.*$", body, re.M)
        if odd:
            raise JoinError(f'{path.name}: "{odd.group(0).strip()}" cannot be joined. Allowed: import {{a}} from "./b.js"; export function, const or class.')
        for name in _TOP.findall(text):
            if name in owners:
                raise JoinError(f"{path.name}: the name {name} is used in {owners[name]} too. Fix: rename one.")
            owners[name] = path.name
        bodies.append(body.strip() + "\n")
    return '(function () {\n"use strict";\n' + slim("\n".join(bodies)) + "})();\n"


def entries() -> list[Path]:
    """Return the tools' entry modules: main-<tool>.js."""
    return sorted(TOOLS.glob("main-*.js"))


def write(site_dir: Path) -> None:
    """Put the joined scripts into assets/tools and take the loose modules out."""
    target = site_dir / "assets" / "tools"
    if target.exists():
        for path in target.glob("*.js"):
            path.unlink()
    for entry in entries():
        if entry.stem == "main-vectors":
            continue  # for `make vectors ENGINE=browser`; no page loads it
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{entry.stem.removeprefix('main-')}.js").write_text(join(entry), encoding="utf-8")
