"""The quiz widget's Python half: what the browser is given, and what it sends back.

The browser decides and shows the feedback (static/scoring.js). Here the same response is scored once
more, because the record must not depend on what a page claims.
"""

from __future__ import annotations

import base64
import datetime
import json
import random
from collections.abc import Sequence
from typing import Any

import attrs
import traitlets

from course.content.items import Item, Match, Numeric
from course.content.scoring import normalise, score
from course.errors import ResponseError
from course.learning.quiz.text import item_text
from course.learning.record.state import ItemState
from course.learning.record.store import Record
from course.learning.ui.widget import CourseWidget, bundle

_AUTHORS_ONLY = ("use", "objective", "bloom", "facts", "lesson")


class Quiz(CourseWidget):
    """One or more items as one widget.

    items: any of the five kinds, each id once. record: where answers are kept and read back from.

    >>> from course.content.catalog import find_item
    >>> from course.learning.record.store import Record
    >>> Quiz([find_item("m1-q01")], Record(None)).answers
    {}
    """

    _esm = bundle("common", "scoring", "inputs", "quiz")

    bank = traitlets.Unicode().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, items: Sequence[Item], record: Record) -> None:
        self._items = {item.id: item for item in items}
        state = record.state()
        answers = {}
        for item in items:
            if item.id in state.items and (known := _restored(item, state.items[item.id])):
                answers[item.id] = known
        super().__init__(record, bank=_encoded(items, state.seed or 0), answers=answers)

    def plain_text(self) -> str:
        return "\n\n".join(item_text(item) for item in self._items.values())

    def keep(self, message: dict[str, Any]) -> None:
        item = self._items[message["item"]]
        certainty = message["certainty"]
        outcome = score(item, message["response"], certainty)
        response = normalise(item, message["response"])
        self._record.answered(item.id, response, outcome, certainty)
        known = self._record.state().items[item.id]
        entry = {"response": response, "certainty": certainty, "number": message["number"], "note": _note(known)}
        self.answers = {**self.answers, item.id: entry}


def items_for_browser(items: Sequence[Item], seed: int) -> list[dict[str, Any]]:
    """The items as plain objects, each with `shown`: its option ids as this learner sees them.

    The order depends on the seed and the item's id alone, so it is the same tomorrow.
    """
    return [_for_browser(item, seed) for item in items]


def _for_browser(item: Item, seed: int) -> dict[str, Any]:
    entry = {"kind": item.kind, **attrs.asdict(item)}
    for name in _AUTHORS_ONLY:
        del entry[name]
    if isinstance(item, Numeric):
        return entry
    entry["shown"] = _shuffled([option["id"] for option in entry["options"]], f"{seed}/{item.id}")
    if isinstance(item, Match):
        entry["shown_targets"] = _shuffled([target.id for target in item.targets], f"{seed}/{item.id}/targets")
    return entry


def _shuffled(ids: list[str], seed: str) -> list[str]:
    return random.Random(seed).sample(ids, len(ids))


def _encoded(items: Sequence[Item], seed: int) -> str:
    # Plain ASCII inside, because the browser's atob() gives bytes and not letters.
    return base64.b64encode(json.dumps(items_for_browser(items, seed)).encode("ascii")).decode("ascii")


def _restored(item: Item, known: ItemState) -> dict[str, Any] | None:
    last = known.last
    try:
        response = normalise(item, last.response)
    except ResponseError:
        # The item has changed since: an answer to another question is not shown.
        return None
    return {"response": response, "certainty": last.certainty, "number": known.attempts, "note": _note(known)}


def _note(known: ItemState) -> str:
    first = "right" if known.first.correct else "not right"
    when = datetime.datetime.fromisoformat(known.last.when).astimezone()
    this_year = when.year == datetime.datetime.now().astimezone().year
    day = f"{when.day} {when:%b}" if this_year else f"{when.day} {when:%b %Y}"
    if known.attempts == 1:
        return f"You answered this on {day}; first attempt {first}."
    return f"You answered this on {day}, attempt {known.attempts}; first attempt {first}."
