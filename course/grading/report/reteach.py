"""What a class has not learnt yet: the objectives with the lowest results, and where each is taught.

Results are of two kinds. A task of an assignment has the share of its points that the class earned. An objective has
the share of right first answers to the questions about it, where learners gave their records; the questions before a
module are not among them, because nothing was taught then. A result from fewer than FEW people is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import pandas as pd

from course.content.catalog import Catalog
from course.content.passing import PASS_AUTO
from course.content.run_sheet import RunSheet, read_run_sheet
from course.content.source import content_root
from course.content.taught import Place, objectives_in, taught_at
from course.grading.gradebook.assignment import AssignmentTables
from course.grading.report.item_analysis import FEW, shares

MOST = 4
"""Objectives that are named: more than a lesson on Monday holds."""

ENOUGH = PASS_AUTO
"""A result of this share or more asks for no lesson: it is what passes."""

_MOST_RESULTS = 3
_MOST_SECTIONS = 4


@attrs.frozen(kw_only=True)
class Result:
    """How far a class came in one thing.

    what: the task or the kind of questions, in words. share: 0 to 1. people: how many it is from. answers: how many
    answers of theirs; 0 where each gave one. objectives: ids, empty where the course does not know the task.
    """

    what: str
    share: float
    people: int
    answers: int = 0
    objectives: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The result as a sentence, with its n.

        >>> Result(what="task2 of 01-history", share=0.4, people=12).sentence
        'In task2 of 01-history the class earned 40 % of the points (n = 12 people).'
        """
        if self.answers:
            told = f"In {self.what}, {100 * self.share:.0f} % of the first answers are right"
            return f"{told} (n = {self.answers} answers of {self.people} people)."
        return f"In {self.what} the class earned {100 * self.share:.0f} % of the points (n = {self.people} people)."


@attrs.frozen(kw_only=True)
class Taught:
    """A place that teaches it. sections: (heading, what the teaching notes say, if anything). more: how many others."""

    place: Place
    sections: tuple[tuple[str, str], ...]
    more: int


@attrs.frozen(kw_only=True)
class Again:
    """Something to teach again. title: the objective's words, or the task's name. results: the lowest first."""

    title: str
    objectives: tuple[str, ...]
    results: tuple[Result, ...]
    more: int
    places: tuple[Taught, ...]


def results_of(books: Sequence[AssignmentTables], responses: pd.DataFrame | None, course: Catalog) -> list[Result]:
    """Every result that there is, also from few people. responses: as course.content.responses has them, or None.

    Example: ``results_of(books, None, course)[0].sentence``
    """
    found = []
    for book in books:
        known = objectives_in(book.assignment)
        for task, earned in shares(book.points, book.possible).items():
            given = earned.dropna()
            if len(given):
                what, asked = f"{task} of {book.assignment}", known.get(str(task), ())
                found.append(Result(what=what, share=float(given.mean()), people=len(given), objectives=asked))
    if responses is not None and len(responses):
        found += _of_questions(responses, course)
    return found


def _of_questions(responses: pd.DataFrame, course: Catalog) -> list[Result]:
    asked = {item.id: item.objective for item in course.items.values() if item.use != "pretest"}
    table = responses.assign(objective=responses["item"].map(asked)).dropna(subset="objective")
    return [
        Result(
            what=f"the questions about objective {objective}",
            share=float(group["correct"].mean()),
            people=group["learner"].nunique(),
            answers=len(group),
            objectives=(str(objective),),
        )
        for objective, group in table.groupby("objective", sort=True)
    ]


def to_teach_again(results: Sequence[Result], course: Catalog, root: Path | None = None) -> list[Again]:
    """Up to MOST objectives with a result below ENOUGH, the lowest first; results from few people are passed over.

    Results that ask for the same objectives stand together. A task that the course does not know stands for itself.

    Example: ``to_teach_again(results_of(books, None, course), course)[0].title``
    """
    low = [one for one in results if one.people >= FEW and round(one.share, 2) < ENOUGH]
    groups: dict[tuple[str, ...], list[Result]] = {}
    for one in sorted(low, key=lambda one: one.share):
        # A result about one of several objectives of a group says something about that group.
        same = next((names for names in groups if set(names) & set(one.objectives)), one.objectives or (one.what,))
        groups.setdefault(same, []).append(one)
    where, texts = taught_at(course, root), _texts(course)
    sheets: dict[tuple[str, str], RunSheet] = {}
    return [
        Again(
            title=" ".join(texts[name] for name in names if name in texts) or f"{names[0].capitalize()}.",
            objectives=tuple(name for name in names if name in texts),
            results=tuple(found[:_MOST_RESULTS]),
            more=len(found[_MOST_RESULTS:]),
            places=tuple(
                _taught(place, sheets, root or content_root())
                for place in _joined(place for name in names for place in where.get(name, ()))
            ),
        )
        for names, found in list(groups.items())[:MOST]
    ]


def _texts(course: Catalog) -> dict[str, str]:
    return {objective.id: objective.text for module in course.modules for objective in module.head.objectives}


def _joined(places: Iterable[Place]) -> Iterable[Place]:
    """Each lesson once, with the sections of all objectives that it teaches."""
    found: dict[tuple[str, str], Place] = {}
    for place in places:
        known = found.setdefault((place.module, place.lesson), place)
        sections = tuple(dict.fromkeys((*known.sections, *place.sections)))
        found[place.module, place.lesson] = attrs.evolve(known, sections=sections)
    return found.values()


def _taught(place: Place, sheets: dict[tuple[str, str], RunSheet], root: Path) -> Taught:
    key = (place.module, place.lesson)
    if key not in sheets:
        sheets[key] = read_run_sheet(root / "modules" / place.module / "teaching.md", place.lesson)
    told = [(heading, sheets[key].of_section(heading)) for heading in place.sections]
    return Taught(place=place, sections=tuple(told[:_MOST_SECTIONS]), more=len(told[_MOST_SECTIONS:]))
