"""Sittings: what a record says about the module quizzes.

A sitting is one form on one calendar day (UTC). It is complete when every item of the form was answered
on that day, wherever it was asked, and its score is the share of items whose first answer of that day was right:
a second try comes right behind its own feedback and proves nothing. The best complete sitting counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import attrs

from course.content.catalog import Module
from course.content.items import Item
from course.content.parallel_forms import FORMS, forms
from course.content.passing import PASS_QUIZ
from course.learning.record.state import State


@attrs.frozen
class Sitting:
    """One complete sitting: its form, its day (UTC), and how many of its items were right at first."""

    form: str
    day: datetime.date
    right: int
    items: int

    @property
    def share(self) -> float:
        """The score, 0 to 1."""
        return self.right / self.items

    @property
    def passed(self) -> bool:
        """Whether the score reaches the pass mark."""
        return self.share >= PASS_QUIZ

    def __str__(self) -> str:
        return f"form {self.form}, {self.right} of {self.items} right ({self.share:.0%}) on {self.day.isoformat()}"


@attrs.frozen
class Standing:
    """One module's quiz so far. `begun` counts today's answered items of a form that is not complete today."""

    sittings: tuple[Sitting, ...]
    begun: dict[str, tuple[int, int]]

    @property
    def best(self) -> Sitting | None:
        """The best complete sitting; the earlier one of two equals."""
        return max(self.sittings, key=lambda sitting: (sitting.share, -sitting.day.toordinal()), default=None)

    @property
    def passed(self) -> bool:
        """Whether the module quiz is passed."""
        return self.best is not None and self.best.passed

    def __str__(self) -> str:
        if self.best is None:
            words = "no complete sitting yet"
        else:
            words = f"best sitting: {self.best}; " + ("passed" if self.passed else f"{PASS_QUIZ:.0%} wanted")
        begun = [f"form {form}: {done} of {total} answered today" for form, (done, total) in self.begun.items()]
        return "; ".join([words, *begun])


def next_form(so_far: Standing) -> tuple[str, str]:
    """The form to show, and a sentence that says why when it is not simply the first.

    >>> next_form(Standing((), {}))
    ('A', '')
    """
    if so_far.passed:
        best = so_far.best
        assert best is not None
        return best.form, f"You have passed with form {best.form}; another sitting can only raise your score."
    last = {sitting.form: sitting.day for sitting in so_far.sittings}
    if "A" not in last:
        return "A", ""
    if "B" not in last:
        return "B", f"Form A is finished and was below {PASS_QUIZ:.0%}, so this is form B. It asks for the same things."
    # Both were not enough: the one that lies back further, with the most forgotten of its feedback.
    form = min(FORMS, key=lambda name: (last[name], name))
    return form, "Both forms were below the pass mark. Read the lessons again and sit this form on another day."


def standing(module: Module, state: State, today: datetime.date | None = None) -> Standing:
    """A module's complete sittings, oldest first, and what was begun today (UTC).

    >>> from course.content.catalog import catalog
    >>> str(standing(catalog().module("00"), State()))
    'no complete sitting yet'
    """
    today = today or datetime.datetime.now(datetime.UTC).date()
    found: list[Sitting] = []
    begun: dict[str, tuple[int, int]] = {}
    for form, items in forms(module.items).items():
        days = _first_answers(items, state)
        found += [
            Sitting(form, day, sum(answers.values()), len(items))
            for day, answers in days.items()
            if items and len(answers) == len(items)
        ]
        if 0 < len(days.get(today, {})) < len(items):
            begun[form] = (len(days[today]), len(items))
    return Standing(tuple(sorted(found, key=lambda sitting: (sitting.day, sitting.form))), begun)


def day_of(when: str) -> datetime.date:
    """The calendar day in UTC of a record's time stamp.

    >>> day_of("2026-11-22T23:30:00-05:00").isoformat()
    '2026-11-23'
    """
    return datetime.datetime.fromisoformat(when).astimezone(datetime.UTC).date()


def _first_answers(items: Sequence[Item], state: State) -> dict[datetime.date, dict[str, bool]]:
    """Day -> item id -> whether the first answer of that day was right."""
    days: dict[datetime.date, dict[str, bool]] = {}
    for item in items:
        if item.id not in state.items:
            continue
        for attempt in state.items[item.id].history:
            days.setdefault(day_of(attempt.when), {}).setdefault(item.id, attempt.correct)
    return days
