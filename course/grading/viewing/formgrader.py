"""nbgrader's formgrader, made so that nothing of a submission runs in it, whoever graded it and with which settings.

`protect` puts our exporter, our policy and our care for names in formgrader's request handlers. A Jupyter server loads
this module as an extension (the package installs the setting for it), and `course.grading.autograde.install` calls it
too, from a course's own settings.
"""

from __future__ import annotations

import html
import os
import secrets
from pathlib import Path
from typing import Any

FORMGRADER = "nbgrader.server_extensions.formgrader"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_ODD = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>\"'\\\u2028\u2029"} | {
    n: f"\\u{n:04x}" for n in range(32)
}


def protect() -> None:
    """Make formgrader safe in this process, also one that is loaded already; a second call changes nothing.

    >>> protect()
    """
    from nbgrader.converters import generate_feedback
    from nbgrader.server_extensions.formgrader import handlers
    from nbgrader.server_extensions.formgrader.base import BaseHandler

    from course.grading.viewing.exporter import SafeHTMLExporter

    # Its button Generate Feedback, where the course's settings do not put our own class in its place.
    generate_feedback.HTMLExporter = SafeHTMLExporter
    if isinstance(BaseHandler.__dict__["exporter"], _Protected):
        return
    BaseHandler.exporter = _Protected(exporter_for)
    BaseHandler.content_security_policy = property(_page_policy)
    BaseHandler.render = _render
    handlers.SubmissionFilesHandler.content_security_policy = property(_file_policy)
    handlers.SubmissionFilesHandler.set_extra_headers = _file_headers
    handlers.FormgraderHandler.prepare = _refuse_submissions_as_courses(handlers.FormgraderHandler.prepare)


class _Protected(property):
    """A property that tells that `protect` was here."""


def _nonce(handler: Any) -> str:
    if not hasattr(handler, "_page_nonce"):
        handler._page_nonce = secrets.token_urlsafe(16)
    return str(handler._page_nonce)


def exporter_for(handler: Any, kind: Any = None) -> Any:
    """The exporter that draws a page of formgrader; kind: SafeHTMLExporter, or a class made from it.

    Example: ``exporter_for(handler).from_filename("ann.ipynb")``
    """
    from course.grading.viewing.exporter import SafeHTMLExporter

    made = (kind or SafeHTMLExporter)(config=handler.settings["nbgrader_exporter"].config)
    made.in_server, made.nonce, made.host = True, _nonce(handler), handler.request.host_name
    return made


def _page_policy(handler: Any) -> str:
    from course.grading.viewing.exporter import server_policy

    # Two policies hold together: what the server's own settings say of frames stays.
    return f"{_before(handler)}, {server_policy(_nonce(handler))}"


def _file_policy(handler: Any) -> str:
    """A file of a submission is looked at as if it came from nowhere: no script, no cookie, no network."""
    return f"{_before(handler)}, sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"


def _before(handler: Any) -> str:
    from nbgrader.server_extensions.formgrader.base import BaseHandler

    return str(super(BaseHandler, handler).content_security_policy)


def _file_headers(handler: Any, path: str) -> None:
    if not path.lower().endswith(_PICTURES):
        handler.set_header("Content-Disposition", "attachment")


def _render(handler: Any, name: str, **values: Any) -> str:
    """A page of nbgrader's, its scripts marked as its own, and no name able to end a text in them."""
    from course.grading.viewing.exporter import NonceLoader

    environment = handler.settings["nbgrader_jinja2_env"]
    if not isinstance(environment.loader, NonceLoader):
        environment = environment.overlay(loader=NonceLoader(environment.loader))
        handler.settings["nbgrader_jinja2_env"] = environment
    # The debugging view of the settings stands between tags only.
    config = {"current_config": html.escape(str(values.pop("current_config", "") or ""))}
    safe = {**config, **{key: _as_letters(value) for key, value in values.items()}}
    return str(environment.get_template(name).render(script_nonce=lambda: _nonce(handler), **safe))


def _as_letters(value: Any) -> Any:
    """A text as it can stand within quotes in a script and between tags; the address of a page brings such texts in.

    >>> _as_letters('a"</script>')
    'a\\\\u0022\\\\u003c/script\\\\u003e'
    """
    if isinstance(value, dict):
        return {key: _as_letters(entry) for key, entry in value.items()}
    return value.translate(_ODD) if isinstance(value, str) else value


def _refuse_submissions_as_courses(before: Any) -> Any:
    """formgrader/?path=FOLDER runs that folder's settings, and a link can ask for it: never for a learner's folder."""

    async def prepare(handler: Any) -> None:
        found = before(handler)
        if found is not None:
            await found
        if handler._finished:  # sent to the login
            return
        asked = handler.get_argument("path", "")
        root = Path(handler.coursedir.root).resolve()
        if asked and root in Path(os.path.abspath(asked)).resolve().parents:
            from tornado.web import HTTPError

            raise HTTPError(403, "A folder within the course is no course of its own.")

    return prepare


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.grading.viewing.formgrader"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Protect formgrader where this server has it; a learner's server does not, and stays as it is."""
    if dict(server.jpserver_extensions).get(FORMGRADER):
        protect()
