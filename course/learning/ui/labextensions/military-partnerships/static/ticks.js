// The objectives of a lesson as boxes that the learner ticks; each tick is saved at once.
import { element, freshPrefix, say, showSaved, viewRoot } from "./common.js";

export function apply(state, { objective, on }) {
  return { ...state, ticked: { ...state.ticked, [objective]: on } };
}

export function render(host, el) {
  const { heading, objectives } = host.data;
  const { root, release } = viewRoot(heading);
  const prefix = freshPrefix();
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const boxes = new Map();

  for (const { id } of objectives) {
    const input = element("input", { type: "checkbox", id: `${prefix}-${boxes.size}`, value: id });
    input.addEventListener("change", () => {
      say(saved, "");
      host.post({ kind: "ticked", objective: id, on: input.checked }, (report) => showSaved(saved, report));
    });
    boxes.set(id, input);
  }
  const rows = objectives.map(({ id, text }) => {
    const input = boxes.get(id);
    const label = element("label", { for: input.id }, element("strong", {}, id), ` ${text}`);
    return element("div", { class: "mpp-option" }, input, label);
  });
  const notice = element("p", { class: "mpp-hint" });
  const follow = () => {
    for (const [id, input] of boxes) input.checked = Boolean(host.state.ticked?.[id]);
    say(notice, host.state.notice ?? "");
  };
  follow();
  const unfollow = host.onState(follow);

  const form = element("form", { class: "mpp-item" },
    element("fieldset", {}, element("legend", {}, heading), element("div", { class: "mpp-options" }, rows)),
    saved);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.append(form, notice);
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
