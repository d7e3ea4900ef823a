"""The course's own tables: `load(name)` gives one as a DataFrame that meets its contract.

Each table is a CSV file in data/. Its contract (columns, types, units, keys, allowed values) is its entry in
data/datapackage.json, and nowhere else. Reading has two ways: the fast one trusts the types and then checks
the rules on whole columns; only when that fails, the slow one reads the file again as text and finds each bad cell,
so that the error can name file, row, column and rule. Needs pandas and the standard library only, so it also
runs in the browser.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import attrs
import pandas as pd

from course.content.source import content_root
from course.errors import DataContractError, UnknownNameError

__all__ = ["TableInfo", "contract", "load", "tables"]

_SHOWN = 8
_NUMBERS = {"integer": "Int64", "number": "float64"}
_KINDS = {"integer": "a whole number", "number": "a number", "date": "a date (YYYY-MM-DD)", "boolean": "true or false"}


@attrs.frozen
class TableInfo:
    """One line of the table of tables.

    name: what load() takes. title: a short heading. rows: number of rows. first_year, last_year: the years covered
    (None where a table has no dates). use: the modules and questions it serves.
    """

    name: str
    title: str
    rows: int
    first_year: int | None
    last_year: int | None
    use: str


def load(name: str) -> pd.DataFrame:
    """One table of the course, fresh at each call, with its types set and its contract checked.

    name: a table's name, such as "un_operations"; `tables()` lists them. Returns: a DataFrame; dates are datetime64,
    counts are Int64 (they can be missing), measures are float64, short label sets are categories, other text is
    pandas str. Units are in data/datapackage.json. A blank means not known or does not apply: nothing is guessed, and
    a blank is not a zero. A date known to the month or year only stands on its first day, and a `..._precision`
    column says so where the table has one. `attrs["table"]` is its name.
    Raises: UnknownNameError for a name that does not exist; DataContractError when the file breaks its contract.

    >>> load("saar_force")["troops"].sum()
    np.int64(3310)
    """
    resource = contract(name)
    read = [resource["path"], *(contract(there)["path"] for _, there, _ in _links(resource) if there != name)]
    paths = tuple(_folder() / file for file in dict.fromkeys(["datapackage.json", *read]))
    # A copy is fresh for whoever changes it; the file is read and checked once, and again when a file has changed.
    table = _load_checked(name, paths, tuple(_changed(path) for path in paths)).copy()
    # pandas hands this on to most of what is computed from the table, so that a notebook can say where it came from.
    table.attrs["table"] = name
    return table


@functools.lru_cache(maxsize=256)
def _load_checked(name: str, _paths: tuple[Path, ...], _stamps: tuple[int, ...]) -> pd.DataFrame:
    resource = contract(name)
    path = _folder() / resource["path"]
    fields = resource["schema"]["fields"]
    try:
        table = _read_fast(path, fields)
    except FileNotFoundError:
        raise DataContractError(
            f"data/{resource['path']}: the file is missing. To mend: run data/compile.py, or take it from the clone."
        ) from None
    except (ValueError, TypeError):
        table = None
    if table is None or not _meets(table, resource):
        faults = _find_faults(path, resource)
        if faults or table is None:
            shown = "\n".join(f"  {fault}" for fault in faults[:_SHOWN])
            more = f"\n  ... and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
            raise DataContractError(f"data/{resource['path']} breaks its contract in datapackage.json:\n{shown}{more}")
    return table


def tables() -> list[TableInfo]:
    """Every table with its title, number of rows, years covered and use, in the order of datapackage.json.

    >>> [info.rows for info in tables() if info.name == "saar_force"]
    [4]
    """
    return [_info(resource) for resource in _resources().values()]


def names() -> list[str]:
    """The names of all tables, in the order of datapackage.json.

    >>> "saar_force" in names()
    True
    """
    return list(_resources())


def contract(name: str) -> dict[str, Any]:
    """The entry of datapackage.json for a table; UnknownNameError with the nearest names when there is none.

    >>> contract("saar_force")["schema"]["primaryKey"]
    ['iso3']
    """
    resources = _resources()
    if name not in resources:
        raise UnknownNameError("table", name, resources)
    return resources[name]


def _folder() -> Path:
    return content_root() / "data"


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _resources() -> dict[str, dict[str, Any]]:
    path = _folder() / "datapackage.json"
    return _parse_package(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _parse_package(path: Path, _changed: int) -> dict[str, dict[str, Any]]:
    # The time of change is part of the key, so an edited file is read again within one session.
    package = json.loads(path.read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def _info(resource: dict[str, Any]) -> TableInfo:
    column = resource.get("years")
    first = last = None
    path = _folder() / resource["path"]
    if column:
        cells = pd.read_csv(path, usecols=[column], dtype=str, keep_default_na=False)[column]
        rows = len(cells)
        years = cells[cells != ""].str[:4].astype(int)
        first, last = int(years.min()), int(years.max())
    else:
        rows = len(pd.read_csv(path, usecols=[0], dtype=str, keep_default_na=False))
    return TableInfo(resource["name"], resource["title"], rows, first, last, resource["use"])


def _allowed(field: dict[str, Any]) -> list[str] | None:
    return field.get("constraints", {}).get("enum")


def _read_fast(path: Path, fields: list[dict[str, Any]]) -> pd.DataFrame:
    dtypes: dict[str, str] = {}
    for field in fields:
        if field["type"] == "string":
            dtypes[field["name"]] = "category" if _allowed(field) else "str"
        else:
            dtypes[field["name"]] = _NUMBERS.get(field["type"], "str")
    table = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""], encoding="utf-8")  # type: ignore[arg-type]
    if list(table.columns) != [field["name"] for field in fields]:
        raise ValueError("columns")
    for field in fields:
        column = field["name"]
        if field["type"] == "date":
            table[column] = pd.to_datetime(table[column], format="%Y-%m-%d")
        elif field["type"] == "boolean":
            known = table[column].isin(["true", "false"]) | table[column].isna()
            if not known.all():
                raise ValueError(column)
            table[column] = table[column].map({"true": True, "false": False}).astype("boolean")
    return table


def _meets(table: pd.DataFrame, resource: dict[str, Any]) -> bool:
    """Whether the typed table keeps every rule; also gives label columns their full set of categories, in order."""
    schema = resource["schema"]
    for field in schema["fields"]:
        column, rules = table[field["name"]], field.get("constraints", {})
        allowed = rules.get("enum")
        if allowed:
            if not set(column.cat.categories) <= set(allowed):
                return False
            table[field["name"]] = column.cat.set_categories(allowed)
        if rules.get("required") and column.isna().any():
            return False
        if rules.get("unique") and column.dropna().duplicated().any():
            return False
        if "minimum" in rules and (column.dropna() < _bound(field, "minimum")).any():
            return False
        if "maximum" in rules and (column.dropna() > _bound(field, "maximum")).any():
            return False
        if "pattern" in rules and not column.dropna().str.fullmatch(rules["pattern"]).all():
            return False
    key = schema.get("primaryKey")
    if key and (table[key].isna().any(axis=None) or table.duplicated(key).any()):
        return False
    return all(
        table[name].dropna().isin(list(_keys_of(target, target_column))).all()
        for name, target, target_column in _links(resource)
    )


def _bound(field: dict[str, Any], rule: str) -> Any:
    value = field["constraints"][rule]
    return pd.Timestamp(value) if field["type"] == "date" else value


def _links(resource: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(column, table, column there) of each foreign key."""
    links = []
    for link in resource["schema"].get("foreignKeys", []):
        (column,), (there,) = link["fields"], link["reference"]["fields"]
        links.append((column, link["reference"]["resource"] or resource["name"], there))
    return links


def _keys_of(name: str, column: str) -> frozenset[str]:
    path = _folder() / contract(name)["path"]
    return _read_keys(path, column, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=16)
def _read_keys(path: Path, column: str, _changed: int) -> frozenset[str]:
    return frozenset(pd.read_csv(path, usecols=[column], dtype=str, keep_default_na=False)[column])


def _find_faults(path: Path, resource: dict[str, Any]) -> list[str]:
    """Each cell that breaks a rule, in words, in the order of the file's columns."""
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
    for column, target, there in _links(resource):
        unknown = (text[column] != "") & ~text[column].isin(list(_keys_of(target, there)))
        faults += _say(
            text[column], unknown, column, f"is not in column {there} of table {target}", "correct it, or add it there"
        )
    return faults


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
            bound = _bound(field, rule)
            bad = good & wrong(typed, bound).fillna(False).astype(bool)
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
