// The quiz: one form for each item, decided here in the browser by scoring.js.
//
// `bank` holds the items with their keys and feedback, as JSON in base64. Accepted risk:
// whoever decodes it sees the answers. The items are formative and count towards no grade, and only a
// key that travels with the page lets feedback appear without a kernel. Base64 keeps it from being
// read by accident in a notebook file; it is no lock. Graded work never takes this way.
//
// `answers` maps an item id to {response, certainty, number, note, waiting}. `number` counts the attempts; an answer
// that is not in the record yet is `waiting`.
import { partsRight, ResponseError, score } from "./scoring.js";
import { bringIntoSight, element, forNotebook, freshPrefix, say, showSaved, viewRoot } from "./common.js";
import { buildCertainty, buildInputs, instruction } from "./inputs.js";

const SURE = { 1: "not sure", 2: "fairly sure", 3: "very sure" };

function signed(mark) {
  return mark > 0 ? `+${mark}` : String(mark).replace("-", "−");
}

/** What the learner reads after an attempt. */
function outcomeBox(outcome, answer) {
  const icon = element("span", { class: "mpp-icon", "aria-hidden": "true" }, outcome.correct ? "✓" : "✗");
  const nodes = [element("p", { class: "mpp-headline" }, icon, outcome.headline)];
  if (outcome.feedback.length === 1) nodes.push(element("p", {}, outcome.feedback[0]));
  else nodes.push(element("ul", {}, outcome.feedback.map((line) => element("li", {}, line))));
  if (outcome.mark !== null) {
    const how = `${SURE[answer.certainty]}, and ${outcome.correct ? "right" : "not right"}`;
    nodes.push(element("p", {}, `Certainty mark: ${signed(outcome.mark)} (${how}).`));
  }
  if (answer.note) nodes.push(element("p", { class: "mpp-hint" }, answer.note));
  return element("div", { class: "mpp-outcome", "data-outcome": outcome.correct ? "right" : "wrong" }, nodes);
}

/** One item as a form. `keep(id, answer, report)` takes each attempt away to be saved. */
function itemForm(item, position, keep) {
  const prefix = freshPrefix();
  const inputs = buildInputs(item, prefix);
  const certainty = item.certainty ? buildCertainty(prefix) : null;
  const hint = element("p", { class: "mpp-hint", id: `${prefix}-how` }, instruction(item));
  const count = position ? [element("span", { class: "mpp-count" }, position), " "] : [];
  const legend = element("legend", {}, count, item.stem);
  const question = element("fieldset", { "aria-describedby": hint.id }, legend, hint, inputs.nodes);
  const button = element("button", { type: "submit", class: "mpp-button" }, "Check");
  // Both regions stay in the page while empty: a screen reader announces only what enters a region it knows.
  const outcomeRegion = element("div", { role: "status" });
  const savedRegion = element("p", { class: "mpp-saved", role: "status" });
  const parts = [question, certainty?.node, element("div", {}, button), outcomeRegion, savedRegion];
  const form = element("form", { class: "mpp-item", "data-item": item.id, novalidate: true }, parts.filter(Boolean));
  let shown = { number: 0 };
  let decided = false;
  // Whether the learner is at work on an answer that was not checked yet.
  let touched = false;

  function clear() {
    decided = touched = false;
    button.textContent = "Check";
    outcomeRegion.replaceChildren();
    say(savedRegion, "");
    inputs.mark({});
    form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }

  function showOutcome(outcome, answer) {
    decided = true;
    shown = answer;
    button.textContent = outcome.correct ? "Answer again" : "Try again";
    outcomeRegion.replaceChildren(outcomeBox(outcome, answer));
    inputs.mark(partsRight(item, outcome.response));
  }

  function showMessage(error) {
    const icon = element("span", { class: "mpp-icon", "aria-hidden": "true" }, "!");
    const headline = element("p", { class: "mpp-headline" }, icon, error.message);
    outcomeRegion.replaceChildren(element("div", { class: "mpp-outcome", "data-outcome": "message" }, headline));
    bringIntoSight(outcomeRegion);
    (error.control ?? inputs.only)?.setAttribute("aria-invalid", "true");
  }

  function check() {
    clear();
    let answer, outcome;
    try {
      const response = inputs.read();
      const sure = certainty ? certainty.read() : null;
      outcome = score(item, response, sure);
      answer = { response: outcome.response, certainty: sure, number: shown.number + 1, note: "" };
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      return showMessage(error);
    }
    showOutcome(outcome, answer);
    savedRegion.dataset.saved = "";
    keep(item.id, answer, (report) => {
      if (answer.number === shown.number && decided) showReport(report);
    });
    bringIntoSight(outcomeRegion);
  }

  function showReport(report) {
    // Only what went wrong is said aloud; "Saved." is for the eye.
    savedRegion.setAttribute("aria-live", report.saved ? "off" : "polite");
    showSaved(savedRegion, report);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!decided) return check();
    clear();
    (question.querySelector("input:checked") ?? question.querySelector("input, select")).focus();
  });
  // Enter in a field checks the answer, as in any form; JupyterLab's notebook swallows the browser's own way.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input") || forNotebook(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // Feedback on an answer that no longer stands would mislead, so a change takes it away.
  form.addEventListener("input", () => {
    clear();
    touched = true;
  });

  return {
    form,
    /** Show the answer that the state holds; without one, an untouched form. */
    restore(answer) {
      if (!answer) {
        if (!shown.number) return;
        form.reset();
        clear();
        shown = { number: 0 };
        return;
      }
      const same = answer.number === shown.number && JSON.stringify(answer.response) === JSON.stringify(shown.response);
      if (same && shown.waiting && !answer.waiting && decided) showReport({ saved: true, text: "Saved." });
      if (same || touched) {
        shown = { ...shown, number: answer.number, waiting: answer.waiting };
        return;
      }
      try {
        const outcome = score(item, answer.response, answer.certainty);
        inputs.write(outcome.response);
        certainty?.write(answer.certainty);
        clear();
        showOutcome(outcome, answer);
        if (answer.waiting) showReport({ saved: false, waiting: true, text: answer.waiting });
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
      }
    },
  };
}

export function apply(state, { item, response, certainty, number, note, waiting }) {
  return { ...state, answers: { ...state.answers, [item]: { response, certainty, number, note, waiting } } };
}

export function render(host, el) {
  const items = JSON.parse(atob(host.data.bank));
  const { root, release } = viewRoot(items.length === 1 ? "Quiz question" : `Quiz with ${items.length} questions`);
  const forms = new Map();
  const keep = (id, answer, report) => host.post({ kind: "answered", item: id, ...answer }, report);
  items.forEach((item, place) => {
    const position = items.length > 1 ? `Question ${place + 1} of ${items.length}.` : "";
    forms.set(item.id, itemForm(item, position, keep));
  });

  // A module quiz says above what counts and below how things stand; a plain quiz has neither.
  const standing = element("p", { class: "mpp-standing", role: "status" });
  const notice = element("p", { class: "mpp-hint" });
  const follow = () => {
    for (const [id, { restore }] of forms) restore(host.state.answers?.[id]);
    say(standing, host.state.standing ?? "");
    say(notice, host.state.notice ?? "");
  };
  follow();
  const unfollow = host.onState(follow);

  if (host.data.intro) root.append(element("p", { class: "mpp-hint" }, host.data.intro));
  root.append(...[...forms.values()].map(({ form }) => form), standing, notice);
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
