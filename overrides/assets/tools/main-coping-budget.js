import { el, button, printOnly } from "./dom.js";
import { decimal, sumOf, ZERO } from "./money.js";
import { amountOr, monthOf, sharedAmong } from "./budget.js";
import { amountText, section, table } from "./report.js";
import { startTool } from "./page-tool.js";

const INCOMES = ["wages", "other_income", "household"];

function readDebts(form) {
  return form.rows("debts", ["debt_name", "debt_owed", "debt_due", "debt_kind"]).map((row) => {
    const due = form.money("debt_due_" + row, false), owed = form.money("debt_owed_" + row, true);
    if (due !== null && owed !== null && decimal(due).gt(decimal(owed))) form.refuse("debt_due_" + row, "above-whole", { whole: amountText(decimal(owed)) });
    return {
      name: form.text("debt_name_" + row) || form.say("name-blank", { number: row }), kind: form.choice("debt_kind_" + row, false) || "",
      owed: amountOr(owed), due: due === null ? null : decimal(due),
    };
  });
}

function readLines(form) {
  return [...form.$form.querySelectorAll('[data-group="needs"] input')].map(($field) => ({ name: $field.name, words: form.$form.querySelector('label[for="' + $field.id + '"]').textContent, amount: amountOr(form.money($field.name, false)) }));
}

function headlineOf(form, month) {
  const short = month.short.gt(0);
  const gap = month.left.minus(month.due);
  return el("div", { class: "tool-headline" },
    el("p", { class: "tool-big" }, form.say(short ? "headline-short" : "headline", { left: amountText(month.left), short: amountText(month.short) })),
    month.income.isZero() ? el("p", {}, form.say("no-income")) : "",
    month.due.gt(0) ? el("p", {}, form.say(gap.lt(0) ? "short-of-due" : "covers-due", { gap: amountText(gap.abs()) })) : "",
    month.waits.gt(0) ? el("p", {}, form.say("waits", { amount: amountText(month.waits) })) : "",
    el("p", {}, form.say("essentials-first")));
}

function orderSection(form, debts) {
  if (!debts.length) return el("p", {}, form.say("no-debts"));
  const items = debts.map((debt) => el("li", {},
    el("strong", {}, form.say("named-debt", { name: debt.name, kind: form.say("kind-" + debt.kind) })), el("br"),
    form.say("debt-line", { owed: amountText(debt.owed), due: debt.due === null ? "—" : amountText(debt.due), pay: amountText(debt.pay) }), el("br"),
    form.say("result-" + debt.kind)));
  return section(form.say("order"), el("p", {}, form.say("order-note")), el("ol", { class: "tool-debts" }, items),
    el("p", {}, form.say("debt-total", { owed: amountText(sumOf(debts.map((debt) => debt.owed))), pay: amountText(sumOf(debts.map((debt) => debt.pay))) })));
}

// One page without a name that a lender can read: income, living costs, what is left, how it is shared.
function sheet(form, month, lines, debts) {
  const offered = sumOf(debts.map((debt) => debt.pay));
  const values = { income: amountText(month.income), needs: amountText(month.needs), left: amountText(month.left), offered: amountText(offered) };
  const $sheet = section(form.say("sheet"), el("p", { class: "small no-print" }, form.say("sheet-note")),
    el("p", {}, form.say("sheet-line", values), offered.gt(0) ? " " + form.say("sheet-offer", values) : ""),
    table([form.say("line"), form.say("amount")], [
      [form.say("income"), values.income],
      ...lines.filter((line) => line.amount.gt(0)).map((line) => [line.words, "−" + amountText(line.amount)]),
      [form.say("left"), values.left],
      ...debts.filter((debt) => debt.pay.gt(0)).map((debt) => [debt.name, amountText(debt.pay)]),
    ]),
    el("p", { class: "no-print" }, button(form.say("print"), () => printOnly($sheet))));
  return $sheet;
}

function workOutBudget(form) {
  const incomes = INCOMES.map((name) => amountOr(form.money(name, false)));
  const lines = readLines(form), debts = readDebts(form);
  if (form.wrong.length) return null;
  const month = monthOf(incomes, lines, debts.map((debt) => debt.due || ZERO));
  const shared = sharedAmong(debts, month.left);
  return [headlineOf(form, month), orderSection(form, shared), sheet(form, month, lines, shared), el("p", { class: "small" }, form.say("estimate"))];
}

startTool(workOutBudget);
