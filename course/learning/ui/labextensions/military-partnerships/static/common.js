// What all views share: building elements, and keeping JupyterLab's shortcuts away from them.
//
// A view is drawn by `render(host, el)`, which returns a function that takes it away again. The host is all that
// a view knows of the world around it:
//   data            what to show, plain JSON
//   state           what the learner did so far, plain JSON; `onState(listener)` tells of changes and returns
//                   a function that ends it
//   post(message, report)   keep one thing that the learner did. `report({saved, waiting, text})` is called with what
//                   became of it, perhaps more than once: first "not saved yet", later "Saved."
//   setLocal(patch) change the state on this page alone
//   look(choice)    a promise of what an explorer shows for a choice that is not in its data; null while nobody replies
//   recall(), remember(value)   what this browser keeps of the view beside the record; null for nothing
//   open(event, path)       follow a link to another notebook
// Beside `render`, a view's module has `apply(state, message)`: the state that a message leads to. The host uses it to
// show an answer at once, in every view of the same thing, and again after a reload while it waits to be saved.
//
// Everything the course writes goes in as text nodes, never as HTML, so nothing in an item, in a
// claim or in a notebook file can run as a script. Backticks in a text become <code>.

/** An element with attributes and children. A text child may hold `code` between backticks. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  for (const child of children.flat()) made.append(...(typeof child === "string" ? coded(child) : [child]));
  return made;
}

/** Nodes for a text: `code` between backticks becomes <code>, a lone backtick stays itself. */
export function coded(text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((part) => {
    if (!/^`[^`]+`$/.test(part)) return document.createTextNode(part);
    const code = document.createElement("code");
    code.textContent = part.slice(1, -1);
    return code;
  });
}

/** The text as it must stand where no markup is possible, as in the lines of a menu. */
export function uncoded(text) {
  return text.replaceAll("`", "");
}

/** A start for ids that no other view on the page has, even of the same item. */
export function freshPrefix() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return `mpp-${number.toString(36)}`;
}

/** Show the text in a live region only when it differs, so that nothing is read out twice. */
export function say(region, text) {
  if (region.textContent === text) return;
  region.replaceChildren(...coded(text));
}

/**
 * Whether a key that is pressed in a control is meant for the notebook: a shortcut with Ctrl, Alt or Cmd, or
 * Shift+Enter, which runs the cell and goes on. In a field for text Shift+Enter is an Enter.
 */
export function forNotebook(event) {
  const run = event.key === "Enter" && event.shiftKey && !event.target.matches(":read-write");
  return run || event.ctrlKey || event.metaKey || event.altKey;
}

/**
 * The outermost element of a view.
 *
 * JupyterLab listens for its shortcuts before any widget does: without this mark the letter d typed
 * twice beside a radio button deletes the cell, and an arrow key leaves for the next one. The mark must
 * be on the focused control itself. What `forNotebook` names keeps working.
 */
export function viewRoot(label) {
  const root = element("div", { class: "mpp", role: "group", "aria-label": label });
  const guard = (event) => {
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", !forNotebook(event));
  };
  window.addEventListener("keydown", guard, { capture: true });
  return { root, release: () => window.removeEventListener("keydown", guard, { capture: true }) };
}

/** Bring an element into sight if it is not: the feedback of a form may lie below the edge of the window. */
export function bringIntoSight(node) {
  node.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Show what became of an answer: saved, waiting to be saved, or a sentence that says why not. */
export function showSaved(region, { saved, waiting = false, text }) {
  region.dataset.saved = waiting ? "waiting" : String(saved);
  say(region, text);
}
