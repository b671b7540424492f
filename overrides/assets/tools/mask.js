// Identity and bank card numbers are no use here: they are blotted out while being typed, and the reader is told.

const IDENTITY = /[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ -]?[0-9]{3}[0-9Xx]/g;
const CARD = /[0-9]{15,19}|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -][0-9]{1,3})?|[0-9]{6}[ -][0-9]{13}/g;
const LONG_FRACTION = /^\s*[0-9]{1,9}\.[0-9]+%?\s*$/;

// Return the text with such numbers blotted out; the same text when there is none. A number with many decimals, as a
// calculator gives it, is none of them.
export function maskIdentity(text) {
  const plain = text.normalize("NFKC");
  if (LONG_FRACTION.test(plain)) return text;
  const masked = plain.replace(IDENTITY, stars).replace(CARD, stars);
  return masked === plain ? text : masked;
}

function stars(found) {
  return found.slice(0, 2) + "*".repeat(8) + found.slice(-2);
}
