// One plain sentence and a button where something waits for the lesson's first cell.
//
// That is a menu of ipywidgets whose Python is not there, which JupyterLab marks with a broken link and no word: no lesson
// makes one today, but lessons that learners changed and kept from before do, and their own cells may. And it is a name of
// the first cell that is not defined after a restart of Python. There the kernel has said the sentence already
// (course/learning/errors_in_words), and only the button is added.
import { element } from "./common.js";

// What the widget manager writes when a notebook was saved without the widget's state.
const LOST = "Error displaying widget";
const SLEEPING = ".jupyter-widgets-disconnected";
const TEXT = '[data-mime-type="text/plain"]';
const HTML = '[data-mime-type="text/html"]';

const ASLEEP = "This explorer does not move yet: Python has not run its cell today.";
// Words of the kernel's sentence; a test holds them together.
const EXPLAINED = "comes from the first cell of the lesson";

/** The sentence above the button that an output needs; "" where it has one already, null where it needs no button. */
function sentence(output) {
  if (output.matches(".jupyter-widgets") && output.textContent.startsWith(LOST)) {
    output.replaceChildren();
    output.dataset.lost = "";
  }
  // In a notebook that is not trusted its name as text stands in the explorer's place.
  if (output.matches(TEXT) && output.textContent.includes("interactive(children=")) {
    output.querySelector("pre").hidden = true;
    return ASLEEP;
  }
  if (output.matches(".jupyter-widgets[data-lost]") || output.querySelector(SLEEPING)) return ASLEEP;
  return output.matches(HTML) && output.textContent.includes(EXPLAINED) ? "" : null;
}

/** Watch a notebook's outputs. `run(cell)` runs the lesson's first cell and then this one. */
export function addNotes(panel, run) {
  const notebook = panel.content.node;
  /** @type {number | null} */
  let soon = null;

  function look() {
    soon = null;
    for (const output of notebook.querySelectorAll(".jp-OutputArea-output")) {
      const words = sentence(output);
      const note = output.querySelector(":scope > .mpp-note");
      if (words === null) note?.remove();
      else if (!note && words) output.prepend(noteFor(words, output));
      else if (!note) output.append(noteFor(words, output));
    }
  }

  function noteFor(words, output) {
    const button = element("button", { type: "button", class: "mpp-button" }, "Run the first cell and this cell");
    button.addEventListener("click", () => {
      const cell = panel.content.widgets.find(({ node }) => node.contains(output));
      if (cell) run(cell);
    });
    return element("div", { class: "mpp mpp-note" }, words ? element("p", {}, words) : [], button);
  }

  const observer = new MutationObserver(() => (soon ??= setTimeout(look, 100)));
  observer.observe(notebook, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  panel.disposed.connect(() => observer.disconnect());
  look();
}
