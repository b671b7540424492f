// Reading numbers as people type them: full-width digits, commas, 万, 三万五. Answers a plain decimal text or a reason;
// a number that can be read in two ways (1.234,56) is refused, never guessed.

const HAN_DIGITS = { "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9 };
const HAN_UNITS = { "十": 10, "百": 100, "千": 1000 };
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/;
const LONGEST = 60;
const GROUPED = /^-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?$/;

// Return the text without the ornaments of money: full-width forms, currency words, white space at the ends. A raised
// digit stays a letter: 10⁵ is not 105.
function undressed(text) {
  return text
    .replace(/[²³¹\u2070-\u209f]/g, "^")
    .normalize("NFKC")
    .replace(/[\u200b-\u200f\ufeff\u2060]/g, "")
    .replace(/[\u2212\u2013\u2014]/g, "-")
    .replace(/[\u00a0\u3000\u2009\u202f\t]/g, " ")
    .replace(/[，、]/g, ",")
    .replace(/[。．]/g, ".")
    .replace(/^\s*(人民币|RMB|CNY|[¥￥])\s*/i, "")
    .replace(/\s*(元整|元|块钱|块|圆|yuan|RMB|CNY)\s*$/i, "")
    .trim();
}

// Return the decimal text moved by `places` decimal places to the right, exactly.
export function movePoint(text, places) {
  const negative = text.startsWith("-");
  const [whole, part = ""] = text.replace("-", "").split(".");
  const digits = whole + part.padEnd(places, "0");
  const cut = whole.length + places;
  const left = digits.slice(0, cut).replace(/^0+(?=[0-9])/, "") || "0";
  const right = digits.slice(cut).replace(/0+$/, "");
  return (negative ? "-" : "") + left + (right ? "." + right : "");
}

// Return the value of a number in Han characters below 100 million ("三万五" is 35000), or null.
function hanNumber(text) {
  if (!/^[零〇一二两三四五六七八九十百千万]+$/.test(text)) return null;
  const parts = text.split("万");
  if (parts.length > 2) return null;
  if (parts.length === 1) return hanBelowTenThousand(parts[0]);
  const high = hanBelowTenThousand(parts[0]);
  if (high === null) return null;
  // 三万五 leaves the unit of its last digit out: it is the next lower one
  if (parts[1].length === 1 && parts[1] in HAN_DIGITS && parts[1] !== "零") return high * 10000 + HAN_DIGITS[parts[1]] * 1000;
  const low = parts[1] === "" ? 0 : hanBelowTenThousand(parts[1].replace(/^[零〇]/, ""));
  return low === null ? null : high * 10000 + low;
}

function hanBelowTenThousand(text) {
  let total = 0, digit = null, lowest = 10000;
  for (const char of text) {
    if (char in HAN_DIGITS) {
      if (digit !== null && digit !== 0) return null;
      digit = HAN_DIGITS[char];
    } else if (char in HAN_UNITS && HAN_UNITS[char] < lowest) {
      lowest = HAN_UNITS[char];
      total += (digit === null ? 1 : digit) * lowest;
      digit = null;
    } else return null;
  }
  // 三千五 means 3500
  if (digit !== null) total += lowest < 10000 && lowest >= 100 && !/[零〇]/.test(text) ? digit * lowest / 10 : digit;
  return text === "" ? null : total;
}

// Read a number: {value: decimal text, changed: whether it was read otherwise than typed} or {error: reason}.
// Reasons: empty, letters, two-ways, negative.
export function parseNumber(typed) {
  if (typed.length > LONGEST) return { error: "too-long" };
  const text = undressed(typed);
  if (text === "") return { error: "empty" };
  const han = hanNumber(text);
  if (han !== null) return { value: String(han), changed: true };
  const scaled = /^(.*?)\s*([万亿千百])$/.exec(text);
  const core = scaled ? scaled[1] : text;
  const places = scaled ? { "百": 2, "千": 3, "万": 4, "亿": 8 }[scaled[2]] : 0;
  if (/^-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+$/.test(core) || /^-?[0-9]+,[0-9]{1,2}$/.test(core) || /^-?[0-9]{1,3}(\.[0-9]{3}){2,}$/.test(core)) return { error: "two-ways" };
  if (!PLAIN.test(core) && !GROUPED.test(core)) return { error: "letters" };
  const digits = core.replace(/[, ]/g, "").replace(/^(-?)0+(?=[0-9])/, "$1");
  const value = places ? movePoint(digits, places) : digits;
  if (/^-[0.]*$/.test(value)) return { value: value.slice(1), changed: true };
  if (value.startsWith("-")) return { error: "negative" };
  return { value, changed: value !== typed.trim() };
}

// Read yuan: at most two decimals, below a thousand million. Further reasons: too-fine, too-much.
export function parseMoney(typed) {
  const found = parseNumber(typed);
  if (found.error) return found;
  const value = found.value.includes(".") ? found.value.replace(/0+$/, "").replace(/\.$/, "") : found.value;
  const [whole, part = ""] = value.split(".");
  // three decimals may be thousands in another country's writing, so they are not dropped in silence
  if (part.length > 2 || /\.[0-9]{3}$/.test(found.value)) return { error: "too-fine" };
  if (whole.length > 9) return { error: "too-much" };
  return { value: whole + "." + part.padEnd(2, "0"), changed: found.changed };
}

// Read a whole number from `low` to `high`. Further reasons: not-whole, out-of-range.
export function parseWhole(typed, low, high) {
  const found = parseNumber(typed.length > LONGEST ? typed : typed.replace(/\s*(天|日|期|个月|月|days?|months?)\s*$/i, ""));
  if (found.error) return found;
  if (!/^[0-9]+(\.0+)?$/.test(found.value)) return { error: "not-whole" };
  const value = Number(found.value);
  return value < low || value > high ? { error: "out-of-range" } : { value, changed: found.changed };
}

const SHARES = { "百": "%", "千": "‰", "万": "‱" };

// Read the figure of a rate, with the period and the sign that were typed with it (日息 5 厘, 日利率万分之五, 18%):
// {value, per: "日" | "月" | "年" | "", sign: "%" | "‰" | "‱" | "厘" | "分" | ""}.
export function parseRateFigure(typed) {
  if (typed.length > LONGEST) return { error: "too-long" };
  const [, per = "", share, figure, end] = /^\s*(?:([日月年])(?:息|化|利率|费率))?\s*(?:([百千万])分之)?([^]*?)\s*([%‰‱厘分]?)\s*$/.exec(typed.normalize("NFKC"));
  const found = parseNumber(figure);
  if (found.error) return found;
  if (share && end) return { error: "letters" };
  const part = found.value.split(".")[1] || "";
  if (part.replace(/0+$/, "").length > 6) return { error: "rate-too-fine" };
  if (found.value.split(".")[0].length > 6) return { error: "too-much" };
  return { value: movePoint(found.value, 0), per, sign: share ? SHARES[share] : end, changed: false };
}
