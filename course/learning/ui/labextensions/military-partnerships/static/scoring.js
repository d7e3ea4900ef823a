// From a response to its outcome, in the browser: the twin of course/content/scoring.py.
//
// Feedback must not wait for the kernel, and must come with no kernel at all, so the rules stand
// twice. tests/content/test_scoring.py runs both on the same cases: they may not differ in scores, marks,
// headlines and feedback, nor in the code that says why a response cannot be read. What people type in Python
// ("b d", "1a 2c") is read there alone; a page gives ids, lists and pairs, and text only where a number is asked for.
// Pure functions, no document, no state, nothing imported.

/**
 * An item, as items_for_browser() in quiz/widget.py makes it. `correct` is there for single and multiple only.
 * @typedef {{id: string, text: string, feedback: string, correct?: boolean}} Option
 * @typedef {{id: string, kind: "single", options: Option[]}} Single
 * @typedef {{id: string, kind: "multiple", options: Option[], choose: number}} Multiple
 * @typedef {{id: string, kind: "order", options: Option[], answer: string[]}} Order
 * @typedef {{id: string, kind: "match", options: Option[], targets: {id: string, text: string}[], answer: Record<string, string>}} Match
 * @typedef {{value: number, feedback: string}} Slip
 * @typedef {{id: string, kind: "numeric", answer: number, tolerance: number, feedback: string, otherwise: string, wrong: Slip[]}} Numeric
 * @typedef {Single | Multiple | Order | Match | Numeric} Item
 *
 * A response in normal form: option id, ids in order, option -> target, or number.
 * @typedef {string | number | string[] | Record<string, string>} Response
 *
 * @typedef {{correct: boolean, score: number, headline: string, feedback: string[]}} Judged
 * @typedef {Judged & {mark: number | null, response: Response}} Outcome
 */

/**
 * Certainty level -> [mark when right, mark when wrong].
 * @type {Record<number, [number, number]>}
 */
export const CERTAINTY_MARKS = { 1: [1, 0], 2: [2, -2], 3: [3, -6] };

/**
 * A response that cannot be read. It is no attempt: nothing is scored and nothing is kept.
 * `code` names the reason, as in Python; `control` is the input that it lies in, if it lies in one. A reason that the
 * controls of a page rule out (inputs.js) has no sentence of its own: only an answer to an older item can bring it here.
 */
export class ResponseError extends Error {
  /**
   * @param {string} code
   * @param {string} text
   * @param {Element | null} control
   */
  constructor(code, text = "This answer cannot be read.", control = null) {
    super(text);
    this.code = code;
    this.control = control;
  }
}

// White space in the browser's sense or in Python's; either side adds here what it does not count itself.
const ORNAMENTS = /[\s\x1c-\x1f\x85_'\u2019]|US\$|\$|%|US/g; // eslint-disable-line no-control-regex
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * Digits of any script become 0-9, as Python's float() reads them.
 * @param {string} text
 */
function plainDigits(text) {
  return text.replace(/\p{Nd}/gu, (sign) => {
    // Digits stand in Unicode in unbroken runs of ten, each from zero to nine.
    const code = Number(sign.codePointAt(0));
    let start = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
    return String((code - start) % 10);
  });
}

/** Numbers for messages that show how one is written. */
const EXAMPLES = ["1234.5", "67.8"];

/**
 * How a number is written, shown by one that is neither this item's answer nor near it.
 * @param {Numeric} item
 */
export function exampleNumber(item) {
  return EXAMPLES.find((text) => Math.abs(Number(text) - item.answer) > 2 * item.tolerance) ?? EXAMPLES[1];
}

/**
 * The number a person meant: "1,234.5", "45,3", "45.3 %" and "US$ 120" are all read.
 * @param {string} text
 * @param {string} example a number for the message
 */
function readNumber(text, example) {
  let plain = plainDigits(text.replace(/\u2212/g, "-").replace(/\u2013/g, "-").replace(ORNAMENTS, ""));
  if (THOUSANDS.test(plain)) plain = plain.replaceAll(",", "");
  else if (DECIMAL_COMMA.test(plain)) plain = plain.replace(",", ".");
  if (!NUMBER.test(plain)) {
    throw new ResponseError("not_a_number", `'${text}' is not a number. Write digits only, for example ${example}.`);
  }
  return Number(plain);
}

/**
 * @param {Numeric} item
 * @param {unknown} response
 */
function readInput(item, response) {
  const example = exampleNumber(item);
  const number = typeof response === "string" ? readNumber(response, example) : response;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new ResponseError("number_wanted", `${item.id} asks for a number, for example ${example}.`);
}

/**
 * The ids of a response, each of them one of the item's options.
 * @param {Single | Multiple | Order} item
 * @param {unknown} response
 */
function readIds(item, response) {
  if (typeof response !== "string" && !Array.isArray(response)) throw new ResponseError("not_an_answer");
  const ids = [response].flat().map(String);
  if (!ids.every((given) => item.options.some(({ id }) => id === given))) throw new ResponseError("not_an_option");
  return ids;
}

/**
 * @param {Single} item
 * @param {unknown} response
 */
function readOne(item, response) {
  const ids = readIds(item, response);
  if (ids.length !== 1) throw new ResponseError("choose_one");
  return ids[0];
}

/**
 * @param {Multiple} item
 * @param {unknown} response
 */
function readSome(item, response) {
  const distinct = [...new Set(readIds(item, response))].sort();
  if (distinct.length !== item.choose) {
    throw new ResponseError("choose_some", `Choose ${item.choose} options; you chose ${distinct.length}.`);
  }
  return distinct;
}

/**
 * @param {Order} item
 * @param {unknown} response
 */
function readPlaces(item, response) {
  const ids = readIds(item, response);
  if (ids.length !== item.options.length || new Set(ids).size !== ids.length) throw new ResponseError("place_each");
  return ids;
}

/**
 * @param {Match} item
 * @param {unknown} response
 */
function readPairs(item, response) {
  if (response === null || typeof response !== "object" || Array.isArray(response)) {
    throw new ResponseError("not_an_answer");
  }
  const pairs = new Map(Object.entries(response).map(([left, right]) => [left, String(right)]));
  const complete = pairs.size === item.options.length && item.options.every(({ id }) => pairs.has(id));
  if (!complete || ![...pairs.values()].every((right) => item.targets.some(({ id }) => id === right))) {
    throw new ResponseError("pair_each");
  }
  return Object.fromEntries(item.options.map(({ id }) => [id, String(pairs.get(id))]));
}

/** @param {Option} option */
const told = (option) => `${option.text}: ${option.feedback}`;

/**
 * @param {Single} item
 * @param {string} value
 * @returns {Judged}
 */
function judgeOne(item, value) {
  const [{ correct = false, feedback }] = item.options.filter((option) => option.id === value);
  return { correct, score: correct ? 1 : 0, headline: correct ? "Right." : "Not this one.", feedback: [feedback] };
}

/**
 * @param {Multiple} item
 * @param {string[]} value
 * @returns {Judged}
 */
function judgeSome(item, value) {
  const chosen = item.options.filter((option) => value.includes(option.id));
  const right = chosen.filter((option) => option.correct).length;
  return {
    correct: right === item.choose,
    score: Math.max(0, (2 * right - item.choose) / item.choose),
    headline: right === item.choose ? "Right." : `${right} of ${item.choose} right.`,
    feedback: chosen.map(told),
  };
}

/**
 * @param {Numeric} item
 * @param {number} value
 * @returns {Judged}
 */
function judgeNumber(item, value) {
  // Binary fractions: 45.4 - 45.3 is a hair more than 0.1, and the learner must not pay for that.
  const slack = item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer));
  if (Math.abs(value - item.answer) <= slack) {
    return { correct: true, score: 1, headline: "Right.", feedback: [item.feedback] };
  }
  const slip = item.wrong.find((one) => Math.abs(value - one.value) <= Math.max(slack, 1e-9 * Math.abs(one.value)));
  return { correct: false, score: 0, headline: "Not this number.", feedback: [slip ? slip.feedback : item.otherwise] };
}

/**
 * @param {Order} item
 * @param {string[]} value
 * @returns {Judged}
 */
function judgePlaces(item, value) {
  const wrong = value.filter((given, place) => given !== item.answer[place]);
  const placed = value.length - wrong.length;
  const shown = wrong.length ? wrong : item.answer;
  return {
    correct: !wrong.length,
    score: placed / value.length,
    headline: wrong.length ? `${placed} of ${value.length} in place.` : "Right.",
    feedback: shown.flatMap((id) => item.options.filter((option) => option.id === id).map(told)),
  };
}

/**
 * @param {Match} item
 * @param {Record<string, string>} value
 * @returns {Judged}
 */
function judgePairs(item, value) {
  const wrong = item.options.filter((option) => value[option.id] !== item.answer[option.id]);
  const right = item.options.length - wrong.length;
  return {
    correct: !wrong.length,
    score: right / item.options.length,
    headline: wrong.length ? `${right} of ${item.options.length} pairs right.` : "Right.",
    feedback: (wrong.length ? wrong : item.options).map(told),
  };
}

/**
 * The outcome, and the response in normal form.
 * @param {Item} item
 * @param {unknown} response
 * @returns {Judged & {response: Response}}
 */
function judge(item, response) {
  switch (item.kind) {
    case "single": {
      const value = readOne(item, response);
      return { ...judgeOne(item, value), response: value };
    }
    case "multiple": {
      const value = readSome(item, response);
      return { ...judgeSome(item, value), response: value };
    }
    case "numeric": {
      const value = readInput(item, response);
      return { ...judgeNumber(item, value), response: value };
    }
    case "order": {
      const value = readPlaces(item, response);
      return { ...judgePlaces(item, value), response: value };
    }
    case "match": {
      const value = readPairs(item, response);
      return { ...judgePairs(item, value), response: value };
    }
  }
}

/**
 * Score one response to one item. `certainty` is 1, 2, 3 or null. Throws ResponseError when the response cannot be read.
 * @param {Item} item
 * @param {unknown} response
 * @param {number | null} certainty
 * @returns {Outcome}
 */
export function score(item, response, certainty = null) {
  if (certainty !== null && ![1, 2, 3].includes(certainty)) throw new ResponseError("certainty");
  const judged = judge(item, response);
  const mark = certainty === null ? null : CERTAINTY_MARKS[certainty][judged.correct ? 0 : 1];
  return { ...judged, mark };
}

/**
 * For each part the learner placed, whether it is right: option id (or place number) -> true or false.
 * @param {Item} item
 * @param {any} value  the response in normal form
 * @returns {Record<string, boolean>}
 */
export function partsRight(item, value) {
  /** @param {Single | Multiple} one @param {string} given */
  const right = (one, given) => one.options.some(({ id, correct = false }) => id === given && correct);
  switch (item.kind) {
    case "single":
      return { [value]: right(item, value) };
    case "multiple":
      return Object.fromEntries(value.map((/** @type {string} */ id) => [id, right(item, id)]));
    case "order":
      return Object.fromEntries(item.answer.map((id, place) => [place, id === value[place]]));
    case "match":
      return Object.fromEntries(item.options.map(({ id }) => [id, value[id] === item.answer[id]]));
    case "numeric":
      return {};
  }
}
