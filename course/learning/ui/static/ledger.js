// The claims ledger: one verdict and, if the learner likes, a certainty and the evidence for each claim.
//
// Nothing here is scored; a verdict is saved when it has stood for
// a moment. Arrow keys pass through every radio button of a group, and the record should not.
import { element, freshPrefix, postOffice, say, viewRoot } from "./common.js";

const SETTLED = 700;
const SURE = [["", "not said"], ["1", "C1 – not sure"], ["2", "C2 – fairly sure"], ["3", "C3 – very sure"]];

function claimForm(claim, verdicts, keep) {
  const prefix = freshPrefix();
  const radios = verdicts.map((verdict, place) =>
    element("input", { type: "radio", name: `${prefix}-verdict`, value: verdict, id: `${prefix}-${place}` }));
  const rows = radios.map((input) =>
    element("div", { class: "mpp-option" }, input, element("label", { for: input.id }, input.value)));
  const sure = element("select", { id: `${prefix}-sure` },
    SURE.map(([value, text]) => element("option", { value }, text)));
  const evidence = element("input", { type: "text", id: `${prefix}-evidence`, maxlength: "500" });
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const said = [];
  if (claim.history) said.push(element("p", { class: "mpp-hint" }, `Your marks so far: ${claim.history}`));
  if (claim.course) said.push(element("div", { class: "mpp-outcome" }, element("p", {}, claim.course)));
  const taught = element("span", { class: "mpp-hint" }, `Taught in module ${claim.taught_in}.`);
  const group = element("fieldset", { class: "mpp-claim", "data-claim": claim.id },
    element("legend", {}, claim.text, " ", taught),
    element("div", { class: "mpp-judgement" },
      element("div", { class: "mpp-inline" }, rows),
      element("div", { class: "mpp-row mpp-row-sure" }, element("label", { for: sure.id }, "How sure?"), sure),
      element("div", { class: "mpp-row mpp-row-evidence" }, element("label", { for: evidence.id }, "Your evidence"), evidence)),
    said, saved);
  /** @type {number | undefined} */
  let timer;
  let shown = "";

  const value = () => ({
    verdict: radios.find((input) => input.checked)?.value ?? "",
    certainty: sure.value ? Number(sure.value) : null,
    evidence: evidence.value,
  });

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    const judgement = value();
    if (!judgement.verdict) return say(saved, "Choose a verdict; then it is saved.");
    if (JSON.stringify(judgement) === shown) return;
    shown = JSON.stringify(judgement);
    keep(claim.id, judgement, (report) => {
      if (shown !== JSON.stringify(judgement)) return;
      saved.dataset.saved = String(report.saved);
      say(saved, report.text);
    });
  }

  group.addEventListener("change", () => {
    say(saved, "");
    clearTimeout(timer);
    timer = setTimeout(flush, SETTLED);
  });
  // Leaving the claim saves it at once, so that closing the page a moment later loses nothing.
  group.addEventListener("focusout", (event) => {
    if (timer !== undefined && !group.contains(event.relatedTarget)) flush();
  });

  return {
    group,
    restore(judgement) {
      if (timer !== undefined || JSON.stringify(judgement) === shown) return;
      shown = JSON.stringify(judgement);
      for (const input of radios) input.checked = input.value === judgement.verdict;
      sure.value = judgement.certainty ?? "";
      evidence.value = judgement.evidence ?? "";
    },
  };
}

function render({ model, el }) {
  const claims = model.get("claims");
  const { root, release } = viewRoot("Claims ledger");
  const office = postOffice(model, el);
  const forms = new Map();

  const keep = (id, judgement, report) => {
    model.set("judgements", { ...model.get("judgements"), [id]: judgement });
    office.post({ kind: "judged", claim: id, ...judgement }, report);
  };
  for (const claim of claims) forms.set(claim.id, claimForm(claim, model.get("verdicts"), keep));
  const follow = () => {
    for (const [id, judgement] of Object.entries(model.get("judgements"))) forms.get(id)?.restore(judgement);
  };
  follow();
  model.on("change:judgements", follow);

  root.append(element("p", { class: "mpp-hint" }, model.get("intro")));
  const form = element("form", { class: "mpp-item" }, [...forms.values()].map(({ group }) => group));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (claims.length) root.append(form);
  if (model.get("notice")) root.append(element("p", { class: "mpp-hint" }, model.get("notice")));
  el.append(root);
  return () => {
    model.off("change:judgements", follow);
    office.close();
    release();
  };
}

export default { render };
