"""The site's day, and that nothing else reads a clock."""

import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros import clock

ROOT = Path(__file__).resolve().parent.parent


def commit(folder: Path, day: str) -> None:
    environ = {**os.environ, "GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day}
    name = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), *name, "commit", "-q", "--allow-empty", "-m", "x"], check=True, env=environ)


def test_the_written_day_comes_first(tmp_path: Path):
    assert clock.site_date({"SITE_DATE": "2026-02-28", "SOURCE_DATE_EPOCH": "0"}, tmp_path) == date(2026, 2, 28)


def test_an_epoch_is_read_as_a_day_in_china(tmp_path: Path):
    # 2026-11-24 15:59:59 UTC is one second before midnight in China
    assert clock.site_date({"SOURCE_DATE_EPOCH": "1795535999"}, tmp_path) == date(2026, 11, 24)
    assert clock.site_date({"SOURCE_DATE_EPOCH": "1795536000"}, tmp_path) == date(2026, 11, 25)


def test_else_the_day_of_the_last_commit(tmp_path: Path):
    commit(tmp_path, "2026-11-24T23:30:00+0000")
    assert clock.site_date({"SITE_DATE": ""}, tmp_path) == date(2026, 11, 25)


@pytest.mark.parametrize("text", ["today", "2026-13-01", "2026-02-29", "20261125", "2026-11-25T00:00", "２０２６-11-25", "2026-1-1"])
def test_a_bad_day_is_answered_with_a_sentence(text: str, tmp_path: Path):
    with pytest.raises(clock.ClockError, match=f"^SITE_DATE={text} is no day: write it as YYYY-MM-DD, for example .*\\.$"):
        clock.site_date({"SITE_DATE": text}, tmp_path)


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "999999999999", "1" * 30])
def test_a_bad_epoch_is_answered_with_a_sentence(text: str, tmp_path: Path):
    with pytest.raises(clock.ClockError, match="^SOURCE_DATE_EPOCH is .*: set SITE_DATE=YYYY-MM-DD\\.$"):
        clock.site_date({"SOURCE_DATE_EPOCH": text}, tmp_path)


def test_without_history_the_sentence_says_what_to_set(tmp_path: Path):
    with pytest.raises(clock.ClockError, match="has no git history to take the day from: set SITE_DATE=YYYY-MM-DD\\.$"):
        clock.site_date({}, tmp_path)


READS_A_CLOCK = re.compile(r"\b(date\.today|datetime\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|ctime))\s*\(")


def test_nothing_else_reads_a_clock():
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "macros").rglob("*.py"))
        if READS_A_CLOCK.search(path.read_text(encoding="utf-8"))
    ]
    assert readers == []
