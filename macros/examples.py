"""The named worked examples of docs/data/examples: one file each, read strictly, worked out once.

A file has id, title, situation, kind, inputs and leaves_out; every number in its words is a {name} of an input or a
result, so that words and arithmetic cannot drift apart. `load_all` gives the finished examples by id.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from macros.data import DataError, Problem, did_you_mean, line_of, load_yaml, shown
from macros.worked import KINDS, WorkedError, WorkedExample, result_text, work

ROOT = Path(__file__).parent.parent
KEYS = ("id", "title", "situation", "kind", "inputs", "leaves_out")
LANGUAGES = ("zh", "en")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MARKS = ("<", "](", "{{", "`")


def folder(root: Path = ROOT) -> Path:
    """Return where the examples lie under a checkout."""
    return root / "docs" / "data" / "examples"


def load_all(root: Path = ROOT) -> dict[str, WorkedExample]:
    """Return all examples by id, worked out, their words filled in. Raises DataError with every mistake of every file."""
    paths = sorted(folder(root).glob("*.yml"))
    return _load(root, tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=4)
def _load(root: Path, stamps: Sequence[tuple[Path, int, int]]) -> dict[str, WorkedExample]:
    found: dict[str, WorkedExample] = {}
    problems: list[Problem] = []
    for path, _, _ in stamps:
        try:
            found[path.stem] = load(path, root)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def load(path: Path, root: Path = ROOT) -> WorkedExample:
    """Return one example file as a finished example. Raises DataError: file, line, key, what is wrong, allowed, fix."""
    value, lines = load_yaml(path, root)
    file = shown(path, root)

    def problem(loc: tuple[str | int, ...], what: str, allowed: str = "", fix: str = "") -> Problem:
        return Problem(file, line_of(lines, loc), ".".join(map(str, loc)), what, allowed, fix)

    problems = [problem(*found) for found in _shape(value, path.stem)]
    if problems:
        raise DataError(problems)
    try:
        done = work(value["kind"], value["inputs"])
    except WorkedError as error:
        what, _, rest = str(error).partition(" Allowed: ")
        allowed, _, fix = rest.partition(" Fix: ")
        loc = ("inputs", _named_in(what, value["inputs"])) if value["kind"] in KINDS else ("kind",)
        raise DataError([problem(loc, what.rstrip("."), allowed.rstrip("."), fix.rstrip("."))]) from error
    words: dict[str, dict[str, str]] = {}
    for key in ("title", "situation", "leaves_out"):
        words[key] = {}
        for lang in LANGUAGES:
            words[key][lang], unknown = _filled(done, value[key][lang], lang)
            known = sorted({*done.inputs, *done.results})
            problems += [
                problem(
                    (key, lang),
                    f"{{{name}}} is no input or result of this example",
                    ", ".join(known),
                    did_you_mean(name, known) or "use one of these names",
                )
                for name in unknown
            ]
    if problems:
        raise DataError(problems)
    return replace(done, id=value["id"], **words)


def _named_in(what: str, inputs: Mapping[str, object]) -> str:
    """Return the input a refusal names, so that the message carries its line."""
    return next((name for name in inputs if re.search(rf"\b{re.escape(str(name))}\b", what)), "")


def _filled(example: WorkedExample, text: str, lang: str) -> tuple[str, list[str]]:
    known = {*example.inputs, *example.results}
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in known]
    if unknown:
        return text, unknown
    full = PLACEHOLDER.sub(lambda found: result_text(example, found[1], lang), text)
    return (spaced(full) if lang == "zh" else full), []


def spaced(text: str) -> str:
    """Return Chinese text with a space between Han characters and Latin or digits, and none between Han characters.

    >>> spaced("晚了 45 天 里，超过每年 24%的部分")
    '晚了 45 天里，超过每年 24% 的部分'
    """
    han = "[\u4e00-\u9fff]"
    text = re.sub(rf"(?<={han}) +(?={han})", "", text)
    text = re.sub(rf"(?<={han})(?=[0-9A-Za-z])", " ", text)
    return re.sub(rf"(?<=[0-9A-Za-z%])(?={han})", " ", text)


Found = tuple[tuple[str | int, ...], str, str, str]


def _shape(value: object, name: str) -> Iterator[Found]:
    """Yield what is wrong with the keys and texts of a file: (place, what, allowed, fix)."""
    if not isinstance(value, dict):
        yield (), "the file is no table of keys", ", ".join(KEYS), "copy a neighbouring file and change it"
        return
    for key in value:
        if key not in KEYS:
            yield (key,), f"unknown key {key}", ", ".join(KEYS), did_you_mean(key, KEYS) or "delete it"
    for key in KEYS:
        if value.get(key) is None:
            yield (), f"{key} is missing", ", ".join(KEYS), f"add {key}"
    if value.get("id") not in (None, name):
        yield ("id",), f"the id is {value['id']} but the file is {name}.yml", name, f"write id: {name}"
    for key in ("title", "situation", "leaves_out"):
        if value.get(key) is not None:
            yield from _texts(key, value[key])
    if value.get("inputs") is not None and not isinstance(value["inputs"], dict):
        yield (
            ("inputs",),
            "the inputs are no table of names and values",
            'name: "value"',
            "write one name and value a line",
        )


def _texts(key: str, value: object) -> Iterator[Found]:
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        yield (key,), "needs both languages and nothing else", "{zh: …, en: …}", "write zh and en"
        return
    names = {}
    for lang in LANGUAGES:
        text = value[lang]
        if not isinstance(text, str) or not text.strip():
            yield (key, lang), "no text", "one or two sentences", "write it"
            continue
        names[lang] = sorted(PLACEHOLDER.findall(text))
        plain = PLACEHOLDER.sub("", text)
        for mark in MARKS:
            if mark in text:
                yield (key, lang), f"{mark} in a text", "plain text", "write it in words"
        if re.search(r"[{}]", plain):
            yield (
                (key, lang),
                "a brace without its partner",
                "{name} of an input or result",
                "close the brace or delete it",
            )
        if re.search(r"\d", plain):
            yield (
                (key, lang),
                "a number typed by hand",
                "{name} of an input or result",
                "write the name in braces instead of the number",
            )
    if len(names) == 2 and set(names["zh"]) != set(names["en"]):
        yield (
            (key,),
            "zh and en do not name the same numbers",
            "the same {names} in both",
            "add what is missing in one of them",
        )


def main(argv: list[str]) -> int:
    """Check all example files under the root named first (default: this checkout); print the mistakes, one a line."""
    try:
        count = len(load_all(Path(argv[0]) if argv else ROOT))
    except DataError as error:
        print("\n".join(error.messages))
        return 1
    print(f"{count} worked examples")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
