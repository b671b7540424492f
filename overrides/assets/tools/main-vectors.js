// The door for `make vectors ENGINE=browser`: window.overdueVectors(text) runs the cases and gives the differences, both
// as JSON text. A table comes as {"pairs": [[name, value], …]}, which keeps its order, and a very large whole number as
// {"whole": "digits"}, which keeps its digits.

import { lprTable } from "./caps.js";
import { runVectors } from "./vectors.js";

function revived(key, value) {
  if (value && value.pairs) return new Map(value.pairs);
  return value && value.whole ? BigInt(value.whole) : value;
}

function overdueVectors(text) {
  const { cases, lpr } = JSON.parse(text);
  return JSON.stringify(runVectors(JSON.parse(cases, revived), lprTable(lpr)));
}

window.overdueVectors = overdueVectors;
