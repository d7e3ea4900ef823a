"""Which metadata and attachments of a submission may stay: those of the type that nbformat and nbconvert rely on.

A value of another type would stop the notebook from being written, or its feedback page from being made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def of_notebook(metadata: dict[str, Any]) -> dict[str, Any]:
    """The notebook's metadata without what has the wrong type.

    >>> of_notebook({"title": 3, "authors": [{"name": "Ann"}], "own": 1})
    {'authors': [{'name': 'Ann'}], 'own': 1}
    """
    return _tidy(metadata, _NOTEBOOK)


def of_cell(metadata: dict[str, Any]) -> dict[str, Any]:
    """A cell's metadata without what has the wrong type.

    >>> of_cell({"tags": "a, b", "name": "intro"})
    {'name': 'intro'}
    """
    return _tidy(metadata, _CELL)


def sound_attachments(found: dict[str, Any]) -> bool:
    """Whether these are pictures as nbformat writes them: {file name: {media type: text}}."""
    return bool(found) and all(
        isinstance(kinds, dict) and all(isinstance(data, str) for data in kinds.values()) for kinds in found.values()
    )


def _named(value: Any, *keys: str) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys)


def _tags(value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(tag, str) and tag and "," not in tag for tag in value):
        return False
    return len(set(value)) == len(value)


def _language(value: Any) -> bool:
    return _named(value, "name") and all(isinstance(one, (str, dict, int)) for one in value.values())


def _people(value: Any) -> bool:
    return isinstance(value, list) and all(_named(one, "name") for one in value)


def _times(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


_NOTEBOOK: dict[str, Callable[[Any], bool]] = {
    "kernelspec": lambda value: _named(value, "name", "display_name"),
    "language_info": _language,
    "orig_nbformat": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    "title": _text,
    "authors": _people,
    "language": _text,
}
_CELL: dict[str, Callable[[Any], bool]] = {
    "name": _text,
    "tags": _tags,
    "collapsed": _flag,
    "scrolled": lambda value: isinstance(value, bool) or value == "auto",
    "jupyter": lambda value: isinstance(value, dict) and all(map(_flag, value.values())),
    "execution": _times,
    "format": _text,
    "deletable": _flag,
    "editable": _flag,
}


def _tidy(metadata: dict[str, Any], known: dict[str, Callable[[Any], bool]]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in known or known[key](value)}
