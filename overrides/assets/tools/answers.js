// Every kind of calculation from named inputs to named results, as text in the formats of tests/vectors/penalty.json:
// macros/answers.py. Money has two decimals, `_exact` at most ten, `_pct` four (the monthly rate six, LPR two).

import { TENORS, lprOn, over, timesLpr } from "./caps.js";
import { Case, divisor } from "./case.js";
import { courtFee, flowsTotal, shortLoan, xirr, yearlyCost } from "./cost.js";
import { DAY_COUNTS, daysOverdue, readDate, shareOfBase, shareOfDates } from "./daycount.js";
import { MoneyError, ZERO, choice, days, decimal, exactText, fixedText, greater, listed, percentText, positive, rate, shown, sumOf, toFen, toFenHalfEven, whole, yuan, yuanText } from "./money.js";
import { ALLOCATION_PARTS, GRACE_DESIGNS, acceleration, annualisedClaim, capitalised, chargedDays, courtCeiling, delayedPerformance, earlySettlement, missedLine, partPayment, penaltyRate, simpleInterest } from "./penalty.js";
import { flatFeePart, flatFeePayment, levelInstalment } from "./schedule.js";

const COMPOUNDS = ["none", "simple-on-unpaid-interest"];
const LARGEST_DAILY = decimal("0.01");
const LARGEST_MONTHLY_FEE = decimal("0.1");
const LARGEST_MULTIPLE = 100;

// An answer whose names come from the case: nothing inherited, so that "constructor" is a name like any other.
function answerTable() {
  return Object.create(null);
}

function yearlyAnswer(cost) {
  return {
    monthly_irr_pct: percentText(cost.monthly, 6),
    nominal_annual_pct: percentText(cost.nominal),
    effective_annual_pct: percentText(cost.effective),
  };
}

function repeated(amount, n) {
  return Array.from({ length: n }, () => amount);
}

// --- one function per kind

const KINDS = {
  "level-instalment-schedule"(one) {
    const plan = levelInstalment(one.yuan("principal", null, { positive: true }), one.rate("annual_rate"), one.count("n"));
    return {
      payment_regular: yuanText(plan.paymentRegular),
      payment_last: yuanText(plan.paymentLast),
      total_paid: yuanText(plan.totalPaid),
      total_interest: yuanText(plan.totalInterest),
      schedule: plan.rows.map((row) => ({
        k: row.k,
        payment: yuanText(row.payment),
        interest: yuanText(row.interest),
        principal: yuanText(row.principal),
        balance: yuanText(row.balance),
      })),
    };
  },

  "penalty-on-missed-instalment"(one) {
    one.choice("compound", ["none"], "none");
    const principal = one.yuan("overdue_principal");
    const interest = one.yuan("unpaid_interest", "0.00");
    const penalty = simpleInterest(principal, one.penaltyRate(), one.share());
    return {
      penalty_on_principal_exact: exactText(penalty.exact),
      penalty_on_principal: yuanText(penalty.rounded),
      total_due: yuanText(sumOf([principal, interest, penalty.rounded])),
    };
  },

  "penalty-with-compound"(one) {
    const compounds = one.choice("compound", COMPOUNDS, COMPOUNDS[1]) !== "none";
    const principal = one.yuan("overdue_principal");
    const interest = one.yuan("unpaid_interest");
    const yearly = one.penaltyRate();
    const share = one.share();
    const penalty = simpleInterest(principal, yearly, share);
    const compound = simpleInterest(compounds ? interest : ZERO, yearly, share);
    return {
      penalty_on_principal_exact: exactText(penalty.exact),
      penalty_on_principal: yuanText(penalty.rounded),
      compound_on_interest_exact: exactText(compound.exact),
      compound_on_interest: yuanText(compound.rounded),
      sum_if_rounded_once_at_end: yuanText(sumOf([penalty.exact, compound.exact])),
      total_due: yuanText(sumOf([principal, interest, penalty.rounded, compound.rounded])),
    };
  },

  "several-missed-instalments"(one) {
    const compounds = one.choice("compound", COMPOUNDS, "none") !== "none";
    const settlement = one.date("settlement");
    const yearly = one.penaltyRate();
    const counted = one.dayCount();
    const lines = readInstalments(one).map((item) => missedLine(item, settlement, yearly, counted, compounds));
    const principal = sumOf(lines.map((line) => line.instalment.principal));
    const interest = sumOf(lines.map((line) => line.instalment.interest));
    const penalty = sumOf(lines.map((line) => line.penalty.rounded));
    const compound = sumOf(lines.map((line) => line.compound.rounded));
    return {
      lines: lines.map((line) => ({
        k: line.instalment.k,
        due: line.instalment.due,
        overdue_days: line.overdueDays,
        principal: yuanText(line.instalment.principal),
        interest: yuanText(line.instalment.interest),
        penalty: yuanText(line.penalty.rounded),
        compound: yuanText(line.compound.rounded),
      })),
      principal: yuanText(principal),
      interest: yuanText(interest),
      penalty: yuanText(penalty),
      compound: yuanText(compound),
      total_without_compound: yuanText(sumOf([principal, interest, penalty])),
      total_with_compound: yuanText(sumOf([principal, interest, penalty, compound])),
    };
  },

  "day-count-comparison"(one) {
    const principal = one.yuan("overdue_principal");
    const yearly = one.penaltyRate();
    const late = one.days("overdue_days");
    const bases = one.items("bases").map((base) => divisor("bases", base));
    const by = (base) => simpleInterest(principal, yearly, shareOfBase(base, late));
    const byDayCount = answerTable();
    bases.forEach((base) => {
      byDayCount["act/" + base] = { exact: exactText(by(base).exact), penalty: yuanText(by(base).rounded) };
    });
    return {
      by_day_count: byDayCount,
      difference: yuanText(by(360).rounded.minus(by(365).rounded)),
      rate_on_360_over_365_days: exactText(yearly.times(365).div(360)),
    };
  },

  "leap-year"(one) {
    const principal = one.yuan("overdue_principal");
    const yearly = one.penaltyRate();
    const counts = one.items("day_counts", DAY_COUNTS).map((name) => choice("day_counts", name, DAY_COUNTS));
    const answer = answerTable();
    one.mapping("cases").forEach((value, name) => {
      const inner = one.inner(name, value);
      const due = inner.date("due");
      const settlement = inner.date("settlement");
      const line = { overdue_days: daysOverdue(due, settlement) };
      counts.forEach((counted) => {
        line[counted] = yuanText(simpleInterest(principal, yearly, shareOfDates(counted, due, settlement)).rounded);
      });
      answer[name] = line;
    });
    return answer;
  },

  "grace-period"(one) {
    const principal = one.yuan("overdue_principal");
    const yearly = one.penaltyRate();
    const grace = one.days("grace_days");
    const designs = one.items("grace_designs", GRACE_DESIGNS).map((name) => choice("grace_designs", name, GRACE_DESIGNS));
    const names = { none: "no_grace", cliff: "cliff_grace", deductible: "deductible_grace" };
    const answer = answerTable();
    one.items("days").forEach((item) => {
      const late = days("days", item);
      const line = {};
      designs.forEach((design) => {
        const share = one.shareOf(chargedDays(late, grace, design));
        line[names[design]] = yuanText(simpleInterest(principal, yearly, share).rounded);
      });
      answer[late] = line;
    });
    return answer;
  },

  "uplift-comparison"(one) {
    const principal = one.yuan("overdue_principal");
    const annualRate = one.rate("annual_rate");
    const share = one.share();
    const uplifts = one.mapping("uplifts");
    const yearly = new Map();
    uplifts.forEach((added, label) => yearly.set(label, penaltyRate(annualRate, rate("uplifts", added))));
    const by = (label) => simpleInterest(principal, yearly.get(label), share);
    const byUplift = answerTable();
    yearly.forEach((found, label) => {
      byUplift[label] = {
        penalty_annual_rate: exactText(found),
        exact: exactText(by(label).exact),
        penalty: yuanText(by(label).rounded),
      };
    });
    const answer = { by_uplift: byUplift };
    if (one.has("late") && one.has("misuse")) {
      const [late, misuse] = ["late", "misuse"].map((name) => by(one.choice(name, Array.from(uplifts.keys()))).rounded);
      answer.late_and_misuse = yuanText(greater(late, misuse));
    }
    return answer;
  },

  "part-payment-allocation"(one) {
    one.choice("compound", ["none"], "none");
    const owed = {
      costs: one.yuan("costs", "0.00"),
      interest: one.yuan("unpaid_interest", "0.00"),
      principal: one.yuan("overdue_principal"),
    };
    const paidOn = one.days("payment_day");
    const settledOn = one.days("settlement_day");
    if (settledOn < paidOn) {
      const names = { start_name: "payment_day", start: paidOn, end_name: "settlement_day", end: settledOn };
      throw new MoneyError("end-before-start-days", names);
    }
    const before = one.shareOf(paidOn);
    const after = one.shareOf(settledOn - paidOn);
    const payment = one.yuan("payment");
    const yearly = one.penaltyRate();
    const answer = answerTable();
    one.mapping("allocations").forEach((order, name) => {
      if (!Array.isArray(order) || !order.every((part) => typeof part === "string")) {
        throw new MoneyError("not-order", { value: shown(order) });
      }
      const done = partPayment(owed, payment, order, yearly, before, after);
      const line = { penalty_before_payment: yuanText(done.penaltyBefore.rounded) };
      ALLOCATION_PARTS.forEach((part) => {
        line["to_" + part] = yuanText(done.to[part]);
      });
      answer[name] = Object.assign(line, {
        principal_left: yuanText(done.left.principal),
        penalty_after_payment: yuanText(done.penaltyAfter.rounded),
        settlement: yuanText(done.settlement),
        grand_total: yuanText(done.grandTotal),
      });
    });
    return answer;
  },

  "flat-fee-irr"(one) {
    const principal = one.yuan("principal", null, { positive: true });
    const n = one.count("n");
    const feeRate = one.rate("monthly_fee_rate_on_original_principal", null, { largest: LARGEST_MONTHLY_FEE });
    const payment = flatFeePayment(principal, feeRate, n);
    return Object.assign(
      {
        monthly_payment: yuanText(payment),
        total_fee: yuanText(flatFeePart(principal, feeRate).times(n)),
        advertised_flat_annual_pct: percentText(feeRate.times(12)),
      },
      yearlyAnswer(yearlyCost(principal, repeated(payment, n)))
    );
  },

  "upfront-fee-irr"(one) {
    const loan = one.yuan("loan", null, { positive: true });
    const fee = one.yuan("upfront_fee");
    const payment = one.yuan("payment", null, { positive: true });
    const n = one.count("n");
    if (fee.gte(loan)) throw new MoneyError("fee-above-loan", { value: fee, whole: loan });
    const totalCost = yuanText(payment.times(n).plus(fee).minus(loan));
    return Object.assign({ total_cost: totalCost }, yearlyAnswer(yearlyCost(loan.minus(fee), repeated(payment, n))));
  },

  "irr-with-monthly-fee"(one, lpr) {
    const principal = one.yuan("principal", null, { positive: true });
    const n = one.count("n");
    const payment = one.yuan("payment");
    const fee = one.yuan("monthly_guarantee_fee", "0.00");
    const last = one.yuan("payment_last", one.get("payment"));
    const cost = yearlyCost(principal, repeated(payment.plus(fee), n - 1).concat([last.plus(fee)]));
    const overAnswer = answerTable();
    one.items("thresholds", ["0.24"]).forEach((text) => {
      overAnswer[text] = over(cost, rate("thresholds", text));
    });
    const percent = lprOfCase(one, lpr);
    const four = percent === null ? null : timesLpr(percent, 4);
    return Object.assign(yearlyAnswer(cost), {
      over: overAnswer,
      four_lpr_pct: four === null ? null : fixedText(four, 2),
      over_four_lpr: four === null ? null : over(cost, four.div(100)),
    });
  },

  "lpr-cap-lookup"(one, lpr) {
    const tenor = one.choice("tenor", TENORS, "one-year");
    const multiple = whole("multiple", one.get("multiple", 4), 1, LARGEST_MULTIPLE);
    const name = { "one-year": "lpr_1y_pct", "five-year": "lpr_5y_pct" }[tenor];
    const answer = answerTable();
    one.items("dates").forEach((text) => {
      const line = { [name]: null, four_times_pct: null };
      try {
        const percent = lprOn(lpr, readDate("dates", text), tenor);
        if (percent !== null) {
          line[name] = fixedText(percent, 2);
          line.four_times_pct = fixedText(timesLpr(percent, multiple), 2);
        }
      } catch (error) {
        if (error.reason !== "no-fixing") throw error;
        line.reason = error.message;
      }
      answer[text] = line;
    });
    return answer;
  },

  "court-reduction-24"(one) {
    const principal = one.yuan("principal", null, { positive: true });
    const late = one.days("days");
    const damages = one.yuan("liquidated_damages", "0.00");
    const base = one.base("penalty_base");
    const penalty = simpleInterest(principal, one.rate("penalty_annual"), shareOfBase(base, late)).rounded;
    const claimed = penalty.plus(damages);
    const answer = {
      penalty: yuanText(penalty),
      liquidated_damages: yuanText(damages),
      claimed_total: yuanText(claimed),
    };
    one.items("ceiling_bases", [360, 365]).forEach((item) => {
      const by = divisor("ceiling_bases", item);
      const found = courtCeiling(principal, late, one.rate("ceiling_annual"), by, claimed);
      answer["ceiling_base_" + by] = yuanText(found.ceiling.rounded);
      answer["excess_base_" + by] = yuanText(found.excess);
    });
    answer.annualised_claim_pct_base_365 = percentText(annualisedClaim(principal, claimed, late));
    return answer;
  },

  "enforcement-interest"(one) {
    one.choice("compound", ["none"], "none");
    const daily = one.rate("daily_rate", null, { largest: LARGEST_DAILY });
    return {
      doubled_part: yuanText(delayedPerformance(one.yuan("unpaid"), one.days("days"), daily).rounded),
      annualised_365_pct: percentText(daily.times(365)),
    };
  },

  xirr(one) {
    one.choice("day_count", ["act/365F", "act/365"], "act/365F");
    const flows = one.items("flows").map((item) => {
      const inner = one.inner("flows", item);
      return { date: inner.date("date"), amount: yuan("amount", inner.get("amount"), { signed: true }) };
    });
    return { xirr_pct: percentText(xirr(flows)), simple_sum_of_cost: yuanText(flowsTotal(flows)) };
  },

  "court-fee"(one) {
    const answer = answerTable();
    one.items("claims").forEach((item) => {
      const fee = courtFee(yuan("claims", item, { positive: true }));
      answer[item] = {
        full: yuanText(fee),
        simplified_or_mediated_half: yuanText(fee.div(2)),
        payment_order_third: yuanText(fee.div(3)),
      };
    });
    return answer;
  },

  "compound-frequency"(one) {
    const interest = one.yuan("unpaid_interest");
    const yearly = one.penaltyRate();
    const months = one.count("months");
    const monthly = capitalised(interest, yearly, months, 1);
    const quarterly = capitalised(interest, yearly, months, 3);
    return {
      monthly_compound: yuanText(monthly.rounded),
      monthly_exact: exactText(monthly.exact),
      quarterly_compound: yuanText(quarterly.rounded),
      simple: yuanText(simpleInterest(interest, yearly, one.share("simple_days")).rounded),
    };
  },

  "early-settlement"(one) {
    const annualRate = one.rate("annual_rate");
    let plan = null;
    if (!(one.has("balance") && one.has("remaining_scheduled_interest"))) {
      plan = levelInstalment(one.yuan("principal", null, { positive: true }), annualRate, one.count("n"));
    }
    const paid = whole("paid", one.get("paid", 0), 0, plan ? plan.rows.length : LARGEST_INSTALMENTS);
    const balance = one.yuan("balance", plan && yuanText(plan.balanceAfter(paid)));
    const remaining = one.yuan("remaining_scheduled_interest", plan && yuanText(plan.interestAfter(paid)));
    const share = one.share("days");
    const done = earlySettlement(balance, annualRate, share, one.rate("fee_rate", "0"), remaining);
    return {
      accrued_interest: yuanText(done.accrued.rounded),
      settle_without_fee: yuanText(done.withoutFee),
      fee: yuanText(done.fee.rounded),
      settle_with_fee: yuanText(done.withFee),
      interest_saved_vs_schedule: yuanText(done.interestSaved),
    };
  },

  "upfront-deduction"(one) {
    const note = one.yuan("note_amount", null, { positive: true });
    const received = one.yuan("received", null, { positive: true });
    const annualRate = one.rate("annual_rate");
    const n = one.count("n");
    const onNote = levelInstalment(note, annualRate, n).paymentRegular;
    const onReceived = levelInstalment(received, annualRate, n).paymentRegular;
    const cost = yearlyCost(received, repeated(onNote, n));
    return {
      payment_on_note: yuanText(onNote),
      payment_on_received: yuanText(onReceived),
      difference_per_month: yuanText(onNote.minus(onReceived)),
      irr_nominal_pct_if_note_schedule_paid: percentText(cost.nominal),
      irr_effective_pct_if_note_schedule_paid: percentText(cost.effective),
    };
  },

  acceleration(one) {
    const outstanding = one.yuan("outstanding_principal");
    const overdue = one.yuan("overdue_principal");
    const yearly = one.penaltyRate();
    const overdueShare = one.share("overdue_days");
    const done = acceleration(outstanding, overdue, yearly, overdueShare, one.shareOf(one.days("called_days")));
    return {
      penalty_overdue_instalment: yuanText(done.penaltyOverdue.rounded),
      called_principal: yuanText(done.calledPrincipal),
      penalty_called_principal: yuanText(done.penaltyCalled.rounded),
      penalty_total: yuanText(done.penaltyTotal),
    };
  },

  "rounding-boundaries"(one) {
    const answer = answerTable();
    one.mapping("cases").forEach((value, name) => {
      const inner = one.inner(name, value);
      const penalty = simpleInterest(inner.yuan("overdue_principal"), inner.penaltyRate(), inner.share());
      answer[name] = {
        exact: exactText(penalty.exact),
        penalty: yuanText(penalty.rounded),
        half_even_would_be: yuanText(toFenHalfEven(penalty.exact)),
      };
    });
    return answer;
  },

  "short-loan-annualisation"(one) {
    const received = one.yuan("received", null, { positive: true });
    const repaid = one.yuan("repaid", null, { positive: true });
    const yearDays = divisor("year_days", one.get("year_days", 365));
    const apart = one.days("days");
    positive("days", apart);
    const [simple, effective] = shortLoan(received, repaid, apart, yearDays);
    return {
      cost: yuanText(toFen(repaid.minus(received))),
      simple_annual_pct: percentText(simple),
      effective_annual_pct: percentText(effective),
    };
  },
};

function readInstalments(one) {
  return one.items("instalments").map((item, position) => {
    const inner = one.inner("instalments", item);
    const k = inner.count("k", position + 1);
    const due = inner.date("due");
    const principal = inner.yuan("principal");
    return { k, due, principal, interest: inner.yuan("interest", "0.00") };
  });
}

// The one-year LPR the case states, else the one on file for its contract date; null when there is none.
function lprOfCase(one, lpr) {
  const stated = "one_year_lpr_pct";
  if (one.has(stated)) return rate(stated, one.get(stated), { largest: decimal("100") });
  if (!one.has("contract_date")) return null;
  try {
    return lprOn(lpr, one.date("contract_date"));
  } catch (error) {
    if (error.reason === "no-fixing") return null;
    throw error;
  }
}

// The answer of one kind, as text, in the formats of the vector file; `inputs` is a Map. Throws MoneyError.
export function compute(kind, inputs, lpr, convention) {
  if (!Object.prototype.hasOwnProperty.call(KINDS, kind)) {
    throw new MoneyError("unknown-choice", { name: "kind", value: shown(kind), allowed: listed(Object.keys(KINDS)) });
  }
  const one = new Case(inputs, convention);
  one.settled();
  return KINDS[kind](one, lpr);
}
