// An explorer: menus and sliders, and the chart or table that follows them.
//
// `results` holds what the choices show, each result once, and `shown` the place of the result for each choice, counted
// as a number whose digits are the controls' settings, the last one fastest. Without `shown` only the first result is
// here, and the course is asked for the others. A picture is an SVG inside an `img`: what is in it cannot run.
import { element, freshPrefix, say, viewRoot } from "./common.js";

const UNREACHED =
  "This choice needs Python, and Python does not reply. Run the first cell of the lesson and this cell (Shift+Enter), then choose again.";

// A table is a line of headings and a line for each row, with tabs between cells; a remark is a line without a tab.
function tableOf({ caption, table: text, note }, name) {
  const [columns, ...rows] = text.split("\n").map((line) => line.split("\t"));
  const head = element("tr", {}, columns.map((column) => element("th", { scope: "col" }, column)));
  const body = rows.map((row) => row.length < columns.length
    ? element("tr", {}, element("td", { colspan: columns.length }, row[0]))
    : element("tr", {}, row.map((value, place) => element(place ? "td" : "th", place ? {} : { scope: "row" }, value))));
  // Without a caption of its own its name is the explorer's, which stands above already.
  const table = element("table", { "aria-label": caption ? null : name }, caption ? element("caption", {}, caption) : [],
    element("thead", {}, head), element("tbody", {}, body));
  const below = note ? element("p", { class: "mpp-hint" }, note) : [];
  return element("div", { class: "mpp-scroll", role: "region", "aria-label": `Table: ${caption || name}`, tabindex: "0" }, table, below);
}

function figureOf(result, name) {
  const { svg, finding, alt = finding, source, note, size: [width, height, least], table: text } = result;
  const picture = element("img", {
    alt, width, height, src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    style: `min-width:${least}px;max-width:${width}px`,
  });
  // The finding stands below the picture as well and is read out from there; the picture itself scrolls where it is wide.
  const below = [source && `Source: ${source}`, note].filter(Boolean).flatMap((line) => [element("br"), line]);
  const words = element("figcaption", {}, finding, below);
  const table = text.includes("\n")
    ? element("details", {}, element("summary", {}, "Show the table"), tableOf(result, name)) : [];
  return element("figure", { style: `max-width:${width}px` },
    element("div", { class: "mpp-picture", tabindex: "0", role: "group", "aria-label": "Picture" }, picture), words, table);
}

/** One menu or slider, set to the option at the place `start`. `change` is called with the place of the option. */
function controlOf({ label, options, slider }, start, change) {
  const id = `${freshPrefix()}-choice`;
  if (!slider) {
    const menu = element("select", { id }, options.map((words, place) => element("option", { value: place }, words)));
    menu.value = String(start);
    menu.addEventListener("change", () => change(Number(menu.value)));
    return element("div", { class: "mpp-row" }, element("label", { for: id }, label), menu);
  }
  const range = element("input", { id, type: "range", min: 0, max: options.length - 1, step: 1, value: start, "aria-valuetext": options[start] });
  const value = element("output", { for: id }, options[start]);
  range.addEventListener("input", () => {
    const words = options[Number(range.value)];
    range.setAttribute("aria-valuetext", words);
    say(value, words);
    change(Number(range.value));
  });
  return element("div", { class: "mpp-row" }, element("label", { for: id }, label),
    element("span", { class: "mpp-slider" }, range, value));
}

/** The choice of the last time, where these controls still offer it; otherwise the first of each. */
function begun(choice, controls) {
  const offered = Array.isArray(choice) && choice.length === controls.length
    && controls.every(({ options }, place) => options[choice[place]] !== undefined);
  return offered ? [...choice] : controls.map(() => 0);
}

export const apply = (state) => state;

export function render(host, el) {
  const { words, controls, results, shown } = host.data;
  const { root, release } = viewRoot(`Explorer: ${words}`);
  const live = element("div", { class: "mpp-result", "aria-live": "polite" });
  const choice = begun(host.recall(), controls);
  const places = shown?.split(" ").map(Number);

  const draw = (result) => live.replaceChildren(result.svg ? figureOf(result, words) : tableOf(result, words));
  function show() {
    const number = choice.reduce((sum, digit, at) => sum * controls[at].options.length + digit, 0);
    if (places || number === 0) return draw(results[places ? places[number] : 0]);
    const asked = String(choice);
    host.look([...choice]).then((result) => {
      if (asked !== String(choice)) return;
      if (result) draw(result);
      else live.replaceChildren(element("p", { class: "mpp-outcome" }, UNREACHED));
    });
  }

  const rows = controls.map((control, place) => controlOf(control, choice[place], (option) => {
    choice[place] = option;
    host.remember([...choice]);
    show();
  }));
  show();
  const form = element("form", { class: "mpp-item mpp-explorer" }, element("p", { class: "mpp-question" }, words), rows, live);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.append(form);
  el.append(root);
  return release;
}
