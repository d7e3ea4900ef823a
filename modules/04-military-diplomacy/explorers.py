"""The explorers of module 04: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer


@explorer("m4-e1", kind=["warfighting", "peacekeeping", "humanitarian", "sea", "land", "air"])
def exercises_of_kind(kind: str) -> Figure:
    """How many exercises of one kind began in each year."""
    exercises = load("exercises_year")
    top = exercises.loc[exercises[kind].idxmax()]
    return charts.line(
        exercises,
        x="year",
        y=kind,
        title=f"Exercises of the kind {kind}",
        finding=f"Most in {top['year']}: {top[kind]} of {top['exercises']} were of the kind {kind}.",
        source="Multinational Military Exercises 7",
    )


@explorer("m4-e2", troops=range(5000, 30001, 500))
def duties_at(troops: int) -> pd.DataFrame:
    """Whether notice and observers are due for an exercise with this many troops, by each document."""
    thresholds = load("csbm_thresholds")
    observers_from = thresholds["observers_from_troops"].fillna(10**9)
    return pd.DataFrame(
        {
            "document": thresholds["document"],
            "notice due": (troops >= thresholds["notify_from_troops"]).map({True: "yes", False: "no"}),
            "observers due": (troops >= observers_from).map({True: "yes", False: "no"}),
        }
    )
