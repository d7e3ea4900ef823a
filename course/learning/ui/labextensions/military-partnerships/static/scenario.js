// A scenario: one decision at a time, what came of it, and at the end the debrief.
//
// Played here in the browser, so it works with no kernel. `steps` is the whole state: everything on
// the page is worked out from it, and the record is told the steps after each decision.
import { bringIntoSight, element, freshPrefix, say, showSaved, viewRoot } from "./common.js";
import { comparePaths, decision, letterOf, walk } from "./scenario_walk.js";

const signed = (move) => (move > 0 ? `+${move}` : String(move).replace("-", "−"));

/** The four meters as a table: a word, a number and a bar that repeats the number. */
function meterTable(scenario, meters) {
  const reach = 2 * scenario.nodes.length;
  const rows = scenario.meters.map((name) => {
    const bar = element("span", { class: "mpp-meter", "aria-hidden": "true" }, element("span", {}));
    const share = Math.min(1, Math.abs(meters[name]) / reach) * 50;
    bar.firstChild.style.width = `${share}%`;
    bar.firstChild.style.left = `${meters[name] < 0 ? 50 - share : 50}%`;
    return element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, signed(meters[name])),
      element("td", {}, bar));
  });
  return element("table", { class: "mpp-meters" }, element("caption", {}, "Where things stand"), element("tbody", {}, rows));
}

function consequence(choice) {
  const moves = Object.entries(choice.effects).filter(([, move]) => move).map(([name, move]) => `${name} ${signed(move)}`);
  const line = (label, text) => element("p", {}, element("strong", {}, label), ` ${text}`);
  const fact = choice.fact_claim ? ` (${choice.fact_claim})` : "";
  return [
    element("p", { class: "mpp-headline" }, `You chose: ${choice.text}`),
    line("Moved:", `${moves.join(", ")}.`),
    line("What it cost:", choice.cost),
    line("A real case:", choice.precedent + fact),
    line("Who would object:", choice.objector),
  ];
}

/** The first words of a decision, by which a reader knows it again. */
function openingWords(text) {
  const words = text.split(/\s+/);
  return words.slice(0, 8).join(" ") + (words.length > 8 ? " …" : "");
}

/** The learner's path beside what happened, decision by decision. */
function debrief(scenario, steps) {
  const rows = comparePaths(scenario, steps).map(({ node: id, own, real }) => {
    const node = scenario.nodes.find((one) => one.id === id);
    const chosen = (letter) => node.choices.find((choice) => choice.id === letter)?.text ?? "not reached";
    return element("tr", {}, element("th", { scope: "row" }, openingWords(node.text)), element("td", {}, chosen(own)),
      element("td", {}, chosen(real)));
  });
  const head = element("tr", {}, ["Decision", "Your choice", "Nearest to what happened"].map((word) =>
    element("th", { scope: "col" }, word)));
  return [
    element("table", { class: "mpp-debrief" }, element("caption", {}, "Your path and the real one"),
      element("thead", {}, head), element("tbody", {}, rows)),
    element("p", {}, scenario.history.text),
  ];
}

export function apply(state, { run, steps }) {
  return { ...state, run, steps };
}

/** A new run that was begun on this page stands until its first decision is saved. */
export function reconcile(local, saved) {
  return local.run > saved.run ? { ...saved, run: local.run, steps: local.steps } : saved;
}

export function render(host, el) {
  const scenario = JSON.parse(atob(host.data.bank));
  const { root, release } = viewRoot(`Scenario: ${scenario.title}`);
  const prefix = freshPrefix();
  const opening = [
    element("p", { class: "mpp-headline" }, scenario.title),
    element("p", {}, scenario.role),
    element("p", {}, scenario.intro),
  ];
  const standing = element("div", {});
  // These two stay in the page while empty: a screen reader announces only regions that it knows.
  const came = element("div", { role: "status" });
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const next = element("div", {});

  function choose(steps) {
    // Posting it draws the page again, here and in every other view.
    host.post({ kind: "decided", run: host.state.run, steps }, (report) =>
      showSaved(saved, report.saved ? { saved: true, text: "" } : report));
    next.querySelector("input, button")?.focus({ preventScroll: true });
    bringIntoSight(came);
  }

  function decisionForm(node, steps) {
    const radios = node.choices.map((choice) =>
      element("input", { type: "radio", name: `${prefix}-${node.id}`, value: choice.id, id: `${prefix}-${node.id}${choice.id}` }));
    const rows = radios.map((input, place) =>
      element("div", { class: "mpp-option" }, input, element("label", { for: input.id }, node.choices[place].text)));
    const count = element("span", { class: "mpp-count" }, `Decision ${steps.length + 1}.`);
    const warning = element("p", { class: "mpp-hint", role: "status" });
    const form = element("form", {},
      element("fieldset", {}, element("legend", {}, count, " ", node.text), rows),
      element("button", { type: "submit", class: "mpp-button" }, "Decide"), warning);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = radios.find((input) => input.checked);
      if (!chosen) return say(warning, "Choose one of them first.");
      choose([...steps, node.id + chosen.value]);
    });
    return [form];
  }

  function ended(steps, stopped, place) {
    const again = element("button", { type: "button", class: "mpp-button" }, "Play again");
    again.addEventListener("click", () => {
      host.setLocal({ run: host.state.run + 1, steps: [] });
      next.querySelector("input")?.focus();
    });
    const words = stopped
      ? element("div", { class: "mpp-outcome", "data-outcome": "wrong" },
        element("p", { class: "mpp-headline" }, "✗ This breaks the law. The run ends here."), element("p", {}, stopped))
      : element("p", {}, scenario.endings.find(({ id }) => id === place).text);
    return [words, ...debrief(scenario, steps), again];
  }

  let drawn = "";
  function draw() {
    const { steps = [], run } = host.state;
    // Drawing again takes a choice away that the learner is about to make, so only when something moved.
    if (drawn === `${run} ${steps}`) return;
    drawn = `${run} ${steps}`;
    const { meters, place, stopped } = walk(scenario, steps.map(letterOf));
    standing.replaceChildren(meterTable(scenario, meters));
    if (steps.length) {
      const { choice } = decision(scenario, steps.at(-1));
      came.replaceChildren(element("div", { class: "mpp-outcome" }, consequence(choice)));
    } else came.replaceChildren();
    const node = scenario.nodes.find(({ id }) => id === place);
    next.replaceChildren(...(node ? decisionForm(node, steps) : ended(steps, stopped, place)));
  }

  const notice = element("p", { class: "mpp-hint" });
  const follow = () => {
    draw();
    say(notice, host.state.notice ?? "");
  };
  follow();
  const unfollow = host.onState(follow);
  root.append(element("div", { class: "mpp-item" }, opening, standing, came, next, saved, notice));
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
