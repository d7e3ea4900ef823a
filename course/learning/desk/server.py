"""The course's part of the Jupyter server: the page reads the learner's saved answers here, and sends new ones.

With it an answer is kept before any cell is run, and while the kernel works or is stopped. It also tells kernels that
the page draws the course's views, so that notebooks stay small.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, authenticated

from course.errors import CourseError
from course.learning.ui.view import DRAWN_BY_PAGE

ADDRESS = "military-partnerships"
PAGE_OPTION = "militaryPartnershipsRecord"
"""The entry of JupyterLab's page configuration by which the page knows that this part is there, and on which folder."""


def _respond(work: str, *arguments: Any) -> dict[str, Any]:
    # Imported with the first question: the catalogue and its readers would make every start of the server slower.
    from course.learning.desk import respond

    return getattr(respond, work)(*arguments)


class _DeskHandler(APIHandler):
    """What both handlers share: where the notebook lies, and words for a bad question."""

    # Who may read and write notebooks may read and write the record beside them.
    auth_resource = "contents"

    def folder_of(self, notebook: str) -> Path:
        """The folder of a notebook that is named as the page knows it: relative to the server's folder.

        Raises HTTPError 400 for a place outside of it.
        """
        root = Path(self.settings["server_root_dir"]).expanduser().resolve()
        # JupyterLab puts the name of a drive before a path, as in "RTC:01-history/1A.ipynb".
        folder = (root / notebook.rpartition(":")[2].lstrip("/")).parent.resolve()
        if not folder.is_relative_to(root):
            raise HTTPError(400, "This notebook is outside the server's folder.")
        return folder

    async def answer(self, work: str, *arguments: Any) -> None:
        """Reply with what this function of `respond` returns; 400 and the reason for what makes no sense."""
        # In a thread, one at a time: reading a long record must not hold up the whole server.
        async with self.settings.setdefault("course_desk_lock", asyncio.Lock()):
            try:
                found = await asyncio.to_thread(_respond, work, *arguments)
            except CourseError as error:
                raise HTTPError(400, str(error)) from None
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class StateHandler(_DeskHandler):
    """GET state?notebook=01-history/1A.ipynb&view={"kind","key"}&view=...: what was answered so far."""

    @authenticated
    @authorized
    async def get(self) -> None:
        notebook = self.get_query_argument("notebook")
        try:
            views = [json.loads(text) for text in self.get_query_arguments("view")]
        except ValueError:
            raise HTTPError(400, "A view is named by JSON with its kind and its key.") from None
        await self.answer("states", views, self.folder_of(notebook), Path(notebook).name)


class AnswerHandler(_DeskHandler):
    """POST answer with {"notebook", "view", "message", "receipt"}: keep one thing that the learner did."""

    @authenticated
    @authorized
    async def post(self) -> None:
        body = self.get_json_body()
        if not isinstance(body, dict) or not isinstance(body.get("notebook"), str):
            raise HTTPError(400, "An answer is JSON with a notebook, a view, a message and a receipt.")
        notebook = body["notebook"]
        receipt = str(body.get("receipt", ""))
        folder = self.folder_of(notebook)
        await self.answer("keep", body.get("view"), body.get("message"), receipt, folder, Path(notebook).name)


def _place(root: str) -> str:
    """A short name of the server's folder, so that answers waiting in a browser are never sent to another folder's."""
    return hashlib.sha256(str(Path(root).expanduser().resolve()).encode()).hexdigest()[:16]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.learning.desk.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the two addresses, tell the page that they are there, and tell kernels that the page draws the views."""
    settings = server.web_app.settings
    base, root = settings["base_url"], settings["server_root_dir"]
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, ADDRESS, "state"), StateHandler),
            (url_path_join(base, ADDRESS, "answer"), AnswerHandler),
        ],
    )
    settings.setdefault("page_config_data", {})[PAGE_OPTION] = _place(root)
    os.environ[DRAWN_BY_PAGE] = "1"
    # Read the course while the learner's browser opens, so that the first page need not wait for it.
    IOLoop.current().call_later(0, lambda: IOLoop.current().run_in_executor(None, _respond, "states", [], Path(root)))
