"""A scenario in a real JupyterLab: played by keyboard, in both themes, and with no kernel.

Pictures of what the tests saw are kept in artifacts/screens.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Notebook, axe_violations, tab_to
from tests.support.desk import SCREENS, Desk, wait_for_lines

CELL = """\
from tests.support.scenario_example import example
from course.learning.scenario.play import Play
Play(example(), open_record())
"""


def decide(book: Notebook, letter: str) -> None:
    """With the keyboard alone: choose by arrow keys and press Enter on Decide."""
    radios = book.page.locator(".mpp form input[type=radio]")
    tab_to(book.page, ".mpp form input[type=radio]")
    book.page.keyboard.press("Space")
    values = [radio.get_attribute("value") for radio in radios.all()]
    for _ in range(values.index(letter)):
        book.page.keyboard.press("ArrowDown")
    tab_to(book.page, ".mpp form button")
    book.page.keyboard.press("Enter")


def test_a_run_by_keyboard_with_its_debrief(desk: Desk) -> None:
    """Can a learner play to the end by keyboard, read what each choice cost, and play again?"""
    book = desk.open("scenario.ipynb", CELL)
    book.run_all()
    page = book.page
    page.locator(".jp-Cell").nth(1).click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    for place, letter in enumerate("abac", 1):
        expect(page.get_by_text(f"Decision {place}.")).to_be_visible()
        decide(book, letter)
        expect(page.locator(".mpp-outcome").first).to_contain_text("What it cost: Time was lost.")
        expect(page.locator(".mpp-outcome").first).to_contain_text("Who would object: The neighbour.")
    expect(page.get_by_text("It ends.", exact=True)).to_be_visible()
    expect(page.locator(".mpp-debrief")).to_contain_text("Choice b of n1")
    assert [e["result"]["response"] for e in wait_for_lines(desk, 4, "decided")] == ["n1a", "n2b", "n3a", "n4c"]
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        book.theme(theme)
        page.locator(".mpp").screenshot(path=SCREENS / f"scenario-end-{theme.split()[-1].lower()}.png")
        assert axe_violations(page, ".mpp") == []
    page.get_by_role("button", name="Play again").click()
    expect(page.get_by_text("Decision 1.")).to_be_visible()
    assert axe_violations(page, ".mpp") == []
    page.locator(".mpp").screenshot(path=SCREENS / "scenario-start.png")
    assert book.problems == []
    book.save()
    book.close()


def test_an_unlawful_choice_ends_the_run_with_the_reason(desk: Desk) -> None:
    """Does a choice that breaks the law stop the run and say why?"""
    book = desk.open("law.ipynb", CELL)
    book.run_all()
    tab_to(book.page, ".mpp input")
    decide(book, "c")
    expect(book.page.locator("[data-outcome=wrong]")).to_contain_text("The law forbids it.")
    expect(book.page.get_by_role("button", name="Play again")).to_be_visible()
    expect(book.page.locator(".mpp-debrief tbody tr").nth(0)).to_have_text("Situation n1.Choice c of n1Choice b of n1")
    expect(book.page.locator(".mpp-debrief tbody tr").nth(1)).to_have_text("Situation n2.not reachedChoice a of n2")
    book.page.locator(".mpp").screenshot(path=SCREENS / "scenario-law.png")
    book.close()


def test_it_can_be_played_with_no_kernel_and_comes_back_after_a_reload(desk: Desk) -> None:
    """Is a decision followed by the next one when the kernel is gone, and kept all the same?"""
    book = desk.open("offline.ipynb", CELL)
    book.run_all()
    tab_to(book.page, ".mpp input")
    decide(book, "a")
    wait_for_lines(desk, 1, "decided")
    book.save()
    book.open()
    expect(book.page.get_by_text("Decision 2.")).to_be_visible(timeout=20_000)
    book.stop_kernel()
    tab_to(book.page, ".mpp form input[type=radio]")
    decide(book, "b")
    expect(book.page.get_by_text("Decision 3.")).to_be_visible()
    assert [e["result"]["response"] for e in wait_for_lines(desk, 2, "decided")] == ["n1a", "n2b"]
    book.open()
    expect(book.page.get_by_text("Decision 3.")).to_be_visible()
    book.close()
