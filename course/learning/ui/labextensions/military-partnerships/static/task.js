// The card of a lab task: the question, what `check` said of the learner's value, and help on request.
//
// Python compares the value; the verdict lies in the output. Hints and the solution lie there in base64, as a quiz's key
// does, and come onto the page only when their button is pressed: running all cells shows none of them. A hint may be
// asked for at any time, the solution after an attempt.
import { bringIntoSight, element, say, showSaved, viewRoot } from "./common.js";

const SIGNS = { right: "✓", wrong: "✗", note: "→" };

function verdictBox({ kind, title, lines }) {
  const icon = element("span", { class: "mpp-icon", "aria-hidden": "true" }, SIGNS[kind]);
  const ended = title.endsWith("?") ? title : `${title}.`;
  return element("div", { class: "mpp-outcome", "data-outcome": kind === "note" ? "message" : kind, role: "status" },
    element("p", { class: "mpp-headline" }, icon, ended), lines.map((line) => element("p", {}, line)));
}

export function apply(state, { number }) {
  return { ...state, hints: Math.max(state.hints ?? 0, number) };
}

export function render(host, el) {
  const { task, prompt, verdict, help } = host.data;
  const { hints, solution } = JSON.parse(atob(help));
  const { root, release } = viewRoot(`Task ${task}`);
  // Both regions stay in the page while empty: a screen reader announces only what enters a region it knows.
  const hintList = element("ol", { class: "mpp-hints" });
  const hintRegion = element("div", { role: "status" }, hintList);
  const answerRegion = element("div", { role: "status" });
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const hintButton = element("button", { type: "button", class: "mpp-button" });
  const answerButton = element("button", { type: "button", class: "mpp-button" }, "Show a solution");
  const rule = element("p", { class: "mpp-hint" });
  let shown = 0;

  function nameHintButton() {
    const none = shown >= hints.length;
    say(hintButton, none ? "No more hints" : `Hint (${hints.length - shown} left)`);
    // Not `disabled`: that would take the focus away from whoever has just pressed it.
    hintButton.toggleAttribute("data-done", none);
    if (none) hintButton.setAttribute("aria-disabled", "true");
  }

  hintButton.addEventListener("click", () => {
    if (shown >= hints.length) return;
    shown += 1;
    hintList.append(element("li", {}, hints[shown - 1]));
    nameHintButton();
    bringIntoSight(hintRegion);
    if (shown > (host.state.hints ?? 0)) {
      host.post({ kind: "hinted", number: shown }, (report) => showSaved(saved, report.saved ? { ...report, text: "" } : report));
    }
  });
  answerButton.addEventListener("click", () => {
    const open = answerButton.getAttribute("aria-expanded") === "true";
    answerButton.setAttribute("aria-expanded", String(!open));
    say(answerButton, open ? "Show a solution" : "Hide the solution");
    answerRegion.replaceChildren(...(open ? [] : [
      element("p", {}, "One way to do it. Yours may differ and be right."),
      element("pre", { class: "mpp-solution", tabindex: "0", role: "region", "aria-label": "One way to do it" },
        document.createTextNode(solution))]));
    if (!open) bringIntoSight(answerRegion);
  });

  const follow = () => {
    const tried = (host.state.attempts ?? 0) > 0;
    answerButton.hidden = !tried;
    hintButton.hidden = verdict?.kind === "right";
    answerButton.setAttribute("aria-expanded", answerButton.getAttribute("aria-expanded") ?? "false");
    say(rule, tried ? "" : "After your first try you can also see a solution here.");
  };
  follow();
  nameHintButton();
  const unfollow = host.onState(follow);

  const card = element("div", { class: "mpp-item mpp-task", "data-task": task },
    element("p", { class: "mpp-question" }, prompt), verdict ? verdictBox(verdict) : [],
    element("div", { class: "mpp-buttons" }, hintButton, answerButton), rule, hintRegion, answerRegion, saved);
  root.append(card);
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
