// Where the decisions of a scenario lead, in the browser: the twin of walk() and compare_paths() in course/content/scenarios.py.
//
// tests/content/test_scenario_paths.py plays every run of the course's scenarios in both and lets them differ in nothing.
// Pure functions, no document, no state, nothing imported.

/**
 * A scenario as Python's as_form() gives it, with the names of the meters in their order.
 * @typedef {{id: string, text: string, effects: Record<string, number>, to: string, unlawful: string}} Choice
 * @typedef {{id: string, text: string, choices: Choice[]}} Node
 * @typedef {{meters: string[], nodes: Node[], history: {path: string[]}}} Scenario
 *
 * Where a run is: `steps` such as "n1b"; `place` a node or an ending, "" when the law ended the run, and then `stopped` says why.
 * @typedef {{steps: string[], meters: Record<string, number>, place: string, stopped: string}} Run
 */

/** A letter that is no choice where the run is. `code` names the reason, as in Python. */
export class ResponseError extends Error {
  code = "not_a_choice";
}

/**
 * The letter of a step: "b" of "n1b".
 * @param {string} step
 */
export const letterOf = (step) => step.slice(-1);

/**
 * The id of the decision in which a step was taken: "n1" of "n1b".
 * @param {string} step
 */
const decisionOf = (step) => step.slice(0, -1);

/**
 * The node of a step such as "n1b", and the choice taken there.
 * @param {Scenario} scenario
 * @param {string} step
 */
export function decision(scenario, step) {
  const node = scenario.nodes.find(({ id }) => id === decisionOf(step));
  return { node, choice: node?.choices.find(({ id }) => id === letterOf(step)) };
}

/**
 * Play choices from the first node on, by their letters. Letters behind an ending are ignored.
 * @param {Scenario} scenario
 * @param {Iterable<string>} letters
 * @returns {Run}
 */
export function walk(scenario, letters) {
  const meters = Object.fromEntries(scenario.meters.map((name) => [name, 0]));
  const steps = [];
  let place = scenario.nodes[0].id;
  for (const letter of letters) {
    const node = scenario.nodes.find(({ id }) => id === place);
    if (!node) break;
    const choice = node.choices.find(({ id }) => id === letter);
    if (!choice) throw new ResponseError("This is no choice here.");
    steps.push(node.id + letter);
    for (const name of scenario.meters) meters[name] += choice.effects[name];
    if (choice.unlawful) return { steps, meters, place: "", stopped: choice.unlawful };
    place = choice.to;
  }
  return { steps, meters, place, stopped: "" };
}

/**
 * The decisions of a run beside those of the real case: {node, own, real} for each, in the order in which they were met.
 * `own` and `real` are the letters chosen there, "" where that path did not reach the decision.
 * @param {Scenario} scenario
 * @param {string[]} steps
 */
export function comparePaths(scenario, steps) {
  const own = new Map(steps.map((step) => [decisionOf(step), letterOf(step)]));
  const real = new Map(scenario.history.path.map((step) => [decisionOf(step), letterOf(step)]));
  const order = [];
  let waiting = [...real.keys()];
  for (const node of own.keys()) {
    const met = waiting.indexOf(node);
    if (met >= 0) {
      order.push(...waiting.slice(0, met));
      waiting = waiting.slice(met + 1);
    }
    order.push(node);
  }
  return [...order, ...waiting].map((node) => ({ node, own: own.get(node) ?? "", real: real.get(node) ?? "" }));
}
