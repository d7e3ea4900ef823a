// The claims ledger: one verdict and, if the learner likes, a certainty and the evidence for each claim.
//
// Nothing here is scored; a verdict is saved when it has stood for
// a moment. Arrow keys pass through every radio button of a group, and the record should not.
import { element, freshPrefix, say, showSaved, viewRoot } from "./common.js";

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
  const said = element("div", {});
  const group = element("fieldset", { class: "mpp-claim", "data-claim": claim.id },
    element("legend", {}, claim.text),
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
      showSaved(saved, report);
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
    /** Show the verdict that the state holds, how it moved, and the course's own. */
    restore(judgement = { verdict: "", certainty: null, evidence: "" }, { history = "", course = "" } = {}) {
      const parts = [];
      if (history) parts.push(element("p", { class: "mpp-hint" }, `Your marks so far: ${history}`));
      if (course) parts.push(element("div", { class: "mpp-outcome" }, element("p", {}, course)));
      said.replaceChildren(...parts);
      const { waiting, ...plain } = judgement;
      if (waiting) showSaved(saved, { saved: false, waiting: true, text: waiting });
      else if (saved.dataset.saved === "waiting") showSaved(saved, { saved: true, text: "Saved." });
      if (timer !== undefined || JSON.stringify(plain) === (shown || JSON.stringify(value()))) return;
      shown = JSON.stringify(plain);
      for (const input of radios) input.checked = input.value === plain.verdict;
      sure.value = plain.certainty ?? "";
      evidence.value = plain.evidence ?? "";
    },
  };
}

/** The claims of each module behind a heading that opens; only today's module is open at first. */
function moduleGroups(claims, forms, modules, today) {
  const names = [...new Set(claims.map(({ taught_in: module }) => module))].sort();
  const open = names.includes(today) ? today : names[0];
  return names.map((name) => {
    const own = claims.filter(({ taught_in: module }) => module === name);
    const summary = element("summary", {});
    const parts = own.map(({ id }) => forms.get(id).group);
    const node = element("details", { class: "mpp-module", open: name === open, "data-module": name }, summary, parts);
    return {
      node,
      count(judgements) {
        const marked = own.filter(({ id }) => judgements[id]).length;
        say(summary, `Module ${name} · ${modules[name] ?? ""}: ${marked} of ${own.length} marked`);
      },
    };
  });
}

export function apply(state, { claim, verdict, certainty, evidence, waiting }) {
  const mark = { verdict, certainty, evidence, ...(waiting && { waiting }) };
  return { ...state, judgements: { ...state.judgements, [claim]: mark } };
}

export function render(host, el) {
  const { claims, verdicts, intro, modules = {}, today = "" } = host.data;
  const { root, release } = viewRoot("Claims ledger");
  const forms = new Map();
  const keep = (id, judgement, report) => host.post({ kind: "judged", claim: id, ...judgement }, report);
  for (const claim of claims) forms.set(claim.id, claimForm(claim, verdicts, keep));
  const groups = moduleGroups(claims, forms, modules, today);
  const notice = element("p", { class: "mpp-hint" });
  const follow = () => {
    for (const { count } of groups) count(host.state.judgements ?? {});
    for (const [id, { restore }] of forms) restore(host.state.judgements?.[id], host.state.said?.[id]);
    say(notice, host.state.notice ?? "");
  };
  follow();
  const unfollow = host.onState(follow);

  root.append(element("p", { class: "mpp-hint" }, intro));
  const form = element("form", { class: "mpp-item" }, groups.map(({ node }) => node));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (claims.length) root.append(form);
  root.append(notice);
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
