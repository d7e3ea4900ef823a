"""What the two plans of lesson 5A compute: m5-t11 and m5-t12, by the names that tasks.yml uses.

The contingents are SYNTHETIC; how many soldiers each has is given in the lesson.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from course.content.data import load

SOLDIERS = [120, 200, 150, 90, 60, 80]
AT_SCHOOL, WITH_CONVOY = 200, 90
"""How many soldiers the school and the convoy of wounded people need."""
NIGHT = ["may_leave_sector", "may_move_at_night"]


def _may(task: str, signed: str = "") -> pd.DataFrame:
    """Contingents that may do a task in the centre at night, and the one whose limits are lifted."""
    table = load("synthetic_caveats").assign(soldiers=SOLDIERS)
    return table[table[[*NIGHT, task]].all(axis=1) | (table["contingent"] == signed)]


def _hours_to_school(signed: str = "") -> int:
    """Hours after which enough soldiers are at the school."""
    plan = _may("may_face_crowds", signed).sort_values("hours_away")
    return int(plan.loc[plan["soldiers"].cumsum() >= AT_SCHOOL, "hours_away"].min())


def _hours_to_both(signed: str = "") -> int:
    """Hours after which school and convoy are served at the earliest, each contingent going to one place."""
    school = _may("may_face_crowds", signed).set_index("contingent")
    convoy = _may("may_escort").set_index("contingent")
    names = list(dict.fromkeys([*school.index, *convoy.index]))
    best: list[int] = []
    for places in product(("school", "convoy", "stays"), repeat=len(names)):
        there = [name for name, place in zip(names, places, strict=True) if place == "school"]
        escort = [name for name, place in zip(names, places, strict=True) if place == "convoy"]
        if not set(there) <= set(school.index) or not set(escort) <= set(convoy.index):
            continue
        if school.loc[there, "soldiers"].sum() < AT_SCHOOL or convoy.loc[escort, "soldiers"].sum() < WITH_CONVOY:
            continue
        best.append(int(max(school.loc[there, "hours_away"].max(), convoy.loc[escort, "hours_away"].max())))
    return min(best)


def hours_to_school_with_one_signature() -> int:
    """Hours to the school when Cedar's capital has lifted its one limit."""
    return _hours_to_school("Cedar")


def hours_to_school_with_birch() -> int:
    """Hours to the school if Birch's two limits were both lifted."""
    return _hours_to_school("Birch")


def hours_to_school_without_signature() -> int:
    """Hours to the school when nobody has signed."""
    return _hours_to_school()


def hours_until_somebody_and_elm_are_there() -> int:
    """Hours that Elm needs to the centre."""
    table = load("synthetic_caveats")
    return int(table.loc[table["contingent"] == "Elm", "hours_away"].iloc[0])


def hours_until_both_are_served() -> int:
    """Hours until both calls are served when nobody has signed."""
    return _hours_to_both()
