"""The explorers of module 07: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

SOURCE = "Bara and Hultman 2020"
BODIES = ["ASEAN, other ministries", "ASEAN, defence", "not ASEAN"]
FIVE = ["trigger", "standing force", "decision rule", "money", "non-interference"]


def _peacekeepers(region: str) -> pd.DataFrame:
    """Peacekeepers by month and provider in one region."""
    forces = load("peacekeepers_region_month")
    return forces[forces["region"] == region]


@explorer("m7-e1", region=["Africa", "Asia", "Europe", "Middle East"])
def providers_by_month(region: str) -> Figure:
    """Who provided the peacekeepers in countries with a civil conflict, month by month."""
    table = _peacekeepers(region).pivot(index="month", columns="provider", values="personnel")
    last = table.iloc[-1]
    return charts.line(
        table.reset_index(),
        x="month",
        y=list(table.columns),
        unit="people",
        title=f"Peacekeepers in conflict countries: {region}",
        source=SOURCE,
        finding=f"In December 2016 the UN had {last.iloc[0]:,} of {last.sum():,} people there.",
    )


@explorer("m7-e2", cost_in_million_dollars=range(100, 1001, 100), paid_by_the_UN_in_percent=range(0, 76, 5))
def who_pays(cost_in_million_dollars: int, paid_by_the_UN_in_percent: int) -> pd.DataFrame:
    """How the cost of one operation is split."""
    paid = cost_in_million_dollars * paid_by_the_UN_in_percent / 100
    split = [paid, cost_in_million_dollars - paid]
    return pd.DataFrame({"paid by": ["UN assessments", "others"], "million US$": split})


@explorer("m7-e3", group=BODIES)
def who_meets(group: str) -> pd.DataFrame:
    """Bodies of and around ASEAN, and who meets there."""
    bodies = load("asean_bodies").set_index("short")
    defence = bodies["asean"] & bodies["defence"]
    chosen = dict(zip(BODIES, [bodies["asean"] & ~bodies["defence"], defence, ~bodies["asean"]], strict=True))[group]
    return bodies[chosen][["name", "who"]]


@explorer("m7-e4", feature=["trigger", "standing force", "non-interference", "who decides on force"])
def two_designs(feature: str) -> pd.DataFrame:
    """One feature of the African Union and of ASEAN, side by side."""
    features = load("regional_features").pivot(index="feature", columns="organisation", values="entry")
    return features.loc[[feature], ["AU", "ASEAN"]].T.rename_axis("organisation")


@explorer("m7-e5", feature=FIVE)
def organisations_compared(feature: str) -> pd.DataFrame:
    """One feature of every organisation, and where it is written."""
    frame = pd.concat([load("regional_features"), load("regional_contrasts")])
    return frame[frame["feature"] == feature].set_index("organisation")[["entry", "source"]]


@explorer("m7-e6", region=["Middle East", "Africa", "Europe"])
def keepers_by_month(region: str) -> Figure:
    """Peacekeepers of the UN and of regional organisations, month by month."""
    rows = _peacekeepers(region)
    most = rows.groupby("provider", observed=True)["personnel"].max()
    un, own = most["United Nations"], most["regional organisation"]
    return charts.line(
        rows,
        x="month",
        y="personnel",
        by="provider",
        unit="people",
        finding=f"Highest month: UN {un:,}, regional bodies {own:,} people, 1993-2016.",
        title=f"Peacekeepers: {region}",
        source=SOURCE,
    )
