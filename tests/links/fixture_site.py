"""A small built site in two languages, served under a sub-path, with nothing wrong in it. Tests break it one link at a time."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Union

import pikepdf

BASE = "https://kb.example.cn/debt/"
PAGE = "costs/fees.html"
MARK = "<!-- here -->"
HEAD = "<!-- head -->"
Files = dict[str, Union[str, bytes]]

ZH_PAGES = {"index": "首页", "costs/fees": "罚息怎么算", "costs/罚息": "罚息", "help/12378": "打 12378", "help/index": "求助", "about/new": "新页"}
EN_PAGES = {"index": "Start", "costs/fees": "How penalties work", "help/12378": "Call 12378"}


def up(file: str) -> str:
    """The way from the page `file` to the site's root: "" or "../…"."""
    return "../" * file.count("/")


def page(file: str, title: str, lang: str) -> str:
    """One page, an element a line."""
    root, plain = up(file), file.removeprefix("en/")
    nav = {f"{p}.html": t for p, t in ZH_PAGES.items()} if lang == "zh" else {f"en/{p}.html": t for p, t in EN_PAGES.items()}
    twins = [("zh", plain), ("en", "en/" + plain)] if plain.removesuffix(".html") in EN_PAGES else []
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{lang}">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{title}</title>",
            f'<link rel="canonical" href="{BASE}{file}">',
            *[f'<link rel="alternate" hreflang="{code}" href="{BASE}{twin}">' for code, twin in twins],
            f'<link rel="stylesheet" href="{root}assets/css/site.css?v=3">',
            f'<link rel="icon" href="{root}assets/img/icons.svg">',
            f'<link rel="manifest" href="{root}manifest.webmanifest">',
            HEAD,
            "</head>",
            '<body id="body">',
            "<nav>",
            *[f'<a href="{root}{target}">{text}</a>' for target, text in nav.items()],
            "</nav>",
            f'<h1 id="{title}">{title}</h1>',
            '<h2 id="罚息,还是违约金?">罚息,还是违约金?</h2>',
            '<h2 id="How-long">How long</h2>',
            '<h2 id="_3">三</h2>',
            '<h2 id="café">é</h2>',
            '<a name="old-name"></a>',
            '<map name="plan"><area shape="rect" coords="0,0,1,1" href="#How-long" alt=""></map>',
            "<!-- <p id='commented'></p> -->",
            "<template><p id='templated'></p></template>",
            "<script>document.write('<p id=\"scripted\"></p>')</script>",
            "<noscript><p id='without-script'></p></noscript>",
            MARK,
            "</body>",
            "</html>",
            "",
        ]
    )


def stub(target: str) -> str:
    """A page that only redirects, as redirect plugins write it."""
    return (
        f'<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>…</title>\n<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>\n'
        f'<script>var anchor=window.location.hash.substr(1);location.href="{target}"+(anchor?"#"+anchor:"")</script>\n</head>\n<body></body>\n</html>\n'
    )


def letter(uri: str = "https://www.gov.cn/", named: str = "end", bookmark: bool = True, kind: str = "/URI") -> bytes:
    """A PDF of two sheets with an outside link, a link to a named destination and a bookmark."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    first, last = pdf.pages[0].obj, pdf.pages[1].obj
    names = pikepdf.NameTree.new(pdf)
    names["end"] = pikepdf.Array([last, pikepdf.Name.Fit])
    pdf.Root.Names = pikepdf.Dictionary(Dests=names.obj)
    box = pikepdf.Array([0, 0, 9, 9])
    key = {"/URI": "/URI", "/Launch": "/F", "/GoToR": "/F"}[kind]
    action = pikepdf.Dictionary({"/S": pikepdf.Name(kind), key: pikepdf.String(uri)})
    outside = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, A=action)
    inside = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, Dest=pikepdf.String(named))
    first.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(outside), pdf.make_indirect(inside)]))
    target = last if bookmark else pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("完", 1))
    pdf.Root.Outlines.First.Dest = pikepdf.Array([target, pikepdf.Name.Fit])
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


LETTER = letter()
PNG = b"\x89PNG\r\n\x1a\n"


def sitemap(files: list[str]) -> str:
    rows = "\n".join(f"<url><loc>{BASE}{file}</loc></url>" for file in files)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{rows}\n</urlset>\n'


def site() -> Files:
    """The files of the sound site."""
    zh = {f"{p}.html": page(f"{p}.html", t, "zh") for p, t in ZH_PAGES.items()}
    en = {f"en/{p}.html": page(f"en/{p}.html", t, "en") for p, t in EN_PAGES.items()}
    index = {"docs": [{"location": "index.html"}, {"location": "costs/fees.html#How-long"}, {"location": "costs/罚息.html"}]}
    english = {"docs": [{"location": "index.html"}, {"location": "costs/fees.html#How-long"}]}
    manifest = {"name": "x", "start_url": "index.html", "icons": [{"src": "assets/img/chart.png", "sizes": "9x9"}]}
    return {
        **zh,
        **en,
        "old/fees.html": stub("../costs/fees.html"),
        "404.html": f'<!doctype html>\n<html lang="zh">\n<head><link rel="stylesheet" href="/debt/assets/css/site.css"></head>\n<body>\n<a href="/debt/">回首页</a>\n{MARK}\n</body></html>\n',
        "assets/css/site.css": '@charset "utf-8";\n@import "print.css" print;\n@font-face{font-family:a;src:local("x"),url(../fonts/a.woff2) format("woff2")}\nbody{background:url("../img/chart.png")}\n/* mark */\n',
        "assets/css/print.css": "a{color:#000}\n",
        "assets/fonts/a.woff2": b"wOF2",
        "assets/js/app.js": "1\n",
        "assets/img/chart.png": PNG,
        "assets/img/chart@2x.png": PNG,
        "assets/img/a,b.png": PNG,
        "assets/img/Photo.JPG": PNG,
        "assets/img/icons.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n<defs><linearGradient id="shade"/></defs>\n<symbol id="phone"><path d="M0 0" fill="url(#shade)"/></symbol>\n<view id="left"/>\n<!-- mark -->\n</svg>\n',
        "assets/video/talk.mp4": b"x",
        "assets/video/talk.vtt": "WEBVTT\n",
        "files/letter.pdf": LETTER,
        "files/a b.txt": "x\n",
        "files/empty.html": "",
        "files/café.txt": "x\n",
        "manifest.webmanifest": json.dumps(manifest, indent=1),
        "sitemap.xml": sitemap(["index.html", "costs/fees.html", "costs/%E7%BD%9A%E6%81%AF.html", "en/index.html"]),
        "sitemap.xml.gz": gzip.compress(sitemap(["index.html"]).encode(), mtime=0),
        "robots.txt": f"User-agent: *\nSitemap: {BASE}sitemap.xml\n",
        "search/search_index.json": json.dumps(index, ensure_ascii=False, indent=1),
        "en/search/search_index.json": json.dumps(english, indent=1),
        "feed.xml": f'<?xml version="1.0"?>\n<rss version="2.0"><channel>\n<link>{BASE}</link>\n<item><link>{BASE}costs/fees.html</link></item>\n</channel></rss>\n',
    }


def write(files: Files, folder: Path) -> Path:
    """Writes `files` below `folder` and returns it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def line_of(files: Files, name: str, text: str) -> int:
    """The line of the first occurrence of `text` in the file `name`."""
    content = files[name]
    plain = gzip.decompress(content).decode() if name.endswith(".gz") else content if isinstance(content, str) else content.decode("utf-8", "replace")
    return plain[: plain.index(text)].count("\n") + 1
