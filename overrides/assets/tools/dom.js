// Elements without markup in strings: whatever a reader typed is text and stays text.

// Return an element; `attributes` are set as they are, children are elements or text.
export function el(tag, attributes, ...children) {
  const $node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) $node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) $node.setAttribute(name, value);
  }
  append($node, children);
  return $node;
}

// Return an SVG element.
export function svgEl(tag, attributes, ...children) {
  const $node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) $node.setAttribute(name, value);
  append($node, children);
  return $node;
}

function append($node, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === "") continue;
    $node.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
}

// Replace everything inside an element.
export function fill($node, ...children) {
  $node.textContent = "";
  append($node, children);
}

// Return a button that does something; it never sends a form.
export function button(words, act, className) {
  const $button = el("button", { type: "button", class: className || "md-button tool-button" }, words);
  $button.addEventListener("click", act);
  return $button;
}

// Copy a text; where the browser has no clipboard (from disk, old phones) select it in a field instead.
export function copyText(text, $near, done, byHand) {
  const fallback = () => {
    const $field = el("textarea", { class: "tool-copy", rows: "6", "aria-label": byHand });
    $field.value = text;
    $near.appendChild($field);
    $field.select();
    let copied = false;
    try { copied = document.execCommand("copy"); } catch (error) { copied = false; }
    if (copied) $field.remove();
    return copied;
  };
  const say = (worked) => { $near.querySelector("[data-said]").textContent = worked ? done : byHand; };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(() => say(true), () => say(fallback()));
  else say(fallback());
}

// Print one part of the page by itself: everything beside it and beside what it stands in is left off the paper.
export function printOnly($part) {
  const left = [];
  for (let $at = $part; $at.parentElement && $at !== document.body; $at = $at.parentElement) {
    for (const $other of $at.parentElement.children) if ($other !== $at) left.push($other);
  }
  for (const $other of left) $other.classList.add("tool-not-printed");
  window.addEventListener("afterprint", () => { for (const $other of left) $other.classList.remove("tool-not-printed"); }, { once: true });
  window.print();
}
