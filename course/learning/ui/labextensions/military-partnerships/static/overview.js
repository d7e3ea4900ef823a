// The start page: the course map with what is done, where to go on, and how well certainty was judged.
//
// All counting and all sentences are made in Python (progress/home.py); here they get their places.
import { element, say } from "./common.js";

export function apply(state) {
  return state;
}

/** A bar with its words beside it; the line in it marks the share from which a certainty level pays. */
function bar(share, words, worth = 0) {
  const fill = element("span", { class: "mpp-fill" });
  fill.style.width = `${Math.round(share * 100)}%`;
  const mark = element("span", { class: "mpp-worth" });
  mark.style.left = `${Math.round(worth * 100)}%`;
  return element("div", { class: "mpp-share" },
    element("span", { class: "mpp-bar", "aria-hidden": "true" }, fill, worth ? mark : []), element("span", {}, words));
}

function moduleParts(module, link) {
  const objectives = module.objectives.map(({ id, text, about }) =>
    element("li", {}, element("strong", {}, id), ` ${text} – ${about}`));
  return [
    element("h2", {}, `${module.id} ${module.title}`),
    bar(module.share, module.words),
    element("ul", {}, module.lessons.map(({ path, title, about, sign }) =>
      element("li", {}, link(path, title), ` – ${about} – ${sign}`))),
    element("p", {}, module.quiz),
    element("details", {}, element("summary", {}, "Objectives of this module"), element("ul", {}, objectives)),
  ];
}

function pageParts({ go_on: goOn, due, hand_in: handIn = [], modules, done, capstone, certainty }, link) {
  const parts = [element("p", { class: "mpp-headline" }, goOn.words)];
  if (goOn.path) parts.push(element("p", {}, link(goOn.path, "Open this lesson", "mpp-button mpp-link")));
  if (due) parts.push(element("p", {}, due));
  parts.push(...handIn.map(({ words, path }) => element("p", {}, words, " – ", link(path, "Open it"))));
  parts.push(...modules.flatMap((module) => moduleParts(module, link)));
  parts.push(element("p", { class: "mpp-hint" }, done));
  if (capstone) {
    parts.push(element("h2", {}, capstone.title));
    parts.push(element("p", {}, link(capstone.path, "Open the capstone"), ` – ${capstone.hours}`));
  }
  if (certainty.length) {
    parts.push(element("h2", {}, "How sure you were, and how often you were right"));
    parts.push(...certainty.map(({ words, share, worth }) => bar(share, words, worth)));
  }
  return parts;
}

export function render(host, el) {
  const root = element("div", { class: "mpp mpp-home" });
  const page = element("div", {});
  const notice = element("p", { class: "mpp-hint" });

  const link = (path, text, style) => {
    const made = element("a", { href: host.address(path), class: style }, text);
    made.addEventListener("click", (event) => host.open(event, path));
    return made;
  };
  let drawn = "";
  const follow = () => {
    say(notice, host.state.notice ?? "");
    const { overview } = host.state;
    if (!overview || drawn === JSON.stringify(overview)) return;
    drawn = JSON.stringify(overview);
    const open = [...page.querySelectorAll("details")].map((details) => details.open);
    const from = overview.start ?? "";
    page.replaceChildren(...pageParts(overview, (path, text, style) => link(from + path, text, style)));
    page.querySelectorAll("details").forEach((details, place) => (details.open = open[place] ?? false));
  };
  follow();
  const unfollow = host.onState(follow);
  root.append(page, notice);
  el.append(root);
  return unfollow;
}
