"""Alliance treaties: counts only, because the source states no licence for its rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

ATOP = "ATOP 5.1 (Leeds, Ritter, Mitchell and Long 2002), atopdata.org"
OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}


def alliances_begun(reference: Path) -> pd.DataFrame:
    """Alliances begun in each year 1815-2018, by obligation, and the number in force at the year's end.

    A treaty with two obligations counts in both columns, so the columns do not add up to `begun`.
    Mended: an end year of 0 means "in force" (372 treaties), not an end before the beginning. A treaty that
    ends during a year is not in force at the end of that year. Years without a new treaty are true zeros.
    """
    atop = pd.read_csv(reference / "atop_5_1_alliances_1815_2018.csv")
    years = range(1815, 2019)
    table = pd.DataFrame({"year": years})
    table["begun"] = table["year"].map(atop["begyr"].value_counts()).fillna(0).astype(int)
    for column, name in OBLIGATIONS.items():
        holds = atop.loc[atop[column] == 1, "begyr"].value_counts()
        table[name] = table["year"].map(holds).fillna(0).astype(int)
    last = atop["endyr"].where(atop["endyr"] > 0, 9999)
    table["in_force"] = [int(((atop["begyr"] <= year) & (last > year)).sum()) for year in years]
    return table.assign(source=ATOP, as_of="2018-12-31")
