"""The quiz, the ledger and the ticks in a real JupyterLab, in both themes, by keyboard.

Each test asks one question about what a learner meets. Pictures of what the tests saw are kept in
artifacts/screens, for people to look at.
"""

from __future__ import annotations

import os
import re
import signal
import time

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_violations, tab_to
from tests.support.desk import (
    CLAIMS,
    QUIZ,
    SCREENS,
    TICKS,
    WRONG,
    Desk,
    answer_everything_by_keyboard,
    answer_wrongly,
    enter_first,
    enter_quiz,
    expect_all_right,
    form,
    picture,
    wait_for_lines,
)
from tests.support.quiz_items import ITEMS, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE

THEMES = ("JupyterLab Light", "JupyterLab Dark")


def test_five_kinds_by_keyboard_and_back_after_reload_and_restart(desk: Desk) -> None:
    """Can all be answered without a mouse, is each answer kept, and is it there tomorrow?"""
    book = desk.open("day.ipynb", QUIZ)
    book.run_all()
    answer_everything_by_keyboard(book)
    expect_all_right(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-saved")).to_have_text("Saved.")
        picture(book, form(book, item), f"{item.kind}-right")
    kept = wait_for_lines(desk, 5)
    assert [entry["object"]["id"] for entry in kept] == [f"course:item/{item.id}" for item in ITEMS]
    assert all(entry["result"]["success"] for entry in kept)
    assert kept[0]["result"]["response"] == "b"
    assert kept[0]["result"]["extensions"] == {"course:certainty": 2, "course:mark": 2}
    expect(form(book, SINGLE)).to_contain_text("Certainty mark: +2 (fairly sure, and right).")
    book.save()

    book.open()  # a reload, with the kernel still alive
    book.page.wait_for_selector(".mpp-item")
    expect_all_right(book)
    expect(form(book, MATCH)).to_contain_text(re.compile(r"You answered this on \d+ \w+; first attempt right\."))
    expect(form(book, NUMERIC).locator("input")).to_have_value("45.3")

    book.restart_kernel()
    book.run_all()  # all from the record now
    expect_all_right(book)
    expect(form(book, ORDER)).to_contain_text("first attempt right.")
    assert len(desk.record("answered")) == 5

    numeric = form(book, NUMERIC)  # and the new kernel keeps what comes next
    numeric.get_by_label("Your number, in %").fill("53.6")
    numeric.get_by_role("button").click()
    expect(numeric.locator(".mpp-saved")).to_have_text("Saved.")
    assert [entry["result"]["success"] for entry in wait_for_lines(desk, 6)] == [True] * 5 + [False]
    assert book.problems == []
    book.close()


@pytest.mark.parametrize("theme", THEMES)
def test_no_accessibility_violations(desk: Desk, theme: str) -> None:
    """Does axe-core find nothing, before an answer, with right and wrong ones, and in every widget?"""
    book = desk.open("axe.ipynb", QUIZ, CLAIMS, TICKS)
    short = theme.rpartition(" ")[2].lower()
    book.run_all()
    book.theme(theme)
    expect(book.page.locator(".mpp")).to_have_count(3)
    for name, widget in zip(("quiz", "ledger", "ticks"), book.page.locator(".mpp").all(), strict=True):
        picture(book, widget, f"{short}-{name}-untouched")
    assert axe_violations(book.page, ".mpp") == []
    answer_wrongly(book)
    for item in ITEMS:
        for text in WRONG[item.kind]:
            expect(form(book, item).locator(".mpp-outcome")).to_contain_text(text)
        picture(book, form(book, item), f"{short}-{item.kind}-wrong")
    assert axe_violations(book.page, ".mpp") == []
    for item in ITEMS:
        form(book, item).get_by_role("button", name="Try again").click()
        expect(form(book, item).locator(".mpp-outcome")).to_have_count(0)
        form(book, item).get_by_role("button", name="Check").press("Tab")
    enter_first(book, MULTIPLE)
    form(book, MULTIPLE).get_by_label(MULTIPLE.options[2].text).uncheck()
    form(book, MULTIPLE).get_by_label(MULTIPLE.options[1].text).uncheck()
    form(book, SINGLE).get_by_label("value_counts(dropna=False)").check()
    form(book, NUMERIC).get_by_label("Your number, in %").fill("about half")
    for item in (SINGLE, MULTIPLE, NUMERIC):
        form(book, item).get_by_role("button", name="Check").click()
        picture(book, form(book, item), f"{short}-{item.kind}-second")
    expect(form(book, MULTIPLE)).to_contain_text("Choose 2 options; you chose 0.")
    expect(form(book, NUMERIC)).to_contain_text("'about half' is not a number. Write digits only, for example 1234.5.")
    assert axe_violations(book.page, ".mpp") == []
    assert book.problems == []
    book.close()


def test_a_response_that_cannot_be_read_is_no_attempt(desk: Desk) -> None:
    """Is the learner told what is missing, without a line in the record?"""
    book = desk.open("missing.ipynb", QUIZ)
    book.run_all()
    messages = {
        "single": "Choose one option first.",
        "multiple": "Choose 2 options; you chose 0.",
        "numeric": "Write a number first, for example 1234.5.",
        "order": "Fill every place. Place 1 is still empty.",
        "match": "Choose something for every line.",
    }
    for item in ITEMS:
        form(book, item).get_by_role("button").click()
        expect(form(book, item).get_by_role("status").first).to_contain_text(messages[item.kind])
        expect(form(book, item).get_by_role("button")).to_have_text("Check")
    form(book, SINGLE).locator("fieldset:first-of-type input").first.check()
    form(book, SINGLE).get_by_role("button").click()
    expect(form(book, SINGLE)).to_contain_text("Say also how sure you are: C1, C2 or C3.")
    for place in range(5):
        form(book, ORDER).locator("select").nth(place).select_option("a")
    form(book, ORDER).get_by_role("button").click()
    expect(form(book, ORDER)).to_contain_text("“IFOR in Bosnia and Herzegovina” stands in two places.")
    expect(form(book, ORDER).locator("[aria-invalid]")).to_have_count(1)
    time.sleep(0.5)
    assert desk.record("answered") == []
    assert book.problems == []
    book.close()


def test_feedback_and_saving_without_a_kernel(desk: Desk) -> None:
    """Does feedback come when the kernel is gone, and is each answer kept all the same?"""
    book = desk.open("dead.ipynb", QUIZ)
    book.run_all()
    expect(book.page.locator(".mpp-item")).to_have_count(5)
    book.stop_kernel()
    answer_wrongly(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-outcome")).to_contain_text(WRONG[item.kind][1])
        expect(form(book, item).locator(".mpp-saved")).to_have_text("Saved.", timeout=15_000)
    assert axe_violations(book.page, ".mpp") == []
    assert len(wait_for_lines(desk, 5)) == 5
    assert book.problems == []
    book.close()


def test_feedback_and_saving_while_the_kernel_does_not_reply(desk: Desk) -> None:
    """Is an answer kept while the kernel works on something else?"""
    book = desk.open("silent.ipynb", QUIZ, "import os; print(os.getpid())")
    book.run_all()
    numeric = form(book, NUMERIC)
    kernel = int(book.page.locator(".jp-OutputArea-output pre").last.inner_text())
    numeric.get_by_label("Your number, in %").fill("45.3")
    os.kill(kernel, signal.SIGSTOP)
    try:
        numeric.get_by_role("button").click()
        expect(numeric.locator(".mpp-outcome")).to_contain_text("Right.", timeout=1000)
        expect(numeric.locator(".mpp-saved")).to_have_text("Saved.", timeout=15_000)
    finally:
        os.kill(kernel, signal.SIGCONT)
    assert len(desk.record("answered")) == 1
    assert book.problems == []
    book.close()


def test_restarted_kernel_without_running_the_cell(desk: Desk) -> None:
    """After a restart the old form still answers; is the answer kept, and in the state when the cell runs again?"""
    book = desk.open("restart.ipynb", QUIZ)
    book.run_all()
    book.page.wait_for_selector(".mpp-item")
    book.restart_kernel()
    numeric = form(book, NUMERIC)
    numeric.get_by_label("Your number, in %").fill("45.3")
    numeric.get_by_role("button").click()
    expect(numeric.locator(".mpp-outcome")).to_contain_text("Right.")
    expect(numeric.locator(".mpp-saved")).to_have_text("Saved.")
    book.run_all()
    expect(form(book, NUMERIC).locator(".mpp-outcome")).to_contain_text("first attempt right.")
    assert len(desk.record("answered")) == 1
    assert book.problems == []
    book.close()


def test_the_same_quiz_twice_on_a_page(desk: Desk) -> None:
    """Are ids unique in several views of one item, and do all of them agree?"""
    book = desk.open("twice.ipynb", "one = " + QUIZ + "\none", "one", QUIZ)
    book.run_all()
    expect(book.page.locator(".mpp")).to_have_count(3)
    ids = book.page.locator(".mpp [id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids)) >= 75
    first, second, third = form(book, NUMERIC).all()
    first.get_by_label("Your number, in %").fill("53.6")
    first.get_by_role("button").click()
    for other in (second, third):
        expect(other.locator(".mpp-outcome")).to_contain_text("You left out Sweden and the Netherlands.")
        expect(other.get_by_label("Your number, in %")).to_have_value("53.6")
    third.get_by_label("Your number, in %").fill("45.3")
    third.get_by_role("button").click()
    expect(first.locator(".mpp-outcome")).to_contain_text("Right.")
    assert len(wait_for_lines(desk, 2)) == 2
    assert axe_violations(book.page, ".mpp") == []
    assert book.problems == []
    book.close()


def test_two_tabs_stay_in_step(desk: Desk) -> None:
    """Does an answer in one tab stand in the other, and do both count the same attempts?"""
    book = desk.open("tabs.ipynb", QUIZ)
    book.run_all()
    book.save()
    other = desk.reopen("tabs.ipynb")
    for tab, value, feedback in ((book, "53.6", "You left out Sweden"), (other, "45.3", "Right.")):
        numeric = form(tab, NUMERIC)
        numeric.get_by_label("Your number, in %").fill(value)
        numeric.get_by_role("button").click()
        for each in (book, other):
            expect(form(each, NUMERIC).locator(".mpp-outcome")).to_contain_text(feedback, timeout=15_000)
            expect(form(each, NUMERIC).get_by_label("Your number, in %")).to_have_value(value)
    assert len(wait_for_lines(desk, 2)) == 2
    assert book.problems == [] and other.problems == []
    other.close()
    book.close()


def test_keys_in_the_quiz_are_not_jupyterlabs_shortcuts(desk: Desk) -> None:
    """Do letters beside a radio button leave the notebook alone, and does Ctrl+S still save it?"""
    book = desk.open("keys.ipynb", QUIZ)
    book.run_all()
    enter_quiz(book)
    for key in ("d", "d", "b", "x", "ArrowDown", "ArrowUp"):
        book.page.keyboard.press(key)
    expect(book.page.locator(".jp-Notebook .jp-Cell")).to_have_count(2)
    assert book.js("return panel.content.activeCellIndex") == 1
    assert book.js("return panel.model.dirty") is True
    tab_to(book.page, ".mpp input")
    book.page.keyboard.press("Control+s")
    book._until("return !panel.model.dirty", 10, "a saved notebook")
    assert book.problems == []
    book.close()


def test_shift_enter_in_a_quiz_runs_its_cell_and_goes_on(desk: Desk) -> None:
    """After an answer, does Shift+Enter do what the lesson says it does everywhere, and answer nothing anew?"""
    book = desk.open("onward.ipynb", QUIZ, "print('the next cell')")
    book.run_all()
    enter_quiz(book)
    single = form(book, SINGLE)
    single.locator("input[type=radio]").first.check()
    single.locator("[id$=-sure-1]").check()
    single.get_by_role("button").click()
    wait_for_lines(desk, 1)
    single.locator("input").first.focus()
    book.page.keyboard.press("Shift+Enter")
    book._until("return panel.content.activeCellIndex === 2", 20, "the next cell")
    expect(single.locator(".mpp-outcome")).to_be_visible(timeout=20_000)
    assert len(desk.record("answered")) == 1
    assert book.problems == []
    book.close()


def test_targets_focus_and_reflow(desk: Desk) -> None:
    """Is every target 24 px or more, every focus visible, and nothing cut off on a narrow page?"""
    book = desk.open("sizes.ipynb", QUIZ, CLAIMS, TICKS)
    book.run_all()
    answer_wrongly(book)
    controls = book.page.locator(".mpp :is(input, select, button)")
    boxes = controls.evaluate_all(
        "(nodes) => nodes.map((n) => n.getBoundingClientRect()).map((r) => [r.width, r.height])"
    )
    assert len(boxes) >= 36
    assert min(min(box) for box in boxes) >= 24
    enter_quiz(book)
    for _ in range(25):
        style = book.page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert style[0] == "solid" and style[1] >= 2
        book.page.keyboard.press("Tab")
    book.page.set_viewport_size({"width": 640, "height": 900})
    book.js("await app.commands.execute('application:toggle-left-area')")
    wide = "(nodes) => nodes.filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.className)"
    assert book.page.locator(".mpp, .mpp form, .mpp fieldset").evaluate_all(wide) == []
    book.page.locator(".mpp").nth(1).screenshot(path=SCREENS / "narrow-ledger.png")
    form(book, MATCH).screenshot(path=SCREENS / "narrow-match.png")
    assert book.problems == []
    book.close()


def test_ledger_and_ticks_by_keyboard(desk: Desk) -> None:
    """Are verdicts and ticks saved without a mouse, once for each choice, and restored?"""
    book = desk.open("marks.ipynb", CLAIMS, TICKS)
    book.run_all()
    book.page.locator(".jp-Cell").nth(1).click(position={"x": 5, "y": 5})
    book.page.keyboard.press("Escape")
    tab_to(book.page, "[data-claim=c01] input")
    book.page.keyboard.press("Space")
    for _ in range(2):
        book.page.keyboard.press("ArrowDown")
    tab_to(book.page, "[data-claim=c01] select")
    book.page.keyboard.press("End")
    tab_to(book.page, "[data-claim=c02] input")
    expect(book.page.locator("[data-claim=c01] .mpp-saved")).to_have_text("Saved.")
    (judged,) = wait_for_lines(desk, 1, "judged")
    assert judged["object"]["id"] == "course:claim/c01"
    assert judged["result"]["response"] == "wrong"
    assert judged["result"]["extensions"]["course:certainty"] == 3
    tab_to(book.page, ".mpp input[type=checkbox]")
    book.page.keyboard.press("Space")
    expect(book.page.locator(".mpp:has([type=checkbox]) .mpp-saved")).to_have_text("Saved.")
    (ticked,) = wait_for_lines(desk, 1, "ticked")
    assert ticked["object"]["id"] == "course:objective/1.1"
    book.save()
    for again in (book.open, lambda: (book.restart_kernel(), book.run_all())):
        again()
        expect(book.page.locator("[data-claim=c01]").get_by_label("wrong")).to_be_checked()
        expect(book.page.locator("[data-claim=c01] select")).to_have_value("3")
        expect(book.page.get_by_label("1.1 Order milestones.")).to_be_checked()
        expect(book.page.get_by_label("1.2 Tell them apart.")).not_to_be_checked()
    assert len(desk.record("judged")) == len(desk.record("ticked")) == 1
    assert book.problems == []
    book.close()
