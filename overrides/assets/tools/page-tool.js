import { el, fill, button, copyText, printOnly } from "./dom.js";
import { ToolForm, follow, fillForm, formValues, touched, showWrong, filled } from "./fields.js";

// What every tool page does around its own sums: start, compute when asked, example, save on request, wipe, print.

// Return the data the macro printed beside the tool.
export function toolData() {
  return JSON.parse(document.getElementById("tool-data").textContent);
}

// Start the tool of the page. `compute(form, data)` returns the elements of the result or null when fields are wrong;
// it may throw an error with words(lang). Nothing runs before the reader asks, except on coming back to the page.
export function startTool(compute) {
  const $root = document.querySelector("[data-tool]");
  if (!$root) return;
  const data = toolData();
  const form = new ToolForm($root, data.words);
  const $live = $root.querySelector(".tool-live"), $result = $root.querySelector(".tool-result"), $status = $root.querySelector(".tool-status");
  let asked = false;
  const run = (byHand) => {
    asked = true;
    form.begin();
    let parts = null, stopped = false;
    try {
      parts = compute(form, data);
    } catch (error) {
      if (typeof error.words !== "function") throw error;
      parts = [el("p", { class: "tool-stop" }, error.words(data.lang))];
      stopped = true;
    }
    const $wrong = $root.querySelector(".tool-wrong");
    $wrong.hidden = form.wrong.length === 0;
    if (form.wrong.length) showWrong(form, $wrong, byHand);
    if (parts && !form.wrong.length) fill($result, parts, stopped ? "" : el("p", { class: "no-print" }, button(form.say("print-result"), () => printOnly($result))));
    $result.classList.toggle("tool-old", Boolean(form.wrong.length));
    $root.classList.toggle("tool-has-result", $result.childNodes.length > 0);
    fill($status, form.wrong.length ? form.say("status-wrong", { count: String(form.wrong.length) }) : form.say("status-done"));
    if (byHand && !form.wrong.length) { $result.focus(); if ($result.scrollIntoView) $result.scrollIntoView(); }
  };
  const refresh = follow(form, () => { if (asked) run(false); });
  $root.querySelector("[data-compute]").addEventListener("click", () => run(true));
  $root.querySelector("[data-wipe]").addEventListener("click", () => {
    wipe(form, $root, data);
    asked = false;
    refresh();
    fill($status, form.say("status-wiped"));
  });
  offerSaving(form, $root, data, refresh);
  $live.hidden = false;
  $root.classList.add("tool-runs");
  window.addEventListener("pageshow", () => {
    const example = touched(form) ? null : exampleOf(data);
    if (example && example.fields) { fillForm(form, example.fields); refresh(); }
    sayExample(form, $root, exampleOf(data));
    if (touched(form)) run(false);
  });
}

// The address may name a published example, never a reader's number.
function exampleOf(data) {
  const id = new URLSearchParams(location.search).get("example");
  return id && Object.prototype.hasOwnProperty.call(data.examples, id) ? data.examples[id] : null;
}

function sayExample(form, $root, example) {
  const $note = $root.querySelector(".tool-example");
  $note.hidden = !example;
  if (!example) return;
  fill($note, form.say(example.fields ? "example-here" : "example-elsewhere", { title: example.title }), " ", example.href ? el("a", { href: example.href }, example.link) : "");
}

function wipe(form, $root, data) {
  for (const $field of form.$form.elements) {
    if ($field.type === "checkbox") $field.checked = false;
    else if ("value" in $field && $field.tagName !== "BUTTON") $field.value = $field.getAttribute("data-default") || "";
    $field.removeAttribute("data-masked");
  }
  form.begin();
  for (const $group of form.$form.querySelectorAll("[data-open]")) $group.removeAttribute("data-open");
  for (const $part of $root.querySelectorAll(".tool-result, .tool-wrong, .tool-mirror")) fill($part);
  $root.querySelector(".tool-wrong").hidden = true;
  $root.classList.remove("tool-has-result");
  try { localStorage.removeItem(storageKey(data)); } catch (error) { /* a browser that keeps nothing has nothing to wipe */ }
}

function storageKey(data) {
  return "handbook-" + data.tool;
}

// Saving is the reader's decision, after a sentence on who else can open this phone.
function offerSaving(form, $root, data, refresh) {
  const $place = $root.querySelector(".tool-saving");
  const kept = () => { try { return localStorage.getItem(storageKey(data)); } catch (error) { return null; } };
  const draw = (note) => fill($place, el("p", { class: "small" }, note), kept() ? button(form.say("open-saved"), open) : "", button(form.say("save"), ask));
  const ask = () => fill($place, el("p", {}, form.say("save-warning")), button(form.say("save-yes"), save), button(form.say("save-no"), () => draw(form.say("save-note"))));
  const open = () => {
    try { fillForm(form, JSON.parse(kept())); } catch (error) { return draw(form.say("save-failed")); }
    refresh();
    return draw(form.say("opened"));
  };
  const save = () => {
    try { localStorage.setItem(storageKey(data), JSON.stringify(formValues(form))); } catch (error) { return draw(form.say("save-failed")); }
    return draw(form.say("saved"));
  };
  draw(form.say("save-note"));
}

// Return the letter as a block with buttons: Chinese text, its gloss where the page is English, copy and print.
export function letterBlock(form, letter, values) {
  const text = filled(letter.zh, values);
  const $place = el("div", { class: "tool-letter" },
    el("p", { class: "small" }, letter.before),
    el("pre", { lang: "zh", class: "tool-letter-text" }, text),
    letter.gloss ? el("details", {}, el("summary", {}, form.say("gloss")), el("pre", { lang: "en", class: "tool-letter-text" }, filled(letter.gloss, values))) : "",
    el("p", { "data-said": true, role: "status", class: "small no-print" }));
  const buttons = el("p", { class: "tool-buttons no-print" },
    button(form.say("copy"), () => copyText(text, $place, form.say("copied"), form.say("copy-by-hand"))),
    button(form.say("print"), () => printOnly($place)));
  $place.appendChild(buttons);
  return $place;
}
