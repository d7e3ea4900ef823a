// The page's desk: asks for saved answers, sends new ones, and keeps what could not be sent until it can.
//
// Whom it asks is decided by plugins.js, which calls connect(): the course's part of the server or, where there is none
// (JupyterLite), the notebook's kernel. What is not acknowledged stays in the browser's storage, each answer under a
// receipt of its own, so that two tabs never overwrite one another and nothing counts twice.

/** The answer makes no sense to the course; sending it again would not help. */
export class Refused extends Error {}

const PATIENCE = 3000;
const AGAIN = 4000;
const PREFIX = "military-partnerships:waiting:";
const WHERE = { browser: "This browser keeps your answer", page: "This page keeps your answer while it is open" };

/**
 * Whom the desk asks.
 *   place          a name of the server's folder: what waits for another one is left alone
 *   ask(question, path)   a promise of the reply; rejects with Refused, or with any error while nobody replies
 *   address(path, target), open(event, path, target)   links between notebooks
 * @typedef {{
 *   place: string,
 *   ask: (question: {ask: string, [detail: string]: any}, path: string) => Promise<any>,
 *   address: (path: string, target: string) => string,
 *   open: (event: Event, path: string, target: string) => void,
 * }} Link
 */

/** Before connect() is called: nobody replies, and links are followed by the browser. @type {Link} */
let link = {
  place: "",
  ask: () => Promise.reject(new Error("The page is not connected yet.")),
  address: (_path, target) => target,
  open: () => {},
};
let announce;
const connected = new Promise((resolve) => (announce = resolve));

/**
 * Tell the desk whom to ask.
 * @param {Link} given
 */
export function connect(given) {
  link = given;
  announce(given);
  for (const entry of stored()) if (!queue.some(({ receipt }) => receipt === entry.receipt)) queue.push({ ...entry, told: true });
  if (queue.length) send();
}

// What waits -----------------------------------------------------------------------------------------------------------

const queue = [];

function stored() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).sort();
    return keys.map((key) => JSON.parse(localStorage.getItem(key) ?? "{}")).filter(({ place }) => place === link.place);
  } catch {
    return [];
  }
}

function store(entry) {
  const { receipt, name, path, view, message } = entry;
  try {
    localStorage.setItem(PREFIX + receipt, JSON.stringify({ receipt, name, path, view, message, place: link.place }));
    entry.kept = "browser";
  } catch {
    // Storage is full, or switched off for this page.
    entry.kept = "page";
  }
}

function forget(entry) {
  queue.splice(queue.indexOf(entry), 1);
  try {
    localStorage.removeItem(PREFIX + entry.receipt);
  } catch {
    // It could not be stored either.
  }
}

const notYet = (entry) =>
  `Not saved yet: the course does not reply. ${WHERE[entry.kept ?? "browser"]} and saves it as soon as the course runs again.`;

/** What the learner did to one thing and the record does not hold yet: [{message, text}], oldest first. */
export function waitingFor(name) {
  return queue.filter((entry) => entry.name === name).map((entry) => ({
    message: entry.message, text: entry.told ? notYet(entry) : "",
  }));
}

function tellWaiting(entry) {
  entry.told = true;
  entry.report?.({ saved: false, waiting: true, text: notYet(entry) });
}

// Sending --------------------------------------------------------------------------------------------------------------

let sending = false;
/** @type {number | undefined} */
let timer;

/** Send what waits, one after the other; stop at the first that nobody takes, and try again a little later. */
async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    while (queue.length) {
      const entry = queue[0];
      const reply = await post(entry);
      if (!reply) break;
      forget(entry);
      entry.report?.({ saved: !reply.said, text: reply.said || "Saved." });
      if (reply.state) entry.take?.(reply.state);
      tell("kept", entry.path);
      if (reply.lesson) tell("lesson", entry.path, reply.lesson);
      channel?.postMessage({ place: link.place });
    }
  } finally {
    sending = false;
    if (queue.length) timer = setTimeout(send, AGAIN);
  }
}

async function post(entry) {
  const { path, view, message, receipt } = entry;
  const patience = setTimeout(() => tellWaiting(entry), PATIENCE);
  try {
    return await link.ask({ ask: "keep", view, message, receipt }, path);
  } catch (error) {
    if (error instanceof Refused) return { said: `Not saved: ${error.message}` };
    queue.forEach(tellWaiting);
    return null;
  } finally {
    clearTimeout(patience);
  }
}

const freshReceipt = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;

// News -----------------------------------------------------------------------------------------------------------------

const listeners = [];
const channel = "BroadcastChannel" in window ? new BroadcastChannel("military-partnerships") : null;
if (channel) channel.onmessage = ({ data }) => data.place === link.place && tell("elsewhere");

function tell(what, ...details) {
  for (const { event, listener } of listeners) if (event === what) listener(...details);
}

export const desk = {
  /** The saved state of views of one notebook, in this order; null while nobody replies. */
  async states(path, views) {
    await connected;
    try {
      const { states, lesson } = await link.ask({ ask: "states", views }, path);
      tell("lesson", path, lesson);
      if (queue.length) send();
      return states;
    } catch {
      // Nobody replies, or an older course does not know these views: the page shows what it has.
      return null;
    }
  },

  /** Keep one thing: {name, path, view, message}. `take` gets the state that the record holds afterwards. */
  async keep(entry, report, take) {
    Object.assign(entry, { receipt: freshReceipt(), report, take, told: false });
    queue.push(entry);
    await connected;
    store(entry);
    send();
  },

  /** Hear of "lesson" (path, counts), "kept" (path) and "elsewhere" (another tab saved something). */
  on(event, listener) {
    listeners.push({ event, listener });
  },

  address: (path, target) => link.address(path, target),
  open: (event, path, target) => link.open(event, path, target),
};
