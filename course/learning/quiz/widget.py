"""The quiz's Python half: what the browser is given, and what it sends back.

The browser decides and shows the feedback (scoring.js). Here the same response is scored once
more, because the record must not depend on what a page claims.
"""

from __future__ import annotations

import base64
import datetime
import json
import random
from collections.abc import Sequence
from typing import Any, ClassVar

import attrs

from course.content.items import Item, Match, Numeric
from course.content.scoring import normalise, score
from course.errors import ResponseError
from course.learning.quiz.text import item_text
from course.learning.record.state import ItemState
from course.learning.record.store import Record
from course.learning.ui.view import View

_AUTHORS_ONLY = ("use", "objective", "bloom", "facts", "lesson")


class Quiz(View):
    """One or more items in one view.

    items: any of the five kinds, each id once. record: where answers are kept and read back from.

    >>> from course.content.catalog import find_item
    >>> from course.learning.record.store import Record
    >>> Quiz([find_item("m1-q01")], Record(None)).answers
    {}
    """

    kind: ClassVar[str] = "quiz"

    def __init__(self, items: Sequence[Item], record: Record) -> None:
        super().__init__(record)
        self._items = {item.id: item for item in items}

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """Item id -> the last answer: response, certainty, number of attempts, and a note on the first one."""
        known = self._record.state().items
        found = {name: _restored(item, known[name]) for name, item in self._items.items() if name in known}
        return {name: answer for name, answer in found.items() if answer}

    def key(self) -> dict[str, Any]:
        return {"items": list(self._items)}

    def data(self) -> dict[str, Any]:
        return {"bank": _encoded(list(self._items.values()), self._record.state().seed or 0)}

    def state(self) -> dict[str, Any]:
        return {"answers": self.answers}

    def plain_text(self) -> str:
        return "\n\n".join(item_text(item) for item in self._items.values())

    def keep(self, message: dict[str, Any]) -> None:
        item = self._items[message["item"]]
        certainty = message["certainty"]
        outcome = score(item, message["response"], certainty)
        self._record.answered(item.id, normalise(item, message["response"]), outcome, certainty)


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
