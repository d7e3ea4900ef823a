"""HTML and notebooks of strangers, made harmless: the one place where that is decided.

What may stay is named here: text, tables, pictures that travel inside the page, links to other sites. What goes are
scripts and handlers of events, forms, frames, style sheets, positions, names and classes that the page around it uses,
and addresses that make the browser ask a server for something.

>>> clean_html('Well <b onclick="steal()">done</b><script>steal()</script>')
'Well <b>done</b>'
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote, urlsplit

import nbformat
import nh3
from nbformat.notebooknode import NotebookNode
from pygments.token import STANDARD_TYPES

PREFIX = "learner-"
"""Stands before every id of a stranger, so that none is one of the page's own."""

SHOWN = (
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)
"""The forms of an output that a page shows. An SVG becomes the source of a picture, where its scripts do not run."""


def _names(words: str) -> set[str]:
    return set(words.split())


_TAGS = _names(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot "
    "th thead tr tt u ul var"
)
# What stands between these is no text for a reader.
_WITH_CONTENT = _names(
    "script style svg math template iframe object embed noscript noembed noframes textarea title xmp"
)

_CELL = {"colspan", "rowspan", "align", "scope", "style"}
_HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "table": {"border"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"align", "style"},
    "p": {"align", "style"},
    "div": {"align", "style"},
    "span": {"style"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type"},
    "details": {"open"},
    **_HEADINGS,
}
# None of them moves, covers, hides or loads anything.
_STYLES = {"text-align", "vertical-align", "font-weight", "font-style", "text-decoration", "color", "background-color"}
_CLASSES = {
    "table": {"dataframe"},
    "div": {"highlight"},
    "span": {name for name in STANDARD_TYPES.values() if name},
}
_NUMBERS = {"width", "height", "colspan", "rowspan", "border", "span", "start"}
_NUMBER = re.compile(r"\d{1,4}%?")
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_SPACES = re.compile(r"[\x00-\x20\x7f\\]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# These need no end: the next one, or the end of what holds them, closes them.
_NO_END = _names("area br col hr img input link meta wbr p li dt dd td th tr thead tbody tfoot colgroup")
DEEPEST = 200
"""Elements inside each other that are still read. A parser's time grows with the square of this."""
LARGEST = 150_000
"""Characters of one piece of HTML that is still read, pictures not counted."""
LONGEST = 50_000
"""Characters that are shown of a text that is not read as HTML."""
_LONE = re.compile("&(?![#a-zA-Z])")
BESIDE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".csv", ".tsv", ".txt", ".json")
"""How a file of a submission is named that a link may lead to: no browser runs anything in these."""
_PLAIN_NAME = re.compile(r"[\w.+#-]{1,80}")
# Of nbgrader's own entries of a cell, those that its templates read.
_NBGRADER = ("grade", "grade_id", "locked", "solution", "task", "points", "score", "comment")


def clean_html(text: str, host: str = "") -> str:
    """A piece of HTML with what a reader needs, and nothing that acts; its elements are closed.

    host: the name of the server that shows the page, to which no link of a stranger leads.

    >>> clean_html('<a href="javascript:x()">a</a> <img src="https://far.example/p.png" alt="plot">')
    '<a target="_blank" rel="noopener noreferrer nofollow">a</a> <img alt="plot">'
    >>> clean_html('<td>1</td></div><div style="position:fixed;color:red" id="main">2')
    '1<div style="color:red">2</div>'
    """
    if _too_deep(text):
        return as_text(text, "too many elements stand inside each other")
    if len(text) > LARGEST and len(_PICTURE.sub("", text)) > LARGEST:
        return as_text(text, f"it is HTML of more than {LARGEST} characters")
    return _cleaner(host.lower()).clean(_LONE.sub("&amp;", text))


def as_text(text: str, reason: str) -> str:
    """What stands in the place of HTML or Markdown that is not drawn: its text, and why.

    >>> as_text("<b>", "it is odd")
    '<p>[Shown as plain text, because it is odd.]</p><pre>&lt;b&gt;</pre>'
    """
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}\n[{len(text) - LONGEST} more characters]"
    return f"<p>[Shown as plain text, because {html.escape(reason)}.]</p><pre>{html.escape(shown)}</pre>"


def _too_deep(text: str) -> bool:
    """Whether elements may stand more than DEEPEST deep, by a count of begins and ends for each name."""
    still_open: dict[str, int] = {}
    depth = 0
    for end, name in _TAG.findall(text):
        name = name.lower()
        if name in _NO_END:
            continue
        held = still_open.get(name, 0)
        if end and not held:
            continue
        still_open[name] = held - 1 if end else held + 1
        depth += -1 if end else 1
        if depth > DEEPEST:
            return True
    return False


def clean_notebook(notebook: NotebookNode, ours: Collection[str] = (), host: str = "") -> NotebookNode:
    """A copy of a notebook with only what nbgrader's pages show, each piece of it of the right kind.

    ours: HTML that our own programs put in, which stays as it is. host: as for `clean_html`. Markdown is cleaned where
    it becomes HTML: see `course.grading.viewing.exporter`.
    """
    language = str(notebook.get("metadata", {}).get("language_info", {}).get("name", "python"))
    about = {"language_info": {"name": language}} if _PLAIN_NAME.fullmatch(language) else {}
    cells = [_cell(cell, ours, host) for cell in notebook.cells]
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells})


@functools.lru_cache(maxsize=8)
def _cleaner(host: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _attribute(name, value, host),
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer nofollow",
        # A page of another site opens beside the instructor's work, not in its place.
        set_tag_attribute_values={"a": {"target": "_blank"}},
        allowed_classes=_CLASSES,
        filter_style_properties=_STYLES,
        id_prefix=PREFIX,
    )


def _attribute(name: str, value: str, host: str) -> str | None:
    if name == "href":
        return _link(value.strip(), host)
    if name == "src":
        return _source(value.strip())
    if name in _NUMBERS:
        return value if _NUMBER.fullmatch(value) else None
    return value


def _link(address: str, host: str) -> str | None:
    if address.startswith("#"):
        return f"#{PREFIX}{address[1:]}"
    if _SPACES.search(address):
        return None
    try:
        parts = urlsplit(address)
        name = (parts.hostname or "").lower().rstrip(".")
    except ValueError:
        return None
    if parts.scheme in ("http", "https"):
        # "https://school.example@far.example" looks like the school's. A link to this very server could give it orders.
        return address if name and "@" not in parts.netloc and name != host else None
    if parts.scheme == "mailto":
        return address
    # A page, or a picture with scripts in it, would be the learner's own, with all that it does.
    return address if _beside(address) and address.lower().endswith(BESIDE) else None


def _source(address: str) -> str | None:
    return address if _PICTURE.fullmatch(address) or _beside(address) else None


def _beside(address: str) -> bool:
    """Whether this is a file of the submission's own folder, named plainly: the server gets no other question."""
    if ":" in address or _SPACES.search(address) or "?" in address or "#" in address:
        return False
    steps = [unquote(step) for step in address.split("/")]
    return all(step not in ("", ".", "..") and not re.search(r"[/\\:%\x00-\x1f]", step) for step in steps)


# -- notebooks ---------------------------------------------------------------------------------------------------------


def _cell(cell: Any, ours: Collection[str], host: str) -> dict[str, Any]:
    kind = cell.get("cell_type")
    made = {"cell_type": kind if kind in ("code", "markdown") else "raw", "source": _text(cell.get("source"))}
    made["metadata"] = _metadata(cell.get("metadata", {}))
    if _PLAIN_NAME.fullmatch(str(cell.get("id", ""))):
        made["id"] = str(cell["id"])
    if kind == "markdown":
        made["attachments"] = _attachments(cell.get("attachments"))
    if kind == "code":
        count = cell.get("execution_count")
        made["execution_count"] = count if type(count) is int else None
        outputs = cell.get("outputs")
        made["outputs"] = [_output(one, ours, host) for one in outputs if isinstance(one, dict)] if outputs else []
    return made


def _metadata(metadata: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    about = metadata.get("nbgrader")
    if isinstance(about, dict):
        kept["nbgrader"] = {key: about[key] for key in _NBGRADER if key in about}
        # nbgrader's templates write it between quotes as it is.
        kept["nbgrader"]["grade_id"] = html.escape(str(about.get("grade_id", "")))
    language = metadata.get("magics_language")
    if isinstance(language, str) and _PLAIN_NAME.fullmatch(language):
        kept["magics_language"] = language
    return kept


def _attachments(found: Any) -> dict[str, dict[str, str]]:
    if not isinstance(found, dict):
        return {}
    return {
        str(name): {str(mime): _text(data) for mime, data in forms.items()}
        for name, forms in found.items()
        if isinstance(forms, dict) and forms
    }


def _output(output: Any, ours: Collection[str], host: str) -> dict[str, Any]:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        told = [_text(line) for line in lines] if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": told,
        }
    data = output.get("data") if isinstance(output.get("data"), dict) else {}
    forms = {mime: _text(data[mime]) for mime in SHOWN if mime in data}
    if "text/html" in forms and forms["text/html"] not in ours:
        forms["text/html"] = clean_html(forms["text/html"], host)
    if not forms:
        kinds = ", ".join(sorted(str(mime)[:60] for mime in data)) or "nothing"
        forms = {"text/plain": f"[An output that is not shown here: {kinds}]"}
    made: dict[str, Any] = {"output_type": "display_data", "data": forms, "metadata": _sizes(output.get("metadata"))}
    return {**made, "output_type": kind, "execution_count": None} if kind == "execute_result" else made


def _sizes(metadata: Any) -> dict[str, Any]:
    """Width, height and description of a picture; nothing else that a page reads from an output's metadata."""
    found: dict[str, Any] = {}
    for mime in ("image/png", "image/jpeg"):
        about = metadata.get(mime) if isinstance(metadata, dict) else None
        if isinstance(about, dict):
            sizes = {key: about[key] for key in ("width", "height") if type(about.get(key)) in (int, float)}
            alt = {"alt": about["alt"]} if isinstance(about.get("alt"), str) else {}
            found[mime] = {**sizes, **alt}
    return found


def _text(value: Any) -> str:
    """A text, or a list of its lines, as one text that can be written."""
    text = "".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode("utf-8")
