"""The course's own tables: `load(name)` gives one as a DataFrame that meets its contract.

Each table is a CSV file in data/. Its contract (columns, types, units, keys, allowed values) is its entry in
data/datapackage.json, and nowhere else. Reading has two ways: the fast one trusts the types and then checks
the rules on whole columns; only when that fails, the slow one (course/content/data_faults.py) reads the file again as
text and finds each bad cell, so that the error can name file, row, column and rule. Needs pandas and the standard
library only, so it also runs in the browser.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import attrs
import pandas as pd

from course.content.data_faults import bound, find_faults, links
from course.content.source import content_root
from course.errors import DataContractError, UnknownNameError

__all__ = ["TableInfo", "contract", "load", "tables"]

_SHOWN = 8
_NUMBERS = {"integer": "Int64", "number": "float64"}


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
    read = [resource["path"], *(contract(there)["path"] for _, there, _ in links(resource) if there != name)]
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
        faults = find_faults(path, resource, _keys_of)
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
        if "minimum" in rules and (column.dropna() < bound(field, "minimum")).any():
            return False
        if "maximum" in rules and (column.dropna() > bound(field, "maximum")).any():
            return False
        if "pattern" in rules and not column.dropna().str.fullmatch(rules["pattern"]).all():
            return False
    key = schema.get("primaryKey")
    if key and (table[key].isna().any(axis=None) or table.duplicated(key).any()):
        return False
    return all(
        table[name].dropna().isin(list(_keys_of(target, target_column))).all()
        for name, target, target_column in links(resource)
    )


def _keys_of(name: str, column: str) -> frozenset[str]:
    path = _folder() / contract(name)["path"]
    return _read_keys(path, column, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=16)
def _read_keys(path: Path, column: str, _changed: int) -> frozenset[str]:
    return frozenset(pd.read_csv(path, usecols=[column], dtype=str, keep_default_na=False)[column])
