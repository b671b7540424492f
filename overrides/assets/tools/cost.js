// The yearly cost of a loan: monthly IRR (nominal and effective), XIRR, short loans; and court fees: macros/cost.py.
// Every yearly figure comes from the borrower's own cash: money in first, payments after. With that shape there is one
// answer and it is found between two bounds; every other shape is refused.

import { Decimal } from "./decimal.js";
import { daysBetween } from "./daycount.js";
import { MoneyError, ONE, ZERO, decimal, greater, lesser, positive, shown, sumOf } from "./money.js";

// Growth keeps 40 decimals and results 30, so that a rate that is exactly 0.24 comes out as exactly 0.24.
const CLOSE_ENOUGH = new Decimal("1e-45");
const GROWTH_PLACES = 40;
const RESULT_PLACES = 30;
const LARGEST_RESULT_DIGITS = 25;
const MOST_STEPS = 2000;

// Claim fee of a money case, State Council Decree 481 Art. 13: upper end of the band in yuan, share of the part in it.
const COURT_FEE_FIRST = decimal("10000");
const COURT_FEE_FLAT = decimal("50");
const COURT_FEE_BANDS = [
  ["100000", "0.025"],
  ["200000", "0.02"],
  ["500000", "0.015"],
  ["1000000", "0.01"],
].map((band) => band.map(decimal));

// A refused yearly cost: no answer, several answers, or one too large to mean anything.
export class CostError extends MoneyError {}

// The monthly IRR of `received` now and one payment at the end of each month, as fractions: {monthly, nominal, effective}.
// Throws CostError: no-receipt, no-payment, too-large.
export function yearlyCost(received, payments) {
  const amounts = [received].concat(payments.map((payment) => payment.neg()));
  const growth = growthOf(amounts, payments.map(() => 1));
  const monthly = growth.minus(1);
  return { monthly, nominal: monthly.times(12), effective: settledRate(growth.pow(12).minus(1)) };
}

// The effective yearly cost of dated flows {date, amount} (positive when the borrower receives), on actual days over 365.
// Throws CostError: no-receipt, no-payment, several-solutions, same-day, too-large.
export function xirr(flows) {
  const byDay = new Map();
  flows.forEach((flow) => byDay.set(flow.date, (byDay.get(flow.date) || ZERO).plus(flow.amount)));
  if (flows.length > 1 && byDay.size === 1) throw new CostError("same-day");
  const dates = Array.from(byDay.keys()).filter((day) => !byDay.get(day).isZero()).sort();
  const gaps = dates.slice(1).map((day, position) => daysBetween(dates[position], day));
  const daily = growthOf(dates.map((day) => byDay.get(day)), gaps);
  return settledRate(daily.pow(365).minus(1));
}

// [simple, effective] yearly cost of one receipt and one repayment, as fractions.
// Throws MoneyError: not-positive; CostError: too-large.
export function shortLoan(received, repaid, days, yearDays) {
  positive("received", received);
  positive("repaid", repaid);
  positive("days", days);
  positive("year_days", yearDays);
  const simple = repaid.minus(received).times(yearDays).div(received.times(days));
  const ratio = repaid.div(received);
  const growth = new Decimal(yearDays).div(days);
  if (ratio.log(10).times(growth).gt(LARGEST_RESULT_DIGITS)) throw new CostError("too-large");
  return [simple, settledRate(ratio.pow(growth).minus(1))];
}

// Drops the digits the solver cannot vouch for; refuses a result too large to mean anything.
function settledRate(found) {
  if (found.exponent() >= LARGEST_RESULT_DIGITS) throw new CostError("too-large");
  return found.toDecimalPlaces(RESULT_PLACES);
}

function checkShape(amounts) {
  const signs = amounts.filter((amount) => !amount.isZero()).map((amount) => amount.gt(0));
  if (!signs[0]) throw new CostError("no-receipt");
  if (signs.every((sign) => sign)) throw new CostError("no-payment");
  if (signs.slice(1).filter((sign, position) => sign !== signs[position]).length > 1) {
    throw new CostError("several-solutions");
  }
}

// What is left at the end when the balance grows by `growth` per unit of time and each amount is added.
function endBalance(amounts, gaps, growth) {
  return gaps.reduce(
    (balance, gap, position) => balance.times(gap === 1 ? growth : growth.pow(gap)).plus(amounts[position + 1]),
    amounts[0]
  );
}

// How fast the end balance rises with `growth`, and the end balance itself.
function endSlope(amounts, gaps, growth) {
  let balance = amounts[0];
  let slope = ZERO;
  gaps.forEach((gap, position) => {
    const before = gap === 1 ? ONE : growth.pow(gap - 1);
    const factor = before.times(growth);
    slope = slope.times(factor).plus(balance.times(gap).times(before));
    balance = balance.times(factor).plus(amounts[position + 1]);
  });
  return { balance, slope };
}

// The growth per unit of time that pays the flows off exactly. Receipts before payments: the end balance changes its
// sign once. Python halves the bounds until they meet; here the tangent is followed as long as it stays between them and
// gets on faster than halving, which ends at the same 40 decimals in a tenth of the steps (phones are slow).
function growthOf(amounts, gaps) {
  checkShape(amounts);
  let low = ONE;
  let high = ONE;
  while (endBalance(amounts, gaps, high).lt(0)) {
    low = high;
    high = high.minus(1).times(2).plus(1).plus("0.0001");
  }
  while (endBalance(amounts, gaps, low).gt(0)) {
    high = low;
    low = low.div(2);
  }
  let at = low.plus(high).div(2);
  let step = high.minus(low);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { balance, slope } = endSlope(amounts, gaps, at);
    if (balance.isZero()) break;
    if (balance.lt(0)) low = at;
    else high = at;
    const tangent = slope.isZero() ? null : at.minus(balance.div(slope));
    const good = tangent !== null && tangent.gt(low) && tangent.lt(high) && tangent.minus(at).abs().times(2).lt(step);
    const next = good ? tangent : low.plus(high).div(2);
    step = next.minus(at).abs();
    at = next;
    if (step.lte(at.times(CLOSE_ENOUGH))) break;
  }
  return at.toDecimalPlaces(GROWTH_PLACES);
}

// Paid minus received, in yuan.
export function flowsTotal(flows) {
  return sumOf(flows.map((flow) => flow.amount.neg()));
}

// The claim fee of a money case, unrounded, in yuan. Throws MoneyError: claim-too-large above the last band held here.
export function courtFee(claim) {
  const largest = COURT_FEE_BANDS[COURT_FEE_BANDS.length - 1][0];
  if (claim.gt(largest)) throw new MoneyError("claim-too-large", { name: "claims", value: shown(claim), allowed: largest });
  let fee = COURT_FEE_FLAT;
  let lower = COURT_FEE_FIRST;
  COURT_FEE_BANDS.forEach(([upper, share]) => {
    fee = fee.plus(greater(ZERO, lesser(claim, upper).minus(lower)).times(share));
    lower = upper;
  });
  return fee;
}
