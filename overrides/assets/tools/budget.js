import { decimal, sumOf, ZERO, lesser } from "./money.js";

// What is left after living costs, and how it is shared among debts: heaviest consequence first, within one kind by what
// is owed. All amounts are Decimals in yuan.

// What is below the fen is left off a share: together they never pass the whole.
const DOWN = 1;

// Kinds of debt, those whose stopping weighs most first; kinds in one place are served together.
const DEBT_ORDER = [["rent"], ["pledged"], ["duty"], ["card", "loan"], ["person"], [""]];

// Return {income, needs, left, short, due, waits} of a month.
export function monthOf(incomes, lines, dues) {
  const income = sumOf(incomes), needs = sumOf(lines.map((line) => line.amount));
  const left = income.minus(needs);
  return {
    income, needs, left: left.lt(0) ? ZERO : left, short: left.lt(0) ? left.neg() : ZERO, due: sumOf(dues),
    waits: sumOf(lines.filter((line) => line.name === "can_wait").map((line) => line.amount)),
  };
}

// Return the debts in order, each with `pay`: its share of `left`, never above what is due, or owed where no due is known.
export function sharedAmong(debts, left) {
  let rest = left;
  const found = [];
  for (const kinds of DEBT_ORDER) {
    const group = debts.filter((debt) => kinds.includes(debt.kind));
    const shares = splitByOwed(rest, group);
    group.forEach((debt, at) => found.push({ ...debt, pay: shares[at] }));
    rest = rest.minus(sumOf(shares));
  }
  return found;
}

// Split an amount in proportion to what is owed; what one debt does not take goes to the others in turn.
function splitByOwed(amount, group) {
  const wanted = group.map((debt) => (debt.due === null ? debt.owed : debt.due));
  const owed = sumOf(group.map((debt) => debt.owed));
  const shares = group.map((debt, at) => (owed.isZero() ? ZERO : lesser(wanted[at], lesser(amount, owed).times(debt.owed).div(owed).toDecimalPlaces(2, DOWN))));
  let rest = amount.minus(sumOf(shares));
  return shares.map((share, at) => {
    const more = lesser(rest, wanted[at].minus(share));
    rest = rest.minus(more);
    return share.plus(more);
  });
}

// Return a typed amount as a decimal; nothing typed is zero.
export function amountOr(text) {
  return text === null ? ZERO : decimal(text);
}
