"""Whom to help first, and with what. Words for a conversation, not a verdict."""

from __future__ import annotations

import datetime as dt

import attrs
import pandas as pd

from course.grading.gradebook.assignment import AssignmentTables, Person
from course.grading.report.item_analysis import shares

HALF = 0.5
_MOST_TASKS = 3


@attrs.frozen(kw_only=True)
class Help:
    """One person who may need help: what happened, and the tasks to look at together first."""

    person: Person
    what: str
    tasks: tuple[str, ...] = ()


def whom_to_help(book: AssignmentTables, now: dt.datetime) -> list[Help]:
    """Those whom to help first, in this order: nothing handed in, unreadable, under half of the points, late.

    now: UTC without a zone; before the due date a missing hand-in is no reason for concern. Under half means half of
    the points of the tasks that are graded.

    Example: ``whom_to_help(book, now)[0].what``
    """
    share = shares(book.points, book.possible)
    worth = book.possible[share.columns]
    reached = (share * worth).sum(axis=1) / (share.notna() * worth).sum(axis=1)
    found: list[tuple[int, float, Help]] = []
    for person in book.people:
        if person.status == "absent":
            if person.due is None or person.due <= now:
                text = "Nothing has arrived. Ask whether something stands in the way, and agree on a date."
                found.append((0, 0.0, Help(person=person, what=text)))
        elif person.status == "not autograded":
            text = "The file arrived but has no grade. Perhaps it could not be read: look at it together."
            found.append((1, 0.0, Help(person=person, what=text)))
        elif reached[person.id] < HALF:
            earned = _earned(person, reached)
            tasks = _weakest(share.loc[person.id])
            found.append((2, float(reached[person.id]), Help(person=person, what=earned, tasks=tasks)))
        elif person.hours_late > 0:
            text = f"{_earned(person, reached)} Ask what took longer than planned."
            found.append((3, -person.hours_late, Help(person=person, what=text, tasks=_weakest(share.loc[person.id]))))
    return [entry for *_, entry in sorted(found, key=lambda entry: entry[:2])]


def _earned(person: Person, reached: pd.Series) -> str:
    late = f", handed in {duration(person.hours_late)} late" if person.hours_late else ""
    return f"{100 * reached[person.id]:.0f} % of the points of the graded tasks{late}."


def duration(hours: float) -> str:
    """Hours in words.

    >>> duration(0.01), duration(0.5), duration(26), duration(73)
    ('1 minute', '30 minutes', '26 hours', '3 days')
    """
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return f"{minutes} minute{'s' if minutes != 1 else ''}"
    if hours < 48:
        return f"{hours:.0f} hour{'s' if round(hours) != 1 else ''}"
    return f"{hours / 24:.0f} days"


def _weakest(share: pd.Series) -> tuple[str, ...]:
    """Up to three tasks that earned less than half, the weakest first; ties in the assignment's order."""
    weak = share[share < HALF].sort_values(kind="stable")
    return tuple(str(task) for task in weak.index[:_MOST_TASKS])
