"""Building the site so that it appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from macros.finish import MARKER

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".cache" / "build.lock"


class BuildError(Exception):
    """The build did not end well; the message says why."""


def _environment(url: str) -> dict[str, str]:
    return {**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def check_url(url: str) -> str:
    """Return the address with a slash at its end. Raises BuildError for anything but http(s)://host/…"""
    if not url:
        return ""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BuildError(f"URL={url} is not a site's address. Allowed: https://host/ or https://host/folder/.")
    return url.rstrip("/") + "/"


def replace_folder(new: Path, out: Path) -> None:
    """Put `new` in place of `out` by renaming. Raises BuildError when `out` is not a build of ours."""
    if out.exists():
        old = out.with_name(f".{out.name}.old-{os.getpid()}")
        os.rename(out, old)
        try:
            os.rename(new, out)
        except OSError:
            os.rename(old, out)
            raise
        shutil.rmtree(old)
    else:
        os.rename(new, out)


def check_target(out: Path) -> None:
    """Raise BuildError unless `out` is missing, empty, or a folder that an earlier build made."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BuildError(f"OUT={out} is not a folder. Fix: name a folder that does not exist yet.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists():
        raise BuildError(f"OUT={out} holds files that no build made, so it is left alone. Fix: name an empty or new folder.")
    if out.resolve() == ROOT or ROOT.is_relative_to(out.resolve()):
        raise BuildError(f"OUT={out} is the project itself or a folder around it. Fix: name another folder.")


def build_into(out: Path, url: str = "") -> None:
    """Build both languages with all checks, then switch `out` to the result.

    `url` is the address the site will be served at, or empty. Raises BuildError; `out` is then as it was.
    """
    url, out = check_url(url), out.absolute()
    check_target(out)
    LOCK.parent.mkdir(exist_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(LOCK, timeout=0):
            fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.new-", dir=out.parent))
            try:
                run_mkdocs(fresh, url)
                fresh.chmod(0o755)
                replace_folder(fresh, out)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except Timeout:
        raise BuildError("another build is running in this checkout. Fix: wait until it ends.") from None


def run_mkdocs(target: Path, url: str) -> None:
    """Run a strict build into `target`. Neither -q nor -v: both hide failures from --strict."""
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
                          cwd=ROOT, env=_environment(url), capture_output=True, text=True)
    output = (done.stdout + done.stderr).strip()
    if done.returncode:
        lines = [line for line in output.splitlines() if not line.startswith("INFO")]
        raise BuildError("\n".join(lines) or "the build ended without a word")
    for line in output.splitlines():
        if line.startswith("NOTE"):
            print(line)


def main(argv: list[str]) -> int:
    """`build --out DIR --url ADDRESS`."""
    import argparse

    parser = argparse.ArgumentParser(prog="build")
    parser.add_argument("--out", default="site", type=Path)
    parser.add_argument("--url", default="")
    options = parser.parse_args(argv)
    try:
        build_into(options.out, options.url)
    except BuildError as error:
        print(f"{error}\nbuild: failed; {options.out} is as it was", file=sys.stderr)
        return 1
    pages = len(list(options.out.rglob("*.html")))
    print(f"build: {pages} pages in {options.out}, links checked")
    return 0


def serve(argv: list[str]) -> int:
    """`serve --port N`: build, serve with live reload until interrupted."""
    import argparse
    import socket

    parser = argparse.ArgumentParser(prog="serve")
    parser.add_argument("--port", default="8000")
    port = parser.parse_args(argv).port
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        print(f"serve: PORT={port} is not a port. Allowed: 1 to 65535.", file=sys.stderr)
        return 1
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            print(f"serve: port {port} cannot be used ({error.strerror}). Fix: make serve PORT=8001", file=sys.stderr)
            return 1
    command = [sys.executable, "-m", "mkdocs", "serve", "--strict", "--dev-addr", f"127.0.0.1:{port}"]
    try:
        return subprocess.run(command, cwd=ROOT, env=_environment(f"http://127.0.0.1:{port}/")).returncode
    except KeyboardInterrupt:
        return 0
