// Runs worked calculations against this engine and compares, as macros/vectors.py does, in the same words. Used by
// `make vectors FILE=path ENGINE=browser` and by the tests, by no page.

import { compute } from "./answers.js";
import { bare } from "./case.js";
import { MoneyError } from "./money.js";

// Computes every vector of a file's content (tables are Maps) and returns the differences {case, place, words}; none
// means all agree.
export function runVectors(cases, lpr) {
  const vectors = cases instanceof Map ? cases.get("vectors") : null;
  if (!Array.isArray(vectors) || !vectors.length) {
    const words = 'no list of cases. Allowed: {"vectors": [{id, kind, inputs, expected}]}';
    return [{ case: "file", place: "vectors", words }];
  }
  return vectors.reduce((found, vector, position) => found.concat(runOne(vector, position + 1, lpr)), []);
}

function runOne(vector, position, lpr) {
  const table = vector instanceof Map ? vector : new Map();
  const name = table.has("id") ? bare(table.get("id")) : "case " + position;
  const broken = ["inputs", "expected"].find((key) => !(table.get(key) instanceof Map));
  if (broken) return [{ case: name, place: broken, words: "is missing or no table. Allowed: a table of names and values" }];
  const convention = table.get("convention");
  let answer;
  try {
    const used = convention instanceof Map ? convention : null;
    answer = compute(bare(table.get("kind")), table.get("inputs"), lpr, used);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    return [{ case: name, place: "", words: error.message }];
  }
  return compared(name, "", table.get("expected"), answer);
}

// A difference for each expected value that is not computed exactly so; extra computed values are fine.
function compared(name, place, expected, computed) {
  const differs = (at, words) => [{ case: name, place: at, words }];
  const kind = kindOf(expected);
  if (kind === "table" && kindOf(computed) === "table") {
    return Array.from(expected).reduce((found, [key, value]) => {
      const at = place ? place + "." + key : key;
      if (Object.prototype.hasOwnProperty.call(computed, key)) return found.concat(compared(name, at, value, computed[key]));
      return found.concat(differs(at, `expected ${plain(value)}, got nothing of this name`));
    }, []);
  }
  if (kind === "list" && kindOf(computed) === "list") {
    const [wanted, got] = [expected.length, computed.length];
    const lengths = wanted === got ? [] : differs(place, `expected ${wanted} lines, got ${got}`);
    return expected.slice(0, got).reduce((found, one, position) => {
      return found.concat(compared(name, `${place}[${position}]`, one, computed[position]));
    }, lengths);
  }
  if (kind !== kindOf(computed)) return differs(place, `expected ${jsonText(expected, true)}, got ${jsonText(computed, true)}`);
  if (expected === computed || jsonText(expected) === jsonText(computed)) return [];
  return differs(place, `expected ${plain(expected)}, got ${plain(computed)}`);
}

function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "bigint" ? "number" : typeof value === "object" ? "table" : typeof value;
}

function plain(value) {
  return typeof value === "string" ? value : jsonText(value);
}

// JSON as Python prints it; `ascii` writes every other sign as an escape.
function jsonText(value, ascii = false) {
  if (kindOf(value) === "list") return "[" + value.map((one) => jsonText(one, ascii)).join(", ") + "]";
  if (kindOf(value) === "table") {
    const pairs = value instanceof Map ? Array.from(value) : Object.keys(value).map((key) => [key, value[key]]);
    return "{" + pairs.map(([key, one]) => jsonText(key, ascii) + ": " + jsonText(one, ascii)).join(", ") + "}";
  }
  if (typeof value === "bigint") return String(value);
  const text = JSON.stringify(value);
  const escape = (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0");
  return ascii ? text.replace(/[\u007f-\uffff]/g, escape) : text;
}
