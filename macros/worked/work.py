"""One calculation on its way into steps: its case, its answer, and the steps that several kinds share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from macros.case import Case
from macros.cost import yearly_cost
from macros.daycount import YearShare, days_overdue, share_of_base
from macros.money import exact_text, percent_text, precise
from macros.penalty import (
    simple_interest,
)
from macros.worked.model import (
    Growth,
    Quantity,
    Step,
    cny,
    cny_text,
    fraction,
    number,
)


class Work:
    """One calculation under way: its case, its answer, and the steps that are the same in several kinds."""

    def __init__(self, case: Case, answer: Mapping[str, object]) -> None:
        self.case = case
        self.answer = answer

    @property
    def yearly(self) -> Decimal:
        return self.case.penalty_rate()

    def money(self, name: str) -> Quantity:
        return cny(self.case.yuan(name, "0.00"))

    def result(self, name: str) -> Quantity:
        return cny_text(self.answer[name])

    def rate_step(self) -> Step:
        values = {
            "annual_rate": fraction("annual_rate", self.case.rate("annual_rate")),
            "uplift": fraction("uplift", self.case.rate("uplift")),
        }
        return Step("penalty_rate", "{annual_rate} × (1 + {uplift})", values, fraction("penalty_rate", self.yearly))

    def interest_step(
        self,
        id_: str,
        amount: Quantity,
        days: int,
        rounded: str,
        *,
        rate: Decimal | None = None,
        amount_name: str = "overdue_principal",
        rate_name: str = "penalty_rate",
        base: int | None = None,
    ) -> Step:
        yearly = self.yearly if rate is None else rate
        share = share_of_base(base, days) if base else self.share(days)
        exact = simple_interest(Decimal(amount.value), yearly, share).exact
        values = {amount_name: amount, rate_name: Quantity(exact_text(yearly), "rate")}
        if share.denominator in (360, 365, 366):
            values |= {"days": Quantity(str(days), "days"), "base": number(share.denominator)}
            formula = f"{{{amount_name}}} × {{{rate_name}}} × {{days}} ÷ {{base}}"
        else:
            values |= {"share_over": number(share.numerator), "share_under": number(share.denominator)}
            formula = f"{{{amount_name}}} × {{{rate_name}}} × {{share_over}} ÷ {{share_under}}"
        return Step(id_, formula, values, cny_text(rounded), exact_text(exact))

    def share(self, days: int) -> YearShare:
        if self.case.day_count() == "act/act":
            return self.case.share()
        return self.case.share_of(days)

    def late_days(self) -> int:
        if self.case.has("overdue_days"):
            return self.case.days("overdue_days")
        return days_overdue(self.case.date("due"), self.case.date("settlement"))

    def sum_step(self, id_: str, parts: Mapping[str, Quantity], total: str) -> Step:
        return Step(id_, " + ".join(f"{{{name}}}" for name in parts), parts, cny_text(total))

    def irr_steps(
        self, received: Quantity, payment: Quantity, n: int, last: Quantity | None = None, names: Sequence[str] = ()
    ) -> list[Step]:
        """The yearly cost: the monthly rate is found, not computed in one line, so the step shows how to check it."""
        amounts = [Decimal(payment.value)] * (n - 1) + [Decimal((last or payment).value)]
        cost = yearly_cost(Decimal(received.value), amounts)
        monthly = Quantity(percent_text(cost.monthly, 6), "monthly-pct")
        names = names or ("monthly_irr_pct", "nominal_annual_pct", "effective_annual_pct")
        nominal, effective = (Quantity(percent_text(value), "pct") for value in (cost.nominal, cost.effective))
        values = {"received": received, "each_payment": payment, "n": number(n)}
        return [
            Step("monthly_irr_pct", "", values, monthly, note="irr"),
            Step(
                names[1],
                "{monthly_irr} × 12",
                {"monthly_irr": Quantity(exact_text(cost.monthly), "share-long")},
                nominal,
                percent_text(cost.nominal, 6),
            ),
            Step(
                names[2],
                "(1 + {monthly_irr}) ^ 12 − 1",
                {"monthly_irr": Quantity(exact_text(cost.monthly), "share-long")},
                effective,
                percent_text(cost.effective, 6),
            ),
        ]

    def growth(self, days: int, layers: Mapping[str, tuple[str, str]]) -> Growth:
        return Growth((0, days), {name: (Decimal(first), Decimal(last)) for name, (first, last) in layers.items()})


@precise
def exact_product(amount: Decimal, share: Decimal) -> str:
    return exact_text(amount * share)
