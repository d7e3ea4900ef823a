// The bar above a lesson: done, right, and about how many minutes the rest takes.
import { element, say } from "./common.js";

function words({ done, right, total, minutes }) {
  if (done === total) return `All ${total} questions and tasks done, ${right} right.`;
  return `${done} of ${total} questions and tasks done, ${right} right. About ${minutes} minutes left.`;
}

/** Put the bar on a notebook's panel; it shows itself as soon as the notebook turns out to be a lesson. */
export function addBar(panel, desk, Widget) {
  const meter = element("progress", { "aria-hidden": "true" });
  const text = element("span", {});
  const node = element("div", { class: "mpp-lesson", role: "group", "aria-label": "Your progress in this lesson" }, meter, text);
  const widget = new Widget({ node });
  widget.hide();
  panel.contentHeader.insertWidget(0, widget);

  desk.on("lesson", (path, lesson) => {
    if (path !== panel.context.path || widget.isDisposed) return;
    widget.setHidden(!lesson);
    if (!lesson) return;
    meter.max = lesson.total;
    meter.value = lesson.done;
    say(text, words(lesson));
  });
  panel.context.ready.then(() => desk.states(panel.context.path, []));
}
