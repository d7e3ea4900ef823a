// The views as an anywidget: the host on top of a widget's model, for front ends without the course's extension.
//
// esbuild joins this file and what it imports into built/widget.js, because a widget's code travels as one text.
// Python replies to every message with {receipt, said}: `said` is empty when the answer is kept, and otherwise says why
// not. Until that reply nothing is called saved.
import { freshPrefix } from "./common.js";
import { VIEWS } from "./views.js";

const UNREACHABLE =
  "Not saved: this form has no kernel to talk to. Run the first cell and this cell again (Shift+Enter), then answer once more.";
const UNANSWERED =
  "Not saved yet: the kernel has not replied. It saves the answer when it is free; if it was stopped, run the first cell and this cell again.";
const PATIENCE = 3000;
/** A chart takes the kernel longer than keeping an answer. */
const PATIENCE_FOR_A_CHART = 15_000;

function hostOf(model, el) {
  const { kind, data } = model.get("view");
  const waiting = new Map();
  const stamp = freshPrefix();
  let count = 0;

  const onReply = ({ receipt, said }) => {
    const report = waiting.get(receipt);
    waiting.delete(receipt);
    report?.({ saved: !said, text: said || "Saved." });
  };
  model.on("msg:custom", onReply);

  function reachable() {
    // ipywidgets marks a view whose comm is dead; JupyterLab has no kernel at all after a shutdown.
    if (el.closest(".jupyter-widgets-disconnected")) return false;
    const kernel = model.widget_manager?.kernel;
    return kernel !== null && kernel?.status !== "dead";
  }

  return {
    data,
    get state() {
      return model.get("state");
    },
    onState(listener) {
      model.on("change:state", listener);
      return () => model.off("change:state", listener);
    },
    // Set without save_changes: the other views of this model follow at once, and the kernel hears of it by a message.
    setLocal(patch) {
      model.set("state", { ...model.get("state"), ...patch });
    },
    recall: () => null,
    remember() {},
    address: (path) => path,
    open() {},
    post(message, report) {
      model.set("state", VIEWS[kind].apply(model.get("state"), message));
      if (!reachable()) return report({ saved: false, text: UNREACHABLE });
      const receipt = `${stamp}-${(count += 1)}`;
      waiting.set(receipt, report);
      try {
        model.send({ receipt, message });
      } catch {
        waiting.delete(receipt);
        return report({ saved: false, text: UNREACHABLE });
      }
      setTimeout(() => waiting.has(receipt) && report({ saved: false, text: UNANSWERED }), PATIENCE);
    },
    look(choice) {
      if (!reachable()) return Promise.resolve(null);
      return new Promise((resolve) => {
        const follow = () => {
          const state = model.get("state");
          if (String(state.choice) !== String(choice)) return;
          model.off("change:state", follow);
          resolve(state.result);
        };
        model.on("change:state", follow);
        setTimeout(() => resolve(null), PATIENCE_FOR_A_CHART);
        model.send({ receipt: `${stamp}-${(count += 1)}`, message: { kind: "chosen", choice } });
      });
    },
    close: () => model.off("msg:custom", onReply),
  };
}

function render({ model, el }) {
  const host = hostOf(model, el);
  const clean = VIEWS[model.get("view").kind].render(host, el);
  return () => {
    clean();
    host.close();
  };
}

export default { render };
