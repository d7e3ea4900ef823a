"""The explorers of module 08: what its lessons show with `explore`."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer


@explorer("m8-e1", line_over_years=[3, 5, 9], years_ahead=[1, 3, 5])
def mean_error(line_over_years: int, years_ahead: int) -> Figure:
    """How far two forecasts of UN strength missed, on average."""
    window, ahead = line_over_years, years_ahead
    strength = load("un_strength_year").set_index("year")["personnel"].astype(float)
    drift = ahead * (strength - strength.shift(window)) / window
    actual = strength.shift(-ahead)
    missed = pd.DataFrame({"flat": strength - actual, "line": strength + drift - actual}).abs().dropna()
    mean = missed.mean().rename_axis("forecast").reset_index(name="error")
    flat, line = mean["error"]
    return charts.bar(
        mean,
        x="forecast",
        y="error",
        unit="persons",
        source="Our World in Data 2022",
        title=f"UN strength 1947-2021, line over {window} years",
        finding=f"Mean error {ahead} years ahead: flat {flat:,.0f} people, line {line:,.0f}.",
    )


@explorer("m8-e2", sent_by=["reports", "attacks", "people"])
def patrols_by(sent_by: str) -> Figure:
    """SYNTHETIC: where 100 patrols go, by the number that sends them."""
    districts = load("synthetic_area_reports")
    table = districts.assign(patrols=(100 * districts[sent_by] / districts[sent_by].sum()).astype(float))
    elder = table.set_index("district").loc["Elder", "patrols"]
    return charts.bar(
        table,
        x="district",
        y="patrols",
        unit="patrols",
        synthetic=True,
        title=f"100 patrols by {sent_by}",
        source="invented for this course",
        finding=f"By {sent_by}, Elder gets {elder:.0f} of 100 patrols and has 25 % of the attacks.",
    )


@explorer("m8-e3", cut_in_percent=[0, 10, 20, 25, 30])
def after_a_cut(cut_in_percent: int) -> pd.DataFrame:
    """SYNTHETIC: which lines of a programme still work when each is cut alike."""
    programme = load("synthetic_programme")
    table = programme.assign(left=(programme["cost"] * (100 - cut_in_percent) / 100).astype(int))
    table["works"] = (table["left"] >= table["least"]).map({True: "works", False: "does not"})
    return table[["line", "objective", "cost", "left", "least", "works"]]
