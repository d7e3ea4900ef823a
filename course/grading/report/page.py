"""`course report`: one HTML page about an assignment, quiz items, or both, that opens without a network or a script.

The page is made from report.html.jinja beside it. This module decides what is said: which figures are shown, and
which are "too few" to say anything; charts and tables come as finished parts.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from course.content.safe_files import write_whole
from course.errors import ExportError
from course.grading.gradebook.assignment import AssignmentTables
from course.grading.gradebook.verdicts import Waiting
from course.grading.report import charts as report_charts
from course.grading.report import item_analysis as analysis
from course.grading.report.arrival import arrival, late_words
from course.grading.report.at_risk import whom_to_help
from course.grading.report.item_analysis import FEW, FEWEST
from course.grading.report.quiz_items import ItemReport
from course.grading.report.template import figure, render

ENOUGH_TO_DECIDE = 100
# Each of two totals has its own error of measurement; 1.96 standard errors of their difference hold 95 %.
_DIFFERENCE = 1.96 * math.sqrt(2)


def report_page(
    book: AssignmentTables | None,
    items: list[ItemReport] | None,
    *,
    now: dt.datetime,
    anonymous: bool = False,
    waiting: Sequence[Waiting] = (),
) -> str:
    """The page as HTML.

    book: an assignment of a class, or None. items: reports on quiz items, or None. now: UTC without a zone.
    anonymous: "learner 1" in place of names and accounts. waiting: scores that a person has to look at.

    >>> page = report_page(None, [], now=dt.datetime(2026, 11, 22))
    >>> page.startswith("<!doctype html>"), "No answers yet" in page
    (True, True)
    """
    return render(
        "report.html.jinja",
        title=f"Report: {book.assignment}" if book else "Report: quiz items",
        made=now.strftime("%Y-%m-%d %H:%M UTC"),
        anonymous=anonymous,
        book=_assignment(book, now, anonymous, waiting) if book else None,
        items=None if items is None else _items(items),
    )


def write_report(page: str, target: Path) -> None:
    """Write the page to a file; an existing one is replaced. Raises ExportError when that fails."""
    try:
        write_whole(target, page.encode())
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}. Choose another --output.") from error


def _assignment(
    book: AssignmentTables, now: dt.datetime, anonymous: bool, waiting: Sequence[Waiting]
) -> dict[str, Any]:
    table = analysis.task_table(book.points, book.possible)
    totals = pd.Series([person.score for person in book.having("graded")], dtype="float64")
    most = float(book.possible.sum())
    helped = whom_to_help(book, now)
    late = sorted((person for person in book.people if str(person.lateness)), key=lambda one: -one.hours_late)
    shown = [*(entry.person for entry in helped), *late]
    listed = dict.fromkeys([*(one.id for one in shown), *(one.student for one in waiting)])
    names = {person: f"learner {number}" for number, person in enumerate(listed, start=1)}
    known = {person.id: person.name for person in book.people}
    return {
        "glance": _glance(book, totals, most, now),
        "help": [
            {
                "name": names[entry.person.id] if anonymous else entry.person.name,
                "what": entry.what,
                "tasks": ", ".join(entry.tasks) or "-",
            }
            for entry in helped
        ],
        "look": [
            {
                "name": (names if anonymous else known).get(one.student, one.student),
                "cell": one.cell,
                "why": one.sentence,
            }
            for one in waiting
        ],
        "scores": report_charts.scores(totals, most) if len(totals) and most > 0 else None,
        "spread": _spread(totals, most),
        "chart": report_charts.tasks(table) if table["answers"].any() else None,
        "tasks": [_task(str(task), row, float(book.possible[task])) for task, row in table.iterrows()],
        "bonus": [str(task) for task in book.possible.index if task not in {*table.index, *book.extra.index}],
        "extra": _extra(book),
        "reliability": _reliability(book, table),
        "arrival": arrival(book),
        "late": [{"name": names[one.id] if anonymous else one.name, "words": str(one.lateness)} for one in late],
    }


def _extra(book: AssignmentTables) -> list[str]:
    """A sentence for each stretch task: it is nobody's duty, so what counts is who tried it with success."""
    found = []
    for task, most in book.extra.items():
        points = book.points[task].dropna()
        tried = int((points > 0).sum())
        words = f"{task} (up to {most:g}): {tried} of {len(points)} earned points"
        found.append(f"{words}, {points[points > 0].mean():.3g} on average." if tried else f"{words}.")
    return found


def _glance(book: AssignmentTables, totals: pd.Series, most: float, now: dt.datetime) -> list[tuple[str, str]]:
    everyone = len(book.people)
    arrived = everyone - len(book.having("absent"))
    rows = [
        ("Handed in", f"{arrived} of {everyone}"),
        ("Late", late_words(book)),
        ("Waiting for a person to mark", str(len(book.having("needs marking")))),
        ("Arrived, but without a grade", str(len(book.having("not autograded")))),
    ]
    if look := book.having("to look at"):
        rows.append(("With a score that a person has to look at", str(len(look))))
    if len(totals) >= FEW:
        words = f"{totals.median():.4g} of {most:g} points ({len(totals)} fully graded)"
        rows.append(("Middle of the class (median)", words))
    elif arrived:
        rows.append(("Middle of the class (median)", f"too few are fully graded yet ({len(totals)} of {arrived})"))
    if any(person.due and person.due > now for person in book.having("absent")):
        rows.append(("Still open", "the due date has not passed, so missing work is no reason for concern yet"))
    return rows


def _spread(totals: pd.Series, most: float) -> str:
    if totals.empty:
        return "No hand-in is fully graded yet, so there are no points to show."
    text = (
        f"Of {len(totals)} fully graded hand-ins the lowest has {totals.min():.4g}, the middle one "
        f"{totals.median():.4g} and the highest {totals.max():.4g} of {most:g} points, late penalties taken off."
    )
    if len(totals) >= FEWEST:
        return f"{text} Mean {totals.mean():.1f}, standard deviation {totals.std(ddof=1):.1f}."
    return f"{text} Mean and standard deviation: too few ({len(totals)})."


def _task(task: str, row: pd.Series, most: float) -> dict[str, Any]:
    answers, compared = int(row["answers"]), int(row["compared"])
    if answers < FEWEST:
        words = f"Too few ({answers})."
    elif compared < FEWEST:
        words = f"Difficulty only. Complete hand-ins: too few ({compared})."
    else:
        words = analysis.reading(float(row["difficulty"]), float(row["discrimination"]))
    return {
        "task": task,
        "most": f"{most:g}",
        "answers": answers,
        "full": int(row["full"]),
        "none": int(row["none"]),
        "difficulty": figure(row["difficulty"], answers),
        "discrimination": figure(row["discrimination"], compared),
        "upper_lower": figure(row["upper_lower"], compared),
        "reading": words,
    }


def _reliability(book: AssignmentTables, table: pd.DataFrame) -> dict[str, Any]:
    complete = int(table["compared"].iloc[0]) if len(table) else 0
    if complete < FEWEST:
        return {"rows": [("Reliability", f"too few ({complete})")], "words": []}
    found = analysis.reliability(book.points, book.possible)
    rows = [
        (found.name, figure(found.value, complete)),
        ("Its standard error (bootstrap)", figure(found.standard_error, complete)),
        ("Its middle 95 % in the bootstrap", f"{found.low:.2f} to {found.high:.2f}" if found.low == found.low else "-"),
        ("Standard error of measurement", _points_word(found.measurement)),
        ("Worked out from", f"{found.students} students with a score in all {found.tasks} tasks"),
    ]
    return {"rows": rows, "words": _reliability_words(found)}


def _points_word(value: float) -> str:
    return "no figure" if math.isnan(value) else f"{value:.1f} points"


def _reliability_words(found: analysis.Reliability) -> list[str]:
    if math.isnan(found.value):
        return ["There is no figure: it needs two tasks and totals that vary."]
    bounds = ((0.90, "high stakes"), (0.80, "a certificate"), (0.70, "low stakes, such as practice with a mark"))
    good = next((f"Good enough for {use} ({bound:.2f} or more)." for bound, use in bounds if found.value >= bound), "")
    words = [good or "Below 0.70: use the total only together with other evidence."]
    if not math.isnan(found.measurement):
        words.append(
            f"Two totals that differ by less than about {_DIFFERENCE * found.measurement:.0f} points "
            "may differ by chance alone."
        )
    if found.students < ENOUGH_TO_DECIDE:
        words.append(
            f"With {found.students} students this is for a look. Wait for {ENOUGH_TO_DECIDE} before you decide on it."
        )
    words.append("Where nearly all reach full points the figure is low although nothing is wrong: totals vary little.")
    return words


def _items(items: list[ItemReport]) -> dict[str, Any]:
    return {
        "answers": sum(item.answers for item in items),
        "rows": items,
        "detailed": [item for item in items if item.options and item.enough],
    }
