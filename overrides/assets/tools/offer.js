import { ZERO, decimal, sumOf } from "./money.js";
import { monthInterest } from "./schedule.js";
import { yearlyCost } from "./cost.js";

// An offer against present terms: sums, yearly cost, and the places to stop at. Amounts are Decimals in yuan or null.

// Return {payments, total, months, gap (total minus owed)} of an offer.
export function offerSums(offer) {
  const payments = Array.from({ length: offer.n }, (_, at) => (at === offer.n - 1 && offer.last !== null ? offer.last : offer.monthly));
  const total = sumOf([offer.down || ZERO, offer.fee || ZERO].concat(payments));
  return { payments, total, months: offer.n, gap: total.minus(offer.owed) };
}

// Return the yearly cost of the offer against settling today, or null when it charges no more than that.
export function offerCost(offer, sums) {
  const held = offer.owed.minus(offer.down || ZERO).minus(offer.fee || ZERO);
  if (!held.gt(0) || !sumOf(sums.payments).gt(held)) return null;
  return yearlyCost(held, sums.payments);
}

// Return the marks as [key, values in yuan]; each is explained, none is silently accepted.
export function offerMarks(offer, sums, card, today) {
  const marks = [];
  const mark = (key, values) => marks.push([key, values || {}]);
  if (offer.receiver === "person") mark("mark-person");
  if (offer.pay_first) mark("mark-pay_first");
  if (offer.new_loan) mark("mark-new_loan");
  if (offer.written === "no") mark("mark-written");
  if (offer.stop_fee) mark("mark-stop_fee");
  if (offer.today) mark("mark-today");
  if (offer.receiver === "company") mark("mark-company");
  if (!offer.receiver || offer.receiver === "unknown") mark("mark-receiver-unknown");
  if (!offer.written || offer.written === "unknown") mark("mark-written-unknown");
  moneyMarks(offer, sums, mark);
  if (offer.limit !== null && offer.n > offer.limit) mark("mark-limit", { months: offer.n, limit: offer.limit });
  if (offer.debt_kind === "card" && offer.n > card.months) mark("mark-card", { months: offer.n, limit: card.months, name: card.name });
  if (!offer.first_date) mark("mark-no-date");
  else if (offer.first_date < today) mark("mark-past-date");
  if (!offer.restart || offer.restart === "unknown") mark("mark-restart");
  if (offer.record !== "yes") mark("mark-record");
  return marks;
}

function moneyMarks(offer, sums, mark) {
  const base = offer.owed_principal || null;
  const interest = offer.rate && base ? monthInterest(base, decimal(offer.rate.yearly)) : null;
  if (offer.n > 1 && interest && !offer.monthly.gt(interest)) mark("mark-interest", { monthly: offer.monthly, interest });
  else if (offer.n > 1 && !interest) mark("mark-interest-unknown");
  if (base && sums.total.lt(base)) mark("mark-below-principal", { gap: base.minus(sums.total) });
  if (offer.fee && offer.fee.gt(0)) mark("mark-fee", { fee: offer.fee });
  if (offer.waived && offer.waived.gt(0)) {
    const less = sums.gap.lt(0) ? sums.gap.neg() : ZERO;
    mark(less.eq(offer.waived) ? "mark-waived" : "mark-waived-disagrees", { waived: offer.waived, gap: less });
  }
}
