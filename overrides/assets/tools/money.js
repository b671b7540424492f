// Money and rates as exact decimals, one rounding policy, and the refusals every calculation shares: macros/money.py,
// function by function, with the same names, the same results and the same words. Amounts are yuan, rates are fractions
// (0.18 is 18%). No number with a point enters: a reader takes text, a whole number or a Decimal, and refuses the rest.

import { Decimal } from "./decimal.js";

export const FEN = new Decimal("0.01");
export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);
export const LARGEST_YUAN = decimal("999999999.99");
export const MOST_RATE_DIGITS = 10;
export const LARGEST_DAYS = 36600;
export const LARGEST_INSTALMENTS = 480;

const HALF_UP = 4;
const HALF_EVEN = 6;

// One table of refusals: reason -> what is wrong, what is allowed, how to mend it. case.js adds those that only named
// inputs have, so that a page without them does not carry the words.
export const REASONS = {
  "unknown-choice": {
    zh: "{name} 不能是 {value}。允许：{allowed}。改法：从中选一个，照原样写。",
    en: "{name} cannot be {value}. Allowed: {allowed}. Fix: choose one of these and write it exactly so.",
  },
  "not-money": {
    zh: '{name} 写成了 {value}，读不出金额。允许：只有数字和一个小数点，单位元，最多两位小数。改法：写成 "10000.00"，不加逗号、单位和“万”。',
    en: '{name} is {value}, which is no amount. Allowed: digits and one point, in yuan, at most two decimals. Fix: write "10000.00", without commas, units or words.',
  },
  negative: {
    zh: "{name} 是 {value}，不能是负数。允许：0 或更大的数。改法：去掉负号。",
    en: "{name} is {value} and cannot be negative. Allowed: zero or more. Fix: take the minus sign away.",
  },
  "not-positive": {
    zh: "{name} 是 {value}，要大于 0。允许：大于 0 的数。改法：填实际的数。",
    en: "{name} is {value} and must be above zero. Allowed: more than zero. Fix: write the real amount.",
  },
  "too-much-money": {
    zh: "{name} 是 {value}，太大。允许：最多 {allowed} 元。改法：核对小数点。",
    en: "{name} is {value}, which is too large. Allowed: at most {allowed} yuan. Fix: check the decimal point.",
  },
  "not-rate": {
    zh: '{name} 写成了 {value}，读不出利率。允许：带引号的小数，最多十位小数。改法：18% 写成 "0.18"。',
    en: '{name} is {value}, which is no rate. Allowed: a quoted fraction with at most ten decimals. Fix: write 18% as "0.18".',
  },
  "rate-too-large": {
    zh: '{name} 是 {value}，等于 {percent}，太大。允许：0 到 {allowed} 的小数。改法：利率写成小数，18% 写 "0.18"。',
    en: '{name} is {value}, which means {percent}. Allowed: a fraction from 0 to {allowed}. Fix: write the rate as a fraction, 18% as "0.18".',
  },
  "not-whole": {
    zh: '{name} 写成了 {value}，不是整数。允许：{allowed} 的整数。改法：只写数字，例如 "30"。',
    en: '{name} is {value}, which is not a whole number. Allowed: {allowed}. Fix: write digits only, such as "30".',
  },
  "out-of-range": {
    zh: "{name} 是 {value}，超出范围。允许：{allowed} 的整数。改法：核对这个数。",
    en: "{name} is {value}, out of range. Allowed: {allowed}. Fix: check the number.",
  },
  "not-date": {
    zh: '{name} 写成了 {value}，不是有的日期。允许："2026-03-10" 这样的日期。改法：写全年月日，月和日各两位。',
    en: '{name} is {value}, which is no date. Allowed: a date such as "2026-03-10". Fix: write year, month and day in full.',
  },
  "end-before-start": {
    zh: "{end_name} {end} 早于 {start_name} {start}。允许：同一天或更晚。改法：核对两个日期，或把它们对调。",
    en: "{end_name} {end} is before {start_name} {start}. Allowed: the same day or later. Fix: check the two dates, or swap them.",
  },
  "needs-dates": {
    zh: "act/act 要知道是哪几天，只有天数不够。允许：两个日期，或 act/360、act/365。改法：写 due 和 settlement 两个日期。",
    en: "act/act needs to know which days, a count is not enough. Allowed: two dates, or act/360 or act/365. Fix: give the dates due and settlement.",
  },
  "part-above-whole": {
    zh: "{name} 是 {value}，大于 {whole_name} {whole}。允许：不超过 {whole}。改法：核对两个金额。",
    en: "{name} is {value}, more than {whole_name} {whole}. Allowed: at most {whole}. Fix: check the two amounts.",
  },
  "not-order": {
    zh: "冲抵顺序 {value} 不对。允许：costs、penalty、interest、principal 各写一次。改法：把四项按合同的顺序写全。",
    en: "the order {value} will not do. Allowed: costs, penalty, interest and principal, each once. Fix: list all four in the contract's order.",
  },
  "not-quarters": {
    zh: "months 是 {value}，按季要凑整季。允许：3 的倍数。改法：写 3、6、9 或 12。",
    en: "months is {value}, which is no whole number of quarters. Allowed: a multiple of 3. Fix: write 3, 6, 9 or 12.",
  },
  "no-fixing": {
    zh: "说不清：{value} 没有查到已登记的 LPR。允许：{allowed}。改法：先到官网核对，再写进 lpr.yml。",
    en: "cannot tell: no fixing on file for {value}. Allowed: {allowed}. Fix: check the official page, then add the fixing to lpr.yml.",
  },
  "claim-too-large": {
    zh: "{name} 是 {value}，超出这张收费表。允许：最多 {allowed} 元。改法：更大的金额请问法院。",
    en: "{name} is {value}, above the bands held here. Allowed: at most {allowed} yuan. Fix: ask the court for larger claims.",
  },
  "no-receipt": {
    zh: "没有到手的钱，算不出年化。允许：第一笔是到手（正数），后面是还款（负数）。改法：补上放款，或把正负号对调。",
    en: "no money comes in first, so there is no annual cost. Allowed: a receipt (positive) first, then payments (negative). Fix: add the receipt, or swap the signs.",
  },
  "no-payment": {
    zh: "没有还款，算不出年化。允许：至少一笔大于 0 的还款。改法：补上还款。",
    en: "nothing is paid back, so there is no annual cost. Allowed: at least one payment above zero. Fix: add the payments.",
  },
  "several-solutions": {
    zh: "到手和还款交替出现，年化可能有几个答案，不给数。允许：先到手，以后只有还款。改法：每次借款分开算。",
    en: "receipts and payments alternate, so there may be several answers and none is given. Allowed: money in first, only payments after. Fix: work out each loan by itself.",
  },
  "same-day": {
    zh: "所有款项都在同一天，算不出年化。允许：至少隔一天。改法：核对日期。",
    en: "all amounts fall on one day, so there is no annual cost. Allowed: at least one day apart. Fix: check the dates.",
  },
  "too-large": {
    zh: "年化结果大得没有意义，不给数。允许：结果小于 10 的 25 次方。改法：核对天数和金额。",
    en: "the annual figure is too large to mean anything, and none is given. Allowed: below 10 to the 25th. Fix: check the days and the amounts.",
  },
};

// A refused calculation: a `reason` and its words in both languages (`message` is the English).
export class MoneyError extends Error {
  constructor(reason, details) {
    super("");
    this.reason = reason;
    this.details = details || {};
    this.message = this.words("en");
  }

  words(lang) {
    return REASONS[this.reason][lang].replace(/\{([a-z_]+)\}/g, (whole, name) => plainText(this.details[name]));
  }
}

// An exact decimal that remembers how it was written, so that a refusal repeats "1.50" and not "1.5".
export function decimal(text) {
  const value = new Decimal(text);
  value.text = String(text);
  return value;
}

// A value as text, as the Python side writes it.
function plainText(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Decimal) return value.text || value.toFixed();
  if (Array.isArray(value)) return "[" + value.map(quoted).join(", ") + "]";
  if (value instanceof Map) return "{" + Array.from(value, (pair) => pair.map(quoted).join(": ")).join(", ") + "}";
  return String(value);
}

function quoted(value) {
  if (typeof value !== "string") return plainText(value);
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escapes = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", [mark]: "\\" + mark };
  return mark + Array.from(value, (sign) => escapes[sign] || sign).join("") + mark;
}

// A refused value as it may be repeated: on one line, short, in quotes.
export function shown(value) {
  const words = plainText(value).split(/[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/);
  const signs = Array.from(words.filter((word) => word !== "").join(" "));
  return '"' + (signs.length <= 40 ? signs.join("") : signs.slice(0, 40).join("") + "…") + '"';
}

// The allowed values as a list to read: `a, b, c`.
export function listed(values) {
  return Array.from(values, plainText).join(", ");
}

// --- rounding and printing

function rounded(value, places, rounding) {
  return value.toDecimalPlaces(places, rounding);
}

// Yuan rounded half up to the fen.
export function toFen(value) {
  return rounded(value, 2, HALF_UP);
}

// Yuan rounded the banker's way, only to show the difference: this site never uses it.
export function toFenHalfEven(value) {
  return rounded(value, 2, HALF_EVEN);
}

// A number with exactly `places` decimals, half up; never -0.
export function fixedText(value, places) {
  return rounded(value, places, HALF_UP).toFixed(places);
}

// Yuan with two decimals: the format of every money result.
export function yuanText(value) {
  return fixedText(value, 2);
}

// A number unrounded as far as ten decimals, half up, trailing zeros dropped.
export function exactText(value) {
  return fixedText(value, 10).replace(/0+$/, "").replace(/\.$/, "");
}

// A fraction as percent with exactly `places` decimals, half up.
export function percentText(fraction, places = 4) {
  return fixedText(fraction.times(100), places);
}

// The sum of some decimals, exact.
export function sumOf(amounts) {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}

export function lesser(one, other) {
  return other.lt(one) ? other : one;
}

export function greater(one, other) {
  return other.gt(one) ? other : one;
}

// --- reading

const NUMBER = /^-?[0-9]{1,30}(?:\.[0-9]{1,30})?$/;

function numberOf(value) {
  const whole = typeof value === "bigint" || Number.isInteger(value);
  const text = whole || value instanceof Decimal ? plainText(value) : value;
  return typeof text === "string" && NUMBER.test(text) ? decimal(text) : null;
}

function decimals(value) {
  const point = value.text.indexOf(".");
  return point < 0 ? 0 : value.text.length - point - 1;
}

// Reads an amount in yuan. `positive` refuses zero; `signed` allows a minus sign (cash flows only).
// Throws MoneyError: not-money, negative, not-positive, too-much-money.
export function yuan(name, value, options = {}) {
  const amount = numberOf(value);
  if (amount === null || decimals(amount) > 2) throw new MoneyError("not-money", { name, value: shown(value) });
  if (amount.lt(0) && !options.signed) throw new MoneyError("negative", { name, value: shown(value) });
  if (amount.isZero() && options.positive) throw new MoneyError("not-positive", { name, value: shown(value) });
  if (amount.abs().gt(LARGEST_YUAN)) {
    throw new MoneyError("too-much-money", { name, value: shown(value), allowed: LARGEST_YUAN });
  }
  return amount;
}

// Reads a rate or a share as a fraction: "0.18" is 18%. Above `largest` it is taken for a percent, and refused.
// Throws MoneyError: not-rate, negative, rate-too-large.
export function rate(name, value, options = {}) {
  const fraction = numberOf(value);
  const largest = options.largest || decimal("1");
  if (fraction === null || decimals(fraction) > MOST_RATE_DIGITS) {
    throw new MoneyError("not-rate", { name, value: shown(value) });
  }
  if (fraction.lt(0)) throw new MoneyError("negative", { name, value: shown(value) });
  if (fraction.gt(largest)) {
    const percent = exactText(fraction.times(100)) + "%";
    throw new MoneyError("rate-too-large", { name, value: shown(value), percent, allowed: largest });
  }
  return fraction;
}

// Reads a whole number between `low` and `high`, both allowed. Throws MoneyError: not-whole, out-of-range.
export function whole(name, value, low, high) {
  const allowed = low + "–" + high;
  const number = numberOf(value);
  if (number === null || decimals(number) > 0) throw new MoneyError("not-whole", { name, value: shown(value), allowed });
  if (number.lt(low) || number.gt(high)) throw new MoneyError("out-of-range", { name, value: shown(value), allowed });
  return number.toNumber();
}

// Reads a number of days, 0 to a hundred years.
export function days(name, value) {
  return whole(name, value, 0, LARGEST_DAYS);
}

// Reads one of the allowed words, written exactly. Throws MoneyError: unknown-choice.
export function choice(name, value, allowed) {
  if (!allowed.includes(value)) throw new MoneyError("unknown-choice", { name, value: shown(value), allowed: listed(allowed) });
  return value;
}

// Refuses a negative number (a Decimal, or a number of days) that reached a calculation without passing a reader.
export function notNegative(name, value) {
  if (new Decimal(value).lt(0)) throw new MoneyError("negative", { name, value: shown(value) });
}

// Refuses zero and less, for what a calculation divides by.
export function positive(name, value) {
  if (new Decimal(value).lte(0)) throw new MoneyError("not-positive", { name, value: shown(value) });
}
