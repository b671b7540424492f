import { decimal } from "./money.js";

// A rate as it is said (0.05% a day, 1 分 a month) as a yearly fraction in exact decimals, as text.

const IN_A_YEAR = { year: 1, month: 12, day: 365 };
// a figure in this unit, as a fraction of the same period
const UNIT_SIZES = { percent: "0.01", permille: "0.001", "ten-thousandth": "0.0001" };
// 厘 and 分 by tradition depend on the period; by the coin they are a thousandth and a hundredth of a yuan
const BY_TRADITION = { li: { year: "0.01", month: "0.001", day: "0.0001" }, fen: { year: "0.1", month: "0.01", day: "0.001" } };
const BY_COIN = { li: "0.001", fen: "0.01" };

// Return the size of one unit as a fraction, or null where the reader still has to choose a reading of 厘 or 分.
export function unitSize(unit, per, reading) {
  if (unit in UNIT_SIZES) return UNIT_SIZES[unit];
  if (BY_TRADITION[unit][per] === BY_COIN[unit]) return BY_COIN[unit];
  if (!reading) return null;
  return reading === "coin" ? BY_COIN[unit] : BY_TRADITION[unit][per];
}

// Return the rate for its own period as a fraction: 0.05 of "0.01" is "0.0005".
export function periodFraction(figure, size) {
  return decimal(figure).times(size).toFixed();
}

// Return a period's fraction as a yearly one: times 12 or 365, exactly.
export function yearlyFraction(fraction, per) {
  return decimal(fraction).times(IN_A_YEAR[per]).toFixed();
}

// Return a fraction as percent text without needless zeros: "0.1825" gives "18.25".
export function percentOf(fraction) {
  return decimal(String(fraction)).times(100).toFixed();
}

// Return whether the yearly fraction is above 1, that is above 100% a year.
export function aboveWhole(fraction) {
  return decimal(fraction).gt(1);
}

// Return "12,345.60" of "12345.60", to be read.
export function groupedText(text) {
  const [before, after] = text.split(".");
  const spaced = before.replace(/\B(?=([0-9]{3})+$)/g, ",");
  return after === undefined ? spaced : spaced + "." + after;
}
