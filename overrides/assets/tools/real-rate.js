import { ZERO, decimal, sumOf, toFen } from "./money.js";
import { shortLoan, xirr, yearlyCost, flowsTotal } from "./cost.js";
import { equalPrincipal, flatFee, interestOnly, levelInstalment, monthInterest } from "./schedule.js";
import { parseMoney } from "./parse-number.js";
import { readDate } from "./daycount.js";

// The yearly cost of a loan from the reader's own cash. Amounts are Decimals in yuan.

const REAL_PLANS = { level: levelInstalment, "equal-principal": equalPrincipal, "interest-only": interestOnly };

// Return {received, payments, cost, interest: of the first month or null} of monthly payments.
export function monthlyLoan(loan) {
  const received = loan.amount.minus(loan.upfront);
  const rows = loan.how === "payment" ? null : loan.how === "flat-fee" ? flatFee(loan.amount, loan.yearly.div(12), loan.n).rows : REAL_PLANS[loan.how](loan.amount, loan.yearly, loan.n).rows;
  const own = rows ? rows.map((row) => row.payment) : Array.from({ length: loan.n }, (_, at) => (at === loan.n - 1 && loan.last ? loan.last : loan.payment));
  const payments = own.map((payment) => toFen(payment.plus(loan.monthlyFee)));
  return { received, payments, cost: yearlyCost(received, payments), interest: loan.yearly && loan.how === "payment" ? monthInterest(loan.amount, loan.yearly) : null };
}

// Return {received, payments, cost} of one repayment after some days.
export function onceLoan(loan) {
  const received = loan.amount.minus(loan.upfront);
  const [nominal, effective] = shortLoan(received, loan.repaid, loan.days, 365);
  return { received, payments: [loan.repaid], cost: { nominal, effective } };
}

// Return {flows, received, paid, effective} of dated amounts.
export function datedLoan(flows) {
  const receivedFlows = flows.filter((flow) => flow.amount.gt(0)), paidFlows = flows.filter((flow) => flow.amount.lt(0));
  return { flows, received: sumOf(receivedFlows.map((flow) => flow.amount)), paid: sumOf(paidFlows.map((flow) => flow.amount)).neg(), effective: xirr(flows), cost: flowsTotal(flows) };
}

// Read "2026-01-31 到手 10000" or "2026/1/31 paid 917": [flows, number of the first line that cannot be read or 0].
export function readFlows(text) {
  const flows = [];
  const lines = text.normalize("NFKC").split(/\n/);
  for (let at = 0; at < lines.length; at++) {
    if (lines[at].trim() === "") continue;
    const flow = readFlow(lines[at]);
    if (!flow) return [flows, at + 1];
    flows.push(flow);
  }
  return [flows, 0];
}

function readFlow(line) {
  const found = /^\s*([0-9]{4})\s*[-\/.年]\s*([0-9]{1,2})\s*[-\/.月]\s*([0-9]{1,2})\s*日?[\s,:]*(到手|放款|收到|还款?|付|received|paid|in|out|\+|-)?\s*(.+)$/i.exec(line);
  if (!found) return null;
  const amount = parseMoney(found[5]);
  const received = /^(到手|放款|收到|received|in|\+)$/i.test(found[4] || "");
  if (amount.error || !found[4]) return null;
  try {
    const date = readDate("date", [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-"));
    return { date, amount: received ? decimal(amount.value) : ZERO.minus(decimal(amount.value)) };
  } catch (error) {
    return null;
  }
}
