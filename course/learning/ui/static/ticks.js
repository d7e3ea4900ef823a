// The objectives of a lesson as boxes that the learner ticks; each tick is saved at once.
import { element, freshPrefix, postOffice, say, viewRoot } from "./common.js";

function render({ model, el }) {
  const { root, release } = viewRoot(model.get("heading"));
  const office = postOffice(model, el);
  const prefix = freshPrefix();
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const boxes = new Map();

  for (const { id } of model.get("objectives")) {
    const input = element("input", { type: "checkbox", id: `${prefix}-${boxes.size}`, value: id });
    input.addEventListener("change", () => {
      model.set("ticked", { ...model.get("ticked"), [id]: input.checked });
      say(saved, "");
      office.post({ kind: "ticked", objective: id, on: input.checked }, (report) => {
        saved.dataset.saved = String(report.saved);
        say(saved, report.text);
      });
    });
    boxes.set(id, input);
  }
  const rows = [...boxes].map(([id, input], place) =>
    element("div", { class: "mpp-option" }, input,
      element("label", { for: input.id }, element("strong", {}, id), ` ${model.get("objectives")[place].text}`)));
  const follow = () => {
    for (const [id, on] of Object.entries(model.get("ticked"))) if (boxes.has(id)) boxes.get(id).checked = on;
  };
  follow();
  model.on("change:ticked", follow);

  const form = element("form", { class: "mpp-item" },
    element("fieldset", {}, element("legend", {}, model.get("heading")), element("div", { class: "mpp-options" }, rows)),
    saved);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.append(form);
  if (model.get("notice")) root.append(element("p", { class: "mpp-hint" }, model.get("notice")));
  el.append(root);
  return () => {
    model.off("change:ticked", follow);
    office.close();
    release();
  };
}

export default { render };
