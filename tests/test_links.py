"""The link check, tested by breaking a sound site one link at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import links
from links.fixture_site import BASE, line_of, site, write
from links.kinds import KINDS, Kind
from links.lookalikes import LOOKALIKES


def test_the_sound_site_has_no_finding(tmp_path: Path) -> None:
    write(site(), tmp_path)
    assert links.check_site(tmp_path, BASE) == []
    assert links.check_site(tmp_path, None) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_is_found_on_its_line(kind: Kind, tmp_path: Path) -> None:
    files = site()
    file, text = kind.change(files)
    found = links.check_site(write(files, tmp_path), BASE)
    here = [f for f in found if f.page == file]
    assert here, found
    if text is not None and not file.endswith(".pdf"):
        first = line_of(files, file, text)
        lines = range(first, first + text.count("\n") + 1)
        here = [f for f in here if f.line in lines]
        assert here, found
    if kind.nearest:
        assert any(kind.nearest in (f.nearest or "") for f in here), here


@pytest.mark.parametrize("kind", LOOKALIKES, ids=lambda kind: kind.name)
def test_no_lookalike_is_reported(kind: Kind, tmp_path: Path) -> None:
    files = site()
    kind.change(files)
    assert links.check_site(write(files, tmp_path), BASE) == []
