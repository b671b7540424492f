import { el, button, fill } from "./dom.js";
import { exactText, sumOf, yuanText, greater, ZERO } from "./money.js";
import { daysBetween } from "./daycount.js";
import { growthOn, laterDate, ledgerOn } from "./ledger.js";
import { lateCharges, overdueOf, readTerms } from "./check-terms.js";
import { capBands } from "./bands.js";
import { percentOf } from "./rate-units.js";
import { amountText, answerMark, bandsSection, growthChart, section, table, yearlyPair } from "./report.js";
import { letterBlock, startTool } from "./page-tool.js";

const MOST_DAILY_ROWS = 366;

function rateText(fraction) {
  return percentOf(exactText(fraction));
}

// The sum on top, with what makes it a minimum and how it compares with the demand.
function headline(form, terms, book) {
  const owed = greater(book.total, ZERO);
  const values = { day: terms.settlement, total: amountText(owed) };
  return el("div", { class: "tool-headline" },
    el("p", { class: "tool-big" }, form.say(terms.minimum.length ? "headline-minimum" : "headline", values)),
    terms.assumedToday ? el("p", { class: "small" }, form.say("assumed-today", values)) : "",
    terms.minimum.map((key) => el("p", {}, form.say(key))),
    terms.laterParts.length ? el("p", { class: "tool-mark" }, form.say("not-yet-due", { count: terms.laterParts.length, day: terms.laterParts.map((part) => part.due).sort()[0] })) : "",
    terms.rateHigh ? el("p", { class: "tool-mark" }, form.say("high-mark")) : "",
    terms.demanded ? gapLine(form, terms, owed) : "");
}

function gapLine(form, terms, owed) {
  const gap = terms.demanded.minus(owed);
  const values = { demanded: amountText(terms.demanded), gap: amountText(gap.abs()) };
  const key = gap.isZero() ? "gap-same" : gap.gt(0) ? "gap-more" : "gap-less";
  const unsure = terms.minimum.length > 0 && !gap.lt(0);
  const result = unsure ? "cannot-tell" : gap.isZero() ? "matches" : "no-match";
  return el("p", { class: "tool-gap" }, answerMark(form, result), " ", form.say(key, values), unsure ? " " + form.say("gap-minimum") : "");
}

function summaryTable(form, terms, book) {
  const parts = terms.ledger.parts;
  const rows = [
    [form.say("principal"), amountText(sumOf(parts.map((part) => part.principal)))],
    [form.say("interest"), amountText(sumOf(parts.map((part) => part.interest)))],
    [form.say("penalty"), amountText(sumOf(steps(book).map((step) => step.penalty.rounded)))],
    [form.say("compound"), amountText(sumOf(steps(book).map((step) => step.compound.rounded)))],
    [form.say("each-fee"), amountText(terms.eachFees)],
    ...terms.fees.list.filter((fee) => fee.when === "late").map((fee) => [fee.name || form.say("late-fee"), amountText(fee.amount)]),
    [form.say("paid-line"), "−" + amountText(book.paid)],
    [form.say("total"), amountText(greater(book.total, ZERO))],
  ];
  return table([form.say("item"), form.say("amount")], rows.filter(([, amount]) => !/^−?0\.00$/.test(amount) || rows.length < 3));
}

function steps(book) {
  return [].concat(...book.lines.map((line) => line.steps));
}

function lineItems(form, line, terms) {
  const head = form.say(line.part.called ? "part-called" : "part", { k: line.part.k, due: line.part.due });
  const base = `${form.say("principal")} ${amountText(line.part.principal)}，${form.say("interest")} ${amountText(line.part.interest)}`;
  const own = line.steps.map((step) => [
    stepLine(form, "penalty-line", step.principal, step, step.penalty, terms),
    terms.ledger.compound && step.interest.gt(0) ? stepLine(form, "compound-line", step.interest, step, step.compound, terms) : "",
  ]);
  const none = line.steps.length ? "" : el("li", {}, form.say(line.mark || "not-late"));
  return el("li", {}, el("strong", {}, head), el("br"), terms.lang === "en" ? base.replace("，", ", ") : base, el("ul", {}, own, none));
}

// The share of the year as a reader writes it: 90 ÷ 365, or (31 ÷ 365 + 59 ÷ 366) where a leap year begins or ends.
function shareText({ share, days }) {
  if (share.denominator < 1000) return days + " ÷ " + share.denominator;
  const inLeapYears = days * 366 - share.numerator;
  const terms = [[days - inLeapYears, 365], [inLeapYears, 366]].filter(([count]) => count).map(([count, year]) => count + " ÷ " + year);
  return terms.length > 1 ? "(" + terms.join(" + ") + ")" : terms[0];
}

function stepLine(form, key, amount, step, accruedAmount, terms) {
  return el("li", {}, form.say(key, {
    amount: yuanText(amount), rate: rateText(terms.ledger.yearly), share: shareText(step),
    exact: exactText(accruedAmount.exact), rounded: yuanText(accruedAmount.rounded), from: step.from, to: step.to, days: step.days,
  }));
}

function workings(form, terms, book) {
  const late = terms.late;
  const how = late.rule === "uplift" ? form.say("rate-uplift", { rate: percentOf(late.contractRate.yearly), uplift: rateText(late.uplift) }) : form.say(late.rule === "own" ? "rate-own" : "rate-none");
  const base = form.say("base-" + (late.daily ? "day" : late.dayCount));
  const payments = book.payments.map((payment) => el("li", {},
    form.say("payment-line", { day: payment.date, amount: amountText(payment.amount), costs: amountText(payment.to.costs), penalty: amountText(payment.to.penalty), interest: amountText(payment.to.interest), principal: amountText(payment.to.principal) }),
    payment.rest.gt(0) ? " " + form.say("payment-unused", { amount: amountText(payment.rest) }) : ""));
  return section(form.say("lines"), summaryTable(form, terms, book),
    el("p", {}, form.say("rate-used", { percent: rateText(terms.ledger.yearly), how }), " ", form.say("days-rule", { base })),
    el("ul", { class: "tool-lines" }, book.lines.map((line) => lineItems(form, line, terms))),
    payments.length ? [el("ul", {}, payments), el("p", { class: "small" }, form.say("oldest-first"))] : "",
    terms.laterPayments.map((one) => el("p", { class: "tool-mark" }, form.say("after-settlement", { day: one.date }))),
    el("p", { class: "small" }, form.say("rounding")));
}

function chartSection(form, terms) {
  const points = growthOn(terms.ledger, 12);
  if (points.length < 2) return "";
  const last = points[points.length - 1];
  const words = form.say("chart-words", { first: points[0].day, last: last.day, base: amountText(last.base), fees: amountText(last.fees), penalty: amountText(last.penalty) });
  return section(form.say("chart"), growthChart(form.say("chart"), words, points.map((point) => ({ day: point.day, values: [point.base, point.fees, point.penalty] })), [form.say("chart-base"), form.say("chart-fees"), form.say("chart-penalty")]));
}

// Every day on request: made when asked for, because it is long.
function dailySection(form, terms) {
  const $place = el("div");
  const show = () => {
    const first = terms.ledger.parts[0].due;
    const span = daysBetween(first, terms.settlement);
    const shownDays = Math.min(span, MOST_DAILY_ROWS);
    let before = totalOn(terms, laterDate(terms.settlement, -shownDays));
    const rows = [];
    for (let at = shownDays - 1; at >= 0; at--) {
      const day = laterDate(terms.settlement, -at), total = totalOn(terms, day);
      rows.push([day, yuanText(total.minus(before)), amountText(total)]);
      before = total;
    }
    fill($place, span > shownDays ? el("p", {}, form.say("daily-cut", { count: shownDays })) : "", table([form.say("daily-day"), form.say("daily-grew"), form.say("daily-total")], rows, form.say("daily")));
  };
  $place.appendChild(button(form.say("daily-show"), show, "md-button tool-button no-print"));
  return section(form.say("daily"), $place);
}

function totalOn(terms, day) {
  return ledgerOn({ ...terms.ledger, parts: terms.ledger.parts.filter((part) => part.due <= day), settlement: day }).total;
}

function letterSection(form, data, terms, book) {
  const blank = "________", owed = greater(book.total, ZERO);
  const parts = terms.ledger.parts;
  return section(form.say("letter"), el("p", {}, form.say("letter-note")), letterBlock(form, data.letters["ask-for-breakdown"], {
    lender: blank, contract: blank, signature: blank, date: blank, settlement: terms.settlement,
    principal: yuanText(sumOf(parts.map((part) => part.principal))), interest: yuanText(sumOf(parts.map((part) => part.interest))), penalty: yuanText(book.grown),
    fees: yuanText(terms.ledger.costs), paid: yuanText(book.paid), total: yuanText(owed),
    demanded: terms.demanded ? yuanText(terms.demanded) : blank, gap: terms.demanded ? yuanText(terms.demanded.minus(owed).abs()) : blank,
  }));
}

function checkTheirNumber(form, data) {
  const terms = readTerms(form, data);
  if (!terms) return null;
  terms.lang = data.lang;
  const book = ledgerOn(terms.ledger);
  const figures = {
    lender: terms.lender, contractDate: terms.contractDate, on: terms.settlement, cost: terms.cost, uplift: terms.late.uplift, minimum: terms.minimum.length > 0,
    charges: lateCharges(terms, book), overdue: overdueOf(terms),
  };
  return [
    headline(form, terms, book),
    workings(form, terms, book),
    bandsSection(form, data, capBands(data, figures), figures),
    terms.cost ? section(form.say("cost"), yearlyPair(form, terms.cost, terms.cost.once ? ["simple-year", "effective-year"] : null), el("p", {}, form.say("two-readings")), el("p", {}, form.say(terms.costFrom))) : "",
    chartSection(form, terms),
    dailySection(form, terms),
    letterSection(form, data, terms, book),
    section(form.say("next"), el("ol", {}, el("li", {}, form.say("next-1")), el("li", {}, form.say("next-2")))),
    el("p", { class: "small" }, form.say("estimate")),
  ];
}

startTool(checkTheirNumber);
