"""Every kind of dead or wrong link: what is put into the sound site, and the nearest place that must be named (None: none is asked for)."""

from __future__ import annotations

import unicodedata
from typing import Callable, NamedTuple, Optional

from .fixture_site import BASE, HEAD, MARK, PAGE, Files, letter, stub


class Kind(NamedTuple):
    """One injected fault. `change` breaks the files and returns the file at fault and a text on the line at fault (None: no line is asked for)."""

    name: str
    change: Callable[[Files], tuple[str, Optional[str]]]
    nearest: Optional[str] = None


def put(snippet: str, file: str = PAGE, mark: str = MARK) -> Callable[[Files], tuple[str, Optional[str]]]:
    """Puts `snippet` on a line of its own into `file`."""

    def change(files: Files) -> tuple[str, Optional[str]]:
        text = files[file]
        assert isinstance(text, str) and mark in text
        files[file] = text.replace(mark, f"{mark}\n{snippet}", 1)
        return file, snippet

    return change


def swap(file: str, old: str, new: str) -> Callable[[Files], tuple[str, Optional[str]]]:
    """Replaces `old` by `new` in `file`."""

    def change(files: Files) -> tuple[str, Optional[str]]:
        text = files[file]
        assert isinstance(text, str) and old in text, (file, old)
        files[file] = text.replace(old, new, 1)
        return file, new.split("\n")[-1]

    return change


def add(file: str, content: "str | bytes", at: Optional[str] = None) -> Callable[[Files], tuple[str, Optional[str]]]:
    """Adds or replaces `file`."""

    def change(files: Files) -> tuple[str, Optional[str]]:
        files[file] = content
        return file, at

    return change


def a(target: str) -> str:
    return f'<p><a href="{target}">x</a></p>'


def link(name: str, target: str, nearest: Optional[str] = None) -> Kind:
    return Kind(name, put(a(target)), nearest)


def head(name: str, snippet: str, nearest: Optional[str] = None) -> Kind:
    return Kind(name, put(snippet, mark=HEAD), nearest)


def body(name: str, snippet: str, nearest: Optional[str] = None) -> Kind:
    return Kind(name, put(snippet), nearest)


NFD = unicodedata.normalize("NFD", "café")
FULL = "costs/fees.html"

PATHS = [
    link("page that does not exist", "nowhere.html"),
    link("page with a slip of the pen", "fee.html", FULL),
    link("page in the wrong folder", "12378.html", "help/12378.html"),
    link("page one level too high", "../12378.html", "help/12378.html"),
    link("letter case of the page", "Fees.html", FULL),
    link("letter case of the folder", "../Costs/fees.html", FULL),
    link("letter case of the ending", "fees.HTML", FULL),
    link("ending missing", "fees", FULL),
    link("Markdown file", "fees.md", FULL),
    link("Markdown file with anchor", "fees.md#How-long", FULL + "#How-long"),
    link("slash after a file", "fees.html/", FULL),
    link("folder without index", "../costs/"),
    link("folder without index, no slash", "../costs"),
    link("folder of files", "../assets/img/"),
    link("Chinese name, another character", "罰息.html", None),
    link("Chinese name percent-encoded twice", "%25E7%25BD%259A%25E6%2581%25AF.html", "costs/罚息.html"),
    link("Chinese name in GBK", "%B7%A3%CF%A2.html"),
    link("percent sign that encodes nothing", "%zz.html"),
    link("half a percent-encoding", "fees%2.html"),
    link("other Unicode form of a file", f"../files/{NFD}.txt", "files/café.txt"),
    link("other Unicode form, encoded", "../files/cafe%CC%81.txt", "files/café.txt"),
    link("full-width digits in the path", "../help/１２３７８.html", "help/12378.html"),
    link("full-width dot in the path", "fees．html", FULL),
    link("full-width number sign", "fees.html＃How-long", FULL),
    link("full-width question mark", "fees.html？x=1", FULL),
    link("encoded number sign", "fees.html%23How-long", FULL),
    link("encoded question mark", "fees.html%3Fx=1", FULL),
    link("Chinese full stop glued to a page", "fees.html。", FULL),
    link("Chinese bracket glued to a page", "fees.html）", FULL),
    link("two slashes", "..//costs/fees.html", FULL),
    link("backslash", "..\\help\\12378.html", "../help/12378.html"),
    link("ideographic space before", "　fees.html", None),
    link("no-break space after", "fees.html\u00a0", None),
    link("zero-width space inside", "fe\u200bes.html", None),
    link("climbs above the site", "../../../../costs/fees.html", FULL),
    link("climbs above the sub-path", "../../costs/fees.html", FULL),
    link("encoded dots climb out", "%2e%2e/%2e%2e/fees.html"),
    link("root-absolute, sub-path forgotten", "/costs/fees.html", FULL),
    link("root-absolute asset", "/assets/img/chart.png", "assets/img/chart.png"),
    link("root", "/"),
    link("root-absolute, other sub-path", "/debts/costs/fees.html"),
    link("root-absolute, sub-path in capitals", "/Debt/costs/fees.html"),
    link("root-absolute in the sub-path, missing", "/debt/costs/fee.html", FULL),
    link("own address, page missing", BASE + "costs/fee.html", FULL),
    link("own address, sub-path forgotten", "https://kb.example.cn/costs/fees.html", FULL),
    link("own address, letter case of the path", BASE + "costs/Fees.html", FULL),
    link("own address, anchor missing", BASE + "costs/fees.html#How-Long", FULL + "#How-long"),
    link("own address without scheme", "//kb.example.cn/debt/costs/fee.html", FULL),
    link("first folder taken as host", "//costs/fees.html", FULL),
    link("page that is empty", "../files/empty.html"),
    link("path with undefined", "undefined"),
    link("path with null", "../null/fees.html"),
    link("object for an address", "[object Object]"),
    link("None for a page", "None.html"),
    link("template left over", "{{ page.url }}"),
    link("template statement left over", "{% link fees %}"),
    link("template percent-encoded", "%7B%7B%20url%20%7D%7D"),
    link("script template left over", "${base}/fees.html"),
    link("Markdown left over", "fees.html](help.html"),
    link("wiki brackets", "[[fees]]"),
    link("Markdown link as a whole", "[fees](fees.html)"),
    Kind("multi-line tag", put('<p><a\n  class="x"\n  href="gone.html">x</a></p>')),
    Kind("link in noscript", put('<noscript><a href="gone.html">x</a></noscript>')),
    Kind("link in raw HTML, unquoted", put("<p><a href=gone.html>x</a></p>")),
    Kind("link in capitals", put('<P><A HREF="gone.html">x</A></P>')),
    Kind("link with an entity", put('<p><a href="gone&amp;away.html">x</a></p>')),
    Kind("link to a removed file", lambda files: (files.pop("about/new.html"), ("index.html", "about/new.html"))[1]),
]

ANCHORS = [
    link("anchor missing on the page", "#nowhere"),
    link("anchor missing elsewhere", "../help/12378.html#nowhere"),
    link("anchor letter case", "#how-long", FULL + "#How-long"),
    link("anchor letter case elsewhere", "../help/12378.html#how-long", "help/12378.html#How-long"),
    link("Chinese anchor, punctuation dropped", "#罚息还是违约金", FULL + "#罚息,还是违约金?"),
    link("Chinese anchor, full-width punctuation", "#罚息，还是违约金？", FULL + "#罚息,还是违约金?"),
    link("Chinese anchor, encoded twice", "#%25E7%25BD%259A%25E6%2581%25AF%25E6%2580%258E%25E4%25B9%2588%25E7%25AE%2597", FULL + "#罚息怎么算"),
    link("Chinese anchor, one character wrong", "#罚息怎么计", FULL + "#罚息怎么算"),
    link("Chinese anchor, encoded and wrong", "#%E7%BD%9A%E6%81%AF%E6%80%8E%E4%B9%88%E5%8A%9E", FULL + "#罚息怎么算"),
    link("anchor, spaces for hyphens", "#How long", FULL + "#How-long"),
    link("anchor, underscore for hyphen", "#How_long", FULL + "#How-long"),
    link("anchor in another Unicode form", f"#{NFD}", FULL + "#café"),
    link("anchor with full-width letters", "#Ｈow-long", FULL + "#How-long"),
    link("stale automatic anchor", "#_12"),
    link("stale automatic anchor elsewhere", "../help/12378.html#_4", "help/12378.html#_3"),
    link("anchor only in a comment", "#commented"),
    link("anchor only in a template", "#templated"),
    link("anchor only in a script", "#scripted"),
    link("anchor only in noscript", "#without-script"),
    body("anchor of a script", '<script id="s1"></script><a href="#s1">x</a>'),
    link("anchor is a class", "#x-y-z-class"),
    link("two anchors", "#How-long#_3"),
    link("anchor through a redirect", "../old/fees.html#nowhere"),
    link("anchor of an SVG", "../assets/img/icons.svg#fax"),
    link("sheet that a PDF does not have", "../files/letter.pdf#page=9", "files/letter.pdf#page=2"),
    body("image map missing", '<img src="../assets/img/chart.png" usemap="#floor" alt="">'),
    body("anchor in an area", '<map name="m"><area href="#nowhere" alt=""></map>'),
]

ASSETS = [
    body("image", '<img src="../assets/img/gone.png" alt="">'),
    body("image letter case", '<img src="../assets/img/photo.jpg" alt="">', "assets/img/Photo.JPG"),
    body("image without address", '<img src="" alt="">'),
    Kind("image without address in a folder with index", put('<img src="" alt="">', "help/12378.html")),
    body("image is a page", '<img src="../help/12378.html" alt="">'),
    body("srcset candidate", '<img src="../assets/img/chart.png" srcset="../assets/img/chart.png 1x, ../assets/img/chart@3x.png 3x" alt="">', "assets/img/chart@2x.png"),
    body("srcset without space", '<img srcset="../assets/img/chart.png,../assets/img/chart@2x.png 2x" alt="">'),
    body("srcset size", '<img srcset="../assets/img/chart.png 2q" alt="">'),
    body("source srcset", '<picture><source srcset="../assets/img/gone.webp"><img src="../assets/img/chart.png" alt=""></picture>'),
    head("imagesrcset", '<link rel="preload" as="image" imagesrcset="../assets/img/gone.png 1x">'),
    body("script is a style sheet", '<script src="../assets/css/site.css"></script>'),
    body("image is a text", '<img src="../assets/video/talk.vtt" alt=""><img src="../files/a b.txt" alt="">'),
    body("click handler", "<button onclick=\"location.href='gone.html'\">x</button>"),
    body("script missing", '<script src="../assets/js/gone.js"></script>'),
    body("script over http", '<script src="http://www.gov.cn/a.js"></script>'),
    head("style sheet", '<link rel="stylesheet" href="../assets/css/sites.css">', "assets/css/site.css"),
    head("style sheet without address", '<link rel="stylesheet" href="">'),
    head("icon", '<link rel="icon" href="../favicon.ico">'),
    head("manifest", '<link rel="manifest" href="../site.webmanifest">'),
    head("preload", '<link rel="preload" as="font" href="../assets/fonts/aa.woff2">', "assets/fonts/a.woff2"),
    head("next page", '<link rel="next" href="next.html">'),
    body("iframe", '<iframe src="gone.html"></iframe>'),
    body("video", '<video src="../assets/video/gone.mp4"></video>'),
    body("video source", '<video><source src="../assets/video/gone.webm"></video>'),
    body("track", '<video src="../assets/video/talk.mp4"><track src="../assets/video/gone.vtt"></video>'),
    body("poster", '<video poster="../assets/img/gone.png" src="../assets/video/talk.mp4"></video>'),
    body("audio", '<audio src="../gone.mp3"></audio>'),
    body("embed", '<embed src="../files/gone.pdf">'),
    body("object", '<object data="../files/gone.pdf"></object>'),
    body("input image", '<input type="image" src="../gone.png" alt="">'),
    body("form action", '<form action="gone.html"></form>'),
    body("form button", '<form action="fees.html"><button formaction="gone.html">x</button></form>'),
    body("cite", '<blockquote cite="gone.html">x</blockquote>'),
    body("sprite file", '<svg><use href="../assets/img/icon.svg#phone"/></svg>', "assets/img/icons.svg"),
    body("sprite symbol", '<svg><use href="../assets/img/icons.svg#Phone"/></svg>', "assets/img/icons.svg#phone"),
    body("sprite by xlink", '<svg><use xlink:href="../assets/img/icons.svg#fax"/></svg>'),
    body("symbol on the page", '<svg><use href="#gone"/></svg>'),
    body("SVG image", '<svg><image href="../gone.png"/></svg>'),
    body("SVG paint", '<svg><path fill="url(#gone)"/></svg>'),
    body("style attribute", '<p style="background:url(../gone.png)">x</p>'),
    head("style element", "<style>p{background:url('../gone.png')}</style>"),
    head("style element import", '<style>@import "../gone.css";</style>'),
    body("background attribute", '<table background="../gone.png"></table>'),
    Kind("CSS url()", put("p{background:url(../img/gone.png)}", "assets/css/site.css", "/* mark */")),
    Kind("CSS url() quoted", put('p{background:url("../img/Chart.png")}', "assets/css/site.css", "/* mark */"), "assets/img/chart.png"),
    Kind("CSS from the root", put("p{background:url(/assets/img/chart.png)}", "assets/css/site.css", "/* mark */"), "assets/img/chart.png"),
    Kind("CSS relative to the page", put("p{background:url(assets/img/chart.png)}", "assets/css/site.css", "/* mark */"), "assets/img/chart.png"),
    Kind("CSS import", swap("assets/css/site.css", "print.css", "prints.css"), "assets/css/print.css"),
    Kind("CSS import by url()", put("@import url(gone.css);", "assets/css/print.css", "a{color:#000}")),
    Kind("font", swap("assets/css/site.css", "a.woff2", "a.woff"), "assets/fonts/a.woff2"),
    Kind("image-set", put('p{background:image-set("../img/gone.png" 1x)}', "assets/css/site.css", "/* mark */")),
    Kind("CSS sprite symbol", put("p{mask:url(../img/icons.svg#gone)}", "assets/css/site.css", "/* mark */")),
    Kind("SVG file, reference", put('<use href="#gone"/>', "assets/img/icons.svg", "<!-- mark -->")),
    Kind("SVG file, image", put('<image xlink:href="gone.png"/>', "assets/img/icons.svg", "<!-- mark -->")),
    Kind("SVG file, paint", put('<path fill="url(#gone)"/>', "assets/img/icons.svg", "<!-- mark -->")),
    Kind("SVG file, link", put('<a href="../../gone.html"><path/></a>', "assets/img/icons.svg", "<!-- mark -->")),
]

SITE = [
    Kind("canonical page missing", swap(PAGE, f'canonical" href="{BASE}costs/fees.html', f'canonical" href="{BASE}costs/fee.html'), FULL),
    Kind("canonical outside the sub-path", swap(PAGE, f'canonical" href="{BASE}', 'canonical" href="https://kb.example.cn/'), FULL),
    Kind("canonical on another host", swap(PAGE, f'canonical" href="{BASE}', 'canonical" href="https://other.example.com/debt/')),
    Kind("canonical over http", swap(PAGE, f'canonical" href="{BASE}', 'canonical" href="http://kb.example.cn/debt/')),
    Kind("canonical of a preview", swap(PAGE, f'canonical" href="{BASE}', 'canonical" href="http://127.0.0.1:8000/')),
    Kind("hreflang page missing", swap(PAGE, f'hreflang="en" href="{BASE}en/costs/fees', f'hreflang="en" href="{BASE}en/costs/fee'), "en/costs/fees.html"),
    Kind("hreflang outside the sub-path", swap(PAGE, f'hreflang="en" href="{BASE}', 'hreflang="en" href="https://kb.example.cn/'), "en/costs/fees.html"),
    Kind("hreflang code", swap(PAGE, 'hreflang="en"', 'hreflang="english"')),
    Kind("hreflang country for language", swap(PAGE, 'hreflang="zh"', 'hreflang="cn"')),
    Kind("hreflang with underscore", swap(PAGE, 'hreflang="zh"', 'hreflang="zh_CN"')),
    Kind("hreflang of the wrong language", swap(PAGE, f'hreflang="en" href="{BASE}en/costs', f'hreflang="en" href="{BASE}costs')),
    Kind("hreflang that does not link back", swap(PAGE, f'hreflang="en" href="{BASE}en/costs/fees', f'hreflang="en" href="{BASE}en/help/12378')),
    Kind("hreflang twice", put(f'<link rel="alternate" hreflang="en" href="{BASE}en/help/12378.html">', mark=HEAD)),
    head("og:url", f'<meta property="og:url" content="{BASE}costs/fee.html">', FULL),
    head("og:image", f'<meta property="og:image" content="{BASE}assets/img/card.png">'),
    head("og:image outside the sub-path", '<meta property="og:image" content="https://kb.example.cn/assets/img/chart.png">', "assets/img/chart.png"),
    head("twitter:image", f'<meta name="twitter:image" content="{BASE}assets/img/Chart.png">', "assets/img/chart.png"),
    head("JSON-LD", f'<script type="application/ld+json">{{"@type":"Article","url":"{BASE}costs/fee.html"}}</script>', FULL),
    head("JSON-LD, nested", f'<script type="application/ld+json">{{"publisher":{{"logo":{{"url":"{BASE}logo.png"}}}}}}</script>'),
    head("feed", '<link rel="alternate" type="application/rss+xml" href="../rss.xml">'),
    head("search description", '<link rel="search" href="../opensearch.xml">'),
    head("refresh", '<meta http-equiv="refresh" content="5; url=gone.html">'),
    head("refresh without address", '<meta http-equiv="refresh" content="0; url=">'),
    head("stray base, another site", '<base href="https://www.gov.cn/">'),
    head("stray base, another folder", '<base href="../help/">'),
    head("stray base, root", '<base href="/">'),
    Kind("redirect stub", add("old/x.html", stub("../costs/gone.html"), "refresh")),
    Kind("redirect stub, letter case", add("old/x.html", stub("../costs/Fees.html"), "refresh"), FULL),
    Kind("redirect loop", lambda f: (f.update({"old/x.html": stub("y.html"), "old/y.html": stub("x.html")}), ("old/x.html", "refresh"))[1]),
    Kind("redirect to itself", add("old/x.html", stub("x.html"), "refresh")),
    Kind("redirect stub, script", swap("old/fees.html", 'location.href="../costs/fees.html"', 'location.href="../costs/fee.html"'), FULL),
    Kind("redirect stub without refresh", add("old/x.html", '<html><head>\n<script>location.replace("../gone.html")</script></head></html>', "gone")),
    Kind("_redirects target", add("_redirects", "# moved\n/debt/a /debt/costs/gone.html 301\n", "gone")),
    Kind("_redirects loop", add("_redirects", "/debt/a /debt/b 301\n/debt/b /debt/a 301\n", "/debt/b")),
    Kind("_redirects outside", add("_redirects", "/debt/a /costs/fees.html 301\n", "/debt/a"), FULL),
    Kind("404, relative link", put(a("index.html"), "404.html"), "index.html"),
    Kind("404, relative style sheet", swap("404.html", "/debt/assets", "assets"), "assets/css/site.css"),
    Kind("404, sub-path forgotten", put(a("/index.html"), "404.html"), "index.html"),
    Kind("404, page missing", put(a("/debt/starts.html"), "404.html")),
    Kind("404, climbing link", put(a("../index.html"), "404.html")),
    Kind("sitemap page missing", swap("sitemap.xml", "costs/fees.html", "costs/fee.html"), FULL),
    Kind("sitemap outside the sub-path", swap("sitemap.xml", f"{BASE}costs/fees.html", "https://kb.example.cn/costs/fees.html"), FULL),
    Kind("sitemap on another host", swap("sitemap.xml", f"{BASE}costs/fees.html", "https://other.example.com/debt/costs/fees.html")),
    Kind("sitemap letter case", swap("sitemap.xml", "costs/fees.html", "Costs/fees.html"), FULL),
    Kind("sitemap relative", swap("sitemap.xml", f"{BASE}costs/fees.html", "costs/fees.html")),
    Kind("sitemap not well-formed", swap("sitemap.xml", "costs/fees.html", "costs/fees.html?a=1&b=2")),
    Kind("sitemap alternate", swap("sitemap.xml", f"{BASE}costs/fees.html</loc>", f'{BASE}costs/fees.html</loc>\n<xhtml:link rel="alternate" hreflang="en" href="{BASE}en/costs/fee.html"/>'), "en/costs/fees.html"),
    Kind("compressed sitemap", lambda f: (f.update({"sitemap.xml.gz": __import__("gzip").compress(f"<urlset><url>\n<loc>{BASE}gone.html</loc></url></urlset>".encode())}), ("sitemap.xml.gz", "gone"))[1]),
    Kind("sitemap as text", add("sitemap.txt", f"{BASE}index.html\n{BASE}costs/fee.html\n", "costs/fee"), FULL),
    Kind("robots.txt", swap("robots.txt", "sitemap.xml", "sitemaps.xml"), "sitemap.xml"),
    Kind("robots.txt, sub-path forgotten", swap("robots.txt", BASE, "https://kb.example.cn/"), "sitemap.xml"),
    Kind("robots.txt, relative", swap("robots.txt", BASE, "/debt/")),
    Kind("search index page", swap("search/search_index.json", "costs/fees.html#How-long", "costs/fee.html#How-long"), FULL),
    Kind("search index anchor", swap("search/search_index.json", "#How-long", "#how-long"), FULL + "#How-long"),
    Kind("search index of one language", swap("en/search/search_index.json", "costs/fees.html", "costs/罚息.html")),
    Kind("search index unreadable", add("search/search_index.json", "{")),
    Kind("manifest icon", swap("manifest.webmanifest", "chart.png", "icon.png")),
    Kind("manifest start", swap("manifest.webmanifest", "index.html", "start.html")),
    Kind("manifest from the root", swap("manifest.webmanifest", '"index.html"', '"/"')),
    Kind("feed entry", swap("feed.xml", "costs/fees.html", "costs/fee.html"), FULL),
    Kind("PDF, destination", add("files/letter.pdf", letter(named="ende")), "end"),
    Kind("PDF, bookmark", add("files/letter.pdf", letter(bookmark=False))),
    Kind("PDF, address", add("files/letter.pdf", letter(uri="htps://www.gov.cn/"))),
    Kind("PDF, preview address", add("files/letter.pdf", letter(uri="http://localhost:8000/a.html"))),
    Kind("PDF, relative address", add("files/letter.pdf", letter(uri="costs/fees.html"))),
    Kind("PDF, own page missing", add("files/letter.pdf", letter(uri=BASE + "costs/fee.html")), FULL),
    Kind("PDF, program", add("files/letter.pdf", letter(uri="a.exe", kind="/Launch"))),
]

ADDRESSES = [
    link("scheme htp", "htp://www.gov.cn/", "http://www.gov.cn/"),
    link("scheme htps", "htps://www.gov.cn/", "https://www.gov.cn/"),
    link("scheme hhttps", "hhttps://www.gov.cn/", "https://www.gov.cn/"),
    link("scheme ttps", "ttps://www.gov.cn/", "https://www.gov.cn/"),
    link("colon missing", "https//www.gov.cn/", "https://www.gov.cn/"),
    link("semicolon for colon", "https;//www.gov.cn/", "https://www.gov.cn/"),
    link("one slash", "https:/www.gov.cn/", "https://www.gov.cn/"),
    link("no slash", "https:www.gov.cn/", "https://www.gov.cn/"),
    link("three slashes", "https:///www.gov.cn/"),
    link("backslashes after the scheme", "https:\\\\www.gov.cn\\"),
    link("scheme twice", "https://https://www.gov.cn/", "https://www.gov.cn/"),
    link("scheme twice, colon lost", "https://http//www.gov.cn/", "https://www.gov.cn/"),
    link("scheme twice, glued", "https:https://www.gov.cn/"),
    link("scheme missing", "www.gov.cn", "https://www.gov.cn"),
    link("scheme missing, port", "www.gov.cn:8080/a"),
    link("two addresses in one", "https://www.gov.cnhttps://www.pbc.gov.cn/"),
    link("full-width colon", "https：//www.gov.cn/", "https://www.gov.cn/"),
    link("full-width slashes", "https:／／www.gov.cn/"),
    link("full-width dot in the host", "https://www．gov．cn/", "www.gov.cn"),
    link("Chinese full stop in the host", "https://www。gov。cn/", "www.gov.cn"),
    link("full-width colon before the port", "https://www.gov.cn：8080/"),
    link("full stop glued to the path", "https://www.gov.cn/a。", "https://www.gov.cn/a"),
    link("full stop glued to the host", "https://www.gov.cn。"),
    link("comma glued", "https://www.gov.cn/a，", "https://www.gov.cn/a"),
    link("comma and words glued to the host", "https://www.gov.cn，见下"),
    link("bracket glued", "https://www.gov.cn/a）", "https://www.gov.cn/a"),
    link("encoded full stop glued", "https://www.gov.cn/a%E3%80%82", "https://www.gov.cn/a"),
    link("ASCII bracket glued", "https://www.gov.cn/a)", "https://www.gov.cn/a"),
    link("space in the host", "https://www. gov.cn/"),
    link("space in the path", "https://www.gov.cn/a b"),
    link("zero-width space in the path", "https://www.gov.cn/a\u200b"),
    link("empty label", "https://www..gov.cn/"),
    link("label too long", f"https://{'a' * 64}.cn/"),
    link("host of one word", "https://gov/"),
    link("host is undefined", "https://undefined/"),
    link("host begins with a hyphen", "https://-gov.cn/"),
    link("host with a forbidden character", "https://gov!.cn/"),
    link("host ends in digits", "https://www.gov.123/"),
    link("impossible IPv4", "https://256.1.1.1/"),
    link("impossible punycode", "https://xn--a.cn/"),
    link("file for a host", "https://fees.html/"),
    link("ending misspelt", "https://www.example.con/"),
    link("no host", "https://"),
    link("no host but a path", "https:///a"),
    link("port too high", "https://www.gov.cn:65536/"),
    link("port with letters", "https://www.gov.cn:80a/"),
    link("port refused by browsers", "https://www.gov.cn:25/"),
    link("name before the host", "https://www.gov.cn@evil.com/"),
    link("name and password", "https://a:b@www.gov.cn/"),
    link("percent sign in an address", "https://www.gov.cn/%zz"),
    link("address encoded twice", "https://www.gov.cn/%25E4%25B8%25AD"),
    link("template in an address", "https://www.gov.cn/{{ id }}"),
    link("placeholder in an address", "https://www.gov.cn/{id}"),
    link("localhost", "http://localhost:8000/costs/fees.html"),
    link("loopback", "http://127.0.0.1/"),
    link("loopback, IPv6", "http://[::1]/"),
    link("all interfaces", "http://0.0.0.0:8000/"),
    link("private network", "http://192.168.1.5/"),
    link("private network, 10", "http://10.0.0.8/a"),
    link("local name", "http://nas.local/"),
    link("test name", "https://site.test/"),
    link("file address", "file:///C:/site/fees.html"),
    link("drive letter", "C:\\site\\fees.html"),
    link("drive letter with slashes", "D:/site/fees.html"),
    link("script", "javascript:alert(1)"),
    link("script in capitals", "JavaScript:void(0)"),
    link("blob", "blob:https://www.gov.cn/1"),
    link("data in a link", "data:text/html,x"),
    link("app deep link, chat", "weixin://dl/chat"),
    link("app deep link, pay", "alipays://platformapi/startapp?appId=1"),
    link("unknown scheme", "foo:bar"),
    link("mailto without name", "mailto:@gov.cn"),
    link("mailto without at sign", "mailto:help.gov.cn"),
    link("mailto empty", "mailto:"),
    link("mailto full-width at sign", "mailto:help＠gov.cn", "mailto:help@gov.cn"),
    link("mailto with slashes", "mailto://help@gov.cn", "mailto:help@gov.cn"),
    link("mailto with a space", "mailto:he lp@gov.cn"),
    link("mailto host of one word", "mailto:help@gov"),
    link("mailto two at signs", "mailto:help@a@gov.cn"),
    link("mailto semicolon list", "mailto:a@gov.cn;b@gov.cn"),
    link("mailto ampersand first", "mailto:a@gov.cn&amp;subject=x"),
    link("mailto header without value", "mailto:a@gov.cn?subject"),
    link("mailto full stop glued", "mailto:a@gov.cn。"),
    link("mailto misspelt", "mailt:a@gov.cn", "mailto:a@gov.cn"),
    link("mail address alone", "help@gov.cn", "mailto:help@gov.cn"),
    link("tel with spaces", "tel:+86 10 6655", "tel:+86106655"),
    link("tel with encoded spaces", "tel:400%20123"),
    link("tel with full-width digits", "tel:１２３７８", "tel:12378"),
    link("tel with letters", "tel:400-CALL"),
    link("tel with Chinese", "tel:12378转1"),
    link("tel empty", "tel:"),
    link("tel with slashes", "tel://12378", "tel:12378"),
    link("tel plus alone", "tel:+"),
    link("tel too long", "tel:+8610123456789012345"),
    link("tel with full-width plus", "tel:＋861012378"),
    link("tel with an empty extension", "tel:12378;ext="),
    link("tel missing colon", "tel12378"),
    link("tel undefined", "tel:undefined"),
    link("sms with letters", "sms:abc"),
    link("tel with a bare number sign", "tel:*21#", "tel:*21%23"),
    link("encoded space glued", "https://www.gov.cn/a%20", "https://www.gov.cn/a"),
    link("address cut off", "https://www.gov.cn/abc..."),
    link("address escaped twice", "https://www.gov.cn/?a=1&amp;amp;b=2", "https://www.gov.cn/?a=1&b=2"),
    link("own host before the path again", "https://www.gov.cn/https://www.gov.cn/a", "https://www.gov.cn/a"),
    link("mailto second question mark", "mailto:a@gov.cn?subject=x?body=y"),
    body("data image damaged", '<img src="data:image/png;base64,A*A=" alt="">'),
    body("data image without comma", '<img src="data:image/png;base64" alt="">'),
    body("form over a misspelt scheme", '<form action="htts://www.gov.cn/"></form>'),
    body("image on a preview host", '<img src="http://localhost/x.png" alt="">'),
    head("preconnect to an impossible host", '<link rel="preconnect" href="https://www..cn">'),
]

KINDS = PATHS + ANCHORS + ASSETS + SITE + ADDRESSES
