"""Numbers a reader could dial, pay to or add: in a page only those that docs/data holds.

A registry, not judgement: the text is brought to plain digits (full width, circled, Han), separators are dropped, and what
has the shape of a phone, card or identity number must stand in docs/data/channels. The same for chat ids, mail and web addresses.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from macros import policy, seen, template
from macros.strictyaml import Loc, dotted, line_of, read_yaml

_HAN = {char: digit for digit, chars in enumerate(("〇零○洞", "一壹幺弌", "二贰弍", "三叁弎", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖")) for char in chars}
_HAN_CLASS = "".join(_HAN)
_HAN_RUN = re.compile(rf"[{_HAN_CLASS}](?:[ \-.·—–/(),;、]{{0,2}}[{_HAN_CLASS}0-9]){{4,}}|[0-9](?:[ \-.·—–/()]{{0,2}}[{_HAN_CLASS}0-9]){{4,}}")
_LETTER_RUN = re.compile(r"(?<![A-Za-z])(?=(?:[OolI]*[ -]?[0-9]){6})(?:[0-9OolI][ -]?){9,11}[0-9OolI](?![A-Za-z])")
_WORD = {word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())} | {"oh": "0"}
_WORD_RUN = re.compile(rf"\b(?:{'|'.join(_WORD)})(?:[ ,.-]{{1,2}}(?:{'|'.join(_WORD)})){{4,}}\b", re.I)
_LETTERS = str.maketrans("OolI", "0011")

# what breaks a number up for the eye and not for the thumb
_SEPARATOR = r"[ \t\u00a0\-‐‑–—−_.·•‧・*~～/\\|,，'’“”\"()<>\[\]【】「」…=→#&+＋:：;；]"
_RUN = re.compile(rf"[0-9](?:{_SEPARATOR}{{0,3}}[0-9Xx](?![A-WYZa-wyz]))*")
_SHAPES = (
    ("a mobile number", re.compile(r"(?:0?0?86|0)?1[3-9]\d{9}\Z")),
    ("a service number", re.compile(r"(?:86)?[48]00\d{7}\Z")),
    ("a number with area code", re.compile(r"(?:(?:0?0?86)?0?|0)(?:10|2[0-57-9])[2-8]\d{7}\Z|0[3-9]\d{2}[2-8]\d{6,7}\Z|0(?:10|2\d|[3-9]\d\d)(?:1[02]|9[56])\d{3,4}\Z")),
    ("a number abroad", re.compile(r"00(?!86)[1-9]\d{7,13}\Z")),
    ("a message sender's number", re.compile(r"106\d{7,17}\Z")),
    ("an identity number", re.compile(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\Z")),
    ("a card or account number", re.compile(r"[1-9]\d{14,18}\Z")),
)
_SHORT = ("a short phone number", re.compile(r"[19]\d{4}\Z|9[56]\d{4}\Z"))
# what is dialled without an area code or from abroad shows by what stands before it
_LOCAL = re.compile(r"(?:电话|热线|座机|致电|拨打|拨|打|(?<![a-z])(?:tel|phone|call|dial))[号码是为 :：.]{0,4}(?P<number>[2-8]\d{2,3}[ -]?\d{4})(?![\d-])", re.I)
_ABROAD = re.compile(r"(?<![\w)\]])\+ ?(?!86)(?P<number>[1-9](?:[ ().-]{0,2}\d){7,14})(?!\d)")
_SPELLED = re.compile(r"\d(?P<gap>[ -])\d(?:(?P=gap)\d)+\Z")  # 9 5 5 9 9
# dates, spans of years, standards, decrees, case numbers, money: digits that nobody dials
_HARMLESS = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}日?)?(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\s*[-–—~～]\s*(?:19|20)\d\d(?!\d)"
    r"|(?<![A-Za-z])(?:GB|GBT|GB/T|GB/Z|JR/T|YD/T|JR|YD|ISO|IEC|DB\d\d)(?:/[A-Z])?\s?\d{2,6}(?:\.\d+)?(?:\s?[-—–:]\s?(?:19|20)\d\d)?(?!\d)"
    r"|[〔\[(（](?:19|20)\d\d[〕\])）]\s*[^\s\d]{0,12}?\d{0,4}[^\s\d]{0,8}?第?\s*\d{1,6}\s*(?=号)"
    r"|(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)(?!\s*[-,]\d)"
    r"|[¥￥$]\s?\d+(?:\.\d{1,2})?(?!\d)"
    r"|(?<![\d:：])\d{1,2}[:：]\d{2}(?![\d:：])"
    r"|(?<![\d.])(?:\d{1,6}\.\d{2}|\d{1,2}\.\d{1,6})(?![\d.])")
_UNIT = re.compile(r"\s*(?:(?:到|至|或|和|、|to|and|or|[-–—~～])\s*[\d,.]+\s*)?(?:万|亿|元|块|角|分(?!机)|人|次|条|件|户|家|笔|天|字|页|期|倍|%|％|‰|yuan|RMB|CNY|people|times|days|pages|words|characters)", re.I)

_CHAT = re.compile(
    r"(?:[微薇威徽]\s?信|(?:wei|[微薇威vV])\s?(?:信|[❤♥♡])|(?<![A-Za-z])(?:weixin|wechat|v\s?x|w\s?x|q\s?q|telegram|whatsapp|skype|signal(?=[ :：]+[a-z_-]*\d)|tg|line id)(?![A-Za-z])|扣扣|企鹅|🐧|绿泡泡"
    r"|[加+➕]\s?[vVqQ](?![A-Za-z])|(?<![A-Za-z])(?:[qQ](?=[群号])|[vV](?=[:号]))|(?:钉钉|飞机|飞书|抖音|快手|小红书|支付宝)(?=[账帐]?号)|飞信|私信|(?<![\w./@-])@)"
    r"(?P<gap>(?:群|号码|账号|帐号|号|同号|是|为|加|联系|搜|id|number|no\.?|[\s:：=@_\-“\"'‘(（])*)(?P<id>[A-Za-z0-9][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_.-]*[A-Za-z0-9_-])", re.I)
_NAMED = re.compile(r"号|加|搜|id|number|[:：=@]", re.I)
_MAIL = re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}\s?(?:@|艾特|\(at\)|\[at\]|#at#|#(?=\w+\.com))\s?[\w-]{1,64}(?:\.[\w-]{1,64}){0,9}\.\w{2,}")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}[:：]\s?[/／\\]{2}[^\s<>\"'”’）)\]，。；]*")
_WEB = re.compile(r"https://[!-;=?-~]+")
_TOP = "cn|com|net|org|top|xyz|vip|cc|me|io|app|link|ly|im|info|shop|site|club|online|ltd|cloud|ink|pro|win|icu|wang|tv|co|us|ru|hk|tw|gl|gd|to|la|fun|work|live|mobi|biz|asia|ren|love|group|store|fans|chat|plus|tech|email|dev|ai|website|space|host"
_PATH = r"/[^\s<>）)\]，。；]*"
_DOT = re.compile(rf"(?:(?<=[a-z])\s?(?:点| \.)|(?<=[a-z0-9])\s?(?:\(dot\)|\[dot\]|(?<=\s)dot(?=\s)))\s?(?=(?:{_TOP})(?![a-z0-9]))", re.I)
# a known ending; any ending behind www. or before a path; an ending in Chinese; an address of digits with a port or path
_BARE_HOST = re.compile(
    rf"(?<![A-Za-z0-9@/_.-])(?:(?:[a-z0-9-]{{1,63}}\.){{1,9}}(?:{_TOP})(?![A-Za-z0-9_-]|\.[a-z0-9])(?:{_PATH})?|www\.[a-z0-9.-]+|(?:[a-z0-9-]{{2,63}}\.){{1,9}}[a-z]{{2,}}{_PATH}"
    rf"|[\w-]{{1,63}}\.(?:中国|公司|网络|网址|在线|商城|集团)(?!\w)|\d{{1,3}}(?:\.\d{{1,3}}){{3}}[:/]\w)", re.I)
_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*")
_LINK_LINE = re.compile(r"^\s{0,3}\[[^\]\n]+\]:\s*\S+", re.M)
_ID_MARK = re.compile(r"\{\s*[#.:][^{}]*\}")


def known(site) -> frozenset[str]:
    """The digits pages may print: channels' numbers, and how to dial them."""
    found: set[str] = set()
    for channel in site.channels.values():
        texts = [channel.number or "", channel.id]
        texts += [channel.dialling_note.zh, channel.dialling_note.en] if channel.dialling_note else []
        for text in texts:
            found.update(re.sub(r"\D", "", run.group(0)) for run in re.finditer(r"\d(?:[-–—]?\d)+", text))
    return frozenset(found)


def typed(text: str) -> str:
    """A line of Markdown as far as the reader sees it: entities and marks resolved, addresses of links left out."""
    text = _ID_MARK.sub("", _LINK_LINE.sub("", _TARGET.sub("](", text)))
    text = html.unescape(re.sub(r"<(?!https?:|[\w.+-]+@)/?[A-Za-z!][^<>]*>", "", text))
    # emphasis and code marks between digits are not seen
    return re.sub(r"(?<=[0-9])(?:\*{1,3}|_{1,3}|`|~~|\\)+(?=[0-9])", "", text)


def plain(text: str) -> str:
    """The text in plain digits: full width, circled, of other scripts, spelled, letters among digits."""
    if not text.isascii():
        text = "".join(_digit(char) for char in unicodedata.normalize("NFKC", text) if char not in "\u20e3\ufe0f")
        text = re.sub(r"(?<=[A-Za-z0-9])[。．｡](?=[A-Za-z0-9])", ".", text)
    text = re.sub(r"(?<![a-z])(https?)(?=//)", r"\1:", text, flags=re.I)
    text = _WORD_RUN.sub(lambda match: "".join(_WORD.get(word, "") for word in re.split(r"[ ,.-]+", match.group(0).lower())), text)
    return _LETTER_RUN.sub(lambda match: match.group(0).translate(_LETTERS), text)


def _digit(char: str) -> str:
    if char.isascii() or not char.isnumeric() or char in _HAN:
        return char
    value = unicodedata.numeric(char)
    # 两 and the like are words; Suzhou numerals and counting rods are digits
    return str(int(value)) if value in range(10) and unicodedata.category(char) != "Lo" else char


def _han_digits(text: str) -> str:
    """Long runs of Han digits, or of mixed ones, as plain digits; 二〇二五 and 第三条 stay."""
    return _HAN_RUN.sub(lambda match: "".join(str(_HAN.get(char, char)) for char in match.group(0)), text)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


def _in_line(text: str, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(number, what it looks like) of one line or of lines that Markdown joins."""
    text = _han_digits(_HARMLESS.sub(lambda match: "¤" * len(match.group(0)), text))
    for run in _RUN.finditer(text):
        groups = list(re.finditer(r"[0-9Xx]+", run.group(0)))
        if sum(len(group.group(0)) for group in groups) < 5:
            continue
        found = _in_run(run.group(0), groups, allowed, text[run.end():])
        if found:
            yield found
    for shape, what in ((_LOCAL, "a phone number"), (_ABROAD, "a number abroad")):
        for match in shape.finditer(text):
            if _bare(match["number"]) not in allowed and not _is_amount(text[match.end():]):
                yield match["number"], what


def _spans(groups: list[re.Match]) -> Iterator[tuple[int, int, str]]:
    """(first, last, digits) of every row of neighbouring groups, of up to 20 digits."""
    for first in range(len(groups)):
        digits = ""
        for last in range(first, len(groups)):
            digits += groups[last].group(0)
            if len(digits) > 20:
                break
            yield first, last, digits


def _in_run(run: str, groups: list[re.Match], allowed: frozenset[str], after: str) -> tuple[str, str] | None:
    spans = list(_spans(groups))
    good = [(first, last) for first, last, digits in spans if digits in allowed and len(digits) > 4]
    spans = [span for span in spans if not any(start <= span[0] and span[1] <= end for start, end in good)]
    for what, shape in _SHAPES:
        for first, last, digits in spans:
            # more groups, of different lengths, are a list
            if shape.match(digits) and (last - first < 6 or last - first == len(digits) - 1):
                return run[groups[first].start():groups[last].end()], what
    for first, last, digits in spans:
        shown = run[groups[first].start():groups[last].end()]
        if _SHORT[1].match(digits) and (first == last or _SPELLED.match(shown)) and not _is_amount(run[groups[last].end():] + after):
            return shown, _SHORT[0]
    return None


def _is_amount(after: str) -> bool:
    """Whether a unit follows, at once or behind the other end of a range: 10000-20000 元."""
    return bool(_UNIT.match(after) or _UNIT.match(re.sub(r"^[\s\d.,~～–—-]*", "", after)))


def _contacts(text: str, allowed: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """(what is written, what it is, the cure) of chat ids, mail and web addresses."""
    for match in _CHAT.finditer(text):
        id_ = match["id"]
        telling = any(char.isdigit() or char in "_-" for char in id_) or _NAMED.search(match["gap"])
        if telling and id_ not in allowed and not (id_.isdigit() and len(id_) == 4):
            yield match.group(0), "a chat id", "delete it; no chat account is official"
    for match in _MAIL.finditer(text):
        yield match.group(0), "a mail address", "delete it, or name the office in words"
    for match in _ADDRESS.finditer(text):
        if policy.link_fault(match.group(0)):
            yield match.group(0), "an address that is not official", "name the source in words"
    for match in _BARE_HOST.finditer(_DOT.sub(".", _ADDRESS.sub("", _MAIL.sub("", text)))):
        if policy.link_fault(f"https://{match.group(0).lower()}"):
            yield match.group(0), "an address that is not official", "name the source in words"


_DIGITS = re.compile(r"(?:[0-9][^A-Za-z0-9]{0,4}){4}[0-9]")
_HINT = re.compile(r"[微薇威徽v]\s?[信❤♥♡]|wei信|weixin|wechat|(?<![a-z])(?:v\s?x|w\s?x|q\s?q|tg|line)|telegram|whatsapp|skype|signal|扣扣|企鹅|🐧|绿泡泡|[加+➕]\s?[vq]|[qv][群号:：]|[书音手宝钉机][账帐]?号|飞信|私信|@|艾特|\bat\b|#|//|／／|\\\\|[a-z0-9]\s?(?:点|\.|\(dot|\[dot|dot)|\.(?:中国|公司|网|在线|商城|集团)", re.I)


_IN_PAGE = '{{ channel("id") }}; delete what belongs to a person'
_IN_DATA = "delete it, or add the office to docs/data/channels"


def _findings(text: str, allowed: frozenset[str], cure: str = _IN_PAGE) -> Iterator[tuple[str, str]]:
    """(what is written, the message) of a text as the reader sees it."""
    shown = plain(text)
    if _DIGITS.search(shown) or _HAN_RUN.search(shown):
        # the digits of an official address are not dialled
        for number, what in _in_line(_WEB.sub(lambda match: match.group(0) if policy.link_fault(match.group(0)) else "", shown), allowed):
            yield number, f'"{number}" looks like {what} that docs/data does not hold. Allowed: numbers of docs/data/channels. Fix: {cure}.'
    if _HINT.search(shown):
        for written, what, fix in _contacts(shown, allowed):
            yield written, f'"{written[:60]}" is {what}. Allowed: what docs/data holds, https addresses of official hosts. Fix: {fix}.'


def problems(page, allowed: frozenset[str]) -> list[str]:
    """Return lines of a page, front matter included, with a number or address that docs/data does not hold.

    `allowed` comes from `known`. A page whose macro calls cannot be read has its own message elsewhere.
    """
    out = []
    for key, value in page.meta.items():
        if key not in ("source_hash", "reviewed", "next_check", "source_date"):
            out += [f"{page.path}:{page.meta_lines[key]}: {key}: {found}" for _, found in _findings(value, allowed)]
    try:
        lines = template.words(page.body).split("\n")
    except template.PageError:
        return out
    for number, line in enumerate(lines, start=page.offset + 1):
        out += [f"{page.path}:{number}: {found}" for _, found in _findings(typed(line), allowed)]
    out += _over_lines(page, lines, allowed)
    return out


def html_problems(html: str, page, allowed: frozenset[str]) -> list[str]:
    """The same of a page as Markdown made it: what its source hides in footnotes, tooltips, brackets, comments."""
    return [f"{page.path}:{policy.line_of(page, [written, re.split(r'[^0-9A-Za-z]', written)[0]])}: {found}"
            for line in seen.lines(html) for written, found in _findings(line, allowed)]


def data_problems(docs: Path, allowed: frozenset[str]) -> list[str]:
    """The same of the words in docs/data."""
    out = []
    for path in sorted((docs / "data").rglob("*.yml")):
        name = f"docs/{path.relative_to(docs).as_posix()}"
        value, lines, _ = read_yaml(path, name)
        for loc, text in _texts(value, ()):
            # where a company publishes what is known about its loan is part of the fact
            text = _BARE_HOST.sub("", text) if path.parent.name == "products" else text
            out += [f"{name}:{line_of(lines, loc)}: {dotted(loc)}: {found}" for _, found in _findings(text, allowed, _IN_DATA)]
    return out


def _texts(value, loc: Loc) -> Iterator[tuple[Loc, str]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str) and key in ("zh", "en", "title", "article"):
            yield (*loc, key), item
        yield from _texts(item, (*loc, key))


def _over_lines(page, lines: list[str], allowed: frozenset[str]) -> Iterator[str]:
    """Numbers broken over two lines that Markdown joins."""
    for number, (line, following) in enumerate(zip(lines, lines[1:]), start=page.offset + 1):
        end, start = plain(typed(line[-24:].rstrip())), plain(typed(following[:24]))
        if re.search(rf"[0-9{_HAN_CLASS}]\W{{0,2}}\Z", end) and re.match(rf"\W{{0,2}}[0-9{_HAN_CLASS}]{{2,}}(?![.)]\s)", start):
            before = {text for text, _ in _in_line(end, allowed)} | {text for text, _ in _in_line(start, allowed)}
            for shown, what in _in_line(f"{end} {start}", allowed):
                if shown not in before:
                    yield f'{page.path}:{number}: "{shown}" looks like {what} that docs/data does not hold, over two lines. Fix: {{{{ channel("id") }}}}.'
