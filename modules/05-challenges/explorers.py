"""The explorers of module 05: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer

TASKS = {"escort the convoy": "may_escort", "face a crowd": "may_face_crowds"}
WEEKS = [f"{week:%Y-%m-%d}" for week in pd.date_range("2010-10-23", periods=11, freq="7D")]
MEASURES = {
    "money": ("un_assessments_2025", "assessed_usd", "million US$"),
    "people": ("un_contributors_2021", "total", "persons"),
    "deaths": ("un_deaths_country", "total", "persons"),
}


@explorer("m5-e1", task=TASKS, at_night=["yes", "no"])
def who_comes(task: str, at_night: str) -> pd.DataFrame:
    """SYNTHETIC: which contingents may come, and which must stay."""
    caveats = load("synthetic_caveats")
    ready = caveats["may_leave_sector"] & caveats[task]
    if at_night == "yes":
        ready = ready & caveats["may_move_at_night"]
    table = caveats.assign(answer=ready.map({True: "comes", False: "stays"}))
    return table[["contingent", "government", "hours_away", "hours_for_capital", "answer"]].sort_values("hours_away")


@explorer("m5-e2", measure=list(MEASURES))
def first_ten(measure: str) -> Figure:
    """The ten states that bear most of one burden of UN peacekeeping."""
    name, column, unit = MEASURES[measure]
    burden = load(name).rename(columns={column: "amount"})
    if measure == "money":
        burden["amount"] = (burden["amount"] / 1_000_000).round(0)
    table = burden.dropna(subset=["iso3"]).nlargest(10, "amount")
    share = 100 * table["amount"].sum() / burden["amount"].sum()
    return charts.bar(
        table,
        x="country",
        y="amount",
        unit=unit,
        source="United Nations",
        title=f"Burden by {measure}: the first ten",
        finding=f"The first ten carry {share:.1f} % of the {measure}; {table['country'].iloc[0]} is first.",
    )


@explorer("m5-e21")
def haiti() -> Figure:
    """Where the camp at Mirebalais and the river Artibonite lie, 2010."""
    return charts.map_of(
        "haiti",
        title="Haiti, 2010",
        finding="From Mirebalais, some 50 km from the capital, the Artibonite runs to the sea north of Saint-Marc.",
        source="Natural Earth; places and the river's course by the course",
    )


@explorer("m5-e22", week=WEEKS, measure=["cases", "cases of 10,000 people"])
def cholera_by_department(week: str, measure: str) -> Figure:
    """Where cholera was reported in Haiti in one week."""
    table = load("haiti_cholera_week")
    table = table[table["week"] == week].assign(amount=lambda rows: rows["cases"].astype("float64"))
    if measure != "cases":
        table["amount"] = (10_000 * table["amount"] / table["people"].astype("float64")).round(1)
    table = table.sort_values("amount", ascending=False)
    first, second = (f"{row.department} {row.amount:,g}" for row in table.head(2).itertuples())
    return charts.bar(
        table,
        x="department",
        y="amount",
        title=f"Cholera in Haiti, week up to {week}",
        finding=f"Most {measure}: {first}, then {second}.",
        unit=measure,
        source="Haiti's Ministry of Public Health and Population",
    )
