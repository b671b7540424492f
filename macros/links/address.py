"""Judging an address by its text alone: schemes, hosts, ports, mailto and tel. Nothing is ever fetched.

Sources: the URL standard (schemes, hosts, ports), RFC 6068 (mailto), RFC 3966 (tel), RFC 5724 (sms), UTS 46 (international hosts),
the Fetch standard's list of blocked ports. Where a browser would repair an address silently but a person who copies or reads it
would not (a full-width dot, `http:/x`), it is still reported.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

from .finding import Problem

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
CONTROLS = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
DOUBLE_PERCENT = re.compile(r"%25[0-9A-Fa-f]{2}")
TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|<%|%>|\]\(|\[\[|^\[[^\]]*\]$|\[object[ +]|\[object%20", re.I)
ENCODED_TEMPLATE = re.compile(r"[^?#]*%7B(?:%7B|%25)", re.I)  # in a query it may be what somebody searches for
PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w.\-]*\}")
INVISIBLE = re.compile("[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\x7f]")
GLUED_RAW = "。，、；：！？”’》」』…"
GLUED_ENCODED = "。，、；：》"
PAIRS = {"）": "（", "】": "【", "〉": "〈", ")": "(", "]": "[", "}": "{"}

# Handled by browsers or by programs that any device has.
FINE_SCHEMES = frozenset("ftp ftps geo irc ircs magnet matrix news nntp sip sips urn doi webcal xmpp ws wss im openpgp4fpr bitcoin".split())
LOCAL_SCHEMES = frozenset("file blob filesystem chrome chrome-extension edge moz-extension resource view-source vscode x-apple".split())
APP_SCHEMES = frozenset(
    "weixin wechat wxwork alipay alipays alipayhk alipayqr mqq mqqapi mqqwpa mqzone tim tencent taobao tbopen tmall openapp.jdmobile jd "
    "pinduoduo snssdk1128 snssdk143 snssdk2329 douyin kwai ksnebula kuaishou bilibili sinaweibo weibo zhihu xhsdiscover baiduboxapp baiduyun "
    "baidumap bdapp amapuri androidamap iosamap imeituan meituanwaimai dianping eleme ele didi diditaxi unionpay uppay uppaywallet upwrp "
    "dingtalk feishu lark intent market itms itms-apps itms-appss app tg whatsapp skype fb twitter instagram line viber facetime "
    "facetime-audio callto zoommtg slack".split()
)
DOCUMENT_SUFFIXES = frozenset("html htm xhtml php asp aspx jsp css js mjs json xml svg png jpg jpeg gif webp pdf txt csv".split())
MISSPELT_SUFFIXES = frozenset("con cmo ocm vom cpm xom coom comm ogr orgg nett cnn ccn".split())
PRIVATE_SUFFIXES = (".localhost", ".local", ".test", ".invalid", ".internal", ".intranet", ".lan", ".localdomain", ".home.arpa")
# Written in examples as if public, like example.com: not reported.
DOCUMENTATION_NETS = tuple(map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")))
# https://fetch.spec.whatwg.org/#port-blocking
BLOCKED_PORTS = frozenset(
    [0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119]
    + [123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990]
    + [993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]
)


class Web(NamedTuple):
    """The parts of an http(s) address; host in lower case, port as text ('' for the scheme's own)."""

    scheme: str
    host: str
    port: str
    path: str
    tail: str  # query and fragment, with their marks

    @property
    def origin(self) -> tuple[str, str]:
        return self.host, self.port


def clean(value: str) -> str:
    """`value` as browsers read it: spaces around it and line breaks inside it do not count."""
    text = value.strip(CONTROLS)
    return text if text.isprintable() else text.translate(_REMOVED)


def split_web(text: str) -> Web | None:
    """The parts of a well-formed `scheme://host…`; None for anything else, which `web_problem` explains."""
    match = re.match(r"(https?)://([^/?#\\]+)([^?#]*)(.*)$", text, re.I | re.S)
    if not match:
        return None
    scheme, authority, path, tail = match.group(1).lower(), match.group(2), match.group(3), match.group(4)
    host, _, port = authority.rpartition(":") if re.search(r":\d*$", authority) else (authority, "", "")
    if port == {"http": "80", "https": "443"}[scheme]:
        port = ""
    host = host.lower() if host.isascii() else _to_ascii(host) or host
    return Web(scheme, host.lower(), port, path or "/", tail)


def text_problem(text: str) -> Problem | None:
    """What is wrong in any address, whatever its scheme: template syntax or Markdown that was never rendered."""
    if text[:5].lower() != "data:" and (TEMPLATE.search(text) or ENCODED_TEMPLATE.match(text)):
        return Problem("template or Markdown syntax that was not rendered")
    return None


def schemed_problem(text: str, scheme: str) -> Problem | None:
    """What is wrong with `text`, which begins with `scheme:` (lower case), if anything."""
    rest = text[len(scheme) + 1 :]
    if scheme in ("http", "https"):
        return web_problem(text)
    if scheme == "mailto":
        return mailto_problem(rest)
    if scheme in ("tel", "sms"):
        return tel_problem(rest, scheme)
    if scheme == "data":
        return _data_problem(rest)
    if scheme == "about":
        return None if re.match(r"(blank|srcdoc)\b", rest) else Problem("about: address that no page may open")
    if scheme in ("javascript", "vbscript"):
        return Problem("script instead of an address")
    if len(scheme) == 1:
        return Problem("path on one computer's drive")
    if scheme in LOCAL_SCHEMES:
        return Problem("address that exists on one computer only")
    if scheme in APP_SCHEMES or scheme.startswith("snssdk"):
        return Problem("app deep link, dead without that app")
    if scheme in FINE_SCHEMES:
        return None
    if "." in scheme or scheme == "localhost":
        return Problem("host and port without a scheme", f"https://{text}")
    near = difflib.get_close_matches(scheme, ["https", "http", "mailto", "tel"], 1, 0.6)
    if near:
        return Problem("misspelt scheme", f"{near[0]}:{rest}")
    return Problem("scheme that browsers do not know")


def _data_problem(rest: str) -> Problem | None:
    kind, comma, content = rest.partition(",")
    if not comma:
        return Problem("data: address without a comma")
    if kind.strip().lower().endswith(";base64"):
        plain = re.sub(r"\s", "", unquote(content.partition("#")[0]))
        if not re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", plain) or len(plain.rstrip("=")) % 4 == 1:
            return Problem("data: address whose base64 is damaged")
    return None


def web_problem(text: str) -> Problem | None:
    """What is wrong with an http(s) address of another site, if anything."""
    scheme, rest = text.split(":", 1)
    scheme = scheme.lower()
    if not rest.startswith("//"):
        if "：" in rest[:6] or "／" in rest[:3]:
            return Problem("full-width punctuation in the address", unicodedata.normalize("NFKC", text))
        bare = rest.lstrip("/\\")
        return Problem("// missing after the scheme", f"{scheme}://{bare}" if bare else None)
    if rest.startswith("///") or rest == "//":
        return Problem("no host")
    doubled = re.match(r"//(https?|//)(:|//?|%3A|：)", rest, re.I)
    if doubled:
        return Problem("scheme written twice", "https://" + re.sub(r"^(https?|[:/：]|%3A)+", "", rest[2:], flags=re.I))
    parts = re.match(r"//([^/?#\\]*)([^?#]*)(\?[^#]*)?(#.*)?$", rest, re.S)
    assert parts is not None  # every part is optional
    authority, path = parts.group(1), parts.group(2)
    if re.match(rf"/https?:/+{re.escape(authority)}", path, re.I) and authority:
        return Problem("two addresses written into one", f"{scheme}:/{path[path.index(':') + 1 :]}".replace(":///", "://"))
    return authority_problem(authority, path, scheme) or _path_problem(path, parts.group(3) or "", text)


def authority_problem(authority: str, path: str, scheme: str) -> Problem | None:
    """What is wrong with `host[:port]`, if anything; `path` helps to tell two addresses written into one."""
    if not authority:
        return Problem("no host")
    if "@" in authority or "＠" in authority:
        return Problem("name or password before the host, which hides where the link leads")
    host, port = authority, None
    if authority.startswith("["):
        host, _, after = authority.partition("]")
        host += "]"
        if after and not after.startswith(":"):
            return Problem("impossible host")
        port = after[1:] if after else None
    elif ":" in authority:
        host, port = authority.split(":", 1)
    if port is not None:
        if port == "" and path.startswith("//"):
            return Problem("two addresses written into one")
        if port and (not port.isascii() or not port.isdigit()):
            return Problem("port that is not a number")
        if port and int(port) > 65535:
            return Problem("port above 65535")
        if port and int(port) in BLOCKED_PORTS:
            return Problem("port that browsers refuse")
    return host_problem(host)


def host_problem(host: str) -> Problem | None:
    """What is wrong with a host name or address, if anything: impossible, or not reachable by readers."""
    if host.startswith("["):
        return _ip_problem(host[1:-1], 6)
    if "%" in host:
        host = unquote(host)
    if any(c in host for c in "．。｡：／＠") or any(0xFF01 <= ord(c) <= 0xFF5E for c in host):
        return Problem("full-width punctuation or letters in the host", unicodedata.normalize("NFKC", host).replace("。", "."))
    ascii_host = host.lower() if host.isascii() else _to_ascii(host)
    if ascii_host is None:
        return Problem("impossible host")
    labels = ascii_host.removesuffix(".").split(".")
    if len(ascii_host) > 253 or any(not label or len(label) > 63 for label in labels):
        return Problem("impossible host")
    if any(not re.fullmatch(r"[a-z0-9_\-]+", label) for label in labels):
        return Problem("impossible host")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return _ip_problem(ascii_host, 4)
    if ("." + ascii_host.removesuffix(".")).endswith(PRIVATE_SUFFIXES):
        return Problem("preview address that readers cannot reach")
    if len(labels) == 1:
        return Problem("host without a domain")
    last = labels[-1]
    if any("_" in label or label[0] == "-" or label[-1] == "-" for label in labels[-2:]):
        return Problem("impossible host")
    if last in DOCUMENT_SUFFIXES:
        return Problem("file name where a host should be")
    if last in MISSPELT_SUFFIXES or len(last) < 2 or not (last.isalpha() or last.startswith("xn--")):
        return Problem("impossible host: no such ending")
    if any(label.startswith("xn--") and not _punycode_ok(label) for label in labels):
        return Problem("impossible host")
    return None


def _to_ascii(host: str) -> str | None:
    """`host` in the form that goes over the wire (UTS 46 as browsers apply it); None when there is none."""
    import idna

    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except idna.IDNAError:
        return None
    if any(unicodedata.category(c)[0] in "PZC" and c not in "-._·・\u200c\u200d" for c in mapped):
        return None
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in mapped.split("."))


def _punycode_ok(label: str) -> bool:
    try:
        plain = label[4:].encode().decode("punycode")
        return not plain.isascii() and all(unicodedata.category(c)[0] in "LMNS" or c in "·・-" for c in plain)
    except (UnicodeError, ValueError, IndexError):
        return False


def _ip_problem(text: str, version: int) -> Problem | None:
    try:
        address = ipaddress.ip_address(text if version == 6 else _ipv4(text))
    except ValueError:
        return Problem("impossible host")
    if not address.is_global and not any(address in net for net in DOCUMENTATION_NETS):
        return Problem("preview address that readers cannot reach")
    return None


def _ipv4(host: str) -> int:
    """The number that browsers read from a dotted, octal or hexadecimal IPv4 host. Raises ValueError."""
    numbers = []
    for part in host.removesuffix(".").split("."):
        base = 16 if part.startswith("0x") else 8 if len(part) > 1 and part.startswith("0") else 10
        numbers.append(int(part.removeprefix("0x") or "0", base))
    if len(numbers) > 4 or any(n > 255 for n in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise ValueError(host)
    return numbers[-1] + sum(n << (8 * (3 - i)) for i, n in enumerate(numbers[:-1]))


def _path_problem(path: str, query: str, text: str) -> Problem | None:
    if " " in path:
        return Problem("space inside the address", text.replace(" ", "%20"))
    if INVISIBLE.search(text):
        return Problem("invisible character or odd space inside the address", INVISIBLE.sub("", text))
    if "\\" in path:
        return Problem("backslash instead of a slash", text.replace("\\", "/"))
    if BAD_PERCENT.search(path + query):
        return Problem("% that begins no percent-encoding")
    if DOUBLE_PERCENT.search(path):
        return Problem("percent-encoded twice", text.replace("%25", "%"))
    if "&amp;" in query:
        return Problem("escaped twice: &amp; in the address itself", text.replace("&amp;", "&"))
    if PLACEHOLDER.search(text):
        return Problem("placeholder that was not filled in")
    if any(c in path for c in "<>\"`"):
        return Problem("character that cannot stand in an address")
    if "。" in path or "．" in path:
        return Problem("Chinese punctuation glued to the address", text.split("。")[0].split("．")[0])
    return glued_problem(text)


def glued_problem(text: str) -> Problem | None:
    """Punctuation of the sentence that was taken into the end of the address."""
    if text.endswith(("...", "…")):
        return Problem("address that was cut off")
    last = text[-1:]
    unpaired = last in PAIRS and text.count(last) > text.count(PAIRS[last])
    if last in GLUED_RAW or unpaired and not last.isascii():
        return Problem("Chinese punctuation glued to the address", text.rstrip(GLUED_RAW + last))
    if unpaired or text.endswith((",", "'")):
        return Problem("punctuation glued to the address", text.rstrip(last))
    if text.endswith(("%20", "%0A", "%0D")):
        return Problem("space or line break glued to the address", re.sub(r"(%20|%0[AD])+$", "", text))
    encoded = re.search(r"(?:%[0-9A-Fa-f]{2}){3}$", text)
    if encoded and unquote(encoded.group()) in GLUED_ENCODED:
        return Problem("Chinese punctuation glued to the address", text[: encoded.start()])
    return None


_LOCAL_PART = re.compile(r"[^\s@<>()\[\],;:\"\\]+")


def mailto_problem(rest: str) -> Problem | None:
    """What is wrong with the part after `mailto:`, if anything (RFC 6068, international addresses allowed)."""
    address, mark, headers = rest.partition("?")
    if not address and not headers:
        return Problem("mailto: without an address")
    if address.startswith("//"):
        return Problem("// after mailto:", "mailto:" + address.strip("/"))
    if BAD_PERCENT.search(rest):
        return Problem("% that begins no percent-encoding")
    if mark and re.search(r"\?(to|cc|bcc|subject|body)=", headers, re.I):
        return Problem("second ? in a mailto: address, where & belongs")
    for one in address.split(",") if address else []:
        problem = _mailbox_problem(unquote(one))
        if problem:
            return problem
    for header in filter(None, headers.split("&")):
        name, equals, value = header.partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z0-9!$'*+\-.^_`|~%]+", name):
            return Problem("malformed header in a mailto: address")
        if name.lower() in ("to", "cc", "bcc"):
            for one in filter(None, unquote(value).split(",")):
                problem = _mailbox_problem(one)
                if problem:
                    return problem
    return None


def _mailbox_problem(text: str) -> Problem | None:
    if text.isspace() or not text:
        return Problem("empty mail address")
    folded = unicodedata.normalize("NFKC", text).replace("。", ".")
    if folded != text and any(c in text for c in "＠．。") or any(0xFF01 <= ord(c) <= 0xFF5E for c in text):
        return Problem("full-width characters in a mail address", f"mailto:{folded}")
    local, at, domain = text.rpartition("@")
    if not at or not local:
        return Problem("mail address without a name or without @")
    quoted = re.fullmatch(r'"(?:[^"\\]|\\.)+"', local)
    if not quoted and (not _LOCAL_PART.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local):
        return Problem("malformed mail address")
    if domain.startswith("[") and domain.endswith("]"):
        return None
    problem = host_problem(domain)
    if problem or domain.endswith("."):
        return Problem("mail address with an impossible host")
    return None


_NUMBER = re.compile(r"\+?[0-9*#().\-]+")


def tel_problem(rest: str, scheme: str) -> Problem | None:
    """What is wrong with the part after `tel:` or `sms:`, if anything (RFC 3966, RFC 5724; local numbers may omit their context)."""
    rest = rest.split("?", 1)[0] if scheme == "sms" else rest
    numbers = rest.split(",") if scheme == "sms" else [rest]
    for text in numbers:
        problem = _one_number_problem(text, scheme)
        if problem:
            return problem
    return None


def _one_number_problem(text: str, scheme: str) -> Problem | None:
    number, *parameters = text.split(";")
    number = number.replace("%23", "#").replace("%2B", "+").replace("%2b", "+")
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", unquote(number)))
    plus = "+" if number.startswith(("+", "＋")) else ""
    near = f"{scheme}:{plus}{digits}" if digits else None
    if not number:
        return Problem(f"{scheme}: without a number")
    if "#" in text:
        return Problem("# that must be written %23", f"{scheme}:{text.replace('#', '%23')}")
    if number.startswith("//"):
        return Problem(f"// after {scheme}:", near)
    if not number.isascii():
        return Problem(f"full-width or other characters in a {scheme}: number", near)
    if " " in number or "%20" in number or "%" in number:
        return Problem(f"space or percent sign in a {scheme}: number", near)
    if not _NUMBER.fullmatch(number) or not re.search(r"[0-9*#]", number):
        return Problem(f"malformed {scheme}: number", near)
    if number.count("(") != number.count(")"):
        return Problem(f"unpaired bracket in a {scheme}: number", near)
    if plus and (re.search(r"[*#]", number) or digits.startswith("0")):
        return Problem(f"malformed international number in {scheme}:", near)
    if plus and not 7 <= len(digits) <= 15:
        return Problem("international number that is too short or too long")
    if plus and digits.startswith("860"):
        return Problem("0 after +86, which is not dialled", f"{scheme}:+86{digits[3:]}")
    if len(digits) > 20:
        return Problem("number that is too long")
    for parameter in parameters:
        if not re.fullmatch(r"ext=[0-9().\-]+|isub=[^;\s]+|phone-context=(\+[0-9().\-]+|[A-Za-z0-9.\-]+)|[A-Za-z0-9\-]+(=[^;\s]+)?", parameter) or re.match(
            r"(ext|isub|phone-context)(?![\w\-])(?!=.)|ext=[^0-9]", parameter
        ):
            return Problem(f"malformed parameter in a {scheme}: number")
    return None



def relative_hint(text: str) -> Problem | None:
    """For a relative address that does not exist: the whole address it was probably meant to be."""
    if re.match(r"(https?|htp|htps|hhttps?|ttps?)\s*(：|；|;|%3A|//|/)", text, re.I):
        host = re.sub(r"^[a-z]+\s*(：|；|;|%3A)?[/／]*", "", text, flags=re.I)
        reason = "full-width colon in the scheme" if "：" in text[:8] else "misspelt scheme"
        return Problem(reason, f"https://{host}" if host else None)
    match = re.match(r"(mailto|tel|sms)\s*(：|；|;|%3A|/)(.*)", text, re.I)
    if match:
        return Problem("colon missing or full-width after the scheme", f"{match.group(1).lower()}:{match.group(3)}")
    if re.match(r"www\.[^/]+\.", text, re.I) or re.match(r"[a-z0-9\-]+(\.[a-z0-9\-]+)*\.(com|cn|org|net|gov|edu|io|top)(/|$|:)", text, re.I):
        return Problem("address without https://", f"https://{text}")
    if re.match(r"[^/\s@?#]+@[^/\s@?#]+\.[a-z]+$", text, re.I):
        return Problem("mail address without mailto:", f"mailto:{text}")
    if text.startswith(("：//", ":")):
        return Problem("scheme missing before the colon")
    return None
