import { el } from "./dom.js";
import { decimal, yuanText } from "./money.js";
import { Decimal } from "./decimal.js";
import { offerCost, offerMarks, offerSums } from "./offer.js";
import { amountText, section, table, yearlyPair } from "./report.js";
import { letterBlock, startTool } from "./page-tool.js";

const OFFER_CHOICES = ["debt_kind", "written", "receiver", "restart", "record"];
const OFFER_CHECKS = ["pay_first", "new_loan", "stop_fee", "today"];
const OFFER_AMOUNTS = ["owed_principal", "now_monthly", "down", "last", "fee", "waived", "spare"];

function readOffer(form) {
  const offer = { owed: form.money("owed", true, true), monthly: form.money("monthly", true, true), n: form.whole("n", true, 1, 480), limit: form.whole("limit", false, 1, 480), rate: form.rate("rate", false), first_date: form.date("first_date", false) };
  for (const name of OFFER_AMOUNTS) offer[name] = form.money(name, false);
  for (const name of OFFER_CHOICES) offer[name] = form.choice(name, false);
  for (const name of OFFER_CHECKS) offer[name] = form.checked(name);
  if (form.wrong.length) return null;
  for (const name of ["owed", "monthly", ...OFFER_AMOUNTS]) offer[name] = offer[name] === null ? null : decimal(offer[name]);
  if (offer.owed_principal && offer.owed_principal.gt(offer.owed)) { form.refuse("owed_principal", "above-whole", { whole: amountText(offer.owed) }); return null; }
  return offer;
}

function compareSection(form, offer, sums) {
  const key = sums.gap.isZero() ? "same-as-owed" : sums.gap.gt(0) ? "more-than-owed" : "less-than-owed";
  return section(form.say("compare"),
    table([form.say("item"), form.say("now"), form.say("then")], [
      [form.say("total"), amountText(offer.owed), amountText(sums.total)],
      [form.say("each-month"), offer.now_monthly ? amountText(offer.now_monthly) : "—", amountText(offer.monthly)],
      [form.say("length"), "—", form.say("months", { months: sums.months })],
    ]),
    el("p", {}, form.say(key, { gap: amountText(sums.gap.abs()) })));
}

function costSection(form, offer, sums) {
  const cost = offerCost(offer, sums);
  if (!cost) return section(form.say("cost"), el("p", {}, form.say(sums.gap.gt(0) ? "cost-all-first" : "cost-none")));
  return section(form.say("cost"), yearlyPair(form, cost), el("p", {}, form.say("two-readings")), el("p", { class: "small" }, form.say("cost-note")));
}

function marksSection(form, data, marks) {
  const items = marks.map(([key, values]) => {
    const shownValues = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value instanceof Decimal ? amountText(value) : value]));
    return el("li", {}, key === "mark-card" ? cardMark(form, data, shownValues) : form.say(key, shownValues));
  });
  return section(form.say("marks"), items.length ? el("ul", { class: "tool-marks" }, items) : el("p", {}, form.say("no-marks")));
}

function cardMark(form, data, values) {
  const [before, after] = form.say("mark-card", { ...values, name: "\u0001" }).split("\u0001");
  return [before, el("a", { href: data.cardMonths.href }, data.cardMonths.name), after];
}

function affordSection(form, offer) {
  if (offer.spare === null) return section(form.say("afford"), el("p", {}, form.say("afford-unknown")));
  const gap = offer.monthly.minus(offer.spare), lastGap = (offer.last || offer.monthly).minus(offer.spare);
  return section(form.say("afford"),
    el("p", { class: gap.gt(0) ? "tool-mark" : "" }, form.say(gap.gt(0) ? "afford-no" : "afford-yes", { monthly: amountText(offer.monthly), spare: amountText(offer.spare), gap: amountText(gap.abs()) })),
    lastGap.gt(0) && lastGap.gt(gap) ? el("p", { class: "tool-mark" }, form.say("afford-last", { last: amountText(offer.last), spare: amountText(offer.spare), gap: amountText(lastGap) })) : "",
    el("p", {}, form.say("afford-largest", { spare: amountText(offer.spare) })));
}

function confirmLetter(form, data, offer, sums) {
  const blank = "________";
  const or = (value) => (value === null ? "0.00" : yuanText(value));
  return section(form.say("letter"), el("p", {}, form.say("letter-note")), letterBlock(form, data.letters["confirm-offer"], {
    lender: blank, signature: blank, date: blank, down: or(offer.down), n: offer.n, monthly: yuanText(offer.monthly), last: yuanText(offer.last || offer.monthly),
    first_date: offer.first_date || blank, fee: or(offer.fee), total: yuanText(sums.total), waived: offer.waived ? yuanText(offer.waived) : blank,
  }));
}

function checkAnOffer(form, data) {
  const offer = readOffer(form);
  if (!offer) return null;
  const sums = offerSums(offer);
  const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  return [
    el("div", { class: "tool-headline" }, el("p", { class: "tool-big" }, form.say("headline", { total: amountText(sums.total), months: sums.months }))),
    marksSection(form, data, offerMarks(offer, sums, data.cardMonths, today)),
    compareSection(form, offer, sums),
    affordSection(form, offer),
    section(form.say("starts-again"), el("p", {}, form.say("starts-" + (offer.restart || "unknown")))),
    costSection(form, offer, sums),
    confirmLetter(form, data, offer, sums),
    el("p", { class: "small" }, form.say("estimate")),
  ];
}

startTool(checkAnOffer);
