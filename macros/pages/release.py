"""The download page: where the books will stand once a release has made them."""

from __future__ import annotations

from macros.pages.context import Page, macro

# `make release` replaces what stands between these marks by the books with size and checksum.
BEGIN, END = "<!--downloads-->", "<!--/downloads-->"


@macro(block=True)
def downloads(page: Page) -> str:
    """The table of books in a release; in a plain build a sentence that says how they are made."""
    words = page.say("这一份网站没有附带离线书。正式发布的网站在这里列出两本书、大小和校验值。",
                     "This copy of the site comes without the offline books. A released site lists both books here with size and checksum.")
    return f'<div class="downloads">{BEGIN}<p>{words}</p>{END}</div>'
