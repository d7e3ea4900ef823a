"""The explorers of module 06: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

NEVER = 9999
"""Minutes, for a message that was never released and for a limit that is none."""
PLANS: dict[str, dict[str, float]] = {
    "as it is": {"way": NEVER, "wait": NEVER, "satellite": 1},
    "a satellite ten times as fast": {"way": NEVER, "wait": NEVER, "satellite": 0.1},
    "plan A: release within 30 minutes": {"way": NEVER, "wait": 30, "satellite": 1},
    "plan B: a radio for each courier base": {"way": 25, "wait": NEVER, "satellite": 1},
    "both plans": {"way": 25, "wait": 30, "satellite": 1},
}
SOURCE = "invented for this course"


@explorer("m6-e1", broke_at=["observe", "share", "decide", "act", "none"])
def cases_that_broke(broke_at: str) -> pd.DataFrame:
    """Real cases by the link of the chain that broke: what was known, and what came of it."""
    cases = load("information_cases")
    chosen = cases.assign(year=cases["date"].dt.year)[cases["broke_at"] == broke_at]
    return chosen.set_index("case")[["year", "known", "outcome"]]


@explorer("m6-e2", told_by=["patrol", "drone", "residents"])
def reports_that_passed(told_by: str) -> Figure:
    """SYNTHETIC: how many reports passed each step, by who told first."""
    table = load("synthetic_reports")
    reports = table.pivot(index="step", columns="told_by", values="reports").loc[table["step"].unique()]
    column = reports[told_by]
    rate = (100 * column / column.shift()).dropna()
    found = f"Of {column.iloc[0]} events {column.iloc[-1]} were acted on; the most were lost before"
    return charts.bar(
        column.reset_index(),
        x="step",
        y=told_by,
        unit="events",
        synthetic=True,
        title=f"Invented events first told by: {told_by}",
        source=SOURCE,
        finding=f"{found} '{rate.idxmin()}' ({rate.min():.0f} % passed).",
    )


@explorer("m6-e21")
def central_mali() -> Figure:
    """Where Mopti and Ogossagou lie, 2020."""
    return charts.map_of(
        "mali",
        title="Mali, 2020",
        finding="Ogossagou lies in central Mali, 144 kilometres by road from Sévaré, the town beside Mopti.",
        source="Natural Earth; places by the course",
    )


@explorer("m6-e22", plan=list(PLANS), minutes_that_the_village_has=[30, 60, 120])
def in_time(plan: str, minutes_that_the_village_has: int) -> Figure:
    """SYNTHETIC: how many of 120 messages are in time, by link, under one plan."""
    log, limits = load("synthetic_latency"), PLANS[plan]
    way = log["minutes_on_link"].astype("float64").clip(upper=limits["way"])
    way = way.mask(log["link"] == "satellite", way * limits["satellite"])
    wait = log["minutes_for_release"].astype("float64").fillna(NEVER).clip(upper=limits["wait"])
    by_link = (way + wait <= minutes_that_the_village_has).groupby(log["link"], observed=True).sum()
    sizes = log.groupby("link", observed=True).size()
    found = ", ".join(f"{link} {count} of {sizes[link]}" for link, count in by_link.items())
    return charts.bar(
        by_link.rename("messages").reset_index(),
        x="link",
        y="messages",
        unit="messages",
        synthetic=True,
        title=f"In hand within {minutes_that_the_village_has} minutes: {plan}",
        source=SOURCE,
        finding=f"{by_link.sum()} of {len(log)} are in time: {found}.",
    )


@explorer("m6-e6", share_of=["initiator_unknown", "political_response", "disruption", "data_theft"])
def part_of_incidents(share_of: str) -> Figure:
    """The part of recorded cyber incidents with one mark, by year."""
    years = load("cyber_incidents_year").query("incidents >= 25")
    table = years.assign(percent=(100 * years[share_of] / years["incidents"]).round(1))
    last = table.iloc[-1]
    return charts.line(
        table,
        x="year",
        y="percent",
        unit="% of incidents",
        finding=f"{last['percent']} % in {last['year']}: {last[share_of]} of {last['incidents']}.",
        title=f"Cyber incidents, by year: {share_of}",
        source="EuRepoC 1.1 (2023)",
    )


@explorer("m6-e7", base_rate_in_percent=[1, 5, 20, 50])
def alarms_at(base_rate_in_percent: int) -> Figure:
    """SYNTHETIC: real and false alarms in 1,000 weeks by base rate, at 80 % recall and 10 % false alarms."""
    real, false = 8 * base_rate_in_percent, 100 - base_rate_in_percent
    return charts.bar(
        pd.DataFrame({"alarms": ["real", "false"], "weeks": [real, false]}),
        x="alarms",
        y="weeks",
        unit="site-weeks",
        finding=f"Base rate {base_rate_in_percent} %: {real} real, {false} false alarms in 1,000 weeks.",
        title=f"Alarms at a base rate of {base_rate_in_percent} %",
        synthetic=True,
    )


@explorer("m6-e31", mail=["easy and hard", "easy", "hard"])
def rates_that_fit(mail: str) -> Figure:
    """SYNTHETIC: the click rate of each contingent in the drill, and which true rates would fit it."""
    table = load("synthetic_phishing_drill")
    table = table[[lure in mail for lure in table["lure"]]].reset_index(drop=True)
    ends = [_wilson(int(row.clicked), int(row.people)) for row in table.itertuples()]
    table = table.assign(
        percent=(100 * table["clicked"] / table["people"]).astype(float).round(1),
        low=[round(100 * max(middle - half, 0), 1) for middle, half in ends],
        high=[round(100 * (middle + half), 1) for middle, half in ends],
    )
    told = [f"{row.contingent} {row.percent} % ({row.low} to {row.high})" for row in table.itertuples()]
    return charts.dots(
        table,
        label="contingent",
        value="percent",
        low="low",
        high="high",
        unit="% who clicked",
        synthetic=True,
        title=f"Drill, {mail} mail: rate and 95 % interval",
        source=SOURCE,
        finding=", ".join(told) + ".",
    )


def _wilson(clicked: int, people: int, z: float = 1.96) -> tuple[float, float]:
    """The middle and half the width of Wilson's 95 % interval, from 0 to 1."""
    middle = (clicked + z**2 / 2) / (people + z**2)
    return middle, z / (people + z**2) * (clicked * (people - clicked) / people + z**2 / 4) ** 0.5
