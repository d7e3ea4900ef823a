"""The trade-off as a picture: what the best plan covers as one limit moves, with a finding counted from the table."""

from __future__ import annotations

import pandas as pd

from course import charts
from course.charts.figure import Figure
from course.errors import CourseError

# limit -> (the title's last words, what the value is divided by, how one value is said)
_AXES = {
    "budget": ("each budget ceiling", 1e6, "{:.2f} million dollars a month"),
    "deadline": ("each deadline", 1, "{:.0f} days"),
    "flights_per_month": ("each number of flights", 1, "{:.0f} flights a month"),
    "floor": ("each floor for every need", 1, "a floor of {:.0f} per cent"),
    "largest_share": ("each limit on one contributor", 1, "{:.0f} per cent from one contributor"),
    "women": ("each least share of women", 1, "{:.0f} per cent women"),
}


def trade_off(table: pd.DataFrame, limit: str) -> Figure:
    """A dot of coverage for each value of one limit; a value without a plan says "no figure".

    table: from `plan.frontier(limit, ...)`. limit: its name.

    Raises CourseError when no value of the table has a plan.

    >>> table = pd.DataFrame({"value": [3e6, 4e6, 5e6], "coverage": [None, 80.0, 90.0]})
    >>> trade_off(table, "budget").finding[:60]
    'The best plan covers 80.0 % at 4.00 million dollars a month '
    """
    words, divisor, said = _AXES[limit]
    known = table.dropna(subset=["coverage"]).sort_values("value")
    if known.empty:
        raise CourseError("No plan is feasible at any of these values. To mend: ask for other values of the limit.")
    ends = [(said.format(known["value"].iloc[at] / divisor), known["coverage"].iloc[at]) for at in (0, -1)]
    finding = f"The best plan covers {ends[0][1]:.1f} % at {ends[0][0]} and {ends[1][1]:.1f} % at {ends[1][0]}"
    gains = known["coverage"].diff() / known["value"].diff()
    if len(known) > 2:
        step = int(gains.reset_index(drop=True).idxmax())
        low, high = known.iloc[step - 1], known.iloc[step]
        finding += (
            f"; the steepest step is {low['coverage']:.1f} to {high['coverage']:.1f} %, "
            f"from {said.format(low['value'] / divisor)} to {said.format(high['value'] / divisor)}"
        )
    without = int(table["coverage"].isna().sum())
    if without:
        finding += f". At {without} of the {len(table)} values no plan keeps all limits"
    return charts.dots(
        table.assign(at=[said.format(value / divisor) for value in table["value"]]),
        label="at",
        value="coverage",
        title=f"Coverage of the best plan at {words}",
        finding=finding + ".",
        unit="per cent, mean of the needs; the axis does not start at zero",
        source="plan.frontier on the course tables synthetic_offers and synthetic_needs",
        synthetic=True,
    )
