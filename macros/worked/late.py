"""Steps of what lateness costs: penalty interest, grace, part payments, calling the loan, settling early, courts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from macros import answers
from macros.daycount import share_of_dates
from macros.money import exact_text
from macros.penalty import (
    ALLOCATION_PARTS,
    Instalment,
    annualised_claim,
    capitalised,
    charged_days,
    delayed_performance,
    missed_line,
    simple_interest,
)
from macros.worked.model import (
    Bars,
    Draft,
    Growth,
    Quantity,
    Step,
    Table,
    cny,
    cny_text,
    fraction,
    number,
    quantity,
)
from macros.worked.work import Work, exact_product


def missed_steps(work: Work) -> Draft:
    answer, days = work.answer, work.late_days()
    principal, interest = work.money("overdue_principal"), work.money("unpaid_interest")
    penalty = work.interest_step("penalty_on_principal", principal, days, str(answer["penalty_on_principal"]))
    steps = [work.rate_step(), penalty]
    parts = {"overdue_principal": principal, "unpaid_interest": interest, "penalty_on_principal": penalty.result}
    layers = {
        "overdue_principal": (principal.value,) * 2,
        "unpaid_interest": (interest.value,) * 2,
        "penalty_on_principal": ("0", penalty.result.value),
    }
    if (
        "compound_on_interest" in answer
        and work.case.choice("compound", answers.COMPOUNDS, answers.COMPOUNDS[1]) != "none"
    ):
        compound = work.interest_step(
            "compound_on_interest", interest, days, str(answer["compound_on_interest"]), amount_name="unpaid_interest"
        )
        steps.append(compound)
        parts["compound_on_interest"] = compound.result
        layers["compound_on_interest"] = ("0", compound.result.value)
    steps.append(work.sum_step("total_due", parts, str(answer["total_due"])))
    highlights = [name for name in ("penalty_on_principal", "compound_on_interest", "total_due") if name in answer]
    return Draft(steps, highlights, work.growth(days, layers))


def several_steps(work: Work) -> Draft:
    answer, case = work.answer, work.case
    lines = answer["lines"]
    steps = [work.rate_step()]
    instalments = answers.read_instalments(case)
    settlement, counted = case.date("settlement"), case.day_count()
    compounds = case.choice("compound", answers.COMPOUNDS, "none") != "none"
    for one, line in zip(instalments, lines, strict=True):
        share = share_of_dates(counted, one.due, settlement)
        for id_, name, amount in (
            ("penalty", "overdue_principal", one.principal),
            ("compound", "unpaid_interest", one.interest),
        ):
            if id_ == "compound" and not compounds:
                continue
            exact = simple_interest(amount, work.yearly, share).exact
            values = {
                "k": number(one.k),
                name: cny(amount),
                "penalty_rate": fraction("penalty_rate", work.yearly),
                "days": Quantity(str(share.numerator), "days"),
                "base": number(share.denominator),
            }
            steps.append(
                Step(
                    f"{id_}_k",
                    f"{{{name}}} × {{penalty_rate}} × {{days}} ÷ {{base}}",
                    values,
                    cny_text(line[id_]),
                    exact_text(exact),
                )
            )
    names = ["principal", "interest", "penalty"]
    steps.append(
        work.sum_step(
            "total_without_compound", {name: work.result(name) for name in names}, str(answer["total_without_compound"])
        )
    )
    if compounds:
        names.append("compound")
        steps.append(
            work.sum_step(
                "total_with_compound", {name: work.result(name) for name in names}, str(answer["total_with_compound"])
            )
        )
    # one column an instalment: a phone shows three or four of them side by side, but not seven columns of names
    names = ["due", "overdue_days", "principal", "interest", "penalty"] + (["compound"] if compounds else [])
    heads = [Quantity("item", "name"), *(Quantity(str(line["k"]), "instalment") for line in lines)]
    rows = [[Quantity(name, "name"), *(quantity(name, line[name]) for line in lines)] for name in names]
    table = Table("lines", heads, rows)
    chart = _several_growth(instalments, settlement, work.yearly, counted, compounds)
    highlights = ["penalty", "total_without_compound"] + (["compound", "total_with_compound"] if compounds else [])
    return Draft(steps, highlights, chart, (table,))


def _several_growth(
    instalments: Sequence[Instalment], settlement: date, yearly: Decimal, counted: str, compounds: bool
) -> Growth:
    """Amounts on each due date, just before and just after the new instalment joins, and at settlement."""
    first = min(one.due for one in instalments)
    moments = sorted({(one.due, joined) for one in instalments for joined in (False, True)} | {(settlement, True)})[1:]
    names = ["principal", "interest", "penalty"] + (["compound"] if compounds else [])
    layers: dict[str, list[Decimal]] = {name: [] for name in names}
    for day, joined in moments:
        late = [
            missed_line(one, day, yearly, counted, compounds)
            for one in instalments
            if one.due < day or (joined and one.due == day)
        ]
        amounts = {
            "principal": sum((line.instalment.principal for line in late), Decimal(0)),
            "interest": sum((line.instalment.interest for line in late), Decimal(0)),
            "penalty": sum((line.penalty.rounded for line in late), Decimal(0)),
            "compound": sum((line.compound.rounded for line in late), Decimal(0)),
        }
        for name in names:
            layers[name].append(amounts[name])
    return Growth([(day - first).days for day, _ in moments], layers)


def bases_steps(work: Work) -> Draft:
    principal, days = work.money("overdue_principal"), work.case.days("overdue_days")
    by = work.answer["by_day_count"]
    steps = [work.rate_step()]
    for counted in by:
        base = int(counted.removeprefix("act/"))
        steps.append(work.interest_step("penalty", principal, days, by[counted]["penalty"], base=base))
    if {"act/360", "act/365"} <= set(by):
        parts = {"penalty_360": cny_text(by["act/360"]["penalty"]), "penalty_365": cny_text(by["act/365"]["penalty"])}
        steps.append(Step("difference", "{penalty_360} − {penalty_365}", parts, work.result("difference")))
    values = {"penalty_rate": fraction("penalty_rate", work.yearly)}
    steps.append(
        Step(
            "rate_on_360_over_365_days",
            "{penalty_rate} × 365 ÷ 360",
            values,
            Quantity(str(work.answer["rate_on_360_over_365_days"]), "rate"),
        )
    )
    return Draft(steps, [*(f"{name}.penalty" for name in by), "difference"], Bars([f"{name}.penalty" for name in by]))


def leap_steps(work: Work) -> Draft:
    principal = work.money("overdue_principal")
    steps, names = [work.rate_step()], []
    for name, line in work.answer.items():
        one = work.case.inner(name, work.case.mapping("cases")[name])
        for counted in (key for key in line if key != "overdue_days"):
            share = share_of_dates(counted, one.date("due"), one.date("settlement"))
            exact = simple_interest(Decimal(principal.value), work.yearly, share).exact
            values = {
                "overdue_principal": principal,
                "penalty_rate": fraction("penalty_rate", work.yearly),
                "share_over": number(share.numerator),
                "share_under": number(share.denominator),
            }
            steps.append(
                Step(
                    "penalty",
                    "{overdue_principal} × {penalty_rate} × {share_over} ÷ {share_under}",
                    values,
                    cny_text(line[counted]),
                    exact_text(exact),
                )
            )
            names.append(f"{name}.{counted}")
    return Draft(steps, names, Bars(names))


def grace_steps(work: Work) -> Draft:
    principal, grace = work.money("overdue_principal"), work.case.days("grace_days")
    steps, names = [work.rate_step()], []
    for late, line in work.answer.items():
        for name, amount in line.items():
            design = name.removesuffix("_grace").replace("no", "none")
            charged = charged_days(int(late), grace, design)
            step = work.interest_step(name, principal, charged, amount)
            steps.append(
                Step(
                    f"{name}_on", step.formula, {**step.values, "late": Quantity(late, "days")}, step.result, step.exact
                )
            )
            names.append(f"{late}.{name}")
    return Draft(steps, names, Bars(names), number_parts="days")


def uplifts_steps(work: Work) -> Draft:
    principal, case = work.money("overdue_principal"), work.case
    steps, names = [], []
    annual = fraction("annual_rate", case.rate("annual_rate"))
    for label, line in work.answer["by_uplift"].items():
        share_added = Quantity(str(case.mapping("uplifts")[label]), "share")
        yearly = Decimal(line["penalty_annual_rate"])
        steps.append(
            Step(
                "penalty_rate",
                "{annual_rate} × (1 + {uplift})",
                {"annual_rate": annual, "uplift": share_added},
                Quantity(exact_text(yearly), "rate"),
            )
        )
        steps.append(work.interest_step("penalty", principal, work.late_days(), line["penalty"], rate=yearly))
        names.append(f"{label}.penalty")
    notes = ["heavier-only"] if "late_and_misuse" in work.answer else []
    return Draft(steps, [*names, *(["late_and_misuse"] if notes else [])], Bars(names), notes=notes)


def part_payment_steps(work: Work) -> Draft:
    case = work.case
    principal, interest, costs = work.money("overdue_principal"), work.money("unpaid_interest"), work.money("costs")
    paid_on, settled_on = case.days("payment_day"), case.days("settlement_day")
    steps = [work.rate_step()]
    names, tables = [], []
    first = next(iter(work.answer.values()))
    steps.append(work.interest_step("penalty_before_payment", principal, paid_on, first["penalty_before_payment"]))
    for name, line in work.answer.items():
        left = {"principal_left": cny_text(line["principal_left"])}
        order = case.mapping("allocations")[name]
        used = {f"to_{part}": cny_text(line[f"to_{part}"]) for part in order}
        steps.append(
            Step(f"order:{name}", " + ".join(f"{{{part}}}" for part in used), used, work.money("payment"), note="order")
        )
        values = {"overdue_principal": principal, "to_principal": cny_text(line["to_principal"])}
        steps.append(Step("principal_left", "{overdue_principal} − {to_principal}", values, left["principal_left"]))
        steps.append(
            work.interest_step(
                "penalty_after_payment",
                left["principal_left"],
                settled_on - paid_on,
                line["penalty_after_payment"],
                amount_name="principal_left",
            )
        )
        owed = {
            "costs_left": cny(Decimal(costs.value) - Decimal(line["to_costs"])),
            "penalty_left": cny(Decimal(line["penalty_before_payment"]) - Decimal(line["to_penalty"])),
            "interest_left": cny(Decimal(interest.value) - Decimal(line["to_interest"])),
            **left,
            "penalty_after_payment": cny_text(line["penalty_after_payment"]),
        }
        steps.append(work.sum_step("settlement_sum", owed, line["settlement"]))
        steps.append(
            work.sum_step(
                "grand_total",
                {"payment": work.money("payment"), "settlement_sum": cny_text(line["settlement"])},
                line["grand_total"],
            )
        )
        names.append(f"{name}.grand_total")
    parts = [*(f"to_{part}" for part in ALLOCATION_PARTS), "principal_left", "settlement_sum"]
    heads = [Quantity("item", "name"), *(Quantity(name, "name") for name in work.answer)]
    rows = [
        [
            Quantity(part, "name"),
            *(cny_text(line["settlement" if part == "settlement_sum" else part]) for line in work.answer.values()),
        ]
        for part in parts
    ]
    tables.append(Table("allocations", heads, rows))
    return Draft(steps, names, Bars(names), tables)


def court_steps(work: Work) -> Draft:
    case, days = work.case, work.case.days("days")
    principal = work.money("principal")
    ceiling_rate, penalty_annual = case.rate("ceiling_annual"), case.rate("penalty_annual")
    steps = [
        work.interest_step(
            "penalty",
            principal,
            days,
            str(work.answer["penalty"]),
            rate=penalty_annual,
            amount_name="principal",
            rate_name="penalty_annual",
            base=case.base("penalty_base"),
        ),
        work.sum_step(
            "claimed_total",
            {"penalty": work.result("penalty"), "liquidated_damages": work.result("liquidated_damages")},
            str(work.answer["claimed_total"]),
        ),
    ]
    bars = ["claimed_total"]
    highlights = ["claimed_total"]
    for name in (key for key in work.answer if key.startswith("ceiling_base_")):
        base = int(name.removeprefix("ceiling_base_"))
        steps.append(
            work.interest_step(
                name,
                principal,
                days,
                str(work.answer[name]),
                rate=ceiling_rate,
                amount_name="principal",
                rate_name="ceiling_annual",
                base=base,
            )
        )
        excess = f"excess_base_{base}"
        if Decimal(str(work.answer[excess])) > 0:
            values = {"claimed_total": work.result("claimed_total"), "ceiling": work.result(name)}
            steps.append(Step(excess, "{claimed_total} − {ceiling}", values, work.result(excess)))
        bars.append(name)
        highlights += [name, excess]
    exact = annualised_claim(Decimal(principal.value), Decimal(str(work.answer["claimed_total"])), days)
    values = {
        "claimed_total": work.result("claimed_total"),
        "principal": principal,
        "days": Quantity(str(days), "days"),
    }
    steps.append(
        Step(
            "annualised_claim_pct_base_365",
            "{claimed_total} ÷ {principal} × 365 ÷ {days}",
            values,
            Quantity(str(work.answer["annualised_claim_pct_base_365"]), "pct"),
            exact_text(exact * 100),
        )
    )
    return Draft(steps, [*highlights, "annualised_claim_pct_base_365"], Bars(bars), notes=["on-request"])


def enforcement_steps(work: Work) -> Draft:
    case = work.case
    daily = case.rate("daily_rate", largest=answers.LARGEST_DAILY)
    unpaid, days = work.money("unpaid"), Quantity(str(case.days("days")), "days")
    share = Quantity(exact_text(daily), "daily-rate")
    exact = delayed_performance(Decimal(unpaid.value), int(days.value), daily).exact
    steps = [
        Step(
            "doubled_part",
            "{unpaid} × {daily_rate} × {days}",
            {"unpaid": unpaid, "daily_rate": share, "days": days},
            work.result("doubled_part"),
            exact_text(exact),
        ),
        Step(
            "annualised_365_pct",
            "{daily_rate} × 365",
            {"daily_rate": share},
            Quantity(str(work.answer["annualised_365_pct"]), "pct"),
        ),
    ]
    growth = work.growth(
        int(days.value), {"unpaid": (unpaid.value,) * 2, "doubled_part": ("0", str(work.answer["doubled_part"]))}
    )
    return Draft(steps, ["doubled_part", "annualised_365_pct"], growth)


def compound_frequency_steps(work: Work) -> Draft:
    case, months = work.case, work.case.count("months")
    interest, yearly = work.money("unpaid_interest"), work.yearly
    rate = fraction("penalty_rate", yearly)
    steps = [work.rate_step()]
    for name, every in (("monthly_compound", 1), ("quarterly_compound", 3)):
        times, parts = months // every, 12 // every
        exact = capitalised(Decimal(interest.value), yearly, months, every).exact
        values = {"unpaid_interest": interest, "penalty_rate": rate, "parts": number(parts), "times": number(times)}
        steps.append(
            Step(
                name,
                "{unpaid_interest} × ((1 + {penalty_rate} ÷ {parts}) ^ {times} − 1)",
                values,
                work.result(name),
                exact_text(exact),
            )
        )
    days = case.days("simple_days")
    steps.append(
        work.interest_step("simple", interest, days, str(work.answer["simple"]), amount_name="unpaid_interest")
    )
    names = ("simple", "quarterly_compound", "monthly_compound")
    return Draft(steps, names, Bars(names), notes=["compound-disputed"])


def early_steps(work: Work) -> Draft:
    case, answer = work.case, work.answer
    accrued, fee = Decimal(str(answer["accrued_interest"])), Decimal(str(answer["fee"]))
    balance = cny(Decimal(str(answer["settle_without_fee"])) - accrued)
    fee_rate, days = case.rate("fee_rate", "0"), case.days("days")
    remaining = cny(Decimal(str(answer["interest_saved_vs_schedule"])) + accrued)
    steps = [
        work.interest_step(
            "accrued_interest",
            balance,
            days,
            str(answer["accrued_interest"]),
            rate=case.rate("annual_rate"),
            amount_name="balance",
            rate_name="annual_rate",
        ),
        work.sum_step(
            "settle_without_fee",
            {"balance": balance, "accrued_interest": cny(accrued)},
            str(answer["settle_without_fee"]),
        ),
        Step(
            "fee",
            "{balance} × {fee_rate}",
            {"balance": balance, "fee_rate": Quantity(exact_text(fee_rate), "share")},
            cny(fee),
            exact_product(Decimal(balance.value), fee_rate),
        ),
        work.sum_step(
            "settle_with_fee",
            {"settle_without_fee": work.result("settle_without_fee"), "fee": cny(fee)},
            str(answer["settle_with_fee"]),
        ),
        Step(
            "interest_saved_vs_schedule",
            "{remaining_scheduled_interest} − {accrued_interest}",
            {"remaining_scheduled_interest": remaining, "accrued_interest": cny(accrued)},
            work.result("interest_saved_vs_schedule"),
        ),
    ]
    names = ("settle_without_fee", "settle_with_fee")
    return Draft(steps, [*names, "interest_saved_vs_schedule"], Bars(names))


def called_steps(work: Work) -> Draft:
    case, answer = work.case, work.answer
    overdue, outstanding, called = (
        work.money("overdue_principal"),
        work.money("outstanding_principal"),
        work.result("called_principal"),
    )
    late, called_days = work.late_days(), case.days("called_days")
    steps = [
        work.rate_step(),
        work.interest_step("penalty_overdue_instalment", overdue, late, str(answer["penalty_overdue_instalment"])),
        Step(
            "called_principal",
            "{outstanding_principal} − {overdue_principal}",
            {"outstanding_principal": outstanding, "overdue_principal": overdue},
            called,
        ),
        work.interest_step(
            "penalty_called_principal",
            called,
            called_days,
            str(answer["penalty_called_principal"]),
            amount_name="called_principal",
        ),
        work.sum_step(
            "penalty_total",
            {name: work.result(name) for name in ("penalty_overdue_instalment", "penalty_called_principal")},
            str(answer["penalty_total"]),
        ),
    ]
    names = ("penalty_overdue_instalment", "penalty_called_principal")
    return Draft(steps, [*names, "penalty_total"], Bars([*names, "penalty_total"]))
