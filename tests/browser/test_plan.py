"""The planning board in a real JupyterLab: used by keyboard, in both themes, and read back after a reload.

Pictures of what the tests saw are kept in artifacts/screens.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import axe_violations, tab_to
from tests.support.desk import SCREENS, Desk, wait_for_lines

CELL = "from course import plan\nplan()"


def test_a_plan_by_keyboard_is_judged_saved_and_there_again(desk: Desk) -> None:
    """Can a learner allocate with Tab and arrow keys, read what is broken, and find the plan after a new run?"""
    book = desk.open("plan.ipynb", CELL)
    book.run_all()
    page = book.page
    page.locator(".jp-Cell").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    tab_to(page, "select[data-offer=o01]")
    page.keyboard.press("ArrowDown")
    headline = page.locator(".mpp-now")
    expect(headline).to_contain_text("Not feasible")
    expect(headline).to_be_in_viewport()
    result = page.locator(".mpp-outcome").last
    expect(result).to_contain_text("o01 (Bangladesh) has a caveat: its capital does not allow patrol.")
    expect(result).to_contain_text('my_plan = {"o01": "patrol"}')
    expect(page.locator(".mpp-saved")).to_have_text("Saved.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(result).to_contain_text('my_plan = {"o01": "patrol", "o02": "patrol"}')
    assert len(wait_for_lines(desk, 2, "planned")) == 2
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        book.theme(theme)
        assert axe_violations(page, ".mpp") == []
        page.screenshot(path=SCREENS / f"plan-{theme.split()[-1].lower()}.png")
    book.run_all()
    expect(page.locator("select[data-offer=o02]")).to_have_value("patrol")
    book.close()
