"""The last steps on the built files: search by language, the page for lost readers, open data, links."""

from __future__ import annotations

import gzip
import json
import shutil
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from macros import assets, export, links, styles

MARKER = ".handbook-build"


def finish(site_dir: Path, site_url: str, inventory, uses) -> list[str]:
    """Finish the files of a built site in place and return what is wrong with its links, a line each."""
    split_search(site_dir)
    write_not_found(site_dir, site_url)
    drop_unused(site_dir, site_url)
    assets.write(site_dir)
    styles.write(site_dir)
    export.export(inventory.site, inventory.pages_by_clause, site_dir)
    (site_dir / MARKER).write_text("Made by the build of this project; a new build may replace this folder.\n", encoding="utf-8")
    return link_problems(site_dir, site_url, inventory)


def split_search(site_dir: Path) -> None:
    """Give each language its own search index, so that a reader downloads one only.

    A copy as a script serves pages opened from disk, where browsers refuse to read JSON.
    """
    path = site_dir / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for lang, folder in (("zh", site_dir), ("en", site_dir / "en")):
        docs = [doc for doc in index["docs"] if doc["location"].startswith("en/") == (lang == "en")]
        if lang == "en":
            docs = [{**doc, "location": doc["location"].removeprefix("en/")} for doc in docs]
        config = {**index["config"], "lang": ["en"] if lang == "en" else index["config"]["lang"]}
        text = json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
        target = folder / "search"
        target.mkdir(parents=True, exist_ok=True)
        (target / "search_index.json").write_text(text, encoding="utf-8")
        script = "var __index=" + text.replace("</", "<\\/") + ";\n"
        (target / "search_index.js").write_text(script, encoding="utf-8")


def write_not_found(site_dir: Path, site_url: str) -> None:
    """Write 404.html in both languages. A host serves it at any depth, so its links start at the site's root."""
    base = urlsplit(site_url).path.rstrip("/") + "/" if site_url else "/"
    words = (("zh", "没有这一页", "地址可能写错了，或者这一页换了地方。", "回到首页", ""),
             ("en", "There is no such page", "The address may be wrong, or the page has moved.", "Go to the first page", "en/"))
    parts = "".join(f'<section lang="{lang}"><h2>{title}</h2><p>{text}</p><p><a href="{escape(base)}{path}index.html">{link}</a></p></section>'
                    for lang, title, text, link, path in words)
    (site_dir / "404.html").write_text(
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>没有这一页 / No such page</title><meta name=\"robots\" content=\"noindex\"><style>"
        "body{font:1.05rem/1.7 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1d2433;background:#fff}"
        "a{color:#1d5a85}@media(prefers-color-scheme:dark){body{color:#e6e9ef;background:#14181f}a{color:#8fc4ea}}</style></head>"
        f"<body><main>{parts}</main></body></html>\n", encoding="utf-8")


def drop_unused(site_dir: Path, site_url: str) -> None:
    """Remove what no page asks for: source maps, word lists of other languages, a sitemap without addresses."""
    for path in site_dir.rglob("*.map"):
        path.unlink()
    lunr = site_dir / "assets" / "javascripts" / "lunr"
    keep = {"lunr.zh.min.js", "lunr.en.min.js", "lunr.stemmer.support.min.js", "lunr.multi.min.js"}
    for path in lunr.rglob("*"):
        if path.is_file() and path.name not in keep:
            path.unlink()
    # the book's fonts are for making it; no page loads a font
    shutil.rmtree(site_dir / "assets" / "fonts", ignore_errors=True)
    shutil.rmtree(site_dir / "assets" / "images", ignore_errors=True)
    if not site_url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site_dir / name).unlink(missing_ok=True)
    elif (site_dir / "sitemap.xml").exists():
        # the same bytes each time: the packed copy must not hold the hour
        packed = gzip.compress((site_dir / "sitemap.xml").read_bytes(), mtime=0)
        (site_dir / "sitemap.xml.gz").write_bytes(packed)


def link_problems(site_dir: Path, site_url: str, inventory) -> list[str]:
    """Check every link of the built site; each finding also names the page's source."""
    out = []
    for finding in links.check_site(site_dir, site_url or None):
        slug = finding.page.removesuffix(".html")
        lang = "en" if slug.startswith("en/") else "zh"
        page = inventory.pages.get((lang, slug.removeprefix("en/")))
        where = ""
        if page:
            bare = str(finding.target)
            line = next((number for number, text in enumerate(page.body.split("\n"), start=page.offset + 1) if bare in text), None)
            if line is None:
                # Markdown pages are linked as .md and published as .html
                bare = bare.replace(".html", ".md")
                line = next((number for number, text in enumerate(page.body.split("\n"), start=page.offset + 1) if bare and bare in text), None)
            where = f" [{page.path}:{line}]" if line else f" [{page.path}: made by a macro or the theme]"
        out.append(f"{finding}{where}")
    return out
