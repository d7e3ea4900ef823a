"""The same views as an anywidget, for front ends without the course's extension: VS Code, Colab, other notebooks.

The module is `static/built/widget.js`, which esbuild makes from the readable files beside it (`npm run build` in the
extension's folder). A built file is needed because a widget's code travels through the kernel as one text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from course.learning.ui.view import STATIC

if TYPE_CHECKING:
    from course.learning.ui.view import View


class ViewWidget(anywidget.AnyWidget):
    """Any view as a widget.

    The page reads `view` and `state`, and sends {receipt, message}; the reply is {receipt, said}.

    Each thing the learner does is a message of its own, because changes of a trait may be merged on the way and an
    attempt would be lost.
    """

    _esm = STATIC / "built" / "widget.js"
    _css: ClassVar[Any] = STATIC / "course.css"

    view: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    state: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, view: View) -> None:
        self._view = view
        form = view.form()
        super().__init__(view={"kind": form["kind"], "data": form["data"]}, state=form["state"])
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # anywidget takes the plain text of the cell from here; an object's address would differ in every run.
        return self._view.plain_text()

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("message"), dict):
            return
        said = self._view.receive(content["message"])
        self.state = self._view.shown_state()
        self.send({"receipt": content.get("receipt"), "said": said})
