// Repayment schedules: level instalments, equal principal, interest only, flat fee: macros/schedule.py. Each interest is
// the balance times the annual rate over twelve, rounded half up to the fen; the last instalment clears the balance.

import { Decimal } from "./decimal.js";
import { ZERO, lesser, notNegative, positive, sumOf, toFen } from "./money.js";

// All instalments of one loan; a row is {k, payment, interest, principal, balance}, in yuan, balance after it.
export class Schedule {
  constructor(rows) {
    this.rows = rows;
  }

  // The first payment; with level instalments all but the last are equal to it.
  get paymentRegular() {
    return this.rows[0].payment;
  }

  get paymentLast() {
    return this.rows[this.rows.length - 1].payment;
  }

  get totalPaid() {
    return sumOf(this.rows.map((row) => row.payment));
  }

  get totalInterest() {
    return sumOf(this.rows.map((row) => row.interest));
  }

  // The principal left after `paid` instalments (0 = the loan itself).
  balanceAfter(paid) {
    return paid < this.rows.length ? this.rows[paid].balance.plus(this.rows[paid].principal) : ZERO;
  }

  // The interest of the instalments after the first `paid` ones.
  interestAfter(paid) {
    return sumOf(this.rows.slice(paid).map((row) => row.interest));
  }
}

// The level instalment in yuan: P x r x (1+r)^n / ((1+r)^n - 1) with r = annual/12, in whole twelfths, divided once.
export function levelPayment(principal, annualRate, n) {
  checkLoan(principal, annualRate, n);
  if (annualRate.isZero()) return toFen(principal.div(n));
  const grown = annualRate.plus(12).pow(n);
  const whole = new Decimal(12).pow(n);
  return toFen(principal.times(annualRate).times(grown).div(grown.minus(whole).times(12)));
}

// One month's interest on a balance: annual/12, half up to the fen.
export function monthInterest(balance, annualRate) {
  return toFen(balance.times(annualRate).div(12));
}

// The level-instalment schedule (等额本息).
export function levelInstalment(principal, annualRate, n) {
  const payment = levelPayment(principal, annualRate, n);
  return buildSchedule(principal, annualRate, n, (interest) => payment.minus(interest));
}

// The equal-principal schedule (等额本金).
export function equalPrincipal(principal, annualRate, n) {
  checkLoan(principal, annualRate, n);
  const part = toFen(principal.div(n));
  return buildSchedule(principal, annualRate, n, () => part);
}

// The interest-only schedule (先息后本): the whole principal with the last instalment.
export function interestOnly(principal, annualRate, n) {
  checkLoan(principal, annualRate, n);
  return buildSchedule(principal, annualRate, n, () => ZERO);
}

// The monthly fee on the ORIGINAL principal, rounded half up to the fen.
export function flatFeePart(principal, monthlyFeeRate) {
  return toFen(principal.times(monthlyFeeRate));
}

// The flat-fee instalment: principal/n plus the rounded fee, rounded again.
export function flatFeePayment(principal, monthlyFeeRate, n) {
  checkLoan(principal, monthlyFeeRate, n);
  return toFen(principal.div(n).plus(flatFeePart(principal, monthlyFeeRate)));
}

// The flat-fee schedule (等本等息): the fee does not fall with the balance. `interest` holds the fee.
export function flatFee(principal, monthlyFeeRate, n) {
  checkLoan(principal, monthlyFeeRate, n);
  const part = toFen(principal.div(n));
  return buildSchedule(principal, ZERO, n, () => part, flatFeePart(principal, monthlyFeeRate));
}

function checkLoan(principal, annualRate, n) {
  positive("principal", principal);
  notNegative("annual_rate", annualRate);
  positive("n", n);
}

// n rows; `part` gives the principal of a row from its interest. A tiny loan is paid off early rather than overpaid.
function buildSchedule(principal, annualRate, n, part, fee = ZERO) {
  const rows = [];
  let balance = toFen(principal);
  for (let k = 1; k <= n; k++) {
    const interest = toFen(monthInterest(balance, annualRate).plus(fee));
    const repaid = k === n ? balance : toFen(lesser(part(interest), balance));
    balance = toFen(balance.minus(repaid));
    rows.push({ k, payment: interest.plus(repaid), interest, principal: repaid, balance });
  }
  return new Schedule(rows);
}
