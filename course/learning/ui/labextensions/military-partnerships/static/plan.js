// The planning board: one menu for each offer, and what the choices amount to.
//
// All counting is done in Python, so that the board, a typed plan and the marking cannot differ. Each
// choice is sent to be kept; what it amounts to comes back in `result` and is read out once.
import { element, freshPrefix, say, showSaved, viewRoot } from "./common.js";

function offerRow(offer, chosen, change) {
  const id = `${freshPrefix()}-${offer.id}`;
  const menu = element("select", { id, "data-offer": offer.id },
    element("option", { value: "" }, "not taken"),
    offer.needs.map((need) => element("option", { value: need }, need)));
  menu.value = chosen ?? "";
  menu.addEventListener("change", () => change(offer.id, menu.value));
  return { menu, row: element("div", { class: "mpp-row mpp-row-plan" }, element("label", { for: id }, offer.text), menu) };
}

function resultParts(result) {
  const list = (lines) => element("ul", {}, lines.map((line) => element("li", {}, line)));
  const parts = [list(result.facts)];
  if (result.broken.length) parts.push(element("p", { class: "mpp-headline" }, "Broken limits"), list(result.broken));
  const head = element("tr", {}, ["Need", "In words", "Covered"].map((word) => element("th", { scope: "col" }, word)));
  const rows = result.coverage.map(([need, title, covered]) =>
    element("tr", {}, element("th", { scope: "row" }, need), element("td", {}, title), element("td", {}, covered)));
  parts.push(element("table", { class: "mpp-debrief" }, element("caption", {}, "Coverage of each need"),
    element("thead", {}, head), element("tbody", {}, rows)));
  parts.push(element("p", { class: "mpp-hint" }, "This plan as a line of code, to copy:"),
    element("p", { class: "mpp-code" }, `\`${result.code}\``));
  return parts;
}

export function apply(state, { chosen }) {
  return { ...state, chosen };
}

export function render(host, el) {
  const { offers, intro } = host.data;
  const { root, release } = viewRoot("Planning board");
  const saved = element("p", { class: "mpp-saved", role: "status" });
  const headline = element("p", { class: "mpp-headline", role: "status" });
  const rest = element("div", {});
  const now = element("div", { class: "mpp-outcome mpp-now" }, headline);
  const outcome = element("div", { class: "mpp-outcome" }, rest);
  const menus = new Map();

  function change(offer, need) {
    const chosen = { ...host.state.chosen };
    if (need) chosen[offer] = need;
    else delete chosen[offer];
    host.post({ kind: "planned", chosen }, (report) => showSaved(saved, report));
  }
  const fields = [...new Set(offers.map(({ unit }) => unit))].map((unit) => {
    const rows = offers.filter((offer) => offer.unit === unit).map((offer) => {
      const { menu, row } = offerRow(offer, host.state.chosen?.[offer.id], change);
      menus.set(offer.id, menu);
      return row;
    });
    return element("fieldset", {}, element("legend", {}, unit), rows);
  });
  const notice = element("p", { class: "mpp-hint" });
  const follow = () => {
    const { chosen = {}, result } = host.state;
    for (const [offer, menu] of menus) menu.value = chosen[offer] ?? "";
    say(notice, host.state.notice ?? "");
    if (!result) return;
    now.dataset.outcome = outcome.dataset.outcome = result.feasible ? "right" : "wrong";
    say(headline, `${result.feasible ? "✓" : "✗"} ${result.headline}. ${result.facts[0]}.`);
    rest.replaceChildren(...resultParts(result));
  };
  follow();
  const unfollow = host.onState(follow);

  root.append(element("p", { class: "mpp-hint" }, intro));
  const form = element("form", { class: "mpp-item" },
    element("div", { class: "mpp-offers" }, fields), saved, now, outcome);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.append(form, notice);
  el.append(root);
  return () => {
    unfollow();
    release();
  };
}
