"""The explorers of module 06: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

MENDING = {
    "technical": ("Does it connect?", "engineers"),
    "procedural": ("Who may read it, and how?", "commanders and capitals"),
    "human": ("Is it understood?", "training, interpreters, time"),
    "legal": ("Is it lawful?", "parliaments"),
}
SHARES = {"middle message (median)": 0.5, "nine in ten (90th percentile)": 0.9}
LIMITS = {"as it is": 9999, "120 minutes": 120, "30 minutes": 30}
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


@explorer("m6-e3", side=list(MENDING))
def mended_by(side: str) -> pd.DataFrame:
    """Four sides of sharing: what each one asks, and who can mend it."""
    ask, mender = MENDING[side]
    return pd.DataFrame({"side": [side], "asks": [ask], "mended by": [mender]})


def _log() -> pd.DataFrame:
    """The messages, with the minutes until each was in hand."""
    log = load("synthetic_latency")
    return log.assign(total=log["minutes_on_link"] + log["minutes_for_release"])


@explorer("m6-e4", show=list(SHARES))
def minutes_until_in_hand(show: str) -> Figure:
    """SYNTHETIC: minutes until a message is in hand, by link."""
    wait = _log().groupby("link", observed=True)["total"].quantile(SHARES[show]).round(0)
    found = ", ".join(f"{link} {minutes:.0f}" for link, minutes in wait.items())
    return charts.bar(
        wait.reset_index(),
        x="link",
        y="total",
        unit="minutes",
        synthetic=True,
        title=f"Minutes until in hand: {show}",
        source=SOURCE,
        finding=f"Minutes until in hand: {found}.",
    )


@explorer("m6-e5", link_time_in_percent=[100, 50, 10], release_at_the_latest_after=list(LIMITS))
def satellite_mended(link_time_in_percent: int, release_at_the_latest_after: str) -> Figure:
    """SYNTHETIC: what a faster link and a faster release would do for the slowest messages by satellite."""
    log = _log()
    sky, radio = log[log["link"] == "satellite"], log[log["link"] == "radio"]["total"].quantile(0.9)
    release = sky["minutes_for_release"].clip(upper=LIMITS[release_at_the_latest_after])
    nine = (sky["minutes_on_link"] * link_time_in_percent / 100 + release).quantile(0.9)
    return charts.bar(
        pd.DataFrame({"link": ["satellite", "radio"], "minutes": [round(nine), round(radio)]}),
        x="link",
        y="minutes",
        synthetic=True,
        title="90th percentile: the satellite, mended, beside the radio",
        unit="minutes",
        source=SOURCE,
        finding=f"Satellite {nine:.0f} minutes, radio {radio:.0f}.",
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
