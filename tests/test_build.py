"""The site appears whole or not at all, in a folder that is ours, and the last steps on its files."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock
from selectolax.lexbor import LexborHTMLParser

from macros import build, check, finish
from macros.build import BuildError


@pytest.fixture
def fake(monkeypatch, tmp_path):
    """A build that writes one page and the marker instead of running MkDocs, with its own lock."""
    calls: list[tuple[Path, str]] = []

    def run(target: Path, url: str) -> None:
        calls.append((target, url))
        (target / "index.html").write_text(f"build {len(calls)}", encoding="utf-8")
        (target / finish.MARKER).write_text("", encoding="utf-8")

    monkeypatch.setattr(build, "run_mkdocs", run)
    monkeypatch.setattr(build, "LOCK", tmp_path / "cache" / "build.lock")
    return calls


def page(out: Path) -> str:
    return (out / "index.html").read_text(encoding="utf-8")


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_a_build_replaces_the_one_before(fake, tmp_path):
    out = tmp_path / "deep" / "site"
    build.build_into(out)
    (out / "old.html").write_text("", encoding="utf-8")
    build.build_into(out, "https://example.org/a")
    assert page(out) == "build 2" and not (out / "old.html").exists()
    assert [url for _, url in fake] == ["", "https://example.org/a/"]
    assert left_over(out.parent) == [] and out.stat().st_mode & 0o777 == 0o755


def test_a_relative_folder_is_taken_from_where_one_stands(fake, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    build.build_into(Path("网 站"))
    assert page(tmp_path / "网 站") == "build 1"


def test_an_empty_folder_is_used(fake, tmp_path):
    (tmp_path / "site").mkdir()
    build.build_into(tmp_path / "site")
    assert page(tmp_path / "site") == "build 1"


def test_a_failed_build_leaves_the_old_site(fake, tmp_path, monkeypatch):
    out = tmp_path / "site"
    build.build_into(out)

    def broken(target: Path, url: str) -> None:
        (target / "half.html").write_text("", encoding="utf-8")
        raise BuildError("docs/zh/a.md:1: broken")

    monkeypatch.setattr(build, "run_mkdocs", broken)
    with pytest.raises(BuildError, match="docs/zh/a.md:1"):
        build.build_into(out)
    assert page(out) == "build 1" and left_over(tmp_path) == []
    with pytest.raises(BuildError):
        build.build_into(tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_a_switch_that_fails_puts_the_old_site_back(fake, tmp_path, monkeypatch):
    out = tmp_path / "site"
    build.build_into(out)
    rename = build.os.rename

    def second_fails(old, new):
        if Path(new) == out and ".new-" in str(old):
            raise OSError("disk full")
        rename(old, new)

    monkeypatch.setattr(build.os, "rename", second_fails)
    with pytest.raises(OSError, match="disk full"):
        build.build_into(out)
    assert page(out) == "build 1" and left_over(tmp_path) == []


def test_folders_of_others_are_left_alone(fake, tmp_path):
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "a.jpg").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds files that no build made"):
        build.build_into(foreign)
    assert (foreign / "a.jpg").read_text(encoding="utf-8") == "mine"
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="is not a folder"):
        build.build_into(file)
    (tmp_path / "link").symlink_to(foreign)
    with pytest.raises(BuildError, match="is not a folder"):
        build.build_into(tmp_path / "link")
    assert fake == []


@pytest.mark.parametrize("out", [build.ROOT, build.ROOT.parent, build.ROOT / "docs" / ".."])
def test_the_project_is_no_target(fake, out):
    with pytest.raises(BuildError):
        build.build_into(out)
    assert fake == []


def test_a_second_build_is_refused_at_once(fake, tmp_path):
    build.LOCK.parent.mkdir()
    with FileLock(build.LOCK), pytest.raises(BuildError, match="another build is running"):
        build.build_into(tmp_path / "site")
    assert fake == [] and not (tmp_path / "site").exists()
    build.build_into(tmp_path / "site")


@pytest.mark.parametrize(("url", "expected"), [("", ""), ("https://a.cn", "https://a.cn/"), ("https://a.cn/x//", "https://a.cn/x/"), ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x/")])
def test_addresses_end_in_a_slash(url, expected):
    assert build.check_url(url) == expected


@pytest.mark.parametrize("url", ["a.cn", "ftp://a.cn/", "https://", "https:///x", "https://a.cn/?q=1", "https://a.cn/#x", "javascript:x", "/shouce/"])
def test_what_is_no_address_is_refused(url, fake, tmp_path):
    with pytest.raises(BuildError, match="Allowed: https://host/"):
        build.build_into(tmp_path / "site", url)
    assert fake == []


def test_the_command_says_what_happened(fake, tmp_path, capsys, monkeypatch):
    assert build.main(["--out", str(tmp_path / "site")]) == 0
    assert "build: 1 pages in " in capsys.readouterr().out
    assert build.main(["--out", str(tmp_path / "site"), "--url", "x"]) == 1
    assert "is as it was" in capsys.readouterr().err


def test_messages_of_a_failed_build_leave_out_the_chatter(monkeypatch, tmp_path):
    done = subprocess.CompletedProcess([], 1, stdout="INFO    -  Building\n", stderr="docs/zh/a.md:1: x\nINFO    -  Cleaning\n")
    monkeypatch.setattr(build.subprocess, "run", lambda *args, **kwargs: done)
    with pytest.raises(BuildError) as caught:
        build.run_mkdocs(tmp_path, "")
    assert str(caught.value) == "docs/zh/a.md:1: x"


@pytest.mark.parametrize("port", ["0", "65536", "x", "80 80", ""])
def test_serve_refuses_what_is_no_port(port, capsys):
    assert build.serve(["--port", port]) == 1
    assert "is not a port" in capsys.readouterr().err


def test_serve_names_a_port_in_use(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert build.serve(["--port", str(taken.getsockname()[1])]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_check_adds_up_what_is_wrong(monkeypatch, capsys, tmp_path):
    broken = check.inventory.Problems(["docs/zh/a.md:1: x", "docs/zh/b.md:1: y"])

    def refuse(docs):
        raise broken

    monkeypatch.setattr(check.inventory, "load", refuse)
    assert check.main([]) == 1
    assert "check: 2 problem(s)" in capsys.readouterr().err
    whole = SimpleNamespace(pages={}, site=None)
    monkeypatch.setattr(check.inventory, "load", lambda docs: whole)
    monkeypatch.setattr(check, "_cache", lambda: tmp_path)
    monkeypatch.setattr(check.build, "build_into", lambda out: None)
    assert check.main([]) == 0
    monkeypatch.setattr(check.build, "build_into", refuse_build)
    assert check.main([]) == 1
    assert "index.html:1: x: gone" in capsys.readouterr().err and list(tmp_path.iterdir()) == []


def refuse_build(out):
    raise BuildError("index.html:1: x: gone")


# the last steps on the files


def test_search_is_split_by_language(tmp_path):
    (tmp_path / "search").mkdir()
    docs = [{"location": "a.html", "text": "</script>一"}, {"location": "en/a.html", "text": "one"}, {"location": "entry.html", "text": "二"}]
    (tmp_path / "search" / "search_index.json").write_text(json.dumps({"config": {"lang": ["zh", "en"], "separator": "x"}, "docs": docs}), encoding="utf-8")
    finish.split_search(tmp_path)
    zh = json.loads((tmp_path / "search" / "search_index.json").read_text(encoding="utf-8"))
    en = json.loads((tmp_path / "en" / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert [doc["location"] for doc in zh["docs"]] == ["a.html", "entry.html"] and [doc["location"] for doc in en["docs"]] == ["a.html"]
    assert en["config"]["lang"] == ["en"]
    script = (tmp_path / "search" / "search_index.js").read_text(encoding="utf-8")
    assert script.startswith("var __index={") and "</script>" not in script


@pytest.mark.parametrize(("url", "expected"), [("", ["/index.html", "/en/index.html"]), ("https://a.cn/", ["/index.html", "/en/index.html"]), ("https://a.cn/x/y/", ["/x/y/index.html", "/x/y/en/index.html"])])
def test_the_page_for_lost_readers_works_at_any_depth(tmp_path, url, expected):
    finish.write_not_found(tmp_path, url)
    tree = LexborHTMLParser((tmp_path / "404.html").read_text(encoding="utf-8"))
    assert [node.attributes["href"] for node in tree.css("a")] == expected
    assert [node.attributes["lang"] for node in tree.css("section")] == ["zh", "en"]


def test_what_no_page_asks_for_is_dropped(tmp_path):
    lunr = tmp_path / "assets" / "javascripts" / "lunr"
    lunr.mkdir(parents=True)
    for name in ("lunr.zh.min.js", "lunr.fr.min.js", "x.map"):
        (lunr / name).write_text("", encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(b"old")
    finish.drop_unused(tmp_path, "https://a.cn/")
    assert [path.name for path in lunr.iterdir()] == ["lunr.zh.min.js"]
    packed = (tmp_path / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == b"<urlset/>"
    finish.drop_unused(tmp_path, "https://a.cn/")
    assert (tmp_path / "sitemap.xml.gz").read_bytes() == packed
    finish.drop_unused(tmp_path, "")
    assert not list(tmp_path.glob("sitemap*"))
