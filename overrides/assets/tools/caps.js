// Rate limits that depend on a date: macros/caps.py. The loan prime rate (LPR) on file, its multiple, and the comparison
// with a cost. A date before the first fixing, or after the last month on file, has no answer and says so.

import { readDate } from "./daycount.js";
import { MoneyError, choice, decimal, rate, shown } from "./money.js";

export const TENORS = ["one-year", "five-year"];

// The table from the data file's {complete_through, fixings: [{date, one_year, five_year, confidence}]}, oldest first.
export function lprTable(data) {
  const largest = decimal("100");
  const fixings = data.fixings.map((one) => ({
    date: readDate("date", one.date),
    oneYear: rate("one_year", one.one_year, { largest }),
    fiveYear: rate("five_year", one.five_year, { largest }),
    confidence: one.confidence,
  }));
  fixings.sort((one, other) => (one.date < other.date ? -1 : 1));
  return { fixings, completeThrough: readDate("complete_through", data.complete_through) };
}

// The first day with no answer: the 20th of the next month, before which no new fixing can come.
export function answersUntil(table) {
  const [year, month] = table.completeThrough.split("-").map(Number);
  const next = (month % 12) + 1;
  return String(next === 1 ? year + 1 : year).padStart(4, "0") + "-" + String(next).padStart(2, "0") + "-20";
}

// The LPR in force on a day, percent a year; null before the first fixing of this kind (2019-08-20).
// Throws MoneyError: no-fixing (after the last month on file, or a fixing that is not confirmed), unknown-choice.
export function lprOn(table, on, tenor = "one-year") {
  choice("tenor", tenor, TENORS);
  const known = table.fixings.filter((fixing) => fixing.date <= on);
  if (!known.length) return null;
  const last = known[known.length - 1];
  if (on >= answersUntil(table) || last.confidence !== "confirmed") {
    const allowed = table.fixings[0].date + " – " + table.completeThrough;
    throw new MoneyError("no-fixing", { value: on, allowed });
  }
  return tenor === "one-year" ? last.oneYear : last.fiveYear;
}

// A multiple of the LPR, percent a year.
export function timesLpr(lprPercent, multiple) {
  if (multiple < 1) throw new MoneyError("not-positive", { name: "multiple", value: shown(multiple) });
  return lprPercent.times(multiple);
}

// For both yearly readings whether they are strictly above a threshold (fractions).
export function over(cost, threshold) {
  return { nominal: cost.nominal.gt(threshold), effective: cost.effective.gt(threshold) };
}

// "above", "not-above", or "depends" when the two readings differ.
export function verdict(readings) {
  if (readings.nominal !== readings.effective) return "depends";
  return readings.nominal ? "above" : "not-above";
}
