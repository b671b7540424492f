"""The one place that reads the date. Everything else takes `on=`.

The site's day is SITE_DATE, else the day of SOURCE_DATE_EPOCH, else the day of the last commit, so that the same commit
gives the same bytes and no test turns red overnight. Days are days in China, where the readers are.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8))  # no daylight saving since 1991
CHECKOUT = Path(__file__).resolve().parent.parent


class ClockError(Exception):
    """The site's day cannot be told; the message says how to set it."""


def site_date(environ: Mapping[str, str] = os.environ, root: Path = CHECKOUT) -> date:
    """The day the site is built for. Raises ClockError with one sentence when it cannot be told."""
    if text := environ.get("SITE_DATE"):
        return _written_day(text)
    if text := environ.get("SOURCE_DATE_EPOCH"):
        return _china_day(text, "SOURCE_DATE_EPOCH")
    return _china_day(_last_commit(root), "the time of the last commit")


def _written_day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ClockError(f"SITE_DATE={text} is no day: write it as YYYY-MM-DD, for example SITE_DATE=2026-11-25.") from None


def _china_day(seconds: str, name: str) -> date:
    try:
        if not re.fullmatch(r"\d{1,12}", seconds, re.ASCII):
            raise ValueError
        return datetime.fromtimestamp(int(seconds), CHINA).date()
    except (ValueError, OverflowError, OSError):
        raise ClockError(f"{name} is {seconds!r}, not a count of seconds since 1970: set SITE_DATE=YYYY-MM-DD.") from None


@functools.cache
def _last_commit(root: Path) -> str:
    """Seconds since 1970 of the last commit; asked once a process, because every page asks for the day."""
    try:
        answer = subprocess.run(["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise ClockError(f"{root} has no git history to take the day from: set SITE_DATE=YYYY-MM-DD.") from None
    return answer.stdout.strip()
