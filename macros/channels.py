"""Questions asked of the help channels: where to turn, on which track, for which lender type."""

from __future__ import annotations

from macros import data


class ChannelError(Exception):
    """There is no such channel, track or lender type."""


def channel(site: data.Site, channel_id: str) -> data.Channel:
    """The channel of that id. Raises ChannelError with the nearest id."""
    return _of(site.channels, channel_id, "channel")


def lender(site: data.Site, lender_type: str) -> data.Lender:
    """The lender type of that id. Raises ChannelError with the nearest id."""
    return _of(site.lenders, lender_type, "lender type")


def for_track(site: data.Site, track: str, lender_type: str | None = None) -> list[data.Channel]:
    """Channels on a track that take a lender type's cases: its first and second stop first, then by id.

    None asks for every lender type. The empty list is an answer. Raises ChannelError for an unknown track or type.
    """
    if track not in data.TRACKS:
        raise ChannelError(_none("track", track, data.TRACKS))
    found = [each for each in site.channels.values() if track in each.tracks]
    if lender_type is None:
        return sorted(found, key=lambda each: each.id)
    stops = stops_of(site, lender_type)
    found = [each for each in found if "any" in each.lenders or lender_type in each.lenders]
    return sorted(found, key=lambda each: (stops.index(each) if each in stops else len(stops), each.id))


def stops_of(site: data.Site, lender_type: str) -> list[data.Channel]:
    """The first stop of a lender type, and the second if there is one."""
    entry = lender(site, lender_type)
    return [site.channels[each] for each in (entry.first_stop, entry.second_stop) if each]


def _of(entries, entry_id: str, kind: str):
    if entry_id not in entries:
        raise ChannelError(_none(kind, entry_id, entries))
    return entries[entry_id]


def _none(kind: str, name: str, known) -> str:
    hint = data.did_you_mean(name, known)
    return f"there is no {kind} {name}" + (f"; {hint}" if hint else "")
