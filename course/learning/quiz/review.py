"""review() brings back items from earlier modules, before they are forgotten.

Which ones: FSRS, a published scheduler (package `fsrs`), is told every attempt and estimates how
likely the learner still is to answer each item rightly. Items whose estimate fell under 90 % are due;
the weakest come first. The rating is read off the answer: wrong is "again", right and not sure is
"hard", right and very sure is "easy", any other right answer is "good". A second try on the same day
comes right behind its own feedback and proves nothing, so each day's first answer counts. Items that
need what stands around them in their lesson (`alone: false`) never come back. Nor do those of the module quiz that the
learner has still to sit: an answer here would be the first of the day there, and count.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from course.content.catalog import Catalog, Module, catalog
from course.content.parallel_forms import forms
from course.learning.quiz.quiz import quiz
from course.learning.record.sittings import next_form, standing
from course.learning.record.state import Attempt, ItemState, State
from course.learning.record.store import open_record
from course.learning.ui.message import Message

if TYPE_CHECKING:
    from course.learning.quiz.widget import Quiz

SIZE = 5
FROM_LAST_MODULE = 3
"""Of items never answered, so many come from the module just before, the rest from older ones."""


@attrs.frozen
class Memory:
    """What FSRS says of one item: when it is due, and how likely a right answer is now (0 to 1)."""

    item: str
    due: datetime.datetime
    recall: float


def review(module: str = "") -> Quiz | Message:
    """Show five items from modules before `module`, the weakest memories first.

    module: "02"; without it, the module whose folder the notebook lies in, or the whole course. Where
    fewer than five are due, items of earlier modules that were never asked fill up. Returns the
    widget, or a message when there is nothing to review.

    >>> review("00").title
    'Nothing to review yet'
    """
    chosen = choose(catalog(), open_record().state(), module or _module_here(), _now())
    if not chosen:
        return Message("note", "Nothing to review yet", ("This is the first module: there is nothing behind it.",))
    return quiz(*chosen)


def choose(course: Catalog, state: State, module: str, now: datetime.datetime) -> list[str]:
    """The ids of the items to review, at most SIZE, from modules before `module` ("" for all)."""
    earlier = [m for m in course.modules if not module or m.id < module]
    known = _may_come(earlier, state, now)
    due = [memory.item for memory in memories(state, now) if memory.item in known and memory.due <= now]
    chosen = due[:SIZE]
    draw = random.Random(f"{state.seed or 0}/{module}")
    for place, older in enumerate(reversed(earlier)):
        new = [i.id for i in older.items if i.use == "mastery" and i.id in known and i.id not in state.items]
        room = SIZE - len(chosen)
        # From the last module three, unless there is no older one to give the rest.
        limit = FROM_LAST_MODULE if place == 0 and len(earlier) > 1 else room
        chosen += sorted(draw.sample(new, min(room, limit, len(new))))
    return chosen


def _may_come(modules: Iterable[Module], state: State, now: datetime.datetime) -> set[str]:
    """The items of these modules that review() may show."""
    found: set[str] = set()
    for module in modules:
        so_far = standing(module, state, now.date())
        waits = () if so_far.passed else forms(module.items)[next_form(so_far)[0]]
        found |= {item.id for item in module.items if item.use != "pretest" and item.alone and item not in waits}
    return found


def memories(state: State, now: datetime.datetime) -> list[Memory]:
    """Every item that was answered, the least likely to be remembered first."""
    from fsrs import Scheduler

    # No steps of minutes: a course is worked in sittings. No fuzz: the same record gives the same day.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    found = [_memory(scheduler, item, known, now) for item, known in state.items.items()]
    return sorted(found, key=lambda memory: (memory.recall, memory.item))


def due_count(state: State, now: datetime.datetime | None = None) -> int:
    """How many answered items are due for review; those that review() does not show are not counted."""
    at = now or _now()
    known = _may_come(catalog().modules, state, at)
    return sum(memory.due <= at and memory.item in known for memory in memories(state, at))


def _memory(scheduler, item: str, known: ItemState, now: datetime.datetime) -> Memory:  # type: ignore[no-untyped-def]
    from fsrs import Card, Rating

    ratings = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
    # The id only tells cards apart in FSRS's own logs, which are not kept.
    card = Card(card_id=1)
    day = None
    for attempt in known.history:
        when = datetime.datetime.fromisoformat(attempt.when).astimezone(datetime.UTC)
        if when.date() != day:
            card, _log = scheduler.review_card(card, ratings[rating(attempt)], when)
            day = when.date()
    return Memory(item, card.due, scheduler.get_card_retrievability(card, now))


def rating(attempt: Attempt) -> str:
    """FSRS's word for an attempt.

    >>> rating(Attempt("b", True, 1.0, 3, 3, "2026-11-22T10:00:00+00:00"))
    'easy'
    """
    if not attempt.correct:
        return "again"
    return {1: "hard", 3: "easy"}.get(attempt.certainty or 2, "good")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _module_here() -> str:
    found = re.match(r"(\d\d)-", Path.cwd().name)
    return found[1] if found else ""
