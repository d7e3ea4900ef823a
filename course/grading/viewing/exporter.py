"""nbconvert's HTML pages, made so that nothing of the notebook runs in them.

nbgrader draws its feedback pages and formgrader with nbconvert's HTMLExporter and templates of its own, which put HTML
and Markdown of learners into the page as they are. This exporter takes the same templates and settings. It cleans the
notebook before it is drawn and each piece of Markdown where it becomes HTML, and the page carries a content security
policy: only the templates' own scripts bear the word (nonce) that lets them run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
from collections.abc import Callable, Iterable
from typing import Any

import jinja2
from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from traitlets import Bool, Unicode

from course.content.page_policy import policy, tag
from course.grading.viewing.sanitizer import as_text, clean_html, clean_notebook

OURS = "peace_ours"
"""The entry of nbconvert's resources that holds HTML and Markdown of our own programs, which stays as it is."""
_CLICKS = ("toggle_name(true);", "toggle_name(false);", "toggleAllNames()")
"""What formgrader's own pages do at a click, written as attributes: allowed word for word."""
_LONGEST = 400_000
"""Characters of one Markdown cell that are still drawn."""


def server_policy(nonce: str) -> str:
    """The policy of formgrader's pages, which talk to their server.

    >>> "connect-src 'self'" in server_policy("Zx9")
    True
    """
    hashes = [base64.b64encode(hashlib.sha256(words.encode()).digest()).decode() for words in _CLICKS]
    clicks = " ".join(f"'sha256-{one}'" for one in hashes)
    return policy(nonce, "connect-src 'self'", f"script-src-attr 'unsafe-hashes' {clicks}")


class NonceLoader(jinja2.BaseLoader):
    """Templates of another loader, whose scripts bear the page's nonce. What is filled in later never does."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, Any]:
        """As the other loader's, with script_nonce() in each script's tag."""
        source, name, fresh = self.loader.get_source(environment, template)
        return source.replace("<script", '<script nonce="{{ script_nonce() }}"'), name, fresh


class SafeHTMLExporter(HTMLExporter):
    """HTMLExporter for notebooks of strangers; its settings are those of HTMLExporter."""

    in_server = Bool(False, help="Whether the page talks to its server, as formgrader's does.")
    nonce = Unicode(help="The word that lets the page's own scripts run; drawn anew for each page when empty.")
    host = Unicode(help="The name of the server that shows the page; no link of a learner leads there.")

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **named: Any) -> tuple[Any, dict[str, Any]]:
        """The page, and nbconvert's resources. A cell that cannot be drawn is shown as its text."""
        self._page_nonce = self.nonce or secrets.token_urlsafe(16)
        page, resources = super().from_notebook_node(nb, resources, **named)
        words = server_policy(self._page_nonce) if self.in_server else policy(self._page_nonce)
        # nbconvert writes the page anew from what it read, so that it has exactly this tag.
        return page.replace("<head>", f"<head>\n{tag(words)}", 1), resources

    def default_filters(self) -> Iterable[tuple[str, Callable[..., Any]]]:
        """nbconvert's, with ours where a text of the notebook becomes HTML."""
        yield from super().default_filters()
        yield "clean_html", self._clean
        yield "markdown2html", self.markdown2html

    @jinja2.pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> str:
        """Markdown as clean HTML; what our own programs wrote is drawn as it is."""
        if source in context.get("resources", {}).get(OURS, ()):
            return HTMLExporter.markdown2html(self, context, source)
        if len(source) > _LONGEST:
            return as_text(source, f"it has more than {_LONGEST} characters")
        try:
            drawn = HTMLExporter.markdown2html(self, context, source)
        except Exception as error:  # noqa: BLE001 - whatever a stranger's Markdown does to its reader costs this cell only
            return as_text(source, f"it cannot be read as Markdown ({type(error).__name__})")
        return self._clean(drawn)

    def _clean(self, text: str) -> str:
        return clean_html(text, self.host)

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super()._preprocess(nb, resources)
        # Names of learners stand in formgrader's head as HTML.
        for key in ("student", "first_name", "last_name", "filename", "notebook_path"):
            if isinstance(resources.get(key), str):
                resources[key] = html.escape(resources[key])
        return clean_notebook(nb, resources.get(OURS, ()), self.host), resources

    def _create_environment(self) -> jinja2.Environment:
        environment = super()._create_environment()
        assert environment.loader is not None
        environment.loader = NonceLoader(environment.loader)
        environment.globals["script_nonce"] = lambda: self._page_nonce
        return environment
