"""The explorers of module 00: what its lessons show with `explore`."""

from __future__ import annotations

from course import charts
from course.charts.figure import Figure
from course.content.data import load
from course.content.explorers import explorer


@explorer("m0-e1", begun_since=[1948, 1960, 1988, 2000, 2010])
def hosts_since(begun_since: int) -> Figure:
    """Which regions hosted the UN operations that began in this year or later."""
    operations = load("un_operations")
    begun = operations[operations["start"] >= f"{begun_since}-01-01"]
    counts = begun["region"].value_counts().reset_index()
    first = counts.loc[0]
    found = f"{first['region']} hosted {first['count']} of {len(begun)} begun since {begun_since}."
    return charts.bar(
        counts, x="region", y="count", title=f"Begun since {begun_since}", finding=found, source="UN data hub 2024"
    )


@explorer("m0-e2", first_year=[1993, 2000, 2009, 2015])
def change_since(first_year: int) -> Figure:
    """How UN strength changed from the December of this year to December 2021."""
    strength = load("un_strength_year").set_index("year")["personnel"]
    percent = (strength[2021] - strength[first_year]) / strength[first_year] * 100
    return charts.line(
        strength.loc[first_year:].reset_index(),
        x="year",
        y="personnel",
        unit="persons",
        finding=f"From December {first_year} to December 2021 it changed by {percent:+.1f} %.",
        title="UN uniformed personnel",
        source="Our World in Data 2022",
    )
