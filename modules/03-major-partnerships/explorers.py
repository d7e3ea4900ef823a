"""The explorers of module 03: what its lessons show with `explore`.

Retired ids, never to be used again: m3-e1, m3-e5, m3-e6.
"""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

FIVE = ["CHN", "FRA", "GBR", "RUS", "USA"]
WHOLES = {
    "money asked for": ("un_assessments_2025", "assessed_usd", "the money asked for in 2025-26"),
    "people lent": ("un_contributors_2021", "total", "the people lent on 31 January 2021"),
    "people who died": ("un_deaths_country", "total", "the dead of 1948 to February 2025"),
}
COUNTED = {"all deaths": "deaths", "in fighting with a state": "state_based", "civilians on purpose": "one_sided"}
KINDS = {"all wars": [True, False], "hard wars": [True], "easy wars": [False]}
SIGNED = {"day": "{0.day} {0:%B %Y}", "month": "{0:%B %Y}", "year": "{0:%Y}"}


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


@explorer("m3-e21")
def kosovo() -> Figure:
    """Where Prizren and Čaglavica lie, 1999-2004."""
    return charts.map_of(
        "kosovo",
        title="Kosovo, 1999-2004",
        finding="Prizren lies in the south of Kosovo, some 60 km from Pristina, and Čaglavica just outside Pristina.",
        source="Natural Earth; places by the course",
    )


@explorer("m3-e31", whole=WHOLES)
def five_of_the_whole(whole: tuple[str, str, str]) -> Figure:
    """What part of three wholes the five permanent members of the Security Council are."""
    name, column, when = whole
    table = load(name)
    theirs = table[column][table["iso3"].isin(FIVE)].sum()
    share = round(float(100 * theirs / table[column].sum()), 1)
    shares = {"the five permanent members": share, "all others": round(100 - share, 1)}
    return charts.bar(
        pd.DataFrame({"states": list(shares), "share": list(shares.values())}),
        x="states",
        y="share",
        title=f"Of 100 parts of {when}",
        finding=f"The five permanent members: {share} % of {when}; all others {shares['all others']} %.",
        unit="%",
        source="UN",
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


@explorer("m3-e11", world=["nothing was forgotten", "tired leaders"], compare=[*KINDS, "the truth"])
def the_truth_of_two_worlds(world: str, compare: str) -> Figure:
    """SYNTHETIC: what comparisons show in two invented worlds with the same table, and what is true in each."""
    wars = load("synthetic_selection")
    if compare == "the truth":
        names = ["with peacekeepers", "the same wars without"]
        came = wars[wars["peacekeepers"]]
        percent = [float(100 * came["war_again"].mean()), _same_wars_without(wars, world)]
        finding = "{:.0f} % came back with peacekeepers; without them {:.0f} % of the same wars would have."
    else:
        names = ["with peacekeepers", "other wars without"]
        some = wars[wars["hard"].isin(KINDS[compare])]
        percent = [float(100 * some[some["peacekeepers"] == come]["war_again"].mean()) for come in (True, False)]
        finding = f"{compare.capitalize()}: {{:.0f}} % came back with peacekeepers, {{:.0f}} % without."
    return charts.bar(
        pd.DataFrame({"wars": names, "war_again": percent}),
        x="wars",
        y="war_again",
        title=f"World: {world}. Compared: {compare}",
        finding=finding.format(*percent),
        unit="% of wars",
        source="invented for this course",
        synthetic=True,
    )


def _same_wars_without(wars: pd.DataFrame, world: str) -> float:
    """How many of 100 wars that had peacekeepers would have come back without them."""
    came = wars[wars["peacekeepers"]]
    if world == "tired leaders":
        return float(100 * came["war_again"].mean())
    without = wars[~wars["peacekeepers"]].groupby("hard")["war_again"].mean().astype(float)
    hard = float(came["hard"].mean())
    return 100 * (hard * without[True] + (1 - hard) * without[False])


@explorer("m3-e41")
def subic_bay_and_clark() -> Figure:
    """Where Subic Bay, Clark and Second Thomas Shoal lie."""
    return charts.map_of(
        "luzon",
        title="The Philippines, 1991 and 2024",
        finding="In 1991 both bases lay some eighty kilometres from Manila; the shoal of 2024 is far south-west.",
        source="Natural Earth; places by the course",
    )
