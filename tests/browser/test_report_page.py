"""The report in a real browser: accessible in light and dark, nothing loaded, usable when narrow and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from course.content.responses import read_responses, write_responses
from course.grading.gradebook.assignment import read_class
from course.grading.gradebook.read import open_gradebook
from course.grading.report.page import report_page
from course.grading.report.quiz_items import analyse
from tests.learning.test_pooled_answers import simulated
from tests.support import ROOT
from tests.support.gradebooks import DUE, large_class

SCREENS = ROOT / "artifacts" / "screens"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A full page: a class of 60 and quiz items."""
    folder = tmp_path_factory.mktemp("report")
    large_class(folder / "course")
    write_responses(folder / "pool.csv", simulated(60).to_dict("records"))
    with open_gradebook(folder / "course") as gradebook:
        book = read_class(gradebook, "01-history")
    page = folder / "report.html"
    page.write_text(report_page(book, analyse(read_responses(folder / "pool.csv")), now=DUE), encoding="utf-8")
    return page.as_uri()


@pytest.fixture(scope="module")
def page(browser: BrowserContext) -> Iterator[Page]:
    page = browser.new_page()
    page.set_viewport_size({"width": 1000, "height": 1300})
    yield page
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_loaded(page: Page, address: str, scheme: str) -> None:
    """In light and in dark, with every list open: does axe-core find no fault, and is no other address asked for?"""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert asked == [address]
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (colour == "rgb(255, 255, 255)") == (scheme == "light")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"report-{scheme}.png", full_page=True)


def test_charts_follow_the_colours_of_the_page(page: Page, address: str) -> None:
    """Is a chart's text light on a dark page, and dark on paper?"""
    text = "getComputedStyle(document.querySelector('figure svg text')).fill"
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert page.evaluate(text) == "rgb(232, 236, 240)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(text) == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")


def test_a_narrow_screen_and_paper(page: Page, address: str, tmp_path: Path) -> None:
    """At 360 pixels, does the page not scroll sideways; and does it print?"""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    page.set_viewport_size({"width": 1000, "height": 1300})
