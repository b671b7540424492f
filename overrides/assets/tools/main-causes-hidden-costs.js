import { el } from "./dom.js";
import { ZERO, decimal, fixedText, sumOf } from "./money.js";
import { capBands } from "./bands.js";
import { percentOf } from "./rate-units.js";
import { amountText, bandsSection, percentShown, section, table, yearlyPair } from "./report.js";
import { startTool } from "./page-tool.js";
import { datedLoan, monthlyLoan, onceLoan, readFlows } from "./real-rate.js";

function orZero(text) {
  return text === null ? ZERO : decimal(text);
}

// Read the loan; null when a field has to be looked at first.
function readLoan(form) {
  const how = form.choice("how", true);
  if (how === null) return null;
  if (how === "dated") return readDated(form);
  const needsRate = ["flat-fee", "level", "equal-principal", "interest-only"].includes(how);
  const amount = form.money("loan", true, true), upfront = form.money("upfront", false), said = form.rate("rate", needsRate);
  const loan = { how, amount: orZero(amount), upfront: orZero(upfront), said, yearly: said ? decimal(said.yearly) : null, monthlyFee: ZERO };
  if (amount !== null && upfront !== null && !decimal(upfront).lt(decimal(amount))) form.refuse("upfront", "below-whole", { whole: amountText(decimal(amount)) });
  if (how === "once") {
    loan.repaid = orZero(form.money("repaid", true, true));
    loan.days = form.whole("days", true, 1, 36600);
  } else {
    loan.n = form.whole("n", true, 1, 480);
    loan.monthlyFee = orZero(form.money("monthly_fee", false));
    loan.payment = how === "payment" ? orZero(form.money("payment", true, true)) : null;
    const last = how === "payment" ? form.money("payment_last", false) : null;
    loan.last = last === null ? null : decimal(last);
  }
  return form.wrong.length ? null : loan;
}

function readDated(form) {
  const [flows, bad] = readFlows(form.text("flows"));
  if (bad) return form.refuse("flows", "flow-line", { line: bad });
  if (!flows.length) return form.refuse("flows", "no-flows");
  return { how: "dated", flows };
}

function totals(form, received, paid) {
  return table([form.say("item"), form.say("amount")], [[form.say("received"), amountText(received)], [form.say("paid"), amountText(paid)], [form.say("costs"), amountText(paid.minus(received))]]);
}

function costMark(form, received, paid) {
  return paid.gt(received) ? "" : el("p", { class: "tool-mark" }, form.say("no-cost"));
}

function datedResult(form, loan) {
  const found = datedLoan(loan.flows);
  const rows = loan.flows.map((flow) => [flow.date, form.say(flow.amount.gt(0) ? "in" : "out"), amountText(flow.amount.abs())]);
  return [
    el("div", { class: "tool-headline" }, el("p", { class: "tool-big" }, form.say("headline-dated", { effective: percentShown(found.effective) })), costMark(form, found.received, found.paid), el("p", {}, form.say("missed-fees"))),
    totals(form, found.received, found.paid),
    section(form.say("flows"), table([form.say("day"), form.say("item"), form.say("amount")], rows)),
  ];
}

function monthlyResult(form, data, loan) {
  const once = loan.how === "once";
  const found = once ? onceLoan(loan) : monthlyLoan(loan);
  const paid = sumOf(found.payments);
  const said = loan.said ? [el("p", {}, form.say(loan.how === "flat-fee" ? "said-flat" : "said", { said: percentOf(loan.said.yearly) }))] : "";
  const values = { nominal: percentShown(found.cost.nominal), effective: percentShown(found.cost.effective) };
  const figures = { lender: form.choice("lender", false), contractDate: form.date("contract_date", false), on: null, cost: found.cost, uplift: null, charges: null, overdue: [] };
  const keys = once ? ["simple-year", "effective-year"] : null;
  return [
    el("div", { class: "tool-headline" }, el("p", { class: "tool-big" }, form.say(once ? "headline-simple" : "headline", values)), said,
      costMark(form, found.received, paid),
      found.interest && loan.payment && !loan.payment.gt(found.interest) && loan.n > 1 ? el("p", { class: "tool-mark" }, form.say("payment-below-interest", { interest: amountText(found.interest) })) : "",
      el("p", {}, form.say("missed-fees"))),
    yearlyPair(form, found.cost, keys), el("p", {}, form.say("two-readings")),
    totals(form, found.received, paid),
    loan.upfront.gt(0) ? el("p", {}, form.say("upfront-note")) : "",
    once ? "" : el("p", { class: "small" }, form.say("found", { monthly: fixedText(found.cost.monthly.times(100), 6) })),
    once ? "" : el("details", {}, el("summary", {}, form.say("flows")), table([form.say("month"), form.say("amount")], [["0", "+" + amountText(found.received)], ...found.payments.map((payment, at) => [String(at + 1), "−" + amountText(payment)])])),
    figures.lender || figures.contractDate ? bandsSection(form, data, capBands(data, figures), figures) : "",
  ];
}

function realRate(form, data) {
  const loan = readLoan(form);
  if (!loan) return null;
  const parts = loan.how === "dated" ? datedResult(form, loan) : monthlyResult(form, data, loan);
  return form.wrong.length ? null : [parts, loan.said && loan.said.high ? el("p", { class: "tool-mark" }, form.say("high-mark")) : "", el("p", { class: "small" }, form.say("estimate"))];
}

startTool(realRate);
