"""What the tests of the tables ask again and again."""

from __future__ import annotations

import pandas as pd

from course.content.data import load


def rows(name: str, **equal: object) -> pd.DataFrame:
    """The rows of a table whose columns have these values."""
    table = load(name)
    for column, value in equal.items():
        table = table[table[column] == value]
    return table


def members(organisation: str) -> set[str]:
    """The present members of an organisation."""
    table = rows("memberships", organisation=organisation)
    return set(table.loc[table["left"].isna(), "iso3"])
