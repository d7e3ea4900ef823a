"""The report in a real browser: accessible in light and dark, nothing loaded, usable when narrow and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from course.content.catalog import catalog
from course.content.responses import read_responses, write_responses
from course.grading.gradebook.assignment import read_class, read_course
from course.grading.gradebook.read import open_gradebook
from course.grading.report.cohort_page import cohort_page
from course.grading.report.page import report_page
from course.grading.report.quiz_items import analyse
from tests.learning.test_pooled_answers import simulated
from tests.support import ROOT
from tests.support.cohort import cohort, first_answers
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
def class_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A full page about a class: 60 people in all ten assignments, and the records of 40."""
    folder = tmp_path_factory.mktemp("class")
    with open_gradebook(cohort(folder / "course", 60, hard={"task4": 0.3})) as gradebook:
        books, _ = read_course(gradebook)
    page = folder / "class.html"
    now = DUE + dt.timedelta(days=40)
    answers = first_answers(40)
    module = answers[answers["item"].str.startswith("m1-")]
    page.write_text(cohort_page(books, catalog(), now=now, responses=module), encoding="utf-8")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_about_a_class(page: Page, class_address: str, scheme: str) -> None:
    """The page of `course report --class`, with every list open: no fault, and no other address asked for?"""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.goto(class_address)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert asked == [class_address]
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"class-{scheme}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 800, 1366])
def test_the_page_about_a_class_is_not_cut_off(page: Page, class_address: str, width: int) -> None:
    """On a telephone, a tablet and a desk: does the page not scroll sideways, and the table only inside its own part?"""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(class_address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = "all => all.filter(part => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX != 'auto')"
    assert page.eval_on_selector_all("main *", f"{cut}.map(part => part.outerHTML.slice(0, 80))") == []
    page.set_viewport_size({"width": 1000, "height": 1300})


def test_the_page_about_a_class_prints_whole(page: Page, class_address: str) -> None:
    """On paper: is every group of people open, no row in two, and the table on pages that lie on their long side?"""
    page.emulate_media(media="print")
    page.goto(class_address)
    heights = page.eval_on_selector_all(".who tbody tr", "rows => rows.map(row => row.getBoundingClientRect().height)")
    assert len(heights) == 60
    assert min(heights) > 0
    rows = page.eval_on_selector_all("tr", "rows => [...new Set(rows.map(row => getComputedStyle(row).breakInside))]")
    assert rows == ["avoid"]
    assert page.evaluate("getComputedStyle(document.querySelector('.wide')).page") == "wide"
    page.emulate_media(media="screen")
