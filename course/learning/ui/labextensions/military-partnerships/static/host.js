// The host of a view in JupyterLab and Notebook 7: one state for all views of the same thing on the page.
//
// The state is what the record says (asked of the server when the view opens), and on top of it what the learner did
// that the record does not hold yet.
import { desk, waitingFor } from "./desk.js";
import { recall, remember } from "./recall.js";

const folderOf = (path) => path.split("/").slice(0, -1).join("/");
const nameOf = (path, form) => JSON.stringify([folderOf(path), form.kind, form.key]);

/** What all views of one thing share, by name. */
const things = new Map();

class Thing {
  constructor(name, path, form, view) {
    this.name = name;
    this.path = path;
    this.view = view;
    this.kind = form.kind;
    this.key = form.key;
    this.saved = form.state;
    this.local = {};
    this.listeners = new Set();
    this.users = 0;
    this.fold();
  }

  /** The record's state, then what waits to be kept, then what belongs to this page alone. */
  fold() {
    let state = this.saved;
    for (const { message, text } of waitingFor(this.name)) state = this.view.apply(state, { ...message, waiting: text });
    this.state = this.view.reconcile?.({ ...state, ...this.local }, state) ?? state;
  }

  changed() {
    this.fold();
    for (const listener of [...this.listeners]) listener();
  }

  /** Take over what the record says. */
  take(saved) {
    if (!saved) return;
    this.saved = saved;
    this.changed();
  }
}

/**
 * Ask again for the state of views on the page: of all, or of those that are wanted.
 * @param {(thing: {kind: string, path: string}) => boolean} wanted
 */
export async function refresh(wanted = () => true) {
  const groups = new Map();
  for (const thing of things.values()) {
    if (wanted(thing)) groups.set(thing.path, [...(groups.get(thing.path) ?? []), thing]);
  }
  for (const [place, group] of groups) {
    const states = await desk.states(place, group.map(({ kind, key }) => ({ kind, key })));
    states?.forEach((state, number) => group[number].take(state));
  }
}

// Views of a notebook open within a moment of one another: one question for all of them.
let fresh = new Set();
function askSoon(path) {
  if (!fresh.size) {
    setTimeout(() => {
      const paths = fresh;
      fresh = new Set();
      for (const place of paths) refresh(({ path }) => path === place);
    }, 30);
  }
  fresh.add(path);
}

/** The host of one view. `form` is the output's data, `path` the notebook's, `view` the module that draws it. */
export function openHost(form, path, view) {
  const name = nameOf(path, form);
  const known = things.get(name);
  const thing = known ?? new Thing(name, path, form, view);
  things.set(name, thing);
  thing.users += 1;
  askSoon(path);
  const mine = new Set();
  return {
    data: form.data,
    get state() {
      return thing.state;
    },
    onState(listener) {
      thing.listeners.add(listener);
      mine.add(listener);
      return () => thing.listeners.delete(listener);
    },
    setLocal(patch) {
      thing.local = patch;
      thing.changed();
    },
    post(message, report) {
      const words = { kind: thing.kind, key: thing.key };
      desk.keep({ name, path, view: words, message }, report, (state) => thing.take(state));
      thing.changed();
    },
    async look(choice) {
      const states = await desk.states(path, [{ kind: thing.kind, key: { ...thing.key, choice } }]);
      return states?.[0]?.result ?? null;
    },
    recall: () => recall(name),
    remember: (value) => remember(name, value),
    address: (target) => desk.address(path, target),
    open: (event, target) => desk.open(event, path, target),
    close() {
      for (const listener of mine) thing.listeners.delete(listener);
      thing.users -= 1;
      if (!thing.users) things.delete(name);
    },
  };
}
