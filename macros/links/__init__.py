"""The link check: finds every dead or wrong link of a built HTML site, and of its PDFs, without the network.

    check_site(site, base)   all findings of a built site         external_links(site)   the addresses it does not check
    check_pdf(path)          all findings of one PDF              main(argv)             the command `links SITE [--base URL]`

One subject a file: `page` reads a page, `css` style sheets and srcset, `files` everything else that holds addresses, `address` judges an address by its
text, `tree` finds the file it leads to, `source` the line it stands on, `pdf` the books, `check` puts them together.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .check import check_site, external_links
from .finding import Finding
from .pdf import check_pdf

__all__ = ["Finding", "check_pdf", "check_site", "external_links", "main"]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"links: {message}\n")


def main(argv: list[str]) -> int:
    """`links SITE [--base URL]`: prints the findings, one a line. 0: none, 1: some, 2: misuse. SITE may be a single PDF."""
    parser = _Parser(prog="links", description="Check every link of a built HTML site.")
    parser.add_argument("site", type=Path, help="the folder of the built site, or one PDF")
    parser.add_argument("--base", help="the address it will be served at, sub-path included")
    parser.add_argument("--external", action="store_true", help="list the addresses of other sites instead, for a checker that fetches them")
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    begun = time.perf_counter()
    try:
        if options.external:
            print("\n".join(external_links(options.site)))
            return 0
        found = check_pdf(options.site) if options.site.is_file() and options.site.suffix.lower() == ".pdf" else check_site(options.site, options.base or None)
    except ValueError as error:
        print(f"links: {error}", file=sys.stderr)
        return 2
    for finding in found:
        print(finding)
    sys.stdout.flush()
    print(f"links: {len(found) or 'no'} dead or wrong, {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    return 1 if found else 0
