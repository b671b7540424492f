// What lateness costs: macros/penalty.py. Penalty interest, compound interest, grace, part payments, acceleration, early
// settlement, court limits. Each amount is worked out exactly and rounded half up to the fen once, component by
// component. Nothing here applies a cap or says what is lawful. `yearly` is a penalty rate a year, `share` a share of one.

import { Decimal } from "./decimal.js";
import { daysOverdue, shareOfBase, shareOfDates } from "./daycount.js";
import { MoneyError, ZERO, greater, lesser, listed, notNegative, positive, shown, sumOf, toFen } from "./money.js";

export const GRACE_DESIGNS = ["none", "cliff", "deductible"];
export const ALLOCATION_PARTS = ["costs", "penalty", "interest", "principal"];

// An amount that has grown, in yuan: unrounded, and rounded half up to the fen.
function accrued(exact) {
  return { exact, rounded: toFen(exact) };
}

// The penalty rate a year: the contract rate times one plus the uplift.
export function penaltyRate(annualRate, uplift) {
  notNegative("annual_rate", annualRate);
  notNegative("uplift", uplift);
  return annualRate.times(uplift.plus(1));
}

// Simple interest on an amount for a share of a year. Throws MoneyError: negative.
export function simpleInterest(amount, annualRate, share) {
  notNegative("principal", amount);
  notNegative("annual_rate", annualRate);
  return accrued(amount.times(annualRate).times(share.numerator).div(share.denominator));
}

// How many overdue days carry penalty interest when the contract gives days of grace. "none": all; "cliff": none up to
// and including the last day of grace, then all from the first; "deductible": only the days beyond the grace.
export function chargedDays(overdueDays, graceDays, design) {
  notNegative("overdue_days", overdueDays);
  notNegative("grace_days", graceDays);
  if (design === "none") return overdueDays;
  if (design === "cliff") return overdueDays <= graceDays ? 0 : overdueDays;
  if (design === "deductible") return Math.max(0, overdueDays - graceDays);
  throw new MoneyError("unknown-choice", { name: "design", value: shown(design), allowed: listed(GRACE_DESIGNS) });
}

// Penalty interest on the principal of one instalment {k, due, principal, interest} and, if agreed, compound interest.
export function missedLine(instalment, settlement, yearly, dayCount, withCompound) {
  const share = shareOfDates(dayCount, instalment.due, settlement);
  return {
    instalment,
    overdueDays: daysOverdue(instalment.due, settlement),
    penalty: simpleInterest(instalment.principal, yearly, share),
    compound: simpleInterest(withCompound ? instalment.interest : ZERO, yearly, share),
  };
}

// Compound interest only, when it is added to the base every `every` months (1 or 3).
// Throws MoneyError: negative, not-quarters.
export function capitalised(unpaidInterest, yearly, months, every) {
  notNegative("unpaid_interest", unpaidInterest);
  notNegative("months", months);
  if (months % every) throw new MoneyError("not-quarters", { value: shown(months) });
  const times = months / every;
  const parts = new Decimal(12 / every);
  const whole = parts.pow(times);
  return accrued(unpaidInterest.times(parts.plus(yearly).pow(times).minus(whole)).div(whole));
}

// Uses a payment up in the given order; returns [what each part got, what was too much].
// Throws MoneyError: negative, not-order.
export function allocate(payment, owed, order) {
  notNegative("payment", payment);
  if (order.slice().sort().join() !== ALLOCATION_PARTS.slice().sort().join()) {
    throw new MoneyError("not-order", { value: shown(listed(order)) });
  }
  let rest = payment;
  const got = {};
  order.forEach((part) => {
    got[part] = lesser(rest, owed[part]);
    rest = rest.minus(got[part]);
  });
  return [got, rest];
}

// A part payment's allocation and the settlement later. `owed` holds costs, interest and principal in yuan; the penalty
// up to the payment is rounded first, then penalty interest runs on the principal left.
export function partPayment(owed, payment, order, yearly, before, after) {
  const penaltyBefore = simpleInterest(owed.principal, yearly, before);
  const allOwed = Object.assign({}, owed, { penalty: penaltyBefore.rounded });
  const [to, unallocated] = allocate(payment, allOwed, order);
  const left = {};
  ALLOCATION_PARTS.forEach((part) => {
    left[part] = allOwed[part].minus(to[part]);
  });
  const penaltyAfter = simpleInterest(left.principal, yearly, after);
  const settlement = sumOf(ALLOCATION_PARTS.map((part) => left[part])).plus(penaltyAfter.rounded);
  return { penaltyBefore, to, left, unallocated, penaltyAfter, settlement, grandTotal: payment.plus(settlement) };
}

// Penalty interest on the overdue part, and on the called rest since it was called. Throws MoneyError: part-above-whole.
export function acceleration(outstanding, overdue, yearly, overdueShare, calledShare) {
  if (overdue.gt(outstanding)) {
    const names = { name: "overdue_principal", value: shown(overdue), whole_name: "outstanding_principal" };
    throw new MoneyError("part-above-whole", Object.assign(names, { whole: outstanding }));
  }
  const calledPrincipal = outstanding.minus(overdue);
  const penaltyOverdue = simpleInterest(overdue, yearly, overdueShare);
  const penaltyCalled = simpleInterest(calledPrincipal, yearly, calledShare);
  return { calledPrincipal, penaltyOverdue, penaltyCalled, penaltyTotal: penaltyOverdue.rounded.plus(penaltyCalled.rounded) };
}

// The sum that clears a loan early: balance, interest for the days since the last due date, perhaps a fee (`feeRate` is
// a fraction of the balance).
export function earlySettlement(balance, annualRate, share, feeRate, remainingInterest) {
  notNegative("fee_rate", feeRate);
  const grown = simpleInterest(balance, annualRate, share);
  const fee = accrued(balance.times(feeRate));
  const withoutFee = balance.plus(grown.rounded);
  const interestSaved = remainingInterest.minus(grown.rounded);
  return { accrued: grown, fee, withoutFee, withFee: withoutFee.plus(fee.rounded), interestSaved };
}

// Principal x ceiling x days / base, and by how much a claim is above it (0.00 if it is not).
export function courtCeiling(principal, days, ceilingAnnual, base, claimedTotal) {
  const ceiling = simpleInterest(principal, ceilingAnnual, shareOfBase(base, days));
  return { base, ceiling, excess: toFen(greater(ZERO, claimedTotal.minus(ceiling.rounded))) };
}

// A claim as a simple yearly fraction of the principal, on 365 days. Throws MoneyError: not-positive.
export function annualisedClaim(principal, claimedTotal, days) {
  positive("principal", principal);
  positive("days", days);
  return claimedTotal.times(365).div(principal.times(days));
}

// The doubled part of interest for paying a judgment late, in yuan: simple, per day.
export function delayedPerformance(unpaid, days, dailyRate) {
  notNegative("unpaid", unpaid);
  notNegative("days", days);
  notNegative("daily_rate", dailyRate);
  return accrued(unpaid.times(dailyRate).times(days));
}
