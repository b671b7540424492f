import { decimal, sumOf, ZERO, lesser, toFen } from "./money.js";

// What is left after living costs, and how it is shared among debts: heaviest consequence first, within one kind by what
// is owed. All amounts are Decimals in yuan.

// Kinds of debt, the one whose stopping weighs most first.
export const DEBT_ORDER = ["rent", "pledged", "duty", "card", "loan", "person", ""];

// Return {income, needs, left, short, due, waits} of a month.
export function monthOf(incomes, lines, dues) {
  const income = sumOf(incomes), needs = sumOf(lines.map((line) => line.amount));
  const left = income.minus(needs);
  return {
    income, needs, left: left.lt(0) ? ZERO : left, short: left.lt(0) ? left.neg() : ZERO, due: sumOf(dues),
    waits: sumOf(lines.filter((line) => line.name === "can_wait").map((line) => line.amount)),
  };
}

// Return the debts in order, each with `pay`: its share of `left`, never above what it is owed or due.
export function sharedAmong(debts, left) {
  let rest = left;
  const found = [];
  for (const kind of DEBT_ORDER) {
    const group = debts.filter((debt) => debt.kind === kind);
    const wanted = group.map((debt) => (debt.due === null ? debt.owed : lesser(debt.due, debt.owed.isZero() ? debt.due : debt.owed)));
    const shares = splitByShare(lesser(rest, sumOf(wanted)), wanted);
    group.forEach((debt, at) => found.push({ ...debt, pay: shares[at] }));
    rest = rest.minus(sumOf(shares));
  }
  return found;
}

// Split an amount in proportion to `wanted`, rounded down to the fen, the last taking what is left.
function splitByShare(amount, wanted) {
  const whole = sumOf(wanted);
  if (whole.isZero()) return wanted.map(() => ZERO);
  let rest = amount;
  return wanted.map((want, at) => {
    const part = at === wanted.length - 1 ? rest : lesser(rest, toFen(amount.times(want).div(whole)));
    rest = rest.minus(part);
    return part;
  });
}

// Return a typed amount as a decimal; nothing typed is zero.
export function amountOr(text) {
  return text === null ? ZERO : decimal(text);
}
