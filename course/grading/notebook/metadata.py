"""What a graded notebook says about its own grading, in its metadata: repairs, an early end, cells that were shared.

The sanitizing step writes the repairs, the executing step the rest, and the feedback page shows it:

    "peace_grading": {"repairs": ["..."], "ended": "...", "shared": ["cell-id"]}

Repair adds "cells" (which repair concerns which cell), "unreadable" (why there is nothing to run) and "handed_in_as".

A learner can write anything into a submission's metadata, so each step reads only what has the right shape.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import attrs

KEY = "peace_grading"
HANDED_IN_AS = "handed_in_as"
"""The entry with the name, without its ending, that the learner gave the file."""
COULD_NOT = "This notebook could not be graded."
"""How the comment of a file that is no notebook begins; the reason follows."""
_MOST = 200
_LONGEST = 1000


@attrs.frozen
class Notes:
    """How the grading of one notebook went.

    repairs: what was mended before grading, a sentence each. ended: why the program stopped before the notebook's
    end, or "". shared: the ids of the test cells that ran in the learner's own process.
    """

    repairs: tuple[str, ...] = ()
    ended: str = ""
    shared: tuple[str, ...] = ()


def read_notes(metadata: Mapping[str, Any]) -> Notes:
    """The notes in a notebook's metadata; what is missing or has another shape counts as empty.

    >>> read_notes({"peace_grading": {"repairs": ["Task 2 stood twice.", 5], "ended": None}})
    Notes(repairs=('Task 2 stood twice.',), ended='', shared=())
    """
    found = metadata.get(KEY)
    if not isinstance(found, Mapping):
        return Notes()
    ended = found.get("ended")
    return Notes(
        repairs=_texts(found.get("repairs")),
        ended=ended[:_LONGEST] if isinstance(ended, str) else "",
        shared=_texts(found.get("shared")),
    )


def write_notes(metadata: MutableMapping[str, Any], notes: Notes) -> None:
    """Put the notes into a notebook's metadata, in place of those that are there; repair's own details stay.

    >>> metadata = {}
    >>> write_notes(metadata, Notes(ended="the program ended in cell 3"))
    >>> metadata["peace_grading"]["ended"]
    'the program ended in cell 3'
    """
    found = metadata.get(KEY)
    kept = dict(found) if isinstance(found, Mapping) else {}
    metadata[KEY] = {**kept, "repairs": list(notes.repairs), "ended": notes.ended, "shared": list(notes.shared)}


def handed_in_as(metadata: Mapping[str, Any]) -> str:
    """The plain name under which the notebook was handed in, or "".

    >>> [handed_in_as({"peace_grading": {"handed_in_as": name}}) for name in ("my work", "a/b", 5)]
    ['my work', '', '']
    """
    found = metadata.get(KEY)
    name = found.get(HANDED_IN_AS) if isinstance(found, Mapping) else None
    plain = isinstance(name, str) and name.isprintable() and not name.startswith(".") and not set(name) & set("/\\")
    return str(name) if plain and len(str(name)) <= _MOST else ""


def _texts(found: Any) -> tuple[str, ...]:
    if not isinstance(found, Sequence) or isinstance(found, str):
        return ()
    return tuple(text[:_LONGEST] for text in found if isinstance(text, str))[:_MOST]
