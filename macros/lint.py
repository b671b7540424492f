"""Words of pages: shape, length, tone. Each finding names file, line, what is allowed and how to mend it.

The rules are those of CONTRIBUTING.md. They guard readers under stress: an answer first, short sentences,
no promise, no blame, every number from data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from macros import source, template

BLOCKS = {
    "zh": ("现在做这一件事", "一句话回答", "为什么", "怎么做", "这做不到什么", "出处", "相关页"),
    "en": ("Do this one thing now", "The short answer", "Why", "What to do", "What this cannot do", "Sources", "Related pages"),
}
BLOCK_IDS = ("do-now", "answer", "why", "how", "limits", "sources", "related")
MAX_SENTENCE = {"zh": 40, "en": 25}
MAX_SENTENCES = 3
MAX_LINKS = 3

VAGUE = {"zh": ("尽快", "相关部门", "有关部门", "及时", "适当", "一般来说", "视情况而定"), "en": ("as soon as possible", "relevant authorities", "where appropriate")}
PROMISE = {"zh": ("一定能", "100%", "肯定停催", "不用还", "包过", "保证停"), "en": ("guaranteed", "you will not have to pay", "100%")}
BLAME = {"zh": ("老赖", "恶意", "逃废债", "你早该", "失信者"), "en": ("you should have", "deadbeat")}
FEAR = {"zh": ("起诉", "坐牢", "冻结", "上门"), "en": ("sue you", "prison", "jail", "freeze your", "come to your home")}
QUOTES = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"|‘[^’]*’|《[^》]*》")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{#([\w-]+)\})?\s*$")
_MARKUP = re.compile(r"[*_`]|\{#[\w-]+\}|<[^>]+>")
# a figure with a unit that is a rule, a rate, a price or a count; minutes of an action and step counts may be typed
_BARE = {
    "zh": re.compile(r"(?<![\d,.])(?!(?:19|20)\d\d\s*年)\d[\d,.]*\s*(?:%|％|‰|元|万元|亿|次|天|日内|工作日|个月|年(?!\d)|倍)|\d{1,2}[:：]\d{2}|[百千]分之"),
    "en": re.compile(r"\d[\d,.]*\s*(?:%|‰|yuan|RMB|times|days|working days|months|years|per cent)|\d{1,2}:\d{2}", re.I),
}
_PHONE = re.compile(r"(?<![\d-])\d{5,}(?![\d-])")


def lines(page: source.Source) -> Iterator[tuple[int, str]]:
    """Lines of running text with their number in the file; code blocks are left out."""
    closing = ""
    for number, line in enumerate(page.body.split("\n"), start=page.offset + 1):
        fence = re.match(r"[\s>]*(`{3,}|~{3,})(.*)", line)
        if closing:
            if fence and fence.group(1) == closing and not fence.group(2).strip():
                closing = ""
        elif fence:
            closing = fence.group(1)
        else:
            yield number, line


def _plain(line: str) -> str:
    """The line as read: links as their words, macro calls as one short word, no markup."""
    line = re.sub(r"\{\{.*?\}\}", "数", line)
    line = _LINK.sub(r"\1", line)
    line = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+|^\s*>\s?|^#+\s*", "", line)
    return _MARKUP.sub("", line).strip()


def headings(page: source.Source) -> list[tuple[int, int, str, str]]:
    """Return (line, level, words, id) of each heading."""
    found = []
    for number, line in lines(page):
        match = _HEADING.match(line)
        if match:
            found.append((number, len(match.group(1)), match.group(2), match.group(3) or ""))
    return found


def sentences(text: str, lang: str) -> list[str]:
    """Split a paragraph into sentences."""
    if lang == "zh":
        return [part for part in re.split(r"(?<=[。？；])", text) if part.strip()]
    return [part for part in re.split(r"(?<=[.?;])\s+", text) if part.strip()]


def _length(sentence: str, lang: str) -> int:
    if lang == "en":
        return len(re.findall(r"[A-Za-z0-9'’-]+", sentence))
    words = len(re.findall(r"[A-Za-z0-9][A-Za-z0-9 /.-]*", sentence))
    return words + len(re.findall(r"[\u3400-\u9fff]", sentence))


def shape(page: source.Source) -> Iterator[str]:
    """Blocks, their order and ids, one title, links."""
    found = headings(page)
    for number, level, words, _ in found:
        if level == 1:
            yield f"{page.path}:{number}: a # heading; the title comes from the front matter. Fix: use ##."
    for (_, before, _, _), (number, level, words, _) in zip(found, found[1:]):
        if level > before + 1:
            yield f"{page.path}:{number}: the heading '{words}' skips a level. Fix: use {'#' * (before + 1)}."
    if page.meta["kind"] != "article":
        return
    wanted = list(zip(BLOCKS[page.lang], BLOCK_IDS))
    present = [(words, id_) for _, level, words, id_ in found if level == 2]
    if present != wanted:
        missing = [f"## {words} {{#{id_}}}" for words, id_ in wanted if (words, id_) not in present]
        first = found[0][0] if found else page.offset + 1
        what = f"missing: {'; '.join(missing)}" if missing else "the blocks are in another order or there are others beside them"
        yield f"{page.path}:{first}: an article has seven blocks in a fixed order; {what}. Fix: see the page template in CONTRIBUTING.md."
    links = [(number, target) for number, line in lines(page) for _, target in _LINK.findall(line) if not re.match(r"#|[a-z]+:", target)]
    if len(links) > MAX_LINKS:
        yield f"{page.path}:{links[MAX_LINKS][0]}: {len(links)} links to other pages. Allowed: {MAX_LINKS}. Fix: repeat a short fact instead of sending the reader away."


def tone(page: source.Source) -> Iterator[str]:
    """Vague words, promises, labels, exclamation marks, fear words without their cure, bare numbers."""
    for number, line in lines(page):
        text = _plain(line)
        if not text:
            continue
        unquoted = QUOTES.sub("", text)
        for words, what, fix in ((VAGUE, "says nobody and no time", "say who acts and in how many days"),
                                 (PROMISE, "promises an outcome", "say what is possible, for whom, and what happens if it fails"),
                                 (BLAME, "labels the reader", "describe what happened")):
            for word in words[page.lang]:
                if word.lower() in unquoted.lower():
                    yield f"{page.path}:{number}: '{word}' {what}. Fix: {fix}."
        if re.search(r"[!！]", unquoted):
            yield f"{page.path}:{number}: an exclamation mark. Fix: end the sentence with a full stop."
        bare = _BARE[page.lang].search(unquoted)
        if bare and not re.match(r"^\|?\s*[-:|]+", line):
            yield f'{page.path}:{number}: the number "{bare.group(0).strip()}" is typed by hand. Allowed: numbers from data. Fix: {{{{ limit("clause-id") }}}}, {{{{ example("id", "result") }}}} or {{{{ rule("clause-id") }}}}.'
        phone = _PHONE.search(text.replace(" ", ""))
        if phone and not re.search(r"\d{4}-\d", text):
            yield f'{page.path}:{number}: the number "{phone.group(0)}" looks like a phone or account number. Allowed: numbers of docs/data/channels. Fix: {{{{ channel("id") }}}}.'


def length(page: source.Source) -> Iterator[str]:
    """Sentences and paragraphs that are too long for a tired reader."""
    for number, line in lines(page):
        text = _plain(line)
        if not text or line.lstrip().startswith(("#", "|", "{{")):
            continue
        parts = sentences(text, page.lang)
        for part in parts:
            size = _length(part, page.lang)
            if size > MAX_SENTENCE[page.lang]:
                unit = "characters" if page.lang == "zh" else "words"
                yield f"{page.path}:{number}: a sentence of {size} {unit}: “{part.strip()[:24]}…”. Allowed: {MAX_SENTENCE[page.lang]}. Fix: make two of it."
        full = [part for part in parts if re.search(r"[。？.?]\s*$", part)]
        if len(full) > MAX_SENTENCES and not re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            yield f"{page.path}:{number}: a paragraph of {len(full)} sentences. Allowed: {MAX_SENTENCES}. Fix: start a new paragraph or make a list."


def must(page: source.Source, site) -> Iterator[str]:
    """必须 / must only beside a clause of a law or a rule; a standard gets 应当 / should."""
    word = re.compile("必须" if page.lang == "zh" else r"\bmust\b", re.I)
    by_line: dict[int, list[template.Call]] = defaultdict(list)
    for call in template.calls(page.body):
        by_line[call.line + page.offset].append(call)
    for number, line in lines(page):
        if not word.search(QUOTES.sub("", _plain(line))):
            continue
        tiers = [site.clauses[call.args[0]].instrument.tier for call in by_line[number]
                 if call.name in ("cite", "rule", "limit", "clause") and call.args and call.args[0] in site.clauses]
        if not any(tier in ("law", "regulation", "local-regulation", "departmental-rule", "judicial", "normative") for tier in tiers):
            yield f"{page.path}:{number}: '必须 / must' without a clause of law beside it. Fix: cite the clause in the same sentence with {{{{ cite(\"id\") }}}}, or write 应当 / should."


def fear(page: source.Source) -> Iterator[str]:
    """A fear word stands in a paragraph that also says how the real thing arrives or what to do."""
    cure = {"zh": re.compile(r"法院|核实|核对|打|查|先|报警|要求|可以|凭据|送达|传票|证件|拒绝|记下|平台|12368|不会|数"),
            "en": re.compile(r"court|check|call|ask|first|police|real|arriv|paper|refuse|write down|can|will not|数", re.I)}[page.lang]
    for number, line in lines(page):
        text = QUOTES.sub("", _plain(line))
        if line.lstrip().startswith(("#", "|")) or not any(word in text for word in FEAR[page.lang]):
            continue
        if not cure.search(text):
            yield f"{page.path}:{number}: a frightening word stands alone. Fix: say in the same paragraph how the real thing arrives and what to do."


def findings(page: source.Source, site) -> list[str]:
    """Return everything lint finds in a page, in the order of its lines."""
    found = [*shape(page), *tone(page), *length(page), *must(page, site), *fear(page)]
    return sorted(set(found), key=lambda text: int(text.split(":")[1]))


def main(argv: list[str]) -> int:
    """Print the findings of all pages, or of those whose path holds an argument; exit 1 if any."""
    from macros import inventory

    whole = inventory.load_for_command(Path("docs"))
    if whole is None:
        return 1
    pages = [page for page in whole.pages.values() if not argv or any(word in page.path for word in argv)]
    found = [text for page in sorted(pages, key=lambda page: page.path) for text in findings(page, whole.site)]
    print("\n".join([*found, f"lint: {len(found)} findings in {len(pages)} pages"]))
    return 1 if found else 0
