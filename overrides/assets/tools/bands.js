import { decimal, fixedText, yuanText, sumOf } from "./money.js";
import { lprOn, lprTable, over, timesLpr, verdict } from "./caps.js";
import { simpleInterest } from "./penalty.js";
import { shareOfBase } from "./daycount.js";
import { percentOf, groupedText } from "./rate-units.js";

// Caps that bind a type of lender on a date, each compared with the figure it is about. The answers are matches,
// does not match, cannot tell; where the rules leave a question open the answer is "cannot tell".

function inForce(cap, day) {
  return cap.periods.find((period) => period.from <= day && (period.to === "" || day <= period.to)) || null;
}

// Return {head: key of a sentence or "", items: [{cap, result, key, values, extra}], others: [cap]}.
// figures: lender, contractDate, on (day of the sum), cost {nominal, effective, minimum} or null, uplift or null,
// charges (Decimal or null), overdue [{principal, days}].
export function capBands(data, figures) {
  if (!figures.lender || figures.lender === "unknown") return { head: "bands-no-lender", items: [], others: [] };
  if (!data.lenders[figures.lender].sure) return { head: "bands-unsure-lender", items: [], others: [] };
  if (!figures.contractDate) return { head: "bands-no-date", items: [], others: [] };
  const bound = data.caps.filter((cap) => cap.binds.includes(figures.lender) || cap.binds.includes("anyone"));
  const items = [], others = [];
  for (const cap of bound) {
    const period = inForce(cap, cap.compare === "claim" && figures.on ? figures.on : figures.contractDate);
    if (!period) continue;
    if (!cap.sure && Object.keys(period.values).length) items.push({ cap, result: "cannot-tell", key: "bands-unconfirmed", values: {} });
    else if (cap.compare && (figures.charges || cap.compare === "cost" || cap.compare === "uplift")) items.push({ cap, ...COMPARISONS[cap.compare](data, figures, period.values) });
    else others.push(cap);
  }
  // what could be compared comes first
  items.sort((one, other) => Number(one.key === "bands-unconfirmed") - Number(other.key === "bands-unconfirmed"));
  return { head: items.some((item) => item.cap.sure) ? "bands-note" : "bands-none", items, others };
}

const COMPARISONS = { cost: compareCost, late: compareLate, claim: compareClaim, uplift: compareUplift };

// Return the yearly line of a clause as a fraction: its ceiling, or a multiple of the LPR on the contract date; null when unknown.
function yearlyLine(data, figures, values) {
  if (values.ceiling) return decimal(values.ceiling);
  const table = lprTable({ complete_through: data.lpr.through, fixings: data.lpr.fixings.map(([date, one, five, confidence]) => ({ date, one_year: one, five_year: five, confidence })) });
  try {
    const percent = lprOn(table, figures.contractDate);
    return percent === null ? null : timesLpr(percent, Number(values.multiple)).div(100);
  } catch (error) {
    if (error.reason === "no-fixing") return null;
    throw error;
  }
}

function compareCost(data, figures, values) {
  const line = yearlyLine(data, figures, values);
  if (line === null) return { result: "cannot-tell", key: "bands-no-fixing", values: {} };
  if (!figures.cost) return { result: "cannot-tell", key: "bands-no-cost", values: {} };
  const answer = verdict(over(figures.cost, line));
  const shownValues = { nominal: fixedText(figures.cost.nominal.times(100), 2), effective: fixedText(figures.cost.effective.times(100), 2), line: percentOf(line.toFixed()) };
  if (answer === "depends") return { result: "cannot-tell", key: "bands-cost", values: shownValues, extra: "bands-depends" };
  if (answer === "above") return { result: "no-match", key: "bands-cost", values: shownValues, extra: "bands-above" };
  return { result: figures.cost.minimum ? "cannot-tell" : "matches", key: "bands-cost", values: shownValues, extra: figures.cost.minimum ? "bands-minimum" : "bands-within" };
}

// Simple interest at a yearly line on each overdue principal for its days, rounded once.
function atLine(figures, line, base) {
  const exact = sumOf(figures.overdue.map((one) => simpleInterest(one.principal, line, shareOfBase(base, one.days)).exact));
  return decimal(yuanText(exact));
}

function compareLate(data, figures, values) {
  const line = yearlyLine(data, figures, values);
  if (line === null) return { result: "cannot-tell", key: "bands-no-fixing", values: {} };
  const ceiling = atLine(figures, line, 365);
  const above = figures.charges.gt(ceiling);
  return {
    result: above ? "no-match" : figures.minimum ? "cannot-tell" : "matches", key: "bands-late", extra: above ? "bands-above" : figures.minimum ? "bands-minimum" : "bands-within",
    values: { charges: groupedText(yuanText(figures.charges)), ceiling: groupedText(yuanText(ceiling)), line: percentOf(line.toFixed()) },
  };
}

function compareClaim(data, figures, values) {
  const line = decimal(values.ceiling);
  const on360 = atLine(figures, line, 360), on365 = atLine(figures, line, 365);
  const within = !figures.charges.gt(on365);
  return {
    result: within && !figures.minimum ? "matches" : "cannot-tell", key: "bands-claim", extra: within ? (figures.minimum ? "bands-minimum" : "bands-within") : "bands-court",
    values: { charges: groupedText(yuanText(figures.charges)), on360: groupedText(yuanText(on360)), on365: groupedText(yuanText(on365)), line: percentOf(line.toFixed()) },
  };
}

function compareUplift(data, figures, values) {
  if (figures.uplift === null) return { result: "cannot-tell", key: "bands-no-uplift", values: {} };
  const low = decimal(values["late-uplift-min"]), high = decimal(values["late-uplift-max"]);
  const above = figures.uplift.gt(high), below = figures.uplift.lt(low);
  return {
    result: above ? "no-match" : "matches", key: "bands-uplift", extra: above ? "bands-above" : below ? "bands-uplift-below" : "bands-within",
    values: { uplift: percentOf(fixedText(figures.uplift, 6).replace(/0+$/, "").replace(/\.$/, "")), low: percentOf(low.toFixed()), high: percentOf(high.toFixed()) },
  };
}
