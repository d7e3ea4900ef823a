"""Outlines of countries for maps, from the npm package world-atlas 2.0.2 (ISC; Natural Earth, public domain).

    npm ci
    python data/compile.py --atlas node_modules

The file at 1:110 million is small but lacks Singapore, Bahrain, Malta and other small states, which maps of ASEAN,
the GCC or the Partnership for Peace need. So each country comes from the 110m file if it is there, and else from the
50m file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

Ring = list[tuple[float, float]]

SOURCE = (
    "Natural Earth 1:110m and 1:50m, by way of world-atlas 2.0.2 (ISC licence; Natural Earth is in the public domain)"
)
# Areas without an ISO number in the atlas. The first three follow UN practice for maps; the others are left out.
BY_NAME = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
LEFT_OUT = {"ATA"}
PER_DEGREE = 100


def decode(topology: dict[str, Any]) -> list[tuple[str, str, list[Ring]]]:
    """(ISO number or "", name, rings) of each country of a TopoJSON file; longitude and latitude in degrees.

    A TopoJSON file stores each border once, as differences in whole steps; ~n in a ring means arc n read backwards.
    """
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += part[1:] if points else part
        return points

    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring(numbers) for polygon in polygons for numbers in polygon]
        countries.append((shape.get("id", ""), shape["properties"]["name"], rings))
    return countries


def _flat(ring: Ring) -> list[int]:
    """A ring as whole hundredths of a degree, longitude and latitude by turns, without repeated points.

    A ring that crosses the 180th meridian (Fiji, the east of Russia) goes on beyond 180 degrees instead of jumping
    to the other edge of the map, where it would draw a line across the world.
    """
    whole: Ring = []
    turn = 0.0
    for x, y in ring:
        if whole and abs(x + turn - whole[-1][0]) > 180:
            turn += 360 if x + turn < whole[-1][0] else -360
        whole.append((x + turn, y))
    if max(x for x, _y in whole) > 180 + 90 or min(x for x, _y in whole) < -180:
        whole = [(x + 360 if min(x for x, _y in whole) < -180 else x - 360, y) for x, y in whole]
    steps = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in whole]
    kept = [point for place, point in enumerate(steps) if place == 0 or point != steps[place - 1]]
    return [number for point in kept for number in point]


def world(atlas: Path, countries: Path) -> str:
    """The text of world.json.

    atlas: the folder with countries-110m.json and countries-50m.json. countries: the path of countries.csv.
    """
    table = pd.read_csv(countries, keep_default_na=False)
    numbers = {int(float(n)): code for n, code in zip(table["iso_numeric"], table["iso3"], strict=True) if n != ""}
    shapes: dict[str, list[list[int]]] = {}
    for scale in ("110m", "50m"):
        topology = json.loads((atlas / f"countries-{scale}.json").read_text(encoding="utf-8"))
        seen: set[str] = set()
        for number, name, rings in decode(topology):
            code = numbers.get(int(number), "") if number else BY_NAME.get(name, "")
            # Parts of a country (Somaliland of Somalia) join it within one file; a later file only fills gaps.
            if not code or code in LEFT_OUT or (code in shapes and code not in seen):
                continue
            seen.add(code)
            shapes.setdefault(code, []).extend(_flat(ring) for ring in rings)
    lines = [f'"{code}": {json.dumps(shapes[code], separators=(",", ":"))}' for code in sorted(shapes)]
    head = f'"source": {json.dumps(SOURCE)},\n"per_degree": {PER_DEGREE},\n"shapes": {{\n'
    return "{\n" + head + ",\n".join(lines) + "\n}\n}\n"
