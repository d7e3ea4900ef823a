"""Until when an assignment is to be handed in, as a released notebook carries it to the learner's start page.

The instructor's side writes it into the metadata of the notebook's due-date cell, beside the sentence for people. The
learner's side finds it where assignments lie: two folders deep, in `assignments/NAME/` (from a platform's zip) or in
`COURSE-ID/NAME/` (fetched from nbgrader's exchange).
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import attrs

KEY = "peace_due"
_LARGEST = 5_000_000
"""Bytes of a notebook that is still read for its date."""


@attrs.frozen(order=True)
class HandIn:
    """One assignment with a date. until: UTC. words: the date for people. name: its folder. path: in the workspace."""

    until: dt.datetime
    name: str
    words: str
    path: str

    def sentence(self, now: dt.datetime) -> str:
        """What the start page says.

        >>> end = dt.datetime(2027, 1, 15, 17, tzinfo=dt.UTC)
        >>> one = HandIn(end, "01-history", "Friday 15 January 2027, 18:00", "assignments/01-history/01-history.ipynb")
        >>> print(one.sentence(dt.datetime(2027, 1, 1, tzinfo=dt.UTC)))
        Hand in 01-history until Friday 15 January 2027, 18:00
        """
        return f"Hand in {self.name} until {self.words}" if now <= self.until else f"{self.name} was due {self.words}"


def as_metadata(until: dt.datetime, words: str) -> dict[str, Any]:
    """What the due-date cell carries. until: UTC, with or without saying so."""
    return {KEY: {"until": until.replace(tzinfo=dt.UTC).isoformat(), "words": words}}


def hand_ins(workspace: Path) -> tuple[HandIn, ...]:
    """The assignments with a date in a learner's folder, the earliest first. A file that cannot be read has none."""
    found = {}
    for path in sorted(workspace.glob("*/*/*.ipynb")):
        if path.parent.name not in found and (one := _read(path, workspace)):
            found[one.name] = one
    return tuple(sorted(found.values()))


def _read(path: Path, workspace: Path) -> HandIn | None:
    try:
        if path.stat().st_size > _LARGEST or KEY not in (text := path.read_text(encoding="utf-8")):
            return None
        about = next(cell["metadata"][KEY] for cell in json.loads(text)["cells"] if KEY in cell["metadata"])
        until, words = dt.datetime.fromisoformat(about["until"]), str(about["words"])
        return HandIn(until.astimezone(dt.UTC), path.parent.name, words, path.relative_to(workspace).as_posix())
    except (OSError, ValueError, KeyError, TypeError, StopIteration, RecursionError):
        return None
