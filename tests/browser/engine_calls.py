"""Generated calls of every public function of the money engine: seeded, so that each run asks the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from macros import budget, caps, cost, daycount, money, penalty, schedule, vectors

LPR = vectors.load_lpr()
SHAKY_LPR = caps.LprTable(
    [*LPR.fixings[:-1], caps.Fixing(LPR.fixings[-1].date, Decimal("3.00"), Decimal("3.50"), "single-source")],
    date(2026, 12, 21),
)
TABLES = [LPR, SHAKY_LPR]  # handed over once, not with every call

ODD_VALUES = [
    None, "", " ", "x", "1,000.00", "１２", "1e5", "1E400", "-0", "-0.00", "-0.01", "+1", ".5", "5.", "00012.30", "0x10",
    "999999999.99", "1000000000", "1000000000.00", "1" * 30, "1" * 31, "0." + "1" * 30, "0." + "1" * 31, "1.005", "1.500",
    "NaN", "Infinity", "null", "18%", "18 %", "0.18", "18", "1", "1.0000000001", "0.0000000001", "0.00000000001", "30", "30.0",
    "-1", "a'b", "a'b\"c", "line\nbreak\ttab", "\x1c \x85x\u3000y ", "长" * 41, "🙂" * 41, "二零二六", "__proto__", "constructor",
    0, 1, -1, 30, 366, 10**15, 10**40, -(10**40), True, False, 0.5, -12.25, [], ["x"], [[]], [1, None, True, "it's", 'a"b', "\\"],
    {}, {"x": "y"}, {"a'": {"b": [1]}}, [{}], Decimal("1.50"), Decimal("-2.00"), Decimal("0.18"),
]  # fmt: skip


class Plain(dict):
    """A table handed to the scripts as a plain object, not as one of the values a reader refuses."""


class Calls:
    """The generators, one method a function, all drawing from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    # --- what the calls are made of

    def pick(self, values):
        return self.chance.choice(values)

    def one_in(self, n: int) -> bool:
        return self.chance.randrange(n) == 0

    def amount(self, largest: int = 99_999_999_999) -> Decimal:
        """Yuan: a few fen, a usual loan, or the largest there is; whole yuan half of the time, half-fen edges likely."""
        fen = self.chance.randint(1, self.pick([9, 999, 100_000, 5_000_000, 100_000_000, largest]))
        text = f"{fen // 100}.{fen % 100:02d}"
        return Decimal(self.pick([text, text, str(max(1, fen // 100)), str(fen // 100 * 10 + 5)])).min(money.LARGEST_YUAN)

    def owed(self) -> Decimal:
        return Decimal(self.pick(["0", "0.00"])) if self.one_in(8) else self.amount(10_000_000)

    def rate(self) -> Decimal:
        places = self.pick([1, 2, 2, 2, 3, 4, 6, 10])
        text = f"0.{self.chance.randrange(10**places):0{places}d}"
        return Decimal(self.pick([text, text, text, "0", "1", "0.05", "0.18", "0.24", "0.36", "0.000175", "0.0000000001"]))

    def refused(self, value: Decimal, n: int = 60) -> Decimal:
        """Now and then the same number below zero."""
        return -value if self.one_in(n) and value >= Decimal("0.000001") else value

    def days(self) -> int:
        found = self.chance.randint(0, self.pick([1, 5, 40, 400, 36600]))
        return -found if self.one_in(60) else self.pick([found, found, found, 36, 30, 360, 365])

    def n(self) -> int:
        if self.one_in(100):
            return self.pick([0, -1, 240, 480])
        return self.pick([1, 1, 2, 3, 6, 7, 12, 12, self.chance.randint(1, 36)])

    def day(self) -> date:
        year = self.pick([1999, 2000, 2019, 2023, 2024, 2025, 2026, 2027, 2028, 2099, 2100, self.chance.randint(1900, 2110)])
        special = [date(year, 1, 1), date(year, 12, 31), date(year, 2, 28), date(year, 3, 1), date(year, 1, 31)]
        return self.pick([*special, date(year, 1, 1) + timedelta(self.chance.randrange(365)), date(2028, 2, 29), date(2000, 2, 29)])

    def two_days(self) -> tuple[date, date]:
        first = self.day()
        later = first + timedelta(self.chance.randint(0, self.pick([0, 3, 40, 400, 3000])))
        return (later, first) if self.one_in(20) else (first, later)

    def share(self) -> daycount.YearShare:
        return daycount.YearShare(abs(self.days()), self.pick([360, 365, 366, 365 * 366]))

    def number(self) -> Decimal:
        """Any number: many digits, exact halves, just beside them, below zero."""
        digits = self.chance.randrange(10 ** self.pick([1, 3, 6, 12, 25, 40]))
        value = Decimal(digits).scaleb(-self.chance.randint(0, 20))
        with_half = Decimal(digits % 10**10).scaleb(-2) + self.pick([Decimal("0.005"), Decimal("0.00499999999999"), Decimal("0.0050000001")])
        return self.pick([1, 1, -1]) * self.pick([value, with_half, Decimal("0.001"), Decimal(0), Decimal("0.125")])

    def word(self) -> object:
        return self.pick(ODD_VALUES)

    def written(self, value: Decimal | int) -> object:
        """A number as a reader may get it: text, sometimes odd."""
        return self.word() if self.one_in(3) else format(value, "f") if isinstance(value, Decimal) else str(value)

    # --- money

    def shown(self):
        return (self.word(),)

    def listed(self):
        return ([self.word() for _ in range(self.chance.randrange(4))],)

    def to_fen(self):
        return (self.number(),)

    to_fen_half_even = yuan_text = exact_text = to_fen

    def fixed_text(self):
        return (self.number(), self.chance.randint(0, 10))

    percent_text = fixed_text

    def yuan(self):
        signs = Plain(self.pick([{}, {"positive": True}, {"signed": True}]))
        return (self.pick(["principal", "payment"]), self.written(self.pick([self.amount(), -self.amount(), Decimal("0.00")])), signs)

    def rate_(self):
        limit = Plain(self.pick([{}, {"largest": Decimal("0.1")}, {"largest": Decimal(100)}]))
        return ("annual_rate", self.written(self.pick([self.rate(), self.rate() * 30, -self.rate()])), limit)

    def whole(self):
        low = self.chance.randint(0, 5)
        return ("n", self.written(self.chance.randint(-3, 500)), low, low + self.chance.randint(0, 480))

    def days_(self):
        return ("overdue_days", self.written(self.chance.randint(-3, 40000)))

    def choice(self):
        words = self.chance.sample(["none", "cliff", "deductible", "act/360", "__proto__"], 3)
        return ("design", self.pick([*words, self.word()]), words)

    def not_negative(self):
        return ("days", self.pick([self.chance.randint(-9, 9), self.refused(self.amount(), 2), Decimal("0.00")]))

    positive = not_negative

    # --- days

    def read_date(self):
        text = str(self.day())
        broken = [text[:-1], text + " ", text.replace("-", "/"), "2026-02-29", "2100-02-29", "0000-01-01", "2026-13-01", "2026-04-31"]
        return ("due", self.pick([text, text, "0001-01-01", "9999-12-31", *broken, self.word()]))

    def days_overdue(self):
        return self.two_days()

    def share_of_days(self):
        return (self.pick([*daycount.DAY_COUNTS, "30/360"]), self.days())

    def share_of_dates(self):
        return (self.pick([*daycount.DAY_COUNTS, "act/act", "act/act"]), *self.two_days())

    def share_of_base(self):
        return (self.pick([360, 365, 366]), self.days())

    def due_dates(self):
        return (self.day(), self.chance.randint(0, 40))

    # --- schedules

    def level_payment(self):
        return (self.refused(self.amount()), self.refused(self.rate()), self.n())

    level_instalment = equal_principal = interest_only = flat_fee = flat_fee_payment = level_payment

    def month_interest(self):
        return (self.amount(), self.rate())

    flat_fee_part = month_interest

    # --- lateness

    def penalty_rate(self):
        return (self.refused(self.rate()), self.refused(self.rate()))

    def simple_interest(self):
        return (self.refused(self.owed()), self.refused(self.rate()), self.share())

    def charged_days(self):
        return (self.days(), self.pick([0, 1, 3, 30, -1, self.days()]), self.pick([*penalty.GRACE_DESIGNS, "soft"]))

    def missed_line(self):
        due, settlement = self.two_days()
        one = penalty.Instalment(self.chance.randint(1, 60), due, self.refused(self.owed()), self.owed())
        return (one, settlement, self.rate(), self.pick(daycount.DAY_COUNTS), self.pick([True, False]))

    def capitalised(self):
        return (self.refused(self.owed()), self.rate(), self.chance.randint(-1, self.pick([12, 60, 480])), self.pick([1, 3]))

    def order(self) -> list[str]:
        parts = list(penalty.ALLOCATION_PARTS)
        self.chance.shuffle(parts)
        return self.pick([*[parts] * 20, parts[:3], [*parts, "costs"], ["costs"] * 4, []])

    def allocate(self):
        owed = Plain({part: self.owed() for part in penalty.ALLOCATION_PARTS})
        return (self.refused(self.owed()), owed, self.order())

    def part_payment(self):
        owed = Plain({part: self.owed() for part in ("costs", "interest", "principal")})
        return (owed, self.refused(self.owed()), self.order(), self.rate(), self.share(), self.share())

    def acceleration(self):
        return (self.amount(), self.owed(), self.rate(), self.share(), self.share())

    def early_settlement(self):
        return (self.refused(self.owed()), self.rate(), self.share(), self.refused(self.rate()), self.owed())

    def court_ceiling(self):
        return (self.owed(), self.days(), self.rate(), self.pick([360, 365, 366]), self.owed())

    def annualised_claim(self):
        return (self.refused(self.owed()), self.owed(), self.days())

    def delayed_performance(self):
        return (self.refused(self.owed()), self.days(), self.refused(self.rate()))

    # --- yearly cost

    def yearly_cost(self):
        received, n = self.owed(), self.pick([0, 1, 2, 3, 6, 7, 12, 12]) if not self.one_in(200) else 240
        level = self.pick([self.owed(), self.owed(), self.owed(), Decimal(0), (received / max(1, n) * Decimal("1.07")).quantize(money.FEN)])
        payments = [level] * n
        if self.one_in(4):
            payments = [self.pick([level, self.owed(), Decimal(0)]) for _ in payments]
        return (self.refused(received, 30), payments)

    def flows(self) -> list[cost.Flow]:
        start, received = date(self.chance.randint(2015, 2030), 1, 1), self.amount(10_000_000)
        found = [cost.Flow(start, received)]
        for _ in range(self.pick([0, 1, 1, 2, 3, 5])):
            later = start + timedelta(self.chance.randint(0, self.pick([3, 60, 800])))
            part = (received * self.chance.randint(1, 150) / 100).quantize(money.FEN)
            found.append(cost.Flow(later, self.pick([-part, -part, -part, part, Decimal(0)])))
        return found

    def xirr(self):
        return (self.flows(),)

    flows_total = xirr

    def short_loan(self):
        received = self.refused(self.owed())
        repaid = self.pick([received * self.pick([1, Decimal("1.01"), Decimal("0.9"), Decimal("1.3"), 10])] * 4 + [self.owed()])
        return (received, repaid.quantize(money.FEN), self.pick([1, 7, 14, 73, 365, 400, self.days()]), self.pick([360, 365, 365, 365, 366] * 5 + [0]))

    def court_fee(self):
        return (self.pick([self.amount(120_000_000), Decimal(self.pick(["10000", "10000.01", "100000", "200000", "500000", "1000000", "1000000.01"]))]),)

    # --- limits by date

    def lpr_on(self):
        on = self.pick([date(2019, 7, 1) + timedelta(self.chance.randint(0, 2750)), self.pick(LPR.fixings).date, LPR.answers_until])
        return (self.pick(TABLES), on + timedelta(self.pick([0, 0, -1, 1])), self.pick([*caps.TENORS, "ten-year"]))

    def times_lpr(self):
        return (self.pick(LPR.fixings).one_year, self.chance.randint(-1, 100))

    def over(self):
        level, other = self.rate(), self.rate()
        return (cost.YearlyCost(self.rate(), self.pick([level, other]), self.pick([level, other])), level)

    def verdict(self):
        return (Plain({"nominal": self.pick([True, False]), "effective": self.pick([True, False])}),)

    # --- a month's budget

    def month_of(self):
        lines = [budget.Line(name, self.owed()) for name in self.chance.sample(budget.LINES, self.chance.randrange(len(budget.LINES) + 1))]
        return ([self.owed() for _ in budget.INCOMES], lines, [self.owed() for _ in range(self.chance.randrange(5))])

    def debt(self) -> budget.Debt:
        owed = self.owed()
        part = (owed * self.chance.randint(0, 100) / 100).quantize(money.FEN)
        return budget.Debt(self.pick("ABC"), self.pick([kind for rank in budget.DEBT_ORDER for kind in rank]), owed, self.pick([None, owed, part, part]))

    def shared_among(self):
        debts = [self.debt() for _ in range(self.chance.randrange(11))]
        most = int(sum(debt.wanted for debt in debts) * 100)
        return (debts, self.pick([self.owed(), Decimal(self.chance.randint(0, most + 100)).scaleb(-2)]))


# The public functions, each with the generator of its arguments (a generator's name has a _ where the name is taken).
FUNCTIONS: dict[Callable, str] = {
    getattr(module, name): name + ("_" if name in ("rate", "days") else "")
    for module, names in {
        money: "shown listed to_fen to_fen_half_even fixed_text yuan_text exact_text percent_text yuan rate whole days choice "
        "not_negative positive",
        daycount: "read_date days_overdue share_of_days share_of_dates share_of_base due_dates",
        schedule: "level_payment month_interest level_instalment equal_principal interest_only flat_fee_part flat_fee_payment "
        "flat_fee",
        penalty: "penalty_rate simple_interest charged_days missed_line capitalised allocate part_payment acceleration "
        "early_settlement court_ceiling annualised_claim delayed_performance",
        cost: "yearly_cost xirr short_loan flows_total court_fee",
        caps: "lpr_on times_lpr over verdict",
        budget: "month_of shared_among",
    }.items()
    for name in names.split()
}


def calls(function: Callable, n: int, seed: int = 20261125) -> Iterator[tuple]:
    """Yield the arguments of `n` calls; the keywords of `yuan` and `rate` come last, as a Plain."""
    made = Calls(seed)
    for _ in range(n):
        yield getattr(made, FUNCTIONS[function])()
