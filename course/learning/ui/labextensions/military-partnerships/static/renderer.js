// Draws outputs of the course's own MIME type. JupyterLab loads it before any notebook is open.
import { openHost } from "./host.js";
import { VIEWS } from "./views.js";

export const MIME = "application/vnd.military-partnerships.view+json";

function addStyle() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: new URL("course.css", import.meta.url).href });
  document.head.append(link);
}

export async function load(shared) {
  const { Widget } = await shared("@lumino/widgets");
  addStyle();

  class ViewOutput extends Widget {
    constructor(options) {
      super();
      this.addClass("mpp-output");
      this.path = options.resolver?.path ?? "";
    }

    async renderModel(model) {
      const form = model.data[MIME];
      this.forget();
      const view = VIEWS[form.kind];
      if (!view) {
        this.node.textContent = "This part needs a newer version of the course. Update the course and open the page again.";
        return;
      }
      this.host = openHost(form, this.path, view);
      this.clean = view.render(this.host, this.node);
    }

    forget() {
      this.clean?.();
      this.host?.close();
      this.clean = this.host = null;
      this.node.replaceChildren();
    }

    dispose() {
      if (this.isDisposed) return;
      this.forget();
      super.dispose();
    }
  }

  return {
    id: "military-partnerships:renderer",
    description: "Draws the quizzes, ledgers, scenarios and other views of the course.",
    rendererFactory: {
      // Text nodes only, and no script of the notebook: safe in notebooks that are not trusted, too.
      safe: true,
      mimeTypes: [MIME],
      createRenderer: (options) => new ViewOutput(options),
    },
    // Before a widget of the same view, which an output made elsewhere may hold as well.
    rank: -20,
    dataType: "json",
  };
}
