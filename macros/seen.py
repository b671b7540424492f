"""What a reader sees of a page's HTML, line by line: text of each block, tooltips, alternative texts; comments too, they are published."""

from __future__ import annotations

import html as html_lib
import re
from collections.abc import Iterator

from macros import template

_NOTE = re.compile(r'<sup id="fnref[^"]*">.*?</sup>', re.S)
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_SAID = re.compile(r"""\s(?:title|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|dfn|em|i|ins|kbd|label|mark|s|small|span|strong|sub|sup|u)(?=[\s/>])[^>]*>")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.S)


def lines(html: str) -> Iterator[str]:
    """The texts of HTML whose every tag is whole; what stands on one line of the screen comes as one.

    >>> list(lines('<p>1<b>2</b><br>3</p><img alt="4">'))
    ['4', '12 3']
    """
    html = template.MARK.sub("\ufffc", html)
    for comment in _COMMENT.findall(html):
        yield " ".join(comment.split())
    html = _NOTE.sub("", _COMMENT.sub("", html))
    for tag in _TAG.findall(html):
        for values in _SAID.findall(tag):
            yield html_lib.unescape("".join(values))
    for index, piece in enumerate(_PRE.split(html)):
        # a line break of code is seen, one of Markdown is a space
        piece = piece if index % 2 else re.sub(r"\s*\n\s*", " ", piece)
        text = _TAG.sub("\n", _INLINE.sub("", re.sub(r"<br[^>]*>", " ", piece)))
        yield from (html_lib.unescape(line) for line in text.split("\n") if line.strip())
