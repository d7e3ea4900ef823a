"""A Jupyter server's extension: formgrader's pages for marking get the rubric's boxes, and lose the names.

The package installs the setting that loads it, beside the one for `course.grading.viewing.formgrader`. Names: the list
of submissions and the page of one show "Submission #3" when course.yml says `anonymous: true`; nbgrader's server then
does not send them to these pages, so that no click shows one. The pages for managing submissions and students are for
other work, and keep the names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.grading.viewing.formgrader import FORMGRADER, exporter_for, protect


def show_rubrics() -> None:
    """Change formgrader's handlers in this process; a second call changes nothing.

    >>> show_rubrics()
    """
    from nbgrader.server_extensions.formgrader import apihandlers, handlers

    protect()
    if isinstance(handlers.SubmissionHandler.__dict__.get("exporter"), _Marking):
        return
    handlers.SubmissionHandler.exporter = _Marking(_exporter)
    _without_eyes(handlers.GradebookNotebookSubmissionsHandler)
    for one in (
        apihandlers.SubmittedNotebookCollectionHandler,
        apihandlers.GradeCollectionHandler,
        apihandlers.CommentCollectionHandler,
        apihandlers.GradeHandler,
        apihandlers.CommentHandler,
        apihandlers.FlagSubmissionHandler,
    ):
        _without_names(one)


class _Marking(property):
    """A property that tells that `show_rubrics` was here."""


def _exporter(handler: Any) -> Any:
    from course.grading.marking.page import MarkingExporter

    made = exporter_for(handler, MarkingExporter)
    made.course_dir = handler.coursedir.root
    return made


def _anonymous(handler: Any) -> bool:
    from course.grading.marking.page import is_anonymous

    return is_anonymous(Path(handler.coursedir.root))


def _without_eyes(kind: Any) -> None:
    """The list of submissions: no button for names that are not there."""
    before = kind.render

    def render(handler: Any, name: str, **values: Any) -> str:
        from course.grading.marking.page import HIDE_NAMES

        page = str(before(handler, name, **values))
        return page.replace("</head>", f"{HIDE_NAMES}</head>", 1) if _anonymous(handler) else page

    kind.render = render


def _without_names(kind: Any) -> None:
    """What these pages ask the server for: a number in place of each name."""
    before = kind.write

    def write(handler: Any, chunk: Any) -> None:
        if isinstance(chunk, str) and chunk[:1] in "[{" and _anonymous(handler):
            chunk = json.dumps(_nameless(json.loads(chunk)))
        before(handler, chunk)

    kind.write = write


def _nameless(value: Any) -> Any:
    from course.grading.marking.page import stand_in

    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if not isinstance(value, dict) or "student" not in value:
        return value
    number = stand_in(value["index"]) if isinstance(value.get("index"), int) else ""
    return {**value, "student": number, **{name: None for name in ("first_name", "last_name") if name in value}}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.grading.marking.formgrader"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Show rubrics where this server has formgrader; a learner's server does not, and stays as it is."""
    if dict(server.jpserver_extensions).get(FORMGRADER):
        show_rubrics()
