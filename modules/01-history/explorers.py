"""The explorers of module 01: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

DUTIES = ["defense", "offense", "neutrality", "nonaggression", "consultation"]
EXACT = {"day": "{0.day} {0:%B %Y}", "month": "{0:%B %Y}", "year": "{0:%Y}"}


@explorer("m1-e1")
def sinai() -> Figure:
    """Where UNEF I stood, 1956-67."""
    return charts.map_of(
        "sinai",
        title="Sinai, 1956-67",
        finding="The line of 1949 runs from Gaza to Eilat; Sharm el-Sheikh lies where ships enter the eastern gulf.",
        source="Natural Earth; places and lines by the course",
        show=["Cairo", "Gaza", "Rafah", "Suez", "Eilat", "Sharm el-Sheikh", "Strait of Tiran"],
    )


@explorer("m1-e2", region=["Middle East", "Africa", "Americas", "Asia", "Europe"])
def lives_by_region(region: str) -> Figure:
    """How long the UN operations of one region lasted."""
    operations = load("un_operations")
    there = operations[operations["region"] == region]
    still = there["end"].isna().sum()
    return charts.timeline(
        there,
        label="operation",
        start="start",
        end="end",
        title=region,
        finding=f"{len(there)} operations, {still} of them still open in December 2025.",
        source="UN data hub",
    )


@explorer("m1-e3", kind=["peacekeeping", "collective security", "alliance", "coalition", "review"])
def milestones_by_kind(kind: str) -> pd.DataFrame:
    """Dates in the history of partnerships: who decided, and whose consent there was."""
    milestones = load("milestones")
    chosen = milestones[milestones["kind"] == kind]
    dates = [EXACT[row.date_precision].format(row.date) for row in chosen.itertuples()]
    return pd.DataFrame(
        {
            "date": dates,
            "event": list(chosen["event"]),
            "decided by": list(chosen["legal_base"]),
            "whose consent": list(chosen["consent"]),
        }
    )


@explorer("m1-e4", duty=DUTIES)
def treaties_by_decade(duty: str) -> Figure:
    """In which decades alliances with one duty began."""
    alliances = load("alliances_begun")
    by_decade = alliances.groupby(alliances["year"] // 10 * 10)[DUTIES].sum().rename_axis("decade").reset_index()
    top = by_decade.loc[by_decade[duty].idxmax()]
    return charts.bar(
        by_decade,
        x="decade",
        y=duty,
        title=f"Treaties with the duty {duty}",
        finding=f"Most often in the {top['decade']}s: {top[duty]} treaties with the duty {duty}.",
        source="ATOP 5.1",
    )


@explorer("m1-e5", side={"the lawyer: they fought": True, "the prosecutor: they stayed out": False})
def promises_of_1914(side: bool) -> pd.DataFrame:
    """Written promises that were in force when the First World War began, and what became of them."""
    promises = load("promises_1914")
    chosen = promises[promises["fought"] == side]
    return pd.DataFrame(
        {
            "who promised": list(chosen["state"]),
            "to whom": list(chosen["partner"]),
            "since": [str(year) for year in chosen["written"]],
            "help if": list(chosen["promised_if"]),
            "in August 1914": list(chosen["in_august_1914"]),
        }
    )
