// Explorers (ipywidgets) whose Python is not there: one plain sentence and a button, in place of a broken-link icon.
import { element } from "./common.js";

// What the widget manager writes when a notebook was saved without the widget's state.
const LOST = "Error displaying widget";
const SLEEPING = ".jupyter-widgets-disconnected";

/** Watch a notebook's outputs. `run(cell)` runs the lesson's first cell and then this one. */
export function addExplorerNotes(panel, run) {
  const notebook = panel.content.node;
  let soon = null;

  function look() {
    soon = null;
    for (const output of notebook.querySelectorAll(".jp-OutputArea-child")) {
      const lost = [...output.querySelectorAll(".jupyter-widgets")].find((node) => node.textContent.startsWith(LOST));
      const asleep = lost || output.querySelector(SLEEPING);
      const note = output.querySelector(":scope > .mpp-asleep");
      if (lost) lost.hidden = true;
      if (!asleep) note?.remove();
      else if (!note) output.prepend(noteFor(output));
    }
  }

  function noteFor(output) {
    const button = element("button", { type: "button", class: "mpp-button" }, "Run the first cell and this cell");
    button.addEventListener("click", () => {
      const cell = panel.content.widgets.find(({ node }) => node.contains(output));
      if (cell) run(cell);
    });
    return element("div", { class: "mpp mpp-asleep" },
      element("p", {}, "This explorer does not move yet: Python has not run its cell today."), button);
  }

  const observer = new MutationObserver(() => (soon ??= setTimeout(look, 100)));
  observer.observe(notebook, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  panel.disposed.connect(() => observer.disconnect());
  look();
}
