"""Where to turn, who lends, which product: entries of docs/data in a sentence or a table."""

from __future__ import annotations

from macros.data import Channel, TRACKS
from macros.pages.clauses import cite, sentence
from macros.pages.context import MacroError, Page, macro, nearest
from macros.pages.grid import table


def unconfirmed(page: Page, confidence: str) -> str:
    if confidence == "confirmed":
        return ""
    return f' <span class="status-mark status-unconfirmed">{page.say("待核", "unconfirmed")}</span>'


def dial(channel: Channel) -> str:
    return f'<a class="tel" href="tel:{channel.number}">{channel.number}</a>' if channel.number else ""


def named(page: Page, entry: Channel) -> str:
    """The channel's name with its number once, as a link that dials."""
    name = page.of(entry.name)
    if not entry.number:
        return name
    return name.replace(entry.number, dial(entry), 1) if entry.number in name else f"{name} {dial(entry)}"


@macro()
def dial_number(page: Page, channel_id: str) -> str:
    """A channel's bare number as a link that dials."""
    entry = page.look_up("channels", channel_id)
    if not entry.number:
        raise MacroError(f'the channel {channel_id} has no number. Fix: use channel("{channel_id}").')
    return f'<span class="channel" data-channel="{entry.id}">{dial(entry)}</span>{unconfirmed(page, entry.confidence)}'


@macro()
def channel(page: Page, channel_id: str) -> str:
    """A channel's name with its number as a link that dials."""
    entry = page.look_up("channels", channel_id)
    return f'<span class="channel" data-channel="{entry.id}">{named(page, entry)}</span>{unconfirmed(page, entry.confidence)}'


@macro(block=True)
def channel_card(page: Page, channel_id: str) -> str:
    """A channel in full: what it handles, what it does not, hours where known, what to do without an answer."""
    entry = page.look_up("channels", channel_id)
    rows = [(page.say("能办", "Handles"), page.of(entry.handles)), (page.say("不办", "Does not handle"), page.of(entry.not_handles))]
    if entry.hours:
        rows.append((page.say("时间", "Hours"), page.of(entry.hours)))
    if entry.dialling_note:
        rows.append((page.say("怎么拨", "Dialling"), page.of(entry.dialling_note)))
    for clause_id in dict.fromkeys(deadline.clause for deadline in entry.deadlines):
        rule = page.look_up("clauses", clause_id)
        rows.append((page.say("期限", "Time limit"), page.say(f"{sentence(page, rule)}见{cite(page, clause_id)}。", f"{sentence(page, rule)} See {cite(page, clause_id)}.")))
    rows.append((page.say("没有回音", "No answer"), page.of(entry.after)))
    body = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows)
    return (f'<div class="channel-card" data-channel="{entry.id}"><p class="channel-name"><strong>{named(page, entry)}</strong>'
            f'{unconfirmed(page, entry.confidence)}<br><span class="small">{page.of(entry.operator)} · '
            f'{page.say("核对于", "checked")} {entry.checked}</span></p><dl>{body}</dl></div>')


@macro(block=True)
def channel_table(page: Page, track: str = "") -> str:
    """All channels of a track ("conduct", "amount" …), or all of them."""
    if track and track not in TRACKS:
        raise MacroError(f"there is no track '{track}'. Allowed: {', '.join(TRACKS)}. {nearest(track, TRACKS)}")
    found = [entry for entry in page.site.channels.values() if not track or track in entry.tracks]
    if not found:
        raise MacroError(f"no channel handles '{track}'. Fix: add one in docs/data/channels.")
    rows = []
    for entry in found:
        page.note("channels", entry.id)
        rows.append(f'<tr data-channel="{entry.id}"><td><strong>{named(page, entry)}</strong>{unconfirmed(page, entry.confidence)}</td>'
                    f"<td>{page.of(entry.handles)}</td><td>{page.of(entry.not_handles)}</td></tr>")
    return table([page.say("找谁", "Who"), page.say("能办什么", "Handles"), page.say("不办什么", "Does not handle")], rows, "channels stacks")


@macro(block=True)
def lender_table(page: Page) -> str:
    """Lender types: how to tell, who supervises, where to go first."""
    rows = []
    for entry in sorted(page.site.lenders.values(), key=lambda entry: entry.confidence != "confirmed"):
        page.note("lenders", entry.id)
        stop = page.site.channels[entry.first_stop]
        rows.append(f'<tr data-lender="{entry.id}"><td><strong>{page.of(entry.name)}</strong>{unconfirmed(page, entry.confidence)}</td>'
                    f"<td>{page.of(entry.how_to_tell)}</td><td>{page.of(entry.supervisor)}</td><td>{page.of(stop.name)}</td></tr>")
    return table([page.say("类型", "Type"), page.say("怎么认", "How to tell"), page.say("谁监管", "Who supervises"), page.say("先找谁", "First stop")], rows, "lenders stacks")


@macro()
def fact(page: Page, product_id: str, fact_id: str) -> str:
    """A fact about a product, in a sentence."""
    product = page.look_up("products", product_id)
    facts = {item.id: item for item in product.facts}
    if fact_id not in facts:
        raise MacroError(f"the product {product_id} has no fact '{fact_id}'. Allowed: {', '.join(facts)}. {nearest(fact_id, facts)}")
    item = facts[fact_id]
    return f'<span data-fact="{product_id}/{fact_id}">{page.of(item.text)}</span>{unconfirmed(page, item.confidence)}'


@macro()
def safety_line(page: Page) -> str:
    """The line that stands first on pages about threats, visits, night contact and feelings."""
    line = page.look_up("channels", "12356")
    police = page.look_up("channels", "110")
    link = f'<a href="{page.href("start/safe-first")}">{page.say("撑不住或不安全的时候", "If you are not safe or cannot go on")}</a>'
    return (f'<span class="safety-line">{page.say("觉得撑不下去，或者人身不安全：先打", "If you cannot go on, or you are not safe: first call")} '
            f'{dial(line)}{page.say("（心理援助）或", " (psychological support) or")} {dial(police)}'
            f'{page.say("（警察）。", " (police). ")}{link}{page.say("。", ".")}</span>')
