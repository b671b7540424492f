"""YAML read as text only, with the line of every key, and the mistakes said in one shape.

`010` stays "010", the word null is None, nothing else is guessed. Anchors, aliases, tags, double keys, numbers without quotes,
hidden characters, other encodings and deep nesting are refused. Knows nothing of what the files are about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 300_000  # a data file is a few pages of text; more is a mistake or an attack
MAX_DEPTH = 12
MAX_MESSAGE = 1000  # characters of one message


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file, said so that a contributor can mend it."""

    file: str
    line: int
    key: str
    what: str
    allowed: str = ""
    fix: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        text = f"{self.file}:{self.line}: {key}{self.what}."
        if self.allowed:
            text += f" Allowed: {self.allowed}."
        if self.fix:
            text += f" Fix: {self.fix}" + ("" if self.fix.endswith("?") else ".")
        return visible(text)


def visible(text: str) -> str:
    """One line to print: a stranger's text must not break it, turn the reader's terminal around or fill the screen.

    >>> visible("a\\nb")
    'a\\\\u000ab'
    """
    text = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE // 2]} … {text[-MAX_MESSAGE // 2:]}"


class DataError(Exception):
    """The data cannot be used; `.messages` holds one line for each mistake."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        self.messages = [str(problem) for problem in self.problems]
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True)
class Fault:
    """A mistake inside a model; `at` leads from the model to the key that is wrong."""

    what: str
    allowed: str = ""
    fix: str = ""
    at: tuple[str | int, ...] = ()


class Wrong(ValueError):
    """Carries one or more faults through pydantic."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.what for fault in faults))


def wrong(what: str, allowed: str = "", fix: str = "") -> Wrong:
    return Wrong(Fault(what, allowed, fix))


Loc = tuple[str | int, ...]
_NUMBER_LIKE = re.compile(r"[-+]?[\d０-９][\d０-９.,:_/ -]*%?\Z")


@dataclass
class _Reader:
    """Builds text values from YAML events and remembers the line of each key and item."""

    file: str
    events: Iterator[yaml.Event]
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, loc: Loc, what: str, allowed: str = "", fix: str = "") -> None:
        self.problems.append(Problem(self.file, line, dotted(loc), what, allowed, fix))

    def document(self) -> Any:
        next(self.events)  # stream start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.report(1, (), "the file is empty", "one mapping of keys", "copy a neighbouring file and change it")
            return None
        self.lines[()] = 1
        value = self.node(next(self.events), ())
        next(self.events)  # document end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.report(event.start_mark.line + 1, (), "a second document begins here", "one document in a file",
                        "delete the line `---` or make a file of its own")
            return None
        return value

    def node(self, event: yaml.Event, loc: Loc) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(loc, line)
        if len(loc) > MAX_DEPTH:
            raise _Stop(line, loc, f"nested deeper than {MAX_DEPTH} levels", "", "make it flatter")
        if isinstance(event, yaml.AliasEvent):
            self.report(line, loc, f"alias *{event.anchor}", "plain values", "write the value out")
            return None
        if event.anchor:
            self.report(line, loc, f"anchor &{event.anchor}", "plain values", "delete the anchor and write values out")
        if event.tag:
            self.report(line, loc, f"tag {event.tag}", "no tags", "delete the tag; every value is text")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line, loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(loc)
        return self.mapping(loc)

    def scalar(self, event: yaml.ScalarEvent, line: int, loc: Loc) -> str | None:
        value = event.value
        if event.implicit[0]:  # written without quotes
            if value in ("null", "~"):
                return None
            if value == "":
                self.report(line, loc, "nothing after the colon", "a value, or the word null", "write the value or null")
                return None
            if _NUMBER_LIKE.match(value):
                self.report(line, loc, f"number or date {value} without quotes", f'"{value}"',
                            "put it in double quotes, so that no digit is changed")
        for fault in character_faults(value):
            self.report(line, loc, fault.what, fault.allowed, fault.fix)
        return value

    def sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*loc, len(items))))
        return items

    def mapping(self, loc: Loc) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(line, loc, "a key that is not a word", "short keys of letters", "check the indentation")
            key = event.value
            if event.anchor or event.tag:
                self.report(line, (*loc, key), "anchor or tag on a key", "plain keys", "delete it")
            for fault in character_faults(key):
                self.report(line, (*loc, key), fault.what, fault.allowed, fault.fix)
            if key in result:
                first = self.lines[(*loc, key)]
                self.report(line, (*loc, key), f"this key is already on line {first}", "each key once",
                            "delete one of the two")
                self.node(next(self.events), (*loc, key))  # read on; the first one stays
                continue
            self.lines[(*loc, key)] = line
            result[key] = self.node(next(self.events), (*loc, key))
        return result


class _Stop(Exception):
    """Reading cannot go on: line, loc, what, allowed, fix."""


def dotted(loc: Loc) -> str:
    """('periods', 0, 'from') as `periods[0].from`."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


# Characters that change what a reader sees without being seen.
_ALLOWED_CONTROL = "\n\t"
_HIDDEN = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x2028, 0x2029, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFFC, 0xFFFD}
_SELECTORS = re.compile("[\ufe00-\ufe0f]")
# the scripts that Chinese and English text needs; letters of others look like these or turn the line around
_SCRIPTS = ("LATIN ", "GREEK ", "CJK ", "IDEOGRAPHIC ", "BOPOMOFO ", "HIRAGANA ", "KATAKANA", "HANGUL ")
_MIXED = re.compile("[A-Za-z][\u0370-\u03ff]|[\u0370-\u03ff][A-Za-z]")
_STACKED = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}")


def character_faults(text: str) -> list[Fault]:
    """Hidden characters, letters of other scripts and stacked marks in `text`; at most one fault for each character."""
    faults = [fault for char in sorted(set(text)) if (fault := _fault_of(char))]
    if mixed := _MIXED.search(text):
        faults.append(Fault(f"'{mixed.group(0)}' mixes letters of two scripts that look alike", "one script in a word", "type the word again"))
    if _STACKED.search(text):
        faults.append(Fault("marks stacked on one letter", "plain letters", "type the text again"))
    return faults


@lru_cache(maxsize=None)
def _fault_of(char: str) -> Fault | None:
    category = unicodedata.category(char)
    name = unicodedata.name(char, "control or private character").lower()
    if category in ("Cc", "Cf", "Co", "Cn", "Cs") and char not in _ALLOWED_CONTROL or ord(char) in _HIDDEN or _SELECTORS.match(char):
        return Fault(f"hidden character U+{ord(char):04X} ({name})", "visible characters", "delete it")
    if category[0] == "L" and not char.isascii() and not _known_script(char):
        return Fault(f"'{char}' ({name}) is of a script whose letters look alike", "Chinese, Latin and Greek letters", "type the word again")
    return None


def _known_script(char: str) -> bool:
    return unicodedata.name(unicodedata.normalize("NFKC", char)[0], "").startswith(_SCRIPTS)


def _read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or the reason it is not plain UTF-8 text."""
    if path.is_symlink():
        return None, [Problem(file, 1, "", "a symbolic link", "ordinary files", "put the file itself here")]
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        return None, [Problem(file, 1, "", f"{len(raw)} bytes", f"at most {MAX_BYTES}", "split the file")]
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(file, 1, "", "the file begins with a byte order mark", "UTF-8 without one",
                              'save it as "UTF-8" rather than "UTF-8 with BOM" or "Unicode"')]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(file, line, "", "not UTF-8 text", "UTF-8", "save the file with the encoding UTF-8")]
    problems = []
    for number, line_text in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        problems += [Problem(file, number, "", fault.what, fault.allowed, fault.fix) for fault in character_faults(line_text)]
    return (None if problems else text), problems


def read_yaml(path: Path, file: str) -> tuple[Any, dict[Loc, int], list[Problem]]:
    """(value, lines, problems) of one file; every scalar is text or None. The value is None when it cannot be read."""
    text, problems = _read_text(path, file)
    if text is None:
        return None, {(): 1}, problems
    reader = _Reader(file, yaml.parse(text, Loader=_BASE_LOADER))
    try:
        value = reader.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        reader.report(mark.line + 1 if mark else 1, (), f"not readable as YAML ({reason})", "",
                      "check the indentation, the quotes and the space after each colon")
        value = None
    except _Stop as stop:
        line, loc, what, allowed, fix = stop.args
        reader.report(line, loc, what, allowed, fix)
        value = None
    return value, reader.lines or {(): 1}, reader.problems


_BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load_yaml(path: Path, root: Path | None = None) -> tuple[Any, dict[Loc, int]]:
    """(value, lines) of one YAML file read strictly; `lines` maps a key path to its line. Raises DataError."""
    file = shown(path, root)
    value, lines, problems = read_yaml(path, file)
    if problems:
        raise DataError(problems)
    return value, lines


def shown(path: Path, root: Path | None) -> str:
    """The path as messages print it: from the checkout's root where it lies inside."""
    try:
        return path.resolve().relative_to((root or Path.cwd()).resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def line_of(lines: Mapping[Loc, int], loc: Loc) -> int:
    """The line of a key, or of the nearest thing around it."""
    while loc not in lines and loc:
        loc = loc[:-1]
    return lines.get(loc, 1)
