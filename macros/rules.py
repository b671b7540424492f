"""Questions asked of the rules: which text holds on a day, for whom, and with which numbers.

Pure functions over a loaded `data.Site`. Nothing is guessed: a missing or doubtful value raises RuleError with the clause and
the day; a question about a topic answers with a list, and the empty list is an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from macros import data

Status = Literal["in-force", "not-yet", "ended", "unconfirmed"]


class RuleError(Exception):
    """A question without a safe answer; `clause_id` and `on` say about what (`on` is None for a question about no day)."""

    def __init__(self, message: str, clause_id: str, on: date | None = None) -> None:
        super().__init__(message)
        self.clause_id = clause_id
        self.on = on


def clause(site: data.Site, clause_id: str) -> data.Clause:
    """The clause of that id. Raises RuleError, with the nearest id, when there is none."""
    if clause_id not in site.clauses:
        hint = data.did_you_mean(clause_id, site.clauses)
        raise RuleError(f"there is no clause {clause_id} in docs/data/rules" + (f"; {hint}" if hint else ""), clause_id)
    return site.clauses[clause_id]


def version(found: data.Clause, on: date) -> data.Period | None:
    """The period that covers the day, or None. The loader refuses overlaps, so there is at most one."""
    return next((period for period in found.periods if period.covers(on)), None)


def status(found: data.Clause, on: date) -> Status:
    """Whether the clause holds on the day. A clause known from one source only is "unconfirmed" while it holds."""
    if version(found, on):
        return "unconfirmed" if found.confidence == "single-source" else "in-force"
    return "not-yet" if on < found.periods[0].start else "ended"


# The register is three pages, so that none is heavier than a phone on a poor line can take.
REGISTER_PAGES = {
    "rules/register-costs": ("cost-cap", "disclosure", "overdue-interest", "allocation", "hardship", "credit-record"),
    "rules/register-courts": ("court", "enforcement", "arbitration", "limitation", "police", "crime", "bankruptcy", "supervision"),
}


def register_page(found: data.Clause) -> str:
    """The page on which the clause has its stable address; its fragment is the clause's id."""
    return next((slug for slug, topics in REGISTER_PAGES.items() if found.topic in topics), "rules/register")


def binds(found: data.Clause, lender_type: str) -> bool:
    """Whether the clause's instrument binds lenders of that type; one that binds anyone binds them too."""
    return lender_type in found.instrument.binds or "anyone" in found.instrument.binds


def topic(site: data.Site, name: str, lender_type: str | None, on: date) -> list[data.Clause]:
    """Clauses on a topic that hold on the day, strongest tier first, then by id; None asks for every lender type.

    Raises RuleError for a topic or lender type that does not exist: a typing mistake is no empty answer.
    """
    _known(name, data.TOPICS, "topic")
    if lender_type is not None:
        _known(lender_type, [*site.lenders, *data.OTHER_BOUND], "lender type")
    found = [
        each for each in site.clauses.values()
        if each.topic == name and version(each, on) and (lender_type is None or binds(each, lender_type))
    ]
    return sorted(found, key=lambda each: (data.TIERS.index(each.instrument.tier), each.id))


def _known(name: str, names: list[str] | tuple[str, ...], kind: str) -> None:
    if name not in names:
        hint = data.did_you_mean(name, names)
        raise RuleError(f"there is no {kind} {name}" + (f"; {hint}" if hint else ""), name)


def value(found: data.Clause, name: str | None, on: date, *, even_unconfirmed: bool = False) -> data.Value:
    """A limit of the clause as it stands on the day; `name` may be None where there is one value only.

    Raises RuleError when the clause does not hold on the day, has no such value, or is known from one source only.
    `even_unconfirmed` lifts the last: for a page that prints the number with its mark, never for a letter, sum or flag.
    """
    period = version(found, on)
    if period is None:
        raise RuleError(f"{found.id} does not hold on {on} ({status(found, on)}), so its numbers say nothing", found.id, on)
    if found.confidence == "single-source" and not even_unconfirmed:
        raise RuleError(f"{found.id} is known from one source only, so its numbers on {on} cannot be used", found.id, on)
    names = [each.name for each in period.values]
    if name is None and len(names) == 1:
        return period.values[0]
    if name not in names:
        asked = "several values or none" if name is None else f"no value {name}"
        hint = data.did_you_mean(name or "", names) or f"it has: {', '.join(names) or 'none'}"
        raise RuleError(f"{found.id} has {asked} on {on}; {hint}", found.id, on)
    return period.values[names.index(name)]


@dataclass(frozen=True)
class Change:
    """The first day on which a clause reads differently: it starts, its text is replaced, or it no longer holds."""

    day: date
    kind: Literal["starts", "replaced", "ends"]
    clause: data.Clause
    period: data.Period  # the one that begins, or the one that ended the day before


def changes(site: data.Site, after: date, until: date) -> list[Change]:
    """Changes later than `after` and not later than `until`, by day, then id."""
    found = [change for each in site.clauses.values() for change in _changes_of(each) if after < change.day <= until]
    return sorted(found, key=lambda change: (change.day, change.clause.id))


def _changes_of(found: data.Clause) -> list[Change]:
    result = []
    for index, period in enumerate(found.periods):
        before = found.periods[index - 1] if index else None
        joined = before is not None and before.end == period.start - timedelta(days=1)
        result.append(Change(period.start, "replaced" if joined else "starts", found, period))
        after = found.periods[index + 1] if index + 1 < len(found.periods) else None
        if period.end and not (after and after.start == period.end + timedelta(days=1)):
            result.append(Change(period.end + timedelta(days=1), "ends", found, period))
    return result
