import { decimal, sumOf, toFen, ZERO } from "./money.js";
import { daysBetween, dueDates, shareOfDates } from "./daycount.js";
import { simpleInterest, penaltyRate } from "./penalty.js";
import { equalPrincipal, flatFee, interestOnly, levelInstalment } from "./schedule.js";
import { shortLoan, yearlyCost } from "./cost.js";
import { decimalOr, laterDate } from "./ledger.js";
import { RATE } from "./fields.js";
import { amountText } from "./report.js";

// The fields of "check their number" as terms the ledger takes. What is wrong is told beside its field; null then.

const ORDERS = {
  law: ["costs", "penalty", "interest", "principal"],
  principal: ["principal", "interest", "penalty", "costs"],
  interest: ["costs", "interest", "principal", "penalty"],
};
const PLANS = { level: levelInstalment, "equal-principal": equalPrincipal, "interest-only": interestOnly };

// Return everything the result needs, or null when a field has to be looked at first.
export function readTerms(form, data) {
  const lender = form.choice("lender", false), contractDate = form.date("contract_date", false);
  const repayment = form.choice("repayment", true);
  const contractRate = form.rate("rate", repayment !== null && repayment !== "listed");
  const fees = readFees(form);
  const settlementTyped = form.date("settlement", false);
  const settlement = settlementTyped || new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  const late = readLateness(form, contractRate);
  const plan = repayment && repayment !== "listed" ? readPlan(form, repayment, contractRate, contractDate, late, fees) : null;
  const parts = repayment === "listed" ? readListed(form, contractDate) : plan ? plan.parts : [];
  const called = readCalled(form, plan, parts);
  const payments = readPayments(form, contractDate);
  const demanded = form.money("demanded", false);
  const order = ORDERS[form.choice("order", false) || "law"];
  if (form.wrong.length || !parts.length) return null;
  const all = called ? parts.concat([called]) : parts;
  if (all[0].due > settlement) { form.refuse("settlement", "end-before-start", { day: all[0].due }); return null; }
  const due = all.filter((part) => part.due <= settlement);
  const eachFees = fees.each.times(due.filter((part) => !part.called).length);
  const minimum = [form.checked("fees_unknown") && "why-minimum-fees", late.rule === "unknown" && "why-minimum-penalty", late.compoundUnknown && late.yearly.gt(0) && all.some((part) => part.interest.gt(0)) && "why-minimum-compound", late.daysUnknown && "why-minimum-days"].filter(Boolean);
  return {
    lender, contractDate, settlement, assumedToday: !settlementTyped, demanded: demanded === null ? null : decimal(demanded), fees, eachFees, late, minimum,
    cost: costOf(plan, contractRate, fees, minimum), costFrom: plan ? "cost-plan" : "cost-listed", rateHigh: Boolean((contractRate && contractRate.high) || late.high),
    laterParts: all.filter((part) => part.due > settlement), laterPayments: payments.filter((one) => one.date > settlement),
    ledger: {
      parts: due, yearly: late.yearly, dayCount: late.dayCount, compound: late.compound, graceDays: late.graceDays, graceDesign: late.graceDesign, payments, order,
      costs: eachFees.plus(fees.late), settlement,
    },
  };
}

// How lateness is charged: the yearly penalty rate, the day count, compound interest, grace.
function readLateness(form, contractRate) {
  const rule = form.choice("penalty_rule", true);
  const uplift = rule === "uplift" ? form.percent("uplift", true) : null;
  const own = rule === "own" ? form.rate("penalty", true) : null;
  if (rule === "uplift" && !contractRate && form.text("rate") === "") form.refuse("rate", "empty", RATE);
  const basis = rule === "own" ? own : contractRate;
  const daily = Boolean(basis && basis.per === "day");
  const runs = (rule === "uplift" || rule === "own") && Boolean(basis);
  const typedCount = form.choice("day_count", runs && !daily);
  const daysUnknown = runs && !daily && typedCount === "unknown";
  // the actual year gives the least of the three, so the sum stays a minimum
  const dayCount = daily || !typedCount ? "act/365" : daysUnknown ? "act/act" : typedCount;
  const compound = form.choice("compound", false);
  const graceDays = form.whole("grace_days", false, 0, 365) || 0;
  const graceDesign = form.choice("grace_design", graceDays > 0);
  let yearly = ZERO;
  if (rule === "uplift" && contractRate && uplift !== null) yearly = penaltyRate(decimal(contractRate.yearly), decimal(uplift));
  if (rule === "own" && own) yearly = decimal(own.yearly);
  return {
    rule, yearly, daily, dayCount, daysUnknown, compound: compound === "yes", compoundUnknown: compound !== "yes" && compound !== "no", graceDays, graceDesign: graceDesign || "cliff",
    uplift: upliftOf(rule, uplift, own, contractRate), contractRate, high: Boolean(own && own.high),
  };
}

function upliftOf(rule, uplift, own, contractRate) {
  if (rule === "uplift" && uplift !== null) return decimal(uplift);
  if (rule !== "own" || !own || !contractRate || decimal(contractRate.yearly).isZero()) return null;
  const found = decimal(own.yearly).div(decimal(contractRate.yearly)).minus(1);
  return found.lt(0) ? null : found;
}

function readFees(form) {
  const sums = { each: ZERO, start: ZERO, late: ZERO, list: [] };
  for (const row of form.rows("fees", ["fee_name", "fee_amount"])) {
    const amount = form.money("fee_amount_" + row, true), when = form.choice("fee_when_" + row, true);
    if (amount === null || when === null) continue;
    sums[when] = sums[when].plus(amount);
    if (when === "start") sums.startField = "fee_amount_" + row;
    sums.list.push({ name: form.text("fee_name_" + row), amount: decimal(amount), when });
  }
  return sums;
}

// The plan and its missed instalments, from principal, rate and first due date.
function readPlan(form, repayment, contractRate, contractDate, late, fees) {
  const principal = form.money("principal", true, true), first = form.date("first_due", true);
  if (first && contractDate && first < contractDate) form.refuse("first_due", "before-contract", { day: contractDate });
  if (principal !== null && !fees.start.lt(decimal(principal))) form.refuse(fees.startField, "below-whole", { whole: amountText(decimal(principal)) });
  if (repayment === "once") return readOnce(form, principal, first, contractDate, contractRate, late, fees);
  const n = form.whole("n", true, 1, 480);
  const from = form.whole("missed_from", true, 1, 480), to = form.whole("missed_to", true, 1, 480);
  if (n !== null && from !== null && from > n) form.refuse("missed_from", "above-n", { n });
  if (n !== null && to !== null && to > n) form.refuse("missed_to", "above-n", { n });
  if (from !== null && to !== null && to < from && (n === null || from <= n)) form.refuse("missed_to", "out-of-range", { low: from, high: n || 480, example: from });
  if (form.wrong.length || !contractRate) return null;
  const schedule = repayment === "flat-fee" ? flatFee(decimal(principal), decimal(contractRate.yearly).div(12), n) : PLANS[repayment](decimal(principal), decimal(contractRate.yearly), n);
  const days = dueDates(first, n);
  const parts = schedule.rows.slice(from - 1, to).map((row) => ({ k: row.k, due: days[row.k - 1], principal: row.principal, interest: row.interest }));
  return { principal: decimal(principal), schedule, parts, rest: schedule.balanceAfter(to) };
}

// One repayment: contract interest for the actual days from the date of the contract.
function readOnce(form, principal, first, contractDate, contractRate, late, fees) {
  if (!contractDate) form.refuse("contract_date", "empty-date");
  if (first && contractDate && first === contractDate) form.refuse("first_due", "end-before-start", { day: laterDate(contractDate, 1) });
  if (form.wrong.length || !contractRate) return null;
  const dayCount = contractRate.per === "day" ? "act/365" : late.dayCount;
  const interest = simpleInterest(decimal(principal), decimal(contractRate.yearly), shareOfDates(dayCount, contractDate, first)).rounded;
  return { principal: decimal(principal), once: { days: daysBetween(contractDate, first), repaid: decimal(principal).plus(interest).plus(fees.each) }, parts: [{ k: 1, due: first, principal: decimal(principal), interest }], rest: ZERO };
}

function readListed(form, contractDate) {
  const rows = form.rows("missed-rows", ["due", "due_principal", "due_interest"]);
  if (!rows.length) form.refuse("due_1", "no-rows");
  const parts = [];
  for (const row of rows) {
    const due = form.date("due_" + row, true), principal = form.money("due_principal_" + row, true), interest = form.money("due_interest_" + row, false);
    if (due && contractDate && due < contractDate) form.refuse("due_" + row, "before-contract", { day: contractDate });
    if (due && principal !== null) parts.push({ k: Number(row), due, principal: decimal(principal), interest: decimalOr(interest) });
  }
  return parts.sort((one, other) => (one.due < other.due ? -1 : 1));
}

// The rest of the loan, when it was called: penalty interest runs on it from the notice.
function readCalled(form, plan, parts) {
  const date = form.date("called_date", false), typed = form.money("called_principal", false);
  if (!date) return typed === null ? null : form.refuse("called_date", "empty-date");
  if (parts.length && date < parts[0].due) form.refuse("called_date", "end-before-start", { day: parts[0].due });
  if (typed === null && !plan) { form.refuse("called_principal", "empty"); return null; }
  const principal = typed === null ? plan.rest : decimal(typed);
  return { k: parts.length + 1, due: date, principal, interest: ZERO, called: true };
}

function readPayments(form, contractDate) {
  const found = [];
  for (const row of form.rows("payments", ["paid_date", "paid_amount"])) {
    const date = form.date("paid_date_" + row, true), amount = form.money("paid_amount_" + row, true, true);
    if (date && contractDate && date < contractDate) form.refuse("paid_date_" + row, "before-contract", { day: contractDate });
    if (date && amount !== null) found.push({ date, amount: decimal(amount) });
  }
  return found;
}

// The yearly cost of the plan with its fees; without a plan that of the contract rate alone, as a minimum.
function costOf(plan, contractRate, fees, minimum) {
  const unsure = minimum.includes("why-minimum-fees");
  if (plan && plan.once) {
    const [nominal, effective] = shortLoan(plan.principal.minus(fees.start), plan.once.repaid, plan.once.days, 365);
    return { nominal, effective, minimum: unsure, once: true };
  }
  if (plan) {
    const cost = yearlyCost(plan.principal.minus(fees.start), plan.schedule.rows.map((row) => toFen(row.payment.plus(fees.each))));
    return { nominal: cost.nominal, effective: cost.effective, minimum: unsure };
  }
  if (!contractRate) return null;
  const yearly = decimal(contractRate.yearly);
  return { nominal: yearly, effective: yearly.div(12).plus(1).pow(12).minus(1), minimum: true };
}

// Return overdue principals with their days, for lines that are drawn by the day.
export function overdueOf(terms) {
  return terms.ledger.parts.map((part) => ({ principal: part.principal, days: daysBetween(part.due, terms.settlement) }));
}

// Return what was charged because of lateness: penalty, compound interest, fees after falling behind.
export function lateCharges(terms, book) {
  return sumOf([book.grown, terms.fees.late]);
}
