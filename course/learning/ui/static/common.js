// What the quiz, the ledger and the ticks share: building elements, and getting word to the kernel.
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
 * The outermost element of a view.
 *
 * JupyterLab listens for its shortcuts before any widget does: without this mark the letter d typed
 * twice beside a radio button deletes the cell, and an arrow key leaves for the next one. The mark must
 * be on the focused control itself. With Ctrl, Alt or Cmd JupyterLab's shortcuts keep working.
 */
export function viewRoot(label) {
  const root = element("div", { class: "mpp", role: "group", "aria-label": label });
  const guard = (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", !command);
  };
  window.addEventListener("keydown", guard, { capture: true });
  return { root, release: () => window.removeEventListener("keydown", guard, { capture: true }) };
}

const UNREACHABLE =
  "Not saved: this form has no kernel to talk to. Run the first cell of this lesson, then this one (Shift+Enter), and answer once more.";
const UNANSWERED =
  "Not saved yet: the kernel has not replied. It saves the answer when it is free; if it was stopped, run the first cell of this lesson, then this one.";
const PATIENCE = 3000;

/**
 * Sends messages to the Python half of a widget and reports what became of each.
 *
 * Python replies to every message with {receipt, said}: `said` is empty when the answer is kept, and
 * otherwise says why not. Until that reply nothing is called saved.
 */
export function postOffice(model, el) {
  const waiting = new Map();
  const stamp = freshPrefix();
  let count = 0;

  const onReply = (message) => {
    const report = waiting.get(message.receipt);
    if (!report) return;
    waiting.delete(message.receipt);
    report({ saved: !message.said, text: message.said || "Saved." });
  };
  model.on("msg:custom", onReply);

  function reachable() {
    // ipywidgets marks a view whose comm is dead; JupyterLab has no kernel at all after a shutdown.
    if (el.closest(".jupyter-widgets-disconnected")) return false;
    const kernel = model.widget_manager?.kernel;
    return kernel !== null && kernel?.status !== "dead";
  }

  return {
    post(content, report) {
      if (!reachable()) return report({ saved: false, text: UNREACHABLE });
      const receipt = `${stamp}-${(count += 1)}`;
      waiting.set(receipt, report);
      try {
        model.send({ ...content, receipt });
      } catch {
        waiting.delete(receipt);
        return report({ saved: false, text: UNREACHABLE });
      }
      setTimeout(() => waiting.has(receipt) && report({ saved: false, text: UNANSWERED }), PATIENCE);
    },
    close: () => model.off("msg:custom", onReply),
  };
}
