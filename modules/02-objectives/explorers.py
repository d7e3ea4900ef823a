"""The explorers of module 02: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

RELATIONS = {"all pairs": ["rivals", "others"], "rivals": ["rivals"], "others": ["others"]}


@explorer("m2-e1", topic=["alliances", "exercises", "capacity building", "peacekeeping"])
def findings_on(topic: str) -> pd.DataFrame:
    """What studies found on one topic: what they counted, how, which way it went, and who objects."""
    evidence = load("evidence").set_index("study")
    rows = evidence[evidence["topic"] == topic]
    return rows[["outcome", "design", "effect", "estimate_percent", "critic"]]


@explorer("m2-e2", world=["danger", "friendship", "lot"], pairs=list(RELATIONS))
def disputes_with_and_without(world: str, pairs: str) -> Figure:
    """SYNTHETIC: disputes among pairs of states with and without a pact, in three invented worlds."""
    invented = load("synthetic_pacts")
    part = invented[(invented["world"] == world) & invented["relation"].isin(RELATIONS[pairs])]
    counts = part.groupby("pact")[["pairs", "disputes"]].sum().reset_index()
    counts["per_100"] = (100 * counts["disputes"] / counts["pairs"]).round(2)
    with_it, without = counts["per_100"]
    return charts.bar(
        counts,
        x="pact",
        y="per_100",
        title=f"An invented world of {world}: {pairs}",
        finding=f"{with_it} disputes per 100 pairs with a pact, {without} without.",
        unit="disputes per 100 pairs",
        source="invented",
        synthetic=True,
    )


@explorer("m2-e3", break_without_a_mission=[20, 40, 80], hazard_lower_by_percent=[85, 50])
def broken_of_100(break_without_a_mission: int, hazard_lower_by_percent: int) -> Figure:
    """How many of 100 cases of peace break, without a mission and with one."""
    base, cut = break_without_a_mission, hazard_lower_by_percent
    with_one = round(100 * (1 - (1 - base / 100) ** (1 - cut / 100)), 1)
    return charts.bar(
        pd.DataFrame({"mission": ["without", "with"], "broken": [base, with_one]}),
        x="mission",
        y="broken",
        title=f"Of 100 cases, hazard {cut} % lower",
        finding=f"{base} of 100 break without a mission and {with_one} with one, from an assumed base.",
        unit="peaces that break",
    )


@explorer("m2-e4", mission=["UNAMID", "MONUC", "UNAMIR", "UNMIK"])
def decided_and_sent(mission: str) -> Figure:
    """How many people the Security Council authorised for one mission, and how many were there."""
    sent = load("un_authorised_year")
    rows = sent[sent["mission"] == mission]
    share = 100 * rows["deployed"] / rows["authorised"]
    worst = rows.loc[share.idxmin()]
    return charts.line(
        rows,
        x="year",
        y=["authorised", "deployed"],
        title=f"{mission}: decided and sent",
        finding=f"Lowest in {worst['year']}: {share.min():.0f} % of {worst['authorised']:,.0f} authorised.",
        unit="people",
        source="UN reports, yearly means",
    )


@explorer("m2-e5")
def north_kivu() -> Figure:
    """Where Kiwanja lies, 2008."""
    return charts.map_of(
        "north-kivu",
        title="North Kivu, 2008",
        finding="In 2008 Kiwanja lay about sixty kilometres north of Goma, not far from Uganda and Rwanda.",
        source="Natural Earth; places by the course",
    )
