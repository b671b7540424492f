"""What may stand in docs/data: kinds of text, and one model for each kind of entry.

A model refuses unknown keys and cannot be changed. What belongs together over several keys or files is checked in `data`.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from macros.strictyaml import Fault, Wrong, wrong

MAX_TEXT = 600  # characters in one text

# offices, courts, the central bank's credit centre, the LPR's publisher, and the bodies that take reports or issue guidelines
OFFICIAL_HOSTS = (
    "gov.cn", "pbccrc.org.cn", "chinamoney.com.cn", "nifa.org.cn", "china-cba.net", "isc.org.cn", "12321.cn", "12377.cn",
)


def day(text: Any) -> date:
    """The day written as YYYY-MM-DD. Raises Wrong."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong(f"{text!r} is not a date", '"YYYY-MM-DD" in quotes', 'write it like "2026-09-01"')
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise wrong(f"there is no day {text}", '"YYYY-MM-DD", a day of the calendar', "correct the month or day") from None
    if not 1949 <= found.year <= 2100:
        raise wrong(f"the year {text[:4]} cannot be right", "1949 to 2100", "correct the year")
    return found


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
    match = re.fullmatch(r"https?://([a-z0-9.-]+)(/[!#-&(-;=?-\[\]_a-z~]*)?", text)
    host = match[1] if match else ""
    if not any(host == known or host.endswith("." + known) for known in OFFICIAL_HOSTS):
        raise wrong(f"{text} is not an official address", "http(s) addresses at " + ", ".join(OFFICIAL_HOSTS),
                    "link the issuing office's own page, or write null")
    return text


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3,12}", text):
        raise wrong(f"{text!r} is not a phone number", 'digits only, 3 to 12, in quotes like "12378"',
                    "delete spaces and hyphens")
    if re.fullmatch(r"1[3-9][0-9]{9}", text):
        raise wrong(f"{text} is somebody's mobile number", "numbers of offices and hotlines", "write the office's number, or null")
    return text


def _percent(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", text):
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
Day = Annotated[date, BeforeValidator(day)]
Braced = Annotated[str, AfterValidator(_plain)]
Text = Annotated[str, AfterValidator(_plain), AfterValidator(_no_braces)]
# the patterns are for readers of the published schema; the validators say what is wrong in words
Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
Url = Annotated[str, AfterValidator(_official_url)]
Number = Annotated[str, AfterValidator(_digits), Field(json_schema_extra={"pattern": "^[0-9]{3,12}$"})]
Percent = Annotated[str, AfterValidator(_percent), Field(json_schema_extra={"pattern": r"^[0-9]{1,2}\.[0-9]{2}$"})]

Confidence = Literal["confirmed", "single-source"]
# strongest first; the order answers "which text is the stronger one"
Tier = Literal["law", "regulation", "local-regulation", "departmental-rule", "judicial", "normative", "standard", "self-regulation"]
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

_WHOLE = r"0|[1-9][0-9]*"
_DECIMAL = r"(0|[1-9][0-9]*)(\.[0-9]+)?"


def unit_fault(value: str, unit: str) -> Fault | None:
    """Why `value` cannot be a number of `unit`, or None. Rates and shares are fractions, never percents."""
    if unit == "clock":
        if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
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


PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> list[str]:
    """The names in braces in a text."""
    return PLACEHOLDER.findall(text)


def fill(text: str, shown_values: Mapping[str, str]) -> str:
    """The text with each {name} replaced; KeyError for a name that is not there (the loader refuses those)."""
    return PLACEHOLDER.sub(lambda match: shown_values[match[1]], text)


def stray_brace(text: str) -> bool:
    """Whether a brace stands alone."""
    return any(mark in PLACEHOLDER.sub("", text) for mark in "{}")


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
    short: Words | None = None  # the name people use; citations print it, cards print the title
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
        # a short number is also the file's name, so that a swapped one shows
        if self.id.isdigit() and not (self.number or "").endswith(self.id):
            raise Wrong(Fault(f"the file is named {self.id}, the number is {self.number}", f'"{self.id}"',
                              "correct the one that is wrong", ("number",)))
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
            if placeholders(text) != ["value"] or stray_brace(text):
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
