// From a response to its outcome, in the browser: the twin of course/content/scoring.py.
//
// Feedback must not wait for the kernel, and must come with no kernel at all, so the rules stand
// twice. tests/content/test_scoring.py runs both on the same cases and lets them differ in nothing: scores,
// headlines, feedback, marks and messages. An item here is the plain object that items_for_browser()
// in quiz.py makes: {id, kind, options: [{id, text, feedback, correct}], answer, ...}.
// Pure functions, no document, no state.

/** Certainty level -> [mark when right, mark when wrong]. */
export const CERTAINTY_MARKS = { 1: [1, 0], 2: [2, -2], 3: [3, -6] };

/** A response that cannot be read. It is no attempt: nothing is scored and nothing is kept. */
export class ResponseError extends Error {}

// What Python calls white space; the browser's own \s has U+FEFF more and some control signs less.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SEPARATORS = new RegExp(`[${SPACE},;>]+`);
const ORNAMENTS = new RegExp(`[${SPACE}_'\\u2019]|US\\$|\\$|%|US`, "g");
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** Text as Python's repr() writes it, because the messages of both sides must agree. */
export function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const named = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\", [quote]: "\\" + quote };
  const hex = (code) => {
    if (code < 0x100) return "\\x" + code.toString(16).padStart(2, "0");
    return code < 0x10000 ? "\\u" + code.toString(16).padStart(4, "0") : "\\U" + code.toString(16).padStart(8, "0");
  };
  const letter = (sign) => {
    if (sign in named) return named[sign];
    return sign !== " " && /[\p{C}\p{Z}]/u.test(sign) ? hex(sign.codePointAt(0)) : sign;
  };
  return quote + Array.from(text, letter).join("") + quote;
}

/** Digits of any script become 0-9, as Python's float() reads them. */
function plainDigits(text) {
  return text.replace(/\p{Nd}/gu, (sign) => {
    // Digits stand in Unicode in unbroken runs of ten, each from zero to nine.
    let start = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
    return String((sign.codePointAt(0) - start) % 10);
  });
}

/** Numbers for messages that show how one is written. */
const EXAMPLES = ["1234.5", "67.8"];

/** How a number is written, shown by one that is neither this item's answer nor near it. */
export function exampleNumber(item) {
  return EXAMPLES.find((text) => Math.abs(Number(text) - item.answer) > 2 * item.tolerance) ?? EXAMPLES.at(-1);
}

/** The number a person meant: "1,234.5", "45,3", "45.3 %" and "US$ 120" are all read. */
export function readNumber(text, example = EXAMPLES[0]) {
  let plain = plainDigits(text.replace(/\u2212/g, "-").replace(/\u2013/g, "-").replace(ORNAMENTS, ""));
  if (THOUSANDS.test(plain)) plain = plain.replaceAll(",", "");
  else if (DECIMAL_COMMA.test(plain)) plain = plain.replace(",", ".");
  if (!NUMBER.test(plain)) {
    throw new ResponseError(`${quoted(text)} is not a number. Write digits only, for example ${example}.`);
  }
  return Number(plain);
}

function readIds(response) {
  if (typeof response === "string") return response.split(SEPARATORS).filter(Boolean);
  if (Array.isArray(response)) return response.map(String);
  throw new ResponseError(
    `${JSON.stringify(response)} is not an answer. Write the option's letter in quotes.`,
  );
}

function stripSigns(text) {
  return text.replace(/^[=:-]+|[=:-]+$/g, "");
}

function readPairs(item, response) {
  const options = item.options.map((option) => option.id);
  const targets = item.targets.map((target) => target.id);
  const pairs = new Map();
  if (response !== null && typeof response === "object" && !Array.isArray(response)) {
    for (const [left, right] of Object.entries(response)) pairs.set(left, String(right));
  } else {
    for (const part of readIds(response)) {
      for (const left of options) {
        const right = part.startsWith(left) ? stripSigns(part.slice(left.length)) : null;
        if (right !== null && targets.includes(right)) pairs.set(left, right);
      }
    }
  }
  const complete = pairs.size === options.length && options.every((left) => pairs.has(left));
  if (!complete || ![...pairs.values()].every((right) => targets.includes(right))) {
    const shape = options.map((left) => `${left}?`).join(" ");
    throw new ResponseError(
      `Pair each of ${options.join(", ")} with one of ${targets.join(", ")}, written as '${shape}', a letter in place of each ?.`,
    );
  }
  return Object.fromEntries(options.map((left) => [left, pairs.get(left)]));
}

function readInput(item, response) {
  const example = exampleNumber(item);
  const wanted = `${item.id} asks for a number, for example ${example}.`;
  if (typeof response !== "string" && typeof response !== "number") throw new ResponseError(wanted);
  const number = typeof response === "string" ? readNumber(response, example) : response;
  if (!Number.isFinite(number)) throw new ResponseError(wanted);
  return number;
}

/** The response in normal form: option id, sorted ids, ids in order, option -> target, or number. */
export function normalise(item, response) {
  if (item.kind === "numeric") return readInput(item, response);
  if (item.kind === "match") return readPairs(item, response);
  const known = item.options.map((option) => option.id);
  const ids = readIds(response);
  for (const given of ids) {
    if (!known.includes(given)) {
      throw new ResponseError(`${quoted(given)} is not an option of ${item.id}. The options are ${known.join(", ")}.`);
    }
  }
  if (item.kind === "single") {
    if (ids.length !== 1) throw new ResponseError(`Choose one option of ${item.id}: ${known.join(", ")}.`);
    return ids[0];
  }
  if (item.kind === "multiple") {
    const distinct = [...new Set(ids)].sort();
    if (distinct.length === item.choose) return distinct;
    throw new ResponseError(`Choose ${item.choose} options; you chose ${distinct.length}.`);
  }
  if ([...ids].sort().join("\n") !== [...known].sort().join("\n")) {
    throw new ResponseError(`Give each of ${known.join(", ")} one place, first to last.`);
  }
  return ids;
}

const told = (option) => `${option.text}: ${option.feedback}`;

// One judge for each kind: [correct, score 0..1, headline, lines of feedback].
const JUDGES = {
  single(item, value) {
    const chosen = item.options.find((option) => option.id === value);
    return [chosen.correct, chosen.correct ? 1 : 0, chosen.correct ? "Right." : "Not this one.", [chosen.feedback]];
  },

  multiple(item, value) {
    const chosen = item.options.filter((option) => value.includes(option.id));
    const right = chosen.filter((option) => option.correct).length;
    const headline = right === item.choose ? "Right." : `${right} of ${item.choose} right.`;
    const share = Math.max(0, (2 * right - item.choose) / item.choose);
    return [right === item.choose, share, headline, chosen.map(told)];
  },

  numeric(item, value) {
    // Binary fractions: 45.4 - 45.3 is a hair more than 0.1, and the learner must not pay for that.
    const slack = item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer));
    if (Math.abs(value - item.answer) <= slack) return [true, 1, "Right.", [item.feedback]];
    const near = (slip) => Math.abs(value - slip.value) <= Math.max(slack, 1e-9 * Math.abs(slip.value));
    const slip = item.wrong.find(near);
    return [false, 0, "Not this number.", [slip ? slip.feedback : item.otherwise]];
  },

  order(item, value) {
    const wrong = value.filter((given, place) => given !== item.answer[place]);
    const placed = value.length - wrong.length;
    const headline = wrong.length ? `${placed} of ${value.length} in place.` : "Right.";
    const shown = wrong.length ? wrong : item.answer;
    const lines = shown.map((id) => told(item.options.find((option) => option.id === id)));
    return [!wrong.length, placed / value.length, headline, lines];
  },

  match(item, value) {
    const wrong = item.options.filter((option) => value[option.id] !== item.answer[option.id]);
    const right = item.options.length - wrong.length;
    const headline = wrong.length ? `${right} of ${item.options.length} pairs right.` : "Right.";
    return [!wrong.length, right / item.options.length, headline, (wrong.length ? wrong : item.options).map(told)];
  },
};

/**
 * Score one response to one item. `certainty` is 1, 2, 3 or null.
 * Returns {correct, score, headline, feedback, mark, response}; throws ResponseError when the
 * response cannot be read.
 */
export function score(item, response, certainty = null) {
  if (certainty !== null && ![1, 2, 3].includes(certainty)) {
    const given = typeof certainty === "string" ? quoted(certainty) : certainty;
    throw new ResponseError(`Certainty is 1, 2 or 3, not ${given}.`);
  }
  const value = normalise(item, response);
  const [correct, share, headline, feedback] = JUDGES[item.kind](item, value);
  const mark = certainty === null ? null : CERTAINTY_MARKS[certainty][correct ? 0 : 1];
  return { correct, score: share, headline, feedback, mark, response: value };
}

/** For each part the learner placed, whether it is right: option id (or place number) -> true or false. */
export function partsRight(item, value) {
  const right = (id) => item.options.find((option) => option.id === id).correct;
  switch (item.kind) {
    case "single":
      return { [value]: right(value) };
    case "multiple":
      return Object.fromEntries(value.map((id) => [id, right(id)]));
    case "order":
      return Object.fromEntries(value.map((id, place) => [place, id === item.answer[place]]));
    case "match":
      return Object.fromEntries(item.options.map(({ id }) => [id, value[id] === item.answer[id]]));
    default:
      return {};
  }
}
