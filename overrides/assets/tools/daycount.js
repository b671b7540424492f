// How many days count, and which share of a year they are: macros/daycount.py. Days run from the due date, not counted,
// to the day of payment, counted. Dates are text, YYYY-MM-DD, which sorts as it reads; no clock and no time zone enters.

import { MoneyError, listed, notNegative, shown } from "./money.js";

export const BASES = { "act/360": 360, "act/365": 365, "act/365F": 365 };
export const DAY_COUNTS = ["act/360", "act/365", "act/365F", "act/act"];

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeapYear(year) {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year, month) {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1];
}

function partsOf(date) {
  return date.split("-").map(Number);
}

function dateOf(year, month, day) {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

// The days from 0001-01-01 (which is 1) to a date.
function dayNumber(date) {
  const [year, month, day] = partsOf(date);
  const before = year - 1;
  let found = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day;
  for (let earlier = 1; earlier < month; earlier++) found += daysInMonth(year, earlier);
  return found;
}

// Days between two dates, without asking which is earlier.
export function daysBetween(earlier, later) {
  return dayNumber(later) - dayNumber(earlier);
}

// Reads a date written YYYY-MM-DD. Throws MoneyError: not-date.
export function readDate(name, value) {
  if (typeof value === "string" && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) {
    const [year, month, day] = partsOf(value);
    if (year > 0 && month > 0 && month <= 12 && day > 0 && day <= daysInMonth(year, month)) return value;
  }
  throw new MoneyError("not-date", { name, value: shown(value) });
}

// Settlement minus due, in days: 0 when paid on the due date. Throws MoneyError: end-before-start.
export function daysOverdue(due, settlement) {
  if (settlement < due) {
    throw new MoneyError("end-before-start", { start_name: "due", start: due, end_name: "settlement", end: settlement });
  }
  return daysBetween(due, settlement);
}

// The share of a year that `days` days are under act/360 or act/365: {numerator, denominator}, both whole.
// Throws MoneyError: unknown-choice, negative, needs-dates (act/act).
export function shareOfDays(dayCount, days) {
  notNegative("overdue_days", days);
  if (dayCount === "act/act") throw new MoneyError("needs-dates");
  if (!Object.keys(BASES).includes(dayCount)) {
    throw new MoneyError("unknown-choice", { name: "day_count", value: shown(dayCount), allowed: listed(DAY_COUNTS) });
  }
  return { numerator: days, denominator: BASES[dayCount] };
}

// The share of a year between two dates. act/act is split at each 1 January.
export function shareOfDates(dayCount, due, settlement) {
  const days = daysOverdue(due, settlement);
  if (dayCount !== "act/act") return shareOfDays(dayCount, days);
  let inLeapYears = 0;
  for (let year = partsOf(due)[0]; year <= partsOf(settlement)[0]; year++) {
    if (isLeapYear(year)) inLeapYears += daysInYear(year, due, settlement);
  }
  return { numerator: (days - inLeapYears) * 366 + inLeapYears * 365, denominator: 365 * 366 };
}

// How many of the days between two dates belong to `year`, split at 1 January.
function daysInYear(year, start, end) {
  const first = Math.max(dayNumber(start), dayNumber(dateOf(year, 1, 1)));
  const last = Math.min(dayNumber(end), dayNumber(dateOf(year, 12, 31)) + 1);
  return Math.max(0, last - first);
}

// The share of a year on a divisor the contract names (360, 365, 366).
export function shareOfBase(base, days) {
  notNegative("overdue_days", days);
  return { numerator: days, denominator: base };
}

// `n` monthly due dates: the first date's day, or the last day of a shorter month.
export function dueDates(first, n) {
  const [year, month, day] = partsOf(first);
  return Array.from({ length: n }, (_, k) => {
    const later = year + Math.floor((month - 1 + k) / 12);
    const at = ((month - 1 + k) % 12) + 1;
    return dateOf(later, at, Math.min(day, daysInMonth(later, at)));
  });
}
