"""The course as a learner meets it: `course learn`, the start page, a real lesson, and the next day.

One story, told once: it starts the real command on an empty folder and ends after a reload. Pictures
of what it saw are kept in artifacts/screens, for people to look at.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from course.content.catalog import find_item
from course.content.items import Item, Match, Multiple, Numeric, Order, Single
from course.content.source import content_root
from course.content.usage import use_of_text
from tests.support.browser import ROOT, Notebook, Server, axe_violations, jupyterlab, tab_to
from tests.support.desk import SCREENS, check, choose, form, pick

LESSON = "01-history/1A-pacts-and-forces"
pytestmark = pytest.mark.xdist_group("browser-course")


@pytest.fixture(scope="module")
def learner(
    tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext
) -> Iterator[tuple[BrowserContext, Server, Path]]:
    """A folder filled and served by `course learn`, as `make learn` runs it."""
    folder = tmp_path_factory.mktemp("learner") / "my-course"
    folder.mkdir()
    start = ("-m", "course.cli", "learn", str(folder))
    with jupyterlab(folder, start) as server:
        yield browser, server, folder


def one_of_each_kind() -> list[Item]:
    """The lesson's first item of each kind, in the lesson's order."""
    text = (content_root() / "modules" / f"{LESSON}.md").read_text(encoding="utf-8")
    items = [find_item(name) for name in use_of_text("", text).items if name.startswith("m1")]
    kinds: dict[str, Item] = {}
    for item in items:
        kinds.setdefault(item.kind, item)
    assert len(kinds) == 5, "the first lesson of module 01 should hold every kind of item"
    return [item for item in items if kinds[item.kind] is item]


def scroll_to(book: Notebook, item: Item) -> None:
    """JupyterLab draws only the cells in sight: bring the item's cell there, in command mode."""
    book.js(
        "const place = panel.content.widgets.findIndex(c => c.model.sharedModel.getSource().includes(argument));"
        "panel.content.activeCellIndex = place; panel.content.mode = 'command';"
        "await panel.content.scrollToItem(place, 'start'); panel.content.activate();",
        f'"{item.id}"',
    )
    expect(form(book, item)).to_be_visible(timeout=20_000)


def answer_rightly(book: Notebook, item: Item) -> None:
    """With the keyboard alone: Tab, arrows, Space, Enter and typing."""
    tab_to(book.page, f"form[data-item='{item.id}'] input, form[data-item='{item.id}'] select", limit=90)
    if isinstance(item, Single):
        pick(book, item, next(o.text for o in item.options if o.correct))
    elif isinstance(item, Multiple):
        for option in form(book, item).locator("input[type=checkbox]").all():
            if option.get_attribute("value") in item.key:
                tab_to(book.page, f"[id='{option.get_attribute('id')}']")
                book.page.keyboard.press("Space")
    elif isinstance(item, Numeric):
        book.page.keyboard.type(f"{item.answer:g}")
    elif isinstance(item, Order):
        texts = {o.id: o.text for o in item.options}
        choose(book, item, [texts[name] for name in item.answer])
    elif isinstance(item, Match):
        targets = {t.id: t.text for t in item.targets}
        lefts = [text.strip() for text in form(book, item).locator(".mpp-row label").all_inner_texts()]
        ids = [next(o.id for o in item.options if o.text == left) for left in lefts]
        choose(book, item, [targets[item.answer[name]] for name in ids])
    if item.certainty:
        tab_to(book.page, f"form[data-item='{item.id}'] [id$=-sure-1]")
        book.page.keyboard.press("Space")
    check(book, item)


def answered(book: Notebook, item: Item) -> None:
    scroll_to(book, item)
    expect(form(book, item).locator(".mpp-outcome")).to_contain_text("Right.", timeout=20_000)


def test_from_the_start_page_through_a_lesson_to_the_next_day(learner):
    """Can a learner start, go to a lesson, answer every kind by keyboard, and find the answers tomorrow?"""
    context, server, folder = learner
    book = Notebook(context, server.address, "start-here.ipynb")
    start = book.page.locator(".jp-OutputArea-output", has_text="Start here").first
    expect(start).to_be_visible()
    book.page.screenshot(path=SCREENS / "course-start-page.png")
    assert axe_violations(book.page, ".jp-OutputArea-output") == []

    book.page.get_by_role("link", name=re.compile("^1A · Pacts")).first.click()
    expect(book.page.get_by_role("tab", name=re.compile("1A-pacts"))).to_be_visible(timeout=30_000)
    book.wait_for_kernel()
    book.run_all()

    items = one_of_each_kind()
    for item in items:
        scroll_to(book, item)
        answer_rightly(book, item)
        answered(book, item)
        expect(form(book, item).locator(".mpp-saved")).to_have_text("Saved.", timeout=20_000)
        assert axe_violations(book.page, f"form[data-item='{item.id}']") == []
    book.page.screenshot(path=SCREENS / "course-lesson.png")
    assert book.problems == [], "the browser's console shows errors"
    book.save()
    book.close()

    again = Notebook(context, server.address, f"{LESSON}.ipynb")
    for item in items:
        answered(again, item)
    # The next day: a fresh kernel, and the cells run again.
    again.restart_kernel()
    again.run_all()
    for item in items:
        answered(again, item)
    assert again.problems == []
    again.close()

    home = dict(os.environ, PYTHONPATH=str(ROOT))
    words = [sys.executable, "-m", "course.cli", "status", str(folder)]
    status = subprocess.run(words, env=home, capture_output=True, text=True, check=True).stdout
    assert "Go on where you stopped: 1A · Pacts" in status
    assert re.search(r"1A · Pacts[^\n]*: 5 of \d+ done, \d right", status)


def test_a_lesson_shows_its_quizzes_and_figures_before_anything_is_run(learner):
    """Is a lesson that was only opened already readable, with its saved figures and quizzes?"""
    context, server, _ = learner
    book = Notebook(context, server.address, "01-history/1B-blue-helmets-and-coalitions.ipynb")
    try:
        expect(book.page.locator(".mpp form").first).to_be_visible(timeout=20_000)
    except AssertionError:
        # ipywidgets sometimes reads a file's widgets before JupyterLab is ready; a second look shows them.
        book.open()
        expect(book.page.locator(".mpp form").first).to_be_visible(timeout=20_000)
    expect(book.page.locator("figure img").first).to_be_visible()
    assert book.page.locator("figure img").first.get_attribute("alt")
    book.close()
