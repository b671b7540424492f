"""What several tests share: the site built once, copies of the project to break, a server, Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
PARTS = ("docs", "macros", "overrides", "mkdocs.yml")


class Project:
    """A copy of the project that a test may change and build; the checkout stays as it is."""

    def __init__(self, path: Path):
        self.path = path
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, path / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, path / part)

    def append(self, name: str, text: str) -> None:
        """Add text at the end of a file."""
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace text that must stand in the file."""
        path = self.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *argv: str, **environ: str) -> subprocess.CompletedProcess:
        """Run `python -m macros …` in the copy."""
        day = {} if "SOURCE_DATE_EPOCH" in environ else {"SITE_DATE": "2026-11-26"}
        return subprocess.run([sys.executable, "-m", "macros", *argv], cwd=self.path, capture_output=True, text=True,
                              env={**os.environ, **day, **environ})

    def build(self, out: str = "site", *, url: str = "", **environ: str) -> subprocess.CompletedProcess:
        return self.run("build", "--out", out, "--url", url, **environ)


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "项目 copy")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The whole site, built once without an address of its own, from a copy so that a build elsewhere is no hindrance."""
    copy = Project(tmp_path_factory.mktemp("project"))
    done = copy.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return copy.path / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass


@contextmanager
def serving(folder: Path):
    """Serve a folder at 127.0.0.1 and answer its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@pytest.fixture(scope="session")
def served(site):
    with serving(site) as address:
        yield address


def chromium_path() -> str | None:
    """Chromium of the system, or None for the one Playwright fetched into .cache/browsers."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(ROOT / ".cache" / "browsers"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()
