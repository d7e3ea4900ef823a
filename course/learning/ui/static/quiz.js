// The quiz widget: one form for each item, decided here in the browser by scoring.js.
//
// The model's `bank` holds the items with their keys and feedback, as JSON in base64. Accepted risk:
// whoever decodes it sees the answers. The items are formative and count towards no grade, and only a
// key that travels with the page lets feedback appear without a kernel. Base64 keeps it from being
// read by accident in a notebook file; it is no lock. Graded work never takes this way.
//
// `answers` maps an item id to {response, certainty, number, note}. `number` counts the attempts, so
// that an older word from the kernel never overwrites a newer answer on the page.
import { partsRight, ResponseError, score } from "./scoring.js";
import { element, freshPrefix, postOffice, say, viewRoot } from "./common.js";
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

  function clear() {
    decided = false;
    button.textContent = "Check";
    outcomeRegion.replaceChildren();
    say(savedRegion, "");
    inputs.mark({});
    form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }

  function showOutcome(outcome, answer) {
    decided = true;
    shown = answer;
    button.textContent = "Try again";
    outcomeRegion.replaceChildren(outcomeBox(outcome, answer));
    inputs.mark(partsRight(item, outcome.response));
  }

  function showMessage(error) {
    const icon = element("span", { class: "mpp-icon", "aria-hidden": "true" }, "!");
    const headline = element("p", { class: "mpp-headline" }, icon, error.message);
    outcomeRegion.replaceChildren(element("div", { class: "mpp-outcome", "data-outcome": "message" }, headline));
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
    // A number read as "saved" is only said aloud when something went wrong; "Saved." is for the eye.
    savedRegion.dataset.saved = "";
    keep(item.id, answer, ({ saved, text }) => {
      if (answer !== shown) return;
      savedRegion.dataset.saved = String(saved);
      savedRegion.setAttribute("aria-live", saved ? "off" : "polite");
      say(savedRegion, text);
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!decided) return check();
    clear();
    (question.querySelector("input:checked") ?? question.querySelector("input, select")).focus();
  });
  // Enter in a field checks the answer, as in any form; JupyterLab's notebook swallows the browser's own way.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // Feedback on an answer that no longer stands would mislead, so a change takes it away.
  form.addEventListener("input", clear);

  return {
    form,
    /** Show an answer that comes from the kernel or from another view of the same quiz. */
    restore(answer) {
      if (!answer || answer.number <= shown.number) return;
      try {
        const outcome = score(item, answer.response, answer.certainty);
        inputs.write(outcome.response);
        certainty?.write(answer.certainty);
        clear();
        showOutcome(outcome, answer);
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
      }
    },
  };
}

function render({ model, el }) {
  const items = JSON.parse(atob(model.get("bank")));
  const { root, release } = viewRoot(items.length === 1 ? "Quiz question" : `Quiz with ${items.length} questions`);
  const office = postOffice(model, el);
  const forms = new Map();

  const keep = (id, answer, report) => {
    // Set without save_changes: the other views of this model follow at once, and the kernel hears of
    // it by a message of its own, because changes of state may be merged and an attempt be lost.
    model.set("answers", { ...model.get("answers"), [id]: answer });
    office.post({ kind: "answered", item: id, ...answer }, report);
  };
  items.forEach((item, place) => {
    const position = items.length > 1 ? `Question ${place + 1} of ${items.length}.` : "";
    forms.set(item.id, itemForm(item, position, keep));
  });
  const follow = () => {
    for (const [id, answer] of Object.entries(model.get("answers"))) forms.get(id)?.restore(answer);
  };
  follow();
  model.on("change:answers", follow);

  // A module quiz says above what counts and below how things stand; a plain quiz has neither.
  const standing = element("p", { class: "mpp-standing", role: "status" }, model.get("standing") ?? "");
  const followStanding = () => say(standing, model.get("standing") ?? "");
  model.on("change:standing", followStanding);

  if (model.get("intro")) root.append(element("p", { class: "mpp-hint" }, model.get("intro")));
  root.append(...[...forms.values()].map(({ form }) => form));
  if (model.get("standing")) root.append(standing);
  if (model.get("notice")) root.append(element("p", { class: "mpp-hint" }, model.get("notice")));
  el.append(root);
  return () => {
    model.off("change:answers", follow);
    model.off("change:standing", followStanding);
    office.close();
    release();
  };
}

export default { render };
