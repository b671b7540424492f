// The named inputs of one calculation, read one by one: macros/case.py. What is missing or wrong is refused under its
// name. The names are those of tests/vectors/penalty.json; worked examples and tools use the same ones.

import { BASES, DAY_COUNTS, daysOverdue, readDate, shareOfBase, shareOfDates, shareOfDays } from "./daycount.js";
import { LARGEST_INSTALMENTS, MoneyError, REASONS, choice, days, listed, rate, shown, whole, yuan } from "./money.js";
import { penaltyRate } from "./penalty.js";

const PENALTY_BASES = ["overdue-principal", "overdue-principal-then-called-principal"];

Object.assign(REASONS, {
  missing: {
    zh: "缺少 {name}。允许：{allowed}。改法：补上 {name}。",
    en: "{name} is missing. Allowed: {allowed}. Fix: add {name}.",
  },
  "unknown-name": {
    zh: "不认识的名称 {value}。允许：{allowed}。改法：{fix}。",
    en: "unknown name {value}. Allowed: {allowed}. Fix: {fix}.",
  },
  "base-disagrees": {
    zh: "base 是 {value}，与 day_count {day_count} 不一致。允许：{allowed}。改法：改其中一个，或不写 base。",
    en: "base is {value} but day_count is {day_count}. Allowed: {allowed}. Fix: change one of them, or leave base out.",
  },
  "days-disagree": {
    zh: "overdue_days 是 {value}，两个日期之间是 {days} 天。允许：两者一致。改法：只写其中一种。",
    en: "overdue_days is {value} but the two dates are {days} days apart. Allowed: the same number. Fix: give only one of the two.",
  },
  "end-before-start-days": {
    zh: "{end_name} 第 {end} 天早于 {start_name} 第 {start} 天。允许：同一天或更晚。改法：核对两个天数。",
    en: "{end_name} (day {end}) is before {start_name} (day {start}). Allowed: the same day or later. Fix: check the two numbers of days.",
  },
  "fee-above-loan": {
    zh: "先扣的费用 {value} 不小于借款 {whole}，等于没有钱到手。允许：小于 {whole}。改法：核对两个金额。",
    en: "the fee taken at the start, {value}, leaves nothing of the loan of {whole}. Allowed: less than {whole}. Fix: check the two amounts.",
  },
});

// What an input looks like, for the refusal of a missing one; forms rather than words, they serve both languages.
export const ALLOWED_INPUTS = {
  principal: '"10000.00"',
  overdue_principal: '"766.80"',
  annual_rate: '"0.18"',
  uplift: '"0.50"',
  overdue_days: '"30"',
  instalments: "[{k, due, principal, interest}, …]",
  flows: "[{date, amount}, …]",
  dates: '["2026-03-10", …]',
  bases: "[360, 365]",
  days: '"30", [3, 4]',
};

// Conventions that every calculation here follows; written in a case they are checked, not obeyed.
export const SETTLED = {
  rounding: ["half-up-fen", "half-up", "ROUND_HALF_UP"],
  rate_per_period: ["annual/12"],
  last_instalment: ["clears-balance"],
  acceleration: ["none"],
  rounding_level: ["per-instalment-per-component"],
  comparison: ["strictly-greater"],
  late_and_misuse: ["heavier-only"],
  schedule: ["decree-481"],
  lookup: ["latest-on-or-before"],
};

// The inputs of one case (a Map), each read by name; what is missing or wrong is refused with its name.
export class Case {
  constructor(inputs, convention) {
    this.inputs = inputs;
    this.convention = convention || new Map();
  }

  get(name, fallback = null) {
    const value = this.has(name) ? this.inputs.get(name) : fallback;
    if (value === null) throw new MoneyError("missing", { name, allowed: this.allowed(name, '"…"') });
    return value;
  }

  allowed(name, otherwise) {
    return Object.prototype.hasOwnProperty.call(ALLOWED_INPUTS, name) ? ALLOWED_INPUTS[name] : otherwise;
  }

  has(name) {
    return this.inputs.has(name) && this.inputs.get(name) !== null;
  }

  yuan(name, fallback, options) {
    return yuan(name, this.get(name, fallback), options);
  }

  rate(name, fallback, options) {
    return rate(name, this.get(name, fallback), options);
  }

  days(name) {
    return days(name, this.get(name));
  }

  count(name, fallback) {
    return whole(name, this.get(name, fallback), 1, LARGEST_INSTALMENTS);
  }

  choice(name, allowed, fallback) {
    return choice(name, this.get(name, fallback), allowed);
  }

  date(name) {
    return readDate(name, this.get(name));
  }

  items(name, fallback) {
    const value = this.get(name, fallback);
    if (!Array.isArray(value) || !value.length) {
      throw new MoneyError("unknown-choice", { name, value: shown(value), allowed: this.allowed(name, "[…, …]") });
    }
    return value;
  }

  mapping(name) {
    return this.table(name, this.get(name), 1);
  }

  inner(name, value) {
    return new Case(this.table(name, value, 0), this.convention);
  }

  table(name, value, least) {
    if (!(value instanceof Map) || value.size < least) {
      throw new MoneyError("unknown-choice", { name, value: shown(value), allowed: "{name: value}" });
    }
    return value;
  }

  // Refuses another word where a kind allows one only: the result would be for another contract.
  settled() {
    Object.keys(SETTLED).forEach((name) => {
      if (this.has(name)) this.choice(name, SETTLED[name]);
    });
  }

  // The day count: of the inputs, else of the base, else of the convention, else act/360.
  dayCount() {
    if (this.has("day_count")) {
      const found = this.choice("day_count", DAY_COUNTS);
      if (this.has("base")) this.agree(found);
      return found;
    }
    if (this.has("base")) return "act/" + this.base();
    const named = bare(this.convention.get("day_count")).trim();
    return DAY_COUNTS.includes(named) ? named : "act/360";
  }

  base(name = "base") {
    return divisor(name, this.get(name, 360));
  }

  agree(dayCount) {
    const base = this.base();
    const allowed = dayCount === "act/act" ? [365, 366] : [BASES[dayCount]];
    if (!allowed.includes(base)) {
      throw new MoneyError("base-disagrees", { value: base, day_count: dayCount, allowed: listed(allowed) });
    }
  }

  // The share of a year: of two dates where the case gives them, else of the days.
  share(name = "overdue_days") {
    const counted = this.dayCount();
    if (!(this.has("due") && this.has("settlement"))) return this.shareOf(this.days(name));
    const due = this.date("due");
    const settlement = this.date("settlement");
    const apart = daysOverdue(due, settlement);
    if (this.has(name) && this.days(name) !== apart) {
      throw new MoneyError("days-disagree", { value: this.days(name), days: apart });
    }
    return counted === "act/366" ? shareOfBase(this.base(), apart) : shareOfDates(counted, due, settlement);
  }

  shareOf(count) {
    const counted = this.dayCount();
    return DAY_COUNTS.includes(counted) ? shareOfDays(counted, count) : shareOfBase(this.base(), count);
  }

  penaltyRate() {
    if (this.has("penalty_base")) this.choice("penalty_base", PENALTY_BASES);
    return penaltyRate(this.rate("annual_rate"), this.rate("uplift"));
  }
}

// Reads a day-count divisor: 360, 365 or 366.
export function divisor(name, value) {
  return Number(choice(name, bare(value), ["360", "365", "366"]));
}

// A value as text, without quotes, however long.
export function bare(value) {
  return listed([value]);
}
