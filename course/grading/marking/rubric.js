// A rubric's rows as boxes on formgrader's page of one submission.
//
// The boxes are the truth for the marks. They are written as the first line of nbgrader's comment on the cell (see
// row_marks.py) and, when every row has one, their sum as its score: both through nbgrader's own models (Backbone), which
// send them to its REST API. Each model has one request under way at a time, so that no answer brings old marks back.

const page = /** @type {any} */ (window);
const { cells, problem, anonymous } = JSON.parse(document.getElementById("marking-rubric")?.textContent ?? "{}");
const FORWARD = 190; // the keys . and , as formgrader reads them
const BACK = 188;
/** Whether the address names a box; formgrader changes it soon. */
const opened = new URLSearchParams(page.location.search).has("index");

// Formgrader goes to the box that the address names when MathJax has drawn the formulas; without internet it never comes.
if (!page.MathJax?.Hub) {
  const Interest = (tell) => setTimeout(() => tell("End"));
  page.MathJax = { Hub: { Startup: { signal: { Interest } } } };
}

/** @type {Saver[]} one for each model of a cell with boxes */
const savers = [];
/** @type {null | (() => void)} what happens when nothing is under way any more */
let afterwards = null;

/** An element with attributes and children; a text becomes a text and never HTML. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Go on when all is saved, at once when it is; what failed is tried again. */
function whenSaved(act) {
  afterwards = act;
  savers.forEach((one) => one.retry());
  goOn();
}

function goOn() {
  if (!afterwards || savers.some((one) => one.waits())) return;
  const act = afterwards;
  afterwards = null;
  act();
}

/** Saves values in one model, a request at a time; what comes meanwhile is sent afterwards. */
class Saver {
  constructor(model, tell) {
    this.model = model;
    this.tell = tell;
    this.running = false;
    /** What the server has not taken yet, the newest only. */
    this.unsaved = null;
    savers.push(this);
  }

  waits() {
    return this.running || this.unsaved !== null;
  }

  save(values) {
    this.unsaved = values;
    if (!this.running) this.send();
  }

  retry() {
    if (!this.running && this.unsaved) this.send();
  }

  send() {
    const sent = this.unsaved;
    this.running = true;
    this.model.save(sent, { success: () => this.end(sent, true), error: () => this.end(sent, false) });
  }

  end(sent, worked) {
    this.running = false;
    if (worked && this.unsaved === sent) this.unsaved = null;
    if (worked) this.retry();
    else {
      afterwards = null;
      this.tell("Not saved: the server did not take it. Is it still running? Change a mark to try again.");
    }
    goOn();
  }
}

/** The marks of a comment's first line (row id -> points), or null when it is no such line, and the words below. */
function readComment(comment, rows) {
  const [first, ...rest] = comment.split("\n");
  const marks = new Map();
  for (const part of first.split(";")) {
    const found = /^([^;/0-9]+?) +([0-9]{1,3})\/([0-9]{1,3})$/.exec(part.trim());
    const row = found && rows.find((one) => one.title.toLowerCase() === found[1].toLowerCase());
    if (!found || !row || marks.has(row.id)) return { marks: null, words: comment };
    if (Number(found[3]) !== row.most || Number(found[2]) > row.most) return { marks: null, words: comment };
    marks.set(row.id, Number(found[2]));
  }
  return { marks, words: rest.join("\n").replace(/^\n+/, "") };
}

function writeComment(marks, words, rows) {
  const given = rows.filter((row) => marks.has(row.id));
  const line = given.map((row) => `${row.title} ${marks.get(row.id)}/${row.most}`).join("; ");
  return [line, words].filter(Boolean).join("\n\n");
}

/** The boxes of one cell. */
class Boxes {
  constructor(name, rows, score) {
    this.name = name;
    this.rows = rows;
    this.score = score;
    this.cell = score.closest(".nbgrader_cell");
    this.comment = /** @type {HTMLTextAreaElement} */ (document.getElementById(`${name}-comment`));
    /** @type {any} nbgrader's models of the cell's score and comment, when they have come */
    this.grade = null;
    /** @type {any} */
    this.gradeSaver = null;
    /** @type {any} */
    this.commentSaver = null;
    this.foreign = false;
    this.marks = new Map();
    this.words = "";
    this.ready = false;
    this.told = element("p", { class: "marking-told", role: "status" }, "Loading the marks ...");
    this.sum = element("span", {});
    this.inputs = rows.map((row) => this.input(row));
    const heading = element("h5", { id: `${name}-rubric` }, "Rubric: ", this.sum);
    this.panel = element("section", { class: "marking-rubric", "aria-labelledby": `${name}-rubric` }, heading);
    this.panel.append(...rows.map((row, number) => this.row(row, this.inputs[number])), this.told);
    this.cell.querySelector(".panel-footer").before(this.panel);
    this.comment.setAttribute("aria-label", `Comment on ${name}`);
    score.readOnly = true;
    score.setAttribute("aria-label", `Score of ${name}, the sum of the rubric's rows`);
    score.title = "The sum of the rubric's rows below";
    this.listen();
  }

  input(row) {
    const id = `${this.name}-row-${row.id}`;
    const about = { type: "number", min: 0, max: row.most, step: 1, id, "aria-describedby": `${id}-levels`, disabled: "" };
    return element("input", { ...about, class: "tabbable", autocomplete: "off" });
  }

  row(row, input) {
    const levels = [
      [String(row.most), row.levels.full],
      ["about half", row.levels.half],
      ["0", row.levels.none],
    ].filter(([, text]) => text);
    const list = levels.map(([points, text]) => element("li", {}, element("b", {}, `${points}: `), text));
    const right = element("div", {}, element("ul", { id: `${input.id}-levels` }, ...list));
    if (row.comments.length) right.append(this.bank(row));
    const left = element("label", { for: input.id }, row.title);
    return element("div", { class: "marking-row" }, left, element("span", {}, input, ` / ${row.most}`), right);
  }

  bank(row) {
    const choices = row.comments.map((sentence) => {
      const button = element("button", { type: "button" }, sentence);
      button.addEventListener("click", () => this.add(sentence));
      return element("li", {}, button);
    });
    const name = element("summary", {}, `Comments for ${row.title}`);
    return element("details", {}, name, element("ul", {}, ...choices));
  }

  listen() {
    this.rows.forEach((row, number) => this.inputs[number].addEventListener("change", () => this.change(row, number)));
    this.comment.addEventListener("change", (event) => {
      if (!this.ready) return;
      event.stopPropagation(); // nbgrader's own listener would send a second request for the same comment
      const read = readComment(this.comment.value, this.rows);
      this.words = read.words;
      if (read.marks) this.marks = read.marks;
      this.save();
    });
    for (const [choice, share] of /** @type {Array<[string, number]>} */ ([[".full-credit", 1], [".no-credit", 0]])) {
      this.cell.querySelector(choice)?.addEventListener("click", (event) => {
        event.stopPropagation(); // nbgrader's own listener gives points without rows
        if (!this.ready) return;
        this.rows.forEach((row) => this.marks.set(row.id, share * row.most));
        this.inputs.forEach((input) => input.setAttribute("aria-invalid", "false"));
        this.save();
      });
    }
    this.panel.addEventListener("keydown", (event) => {
      // Formgrader's Tab and Enter jump between its own boxes, and would pass by what stands here.
      if (event.key === "Tab" || event.key === "Enter") event.stopPropagation();
    });
    this.cell.addEventListener("keydown", (event) => this.leave(event));
  }

  /** Formgrader's keys for the next and the previous submission, pressed in a box: first all is saved. */
  leave(event) {
    if (!event.ctrlKey || ![FORWARD, BACK].includes(event.which)) return;
    if (!this.panel.contains(event.target) && event.target !== this.comment) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.blur();
    const way = event.which === FORWARD ? "next" : "prev";
    whenSaved(() => page.formgrader[`${way}${event.shiftKey ? "Incorrect" : ""}Assignment`]());
  }

  /** nbgrader's models have come: show what they hold. */
  start(grade, comment) {
    this.grade = grade;
    this.gradeSaver = new Saver(grade, (text) => this.tell(text));
    this.commentSaver = new Saver(comment, (text) => this.tell(text));
    const read = readComment(comment.get("manual_comment") ?? "", this.rows);
    this.marks = read.marks ?? new Map();
    this.words = read.words;
    const score = grade.get("manual_score");
    // A score that somebody gave without rows stays until every row has a mark.
    this.foreign = score !== null && score !== this.total();
    this.ready = true;
    this.inputs.forEach((input) => input.removeAttribute("disabled"));
    this.draw();
    if (this.foreign) {
      const rows = this.marks.size ? `The rows add up to ${this.total() ?? "less than all rows"}` : "No row has a mark";
      this.tell(`${rows}, and the score is ${score}: it was given elsewhere. It stays until every row has a mark and you change one.`);
    }
  }

  /** The sum when every row has a mark, else null. */
  total() {
    if (this.marks.size < this.rows.length) return null;
    return [...this.marks.values()].reduce((sum, mark) => sum + mark, 0);
  }

  change(row, number) {
    const input = this.inputs[number];
    const text = input.value.trim();
    const mark = Number(text);
    const wrong = input.validity.badInput || (text !== "" && !(Number.isInteger(mark) && mark >= 0 && mark <= row.most));
    input.setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      this.tell(this.refusal(row));
      return;
    }
    if (text === "") this.marks.delete(row.id);
    else this.marks.set(row.id, mark);
    this.save();
  }

  refusal(row) {
    return `${row.title}: a whole number from 0 to ${row.most}. This one is not saved.`;
  }

  add(sentence) {
    this.words = readComment(this.comment.value, this.rows).words;
    if (this.words.includes(sentence)) {
      this.tell("This sentence is in the comment already.");
      return;
    }
    this.words = `${this.words}${this.words ? "\n" : ""}- ${sentence}`;
    this.save();
    this.tell("Added to the comment.");
  }

  save() {
    this.draw();
    this.commentSaver.save({ manual_comment: writeComment(this.marks, this.words, this.rows) });
    const total = this.total();
    if (total !== null) this.foreign = false;
    if (!this.foreign) this.gradeSaver.save({ manual_score: total, extra_credit: this.grade.get("extra_credit") });
  }

  /** Show the marks. What was typed and cannot be a mark stays where it is, and is still told. */
  draw() {
    const isWrong = (number) => this.inputs[number].getAttribute("aria-invalid") === "true";
    this.rows.forEach((row, number) => {
      if (isWrong(number)) return;
      this.inputs[number].value = this.marks.has(row.id) ? String(this.marks.get(row.id)) : "";
    });
    const wrong = this.rows.find((_row, number) => isWrong(number));
    this.comment.value = writeComment(this.marks, this.words, this.rows);
    page.autosize?.update(this.comment);
    const most = this.rows.reduce((sum, row) => sum + row.most, 0);
    const missing = this.rows.length - this.marks.size;
    this.sum.textContent = missing ? `${missing} of ${this.rows.length} rows without a mark` : `${this.total()} of ${most}`;
    const said = missing ? "The score is written when every row has a mark." : `Score: ${this.total()} of ${most}.`;
    this.tell(wrong ? this.refusal(wrong) : said);
  }

  tell(text) {
    this.told.textContent = text;
  }
}

/** Wait until formgrader has its grades and comments, then give each set of boxes its own. */
function startAll(all) {
  if (!page.formgrader?.grades?.loaded || !page.formgrader.comments?.loaded) {
    setTimeout(() => startAll(all), 50);
    return;
  }
  for (const boxes of all) {
    const mine = (model) => model.get("name") === boxes.name;
    const [grade, comment] = [page.formgrader.grades.find(mine), page.formgrader.comments.find(mine)];
    if (grade && comment) boxes.start(grade, comment);
    else boxes.tell("The gradebook does not know this cell. Grade the submission again, then mark it.");
  }
  // Opened from the list, at no box: whoever comes to mark, marks. Else at the cell that the address names.
  const named = all.find((boxes) => boxes.cell.contains(page.formgrader.last_selected?.[0] ?? null));
  (opened ? named : all[0])?.inputs[0].focus();
}

if (anonymous) {
  // The link would open the notebook under the learner's id.
  for (const link of document.querySelectorAll("[data-link]")) {
    for (const name of ["data-link", "data-toggle", "title"]) link.removeAttribute(name);
  }
}
if (problem) document.querySelector(".panel-heading")?.after(element("p", { class: "marking-problem" }, problem));

/** @type {Boxes[]} */
const all = [];
for (const [name, rows] of Object.entries(cells)) {
  const score = document.querySelector(`input.score.tabbable[id="${CSS.escape(name)}"]`);
  if (score) all.push(new Boxes(name, rows, score));
}
if (all.length) {
  startAll(all);
  for (const link of document.querySelectorAll("li.next a, li.previous a")) {
    link.addEventListener("click", (event) => {
      if (!savers.some((one) => one.waits())) return;
      event.preventDefault();
      whenSaved(() => page.location.assign(/** @type {HTMLAnchorElement} */ (link).href));
    });
  }
}
