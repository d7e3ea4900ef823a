"""A class over all its assignments: who has handed in what, who has not started, and who has stopped.

Nobody is ranked: people stand in the order of the gradebook's list. In an anonymous table they are numbered by chance,
anew for each page, so that a number does not show the place on the list.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import attrs
import pandas as pd

from course.grading.gradebook.assignment import AssignmentTables, Person
from course.grading.report.at_risk import duration

STOPPED = 2
"""So many due assignments in a row without a hand-in, after one that was handed in, are worth a question."""

OPEN, ABSENT = "not due yet", "absent"
_STATUS = {"needs marking": "to be marked", "to look at": "to look at", "not autograded": "not graded"}


@attrs.frozen
class Cell:
    """What one person has in one assignment, in words. points: "42 points", or nothing. more: late, to be marked."""

    points: str
    more: str
    missing: bool = False


@attrs.frozen
class Row:
    """One person: the name that is shown, and a cell for each assignment."""

    name: str
    cells: tuple[Cell, ...]


@attrs.frozen(kw_only=True)
class Stopped:
    """Somebody who handed in before, and not the last `missing` assignments that are due. last: the last hand-in."""

    name: str
    last: str
    missing: int


@attrs.frozen(kw_only=True)
class Cohort:
    """The class. rows: everybody. not_started: the names of those who never handed in. stopped: see Stopped."""

    rows: tuple[Row, ...]
    not_started: tuple[str, ...]
    stopped: tuple[Stopped, ...]


def is_due(person: Person, now: dt.datetime) -> bool:
    """Whether a hand-in can be expected of somebody: a due date that is not set has passed.

    Example: ``is_due(book.people[0], now)``
    """
    return person.due is None or person.due <= now


def cell_of(person: Person, now: dt.datetime) -> Cell:
    """What stands in the table for one person and one assignment; now is UTC without a zone.

    >>> times = {"handed_in": None, "due": None, "hours_late": 26.0}
    >>> cell_of(Person(id="ann", name="Ann", status="needs marking", score=27.5, **times), dt.datetime(2026, 1, 1))
    Cell(points='27.5 points so far', more='to be marked, late by 26 hours', missing=False)
    """
    if person.status == "absent":
        return Cell("", ABSENT if is_due(person, now) else OPEN, missing=True)
    more = [_STATUS[person.status]] if person.status in _STATUS else []
    if person.hours_late > 0:
        more.append(f"late by {duration(person.hours_late)}")
    points = ""
    if person.score is not None:
        so_far = "" if person.status == "graded" else " so far"
        points = f"{person.score:.4g} {'point' if person.score == 1 else 'points'}{so_far}"
    return Cell(points, ", ".join(more))


def cohort_of(books: Sequence[AssignmentTables], now: dt.datetime, anonymous: bool = False) -> Cohort:
    """The class in these assignments, which have the same people. now: UTC without a zone.

    Example: ``cohort_of(books, now).not_started``
    """
    people = list(zip(*(book.people for book in books), strict=True))
    names = [works[0].name for works in people]
    if anonymous:
        random.SystemRandom().shuffle(people)
        names = [f"learner {number}" for number in range(1, len(people) + 1)]
    rows, not_started, stopped = [], [], []
    for name, works in zip(names, people, strict=True):
        rows.append(Row(name, tuple(cell_of(work, now) for work in works)))
        given = [place for place, work in enumerate(works) if work.status != "absent"]
        if not given:
            not_started.append(name)
            continue
        since = [work for work in works[given[-1] + 1 :] if is_due(work, now)]
        if len(since) >= STOPPED:
            stopped.append(Stopped(name=name, last=books[given[-1]].assignment, missing=len(since)))
    return Cohort(rows=tuple(rows), not_started=tuple(not_started), stopped=tuple(stopped))


def summary(books: Sequence[AssignmentTables], few: int) -> pd.DataFrame:
    """A row for each assignment: how many handed in, were late, wait; and the median of the graded, as words.

    few: below so many graded hand-ins there is no median.

    Example: ``summary(books, 5).loc["01-history", "Handed in"]``
    """
    rows = {}
    for book in books:
        here = [person for person in book.people if person.status != "absent"]
        scores = pd.Series([person.score for person in book.having("graded")], dtype="float64")
        middle = f"{scores.median():.4g} of {book.possible.sum():g} (n = {len(scores)})"
        rows[book.assignment] = {
            "Handed in": f"{len(here)} of {len(book.people)}",
            "Late": sum(person.hours_late > 0 for person in here),
            "To be marked": len(book.having("needs marking")),
            "To look at": len(book.having("to look at")),
            "Not graded": len(book.having("not autograded")),
            "Median points": middle if len(scores) >= few else f"too few (n = {len(scores)})",
        }
    return pd.DataFrame.from_dict(rows, orient="index")
