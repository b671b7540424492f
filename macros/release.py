"""A release: the site, its books, and the download page with their sizes and checksums."""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import tempfile
from pathlib import Path

from macros import book, build, clock, links
from macros.pages.release import BEGIN, END

BOOKS = {"zh": "reading-zh.pdf", "en": "reading-en.pdf"}
WORDS = {
    "zh": ("书", "大小", "校验值（SHA-256）", {"zh": "中文版", "en": "英文版"}, "截至 {day}"),
    "en": ("Book", "Size", "Checksum (SHA-256)", {"zh": "Chinese edition", "en": "English edition"}, "as at {day}"),
}


def _make_books(site: Path, out: Path) -> int:
    return book.main(["--site", str(site), "--out", str(out), "--date", clock.site_date().isoformat()])


def pdf(argv: list[str]) -> int:
    """`pdf --out DIR`: one book per language, made from a fresh build, links checked."""
    parser = argparse.ArgumentParser(prog="pdf")
    parser.add_argument("--out", default="pdf", type=Path)
    out = parser.parse_args(argv).out.absolute()
    with tempfile.TemporaryDirectory(prefix="pdf-", dir=_cache()) as folder:
        site = Path(folder) / "site"
        try:
            build.build_into(site)
        except build.BuildError as error:
            print(f"{error}\npdf: the site could not be built, so no book was made", file=sys.stderr)
            return 1
        made = Path(folder) / "books"
        if _make_books(site, made):
            return 1
        problems = [str(finding) for name in BOOKS.values() for finding in links.check_pdf(made / name)]
        if problems:
            print("\n".join(problems), file=sys.stderr)
            return 1
        out.mkdir(parents=True, exist_ok=True)
        for name in BOOKS.values():
            shutil.copy(made / name, out / name)
            print(f"pdf: {out / name} ({_size(made / name, 'en')})")
    return 0


def _cache() -> Path:
    path = build.ROOT / ".cache"
    path.mkdir(exist_ok=True)
    return path


def _size(path: Path, lang: str) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def table(site: Path, lang: str) -> str:
    """The books as a table for the download page of a language."""
    title, size, checksum, names, edition = WORDS[lang]
    up = "../" if lang == "zh" else "../../"
    rows = "".join(
        f'<tr><td><a href="{up}downloads/{file}" download>{names[code]}</a><br><span class="small">{edition.format(day=clock.site_date())}</span></td>'
        f"<td>{_size(site / 'downloads' / file, lang)}</td>"
        f"<td><code>{hashlib.sha256((site / 'downloads' / file).read_bytes()).hexdigest()}</code></td></tr>"
        for code, file in BOOKS.items())
    return f"<table><thead><tr><th>{title}</th><th>{size}</th><th>{checksum}</th></tr></thead><tbody>{rows}</tbody></table>"


def write_downloads(site: Path) -> None:
    """Put the table between the marks of both download pages."""
    for lang, name in (("zh", "about/download.html"), ("en", "en/about/download.html")):
        path = site / name
        text = path.read_text(encoding="utf-8")
        new, count = re.subn(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: table(site, lang), text, flags=re.S)
        if count != 1:
            raise build.BuildError(f"{name}: the place for the books is missing. Fix: the page calls {{{{ downloads() }}}} once.")
        path.write_text(new, encoding="utf-8")


def main(argv: list[str]) -> int:
    """`release --out DIR --url ADDRESS`: everything a host serves; appears whole or not at all."""
    parser = argparse.ArgumentParser(prog="release")
    parser.add_argument("--out", default="release", type=Path)
    parser.add_argument("--url", default="")
    options = parser.parse_args(argv)
    out = options.out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.new-", dir=out.parent) as folder:
        site = Path(folder) / "site"
        try:
            build.check_target(out)
            build.build_into(site, options.url)
            if _make_books(site, site / "downloads"):
                return 1
            write_downloads(site)
            problems = [str(finding) for finding in links.check_site(site, build.check_url(options.url) or None)]
            problems += [str(finding) for name in BOOKS.values() for finding in links.check_pdf(site / "downloads" / name)]
            if problems:
                raise build.BuildError("\n".join(problems))
            build.replace_folder(site, out)
        except build.BuildError as error:
            print(f"{error}\nrelease: failed; {options.out} is as it was", file=sys.stderr)
            return 1
    print(f"release: {options.out}, two books, links checked")
    return 0
