import { fill, el } from "./dom.js";
import { parseMoney, parseWhole, parseRateFigure } from "./parse-number.js";
import { unitSize, periodFraction, yearlyFraction, percentOf, aboveWhole, groupedText } from "./rate-units.js";
import { maskIdentity } from "./mask.js";
import { readDate } from "./daycount.js";

// One form of the page: reading its fields, the sentence that mirrors what was read, the error beside a field.

// What an error beside a field shows as an example, and the most it may be.
const AMOUNT = { example: "10000", most: "999,999,999.99" }, SHARE = { example: "50", most: "1000" };
export const RATE = { example: "18", most: "999999" };
const SIGNS = { "%": "percent", "‰": "permille", "‱": "ten-thousandth", "厘": "li", "分": "fen" };
const PERIODS = { "日": "day", "月": "month", "年": "year" };

// Return {name} places of a text filled in.
export function filled(text, values) {
  return text.replace(/\{([a-z0-9_]+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// A form of the page: `words` are in the page's language, `seen` holds what was found wrong since `begin`.
export class ToolForm {
  constructor($root, words) {
    this.$form = $root.querySelector("form");
    this.words = words;
    this.wrong = [];
  }

  // Return a sentence of the page's words.
  say(key, values) {
    return filled(this.words[key] === undefined ? key : this.words[key], values || {});
  }

  field(name) {
    return this.$form.elements.namedItem(name);
  }

  // Return what stands in a field, as typed.
  text(name) {
    const $field = this.field(name);
    return $field ? $field.value.trim() : "";
  }

  checked(name) {
    const $field = this.field(name);
    return Boolean($field && $field.checked);
  }

  // Return whether the field is on the page at present and takes part.
  shown(name) {
    const $field = this.field(name);
    return Boolean($field && !$field.closest("[hidden]"));
  }

  // Forget earlier errors; what was typed stays.
  begin() {
    this.wrong = [];
    for (const $error of this.$form.querySelectorAll(".tool-error")) { fill($error); $error.hidden = true; }
    for (const $field of this.$form.querySelectorAll("[aria-invalid]")) $field.removeAttribute("aria-invalid");
  }

  // Put an error beside a field.
  refuse(name, key, values) {
    const $field = this.field(name), $error = document.getElementById("f-" + name + "-error");
    if (!$field || !$error) throw new Error(name);
    if (!$error.hidden) return null;
    fill($error, this.say("error-" + key, { ...AMOUNT, ...values }));
    $error.hidden = false;
    $field.setAttribute("aria-invalid", "true");
    this.wrong.push(name);
    return null;
  }

  // Return "123.45", or null when the field is empty and not `needed`, or wrong.
  money(name, needed, positive) {
    const typed = this.text(name);
    if (typed === "" && !needed) return null;
    const found = parseMoney(typed);
    if (found.error) return this.refuse(name, found.error);
    if (positive && /^[0.]+$/.test(found.value)) return this.refuse(name, "not-positive");
    return found.value;
  }

  // Return a whole number, or null.
  whole(name, needed, low, high) {
    const typed = this.text(name);
    if (typed === "" && !needed) return null;
    const found = parseWhole(typed, low, high);
    if (found.error) return this.refuse(name, found.error, { low, high, example: low > 12 || high < 12 ? low : 12 });
    return found.value;
  }

  // Return a share such as an uplift of 50% as a fraction "0.5", or null.
  percent(name, needed) {
    const typed = this.text(name);
    if (typed === "" && !needed) return null;
    const found = parseRateFigure(typed);
    if (found.error) return this.refuse(name, found.error, SHARE);
    if (found.per || (found.sign && found.sign !== "%")) return this.refuse(name, "letters", SHARE);
    if (Number(found.value) > 1000) return this.refuse(name, "too-much", SHARE);
    return periodFraction(found.value, "0.01");
  }

  // Return "2026-03-10", or null.
  date(name, needed) {
    const $field = this.field(name);
    if ($field.validity && $field.validity.badInput) return this.refuse(name, "no-such-day");
    const typed = this.text(name);
    if (typed === "") return needed ? this.refuse(name, "empty-date") : null;
    try {
      if (readDate(name, typed) < "1990-01-01" || typed > "2099-12-31") return this.refuse(name, "no-such-day");
    } catch (error) {
      return this.refuse(name, "no-such-day");
    }
    return typed;
  }

  choice(name, needed) {
    const value = this.text(name);
    return value === "" && needed ? this.refuse(name, "choose") : value || null;
  }

  // Return {fraction: of its own period, per, yearly, high} of a rate with its unit, or null.
  // A period or a sign typed with the figure must agree with what was chosen.
  rate(name, needed) {
    const typed = this.text(name);
    if (typed === "" && !needed) return null;
    const found = parseRateFigure(typed);
    if (found.error) return this.refuse(name, found.error, RATE);
    const unit = this.text(name + "_unit"), per = this.text(name + "_per");
    if (!unit) return this.refuse(name + "_unit", "choose-unit");
    if (!per) return this.refuse(name + "_per", "choose-period");
    if (found.sign && SIGNS[found.sign] !== unit) return this.refuse(name + "_unit", "sign-disagrees");
    if (found.per && PERIODS[found.per] !== per) return this.refuse(name + "_per", "sign-disagrees");
    const size = unitSize(unit, per, this.text(name + "_reading"));
    if (size === null) return this.refuse(name + "_reading", "choose-reading");
    const fraction = periodFraction(found.value, size);
    const yearly = yearlyFraction(fraction, per);
    if (Number(yearly) > 100) return this.refuse(name, "rate-absurd", { percent: percentOf(yearly) });
    const high = aboveWhole(yearly);
    if (high && !this.checked(name + "_sure")) return this.refuse(name, "rate-high", { percent: percentOf(yearly) });
    return { fraction, per, yearly, high };
  }

  // Return the numbers of the rows of a repeated group in which anything stands.
  rows(group, names) {
    const found = [];
    for (const $row of this.$form.querySelectorAll('[data-row-of="' + group + '"]')) {
      const number = $row.getAttribute("data-row");
      if (names.some((name) => this.text(name + "_" + number) !== "")) found.push(number);
    }
    return found;
  }
}

// Keep the page in step with the fields: parts that depend on a choice, further rows, mirrors, masked numbers.
export function follow(form, onChange) {
  const refresh = () => { showParts(form); showRows(form); showMirrors(form); };
  form.$form.addEventListener("submit", (event) => event.preventDefault());
  form.$form.addEventListener("input", (event) => {
    maskField(form, event.target);
    refresh();
  });
  form.$form.addEventListener("change", () => { refresh(); onChange(); });
  for (const $button of form.$form.querySelectorAll("[data-add-row]")) {
    $button.addEventListener("click", () => addRow(form, $button));
  }
  window.addEventListener("pageshow", () => { refresh(); });
  refresh();
  return refresh;
}

function maskField(form, $field) {
  if (!$field || !("value" in $field) || !/^(text|textarea)$/.test($field.type)) return;
  const masked = maskIdentity($field.value);
  const $note = document.getElementById($field.id + "-mirror");
  if (masked === $field.value) {
    if ($note && !masked.includes("*")) fill($note);
    return;
  }
  $field.value = masked;
  if ($note) fill($note, form.say("masked"));
  $field.setAttribute("data-masked", "");
}

// A part with data-when="repayment=listed,level" is there only for these choices; "!" at the start means all others.
function showParts(form) {
  for (const $part of form.$form.querySelectorAll("[data-when]")) {
    const [name, allowed] = $part.getAttribute("data-when").split("=");
    const others = allowed.startsWith("!");
    const listed = allowed.replace("!", "").split(",").includes(form.text(name));
    $part.hidden = others ? listed || form.text(name) === "" : !listed;
  }
  // a group of which nothing is asked yet would be an empty box
  for (const $group of form.$form.querySelectorAll("fieldset.tool-group:not([data-when])")) {
    $group.hidden = !$group.querySelector(".tool-field:not([hidden])");
  }
  for (const $part of form.$form.querySelectorAll("[data-reading-of]")) {
    const name = $part.getAttribute("data-reading-of");
    const unit = form.text(name + "_unit"), per = form.text(name + "_per");
    $part.hidden = !((unit === "li" || unit === "fen") && per !== "" && unitSize(unit, per, "") === null);
  }
  for (const $part of form.$form.querySelectorAll("[data-sure-of]")) {
    const found = readRate(form, $part.getAttribute("data-sure-of"));
    $part.hidden = !(found && aboveWhole(found.yearly));
  }
}

function showRows(form) {
  for (const $group of form.$form.querySelectorAll("[data-rows]")) {
    const rows = [...$group.querySelectorAll("[data-row]")];
    const lastUsed = rows.reduce((last, $row, at) => ([...$row.querySelectorAll("input, select")].some(($field) => $field.value !== "") ? at : last), -1);
    const open = Math.max(Number($group.getAttribute("data-open") || 1), lastUsed + 1);
    rows.forEach(($row, at) => { $row.hidden = at >= open; });
    const $add = $group.querySelector("[data-add-row]");
    if ($add) $add.hidden = open >= rows.length;
  }
}

function addRow(form, $button) {
  const $group = $button.closest("[data-rows]");
  const open = [...$group.querySelectorAll("[data-row]")].filter(($row) => !$row.hidden).length + 1;
  $group.setAttribute("data-open", String(open));
  showRows(form);
  const $row = $group.querySelectorAll("[data-row]")[open - 1];
  if ($row) $row.querySelector("input, select").focus();
}

function readRate(form, name) {
  const found = parseRateFigure(form.text(name));
  const unit = form.text(name + "_unit"), per = form.text(name + "_per");
  if (found.error || !unit || !per) return null;
  const size = unitSize(unit, per, form.text(name + "_reading"));
  if (size === null) return null;
  const fraction = periodFraction(found.value, size);
  return { fraction, yearly: yearlyFraction(fraction, per) };
}

// Under an amount: how it was read, if not letter for letter. Under a rate: what it comes to in a year.
function showMirrors(form) {
  for (const $mirror of form.$form.querySelectorAll("[data-mirror]")) {
    const name = $mirror.getAttribute("data-mirror"), kind = $mirror.getAttribute("data-kind");
    const $field = form.field(name);
    if ($field.hasAttribute("data-masked") && $field.value.includes("*")) continue;
    fill($mirror, mirrorOf(form, name, kind));
  }
}

function mirrorOf(form, name, kind) {
  if (kind === "money") {
    const found = parseMoney(form.text(name));
    return !found.error && (found.changed || found.value.length > 6) ? form.say("mirror-money", { amount: groupedText(found.value) }) : "";
  }
  if (kind === "percent") {
    const found = parseRateFigure(form.text(name));
    return found.error ? "" : form.say("mirror-percent", { percent: found.value });
  }
  if (kind !== "rate") return "";
  const found = readRate(form, name);
  if (found) return form.say("mirror-rate", { percent: percentOf(found.yearly) });
  return bothReadings(form, name);
}

// 厘 a day or a year is said in two ways: give the yearly figure of both, so that the reader can tell.
function bothReadings(form, name) {
  const figure = parseRateFigure(form.text(name));
  const unit = form.text(name + "_unit"), per = form.text(name + "_per");
  if (figure.error || !(unit === "li" || unit === "fen") || !per) return "";
  const yearly = (reading) => percentOf(yearlyFraction(periodFraction(figure.value, unitSize(unit, per, reading)), per));
  return form.say("mirror-readings", { tradition: yearly("tradition"), coin: yearly("coin") });
}

// Return whether anything was typed or chosen.
export function touched(form) {
  return [...form.$form.elements].some(($field) => ("checked" in $field && /checkbox|radio/.test($field.type) ? $field.checked : /^(text|date|textarea|select-one)$/.test($field.type) && $field.value !== ($field.getAttribute("data-default") || "")));
}

// Fill the form from {name: text}, as an example or a saved copy does.
export function fillForm(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const $field = form.field(name);
    if (!$field) continue;
    if ($field.type === "checkbox") $field.checked = value === "yes";
    else $field.value = value;
  }
}

// Return {name: text} of everything in the form.
export function formValues(form) {
  const values = {};
  for (const $field of form.$form.elements) {
    if (!$field.name) continue;
    if ($field.type === "checkbox") { if ($field.checked) values[$field.name] = "yes"; } else if ($field.value !== "") values[$field.name] = $field.value;
  }
  return values;
}

// Show how many fields need another look, with a way to each; the first gets the focus when asked to.
export function showWrong(form, $place, withFocus) {
  const items = form.wrong.map((name) => {
    const $field = form.field(name);
    const $label = form.$form.querySelector('label[for="' + $field.id + '"]');
    const $link = el("a", { href: "#" + $field.id }, ($label ? $label.textContent : name));
    $link.addEventListener("click", (event) => { event.preventDefault(); openAround($field); $field.focus(); });
    return el("li", {}, $link);
  });
  fill($place, el("p", {}, form.say("wrong-fields", { count: String(items.length) })), el("ul", {}, items));
  if (withFocus) $place.focus();
}

function openAround($field) {
  const $details = $field.closest("details");
  if ($details) $details.open = true;
}
