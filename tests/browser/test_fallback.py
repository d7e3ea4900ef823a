"""The same views where the course's extension is not: as an anywidget that talks to the kernel, as in VS Code.

Feedback comes without a kernel; nothing is called saved that the kernel has not kept.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import BrowserContext, expect

from course.content.explorers import find_explorer
from course.content.tasks import find_task
from tests.support import ROOT
from tests.support.browser import axe_violations, jupyterlab, write_notebook
from tests.support.desk import (
    CLAIMS,
    IMPORTS,
    QUIZ,
    TICKS,
    WRONG,
    Desk,
    answer_everything_by_keyboard,
    answer_wrongly,
    expect_all_right,
    form,
    picture,
    wait_for_lines,
)
from tests.support.quiz_items import ITEMS, NUMERIC
from tests.support.workspace import empty_workspace


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext) -> Iterator[Desk]:
    folder = empty_workspace(tmp_path_factory.mktemp("workspace"))
    with jupyterlab(folder, without="extension", warm=True) as server:
        desk = Desk(browser, server, folder)
        yield desk
        if desk.page:
            desk.page.close()


def test_all_kinds_are_answered_and_saved_by_the_kernel(desk: Desk) -> None:
    """Can all be answered by keyboard, is each kept, and is it there when the cell runs again?"""
    book = desk.open("day.ipynb", QUIZ, CLAIMS, TICKS)
    book.run_all()
    expect(book.page.locator(".mpp")).to_have_count(3)
    answer_everything_by_keyboard(book)
    expect_all_right(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-saved")).to_have_text("Saved.")
    assert len(wait_for_lines(desk, 5)) == 5
    book.page.get_by_label("1.1 Order milestones.").check()
    expect(book.page.locator(".mpp:has([type=checkbox]) .mpp-saved").last).to_have_text("Saved.")
    book.restart_kernel()
    book.run_all()
    expect_all_right(book)
    expect(book.page.get_by_label("1.1 Order milestones.")).to_be_checked()
    assert axe_violations(book.page, ".mpp") == []
    assert book.problems == []
    book.close()


def test_feedback_without_a_kernel(desk: Desk) -> None:
    """Does feedback come when the kernel is gone, and does the page then say that nothing is saved?"""
    book = desk.open("dead.ipynb", QUIZ)
    book.run_all()
    expect(book.page.locator(".mpp-item")).to_have_count(5)
    book.stop_kernel()
    answer_wrongly(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-outcome")).to_contain_text(WRONG[item.kind][1])
        expect(form(book, item).locator(".mpp-saved")).to_contain_text("Not saved: this form has no kernel to talk to.")
    picture(book, form(book, NUMERIC), "numeric-no-kernel")
    assert axe_violations(book.page, ".mpp") == []
    assert desk.record("answered") == []
    assert book.problems == []
    book.close()


def test_feedback_while_the_kernel_does_not_reply(desk: Desk) -> None:
    """Is the wait said, and is the answer saved when the kernel replies again?"""
    book = desk.open("silent.ipynb", QUIZ, "import os; print(os.getpid())")
    book.run_all()
    numeric = form(book, NUMERIC)
    kernel = int(book.page.locator(".jp-OutputArea-output pre").last.inner_text())
    numeric.get_by_label("Your number, in %").fill("45.3")
    os.kill(kernel, signal.SIGSTOP)
    try:
        numeric.get_by_role("button").click()
        expect(numeric.locator(".mpp-outcome")).to_contain_text("Right.", timeout=1000)
        expect(numeric.locator(".mpp-saved")).to_contain_text("Not saved yet: the kernel has not replied.")
        assert desk.record("answered") == []
    finally:
        os.kill(kernel, signal.SIGCONT)
    expect(numeric.locator(".mpp-saved")).to_have_text("Saved.", timeout=15_000)
    assert len(desk.record("answered")) == 1
    assert book.problems == []
    book.close()


def test_restarted_kernel_without_running_the_cell(desk: Desk) -> None:
    """After a restart the old form still answers; does it admit that it cannot save?"""
    book = desk.open("restart.ipynb", QUIZ)
    book.run_all()
    book.page.wait_for_selector(".mpp-item")
    book.restart_kernel()
    numeric = form(book, NUMERIC)
    numeric.get_by_label("Your number, in %").fill("45.3")
    numeric.get_by_role("button").click()
    expect(numeric.locator(".mpp-outcome")).to_contain_text("Right.")
    expect(numeric.locator(".mpp-saved")).to_contain_text("Not saved")
    picture(book, numeric, "numeric-restarted")
    assert desk.record("answered") == []
    assert book.problems == []
    book.close()


def test_a_built_lesson_answers_before_any_cell_has_run(desk: Desk) -> None:
    """A lesson's file holds its widgets: does a quiz work as soon as the file is open?"""
    path = write_notebook(desk.folder / "built.ipynb", IMPORTS, QUIZ)
    notebook = nbformat.read(path, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("COURSE_RECORD", "off")
        NotebookClient(notebook, kernel_name="python3").execute()
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    desk.server.trust(path)
    desk.forget()
    # ipywidgets gives up on the file's widgets when a kernel that is still starting does not answer its first
    # question. So the kernel is started by an opening that is not looked at.
    desk.reopen("built.ipynb").close()
    book = desk.reopen("built.ipynb")
    answer_wrongly(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-outcome")).to_contain_text(WRONG[item.kind][1])
        expect(form(book, item).locator(".mpp-saved")).to_contain_text(
            "Run the first cell and this cell again (Shift+Enter)"
        )
    assert desk.record("answered") == []
    assert book.problems == []
    book.close()


def test_the_same_quiz_twice_on_a_page(desk: Desk) -> None:
    """Are ids unique in two views and two widgets of one item, and do two views of one quiz agree?"""
    book = desk.open("twice.ipynb", "one = " + QUIZ + "\none", "one", QUIZ)
    book.run_all()
    expect(book.page.locator(".mpp")).to_have_count(3)
    ids = book.page.locator(".mpp [id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids)) >= 75
    first, second, third = form(book, NUMERIC).all()
    first.get_by_label("Your number, in %").fill("53.6")
    first.get_by_role("button").click()
    expect(second.locator(".mpp-outcome")).to_contain_text("You left out Sweden and the Netherlands.")
    expect(second.get_by_label("Your number, in %")).to_have_value("53.6")
    expect(third.locator(".mpp-outcome")).to_have_count(0)
    second.get_by_label("Your number, in %").fill("45.3")
    second.get_by_role("button").click()
    expect(first.locator(".mpp-outcome")).to_contain_text("Right.")
    assert len(wait_for_lines(desk, 2)) == 2
    assert axe_violations(book.page, ".mpp") == []
    assert book.problems == []
    book.close()


def test_explorers_and_cards_work_through_the_kernel(desk: Desk) -> None:
    """Does an explorer ask the kernel for what is not in its output, say so when it is gone, and is a hint kept?"""
    little = "import course.learning.lab.explore as lab; lab.AHEAD = 10; lab._shown_ahead.cache_clear()"
    book = desk.open("explore.ipynb", little, "lab.explore('m1-e2')", "from course import check; check('m1-t6', ...)")
    book.run_all()
    shown = book.page.locator(".mpp-explorer")
    shown.get_by_label("Region").select_option("Africa")
    expect(shown.get_by_role("img")).to_have_attribute("alt", find_explorer("m1-e2").at([1]).finding)
    book.page.get_by_role("button", name="Hint").click()
    expect(book.page.locator(".mpp-hints li")).to_have_text(find_task("m1-t6").hints[0])
    assert len(wait_for_lines(desk, 1, "viewed")) == 1
    book.stop_kernel()
    shown.get_by_label("Region").select_option("Asia")
    expect(shown).to_contain_text("Run the first cell of the lesson and this cell")
    assert axe_violations(book.page, ".mpp") == []
    assert book.problems == []
    book.close()
