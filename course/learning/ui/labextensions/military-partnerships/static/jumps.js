// From a note number or a word in a lesson to its note or meaning, and back, with the keyboard's focus.
//
// JupyterLab follows such a link, too, but it leaves the focus behind, and in a long notebook it stops short: cells that
// were never in sight have no height yet. It keeps an `id` of Markdown as `data-jupyter-id`.

const JUMPS = "a.mpp-cite, a.mpp-term, a.mpp-back";

/** Where `name` is in the notebook: the number of the cell whose text holds it, or -1. */
function cellOf(content, name) {
  return content.widgets.findIndex(({ model }) => model.type === "markdown" && model.sharedModel.getSource().includes(`id="${name}"`));
}

/** The link that gets the focus: `name` itself, or for a note or a meaning its link back. */
function linkAt(cell, name) {
  const place = cell.node.querySelector(`[data-jupyter-id="${CSS.escape(name)}"], [id="${CSS.escape(name)}"]`);
  return place?.matches("a") ? place : place?.parentElement.querySelector("a.mpp-back");
}

const LOOKS = 100;
const CALM_LOOKS = 10;
const BETWEEN_LOOKS_MS = 120;

// The newest jump; a later one, or another act of the learner, ends those before it.
let jumps = 0;

async function jump(content, name) {
  const number = cellOf(content, name);
  if (number < 0) return;
  content.activeCellIndex = number;
  await content.scrollToItem(number, "auto");
  const cell = content.widgets[number];
  await cell.ready;
  // A windowed notebook attaches cells anew while it settles, and with that the focus is lost: look until it is calm,
  // or until the learner does something else.
  const mine = (jumps += 1);
  const stop = () => (jumps += 1);
  for (const kind of ["keydown", "pointerdown", "wheel"]) window.addEventListener(kind, stop, { capture: true, once: true });
  let calm = 0;
  for (let look = 0; look < LOOKS && calm < CALM_LOOKS && mine === jumps; look += 1) {
    const link = linkAt(cell, name);
    calm = link && document.activeElement === link ? calm + 1 : 0;
    if (link && !calm) {
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: "center" });
    }
    await new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));
  }
  for (const kind of ["keydown", "pointerdown", "wheel"]) window.removeEventListener(kind, stop, { capture: true });
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
