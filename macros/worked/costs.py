"""Steps of what a loan costs: schedules, yearly cost, limits on a date, court fees."""

from __future__ import annotations

from decimal import Decimal

from macros import answers
from macros.caps import verdict
from macros.cost import court_fee, short_loan
from macros.daycount import share_of_base
from macros.money import exact_text, precise, yuan_text
from macros.penalty import (
    simple_interest,
)
from macros.schedule import flat_fee_part
from macros.worked.model import (
    Bars,
    Draft,
    Quantity,
    Step,
    Table,
    cny,
    cny_text,
    fraction,
    named,
    number,
)
from macros.worked.work import Work, exact_product


@precise
def _exact_payment(principal: Decimal, n: int, fee: Decimal) -> str:
    return exact_text(principal / n + fee)


def flat_fee_steps(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    principal = work.money("principal")
    fee_rate = case.rate("monthly_fee_rate_on_original_principal", largest=answers.LARGEST_MONTHLY_FEE)
    fee_share = Quantity(exact_text(fee_rate), "monthly-rate")
    fee = cny(flat_fee_part(Decimal(principal.value), fee_rate))
    payment = work.result("monthly_payment")
    steps = [
        Step(
            "monthly_fee",
            "{principal} × {monthly_fee_rate_on_original_principal}",
            {"principal": principal, "monthly_fee_rate_on_original_principal": fee_share},
            fee,
            exact_product(Decimal(principal.value), fee_rate),
        ),
        Step(
            "monthly_payment",
            "{principal} ÷ {n} + {monthly_fee}",
            {"principal": principal, "n": number(n), "monthly_fee": fee},
            payment,
            _exact_payment(Decimal(principal.value), n, Decimal(fee.value)),
        ),
        Step("total_fee", "{monthly_fee} × {n}", {"monthly_fee": fee, "n": number(n)}, work.result("total_fee")),
        Step(
            "advertised_flat_annual_pct",
            "{monthly_fee_rate_on_original_principal} × 12",
            {"monthly_fee_rate_on_original_principal": fee_share},
            Quantity(str(work.answer["advertised_flat_annual_pct"]), "pct"),
        ),
        *work.irr_steps(principal, payment, n),
    ]
    names = ("advertised_flat_annual_pct", "nominal_annual_pct", "effective_annual_pct")
    return Draft(steps, ["monthly_payment", "total_fee", *names], Bars(names), notes=["two-readings"])


def upfront_fee_steps(work: Work) -> Draft:
    n = work.case.count("n")
    loan, fee, payment = work.money("loan"), work.money("upfront_fee"), work.money("payment")
    received = cny(Decimal(loan.value) - Decimal(fee.value))
    steps = [
        Step("received", "{loan} − {upfront_fee}", {"loan": loan, "upfront_fee": fee}, received),
        Step(
            "total_cost",
            "{payment} × {n} + {upfront_fee} − {loan}",
            {"payment": payment, "n": number(n), "upfront_fee": fee, "loan": loan},
            work.result("total_cost"),
        ),
        *work.irr_steps(received, payment, n),
    ]
    names = ("nominal_annual_pct", "effective_annual_pct")
    return Draft(steps, ["total_cost", *names], Bars(names), notes=["two-readings"])


def monthly_fee_steps(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    principal, payment, fee = work.money("principal"), work.money("payment"), work.money("monthly_guarantee_fee")
    last_payment = cny(case.yuan("payment_last", case.get("payment")))
    each = cny(Decimal(payment.value) + Decimal(fee.value))
    last = cny(Decimal(last_payment.value) + Decimal(fee.value))
    steps = [
        Step(
            "each_payment",
            "{payment} + {monthly_guarantee_fee}",
            {"payment": payment, "monthly_guarantee_fee": fee},
            each,
        ),
        Step(
            "last_payment",
            "{payment_last} + {monthly_guarantee_fee}",
            {"payment_last": last_payment, "monthly_guarantee_fee": fee},
            last,
        ),
        *work.irr_steps(principal, each, n, last),
    ]
    names = ["nominal_annual_pct", "effective_annual_pct"]
    rows = []
    for text, readings in work.answer["over"].items():
        rows.append(
            [
                Quantity(str(text), "rate"),
                *(Quantity(str(readings[name]).lower(), "flag") for name in ("nominal", "effective")),
                Quantity(verdict(readings), "verdict"),
            ]
        )
    if work.answer["four_lpr_pct"]:
        readings = work.answer["over_four_lpr"]
        percent = Quantity(str(work.answer["four_lpr_pct"]), "pct")
        rows.append(
            [
                percent,
                *(Quantity(str(readings[name]).lower(), "flag") for name in ("nominal", "effective")),
                Quantity(verdict(readings), "verdict"),
            ]
        )
        steps.append(
            Step(
                "four_lpr_pct",
                "{one_year_lpr_pct} × 4",
                {"one_year_lpr_pct": Quantity(_quarter(percent.value), "pct")},
                percent,
            )
        )
    table = Table("over", named("threshold", "nominal", "effective", "verdict"), rows)
    return Draft(
        steps,
        names,
        Bars([*names, *(["four_lpr_pct"] if work.answer["four_lpr_pct"] else [])]),
        (table,),
        notes=["two-readings", "no-verdict"],
    )


@precise
def _quarter(percent: str) -> str:
    return exact_text(Decimal(percent) / 4)


def lpr_lookup_steps(work: Work) -> Draft:
    multiple = number(work.case.get("multiple", 4))
    steps, rows, bars = [], [], []
    tenor = next(iter(next(iter(work.answer.values()))))
    for day, line in work.answer.items():
        known = line[tenor] is not None
        cells = [
            Quantity(str(line[name]), "pct") if known else Quantity("cannot-tell", "verdict")
            for name in (tenor, "four_times_pct")
        ]
        rows.append([Quantity(day, "date"), *cells])
        if known:
            steps.append(
                Step(
                    "times_on",
                    "{lpr} × {multiple}",
                    {"lpr": cells[0], "multiple": multiple, "date": Quantity(day, "date")},
                    cells[1],
                )
            )
            bars.append(f"{day}.four_times_pct")
    table = Table("lpr", named("date", tenor, "four_times_pct"), rows)
    return Draft(steps, bars, Bars(bars), (table,), notes=["private-lending-only"])


def xirr_steps(work: Work) -> Draft:
    flows = answers.read_flows(work.case)
    received = cny(sum((flow.amount for flow in flows if flow.amount > 0), Decimal(0)))
    paid = cny(sum((-flow.amount for flow in flows if flow.amount < 0), Decimal(0)))
    steps = [
        Step(
            "simple_sum_of_cost",
            "{all_paid} − {received}",
            {"all_paid": paid, "received": received},
            work.result("simple_sum_of_cost"),
        ),
        Step(
            "xirr_pct",
            "",
            {"received": received, "all_paid": paid},
            Quantity(str(work.answer["xirr_pct"]), "pct"),
            note="xirr",
        ),
    ]
    rows = [[Quantity(str(flow.date), "date"), cny(flow.amount)] for flow in flows]
    return Draft(
        steps,
        ["simple_sum_of_cost", "xirr_pct"],
        Bars(["simple_sum_of_cost"]),
        (Table("flows", named("date", "amount"), rows),),
    )


def court_fee_steps(work: Work) -> Draft:
    names = ("full", "simplified_or_mediated_half", "payment_order_third")
    steps, rows = [], []
    for claim, line in work.answer.items():
        fee = court_fee(Decimal(claim))
        whole = Quantity(exact_text(fee), "cny-exact")
        steps += [
            Step(
                "half_of",
                "{full_fee} ÷ 2",
                {"full_fee": whole, "claim": cny_text(yuan_text(Decimal(claim)))},
                cny_text(line[names[1]]),
            ),
            Step(
                "third_of",
                "{full_fee} ÷ 3",
                {"full_fee": whole, "claim": cny_text(yuan_text(Decimal(claim)))},
                cny_text(line[names[2]]),
            ),
        ]
        rows.append([cny_text(yuan_text(Decimal(claim))), *(cny_text(line[name]) for name in names)])
    bars = [f"{claim}.full" for claim in work.answer]
    return Draft(
        steps, bars, Bars(bars), (Table("fees", named("claim", *names), rows),), number_parts="cny", notes=["fee-bands"]
    )


def deduction_steps(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    note, received, annual = (
        work.money("note_amount"),
        work.money("received"),
        fraction("annual_rate", case.rate("annual_rate")),
    )
    on_note, on_received = work.result("payment_on_note"), work.result("payment_on_received")
    steps = [
        _level_step("payment_on_note", "note_amount", note, annual, n, on_note),
        _level_step("payment_on_received", "received", received, annual, n, on_received),
        Step(
            "difference_per_month",
            "{payment_on_note} − {payment_on_received}",
            {"payment_on_note": on_note, "payment_on_received": on_received},
            work.result("difference_per_month"),
        ),
        *work.irr_steps(
            received,
            on_note,
            n,
            names=("", "irr_nominal_pct_if_note_schedule_paid", "irr_effective_pct_if_note_schedule_paid"),
        ),
    ]
    names = ("payment_on_note", "payment_on_received")
    return Draft(
        steps,
        [
            *names,
            "difference_per_month",
            "irr_nominal_pct_if_note_schedule_paid",
            "irr_effective_pct_if_note_schedule_paid",
        ],
        Bars(names),
        notes=["two-readings"],
    )


def _level_step(id_: str, name: str, amount: Quantity, annual: Quantity, n: int, payment: Quantity) -> Step:
    values = {name: amount, "annual_rate": annual, "n": number(n)}
    if Decimal(annual.value) == 0:
        return Step(id_, f"{{{name}}} ÷ {{n}}", values, payment)
    formula = f"{{{name}}} × ({{annual_rate}} ÷ 12) ÷ (1 − 1 ÷ (1 + {{annual_rate}} ÷ 12) ^ {{n}})"
    return Step(id_, formula, values, payment, note="fen")


def short_steps(work: Work) -> Draft:
    case = work.case
    received, repaid, days = work.money("received"), work.money("repaid"), Quantity(str(case.days("days")), "days")
    year = number(case.get("year_days", 365))
    cost = work.result("cost")
    simple, effective = short_loan(Decimal(received.value), Decimal(repaid.value), int(days.value), int(year.value))
    steps = [
        Step("cost", "{repaid} − {received}", {"repaid": repaid, "received": received}, cost),
        Step(
            "simple_annual_pct",
            "{cost} ÷ {received} × {year_days} ÷ {days}",
            {"cost": cost, "received": received, "year_days": year, "days": days},
            Quantity(str(work.answer["simple_annual_pct"]), "pct"),
            exact_text(simple * 100),
        ),
        Step(
            "effective_annual_pct",
            "({repaid} ÷ {received}) ^ ({year_days} ÷ {days}) − 1",
            {"repaid": repaid, "received": received, "year_days": year, "days": days},
            Quantity(str(work.answer["effective_annual_pct"]), "pct"),
            exact_text(effective * 100),
        ),
    ]
    names = ("simple_annual_pct", "effective_annual_pct")
    return Draft(steps, ["cost", *names], Bars(names), notes=["two-readings"])


def level_steps(work: Work) -> Draft:
    case, n = work.case, work.case.count("n")
    step = _level_step(
        "payment_regular",
        "principal",
        work.money("principal"),
        fraction("annual_rate", case.rate("annual_rate")),
        n,
        work.result("payment_regular"),
    )
    return _schedule(work, [step])


def plan_steps(work: Work) -> Draft:
    return _schedule(work, [])


def _schedule(work: Work, steps: list[Step]) -> Draft:
    """A schedule's common part: the first row worked out, the totals, the table."""
    rows = work.answer["schedule"]
    first = rows[0]
    values = {"interest": cny_text(first["interest"]), "principal_part": cny_text(first["principal"])}
    if work.case.has("annual_rate"):
        rate, principal = work.case.rate("annual_rate"), work.money("principal")
        exact = simple_interest(Decimal(principal.value), rate, share_of_base(12, 1)).exact
        steps.append(
            Step(
                "first_interest",
                "{principal} × {annual_rate} ÷ 12",
                {"principal": principal, "annual_rate": fraction("annual_rate", rate)},
                cny_text(first["interest"]),
                exact_text(exact),
            )
        )
    steps.append(Step("first_payment", "{principal_part} + {interest}", values, cny_text(first["payment"])))
    steps.append(
        work.sum_step(
            "total_paid",
            {"principal": work.money("principal"), "total_interest": work.result("total_interest")},
            str(work.answer["total_paid"]),
        )
    )
    columns = ("k", "payment", "interest", "principal_part", "balance")
    keys = ("k", "payment", "interest", "principal", "balance")
    table = Table(
        "schedule", named(*columns), [[number(row["k"]), *(cny_text(row[key]) for key in keys[1:])] for row in rows]
    )
    return Draft(
        steps,
        ["payment_regular", "payment_last", "total_paid", "total_interest"],
        Bars(["total_paid", "total_interest"]),
        (table,),
    )
