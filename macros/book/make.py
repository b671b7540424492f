"""The command: `python -m macros book --site DIR --out DIR [--date YYYY-MM-DD] [--only zh|en] [--release ID]`."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from pathlib import Path

from macros.book import check, collect, write

# Neutral, so that a shared phone or a print shop does not show the subject.
FILE_NAMES = {"zh": "reading-zh.pdf", "en": "reading-en.pdf"}


def make(site_folder: Path, out: Path, lang: str, on: datetime.date, release: str = "") -> str:
    """Write the book of one language into `out`, and return one line about it. Raises BookError, writing nothing."""
    begun = time.process_time()
    site = collect.site(site_folder, lang)
    book = write.source(site, on, release)
    check.characters(book)
    pdf = write.compiled(book, on)
    sheets = check.pdf(pdf, site, book)
    path = out / FILE_NAMES[lang]
    out.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pdf)
    unfinished.replace(path)
    seconds = time.process_time() - begun
    line = (f"{path}: {len(site.pages)} pages on {sheets} sheets, {len(pdf) / 1024:,.0f} KB, {seconds:.1f} s "
            f"({len(pdf) / 1024 / sheets:.1f} KB and {seconds / sheets:.3f} s per sheet)")
    return line + "".join(f"\n{address}: draft, not in the book" for address in site.drafts)


def main(argv: list[str]) -> int:
    """Make one PDF per language from the built site, check it, and say how large it is."""
    parser = argparse.ArgumentParser(prog="python -m macros book", description=main.__doc__)
    parser.add_argument("--site", type=Path, required=True, help="the built site")
    parser.add_argument("--out", type=Path, required=True, help="where the PDFs go")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="today, YYYY-MM-DD; else SITE_DATE")
    parser.add_argument("--only", choices=sorted(FILE_NAMES), help="one language")
    parser.add_argument("--release", default="", help="the version, printed on the cover and at the foot of every sheet")
    given = parser.parse_args(argv)
    on = given.date
    if on is None:
        from macros.clock import site_date

        on = site_date()
    failed = False
    for lang in [given.only] if given.only else list(FILE_NAMES):
        try:
            print(make(given.site, given.out, lang, on, given.release))
        except collect.BookError as error:
            failed = True
            print(error, file=sys.stderr)
    return int(failed)
