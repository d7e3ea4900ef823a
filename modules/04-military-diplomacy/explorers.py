"""The explorers of module 04: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

PEACE = {"many": 63, "few": 21}
"""SYNTHETIC: crises of lesson 4A that ended in peace, by the officers' contacts; the same in each world."""
WARS = {"first": (27, 9), "second": (7, 14), "third": (27, 3)}
"""SYNTHETIC: crises that ended in war, with many contacts and with few, in each world."""


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


@explorer("m4-e11", world=["first", "second", "third"])
def wars_in_three_worlds(world: str) -> Figure:
    """SYNTHETIC: of 100 crises, how many end in war. In each world 75 of 100 that ended in peace had many contacts."""
    many, few = WARS[world]
    of_100 = {"many": 100 * many / (PEACE["many"] + many), "few": 100 * few / (PEACE["few"] + few)}
    return charts.bar(
        pd.DataFrame({"contacts": list(of_100), "wars": list(of_100.values())}),
        x="contacts",
        y="wars",
        title=f"The {world} invented world: crises that end in war",
        finding=f"{of_100['many']:g} of 100 with many contacts end in war, {of_100['few']:g} of 100 with few.",
        unit="wars of 100 crises",
        source="invented",
        synthetic=True,
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


@explorer("m4-e21")
def where_two_aircraft_met() -> Figure:
    """Where the collision of 1 April 2001 happened."""
    return charts.map_of(
        "south-china-sea",
        title="The South China Sea, 2001",
        finding="The two aircraft met about 130 kilometres (70 nautical miles) off Hainan on 1 April 2001.",
        source="Natural Earth; places by the course",
    )


CLAUSES = {"desks": (2, 3, 5), "rules": (2, 2, 3), "others": (3, 4, 7), "early": (5, 3, 3), "look": (1, 5, 2)}
"""Invented: what each clause costs Maris, what it costs Tolen, and how many of twenty bad meetings it touches."""
MAY_SPEND, BAD_MEETINGS = 8, 20


@explorer(
    "m4-e22",
    desks_day_and_night=["no", "yes"],
    rules_for_warships=["no", "yes"],
    coast_guards_and_fishers_too=["no", "yes"],
    early_notice=["no", "yes"],
    joint_look_at_recordings=["no", "yes"],
)
def a_text_for_two_delegations(
    desks_day_and_night: str,
    rules_for_warships: str,
    coast_guards_and_fishers_too: str,
    early_notice: str,
    joint_look_at_recordings: str,
) -> Figure:
    """INVENTED: what a text costs Maris and Tolen, and how many bad meetings it touches."""
    answers = (
        desks_day_and_night,
        rules_for_warships,
        coast_guards_and_fishers_too,
        early_notice,
        joint_look_at_recordings,
    )
    chosen = [cost for cost, answer in zip(CLAUSES.values(), answers, strict=True) if answer == "yes"]
    maris, tolen, touched = (sum(cost[place] for cost in chosen) for place in range(3))
    refuse = [name for name, pays in (("Maris", maris), ("Tolen", tolen)) if pays > MAY_SPEND]
    ends = "and both can sign" if not refuse else f"so {' and '.join(refuse)} cannot sign"
    return charts.bar(
        pd.DataFrame({"what": ["Maris pays", "Tolen pays", "bad meetings touched"], "number": [maris, tolen, touched]}),
        x="what",
        y="number",
        title="An invented text between Maris and Tolen",
        finding=f"{touched} of {BAD_MEETINGS} bad meetings are touched. "
        f"Of {MAY_SPEND} points Maris pays {maris} and Tolen {tolen}, {ends}.",
        unit="points, or meetings",
        source="invented",
        synthetic=True,
    )
