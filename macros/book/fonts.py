"""The fonts of the book: where they lie, what they can show, and how they were cut.

The book embeds its own fonts, so that it looks the same on every phone and in every print shop. A whole
Chinese font has ten megabytes; the repository keeps a cut: the 6,763 characters of GB2312, punctuation,
Latin, arrows, circled numbers, and whatever else the pages use. Signs that no Chinese font has (a cross,
a box to tick) come from a second family, what is left of Latin (‱) from a third.

    python -m macros.book.fonts cut --regular R.ttf --bold B.ttf --symbols S.ttf --latin L.ttf

cuts them anew from the whole static fonts (Noto Sans SC Regular and Bold, Noto Sans Symbols 2, Noto Sans; all
under the SIL Open Font License, kept beside the cuts). Needed only when a page uses a character nobody used before;
the book then stops and names it.
"""

from __future__ import annotations

import argparse
import functools
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "overrides" / "assets" / "fonts"
TEXT_FAMILY = "Noto Sans SC"
REGULAR, BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
SYMBOLS, LATIN = "NotoSansSymbols2-Regular.ttf", "NotoSans-Regular.ttf"

# Blocks taken whole, first and last code point: Latin with the accents of pinyin, punctuation, currency,
# letter-like signs, number forms, arrows, mathematical operators, circled numbers, shapes, Chinese
# punctuation, full-width forms.
BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF),
    (0x2600, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF),
)
# Characters of personal names that GB2312 lacks.
NAMES = "喆堃〇镕瑄翀珺昇玥琰頔祎翾甯"
# `pwid` gives English its narrow quotation marks; `locl` the mainland shapes; `kern` even Latin.
FEATURES = ["ccmp", "kern", "locl", "mark", "pwid"]
# Signs taken from the second family although the first has some of them, so that pairs look alike.
PAIRED_SIGNS = set("✓✔✗✘☐☑☒")
# Characters that print nothing, and so need no glyph.
INVISIBLE = frozenset("\n\t\u200b\u200d\u2060\ufe0e\ufe0f\u00ad")


def gb2312() -> set[str]:
    """Return the characters of GB2312, level one and two, with its signs."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def used_in(folders: list[Path]) -> set[str]:
    """Return every character of the text files below `folders`."""
    found: set[str] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".md", ".yml", ".yaml", ".html", ".py", ".csv"}:
                found.update(path.read_text(encoding="utf-8", errors="ignore"))
    return found


def _characters(path: Path) -> set[str]:
    """Return the characters that a font file has."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


@functools.cache
def covered() -> frozenset[str]:
    """Return every character the book can print, in regular and in bold, or that prints nothing."""
    text = _characters(FOLDER / REGULAR) & _characters(FOLDER / BOLD)
    return frozenset(text | _characters(FOLDER / SYMBOLS) | _characters(FOLDER / LATIN) | INVISIBLE)


def cut(source: Path, target: Path, wanted: set[str]) -> int:
    """Write to `target` the glyphs of `source` for `wanted` characters, and return the size in bytes."""
    from fontTools import subset

    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
                             name_languages=[0x409], notdef_outline=True, recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, wanted)))
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def main(argv: list[str]) -> int:
    """Cut the fonts of the book from whole fonts: `cut --regular R --bold B --symbols S --latin L`."""
    parser = argparse.ArgumentParser(prog="python -m macros.book.fonts", description=main.__doc__)
    parser.add_argument("action", choices=["cut"])
    for name in ("regular", "bold", "symbols", "latin"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--also", type=Path, action="append", default=[], help="further folder whose characters are kept")
    given = parser.parse_args(argv)

    wanted = gb2312() | set(NAMES) | used_in([ROOT / "docs", ROOT / "macros", *given.also])
    wanted |= {chr(code) for first, last in BLOCKS for code in range(first, last + 1)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    chinese, signs = _characters(given.regular), _characters(given.symbols)
    for source, name, characters in ((given.regular, REGULAR, wanted), (given.bold, BOLD, wanted),
                                     (given.symbols, SYMBOLS, (wanted - chinese) | PAIRED_SIGNS),
                                     (given.latin, LATIN, wanted - chinese - signs)):
        print(f"{name}: {cut(source, FOLDER / name, characters):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
