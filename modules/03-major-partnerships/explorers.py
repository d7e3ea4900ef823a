"""The explorers of module 03: what its lessons show with `explore`. Retired id, never to be used again: m3-e6."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

GROUPS = {
    "permanent five": ["CHN", "FRA", "GBR", "RUS", "USA"],
    "South Asia": ["BGD", "IND", "LKA", "NPL", "PAK"],
    "West Africa": ["BFA", "CIV", "GHA", "NER", "NGA", "SEN", "TGO"],
    "South America": ["ARG", "BRA", "CHL", "PER", "URY"],
}
COUNTED = {"all deaths": "deaths", "in fighting with a state": "state_based", "civilians on purpose": "one_sided"}
SIGNED = {"day": "{0.day} {0:%B %Y}", "month": "{0:%B %Y}", "year": "{0:%Y}"}


@explorer("m3-e1", wars={"hard": True, "easy": False})
def wars_again(wars: bool) -> Figure:
    """SYNTHETIC: how many invented wars came back, with and without peacekeepers, among wars alike."""
    cases = load("synthetic_selection")
    by_kind = 100 * cases.groupby(["hard", "peacekeepers"])["war_again"].mean().astype(float)
    without, with_them = by_kind[wars]
    words = {True: "with peacekeepers", False: "without"}
    return charts.bar(
        by_kind[wars].rename(words).reset_index(),
        x="peacekeepers",
        y="war_again",
        unit="% of wars",
        synthetic=True,
        title=f"Invented wars that came back, hard = {wars}",
        source="invented for this course",
        finding=f"{with_them:.0f} % came back with peacekeepers, {without:.0f} % without.",
    )


@explorer("m3-e2", effect=["none found", "lower"])
def findings_with_effect(effect: str) -> pd.DataFrame:
    """What studies of peacekeeping found, by the effect they report."""
    evidence = load("evidence").set_index("study")
    findings = evidence[evidence["topic"] == "peacekeeping"]
    return findings[findings["effect"] == effect][["outcome", "cases", "design", "critic"]]


@explorer("m3-e3", outcome=["NATO member", "partner", "cooperation suspended"])
def partners_by_outcome(outcome: str) -> pd.DataFrame:
    """Who signed the Partnership for Peace, and what became of the partner."""
    pfp = load("pfp_signatures")
    chosen = pfp[pfp["outcome"] == outcome]
    signed = [SIGNED[row.signed_precision].format(row.signed) for row in chosen.itertuples()]
    return chosen.assign(signed=signed)[["country", "signed", "nato_since", "note"]]


@explorer("m3-e4", count=COUNTED)
def deaths_in_afghanistan(count: str) -> Figure:
    """Deaths in Afghanistan, 1989-2024, by what is counted."""
    afghan_years = load("violence_country_year").query("iso3 == 'AFG'")
    by_year = afghan_years.set_index("year")[count]
    return charts.line(
        afghan_years,
        x="year",
        y=count,
        unit="deaths",
        source="UCDP 25.1",
        title=f"Afghanistan, UCDP: {count}, 1989-2024",
        finding=", ".join(f"{by_year[year]:,} in {year}" for year in (2003, 2014, 2021, 2023)),
    )


@explorer("m3-e5", group=list(GROUPS))
def people_lent(group: str) -> Figure:
    """How many people the states of one group lent to the UN in January 2021."""
    people = load("un_contributors_2021")
    some = people[people["iso3"].isin(GROUPS[group])]
    return charts.bar(
        some,
        x="country",
        y="total",
        title=f"People lent: {group}",
        finding=f"{some['total'].sum():,} of 81,932 people, {some['women'].sum()} of them women (2021).",
        unit="people",
        source="UN troop and police contributors, 31 January 2021",
    )


@explorer("m3-e7", host=["Philippines", "Japan", "South Korea", "Germany"])
def american_troops_in(host: str) -> Figure:
    """How many United States troops one country hosted."""
    troops = load("us_troops")
    there = troops[troops["host"] == host]
    top = there.loc[there["troops"].idxmax()]
    return charts.line(
        there,
        x="year",
        y="troops",
        title=f"US troops: {host}",
        finding=f"Most in {top['year']}: {top['troops']:,}; last figure {there['troops'].iloc[-1]:,}.",
        unit="people",
        source="Allen, Flynn and Martinez Machain 2022",
    )


@explorer("m3-e41")
def subic_bay_and_clark() -> Figure:
    """Where Subic Bay, Clark and Second Thomas Shoal lie."""
    return charts.map_of(
        "luzon",
        title="The Philippines, 1991 and 2024",
        finding="In 1991 both bases lay some eighty kilometres from Manila; the shoal of 2024 is far south-west.",
        source="Natural Earth; places by the course",
    )
