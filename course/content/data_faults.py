"""What is wrong with a table: each cell that breaks the table's contract, in words.

`load()` looks here only after a table was refused, so this may be slow. It is ours, although frictionless can validate
the same file, for three reasons. It also runs in the browser, with pandas alone. It must refuse exactly what load()'s
fast way refuses, and frictionless reads some types more widely (it takes `1` for true). And each sentence says how to
mend. tests/content/test_data.py holds the two together: frictionless names the same rows of broken tables, and finds
nothing wrong with the tables as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pandas as pd

_KINDS = {"integer": "a whole number", "number": "a number", "date": "a date (YYYY-MM-DD)", "boolean": "true or false"}


def find_faults(path: Path, resource: dict[str, Any], keys_of: Callable[[str, str], Collection[str]]) -> list[str]:
    """Each cell of a CSV file that breaks a rule, in words, in the order of the file's columns.

    path: the file. resource: its entry in datapackage.json. keys_of: (table, column) -> the values there, for foreign
    keys. Returns sentences with row, column, value, rule and how to mend; none when nothing is wrong.

    >>> _ = Path("t.csv").write_text("year\\n1999\\nsoon\\n")
    >>> entry = {"schema": {"fields": [{"name": "year", "type": "integer"}]}}
    >>> find_faults(Path("t.csv"), entry, lambda table, column: ())
    ["row 2 (line 3), column 'year': 'soon' is not a whole number. To mend: correct the value."]
    """
    fields, schema = resource["schema"]["fields"], resource["schema"]
    try:
        text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (ValueError, UnicodeDecodeError) as error:
        return [f"it cannot be read as a UTF-8 CSV table: {error}. To mend: look at that line."]
    wanted, found = [field["name"] for field in fields], list(text.columns)
    if found != wanted:
        lacking, extra = [c for c in wanted if c not in found], [c for c in found if c not in wanted]
        detail = (f"missing: {', '.join(lacking)}; " if lacking else "") + (
            f"unknown: {', '.join(extra)}; " if extra else ""
        )
        return [
            f"row 0 (line 1): the columns must be {', '.join(wanted)} ({detail or 'wrong order; '}mend the header)."
        ]
    faults = []
    for field in fields:
        faults += _cell_faults(text[field["name"]], field)
    key = schema.get("primaryKey")
    if key:
        name = " + ".join(key)
        empty = (text[key] == "").any(axis=1)
        faults += _say(text[key[0]], empty, name, "is part of the key and must not be empty", "fill it in")
        twice = text.duplicated(key, keep="first") & ~empty
        joined = text[key].agg(" + ".join, axis=1)
        faults += _say(
            joined, twice, name, "stands in an earlier row too, but the key must be unique", "delete or correct one"
        )
    for column, target, there in links(resource):
        unknown = (text[column] != "") & ~text[column].isin(list(keys_of(target, there)))
        faults += _say(
            text[column], unknown, column, f"is not in column {there} of table {target}", "correct it, or add it there"
        )
    return faults


def bound(field: dict[str, Any], rule: str) -> Any:
    """The limit that a field's rule ("minimum" or "maximum") states, in the type of its column."""
    value = field["constraints"][rule]
    return pd.Timestamp(value) if field["type"] == "date" else value


def links(resource: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(column, table, column there) of each foreign key of a table."""
    found = []
    for link in resource["schema"].get("foreignKeys", []):
        (column,), (there,) = link["fields"], link["reference"]["fields"]
        found.append((column, link["reference"]["resource"] or resource["name"], there))
    return found


def _cell_faults(cells: pd.Series, field: dict[str, Any]) -> list[str]:
    name, kind, rules = field["name"], field["type"], field.get("constraints", {})
    filled = cells != ""
    faults = []
    if rules.get("required"):
        faults += _say(cells, ~filled, name, "is required and must not be empty", "fill it in")
    typed: pd.Series = cells
    good = filled
    if kind in _KINDS:
        typed = _typed(cells, kind)
        good = filled & typed.notna()
        faults += _say(cells, filled & ~good, name, f"is not {_KINDS[kind]}", "correct the value")
    if "enum" in rules:
        faults += _say(
            cells, good & ~cells.isin(rules["enum"]), name, f"is not one of {', '.join(rules['enum'])}", "use one"
        )
    if "pattern" in rules:
        fits = cells.str.fullmatch(rules["pattern"])
        faults += _say(cells, good & ~fits, name, f"does not match {rules['pattern']}", "correct the spelling")
    for rule, word, wrong in (("minimum", "below", pd.Series.lt), ("maximum", "above", pd.Series.gt)):
        if rule in rules:
            bad = good & wrong(typed, bound(field, rule)).fillna(False).astype(bool)
            faults += _say(cells, bad, name, f"is {word} the {rule} {rules[rule]}", "check the figure and its unit")
    if rules.get("unique"):
        faults += _say(cells, good & cells.duplicated(), name, "stands in an earlier row too", "delete or correct one")
    return faults


def _typed(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
    if kind == "boolean":
        return cells.map({"true": True, "false": False})
    numbers = pd.to_numeric(cells, errors="coerce")
    return numbers.where(numbers % 1 == 0) if kind == "integer" else numbers


def _say(cells: pd.Series, bad: pd.Series, column: str, rule: str, mend: str) -> list[str]:
    # Row 1 is the first row of data; a text editor shows it on line 2, below the header.
    return [
        f"row {row + 1} (line {row + 2}), column '{column}': {cells.iloc[row]!r} {rule}. To mend: {mend}."
        for row in bad.to_numpy().nonzero()[0]
    ]
