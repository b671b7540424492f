import { el, svgEl } from "./dom.js";
import { fixedText, yuanText } from "./money.js";
import { groupedText } from "./rate-units.js";

// Parts of a result that several tools print: sections, tables, the bands of the caps, the two yearly figures, a chart.

// Return a section of the result with its heading.
export function section(title, ...parts) {
  return el("section", { class: "tool-section" }, el("h3", {}, title), parts);
}

// Return an amount in yuan, grouped, as a reader sees it.
export function amountText(value) {
  return groupedText(yuanText(value));
}

// Return a fraction as percent with two decimals.
export function percentShown(fraction) {
  return fixedText(fraction.times(100), 2);
}

// Return a table; `heads` are words, rows are lists of words or elements. The first cell names its row.
export function table(heads, rows, caption) {
  const cells = (row) => row.map((cell, at) => (at === 0 ? el("th", { scope: "row" }, cell) : el("td", {}, cell)));
  return el("div", { class: "tool-scroll", tabindex: "0", role: "group", "aria-label": caption || heads.join(", ") }, el("table", { class: "tool-table" },
    el("thead", {}, el("tr", {}, heads.map((word) => el("th", { scope: "col" }, word)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, cells(row))))));
}

// Return the word of an answer with its mark: matches, does not match, cannot tell.
export function answerMark(form, result) {
  return el("strong", { class: "tool-answer tool-answer-" + result }, form.say(result));
}

// Return nominal and effective side by side.
export function yearlyPair(form, cost, keys) {
  const [nominal, effective] = keys || ["nominal", "effective"];
  return el("dl", { class: "tool-pairs" },
    el("div", {}, el("dt", {}, form.say(nominal)), el("dd", {}, form.say("per-year", { percent: percentShown(cost.nominal) }))),
    el("div", {}, el("dt", {}, form.say(effective)), el("dd", {}, form.say("per-year", { percent: percentShown(cost.effective) }))));
}

// Return the caps section from what `capBands` found.
export function bandsSection(form, data, found, figures) {
  const lender = figures.lender && data.lenders[figures.lender] ? data.lenders[figures.lender].name : "";
  const head = form.say(found.head, { day: figures.contractDate || "", lender });
  const marked = found.head === "bands-unsure-lender" || found.head === "bands-none";
  const items = found.items.map((item) => el("li", {},
    el("p", {}, answerMark(form, item.result), " ", form.say(item.key, item.values), item.extra ? " " + form.say(item.extra) : ""),
    el("p", { class: "small" }, sourceOf(form, item.cap, item.cap.compare === "claim" ? figures.on : figures.contractDate))));
  return section(form.say("bands"),
    el("p", {}, marked ? [answerMark(form, "cannot-tell"), " "] : "", head),
    items.length ? el("ul", { class: "tool-bands" }, items) : "",
    found.others.length ? el("details", {}, el("summary", {}, form.say("bands-other")), el("ul", {}, found.others.map((cap) => el("li", {}, el("a", { href: cap.href }, cap.name))))) : "");
}

function sourceOf(form, cap, day) {
  const [before, after] = form.say("bands-source", { tier: cap.tier }).split("{name}");
  return [before, el("a", { href: cap.href, "data-clause": cap.id }, cap.name), after, day ? form.say("bands-date", { day }) : ""];
}

const CHART = { width: 320, left: 10, right: 310, top: 10, height: 110, line: 20 };

// Return a chart of layers over days: points [{day, values: [Decimal]}], layers [words], described in a sentence.
export function growthChart(title, description, points, layers) {
  const sums = points.map((point) => point.values.map((value, at) => point.values.slice(0, at + 1).reduce((sum, one) => sum + Number(one.toFixed()), 0)));
  const highest = Math.max(...sums.map((row) => row[row.length - 1]), 1);
  const bottom = CHART.top + CHART.height;
  const xs = points.map((point, at) => CHART.left + Math.round(((CHART.right - CHART.left) * at) / Math.max(1, points.length - 1)));
  const y = (value) => bottom - Math.round((CHART.height * Math.max(0, value)) / highest);
  const areas = layers.map((words, layer) => {
    const upper = xs.map((x, at) => x + " " + y(sums[at][layer]));
    const lower = xs.map((x, at) => x + " " + (layer ? y(sums[at][layer - 1]) : bottom)).reverse();
    return svgEl("path", { class: "chart-area-" + (layer + 1), d: "M" + upper.concat(lower).join(" ") + "Z", "fill-opacity": [".15", ".4", ".7"][layer], stroke: "currentColor" });
  });
  const base = bottom + CHART.line - 4;
  const legend = layers.slice().reverse().map((words, at) => {
    const place = base + CHART.line * (at + 1), layer = layers.length - at - 1;
    return [svgEl("rect", { class: "chart-area-" + (layer + 1), x: CHART.left, y: place - 11, width: 12, height: 12, "fill-opacity": [".15", ".4", ".7"][layer], stroke: "currentColor" }), svgEl("text", { x: CHART.left + 20, y: place }, words)];
  });
  const height = base + CHART.line * layers.length + 8;
  return el("figure", {}, svgEl("svg", { class: "chart", viewBox: "0 0 " + CHART.width + " " + height, width: CHART.width, height, role: "img", "aria-labelledby": "tool-chart-title tool-chart-desc", fill: "currentColor", "font-size": 12 },
    svgEl("title", { id: "tool-chart-title" }, title), svgEl("desc", { id: "tool-chart-desc" }, description), areas,
    svgEl("path", { d: "M" + CHART.left + " " + bottom + "H" + CHART.right, stroke: "currentColor" }),
    svgEl("text", { x: CHART.left, y: base }, points[0].day), svgEl("text", { x: CHART.right, y: base, "text-anchor": "end" }, points[points.length - 1].day), legend),
  el("figcaption", { class: "small" }, description));
}
