import { decimal, ZERO, sumOf } from "./money.js";
import { daysBetween, shareOfDates } from "./daycount.js";
import { allocate, simpleInterest } from "./penalty.js";

// What several missed instalments come to on a day, with payments in between. Every amount is a Decimal in yuan.
// A part is {k, due, principal, interest, called}; penalty interest is settled and rounded on each day of payment.

const ITEMS = ["costs", "penalty", "interest", "principal"];

// Return the date `days` days later.
export function laterDate(date, days) {
  return new Date(Date.parse(date + "T00:00:00Z") + days * 86400000).toISOString().slice(0, 10);
}

// Return {lines, payments, left, unused, total, paid, grown} on `terms.settlement`.
// terms: parts, yearly, dayCount, compound, graceDays, graceDesign, payments [{date, amount}], order, costs, settlement.
export function ledgerOn(terms) {
  const lines = terms.parts.map((part) => ({ part, principal: part.principal, interest: part.interest, penalty: ZERO, since: null, steps: [], mark: "" }));
  const book = { costs: terms.costs, unused: ZERO, payments: [] };
  const inTime = terms.payments.filter((one) => one.date <= terms.settlement).sort((one, other) => (one.date < other.date ? -1 : 1));
  for (const payment of inTime) {
    for (const line of lines) grow(line, payment.date, terms);
    book.payments.push(pay(lines, book, payment, terms.order));
  }
  for (const line of lines) grow(line, terms.settlement, terms);
  const left = owedOf(lines, book.costs, () => true);
  const grown = lines.map((line) => sumOf(line.steps.map((step) => step.penalty.rounded.plus(step.compound.rounded))));
  return {
    lines, payments: book.payments, left, unused: book.unused, total: sumOf(ITEMS.map((item) => left[item])).minus(book.unused),
    paid: sumOf(inTime.map((one) => one.amount)), grown: sumOf(grown),
  };
}

// Let penalty interest run on a line up to a day. Grace counts from the due date, as long as nothing ran before.
function grow(line, day, terms) {
  if (day <= line.part.due) return;
  let from = line.since || line.part.due;
  if (!line.since && terms.graceDays > 0 && !line.part.called) {
    const late = daysBetween(line.part.due, day);
    if (late <= terms.graceDays) { line.mark = "in-grace"; return; }
    if (terms.graceDesign === "deductible") from = laterDate(line.part.due, terms.graceDays);
  }
  line.mark = "";
  line.since = day;
  const share = shareOfDates(terms.dayCount, from, day);
  const penalty = simpleInterest(line.principal, terms.yearly, share);
  const compound = simpleInterest(terms.compound ? line.interest : ZERO, terms.yearly, share);
  line.penalty = line.penalty.plus(penalty.rounded).plus(compound.rounded);
  line.steps.push({ from, to: day, days: daysBetween(from, day), share, principal: line.principal, interest: line.interest, penalty, compound });
}

function owedOf(lines, costs, due) {
  const some = lines.filter(due);
  return { costs, penalty: sumOf(some.map((line) => line.penalty)), interest: sumOf(some.map((line) => line.interest)), principal: sumOf(some.map((line) => line.principal)) };
}

// Use a payment up on what is due that day; within one item the oldest instalment comes first.
function pay(lines, book, payment, order) {
  const due = lines.filter((line) => line.part.due <= payment.date);
  const [to, rest] = allocate(payment.amount, owedOf(due, book.costs, () => true), order);
  book.costs = book.costs.minus(to.costs);
  for (const item of ["penalty", "interest", "principal"]) takeOff(due, item, to[item]);
  book.unused = book.unused.plus(rest);
  return { date: payment.date, amount: payment.amount, to, rest };
}

function takeOff(lines, item, amount) {
  let rest = amount;
  for (const line of lines.slice().sort((one, other) => (one.part.due < other.part.due ? -1 : 1))) {
    const taken = rest.gt(line[item]) ? line[item] : rest;
    line[item] = line[item].minus(taken);
    rest = rest.minus(taken);
  }
}

// Return the totals on some days between the first due date and the settlement, for a chart.
export function growthOn(terms, count) {
  const first = terms.parts.map((part) => part.due).sort()[0];
  const span = Math.max(0, daysBetween(first, terms.settlement));
  const steps = Math.min(count, span);
  const found = [];
  for (let at = 0; at <= steps; at++) {
    const day = laterDate(first, steps ? Math.round((span * at) / steps) : 0);
    const parts = terms.parts.filter((part) => part.due <= day);
    const book = ledgerOn({ ...terms, parts, settlement: day });
    found.push({ day, base: book.left.principal.plus(book.left.interest), fees: book.left.costs, penalty: book.left.penalty });
  }
  return found;
}

// Return a decimal from text, or zero for nothing.
export function decimalOr(text) {
  return text === null || text === "" ? ZERO : decimal(text);
}
