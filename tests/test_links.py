"""The link check, tested by breaking a sound site one link at a time."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros import links
from links.fixture_site import BASE, MARK, letter, line_of, site, write
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


def test_the_tables_are_as_long_as_the_goal() -> None:
    assert len(KINDS) >= 171 and len(LOOKALIKES) >= 70
    assert len({k.name for k in KINDS}) == len(KINDS)
    assert len({k.name for k in LOOKALIKES}) == len(LOOKALIKES)


def test_a_finding_is_one_line_in_the_promised_form() -> None:
    assert str(links.Finding("a.html", 3, "x\ny", "no such file", "b.html")) == "a.html:3: x\\ny: no such file (nearest: b.html)"
    assert str(links.Finding("a.html", 3, "x", "no such file")) == "a.html:3: x: no such file"


def test_every_place_of_a_repeated_link_is_named(tmp_path: Path) -> None:
    files = site()
    files["costs/fees.html"] = files["costs/fees.html"].replace(MARK, '<a href="gone.html">1</a>\n<!-- <a href="gone.html"> -->\n<a href="gone.html">2</a>')
    found = links.check_site(write(files, tmp_path), BASE)
    assert [f.line for f in found] == [line_of(files, "costs/fees.html", ">1<"), line_of(files, "costs/fees.html", ">2<")]


def test_without_a_base_the_pages_own_address_is_used(tmp_path: Path) -> None:
    files = site()
    own = f'<a href="/costs/fees.html">x</a><a href="/debt/costs/fees.html">x</a>\n<a href="{BASE}costs/fee.html">x</a>\n<a href="/gone.html">x</a>'
    files["costs/fees.html"] = files["costs/fees.html"].replace(MARK, own)
    found = links.check_site(write(files, tmp_path), None)
    assert sorted(f.target for f in found) == ["/gone.html", BASE + "costs/fee.html"]


def test_a_site_built_for_another_address_is_consistent_with_itself(tmp_path: Path) -> None:
    files = site()
    files["404.html"] = "<html><body>x</body></html>"
    assert links.check_site(write(files, tmp_path), "http://127.0.0.1:8000/debt/") == []


def test_a_site_with_folders_for_addresses(tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="costs/">x</a> <a href="costs/fees/#a">x</a>',
        "costs/index.html": '<a href="fees/">x</a> <a href="../">x</a>',
        "costs/fees/index.html": '<p id="a"></p>\n<a href="../..">x</a>\n<a href="../fees.html">x</a>\n<a href="fees/">x</a>',
    }
    found = links.check_site(write(pages, tmp_path), "https://x.example.cn/")
    assert [(f.page, f.line, f.nearest) for f in found] == [("costs/fees/index.html", 3, "costs/fees/index.html"), ("costs/fees/index.html", 4, "costs/fees/index.html")]


def test_symbolic_links_count_only_inside_the_site(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    root = write({"index.html": '<a href="latest/a.html">x</a>\n<a href="secret.txt">x</a>', "v1/a.html": "<p>x</p>"}, tmp_path / "site")
    (root / "latest").symlink_to("v1")
    (root / "v1" / "loop").symlink_to("..")
    (root / "secret.txt").symlink_to(tmp_path / "secret.txt")
    assert [(f.line, f.target) for f in links.check_site(root, None)] == [(2, "secret.txt")]


@pytest.mark.parametrize("locks", [True, False], ids=["parallel", "without locks"])
def test_many_pages_give_the_same_findings(tmp_path: Path, monkeypatch, locks: bool) -> None:
    if not locks:
        # what a container with a closed /dev/shm answers
        monkeypatch.setattr(multiprocessing.get_context("fork"), "Pool", Mock(side_effect=PermissionError(13, "Permission denied")))
    pages = {f"p{i}.html": f'<p id="a"></p>\n<a href="p{i + 1}.html#a">x</a>\n<a href="p{i}.html#A">x</a>' for i in range(150)}
    found = links.check_site(write(pages, tmp_path), None)
    assert len(found) == 151
    assert str(found[0]) == "p0.html:3: p0.html#A: anchor with another letter case (nearest: p0.html#a)"
    assert found == sorted(found)


def test_external_links_are_listed_once_and_sorted(tmp_path: Path) -> None:
    text = f'<a href="https://www.pbc.gov.cn/">x</a><a href="https://www.gov.cn/">x</a><a href=" https://www.gov.cn/ ">x</a><a href="{BASE}">x</a><a href="https:/bad">x</a>'
    files = site()
    files["index.html"] = files["index.html"].replace(MARK, text)
    assert links.external_links(write(files, tmp_path)) == ["https://www.gov.cn/", "https://www.pbc.gov.cn/"]


def test_a_pdf_alone(tmp_path: Path) -> None:
    good, bad, broken = tmp_path / "good.pdf", tmp_path / "bad.pdf", tmp_path / "broken.pdf"
    good.write_bytes(letter())
    bad.write_bytes(letter(named="nowhere", uri="https://www.gov.cn。"))
    broken.write_bytes(b"%PDF-1.7")
    assert links.check_pdf(good) == []
    assert [(f.page, f.line, f.target) for f in links.check_pdf(bad)] == [("bad.pdf", 1, "https://www.gov.cn。"), ("bad.pdf", 1, "nowhere")]
    assert len(links.check_pdf(broken)) == 1


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site(), tmp_path)
    assert links.main([str(tmp_path), "--base", BASE]) == 0
    assert capsys.readouterr().out == ""
    (tmp_path / "about/new.html").unlink()
    assert links.main([str(tmp_path), "--base", BASE]) == 1
    out, err = capsys.readouterr()
    assert "\nindex.html:21: about/new.html: no such file\n" in out and "dead or wrong" in err
    assert links.main([str(tmp_path), "--base", ""]) == 1


@pytest.mark.parametrize("argv", [[], ["nowhere"], ["empty"], ["a.txt"], ["site", "--base", "kb.example.cn"], ["site", "--bases"]])
def test_misuse_is_explained(argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("a.txt").write_text("x", encoding="utf-8")
    write({"index.html": "x"}, Path("site"))
    assert links.main(argv) == 2
    assert capsys.readouterr().err.startswith("links: ")
