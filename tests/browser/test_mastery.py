"""The module quiz in a real JupyterLab: what counts stands above it, and the standing below it moves."""

from __future__ import annotations

from playwright.sync_api import expect

from course.content.catalog import catalog
from course.content.items import Single
from course.content.parallel_forms import forms
from tests.support.browser import axe_violations
from tests.support.desk import SCREENS, Desk

THEMES = ("JupyterLab Light", "JupyterLab Dark")


def test_a_sitting_in_the_notebook(desk: Desk) -> None:
    """Does an answer given with the keyboard move the standing below the form, and does axe find no fault in either theme?"""
    module = catalog().modules[0]
    form = forms(module.items)["A"]
    item = next(item for item in form if isinstance(item, Single))
    book = desk.open("quiz.ipynb", "from course import mastery", f'mastery("{module.id}")')
    book.run_all()
    root = book.page.locator(".mpp")
    expect(root.locator(".mpp-hint").first).to_contain_text(f"Quiz of module {module.id}, form A.")
    expect(root.locator(".mpp-standing")).to_have_text("So far: no complete sitting yet.")
    question = root.locator(f'[data-item="{item.id}"]')
    question.locator("input[type=radio]").first.focus()
    book.page.keyboard.press("Space")
    if item.certainty:
        question.locator("input[type=radio]").last.focus()
        book.page.keyboard.press("Space")
    book.page.keyboard.press("Enter")
    expect(question.locator(".mpp-saved")).to_have_text("Saved.")
    expect(root.locator(".mpp-standing")).to_contain_text(f"form A: 1 of {len(form)} answered today")
    for theme in THEMES:
        book.theme(theme)
        assert axe_violations(book.page, ".mpp") == []
        root.locator(".mpp-standing").scroll_into_view_if_needed()
        book.page.screenshot(path=SCREENS / f"mastery-{theme.split()[-1].lower()}.png")
    root.locator(".mpp-hint").first.scroll_into_view_if_needed()
    book.page.screenshot(path=SCREENS / "mastery-top.png")
    assert book.problems == []
    book.close()
