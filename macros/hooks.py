"""The build events of MkDocs, each one call into a module. With __init__.py the only file that knows MkDocs."""

from __future__ import annotations

import logging
import os
import re
import sys
from datetime import datetime, timezone
from functools import lru_cache
from html import escape
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
log = logging.getLogger("mkdocs.hooks")

# The sources of this build and what each page printed; filled in on_config, read until on_post_build.
STATE: dict = {}


def _fail(messages: list[str]) -> None:
    for message in messages:
        print(message, file=sys.stderr)
    raise Abort(f"{len(messages)} problem(s), listed above. Nothing was published.")


def _ensure_path() -> None:
    # MkDocs takes the hook's folder off sys.path again after loading it.
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def on_startup(command, dirty, **kwargs) -> None:
    """Fix the one build date before anything reads a clock."""
    _ensure_path()
    from macros import clock

    try:
        day = clock.site_date()
    except clock.ClockError as error:
        _fail([str(error)])
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()))


@event_priority(100)
def _read_sources(config, **kwargs):
    """Read pages and data strictly; every mistake of every file is told at once."""
    _ensure_path()
    from macros import inventory

    i18n = config.plugins["i18n"]
    if not i18n.building:
        try:
            STATE["inventory"] = inventory.load(Path(config.docs_dir))
        except inventory.Problems as error:
            _fail(error.messages)
        STATE["outputs"], STATE["uses"], STATE["failed"] = {}, {}, []
    _prepare_jieba()
    return config


def _prepare_jieba() -> None:
    """Keep jieba's files in the checkout, and what it has cut already, for the rebuilds of `serve`."""
    import jieba

    CACHE.mkdir(exist_ok=True)
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(CACHE)
    if not hasattr(jieba.cut, "cache_info"):
        cut = jieba.cut
        jieba.cut = lru_cache(maxsize=None)(lambda text: list(cut(text)))


def on_env(env, config, files):
    """Compile the theme's templates once, not in every build."""
    folder = CACHE / "templates"
    folder.mkdir(exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


@event_priority(-200)
def _install_renderer(config, **kwargs):
    """Replace the template environment of mkdocs-macros by the one that treats a page as data."""
    from macros import template

    plugin = config.plugins["macros"]
    plugin._env = template.ENVIRONMENT
    plugin.render = lambda markdown, force_rendering=False: _render(plugin, markdown)
    plugin.variables.pop("page", None)
    return config


on_config = CombinedEvent(_read_sources, _install_renderer)


def _render(plugin, markdown: str) -> str:
    from macros import inventory

    src = plugin._page.file.src_uri
    try:
        text, outputs, uses = STATE["inventory"].render(src, markdown)
    except inventory.Problems as error:
        _fail(error.messages)
    STATE["outputs"][src] = outputs
    STATE["uses"][src] = uses
    return text


def on_nav(nav, config, files):
    """Refuse a page that no menu leads to."""
    led = {page.file.src_uri for page in nav.pages}
    lost = [file.src_uri for file in files.documentation_pages() if file.src_uri not in led]
    if lost:
        _fail([f"docs/{src}:1: the page is not in the menu. Allowed: pages named under nav in mkdocs.yml. Fix: add a line there." for src in lost])
    return nav


@event_priority(-200)
def on_page_content(html, page, config, files):
    """Refuse what a page may not carry, join Chinese lines, put the macros' output in."""
    from macros import numbers, policy, softbreak, template
    from macros.pages import grid

    src = page.file.src_uri
    whole = STATE["inventory"]
    page_source = whole.source(src)
    problems = policy.html_problems(html, f"docs/{src}", page_source) or numbers.html_problems(html, page_source, numbers.known(whole.site))
    if problems:
        _fail(problems)
    outputs = STATE["outputs"].get(src, [])
    _plain_toc(page.toc, outputs)
    if src.endswith("start/safe-first.md"):
        # whoever searches in distress finds this page first
        page.meta["search"] = {"boost": 4}
    # the reader's question belongs to the text, so that search finds the page by it
    question = escape(STATE["inventory"].source(src).meta["question"])
    whole_html = f'<p class="page-question">{question}</p>\n' + template.fill(grid.stack_wide(softbreak.join(html)), outputs)
    problems = policy.id_problems(whole_html, f"docs/{src}", page_source)
    if problems:
        _fail(problems)
    return whole_html


def _plain_toc(toc, outputs) -> None:
    from macros import template

    for item in toc:
        item.title = template.MARK.sub(lambda match: re.sub(r"<[^>]+>", "", outputs[int(match.group(1))][0]), item.title)
        _plain_toc(item.children, outputs)


def on_page_context(context, page, config, nav):
    """Give the theme the page's dates and its address in the other language."""
    src = page.file.src_uri
    about = STATE["inventory"].about(src, STATE["uses"].get(src, []))
    context["about_page"] = about
    if about["lang"] == "en":
        # where the theme looks for the search index: each language has its own
        context["base_url"] = f"{context['base_url']}/en/"
    return context


@event_priority(-200)
def on_post_build(config, **kwargs):
    """After the last language: finish the files and check every link of what was built."""
    if config.plugins["i18n"].building:
        return
    from macros import finish, stale

    for line in stale.warnings(STATE["inventory"], STATE["uses"]):
        print(f"NOTE stale: {line}", file=sys.stderr)
    problems = finish.finish(Path(config.site_dir), config.site_url or "", STATE["inventory"], STATE["uses"])
    if problems:
        _fail(problems)
