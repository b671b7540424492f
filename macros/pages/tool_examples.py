"""The published examples as what a reader would type into a tool: one function for each kind of example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from macros import worked
from macros.data import load_yaml
from macros.examples import ROOT
from macros.money import yuan_text
from macros.schedule import level_instalment, level_payment

Inputs = Mapping[str, object]
Fields = dict[str, str]

# The pages on which the tools that show examples live.
HOMES = {
    "check-their-number": "costs/check-their-number", "real-rate": "causes/hidden-costs",
    "check-an-offer": "coping/check-an-offer", "budget": "coping/budget",
}
DAMAGES = {"zh": "违约金", "en": "Damages (违约金)"}


def _percent(fraction: object) -> str:
    """The figure a reader types for a fraction: 0.50 gives "50"."""
    return f"{(Decimal(str(fraction)) * 100).normalize():f}"


def _terms(inputs: Inputs) -> Fields:
    """The fields that examples of lateness share: yearly rate, uplift, day count."""
    return {
        "repayment": "listed", "rate": _percent(inputs["annual_rate"]), "rate_per": "year", "rate_unit": "percent", "penalty_rule": "uplift",
        "uplift": _percent(inputs["uplift"]), "day_count": str(inputs.get("day_count", "act/360")), "compound": "no",
    }


def _late(inputs: Inputs, on: date, days: object) -> Fields:
    due = on - timedelta(days=int(str(days)))
    return {
        **_terms(inputs), "due_1": due.isoformat(), "due_principal_1": str(inputs.get("overdue_principal", "0.00")),
        "due_interest_1": str(inputs.get("unpaid_interest", "0.00")), "settlement": on.isoformat(),
    }


def _one(inputs: Inputs, on: date) -> Fields:
    return {**_late(inputs, on, inputs["overdue_days"]), "compound": "no" if inputs.get("compound", "none") == "none" else "yes"}


def _several(inputs: Inputs, on: date) -> Fields:
    fields = {**_terms(inputs), "settlement": str(inputs["settlement"]), "compound": "no" if inputs.get("compound", "none") == "none" else "yes"}
    for number, row in enumerate(inputs["instalments"], start=1):
        fields |= {f"due_{number}": row["due"], f"due_principal_{number}": row["principal"], f"due_interest_{number}": row["interest"]}
    return fields


def _grace(inputs: Inputs, on: date) -> Fields:
    return {**_late(inputs, on, inputs["days"][-1]), "grace_days": str(inputs["grace_days"]), "grace_design": "cliff"}


def _part_payment(inputs: Inputs, on: date) -> Fields:
    fields = _late(inputs, on, inputs["settlement_day"])
    paid = date.fromisoformat(fields["due_1"]) + timedelta(days=int(str(inputs["payment_day"])))
    return {**fields, "paid_date_1": paid.isoformat(), "paid_amount_1": str(inputs["payment"]), "order": "law"}


def _compound(inputs: Inputs, on: date) -> Fields:
    return {**_late(inputs, on, inputs["simple_days"]), "compound": "yes"}


def _called(inputs: Inputs, on: date) -> Fields:
    rest = Decimal(str(inputs["outstanding_principal"])) - Decimal(str(inputs["overdue_principal"]))
    called = on - timedelta(days=int(str(inputs["called_days"])))
    return {**_late(inputs, on, inputs["overdue_days"]), "called_date": called.isoformat(), "called_principal": str(rest)}


def _court(inputs: Inputs, on: date) -> Fields:
    due = on - timedelta(days=int(str(inputs["days"])))
    return {
        "repayment": "listed", "due_1": due.isoformat(), "due_principal_1": str(inputs["principal"]), "due_interest_1": "0.00",
        "rate": "18", "rate_per": "year", "rate_unit": "percent", "penalty_rule": "own", "penalty": _percent(inputs["penalty_annual"]), "penalty_per": "year", "penalty_unit": "percent", "day_count": f"act/{inputs['penalty_base']}",
        "compound": "no", "fee_name_1": DAMAGES["zh"], "fee_amount_1": str(inputs["liquidated_damages"]), "fee_when_1": "late", "settlement": on.isoformat(),
    }


def _flat(inputs: Inputs, on: date) -> Fields:
    return {"how": "flat-fee", "loan": str(inputs["principal"]), "n": str(inputs["n"]), "rate_per": "month", "rate_unit": "percent",
            "rate": _percent(inputs["monthly_fee_rate_on_original_principal"])}


def _upfront(inputs: Inputs, on: date) -> Fields:
    taken = Decimal(str(inputs["note_amount"])) - Decimal(str(inputs["received"]))
    payment = level_payment(Decimal(str(inputs["note_amount"])), Decimal(str(inputs["annual_rate"])), int(str(inputs["n"])))
    return {"how": "payment", "loan": str(inputs["note_amount"]), "upfront": str(taken), "n": str(inputs["n"]), "payment": yuan_text(payment),
            "rate": _percent(inputs["annual_rate"]), "rate_per": "year", "rate_unit": "percent"}


def _with_fee(inputs: Inputs, on: date) -> Fields:
    return {"how": "payment", "loan": str(inputs["principal"]), "n": str(inputs["n"]), "payment": str(inputs["payment"]),
            "payment_last": str(inputs.get("payment_last", "")), "monthly_fee": str(inputs["monthly_guarantee_fee"]), "contract_date": str(inputs.get("contract_date", ""))}


def _dated(inputs: Inputs, on: date) -> Fields:
    lines = [f"{row['date']} {'-' if row['amount'].startswith('-') else '+'} {row['amount'].lstrip('-')}" for row in inputs["flows"]]
    return {"how": "dated", "flows": "\n".join(lines)}


def _early(inputs: Inputs, on: date) -> Fields | None:
    """What settles it today against going on with the plan; an example without its plan opens in no tool."""
    if "n" not in inputs or "paid" not in inputs:
        return None
    plan = level_instalment(Decimal(str(inputs["principal"])), Decimal(str(inputs["annual_rate"])), int(str(inputs["n"])))
    results = worked.work("early-settlement", inputs).results
    monthly = yuan_text(plan.payment_regular)
    return {"owed": results["settle_without_fee"].value, "owed_principal": yuan_text(plan.balance_after(int(str(inputs["paid"])))),
            "rate": _percent(inputs["annual_rate"]), "rate_per": "year", "rate_unit": "percent", "now_monthly": monthly, "debt_kind": "loan",
            "n": str(int(str(inputs["n"])) - int(str(inputs["paid"]))), "monthly": monthly, "last": yuan_text(plan.payment_last)}


def _month(inputs: Inputs, on: date) -> Fields:
    fields = {name: str(value) for name, value in inputs.items() if name != "debts"}
    for number, debt in enumerate(inputs["debts"], start=1):
        fields |= {f"debt_{name}_{number}": str(value) for name, value in debt.items()}
    return fields


KINDS: dict[str, tuple[str, Callable[[Inputs, date], Fields | None]]] = {
    "penalty-on-missed-instalment": ("check-their-number", _one),
    "penalty-with-compound": ("check-their-number", _one),
    "day-count-comparison": ("check-their-number", _one),
    "several-missed-instalments": ("check-their-number", _several),
    "grace-period": ("check-their-number", _grace),
    "part-payment-allocation": ("check-their-number", _part_payment),
    "compound-frequency": ("check-their-number", _compound),
    "acceleration": ("check-their-number", _called),
    "court-reduction-24": ("check-their-number", _court),
    "flat-fee-irr": ("real-rate", _flat),
    "upfront-deduction": ("real-rate", _upfront),
    "irr-with-monthly-fee": ("real-rate", _with_fee),
    "xirr": ("real-rate", _dated),
    "early-settlement": ("check-an-offer", _early),
    "monthly-budget": ("budget", _month),
}


def fields_of(path: Path, on: date, lang: str) -> tuple[str, Fields | None]:
    """Return the tool that shows an example and what to type there; ("", None) when no tool does.

    An example that counts days without dates ends on the day the site is built for.
    """
    value, _ = load_yaml(path, ROOT)
    if value["kind"] not in KINDS:
        return "", None
    home, make = KINDS[value["kind"]]
    fields = make(value["inputs"], on)
    if fields is None:
        return "", None
    if "fee_name_1" in fields:
        fields["fee_name_1"] = DAMAGES[lang]
    return home, fields
