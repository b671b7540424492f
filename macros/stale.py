"""Which pages rest on something that changed: for the banner, the weekly job and the reader's browser."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from macros import rules

AHEAD = timedelta(days=30)
# An entry of the data is checked again after this time.
GOOD_FOR = timedelta(days=180)


def _clauses(site, uses):
    """The clauses a page presents as current, each with the line of its first call."""
    found: dict[str, int] = {}
    for use in uses:
        if use.kind == "clauses" and use.id in site.clauses:
            found.setdefault(use.id, use.line)
    return found


def _name(clause, lang: str) -> str:
    title = getattr(clause.instrument.title, lang)
    article = getattr(clause.article, lang)
    return f"《{title}》{article}" if lang == "zh" else f"{title} {article}"


def changed(site, reviewed: date, on: date, uses, lang: str) -> list[dict]:
    """Return the clauses of a page that changed after it was read, up to the day `on`: id, name, day, line."""
    out = []
    for id_, line in _clauses(site, uses).items():
        clause = site.clauses[id_]
        days = [period.start for period in clause.periods]
        ends = [period.end + timedelta(days=1) for period in clause.periods if period.end]
        past = [day for day in days + ends if reviewed < day <= on]
        # An end on or before the reading counts too: the page still presents it as current.
        gone = rules.status(clause, on) == "ended" and max(ends) <= on
        if past or gone:
            out.append({"id": id_, "name": _name(clause, lang), "day": (max(past) if past else max(ends)).isoformat(), "line": line, "register": rules.register_page(clause)})
    return out


def ahead(site, on: date, uses, lang: str) -> list[dict]:
    """Return known changes after the day `on`: what the reader's browser compares with its own date."""
    out = []
    for id_, line in _clauses(site, uses).items():
        clause = site.clauses[id_]
        for period in clause.periods:
            for day in (period.start, period.end and period.end + timedelta(days=1)):
                if day and day > on:
                    out.append({"id": id_, "name": _name(clause, lang), "day": day.isoformat(), "line": line, "register": rules.register_page(clause)})
    return sorted(out, key=lambda item: (item["day"], item["id"]))


def _rule_changes(inventory, uses: dict) -> list[tuple[date, str]]:
    """(day, message) for each page that rests on a rule which changed since it was read, or will within 30 days."""
    due: list[tuple[date, str]] = []
    for (lang, slug), page in sorted(inventory.pages.items()):
        used = uses[f"{lang}/{slug}.md"]
        past = changed(inventory.site, page.day("reviewed"), inventory.on, used, "en")
        soon = [item for item in ahead(inventory.site, inventory.on, used, "en") if date.fromisoformat(item["day"]) <= inventory.on + AHEAD]
        for items, verb in ((past, "changed"), (soon, "changes")):
            due += [(date.fromisoformat(item["day"]), f"{page.path}:{item['line']}: rests on {item['id']} ({item['name']}), which {verb} on {item['day']}") for item in items]
    return due


def _checks(inventory) -> list[tuple[date, str]]:
    """(day, message) for each page and entry that is to be read again now or within 30 days."""
    due = [(page.day("next_check"), f"{page.path}:{page.meta_lines['next_check']}: to be read again by {page.meta['next_check']}")
           for page in inventory.pages.values() if page.day("next_check") <= inventory.on + AHEAD]
    for kind in ("clauses", "channels", "statistics"):
        for id_, entry in getattr(inventory.site, kind).items():
            if entry.checked + GOOD_FOR <= inventory.on + AHEAD:
                due.append((entry.checked, f"{inventory.site.where(kind, id_)}: {id_} was last checked on {entry.checked}"))
    return due


def report(inventory) -> list[tuple[date, str]]:
    """Return (day, message) for all that is due now or within 30 days, oldest first."""
    uses = {f"{lang}/{slug}.md": inventory.render(f"{lang}/{slug}.md", page.body)[2] for (lang, slug), page in inventory.pages.items()}
    return sorted(_rule_changes(inventory, uses) + _checks(inventory))


def warnings(inventory, uses: dict) -> list[str]:
    """Return what a build says about coming and past changes: a line for each rule, one for all that is to be read again.

    `uses` holds what each page used, by its path such as zh/costs/penalty-how.md.
    """
    lines = [f"{day} {message}" for day, message in sorted(_rule_changes(inventory, uses))]
    checks = len(_checks(inventory))
    return lines + ([f"{checks} pages or entries are to be read again within 30 days or before; `make stale` lists them"] if checks else [])


def main(argv: list[str]) -> int:
    """Print what is due, oldest first; exit 1 when anything is due today."""
    from macros import inventory

    try:
        whole = inventory.load(Path("docs"))
        due = report(whole)
    except inventory.Problems as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1
    for day, message in due:
        print(f"{day} {message}")
    late = sum(day <= whole.on for day, _ in due)
    print(f"stale: {late} due on {whole.on}, {len(due) - late} within 30 days")
    return 1 if late else 0
