"""Explorers and task cards in a real JupyterLab: by keyboard, in both themes, in a notebook that is only opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from course.content.explorers import find_explorer
from course.content.tasks import find_task
from tests.support.browser import Notebook, axe_violations, tab_to
from tests.support.desk import Desk, picture, wait_for_lines

CALLS = "from course import check, explore"
PICTURE, TABLE, SLIDER = find_explorer("m1-e2"), find_explorer("m1-e3"), find_explorer("m4-e2")
TASK = find_task("m1-t6")
LITTLE = "import course.learning.lab.explore as lab; lab.AHEAD = 10; lab._shown_ahead.cache_clear()"
"""Lets a view hold only what is shown first, as with an explorer of many large pictures."""
THEMES = ("JupyterLab Light", "JupyterLab Dark")


def view(book: Notebook, words: str) -> Locator:
    return book.page.locator(f'.mpp[aria-label="Explorer: {words}"]')


def card(book: Notebook, place: int = 0) -> Locator:
    return book.page.locator(f'.mpp-task[data-task="{TASK.id}"]').nth(place)


def enter(book: Notebook, selector: str) -> None:
    """From the first cell, as JupyterLab leaves it, by Tab to a control."""
    book.page.locator(".jp-Cell").first.click(position={"x": 5, "y": 5})
    book.page.keyboard.press("Escape")
    tab_to(book.page, selector)


def test_every_choice_is_there_in_a_notebook_that_is_only_opened(desk: Desk) -> None:
    """Without a kernel and by keyboard alone: do a menu and a slider change what is shown, with words for each picture?"""
    shows = (f'explore("{PICTURE.id}")', f'explore("{TABLE.id}")', f'explore("{SLIDER.id}")')
    made = desk.open("made.ipynb", CALLS, *shows)
    made.run_all()
    expect(view(made, SLIDER.words)).to_be_visible()
    made.save()
    made.close()
    book = desk.reopen("made.ipynb")
    book.stop_kernel()
    africa = PICTURE.at([1])
    shown = view(book, PICTURE.words)
    enter(book, ".mpp-explorer select")
    book.page.keyboard.press("ArrowDown")
    expect(shown.get_by_role("img")).to_have_attribute("alt", africa.finding)
    expect(shown.locator("[aria-live=polite]")).to_contain_text(africa.finding)
    assert shown.locator("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    table = view(book, TABLE.words)
    expect(table).to_contain_text("November 1956")
    table.get_by_label("Kind").select_option("alliance")
    expect(table).to_contain_text("4 April 1949")
    slider = view(book, SLIDER.words)
    before = slider.locator("tbody").inner_text()
    tab_to(book.page, ".mpp-explorer input[type=range]")
    book.page.keyboard.press("End")
    expect(slider.locator("output")).to_have_text("30,000")
    assert slider.locator("tbody").inner_text() != before
    # On another day the choices of the last time are shown, and no first one in between.
    moved = slider.locator("tbody").inner_text()
    book.open()
    expect(view(book, PICTURE.words).get_by_role("img")).to_have_attribute("alt", africa.finding)
    expect(view(book, TABLE.words).locator("select option:checked")).to_have_text("alliance")
    expect(view(book, SLIDER.words).locator("output")).to_have_text("30,000")
    assert view(book, SLIDER.words).locator("tbody").inner_text() == moved
    for one, name in ((shown, "picture"), (table, "table"), (slider, "slider")):
        picture(book, one, f"explorer-{name}")
    assert book.problems == []
    book.close()


def test_what_is_not_in_the_output_is_asked_for_or_said_to_be_missing(desk: Desk) -> None:
    """When only the first result is there: does the course work out the next one, and is it told when nobody replies?"""
    desk.close_page()
    book = desk.open("little.ipynb", LITTLE, CALLS, f'explore("{PICTURE.id}")')
    book.run_all()
    book.stop_kernel()
    shown = view(book, PICTURE.words)
    shown.get_by_label("Region").select_option("Africa")
    expect(shown.get_by_role("img")).to_have_attribute("alt", PICTURE.at([1]).finding)
    book.page.route("**/military-partnerships/state*", lambda route: route.abort())
    shown.get_by_label("Region").select_option("Asia")
    expect(shown).to_contain_text("Run the first cell of the lesson and this cell")
    shown.get_by_label("Region").select_option("Middle East")
    expect(shown.get_by_role("img")).to_have_attribute("alt", PICTURE.at([0]).finding)
    book.close()


def test_a_card_gives_help_when_it_is_asked_and_not_before(desk: Desk) -> None:
    """After Run All, is there no hint and no solution? Then, by keyboard: each hint once, a solution after an attempt?"""
    book = desk.open("card.ipynb", CALLS, f'check("{TASK.id}", ...)')
    book.run_all()
    expect(card(book)).to_contain_text(TASK.prompt.partition("?")[0])
    expect(card(book)).to_contain_text("Not answered yet.")
    assert desk.record("attempted") == desk.record("viewed") == []
    text = book.page.locator(".jp-Notebook").inner_text()
    assert not any(hidden in text for hidden in (*TASK.hints, TASK.solution.strip()))
    expect(card(book).get_by_role("button", name="Show a solution")).to_be_hidden()
    enter(book, ".mpp-task button")
    for hint in TASK.hints:
        book.page.keyboard.press("Enter")
        expect(card(book).get_by_role("listitem").last).to_have_text(hint.replace("`", ""))
    book.page.keyboard.press("Enter")
    expect(card(book).get_by_role("listitem")).to_have_count(len(TASK.hints))
    kept = wait_for_lines(desk, len(TASK.hints), "viewed")
    assert [entry["result"]["extensions"]["course:hint"] for entry in kept] == [1, 2]

    book.js(f"""panel.content.widgets.at(-1).model.sharedModel.setSource('check("{TASK.id}", 3)')""")
    book.run_all()
    expect(card(book)).to_contain_text("Not this value yet.")
    expect(card(book).get_by_role("listitem")).to_have_count(0)
    enter(book, ".mpp-task button")
    book.page.keyboard.press("Tab")
    book.page.keyboard.press("Enter")
    expect(card(book).get_by_role("region", name="One way to do it")).to_have_text(TASK.solution.strip())
    picture(book, card(book), "card-solution")
    book.page.keyboard.press("Enter")
    expect(card(book).get_by_role("region", name="One way to do it")).to_have_count(0)
    assert [entry["result"]["success"] for entry in desk.record("attempted")] == [False]
    assert book.problems == []
    book.close()


@pytest.mark.parametrize("theme", THEMES)
def test_no_accessibility_violations(desk: Desk, theme: str) -> None:
    """Does axe-core find nothing in explorers and cards, untouched and with help open?"""
    cells = [f'explore("{one.id}")' for one in (PICTURE, TABLE, SLIDER)]
    cells += [f'check("{TASK.id}", {value})' for value in ("...", "3", "20")]
    book = desk.open("axe-explore.ipynb", CALLS, *cells)
    book.run_all()
    book.theme(theme)
    assert axe_violations(book.page, ".mpp") == []
    wrong = card(book, 1)
    wrong.get_by_role("button", name="Hint").click()
    wrong.get_by_role("button", name="Show a solution").click()
    view(book, PICTURE.words).get_by_text("Show the table").click()
    assert axe_violations(book.page, ".mpp") == []
    for name, place in (("waiting", 0), ("wrong", 1), ("right", 2)):
        picture(book, card(book, place), f"{theme.rpartition(' ')[2].lower()}-card-{name}")
    picture(book, view(book, PICTURE.words), f"{theme.rpartition(' ')[2].lower()}-explorer")
    assert book.problems == []
    book.close()
