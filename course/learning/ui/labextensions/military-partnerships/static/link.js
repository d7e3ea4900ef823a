// Whom the desk asks: the course's part of the Jupyter server or, without it, the notebook's kernel.
import { Refused } from "./desk.js";

const OPTION = "militaryPartnershipsRecord";
const PYTHON = "__import__('course.learning.desk.respond', fromlist=['respond_in_kernel']).respond_in_kernel";

export function linkTo({ app, tracker, PageConfig, ServerConnection }) {
  const settings = app.serviceManager.serverSettings;
  const place = PageConfig.getOption(OPTION);
  /** A target as it stands in a notebook, for example "../09-capstone/x.ipynb", from the server's folder. */
  function resolved(path, target) {
    const parts = path.split("/").slice(0, -1);
    for (const part of target.split("/")) {
      if (part === "..") parts.pop();
      else parts.push(part);
    }
    return parts.join("/");
  }

  async function askServer({ ask, ...question }, path) {
    const address = `${settings.baseUrl}military-partnerships/`;
    const reply = ask === "states"
      ? await ServerConnection.makeRequest(`${address}state?${query(path, question.views)}`, {}, settings)
      : await ServerConnection.makeRequest(
        `${address}answer`, { method: "POST", body: JSON.stringify({ ...question, notebook: path }) }, settings);
    if (reply.status === 400) throw new Refused((await reply.json()).message);
    if (!reply.ok) throw new Error(`The server replied ${reply.status}.`);
    return reply.json();
  }

  function query(path, views) {
    return new URLSearchParams([["notebook", path], ...views.map((view) => ["view", JSON.stringify(view)])]);
  }

  async function askKernel(question, path) {
    const kernel = tracker.find((panel) => panel.context.path === path)?.sessionContext.session?.kernel;
    if (!kernel) throw new Error("There is no kernel to ask.");
    const text = JSON.stringify(JSON.stringify({ ...question, notebook: path.split("/").pop() }));
    const future = kernel.requestExecute({
      code: "", silent: true, store_history: false, allow_stdin: false, stop_on_error: false,
      user_expressions: { reply: `${PYTHON}(${text})` },
    });
    const { content } = await future.done;
    const found = content.user_expressions?.reply;
    if (found?.status !== "ok") throw new Error("The kernel does not know the course.");
    const reply = found.data["application/json"];
    if (reply.refused) throw new Refused(reply.refused);
    return reply;
  }

  return {
    place,
    ask: place ? askServer : askKernel,
    address(path, target) {
      const page = PageConfig.getOption("notebookPage") ? "notebooks/" : "lab/tree/";
      return settings.baseUrl + page + resolved(path, target).split("/").map(encodeURIComponent).join("/");
    },
    open(event, path, target) {
      // With Ctrl or Cmd the browser opens a tab of its own, by the address.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      app.commands.execute("docmanager:open", { path: resolved(path, target) });
    },
  };
}
