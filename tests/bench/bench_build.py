"""A full build with all checks against a bare two-language Material build of the same pages, and page weight.

`python -m tests.bench.bench_build [ROUNDS]` prints medians of interleaved rounds and the ratio (target: 1.5).
"""

from __future__ import annotations

import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from macros import inventory, template

ROOT = Path(__file__).resolve().parents[2]
BARE = """site_name: bare
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins:
  - search
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      reconfigure_material: true
      languages: [{locale: zh, name: zh, default: true}, {locale: en, name: en}]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, {toc: {permalink: true}}, pymdownx.details, pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]
"""


def bare_project(folder: Path) -> None:
    """The same pages, with what the macros print already in them, and nothing of ours besides."""
    whole = inventory.load(ROOT / "docs")
    for (lang, slug), page in whole.pages.items():
        text, outputs, _ = whole.render(f"{lang}/{slug}.md", page.body)
        path = folder / "docs" / lang / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.MARK.sub(lambda match: outputs[int(match[1])][0], text), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(BARE, encoding="utf-8")


def build_bare(folder: Path) -> Path:
    """Build the bare site of a folder that bare_project filled, and return where it is."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-d", str(folder / "site")], cwd=folder, check=True, capture_output=True,
                   env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def processor_seconds(command: list[str], cwd: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(argv: list[str]) -> int:
    rounds = int(argv[0]) if argv else 3
    with tempfile.TemporaryDirectory(prefix="bench-build-") as name:
        folder = Path(name)
        (folder / "bare").mkdir()
        bare_project(folder / "bare")
        ours, bare = [], []
        for _ in range(rounds):
            bare.append(processor_seconds([sys.executable, "-m", "mkdocs", "build", "-d", str(folder / "bare-site")], folder / "bare"))
            ours.append(processor_seconds([sys.executable, "-m", "macros", "build", "--out", str(folder / "site")], ROOT))
        ratio = statistics.median(ours) / statistics.median(bare)
        print(f"build: {statistics.median(ours):.1f} s of processor time with all checks, {statistics.median(bare):.1f} s bare Material, ratio {ratio:.2f}")
        sizes = sorted((len(gzip.compress(path.read_bytes())), path.relative_to(folder / "site").as_posix()) for path in (folder / "site").rglob("*.html"))
        print(f"pages: {len(sizes)}, HTML compressed median {sizes[len(sizes) // 2][0] / 1000:.1f} KB, heaviest {sizes[-1][0] / 1000:.1f} KB ({sizes[-1][1]})")
        for lang in ("", "en/"):
            index = folder / "site" / lang / "search" / "search_index.json"
            print(f"search index {lang or 'zh/'}: {len(gzip.compress(index.read_bytes())) / 1000:.0f} KB compressed, loaded on first touch")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
