"""Strict loading of docs/data: every mistake of every file at once, each with its line and its cure.

YAML is read as text only: `010` stays "010", nothing is guessed. Anchors, aliases, tags and double keys are refused.
`load(root)` returns a frozen `Site`; `load_yaml(path)` gives other readers (examples) the same reading of one file.
Run `python -m macros.data [root]` to print the mistakes, one a line.
"""

from __future__ import annotations

import difflib
import re
import sys
import types
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

MAX_BYTES = 300_000  # a data file is a few pages of text; more is a mistake or an attack
MAX_DEPTH = 12
MAX_TEXT = 600  # characters in one text
MAX_PARAPHRASE = {"zh": (80, "characters"), "en": (50, "words")}

# --------------------------------------------------------------------------------------------------------------------
# Problems


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
        return text


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


# --------------------------------------------------------------------------------------------------------------------
# YAML as text, with line numbers

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
_HIDDEN = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x2028, 0x2029, 0x3164, 0xFEFF, 0xFFA0, 0xFFFC, 0xFFFD}


def character_faults(text: str) -> list[Fault]:
    """Control, invisible, direction-changing and private characters in `text`; at most one fault for each character."""
    faults = []
    for char in sorted(set(text)):
        category = unicodedata.category(char)
        if char in _ALLOWED_CONTROL or (category not in ("Cc", "Cf", "Co", "Cn", "Cs") and ord(char) not in _HIDDEN):
            continue
        name = unicodedata.name(char, "control or private character")
        faults.append(Fault(f"hidden character U+{ord(char):04X} ({name.lower()})", "visible characters", "delete it"))
    return faults


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


# --------------------------------------------------------------------------------------------------------------------
# Kinds of text

# offices, courts, the central bank's credit centre, the LPR's publisher, and the bodies that take reports or issue guidelines
OFFICIAL_HOSTS = (
    "gov.cn", "pbccrc.org.cn", "chinamoney.com.cn", "nifa.org.cn", "china-cba.net", "isc.org.cn", "12321.cn", "12377.cn",
)


def _date(text: Any) -> date:
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise wrong(f"{text!r} is not a date", '"YYYY-MM-DD" in quotes', 'write it like "2026-09-01"')
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise wrong(f"there is no day {text}", '"YYYY-MM-DD", a day of the calendar', "correct the month or day") from None
    if not 1949 <= day.year <= 2100:
        raise wrong(f"the year {text[:4]} cannot be right", "1949 to 2100", "correct the year")
    return day


def _plain(text: str) -> str:
    """Plain text: no markup, no braces, no line breaks."""
    for mark in ("<", "](", "{{", "{%", "{#"):
        if mark in text:
            raise wrong(f"markup {mark} in text", "plain text", f"say it without {mark}")
    if "\n" in text or "\t" in text:
        raise wrong("line break or tab in the text", "one line", "write it on one line, or with >- after the key")
    if not text.strip():
        raise wrong("empty text", "words", "write the words")
    if text != text.strip():
        raise wrong("space at the beginning or end", "text without it", "delete the space")
    if len(text) > MAX_TEXT:
        raise wrong(f"{len(text)} characters", f"at most {MAX_TEXT}", "say it more shortly")
    return text


def _no_braces(text: str) -> str:
    if "{" in text or "}" in text:
        raise wrong("a brace in this text", "braces only in `paraphrase` and in a statistic's `text`", "write the words")
    return text


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise wrong(f"{text!r} is no id", "lower-case letters, digits and single hyphens", "write it like pboc-2021-3")
    return text


def _official_url(text: str) -> str:
    match = re.fullmatch(r"https?://([a-z0-9.-]+)(/[!-~]*)?", text)
    host = match[1] if match else ""
    if not any(host == known or host.endswith("." + known) for known in OFFICIAL_HOSTS):
        raise wrong(f"{text} is not an official address", "http(s) addresses at " + ", ".join(OFFICIAL_HOSTS),
                    "link the issuing office's own page, or write null")
    return text


def _digits(text: str) -> str:
    if not re.fullmatch(r"\d{3,12}", text):
        raise wrong(f"{text!r} is not a phone number", 'digits only, 3 to 12, in quotes like "12378"',
                    "delete spaces and hyphens")
    return text


def _percent(text: str) -> str:
    if not re.fullmatch(r"\d{1,2}\.\d\d", text):
        raise wrong(f"{text!r} is not a published LPR", 'percent with two places like "3.00"', "write it as published")
    return text


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if not items:
        raise wrong("an empty list", "at least one entry", "add one")
    faults = [Fault(f"{item} stands here twice", "each entry once", "delete one", (index,))
              for index, item in enumerate(items) if isinstance(item, str) and item in items[:index]]
    if "none" in items and len(items) > 1:
        faults.append(Fault("none beside other entries", "none alone, or the others", "delete none", (items.index("none"),)))
    if faults:
        raise Wrong(*faults)
    return items


_Item = typing.TypeVar("_Item")
Several = Annotated[tuple[_Item, ...], AfterValidator(_once)]  # one or more, none of them twice
Day = Annotated[date, BeforeValidator(_date)]
Braced = Annotated[str, AfterValidator(_plain)]
Text = Annotated[str, AfterValidator(_plain), AfterValidator(_no_braces)]
Id = Annotated[str, AfterValidator(_id)]
Url = Annotated[str, AfterValidator(_official_url)]
Number = Annotated[str, AfterValidator(_digits)]
Percent = Annotated[str, AfterValidator(_percent)]

Confidence = Literal["confirmed", "single-source"]
# strongest first; the order answers "which text is the stronger one"
Tier = Literal["law", "regulation", "departmental-rule", "judicial", "normative", "standard", "self-regulation"]
TIERS: tuple[str, ...] = typing.get_args(Tier)
Topic = Literal[
    "hours", "frequency", "third-parties", "visits", "identity", "threats", "messages", "records", "outsourcing",
    "privacy", "complaints", "hardship", "overdue-interest", "allocation", "cost-cap", "disclosure", "credit-record",
    "limitation", "court", "enforcement", "arbitration", "police", "crime", "bankruptcy", "supervision", "agents",
    "other",
]
TOPICS: tuple[str, ...] = typing.get_args(Topic)
Unit = Literal[
    "clock", "calls-per-day", "times", "days", "working-days", "months", "years", "cny", "cny-yi", "annual-rate",
    "daily-rate", "share", "lpr-multiple", "people", "hours", "minutes", "articles", "count",
]
Track = Literal[
    "conduct", "amount", "privacy", "credit-record", "spam", "threat", "agent-scam", "court", "distress", "legal-aid",
]
TRACKS: tuple[str, ...] = typing.get_args(Track)
Breach = Literal["complain", "evidence", "civil-claim", "police", "court-request", "dispute-record", "none"]
# what a rule may bind besides the lender types of docs/data/lenders
OTHER_BOUND = ("anyone", "collection-agency", "court", "private-lender")

_WHOLE = r"0|[1-9]\d*"
_DECIMAL = r"(0|[1-9]\d*)(\.\d+)?"


def unit_fault(value: str, unit: str) -> Fault | None:
    """Why `value` cannot be a number of `unit`, or None. Rates and shares are fractions, never percents."""
    if unit == "clock":
        if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            return None
        return Fault(f"{value!r} is no time of day", '"00:00" to "23:59"', "write hours and minutes with two digits each")
    if unit in ("annual-rate", "daily-rate", "share"):
        top = {"annual-rate": Decimal(1), "daily-rate": Decimal("0.05"), "share": Decimal(1)}[unit]
        if re.fullmatch(_DECIMAL, value):
            number = Decimal(value)
            if number < top or (unit == "share" and number == top):
                return None
        example = '"0.0005" for 0.05%' if unit == "daily-rate" else '"0.18" for 18%'
        return Fault(f"{value!r} is no {unit}", f'a fraction from "0" to "{top}", like {example}', "divide the percent by 100")
    decimal = unit in ("cny", "cny-yi", "lpr-multiple", "count")
    if re.fullmatch(_DECIMAL if decimal else _WHOLE, value):
        return None
    kind = "a number without separators" if decimal else "a whole number"
    return Fault(f"{value!r} is not {kind} of {unit}", "digits only" + (" and one point" if decimal else ""),
                 "delete commas, spaces and words; the unit stands in `unit`")


# --------------------------------------------------------------------------------------------------------------------
# Models


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Model):
    """The same words in both languages."""

    zh: Text
    en: Text


class BracedWords(Model):
    """Words in both languages in which {name} stands for a number."""

    zh: Braced
    en: Braced


class Source(Model):
    title: Text
    url: Url | None = None


class RuleSource(Source):
    article: Text


class Value(Model):
    """A limit with its unit; `value` is the text as written (a clock, or a number that `number` gives)."""

    name: Id
    value: Braced
    unit: Unit

    @property
    def number(self) -> Decimal:
        """The number as a Decimal; a clock has none and raises ValueError."""
        if self.unit == "clock":
            raise ValueError(f"{self.name} is a time of day, not a number")
        return Decimal(self.value)

    @model_validator(mode="after")
    def _fits(self) -> Value:
        fault = unit_fault(self.value, self.unit)
        if fault:
            raise Wrong(Fault(fault.what, fault.allowed, fault.fix, ("value",)))
        return self


class Deadline(Value):
    clause: Id


class Period(Model):
    """The days on which a clause has one text; `start` and `end` both count, no `end` means in force."""

    start: Day = Field(alias="from")
    from_basis: Literal["effective", "issued", "from-memory"]
    end: Day | None = Field(alias="to")
    values: tuple[Value, ...]
    source: RuleSource

    def covers(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on <= self.end)


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> list[str]:
    """The names in braces in a text."""
    return _PLACEHOLDER.findall(text)


def fill(text: str, shown_values: Mapping[str, str]) -> str:
    """The text with each {name} replaced; KeyError for a name that is not there (the loader refuses those)."""
    return _PLACEHOLDER.sub(lambda match: shown_values[match[1]], text)


def _stray_brace(text: str) -> bool:
    return any(mark in _PLACEHOLDER.sub("", text) for mark in "{}")


class ClauseEntry(Model):
    """A clause as written in its instrument's file."""

    id: Id
    topic: Topic
    article: Words
    confidence: Confidence
    checked: Day
    breach: Several[Breach]
    periods: Several[Period]
    paraphrase: BracedWords


class Instrument(Model):
    """A law, standard or guideline as written in docs/data/rules."""

    id: Id
    title: Words
    number: Text | None
    issuer: Words
    tier: Tier
    binds: Several[Id]
    debts: Several[Literal["consumer-loan", "credit-card", "private-loan", "any"]]
    official_url: Url | None
    note: Words | None = None
    clauses: Several[ClauseEntry]


class Channel(Model):
    """Somewhere a reader can turn to."""

    id: Id
    name: Words
    operator: Words
    number: Number | None
    kind: Literal["hotline", "app", "website", "office", "mini-app"]
    url: Url | None
    region: Words
    hours: Words | None
    handles: Words
    not_handles: Words
    after: Words
    dialling_note: Words | None
    tracks: Several[Track]
    lenders: Several[Id]
    deadlines: tuple[Deadline, ...]
    confidence: Confidence
    checked: Day
    source: Source

    @model_validator(mode="after")
    def _callable(self) -> Channel:
        if self.kind == "hotline" and self.number is None:
            raise Wrong(Fault("a hotline without a number", 'digits in quotes like "12378"',
                              "write the number, or another kind", ("number",)))
        return self


class Lender(Model):
    """A type of lender and who supervises it."""

    id: Id
    name: Words
    what: Words
    how_to_tell: Words
    supervisor: Words
    first_stop: Id
    second_stop: Id | None
    confidence: Confidence
    checked: Day
    source: Source


class Fact(Model):
    id: Id
    text: Words
    confidence: Confidence
    source: Source


class Product(Model):
    """A loan product by its market name, and what is known about it."""

    id: Id
    name: Words
    lender: Words
    lender_type: Id
    facts: tuple[Fact, ...]
    checked: Day

    @model_validator(mode="after")
    def _facts_once(self) -> Product:
        ids = [fact.id for fact in self.facts]
        faults = [Fault(f"a second fact {id_}", "each id once", "rename or delete one", ("facts", index, "id"))
                  for index, id_ in enumerate(ids) if id_ in ids[:index]]
        if faults:
            raise Wrong(*faults)
        return self


class Term(Model):
    """A word readers meet, in plain words."""

    id: Id
    word: Words
    meaning: Words
    collectors_mean: Words | None
    confidence: Confidence
    checked: Day
    source: Source | None


class Statistic(Model):
    """A number about the market, with the period it is about."""

    id: Id
    text: BracedWords
    value: Braced
    unit: Unit
    period: Words
    source: Source
    confidence: Confidence
    checked: Day
    caveat: Words | None

    @model_validator(mode="after")
    def _number(self) -> Statistic:
        faults = []
        fault = unit_fault(self.value, self.unit)
        if fault:
            faults.append(Fault(fault.what, fault.allowed, fault.fix, ("value",)))
        for language in ("zh", "en"):
            text = getattr(self.text, language)
            if placeholders(text) != ["value"] or _stray_brace(text):
                faults.append(Fault("the number does not stand in the text as {value}", "{value}, once",
                                    "write {value} where the number belongs", ("text", language)))
        if faults:
            raise Wrong(*faults)
        return self


class Phrase(Model):
    """Stems of sentences collectors, cheats and agents send, and what the real thing looks like."""

    id: Id
    kind: Literal["reminder", "consequence", "contact", "fake", "agent", "unknown-safe"]
    patterns: Several[Text]
    meaning: Words
    real_form: Words
    check: Words
    clause: Id | None
    mark: Literal["lender", "fake", "agent"]
    confidence: Confidence
    checked: Day


class Fixing(Model):
    """One published LPR; percent a year as text."""

    date: Day
    one_year: Percent
    five_year: Percent
    confidence: Confidence


class LprTable(Model):
    """All monthly fixings up to a day; nothing is known after `complete_through`'s month."""

    complete_through: Day
    source: Source
    fixings: Several[Fixing]

    @model_validator(mode="after")
    def _whole(self) -> LprTable:
        faults = []
        for index in range(1, len(self.fixings)):
            before, now = self.fixings[index - 1].date, self.fixings[index].date
            if now <= before:
                faults.append(Fault(f"{now} does not come after {before}", "oldest first, each day once",
                                    "sort the fixings", ("fixings", index, "date")))
            elif (now.year - before.year) * 12 + now.month - before.month != 1:
                faults.append(Fault(f"no single step of a month from {before} to {now}", "one fixing for each month",
                                    "add the missing month", ("fixings", index, "date")))
        if self.complete_through != self.fixings[-1].date:
            faults.append(Fault(f"the last fixing on file is {self.fixings[-1].date}", "the day of the last fixing",
                                "write that day", ("complete_through",)))
        if faults:
            raise Wrong(*faults)
        return self


# --------------------------------------------------------------------------------------------------------------------
# From pydantic's errors to ours


def did_you_mean(name: str, known: typing.Iterable[str]) -> str:
    """"did you mean x" or nothing."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def _inner(annotation: Any) -> Any:
    """The model or list inside Annotated, Optional and tuple."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(arg for arg in typing.get_args(annotation) if arg is not type(None))
        else:
            return annotation


def _known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys allowed in the mapping at `loc`."""
    current: Any = model
    for part in loc:
        current = _inner(current)
        if isinstance(part, int):
            current = typing.get_args(current)[0]
            continue
        fields = {info.alias or name: info.annotation for name, info in current.model_fields.items()}
        current = fields[part]
    return [info.alias or name for name, info in _inner(current).model_fields.items()]


def _explain(error: Mapping[str, Any], model: type[BaseModel]) -> list[Fault]:
    """One pydantic error in our words."""
    kind, ctx, loc = error["type"], error.get("ctx", {}), tuple(error["loc"])
    if kind == "value_error" and isinstance(ctx.get("error"), Wrong):
        return list(ctx["error"].faults)
    if kind == "missing":
        if loc[-1] in ("zh", "en"):
            language = "Chinese" if loc[-1] == "zh" else "English"
            return [Fault(f"the {language} text is missing", "zh and en, both", f"add {loc[-1]}: with the words")]
        if loc[-1] == "source":
            return [Fault("the source is missing", "keys " + ", ".join(_known_keys(model, loc)), "say where this is written")]
        return [Fault("this key is missing", "keys " + ", ".join(_known_keys(model, loc[:-1])), f"add {loc[-1]}:")]
    if kind == "extra_forbidden":
        known = _known_keys(model, loc[:-1])
        return [Fault("unknown key", ", ".join(known), did_you_mean(str(loc[-1]), known) or "delete it")]
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", ctx["expected"])
        return [Fault(f"{error['input']!r} is not one of the known words", ", ".join(known),
                      did_you_mean(str(error["input"]), known) or "choose one of them")]
    if kind in ("tuple_type", "list_type"):
        return [Fault("not a list", "a list: [a, b] or lines that begin with -", "write it as a list")]
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return [Fault("not a mapping", "keys " + ", ".join(_known_keys(model, loc)), "write the keys below it, indented")]
    if kind == "string_type":
        if error["input"] is None:
            return [Fault("null is not allowed here", "text", "write the text")]
        return [Fault("not text", "one text", "write the words in one line")]
    return [Fault(str(error["msg"]), "", "compare with a neighbouring file")]


def _validate(model: type[BaseModel], value: Any, lines: Mapping[Loc, int], file: str) -> tuple[Any, list[Problem]]:
    """The model's instance, or None and every problem of this file."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        problems = []
        for item in error.errors(include_url=False):
            for fault in _explain(item, model):
                loc = (*item["loc"], *fault.at)
                problems.append(Problem(file, line_of(lines, loc), dotted(loc), fault.what, fault.allowed, fault.fix))
        return None, problems


def check_value(model: type[BaseModel], value: Any, lines: Mapping[Loc, int], file: str) -> Any:
    """`value` as an instance of `model` for readers of other folders. Raises DataError with lines."""
    instance, problems = _validate(model, value, lines, file)
    if problems:
        raise DataError(problems)
    return instance


# --------------------------------------------------------------------------------------------------------------------
# The whole of docs/data


@dataclass(frozen=True)
class Clause:
    """A clause with the instrument it stands in."""

    id: str
    topic: str
    article: Words
    confidence: str
    checked: date
    breach: tuple[str, ...]
    periods: tuple[Period, ...]
    paraphrase: BracedWords
    instrument: Instrument


def _clause(entry: ClauseEntry, instrument: Instrument) -> Clause:
    return Clause(entry.id, entry.topic, entry.article, entry.confidence, entry.checked, entry.breach, entry.periods,
                  entry.paraphrase, instrument)


@dataclass(frozen=True)
class Site:
    """Everything under docs/data, checked; each mapping goes from id to entry, sorted by id."""

    instruments: Mapping[str, Instrument]
    clauses: Mapping[str, Clause]
    channels: Mapping[str, Channel]
    lenders: Mapping[str, Lender]
    products: Mapping[str, Product]
    terms: Mapping[str, Term]
    phrases: Mapping[str, Phrase]
    statistics: Mapping[str, Statistic]
    lpr: LprTable
    places: Mapping[tuple[str, str], str]

    def where(self, kind: str, id_: str) -> str:
        """ "docs/data/rules/x.yml:12" of an entry; `kind` is a field of Site such as "clauses". KeyError if unknown."""
        return self.places[kind, id_]


@dataclass(frozen=True)
class _File:
    """One data file as read: its raw value, its lines, and its model when it is whole."""

    kind: str
    name: str
    value: Any
    lines: Mapping[Loc, int]
    model: Any

    @property
    def id(self) -> str:
        return Path(self.name).stem


FOLDERS: dict[str, type[Model]] = {
    "rules": Instrument, "channels": Channel, "lenders": Lender, "products": Product, "terms": Term,
    "phrases": Phrase, "statistics": Statistic,
}
# key path in a folder's files ("*" is any item) -> what it must name
_REFERENCES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "rules": ((("binds", "*"), "bound"),),
    "channels": ((("lenders", "*"), "lender-or-any"), (("deadlines", "*", "clause"), "clause")),
    "lenders": ((("first_stop",), "channel"), (("second_stop",), "channel")),
    "products": ((("lender_type",), "lender"),),
    "phrases": ((("clause",), "clause"),),
}


def _read_folder(root: Path, folder: str) -> tuple[list[_File], list[Problem]]:
    model, files, problems = FOLDERS[folder], [], []
    for path in sorted((root / "docs" / "data" / folder).glob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix != ".yml" or not path.is_file():
            problems.append(Problem(name, 1, "", "not a data file", "files that end in .yml", "rename or move it"))
            continue
        file, found = _read_file(path, name, folder, model)
        problems += found
        files.append(file)
    return files, problems


def _read_file(path: Path, name: str, kind: str, model: type[Model]) -> tuple[_File, list[Problem]]:
    value, lines, problems = read_yaml(path, name)
    instance = None
    if isinstance(value, dict):
        instance, found = _validate(model, value, lines, name)
        said = {problem.key for problem in problems}
        problems += [problem for problem in found if problem.key not in said]  # an alias, say, is not also "not a list"
        if "id" in model.model_fields and "id" in value and value["id"] != path.stem:
            problems.append(Problem(name, line_of(lines, ("id",)), "id", f"{value['id']} is not the file's name",
                                    path.stem, f"write id: {path.stem}, or rename the file"))
    elif not problems:
        problems.append(Problem(name, 1, "", "not a mapping of keys", "lines like id: …", "copy a neighbouring file"))
    return _File(kind, name, value, lines, None if problems else instance), problems


def _values_at(value: Any, path: tuple[str, ...], loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """The texts at a key path of a raw value, whatever else is wrong in it."""
    if not path:
        if isinstance(value, str):
            yield loc, value
    elif path[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else []):
            yield from _values_at(item, path[1:], (*loc, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from _values_at(value[path[0]], path[1:], (*loc, path[0]))


def _check_references(files: list[_File]) -> list[Problem]:
    """References to nothing. Ids count as known even where their own file has mistakes, so that one mistake is said once."""
    ids = {kind: [file.id for file in files if file.kind == kind] for kind in FOLDERS}
    clauses = [id_ for file in files if file.kind == "rules" for _, id_ in _values_at(file.value, ("clauses", "*", "id"))]
    known = {
        "clause": clauses, "channel": ids["channels"], "lender": ids["lenders"],
        "lender-or-any": [*ids["lenders"], "any"], "bound": sorted({*ids["lenders"], *OTHER_BOUND}),
    }
    problems = []
    for file in files:
        for path, target in _REFERENCES.get(file.kind, ()):
            for loc, id_ in _values_at(file.value, path):
                if id_ not in known[target]:
                    problems.append(_unknown(file, loc, id_, target, known[target]))
    return problems


_TARGET_NAMES = {
    "clause": ("clause", "a clause id of docs/data/rules"),
    "channel": ("channel", "a file name of docs/data/channels"),
    "lender": ("lender type", "a file name of docs/data/lenders"),
    "lender-or-any": ("lender type", "a file name of docs/data/lenders, or any"),
    "bound": ("lender type", "a file name of docs/data/lenders, or " + ", ".join(OTHER_BOUND)),
}


def _unknown(file: _File, loc: Loc, id_: str, target: str, known: list[str]) -> Problem:
    name, allowed = _TARGET_NAMES[target]
    fix = did_you_mean(id_, known) or f"correct it, or add the {name} first"
    return Problem(file.name, line_of(file.lines, loc), dotted(loc), f"there is no {name} {id_}", allowed, fix)


def _check_clauses(files: list[_File]) -> list[Problem]:
    """Clause ids: unique over all files, and beginning with their instrument's id so that they can be found."""
    problems, first = [], {}
    for file in files:
        if file.kind != "rules":
            continue
        for loc, id_ in _values_at(file.value, ("clauses", "*", "id")):
            line = line_of(file.lines, loc)
            if id_ in first:
                problems.append(Problem(file.name, line, dotted(loc), f"clause {id_} is already at {first[id_]}",
                                        "each id once", "choose another id"))
            first.setdefault(id_, f"{file.name}:{line}")
            if not id_.startswith(file.id + "-"):
                problems.append(Problem(file.name, line, dotted(loc), f"{id_} does not begin with its instrument",
                                        f"{file.id}-…", f"write {file.id}- and the article"))
    return problems


# What belongs together inside a clause is asked of the raw values, so that another mistake in the clause hides nothing.


def _check_parts(files: list[_File]) -> list[Problem]:
    """Periods, numbers and length of every clause."""
    problems = []
    for file in files:
        clauses = file.value.get("clauses") if file.kind == "rules" and isinstance(file.value, dict) else None
        for index, clause in enumerate(clauses if isinstance(clauses, list) else []):
            if not isinstance(clause, dict):
                continue
            for fault in [*_period_faults(clause), *_memory_faults(clause), *_number_faults(clause), *_length_faults(clause)]:
                loc = ("clauses", index, *fault.at)
                problems.append(Problem(file.name, line_of(file.lines, loc), dotted(loc), fault.what, fault.allowed, fault.fix))
    return problems


def _periods(clause: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    periods = clause.get("periods")
    return [(index, each) for index, each in enumerate(periods if isinstance(periods, list) else []) if isinstance(each, dict)]


def _day(period: Mapping[str, Any], key: str) -> date | None:
    try:
        return _date(period.get(key))
    except Wrong:
        return None


def _period_faults(clause: Mapping[str, Any]) -> Iterator[Fault]:
    """`to` before `from`, overlaps, and a period after one that never ends."""
    before: Mapping[str, Any] | None = None
    for index, period in _periods(clause):
        start, end = _day(period, "from"), _day(period, "to")
        if start and end and end < start:
            yield Fault(f"`to` {end} is before `from` {start}", "the last day in force, or null", "correct one of the two days",
                        ("periods", index, "to"))
        if before and start:
            last = _day(before, "to")
            if (before.get("to", "") is None) or (last and start <= last):
                lasts = f"lasts until {last}" if last else "has no end"
                yield Fault(f"this period overlaps the one before it, which {lasts}", "oldest first, at most one text a day",
                            f"end the earlier period before {start}", ("periods", index, "from"))
        before = period


def _memory_faults(clause: Mapping[str, Any]) -> Iterator[Fault]:
    for index, period in _periods(clause):
        if period.get("from_basis") == "from-memory" and clause.get("confidence") == "confirmed":
            yield Fault("a day from memory in a clause that is called confirmed", "effective or issued, or confidence: single-source",
                        "find the day in a source, or set confidence: single-source", ("periods", index, "from_basis"))


def _number_faults(clause: Mapping[str, Any]) -> Iterator[Fault]:
    """Value names twice, and {names} in the paraphrase that some period or the other language lacks."""
    names_of = {}
    for index, period in _periods(clause):
        names = [name for _, name in _values_at(period, ("values", "*", "name"))]
        names_of[period.get("from")] = names
        for place, name in enumerate(names):
            if name in names[:place]:
                yield Fault(f"a second value named {name}", "each name once", "rename or delete one",
                            ("periods", index, "values", place, "name"))
    texts = {language: text for language in MAX_PARAPHRASE for _, text in _values_at(clause, ("paraphrase", language))}
    for language, text in texts.items():
        at = ("paraphrase", language)
        if _stray_brace(text):
            yield Fault("a brace without its partner", "{value-name}", "close the brace or delete it", at)
        for name in placeholders(text):
            for start, names in names_of.items():
                if name not in names:
                    yield Fault(f"{{{name}}} has no value in the period from {start}",
                                "the values of that period: " + (", ".join(names) or "none"),
                                did_you_mean(name, names) or "add the value to that period, or write the sentence without it", at)
        for other, other_text in texts.items():
            for name in sorted(set(placeholders(other_text)) - set(placeholders(text))):
                yield Fault(f"{{{name}}} stands in {other} only", "the same numbers in both languages", f"write {{{name}}} here too", at)


def _length_faults(clause: Mapping[str, Any]) -> Iterator[Fault]:
    for language, (most, unit) in MAX_PARAPHRASE.items():
        for _, text in _values_at(clause, ("paraphrase", language)):
            plain = _PLACEHOLDER.sub("00", text)  # a number is about two characters long
            length = len(plain) if unit == "characters" else len(plain.split())
            if length > most:
                yield Fault(f"{length} {unit}", f"at most {most}", "say it more shortly", ("paraphrase", language))


def _check_deadlines(files: list[_File]) -> list[Problem]:
    """A deadline that a clause states must be the clause's own number."""
    clauses = {entry.id: entry for file in files if file.kind == "rules" and file.model for entry in file.model.clauses}
    problems = []
    for file in files:
        if file.kind != "channels" or not file.model:
            continue
        for index, deadline in enumerate(file.model.deadlines):
            clause = clauses.get(deadline.clause)
            stated = [value for value in clause.periods[-1].values if value.name == deadline.name] if clause else []
            for value in stated:
                if (value.value, value.unit) != (deadline.value, deadline.unit):
                    loc = ("deadlines", index, "value")
                    problems.append(Problem(file.name, line_of(file.lines, loc), dotted(loc),
                                            f"{deadline.value} {deadline.unit} differs from the clause",
                                            f"{value.value} {value.unit}", f"take the number of {deadline.clause}"))
    return problems


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every data file: what tells a changed folder from an unchanged one."""
    paths = [path for folder in FOLDERS for path in (root / "docs" / "data" / folder).glob("*")]
    paths.append(root / "docs" / "data" / "lpr.yml")
    stats = [(path.as_posix(), path.lstat()) for path in sorted(paths) if path.exists() or path.is_symlink()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


_loaded: dict[Path, tuple[Any, Site]] = {}  # one build reads twice, once a language


def load(root: Path) -> Site:
    """All of docs/data below `root`. Raises DataError with every mistake of every file."""
    root = root.resolve()
    stamp = _stamp(root)
    if root in _loaded and _loaded[root][0] == stamp:
        return _loaded[root][1]
    site = _load(root)
    _loaded[root] = (stamp, site)
    return site


def _load(root: Path) -> Site:
    files: list[_File] = []
    problems: list[Problem] = []
    for folder in FOLDERS:
        more, found = _read_folder(root, folder)
        files += more
        problems += found
    lpr_path = root / "docs" / "data" / "lpr.yml"
    if lpr_path.is_file():
        lpr, found = _read_file(lpr_path, "docs/data/lpr.yml", "lpr", LprTable)
        problems += found
    else:
        lpr = None
        problems.append(Problem("docs/data/lpr.yml", 1, "", "the file is missing", "", "restore it"))
    problems += [*_check_references(files), *_check_clauses(files), *_check_parts(files), *_check_deadlines(files)]
    if problems:
        raise DataError(problems)
    return _site(files, lpr)


def _site(files: list[_File], lpr: _File) -> Site:
    places: dict[tuple[str, str], str] = {}
    entries: dict[str, dict[str, Any]] = {kind: {} for kind in FOLDERS}
    clauses: dict[str, Clause] = {}
    for file in sorted(files, key=lambda each: each.id):
        entries[file.kind][file.id] = file.model
        site_kind = "instruments" if file.kind == "rules" else file.kind
        places[site_kind, file.id] = f"{file.name}:{line_of(file.lines, ('id',))}"
        if file.kind == "rules":
            for index, entry in enumerate(file.model.clauses):
                clauses[entry.id] = _clause(entry, file.model)
                places["clauses", entry.id] = f"{file.name}:{line_of(file.lines, ('clauses', index, 'id'))}"
    frozen = {kind: types.MappingProxyType(found) for kind, found in entries.items()}
    rules = frozen.pop("rules")
    return Site(instruments=rules, clauses=types.MappingProxyType(dict(sorted(clauses.items()))), lpr=lpr.model,
                places=types.MappingProxyType(places), **frozen)


def main(argv: list[str]) -> int:
    """Prints every mistake below the given root (default: here); 1 if there is any."""
    root = Path(argv[0]) if argv else Path.cwd()
    try:
        site = load(root)
    except DataError as error:
        print("\n".join(error.messages))
        print(f"{len(error.messages)} to mend", file=sys.stderr)
        return 1
    print(f"docs/data is in order: {len(site.instruments)} instruments, {len(site.clauses)} clauses, "
          f"{len(site.channels)} channels, {len(site.lenders)} lender types")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
