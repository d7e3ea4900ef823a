"""The slides in a real browser: does everything fit, is nothing loaded, do the keys, the printed form and axe-core agree?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from course.authoring.slides import slides_page
from course.content.catalog import catalog
from course.content.source import content_root

LESSONS = [entry.file.partition("-")[0] for module in catalog().modules for entry in module.head.lessons]
READY = "window.Reveal && Reveal.isReady()"
TOO_LARGE = """() => Reveal.getSlides().map((slide, number) => {
    Reveal.slide(number);
    const fits = slide.scrollHeight <= 720 && slide.scrollWidth <= 1280;
    return fits ? "" : `${number}: ${slide.scrollWidth} x ${slide.scrollHeight} ${slide.innerText.slice(0, 60)}`;
}).filter(Boolean)"""


@pytest.fixture(scope="module")
def page(browser: BrowserContext) -> Iterator[Page]:
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    yield page
    page.close()


def written(lesson: str, folder: Path) -> str:
    target = folder / f"{lesson}.html"
    target.write_text(slides_page(lesson, catalog(), content_root(), more=True), encoding="utf-8")
    return target.as_uri()


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_slide_fits_its_frame_and_nothing_is_loaded(page: Page, tmp_path: Path, lesson: str) -> None:
    """Is no slide cut off, does the page ask for no other address, and is the console silent?"""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = written(lesson, tmp_path)
    page.goto(address)
    page.wait_for_function(READY)
    assert page.evaluate(TOO_LARGE) == []
    assert [url for url in asked if not url.startswith(("data:", address))] == []
    assert said == []


def test_by_keyboard_on_paper_and_for_a_screen_reader(page: Page, tmp_path: Path) -> None:
    """Does the arrow key turn a slide, does axe-core find no fault, and has the printed form every slide?"""
    address = written("1B", tmp_path)
    page.goto(address)
    page.wait_for_function(READY)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == 1
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    slides = page.evaluate("Reveal.getTotalSlides()")
    page.goto(f"{address}?print-pdf")
    page.wait_for_function(READY)
    page.wait_for_selector(".pdf-page")
    assert page.locator(".pdf-page").count() == slides
