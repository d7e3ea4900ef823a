"""How far learners came in the lessons, from the first answers that they let be pooled: counts, and nobody's name.

The learners' consent is for their first answers, without names. So this says how many have come how far and where first
answers go wrong, and never who. What they tried in the lab tasks is not in a pool.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import pandas as pd

from course.content.catalog import Catalog
from course.content.usage import module_use


@attrs.frozen(kw_only=True)
class Step:
    """A lesson, or a module's quiz. answered: learners with an answer here. stopped: of them, those with none later.

    right: the share of first answers that are right, without the questions before a module; answers: how many.
    """

    name: str
    title: str
    answered: int
    stopped: int
    right: float
    answers: int


def steps_of(course: Catalog, root: Path | None = None) -> dict[str, tuple[str, str]]:
    """Each question of the course, with the lesson or quiz that asks it (short name, title), in course order.

    >>> from course.content.catalog import catalog
    >>> steps_of(catalog())["m1-q57"]
    ('1A', 'Pacts on trial, 1815-1949')
    """
    found: dict[str, tuple[str, str]] = {}
    for module in course.modules:
        use = module_use(module, root)
        for lesson in module.head.lessons:
            for name in use[lesson.file].items if lesson.file in use else ():
                found.setdefault(name, (lesson.file.partition("-")[0], lesson.title))
        for item in module.items:
            if item.use == "mastery":
                found.setdefault(item.id, (f"Quiz {module.id}", f"The quiz of module {module.id}"))
    return found


def reach(responses: pd.DataFrame, course: Catalog, root: Path | None = None) -> list[Step]:
    """How many learners answered in each step, how many have no answer after it, and how many answers were right.

    responses: as course.content.responses has them. A step without an answer is left out.

    >>> from course.content.catalog import catalog
    >>> row = {"learner": "a", "item": "m1-q57", "correct": True}
    >>> [(step.name, step.answered, step.stopped) for step in reach(pd.DataFrame([row]), catalog())]
    [('1A', 1, 1)]
    """
    steps = steps_of(course, root)
    names = dict.fromkeys(steps.values())
    order = {step: place for place, step in enumerate(names)}
    before = {item.id for item in course.items.values() if item.use == "pretest"}
    table = responses[responses["item"].isin(steps)]
    table = table.assign(place=table["item"].map(lambda item: order[steps[item]]), asked=~table["item"].isin(before))
    last = table.groupby("learner")["place"].max().value_counts()
    found = []
    for place, group in table.groupby("place"):
        name, title = list(names)[int(place)]
        taught = group[group["asked"]]
        found.append(
            Step(
                name=name,
                title=title,
                answered=group["learner"].nunique(),
                stopped=int(last.get(place, 0)),
                right=float(taught["correct"].mean()) if len(taught) else float("nan"),
                answers=len(taught),
            )
        )
    return found
