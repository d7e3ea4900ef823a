"""The regions that the course has maps of: what is written in modules/maps.yml, and the shapes in data/maps.json.

The shapes are Natural Earth's, cut out by data/compiling/maps.py. All else, names and lines of the time of a case, is
ours and kept by hand in modules/maps.yml, whose head explains the fields.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from course.content.source import content_root, read_yaml, structure_rows
from course.errors import ContentError, CourseError, Fault, UnknownNameError

__all__ = ["FILE", "Area", "Border", "Line", "Name", "Place", "Region", "Shapes", "region", "regions"]

FILE = "modules/maps.yml"
PLACES = ("town", "capital", "site")
BORDERS = ("border", "contested", "armistice", "inner", "absent")
LINES = ("contested", "armistice", "inner", "border", "canal", "route")
SIDES = ("right", "left", "above", "below", "above right", "above left", "below right", "below left")

Point = list[float]


def _one_of(*allowed: str) -> Any:
    def check(_owner: Any, field: attrs.Attribute[str], value: str) -> None:
        if value not in allowed:
            raise ValueError(f"{field.name} is {value!r}; it must be one of: {', '.join(w for w in allowed if w)}")

    return check


@attrs.frozen(kw_only=True)
class Place:
    """A point with a name. at: longitude, latitude. side: where the name stands, when that is fixed."""

    name: str
    at: Point
    kind: str = attrs.field(default="town", validator=_one_of(*PLACES))
    side: str | None = attrs.field(default=None, validator=attrs.validators.optional(_one_of(*SIDES)))


@attrs.frozen(kw_only=True)
class Name:
    """The name of a country, a province, a sea. at: its middle. turn: degrees, against the clock."""

    name: str
    at: Point
    turn: float = 0.0


@attrs.frozen(kw_only=True)
class Line:
    """A line drawn by hand. at: where its name begins. source: after what it was drawn."""

    name: str
    kind: str = attrs.field(validator=_one_of(*LINES))
    points: list[Point]
    source: str
    at: Point


@attrs.frozen(kw_only=True)
class Area:
    """An area drawn by hand, hatched, with its name at `at`."""

    name: str
    points: list[Point]
    source: str
    at: Point


@attrs.frozen(kw_only=True)
class Border:
    """What the border between two of Natural Earth's countries is on one map; north_of: only beyond that latitude."""

    between: list[str]
    kind: str = attrs.field(validator=_one_of(*BORDERS))
    north_of: float = -90.0


@attrs.frozen(kw_only=True)
class Region:
    """One map as modules/maps.yml tells it. frame: west, south, east, north in degrees."""

    id: str
    title: str
    years: str
    frame: list[float]
    places: list[Place]
    lands: list[Name] = attrs.field(factory=list)
    waters: list[Name] = attrs.field(factory=list)
    lines: list[Line] = attrs.field(factory=list)
    areas: list[Area] = attrs.field(factory=list)
    borders: list[Border] = attrs.field(factory=list)
    filled: list[str] = attrs.field(factory=list)

    def kind_of_border(self, one: str, other: str, latitude: float = 90.0) -> str:
        """`border`, or what the region's own list or the list for all maps says of it."""
        pair = {one, other}
        own = [border for border in self.borders if set(border.between) == pair]
        if own:
            return own[0].kind if latitude >= own[0].north_of else "border"
        return "contested" if any(set(listed) == pair for listed in contested()) else "border"


@attrs.frozen
class Shapes:
    """What lies in a region's frame, in degrees: land, lakes and filled countries are rings, the rest are lines."""

    frame: list[float]
    land: list[np.ndarray]
    lakes: list[np.ndarray]
    rivers: list[np.ndarray]
    filled: dict[str, list[np.ndarray]]
    borders: dict[tuple[str, str], list[np.ndarray]]


def regions() -> dict[str, Region]:
    """All regions by their id; ContentError names the region and the field that is wrong.

    >>> "sinai" in regions()
    True
    """
    path = content_root() / FILE
    return _read_regions(path, path.stat().st_mtime_ns)[0]


def contested() -> list[list[str]]:
    """The borders that are dashed on every map.

    >>> ["Kosovo", "Serbia"] in contested()
    True
    """
    path = content_root() / FILE
    return _read_regions(path, path.stat().st_mtime_ns)[1]


def region(name: str) -> tuple[Region, Shapes]:
    """A region and its shapes; UnknownNameError with the nearest names when there is none.

    >>> region("sinai")[0].years
    '1956-67'
    """
    known = regions()
    if name not in known:
        raise UnknownNameError("map", name, known)
    path = content_root() / "data" / "maps.json"
    cut = _read_shapes(path, path.stat().st_mtime_ns)
    if name not in cut or cut[name].frame != known[name].frame:
        raise CourseError(
            f"data/maps.json has no shapes for the frame of {name!r} in {FILE}. To mend: npm ci, and then "
            "python data/compile.py --atlas node_modules"
        )
    return known[name], cut[name]


@functools.lru_cache(maxsize=1)
def _read_regions(path: Path, _changed: int) -> tuple[dict[str, Region], list[list[str]]]:
    told = read_yaml(path, content_root())
    if not isinstance(told, dict) or set(told) != {"contested", "regions"}:
        fault = Fault(FILE, "file", "it must have the parts contested: and regions:", "compare its head")
        raise ContentError([fault])
    rows, faults = structure_rows(told["regions"], FILE, lambda _row: Region)
    if faults:
        raise ContentError(faults)
    return {row.id: row for row in rows}, told["contested"]


@functools.lru_cache(maxsize=1)
def _read_shapes(path: Path, _changed: int) -> dict[str, Shapes]:
    whole = json.loads(path.read_text(encoding="utf-8"))

    def lines(told: Iterable[list[int]]) -> list[np.ndarray]:
        return [np.cumsum(np.array(line).reshape(-1, 2), axis=0) / whole["per_degree"] for line in told]

    return {
        name: Shapes(
            frame=[float(number) for number in cut["frame"]],
            land=lines(cut["land"]),
            lakes=lines(cut["lakes"]),
            rivers=lines(cut["rivers"]),
            filled={country: lines(rings) for country, rings in cut["filled"].items()},
            borders={(*pair.split(" | "),): lines(parts) for pair, parts in cut["borders"].items()},  # type: ignore[misc]
        )
        for name, cut in whole["regions"].items()
    }
