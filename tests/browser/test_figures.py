"""Figures and tables in a real browser: large enough to read, nothing cut, the watermark seen, and axe-core content."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page

from course import charts
from course.charts.figure import COLOURS, Figure
from course.charts.frame import frame_html, series_html
from course.content.data import load
from tests.support.browser import axe_violations

SAY = {"title": "A title", "finding": "In 2015 it peaked at 107,805.", "source": "Kathman 2013", "unit": "persons"}
EVEN = pd.DataFrame({"kind": ["open", "restricted", "secret"], "hours": [10, 10, 10]})


def invented(synthetic: bool = True) -> Figure:
    """Bars across the whole picture: what lies below them is hidden."""
    return charts.bar(EVEN, x="kind", y="hours", synthetic=synthetic, **SAY)


FIGURES: dict[str, Callable[[], Figure]] = {
    "line": lambda: charts.line(load("un_personnel_month"), x="month", y=["troops", "police"], **SAY),
    "steps": lambda: charts.line(
        pd.DataFrame({"year": [1949, 1952], "members": [12, 14]}), x="year", y="members", steps=True, **SAY
    ),
    "bar of years": lambda: charts.bar(load("sipri_personnel"), x="year", y="personnel", **SAY),
    "bar of labels": lambda: charts.bar(load("un_contributors_2021").head(12), x="country", y="total", **SAY),
    "share": lambda: charts.share(
        load("un_operations").groupby(["region", "kind"], as_index=False, observed=True).size(),
        x="region",
        y="size",
        by="kind",
        **SAY,
    ),
    "timeline": lambda: charts.timeline(
        load("un_operations"), label="operation", start="start", end="end", by="kind", **SAY
    ),
    "dots": lambda: charts.dots(
        load("evidence"), label="study", value="estimate_percent", low="low_percent", high="high_percent", **SAY
    ),
    "network": lambda: charts.network(
        load("dca_pairs").query("agreements >= 5"), a="iso3_a", b="iso3_b", weight="agreements", **SAY
    ),
    "map": lambda: charts.world_map(load("un_contributors_2021"), iso3="iso3", value="total", **SAY),
    "map of a region": lambda: charts.map_of("sinai", title="Sinai", finding=SAY["finding"], source=SAY["source"]),
    "invented": invented,
    "invented line": lambda: charts.line(load("un_personnel_month"), x="month", y="total", synthetic=True, **SAY),
    "one invented bar": lambda: charts.bar(EVEN.head(1), x="kind", y="hours", synthetic=True, **SAY),
    "a title of two lines": lambda: charts.bar(
        EVEN, x="kind", y="hours", **dict(SAY, title=("seven letters " * 5)[:78])
    ),
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {name: make() for name, make in FIGURES.items()}


@pytest.fixture
def show(browser: BrowserContext, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """A page with these pieces of HTML, as wide as asked."""
    page = browser.new_page()

    def shown(*pieces: str, width: int = 800, dark: bool = False) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        colours = "background:#111;color:#ddd" if dark else ""
        file = tmp_path / "page.html"
        file.write_text(
            "<!doctype html><html lang='en'><meta charset='utf-8'><title>Figures</title>"
            f"<body style='margin:0;{colours}'><main><h1>Figures</h1>{''.join(pieces)}</main></body></html>",
            encoding="utf-8",
        )
        page.goto(file.as_uri())
        page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
        return page

    yield shown
    page.close()


def picture_of(place: Locator) -> Image.Image:
    return Image.open(io.BytesIO(place.screenshot())).convert("RGB")


def test_every_picture_is_shown_at_its_own_size(show: Callable[..., Page], figures: dict[str, Figure]) -> None:
    """Does the browser take each picture, with the shape that its attributes promise?"""
    page = show(*(figure.html() for figure in figures.values()))
    sizes = page.evaluate("[...document.images].map(image => [image.clientWidth, image.clientHeight])")
    assert sizes == [[figure.width, figure.height] for figure in figures.values()]


@pytest.mark.parametrize("width", [800, 640, 400])
def test_no_word_is_smaller_than_11_pixels(show: Callable[..., Page], figures: dict[str, Figure], width: int) -> None:
    """Can each label be read in a page of 800 pixels, beside a file browser, and at 200 % zoom (half as wide)?"""
    page = show(*(figure.html() for figure in figures.values()), width=width)
    widths = page.evaluate("[...document.images].map(image => image.clientWidth)")
    for wide, (name, figure) in zip(widths, figures.items(), strict=True):
        points = float(re.findall(r'viewBox="0 0 ([\d.]+) ', figure.svg)[0])
        smallest = min(float(size) for size in re.findall(r"font-size:([\d.]+)px", figure.svg))
        assert smallest * wide / points >= 11, name
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_zoom_enlarges_the_picture_and_all_of_it_can_be_reached(
    show: Callable[..., Page], figures: dict[str, Figure]
) -> None:
    """At 200 % in a window of 800 pixels, is a picture larger on the screen, and does it scroll to its right edge?"""
    at_100 = show(figures["line"].html()).evaluate("document.images[0].clientWidth")
    page = show(figures["line"].html(), width=400)
    assert 2 * page.evaluate("document.images[0].clientWidth") >= 1.7 * at_100
    page.evaluate("document.querySelector('figure').scrollLeft = 10000")
    assert page.evaluate("Math.round(document.images[0].getBoundingClientRect().right)") <= 400
    assert page.evaluate("Math.round(document.querySelector('figcaption').getBoundingClientRect().left)") == 0


def test_nothing_touches_the_edge_of_a_picture(show: Callable[..., Page], figures: dict[str, Figure]) -> None:
    """Is anything cut off? Ink in the outermost pixels would say so."""
    page = show(*(figure.html() for figure in figures.values()))
    for name, place in zip(figures, page.locator("img").all(), strict=True):
        image = picture_of(place).convert("L")
        # The corners are round.
        across, down = range(8, image.width - 8), range(8, image.height - 8)
        edge = [image.getpixel((x, y)) for x in across for y in (1, image.height - 2)]
        edge += [image.getpixel((x, y)) for y in down for x in (1, image.width - 2)]
        assert min(edge) > 250, name


def test_the_watermark_lies_over_the_bars_and_is_whole(show: Callable[..., Page]) -> None:
    """Can SYNTHETIC be read where bars fill the picture, and is no letter cut?"""
    # The title of the plain picture gets the same words, so that the watermark is the only difference.
    plain = charts.bar(EVEN, x="kind", y="hours", **dict(SAY, title=f"SYNTHETIC: {SAY['title']}"))
    marked, bare = (picture_of(show(figure.html()).locator("img")) for figure in (invented(), plain))
    difference = np.abs(np.asarray(marked.convert("L"), dtype=int) - np.asarray(bare.convert("L"), dtype=int)) > 40
    rows, columns = np.nonzero(difference)
    left, right = columns.min(), columns.max()
    assert right - left > 0.4 * bare.width, "the word is large"
    assert left > 0 and right < bare.width - 1 and rows.min() > 0 and rows.max() < bare.height - 1, "and whole"
    blue = [int(COLOURS[0][place : place + 2], 16) for place in (1, 3, 5)]
    over_bars = difference & (np.asarray(bare) == blue).all(axis=2)
    assert over_bars.sum() > 0.3 * difference.sum()
    letters = np.array_split(over_bars[:, left : right + 1], len("SYNTHETIC"), axis=1)
    assert all(letter.any() for letter in letters), "each letter is seen where it lies on a bar"


TABLES = {
    "rows": lambda: frame_html(load("un_operations").head()),
    "a column": lambda: series_html(load("pacts")["ended"]),
    "a pivot": lambda: frame_html(
        load("un_operations").pivot_table(index="kind", columns="region", values="name", aggfunc="count", observed=True)
    ),
    "two levels": lambda: frame_html(
        load("un_operations").groupby(["region", "kind"], observed=True)[["operation"]].count()
    ),
    "a long one": lambda: frame_html(load("un_personnel_month")),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_is_content_with_figures_and_tables(
    show: Callable[..., Page], figures: dict[str, Figure], dark: bool
) -> None:
    """Headings, captions, names, contrast: does axe-core find a fault, with each table opened?"""
    tables = [make() for make in TABLES.values()]
    page = show(*(figure.html() for figure in figures.values()), *tables, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    # Tables of different figures have the same title here; in a lesson they do not.
    faults = [fault for fault in axe_violations(page, "main") if not fault.startswith("landmark-unique")]
    assert faults == []


def test_a_wide_table_scrolls_and_is_reached_with_the_keyboard(show: Callable[..., Page]) -> None:
    """Is a table wider than the page moved with the arrow keys?"""
    page = show(TABLES["rows"](), width=500)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "group"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
