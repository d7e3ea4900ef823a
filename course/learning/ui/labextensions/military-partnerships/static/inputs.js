// The controls of each kind of item: native inputs only, so keyboard and screen reader work as usual.
//
// Each builder returns {nodes, read, write, mark}. read() gives the response or throws ResponseError
// with what is missing; its `control` is where. write(response) restores one. mark(parts) shows beside
// each part whether it is right, by a sign and a word; mark({}) takes that away. `only` is the control
// of a kind that has a single one.
import { exampleNumber, ResponseError } from "./scoring.js";
import { element, uncoded } from "./common.js";

function missing(text, control) {
  return new ResponseError("missing", text, control);
}

function verdict() {
  return element("span", { class: "mpp-verdict" });
}

function showVerdict(span, right, words) {
  span.replaceChildren();
  span.dataset.right = String(right);
  if (right !== undefined) span.append(right ? `✓ ${words[0]}` : `✗ ${words[1]}`);
}

function choices(item, prefix) {
  const type = item.kind === "single" ? "radio" : "checkbox";
  const rows = item.shown.map((id, place) => {
    const { text } = item.options.find((option) => option.id === id);
    const input = element("input", { type, name: `${prefix}-choice`, value: id, id: `${prefix}-${place}` });
    const sign = verdict();
    const label = element("label", { for: input.id }, element("span", {}, text), " ", sign);
    return { id, input, sign, node: element("div", { class: "mpp-option" }, input, label) };
  });
  const chosen = () => rows.filter(({ input }) => input.checked).map(({ id }) => id);
  return {
    nodes: [element("div", { class: "mpp-options" }, rows.map(({ node }) => node))],
    read() {
      if (item.kind === "multiple") return chosen();
      if (!chosen().length) throw missing("Choose one option first.", null);
      return chosen()[0];
    },
    write(response) {
      for (const { id, input } of rows) input.checked = [response].flat().includes(id);
    },
    mark(parts) {
      for (const { id, sign } of rows) showVerdict(sign, parts[id], ["right", "not right"]);
    },
  };
}

function number(item, prefix) {
  const input = element("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", id: `${prefix}-number`, class: "mpp-number",
  });
  const label = element("label", { for: input.id }, item.unit ? `Your number, in ${item.unit}` : "Your number");
  return {
    nodes: [element("div", { class: "mpp-row mpp-row-number" }, label, input)],
    read() {
      if (!input.value.trim()) throw missing(`Write a number first, for example ${exampleNumber(item)}.`, input);
      return input.value;
    },
    write(response) {
      input.value = String(response);
    },
    mark() {},
    only: input,
  };
}

function menu(id, lines) {
  const first = element("option", { value: "" }, "Choose …");
  const rest = lines.map((line) => element("option", { value: line.id }, uncoded(line.text)));
  return element("select", { id }, first, rest);
}

function order(item, prefix) {
  const lines = item.shown.map((id) => item.options.find((option) => option.id === id));
  const rows = lines.map((_, place) => {
    const select = menu(`${prefix}-${place}`, lines);
    const sign = verdict();
    const label = element("label", { for: select.id }, `Place ${place + 1} `, sign);
    return { select, sign, node: element("div", { class: "mpp-row mpp-row-place" }, label, select) };
  });
  return {
    // The lines are listed as well, because a closed menu shows one of them only, and no code as code.
    nodes: [
      element("ul", {}, lines.map(({ text }) => element("li", {}, text))),
      element("div", { class: "mpp-rows" }, rows.map(({ node }) => node)),
    ],
    read() {
      const seen = new Set();
      rows.forEach(({ select }, place) => {
        if (!select.value) throw missing(`Fill every place. Place ${place + 1} is still empty.`, select);
        if (seen.has(select.value)) {
          const { text } = lines.find((line) => line.id === select.value);
          throw missing(`“${text}” stands in two places. Give each place its own.`, select);
        }
        seen.add(select.value);
      });
      return rows.map(({ select }) => select.value);
    },
    write(response) {
      rows.forEach(({ select }, place) => (select.value = response[place]));
    },
    mark(parts) {
      rows.forEach(({ sign }, place) => showVerdict(sign, parts[place], ["right place", "another place"]));
    },
  };
}

function match(item, prefix) {
  const targets = item.shown_targets.map((id) => item.targets.find((target) => target.id === id));
  // A closed menu cuts long lines off, so long ones get the whole width, below what they belong to.
  const shape = targets.some(({ text }) => text.length > 38) ? "mpp-row mpp-row-tall" : "mpp-row";
  const rows = item.shown.map((id, place) => {
    const { text } = item.options.find((option) => option.id === id);
    const select = menu(`${prefix}-${place}`, targets);
    const sign = verdict();
    const label = element("label", { for: select.id }, element("span", {}, text), " ", sign);
    return { id, text, select, sign, node: element("div", { class: shape }, label, select) };
  });
  return {
    nodes: [element("div", { class: "mpp-rows" }, rows.map(({ node }) => node))],
    read() {
      for (const { text, select } of rows) {
        if (!select.value) throw missing(`Choose something for every line. “${text}” has none yet.`, select);
      }
      return Object.fromEntries(rows.map(({ id, select }) => [id, select.value]));
    },
    write(response) {
      for (const { id, select } of rows) select.value = response[id];
    },
    mark(parts) {
      for (const { id, sign } of rows) showVerdict(sign, parts[id], ["right", "not this one"]);
    },
  };
}

const BUILDERS = { single: choices, multiple: choices, numeric: number, order, match };

/** What to do, in words, for each kind. */
export function instruction(item) {
  return {
    single: "Choose one.",
    multiple: `Choose ${item.choose}.`,
    numeric: "Write a number.",
    order: "Choose what comes first, second and so on.",
    match: "Choose what belongs to each line.",
  }[item.kind];
}

export function buildInputs(item, prefix) {
  return BUILDERS[item.kind](item, prefix);
}

const LEVELS = [
  [1, "C1 – not sure", "right +1, wrong 0"],
  [2, "C2 – fairly sure", "right +2, wrong −2"],
  [3, "C3 – very sure", "right +3, wrong −6"],
];

/** The second group of radio buttons: how sure the learner is. */
export function buildCertainty(prefix) {
  const note = element("p", { class: "mpp-hint", id: `${prefix}-why` },
    "These marks are for you alone and count towards no grade. C2 pays off when you are right more than two times in three, C3 more than four times in five.");
  const inputs = LEVELS.map(([level]) =>
    element("input", { type: "radio", name: `${prefix}-sure`, value: level, id: `${prefix}-sure-${level}` }));
  const rows = LEVELS.map(([, name, marks], place) =>
    element("div", { class: "mpp-option" }, inputs[place],
      element("label", { for: inputs[place].id }, element("span", {}, name), " ", element("span", { class: "mpp-marks" }, marks))));
  const legend = element("legend", {}, "How sure are you?");
  return {
    node: element("fieldset", { class: "mpp-certainty", "aria-describedby": note.id }, legend,
      element("div", { class: "mpp-options mpp-levels" }, rows), note),
    read() {
      const chosen = inputs.find((input) => input.checked);
      if (!chosen) throw missing("Say also how sure you are: C1, C2 or C3.", null);
      return Number(chosen.value);
    },
    write(level) {
      for (const input of inputs) input.checked = Number(input.value) === level;
    },
  };
}
