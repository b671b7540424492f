import { el, fill } from "./dom.js";

// The register or the timeline seen for a day, a lender type, a topic, a word. Without this the whole list is there.

function inWords(text, values) {
  return text.replace(/\{([a-z]+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// Return whether periods written "2020-01-01/2021-12-31;2022-01-01/" cover a day.
function coversDay(periods, day) {
  return periods.split(";").some((span) => { const [from, to] = span.split("/"); return from <= day && (!to || day <= to); });
}

// Return whether a row was there on a day: a clause in one of its periods, an event of the timeline once it has happened.
function wasThere($row, day) {
  const periods = $row.getAttribute("data-periods");
  return periods === null ? $row.getAttribute("data-day") <= day : coversDay(periods, day);
}

function fits($row, wanted) {
  const $bound = $row.closest("[data-lenders]");
  const lenders = $bound.getAttribute("data-lenders").split(" ");
  if (wanted.on && !wasThere($row, wanted.on)) return false;
  if (wanted.who && !lenders.includes(wanted.who) && !lenders.includes("anyone")) return false;
  if (wanted.topic && $row.getAttribute("data-topic") !== wanted.topic) return false;
  const $head = $bound.querySelector("h3");
  const text = ($head ? $head.textContent : "") + $row.textContent;
  return text.toLowerCase().includes(wanted.word.toLowerCase());
}

// Start the controls: they hide what does not fit and say how much is left.
export function startRegister() {
  const $root = document.querySelector('[data-tool="register-filter"]');
  if (!$root) return;
  const words = JSON.parse(document.getElementById("tool-data").textContent).words;
  const $form = $root.querySelector("form"), $status = $root.querySelector(".tool-status");
  const rows = [...document.querySelectorAll(".clause-row, table.timeline tbody tr")];
  const show = () => {
    const wanted = Object.fromEntries(["on", "who", "topic", "word"].map((name) => {
      const $field = $form.elements.namedItem(name);
      return [name, $field ? $field.value.trim() : ""];
    }));
    let count = 0;
    for (const $row of rows) { $row.hidden = !fits($row, wanted); if (!$row.hidden) count++; }
    for (const $group of document.querySelectorAll("section.instrument")) $group.hidden = !$group.querySelector(".clause-row:not([hidden])");
    fill($status, wanted.on ? el("span", {}, inWords(words.on, { day: wanted.on }), " ") : "", count ? inWords(words.count, { count }) : words[wanted.on ? "none-on" : "none"]);
  };
  $form.addEventListener("submit", (event) => event.preventDefault());
  $form.addEventListener("input", show);
  $form.addEventListener("change", show);
  $root.querySelector("[data-wipe]").addEventListener("click", () => { $form.reset(); show(); });
  // a link to a clause must find it, whatever the controls hide
  window.addEventListener("hashchange", () => { const $row = document.getElementById(location.hash.slice(1)); if ($row && $row.hidden) { $form.reset(); show(); $row.scrollIntoView(); } });
  window.addEventListener("pageshow", show);
  $root.querySelector(".tool-live").classList.remove("tool-waits");
}
