// From a note number or a word in a lesson to its note or meaning, and back, with the keyboard's focus.
//
// JupyterLab follows such a link, too, but it leaves the focus behind, and in a long notebook it stops short: cells that
// were never in sight have no height yet. It keeps an `id` of Markdown as `data-jupyter-id`.

const JUMPS = "a.mpp-cite, a.mpp-term, a.mpp-back";

/** Where `name` is in the notebook: the number of the cell whose text holds it, or -1. */
function cellOf(content, name) {
  return content.widgets.findIndex(({ model }) => model.type === "markdown" && model.sharedModel.getSource().includes(`id="${name}"`));
}

async function jump(content, name) {
  const number = cellOf(content, name);
  if (number < 0) return;
  content.activeCellIndex = number;
  await content.scrollToItem(number, "auto");
  const cell = content.widgets[number];
  await cell.ready;
  const place = cell.node.querySelector(`[data-jupyter-id="${CSS.escape(name)}"], [id="${CSS.escape(name)}"]`);
  if (!place) return;
  // A link takes the focus itself; a note or a meaning gives it to its link back.
  const link = place.matches("a") ? place : place.parentElement.querySelector("a.mpp-back");
  link?.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}

/** Follow the jumps of a notebook's panel. */
export function followJumps(panel) {
  panel.content.node.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(JUMPS) : null;
    const name = link?.getAttribute("href")?.split("#")[1];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    jump(panel.content, name);
  }, { capture: true });
}
