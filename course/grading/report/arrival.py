"""When the work of a class arrived, measured against the due date where there is one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from course.grading.gradebook.assignment import AssignmentTables
from course.grading.report.charts import Chart, times

# Hours after the due date where a step ends, and the step's name. A name that begins with "late" is drawn as late.
_STEPS = (
    (-168.0, "over 7 days before"),
    (-72.0, "3 to 7 days before"),
    (-24.0, "1 to 3 days before"),
    (0.0, "last 24 hours"),
    (24.0, "late by under a day"),
    (72.0, "late by 1 to 3 days"),
    (float("inf"), "late by over 3 days"),
)
_MOST_DAYS = 10


def late_words(book: AssignmentTables) -> str:
    """How many were late, or why nobody can know."""
    arrived = book.having("graded", "to look at", "needs marking", "not autograded")
    stamped = [person for person in arrived if person.handed_in is not None]
    if not stamped:
        return "not known: the gradebook has no times of hand-in"
    if all(person.due is None for person in stamped):
        return "not known: the assignment has no due date"
    return f"{sum(person.hours_late > 0 for person in stamped)} of {len(stamped)}"


def arrival(book: AssignmentTables) -> dict[str, Any]:
    """What the page says of time: `words`, and `chart` where there are times (else None).

    With a due date the steps are counted from it, with each student's own extension; without one, days are shown.
    """
    arrived = book.having("graded", "to look at", "needs marking", "not autograded")
    stamped = [person for person in arrived if person.handed_in is not None]
    if not stamped:
        return {
            "words": "The gradebook has no times of hand-in. nbgrader knows them when learners hand in through its "
            "exchange, or when a file timestamp.txt lies beside a submission.",
            "chart": None,
        }
    missing = len(arrived) - len(stamped)
    words = f"{missing} hand-ins have no time and are not shown. " if missing else ""
    if all(person.due is not None for person in stamped):
        hours = pd.Series([(person.handed_in - person.due).total_seconds() / 3600 for person in stamped])  # type: ignore
        return {"words": words + _late(hours), "chart": _against_due(hours)}
    words += "The assignment has no due date, so nothing can be late. Times are UTC."
    return {"words": words, "chart": _by_day(pd.Series([person.handed_in for person in stamped]))}


def _late(hours: pd.Series) -> str:
    late = hours[hours > 0]
    last_day = int(((hours > -24) & (hours <= 0)).sum())
    text = f"{last_day} of {len(hours)} arrived in the last 24 hours before the due date, {len(late)} after it."
    if len(late):
        text += f" The latest was {late.max() / 24:.1f} days late."
    return f"{text} Extensions are counted."


def _against_due(hours: pd.Series) -> Chart:
    counts = [0] * len(_STEPS)
    for value in hours:
        counts[next(place for place, (end, _) in enumerate(_STEPS) if value <= end)] += 1
    table = pd.DataFrame({"when": [name for _, name in _STEPS], "students": counts})
    busiest = table.loc[table["students"].idxmax()]
    finding = (
        f"Most hand-ins, {busiest['students']} of {len(hours)}, arrived in this step: {busiest['when']}; "
        f"{int((hours > 0).sum())} were late."
    )
    return times(table, finding)


def _by_day(moments: pd.Series) -> Chart:
    days = moments.dt.normalize()
    span = (days.max() - days.min()).days + 1
    width = -(-span // _MOST_DAYS)
    place = (days - days.min()).dt.days // width
    labels, counts = [], []
    for number in range(-(-span // width)):
        first = days.min() + pd.Timedelta(days=number * width)
        last = first + pd.Timedelta(days=width - 1)
        labels.append(f"{first:%Y-%m-%d}" if width == 1 else f"{first:%Y-%m-%d} to {last:%m-%d}")
        counts.append(int((place == number).sum()))
    table = pd.DataFrame({"when": labels, "students": counts})
    busiest = table.loc[table["students"].idxmax()]
    finding = f"Most hand-ins, {busiest['students']} of {len(moments)}, arrived on {busiest['when']}."
    return times(table, finding)
