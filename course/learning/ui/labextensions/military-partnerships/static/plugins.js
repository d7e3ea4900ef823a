// What the course adds to JupyterLab and Notebook 7 beside drawing its views. Each plugin does one thing.
import { addBar } from "./bar.js";
import { connect, desk } from "./desk.js";
import { refresh } from "./host.js";
import { followJumps } from "./jumps.js";
import { linkTo } from "./link.js";
import { addNotes } from "./notes.js";
import { guardKeys, runCellWhenReady, runFirstCell } from "./running.js";

const ID = "military-partnerships";

export async function load(shared) {
  const notebook = await shared("@jupyterlab/notebook");
  const { INotebookTracker, INotebookCellExecutor, NotebookActions } = notebook;
  const { PageConfig } = await shared("@jupyterlab/coreutils");
  const { ServerConnection } = await shared("@jupyterlab/services");
  const { Widget } = await shared("@lumino/widgets");

  /** Do this with every notebook that is open or will be. */
  function forEach(tracker, work) {
    tracker.forEach(work);
    tracker.widgetAdded.connect((_, panel) => work(panel));
  }

  /** Do this once for each kernel of a notebook, as soon as it is idle. */
  function whenKernelIsThere(panel, work) {
    let seen = null;
    panel.sessionContext.statusChanged.connect((session, status) => {
      const id = session.session?.kernel?.id;
      if (status !== "idle" || id === seen) return;
      seen = id;
      work();
    });
  }

  const answers = {
    id: `${ID}:answers`,
    description: "Shows saved answers and keeps new ones, on the server or through the kernel.",
    autoStart: true,
    requires: [INotebookTracker],
    activate(app, tracker) {
      const link = linkTo({ app, tracker, PageConfig, ServerConnection });
      connect(link);
      desk.on("elsewhere", () => refresh());
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
      // The start page in another tab of JupyterLab counts at once what is answered here ...
      const recount = () => refresh(({ kind }) => kind === "overview");
      desk.on("kept", recount);
      // ... and so do it and the bar what a cell checked.
      /** @type {number | undefined} */
      let soon;
      NotebookActions.executed.connect((_, { notebook: content }) => {
        const panel = tracker.find((open) => open.content === content);
        clearTimeout(soon);
        soon = setTimeout(() => panel && (desk.states(panel.context.path, []), recount()), 400);
      });
      // Where the kernel is asked, there is nobody to ask before it is there.
      if (!link.place) forEach(tracker, (panel) => whenKernelIsThere(panel, () => refresh(({ path }) => path === panel.context.path)));
    },
  };

  const bar = {
    id: `${ID}:lesson-bar`,
    description: "Shows above a lesson how much of it is done and right, and how long the rest takes.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_, tracker) => forEach(tracker, (panel) => addBar(panel, desk, Widget)),
  };

  const executor = {
    id: `${ID}:cell-executor`,
    description: "Waits for the kernel before it runs a cell, and brings the start of the output into sight.",
    autoStart: true,
    provides: INotebookCellExecutor,
    activate: () => ({ runCell: runCellWhenReady(notebook.runCell) }),
  };

  const commands = {
    id: `${ID}:first-cell`,
    description: "A command that runs the lesson's first cell, for buttons in messages.",
    autoStart: true,
    requires: [INotebookTracker],
    activate(app, tracker) {
      app.commands.addCommand(`${ID}:run-first-cell`, {
        label: "Run the first cell",
        execute: () => tracker.currentWidget && runFirstCell(NotebookActions, tracker.currentWidget),
      });
    },
  };

  const outputs = {
    id: `${ID}:outputs`,
    description: "Keeps JupyterLab's keys away from controls in outputs, and says what waits for the first cell.",
    autoStart: true,
    requires: [INotebookTracker],
    activate(_, tracker) {
      guardKeys();
      forEach(tracker, (panel) => addNotes(panel, (cell) => runFirstCell(NotebookActions, panel, cell)));
    },
  };

  const jumps = {
    id: `${ID}:jumps`,
    description: "Leads from a note number or a word to its note or meaning, and back.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_, tracker) => forEach(tracker, followJumps),
  };

  return [answers, bar, executor, commands, outputs, jumps];
}
