// Running cells as a learner expects it: not before the kernel is there, and with the start of the output in sight.
import { forNotebook } from "./common.js";

/**
 * JupyterLab's own way to run a cell, once the session is ready.
 *
 * Without the wait, "Run All" right after a notebook was opened finds no kernel yet, asks for one or gives up, and
 * empties the outputs of every cell without having run any.
 */
export function runCellWhenReady(runCell) {
  let running = 0;
  let latest = 0;
  return async (options) => {
    const mine = (latest += 1);
    running += 1;
    let alone = running === 1;
    try {
      await options.sessionContext?.ready;
      // JupyterLab shows one empty cell until the file is read, and takes it away then.
      if (options.cell.isDisposed) return false;
      const done = await runCell(options);
      alone &&= running === 1 && mine === latest;
      return done;
    } finally {
      running -= 1;
      // After JupyterLab has gone to the next cell.
      if (alone) setTimeout(() => mine === latest && showOutput(options.cell), 150);
    }
  };
}

/** Scroll so that the start of a cell's output is in sight, with the cell above it where there is room. */
function showOutput(cell) {
  const output = cell.outputArea?.node;
  const view = cell.node.closest(".jp-WindowedPanel-outer, .jp-Notebook");
  if (!output?.childElementCount || !view) return;
  const frame = view.getBoundingClientRect();
  const top = output.getBoundingClientRect().top - frame.top;
  const bottom = output.getBoundingClientRect().bottom - frame.top;
  const ends = Math.min(bottom, top + 200);
  if (top >= 0 && ends <= frame.height) return;
  const input = top - (cell.node.getBoundingClientRect().top - frame.top);
  view.scrollTop += top - (input < frame.height / 3 ? input : 0);
}

/** Run the first code cell of a notebook, and then `cell`, if one is given. */
export function runFirstCell(NotebookActions, panel, cell) {
  const first = panel.content.widgets.find(({ model }) => model.type === "code");
  const chosen = [...new Set([first, cell])].filter(Boolean);
  return NotebookActions.runCells(panel.content, chosen, panel.sessionContext);
}

const CONTROLS = "input, select, textarea, button, [role=slider], [role=listbox], [role=option]";

/**
 * Keys that a learner presses in a control of an output are the control's.
 *
 * JupyterLab listens for its shortcuts before any widget does: an arrow key in a menu would go to the next cell. The
 * mark must be on the focused control itself. With Ctrl, Alt or Cmd JupyterLab's shortcuts keep working.
 */
export function guardKeys() {
  window.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || !target.matches(CONTROLS) || !target.closest(".jp-OutputArea-output")) return;
    target.toggleAttribute("data-lm-suppress-shortcuts", !forNotebook(event));
  }, { capture: true });
}
