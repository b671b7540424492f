"""Where to turn."""

from dataclasses import replace
from pathlib import Path

import pytest

from macros import channels, data

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site() -> data.Site:
    """The small site with three channels: `line` for banks, `a` and `b` for anyone; the bank's second stop is `b`."""
    good = data.load(ROOT / "tests" / "bad_data" / "good")
    line = good.channels["line"]
    more = {id_: line.model_copy(update={"id": id_, "lenders": ("any",), "tracks": ("conduct", "spam")}) for id_ in ("a", "b")}
    bank = good.lenders["bank"].model_copy(update={"second_stop": "b"})
    other = bank.model_copy(update={"id": "platform", "first_stop": "a", "second_stop": None})
    return replace(good, channels={**more, "line": line}, lenders={"bank": bank, "platform": other})


def test_the_stops_of_a_lender_type_come_first(site: data.Site):
    assert [each.id for each in channels.for_track(site, "conduct", "bank")] == ["line", "b", "a"]
    assert [each.id for each in channels.for_track(site, "conduct", "platform")] == ["a", "b"]


def test_every_lender_type_and_the_empty_answer(site: data.Site):
    assert [each.id for each in channels.for_track(site, "conduct")] == ["a", "b", "line"]
    assert channels.for_track(site, "distress", "bank") == []


def test_stops(site: data.Site):
    assert [each.id for each in channels.stops_of(site, "bank")] == ["line", "b"]
    assert [each.id for each in channels.stops_of(site, "platform")] == ["a"]


def test_unknown_names_are_answered_with_the_nearest(site: data.Site):
    with pytest.raises(channels.ChannelError, match="there is no channel lines; did you mean line?"):
        channels.channel(site, "lines")
    with pytest.raises(channels.ChannelError, match="there is no lender type banc; did you mean bank?"):
        channels.for_track(site, "conduct", "banc")
    with pytest.raises(channels.ChannelError, match="there is no track condukt; did you mean conduct?"):
        channels.for_track(site, "condukt")


def test_every_lender_type_of_ours_has_somewhere_to_turn_on_conduct_and_amount():
    ours = data.load(ROOT)
    for lender_type in ours.lenders:
        for track in ("conduct", "amount"):
            assert channels.for_track(ours, track, lender_type), f"nowhere to turn: {track}, {lender_type}"
