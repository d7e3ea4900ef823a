"""`course report --class`: one HTML page about a whole class over all assignments, for the screen and for paper.

The page is made from cohort.html.jinja beside it. A class of a thousand is folded in groups by HTML alone: no script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from course.content.catalog import Catalog
from course.grading.gradebook.assignment import AssignmentTables, Person
from course.grading.report.cohort import STOPPED, cohort_of, is_due, summary
from course.grading.report.item_analysis import FEW
from course.grading.report.quiz_items import ItemReport, analyse
from course.grading.report.reach import Step, reach
from course.grading.report.reteach import ENOUGH, results_of, to_teach_again
from course.grading.report.template import render

GROUP = 50
"""People in one folded part of the table."""

_HARD, _WEAK = 0.30, 0.20
_MOST_ITEMS = 20


def cohort_page(
    books: Sequence[AssignmentTables],
    course: Catalog,
    *,
    now: dt.datetime,
    responses: pd.DataFrame | None = None,
    title: str = "",
    anonymous: bool = False,
    left_out: Sequence[str] = (),
) -> str:
    """The page as HTML.

    books: the assignments of one class, at least one. course: what is taught where. now: UTC without a zone.
    responses: first answers as course.content.responses has them, or None where nobody gave a record. title: the
    class's name. anonymous: "learner 1" in place of names. left_out: names of assignments without points.

    Example: ``cohort_page(books, course, now=dt.datetime(2026, 11, 22))``
    """
    not_begun = [book.assignment for book in books if all(map(_has_not_begun, book.people))]
    books = [book for book in books if book.assignment not in not_begun] or books
    class_ = cohort_of(books, now, anonymous)
    results = results_of(books, responses, course)
    sure = [one for one in results if one.people >= FEW]
    learners = 0 if responses is None else int(responses["learner"].nunique()) if len(responses) else 0
    enough_records = responses is not None and learners >= FEW
    items = analyse(responses) if responses is not None and enough_records else None
    steps = reach(responses, course) if responses is not None and enough_records else []
    return render(
        "cohort.html.jinja",
        title=f"The class: {title}" if title else "The class",
        made=now.strftime("%Y-%m-%d %H:%M UTC"),
        anonymous=anonymous,
        glance=_glance(books, now, len(class_.not_started), responses, learners),
        again=to_teach_again(results, course),
        lowest=min(sure, key=lambda one: one.share).sentence if sure else "",
        too_few=[f"{one.what} (n = {one.people})" for one in results if one.people < FEW],
        enough=f"{100 * ENOUGH:.0f} %",
        few=FEW,
        least=STOPPED,
        rows=class_.rows,
        not_started=class_.not_started,
        stopped=class_.stopped,
        any_due=any(is_due(person, now) for book in books for person in book.people),
        summary=summary(books, FEW),
        left_out=left_out,
        not_begun=[name for name in not_begun if name not in {book.assignment for book in books}],
        heads=[Markup("{} <span>of {:g}</span>").format(book.assignment, float(book.possible.sum())) for book in books],
        groups=[class_.rows[start : start + GROUP] for start in range(0, len(class_.rows), GROUP)],
        lessons=None if responses is None else [_step(step) for step in steps],
        where=_where(steps, learners),
        learners=learners,
        items=None if items is None else {"answers": sum(one.answers for one in items), "rows": items, "detailed": []},
        look=_to_look_at(items or []),
    )


def _has_not_begun(person: Person) -> bool:
    return person.status == "absent" and person.due is None


def _glance(
    books: Sequence[AssignmentTables],
    now: dt.datetime,
    not_started: int,
    responses: pd.DataFrame | None,
    learners: int,
) -> list[tuple[str, str]]:
    everyone = len(books[0].people)
    due = sum(any(is_due(person, now) for person in book.people) for book in books)
    everything = [person for book in books for person in book.people if person.status != "absent"]
    waiting = {
        name: sum(person.status == status for person in everything)
        for status, name in (
            ("needs marking", "to be marked by a person"),
            ("to look at", "with a score to look at"),
            ("not autograded", "without a grade"),
        )
    }
    late = sum(person.hours_late > 0 for person in everything)
    rows = [
        ("People on the list", str(everyone)),
        ("Have handed in something", f"{everyone - not_started} of {everyone}"),
        ("Assignments", f"{len(books)}, of which {due} are due"),
        ("Hand-ins in all", f"{len(everything)}, of which {late} were late"),
        ("Waiting", ", ".join(f"{count} {name}" for name, count in waiting.items() if count) or "nothing"),
    ]
    given = "none" if responses is None else f"{learners} with consent, {len(responses)} first answers"
    return [*rows, ("Records that learners gave", given)]


def _few(count: int) -> str:
    return str(count) if count == 0 or count >= FEW else f"1 to {FEW - 1}"


def _step(step: Step) -> dict[str, str]:
    right = f"{100 * step.right:.0f} % (n = {step.answers} answers)" if step.answers else "none asked after teaching"
    return {
        "name": f"{step.name}: {step.title}" if not step.name.startswith("Quiz") else step.title,
        "answered": _few(step.answered),
        "stopped": _few(step.stopped),
        "right": right if step.answered >= FEW else "too few",
    }


def _where(steps: Sequence[Step], learners: int) -> str:
    """The sentence that says where most records end; the last step of all is no place to be stuck."""
    before_last = [step for step in steps[:-1] if step.stopped >= FEW]
    if not before_last:
        return f"Before the last step that anybody reached, fewer than {FEW} records end in any one place."
    most = max(before_last, key=lambda step: step.stopped)
    place = most.title if most.name.startswith("Quiz") else f"lesson {most.name}"
    return f"Most of those that end early end at {place}: {most.stopped} of {learners}."


def _to_look_at(items: Sequence[ItemReport]) -> list[ItemReport]:
    odd = [one for one in items if one.enough and (one.difficulty < _HARD or one.discrimination < _WEAK)]
    return sorted(odd, key=lambda one: (one.discrimination, one.difficulty))[:_MOST_ITEMS]
