"""The site's data for other programs: JSON with its JSON Schema, from the same models that read it.

Entries are sorted by id and nothing depends on a clock, so the same data gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from macros import data

FORMAT = "1"  # raised when a key changes its meaning or goes away
Version = Literal["1"]


class ExportedClause(data.ClauseEntry):
    pages: tuple[str, ...] = Field(description="pages of the site that cite the clause, by path, the same in both languages")


class ExportedInstrument(data.Instrument):
    clauses: data.Several[ExportedClause]


class Rules(data.Model):
    """Rules by instrument and clause. In a paraphrase {name} stands for the value of that name in the period asked about.

    A period's days both count; `to` null means in force. `confidence` single-source means: not confirmed, do not rely on it.
    """

    version: Version
    instruments: tuple[ExportedInstrument, ...]


class Channels(data.Model):
    """Where a reader can turn to; a number is digits only."""

    version: Version
    channels: tuple[data.Channel, ...]


class Lpr(data.LprTable):
    """Monthly fixings of the Loan Prime Rate, percent a year; nothing is known after the month of complete_through."""

    version: Version


def export(site: data.Site, pages_by_clause: Mapping[str, Iterable[str]], out: Path) -> list[Path]:
    """Writes data/{rules,channels,lpr}.json and their .schema.json below `out`; returns what was written.

    Raises ValueError when a page cites a clause that does not exist.
    """
    unknown = sorted(set(pages_by_clause) - set(site.clauses))
    if unknown:
        raise ValueError(f"pages cite clauses that do not exist: {', '.join(unknown)}")
    folder = out / "data"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, model, value in (
        ("rules", Rules, _rules(site, pages_by_clause)),
        ("channels", Channels, {"version": FORMAT, "channels": [_plain(site.channels[id_]) for id_ in sorted(site.channels)]}),
        ("lpr", Lpr, {"version": FORMAT, **_plain(site.lpr)}),
    ):
        written.append(_write(folder / f"{name}.json", value))
        written.append(_write(folder / f"{name}.schema.json", schema(model)))
    return written


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema 2020-12 of what is written, every key required."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode="serialization"),
    }


def _rules(site: data.Site, pages_by_clause: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    instruments = []
    for id_ in sorted(site.instruments):
        entry = _plain(site.instruments[id_])
        entry["clauses"] = [
            {**clause, "pages": sorted(set(pages_by_clause.get(clause["id"], ())))}
            for clause in sorted(entry["clauses"], key=lambda each: each["id"])
        ]
        instruments.append(entry)
    return {"version": FORMAT, "instruments": instruments}


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


def _write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path
