"""docs/data as one checked whole: every mistake of every file at once, each with its line and its cure.

`load(root)` returns a frozen `Site`. `strictyaml` reads the files, `models` says what may stand in them; this module joins them,
checks what goes over several keys or files, and offers their names, so that readers of data import this module only.
Run `python -m macros.data [root]` to print the mistakes, one a line.
"""

from __future__ import annotations

import difflib
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ValidationError

from macros.models import (
    PLACEHOLDER, TIERS, TOPICS, TRACKS, BracedWords, Channel, ClauseEntry, Deadline, Fact, Fixing, Instrument, Lender, LprTable,
    Model, Period, Phrase, Product, Several, Source, Statistic, Term, Value, Words, day, fill, placeholders, stray_brace, unit_fault,
)  # fmt: skip
from macros.strictyaml import (
    MAX_BYTES, DataError, Fault, Loc, Problem, Wrong, dotted, line_of, load_yaml, read_yaml, shown,
)  # fmt: skip

__all__ = [
    "MAX_BYTES", "OTHER_BOUND", "TIERS", "TOPICS", "TRACKS", "Channel", "Clause", "ClauseEntry", "DataError", "Deadline", "Fact",
    "Fixing", "Instrument", "Lender", "LprTable", "Model", "Period", "Phrase", "Problem", "Product", "Several", "Site", "Source",
    "Statistic", "Term", "Value", "Words", "check_value", "did_you_mean", "fill", "line_of", "load", "load_yaml", "placeholders",
    "shown", "unit_fault",
]  # fmt: skip

MAX_PARAPHRASE = {"zh": (80, "characters"), "en": (50, "words")}
# what a rule may bind besides the lender types of docs/data/lenders
OTHER_BOUND = ("anyone", "collection-agency", "court", "private-lender")


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
            for fault in [*_period_faults(clause), *_memory_faults(clause), *_number_faults(clause), *_wording_faults(clause)]:
                loc = ("clauses", index, *fault.at)
                problems.append(Problem(file.name, line_of(file.lines, loc), dotted(loc), fault.what, fault.allowed, fault.fix))
    return problems


def _periods(clause: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    periods = clause.get("periods")
    return [(index, each) for index, each in enumerate(periods if isinstance(periods, list) else []) if isinstance(each, dict)]


def _day(period: Mapping[str, Any], key: str) -> date | None:
    try:
        return day(period.get(key))
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
        if stray_brace(text):
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


# a date in a sentence is no limit and may be written out: 2026 年 3 月 31 日, 8 月 20 日, 2020 至 2025 年, 1 August 2026, in 2020
_YEAR = r"(?:19|20)[0-9]{2}"
_DATES = {
    "zh": re.compile(rf"{_YEAR} ?[年至](?: ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?日)?)?|[0-9]{{1,2}} ?月 ?[0-9]{{1,2}} ?日"),
    "en": re.compile(
        r"(?:[0-9]{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
        rf"(?: {_YEAR})?|\b(?:in|to|of|since|until|from|and|before|after|by|end of) {_YEAR}\b(?! (?:yuan|times|days))"
    ),
}


def _wording_faults(clause: Mapping[str, Any]) -> Iterator[Fault]:
    """A paraphrase that is too long, or in which a number stands by hand."""
    for language, (most, unit) in MAX_PARAPHRASE.items():
        for _, text in _values_at(clause, ("paraphrase", language)):
            at = ("paraphrase", language)
            plain = PLACEHOLDER.sub("00", text)  # a number is about two characters long
            length = len(plain) if unit == "characters" else len(plain.split())
            if length > most:
                yield Fault(f"{length} {unit}", f"at most {most}", "say it more shortly", at)
            if by_hand := re.search(r"[0-9]+", _DATES[language].sub("", PLACEHOLDER.sub("", text))):
                yield Fault(f"the number {by_hand[0]} by hand", "dates, and {value-name} for every other number",
                            "add it to `values` and write its name in braces", at)


def _check_deadlines(files: list[_File]) -> list[Problem]:
    """A channel's deadline must be a number of the clause it names: of the value with its name, else of any."""
    clauses = {entry.id: entry for file in files if file.kind == "rules" and file.model for entry in file.model.clauses}
    problems = []
    for file in files:
        for index, deadline in enumerate(file.model.deadlines if file.kind == "channels" and file.model else ()):
            if deadline.clause not in clauses:
                continue
            values = clauses[deadline.clause].periods[-1].values
            stated = [(value.value, value.unit) for value in values if value.name == deadline.name]
            stated = stated or [(value.value, value.unit) for value in values]
            if (deadline.value, deadline.unit) not in stated:
                loc = ("deadlines", index, "value")
                allowed = ", ".join(f"{value} {unit}" for value, unit in stated) or "a clause with values"
                problems.append(Problem(file.name, line_of(file.lines, loc), dotted(loc),
                                        f"{deadline.value} {deadline.unit} is not what the clause says", allowed,
                                        f"take the number of {deadline.clause}"))
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
