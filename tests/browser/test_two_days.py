"""The second day: what was answered yesterday stands on the page before any cell is run, and the page still answers.

Told in JupyterLab and in Notebook 7, on a small lesson that is built as the course's own lessons are.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from course.authoring.build import build
from course.content.catalog import catalog, find_item
from course.content.scenarios import find_scenario
from course.content.usage import course_use
from tests.support.browser import Notebook, axe_violations, forget_site, free_port, jupyterlab, tab_to, write_notebook
from tests.support.desk import SCREENS, WRONG, Desk, answer_wrongly, form
from tests.support.quiz_items import ITEMS, NUMERIC
from tests.support.workspace import empty_workspace

HEAD = """\
---
kernelspec:
  name: python3
  display_name: Python 3
---

# A lesson for the tests

```{code-cell}
from ipywidgets import interact
from course import ledger, plan, progress, scenario
from course.learning.quiz.widget import Quiz
from course.learning.record.store import open_record
from tests.support.quiz_items import ITEMS
```
"""
CELLS = ("Quiz(ITEMS, open_record())", 'scenario("s2")', "ledger()", 'progress("1A")', "plan()", "progress()")
EXPLORER = 'interact(lambda share: print("share", share), share=["one", "two", "three"]);'
LESSON = catalog().modules[1].head.lessons[0]
FIRST = find_scenario("s2").nodes[0]
SIZE = (1366, 768)
TOKEN = "the-same-on-both-days"
PORT = free_port()
"""Of every JupyterLab that a test starts for itself: at one address the browser finds what it has compiled before."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one built lesson and the start page's cell; copied for each test."""
    folder = empty_workspace(tmp_path_factory.mktemp("built") / "my-course")
    (folder / "01-history").mkdir()
    text = HEAD + "".join(f"\n```{{code-cell}}\n{cell}\n```\n" for cell in (*CELLS, EXPLORER))
    source = folder / "01-history" / "lesson.md"
    source.write_text(text, encoding="utf-8")
    build(source)
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path, browser: BrowserContext) -> Iterator[Path]:
    """For a test that starts JupyterLab itself."""
    already = set(browser.pages)
    yield shutil.copytree(built, tmp_path / "my-course")
    for page in set(browser.pages) - already:
        page.close()
    forget_site(browser, f"http://127.0.0.1:{PORT}")


@pytest.fixture
def lesson_desk(built: Path, desk: Desk) -> Desk:
    """For all others: the desk with the lesson on it, and nothing else."""
    desk.clear()
    shutil.copytree(built / "01-history", desk.folder / "01-history")
    return desk


def deeds(folder: Path) -> list[str]:
    """What the record holds, as "verb object", oldest first."""
    lines = (folder / "record.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(entry["verb"]["id"].rpartition("/")[2], entry["object"]["id"]) for entry in map(json.loads, lines)]
    return [f"{verb} {name.removeprefix('course:')}" for verb, name in found if verb != "initialized"]


def view(book: Notebook, number: int) -> Locator:
    """The view below the cell of this number in CELLS, scrolled into sight: cells out of sight are not drawn."""
    book.js("panel.content.activeCellIndex = argument; await panel.content.scrollToItem(argument, 'start')", number + 2)
    shown = book.page.locator(f".jp-Cell[data-windowed-list-index='{number + 2}'] .mpp-output .mpp")
    expect(shown).to_be_visible(timeout=30_000)
    return shown


def do_everything(book: Notebook) -> None:
    """Answer, decide, judge, tick and plan."""
    view(book, 0)
    answer_wrongly(book)
    for item in ITEMS:
        expect(form(book, item).locator(".mpp-saved")).to_have_text("Saved.", timeout=30_000)
    play = view(book, 1)
    play.get_by_label(FIRST.choices[0].text).check()
    play.get_by_role("button", name="Decide").click()
    claim = view(book, 2).locator("[data-claim=c01]")
    claim.get_by_label("contested").check()
    expect(claim.locator(".mpp-saved")).to_have_text("Saved.", timeout=30_000)
    ticks = view(book, 3)
    ticks.get_by_role("checkbox").first.check()
    expect(ticks.locator(".mpp-saved")).to_have_text("Saved.", timeout=30_000)
    board = view(book, 4)
    board.locator("select[data-offer=o01]").select_option("patrol")
    expect(board.locator(".mpp-saved")).to_have_text("Saved.", timeout=30_000)
    expect(board.locator(".mpp-now")).to_contain_text("Not feasible")


DONE = [
    *(f"answered item/{item.id}" for item in ITEMS),
    f"decided scenario/{find_scenario('s2').id}",
    "judged claim/c01",
    f"ticked objective/{LESSON.objectives[0]}",
    "planned plan/capstone",
]


def expect_everything(book: Notebook) -> None:
    """All of it stands on the page, with nothing red in between."""
    view(book, 0)
    for item in ITEMS:
        for text in WRONG[item.kind]:
            expect(form(book, item).locator(".mpp-outcome")).to_contain_text(text, timeout=30_000)
    expect(form(book, NUMERIC).get_by_label("Your number, in %")).to_have_value("53.6")
    expect(form(book, NUMERIC)).to_contain_text("You answered this on")
    expect(view(book, 1).locator(".mpp-outcome").first).to_contain_text(f"You chose: {FIRST.choices[0].text}")
    expect(view(book, 2).locator("[data-claim=c01]").get_by_label("contested")).to_be_checked()
    expect(view(book, 2).locator("[data-claim=c01]")).to_contain_text("Your marks so far: module 01: contested")
    expect(view(book, 3).get_by_role("checkbox").first).to_be_checked()
    expect(view(book, 4).locator("select[data-offer=o01]")).to_have_value("patrol")
    expect(view(book, 5)).to_contain_text(f"{LESSON.objectives[0]} ")
    expect(view(book, 5)).to_contain_text("✓ ticked by you")
    link = view(book, 5).get_by_role("link", name="Open the capstone").get_attribute("href") or ""
    assert link.endswith(("/lab/tree/09-capstone/09-capstone.ipynb", "/notebooks/09-capstone/09-capstone.ipynb"))
    expect(book.page.get_by_text("Error displaying widget")).to_have_count(0)


@pytest.mark.parametrize("notebook7", [False, True], ids=["JupyterLab", "Notebook 7"])
def test_the_second_day(browser: BrowserContext, workspace: Path, notebook7: bool) -> None:
    """Is everything there before a cell is run, does it still answer, and is all kept when the cells run?"""
    name = "01-history/lesson.ipynb"
    short = "notebook7" if notebook7 else "lab"
    with jupyterlab(workspace, port=PORT, token=TOKEN) as server:
        book = Notebook(browser, server.address, name, notebook7, size=SIZE)
        do_everything(book)
        assert deeds(workspace) == DONE
        book.page.screenshot(path=SCREENS / f"two-days-{short}-first.png")
        book.save()  # JupyterLab writes the file anew
        assert book.problems == []
        book.close()

    with jupyterlab(workspace, port=PORT, token=TOKEN) as server:
        book = Notebook(browser, server.address, name, notebook7, size=SIZE)
        expect_everything(book)
        assert book.js("return panel.content.widgets.some(c => c.model.executionState === 'running')") is False
        assert axe_violations(book.page, ".mpp-output") == []
        view(book, 0)
        book.page.screenshot(path=SCREENS / f"two-days-{short}-second.png")
        numeric = form(book, NUMERIC)
        numeric.get_by_label("Your number, in %").fill("45.3")
        numeric.get_by_role("button").click()
        expect(numeric.locator(".mpp-saved")).to_have_text("Saved.")
        assert deeds(workspace) == [*DONE, f"answered item/{NUMERIC.id}"]
        book.run_all()
        view(book, 0)
        expect(form(book, NUMERIC).locator(".mpp-outcome")).to_contain_text("attempt 2; first attempt not right")
        assert deeds(workspace) == [*DONE, f"answered item/{NUMERIC.id}"]
        # A learner has no use for what nbgrader adds for teachers.
        for word in ("Nbgrader", "Formgrader", "Validate"):
            expect(book.page.get_by_text(word)).to_have_count(0)
        assert book.problems == []
        book.close()


def test_a_copied_folder_and_a_reload_in_the_middle(browser: BrowserContext, workspace: Path, tmp_path: Path) -> None:
    """Does a workspace that was copied elsewhere show its own record, and a reload what was answered before it?"""
    name = "01-history/lesson.ipynb"
    with jupyterlab(workspace, port=PORT, token=TOKEN) as server:
        book = Notebook(browser, server.address, name, size=SIZE)
        do_everything(book)
        book.open()
        expect_everything(book)
        assert book.problems == []
        book.close()
    copy = shutil.copytree(workspace, tmp_path / "another place")
    with jupyterlab(copy, port=PORT, token=TOKEN) as server:
        book = Notebook(browser, server.address, name, size=SIZE)
        expect_everything(book)
        form(book, NUMERIC).get_by_label("Your number, in %").fill("45.3")
        view(book, 0)
        form(book, NUMERIC).get_by_role("button").click()
        expect(form(book, NUMERIC).locator(".mpp-saved")).to_have_text("Saved.")
        assert len(deeds(copy)) == len(deeds(workspace)) + 1
        book.close()


def test_an_answer_waits_for_a_course_that_is_not_running(browser: BrowserContext, workspace: Path) -> None:
    """Does the page say in plain words that an answer waits, and send it once when the course is there again?"""
    name = "01-history/lesson.ipynb"
    with jupyterlab(workspace, port=PORT, token=TOKEN) as server:
        book = Notebook(browser, server.address, name, size=SIZE)
        numeric = view(book, 0).locator(f'form[data-item="{NUMERIC.id}"]')
    # JupyterLab says in a dialog of its own that the server is gone; a learner closes it.
    book.page.add_locator_handler(
        book.page.locator("dialog.jp-Dialog"), lambda: book.page.keyboard.press("Escape"), no_wait_after=True
    )
    numeric.get_by_label("Your number, in %").fill("45.3")
    numeric.get_by_role("button").click()
    expect(numeric.locator(".mpp-outcome")).to_contain_text("Right.")
    expect(numeric.locator(".mpp-saved")).to_contain_text("Not saved yet: the course does not reply.", timeout=20_000)
    assert axe_violations(book.page, f'form[data-item="{NUMERIC.id}"]') == []
    numeric.screenshot(path=SCREENS / "waiting.png")
    with jupyterlab(workspace, port=PORT, token=TOKEN):
        expect(numeric.locator(".mpp-saved")).to_have_text("Saved.", timeout=60_000)
        assert deeds(workspace) == [f"answered item/{NUMERIC.id}"]
        # The browser has let go of it: a new page does not send it again.
        book.open()
        view(book, 0)
        expect(form(book, NUMERIC).locator(".mpp-outcome")).to_contain_text("first attempt right.", timeout=30_000)
        assert deeds(workspace) == [f"answered item/{NUMERIC.id}"]
    book.close()


def test_where_the_server_has_no_part_for_the_course_the_kernel_keeps(browser: BrowserContext, workspace: Path) -> None:
    """As in the browser alone: is an answer kept by the kernel before a cell is run, and shown after a reload?"""
    with jupyterlab(workspace, port=PORT, token=TOKEN, without="server") as server:
        book = Notebook(browser, server.address, "01-history/lesson.ipynb", size=SIZE)
        view(book, 3).get_by_role("checkbox").first.check()
        expect(view(book, 3).locator(".mpp-saved")).to_have_text("Saved.", timeout=60_000)
        assert deeds(workspace) == [f"ticked objective/{LESSON.objectives[0]}"]
        book.open()
        expect(view(book, 3).get_by_role("checkbox").first).to_be_checked(timeout=60_000)
        assert book.problems == []
        book.close()


def test_the_bar_above_a_lesson_moves(lesson_desk: Desk) -> None:
    """Does the bar count what a cell answered, and is there none above a page that is no lesson?"""
    cells = course_use()[("01-history", LESSON.file)]
    item = next(item for item in map(find_item, cells.items) if item.kind == "single")
    write_notebook(
        lesson_desk.folder / "01-history" / f"{LESSON.file}.ipynb", "from course import answer, quiz", "quiz(1)"
    )
    book = lesson_desk.show(f"01-history/{LESSON.file}.ipynb", SIZE)
    bar = book.page.locator(".mpp-lesson")
    total = len(cells.items) + len(cells.tasks)
    expect(bar).to_contain_text(f"0 of {total} questions and tasks done, 0 right.")
    expect(bar.locator("progress")).to_have_attribute("max", str(total))
    assert axe_violations(book.page, ".mpp-lesson") == []
    right = next(option.id for option in item.options if option.correct)  # type: ignore[attr-defined]
    book.js("panel.content.widgets[1].model.sharedModel.setSource(argument)", f'answer("{item.id}", "{right}")')
    book.run_all()
    expect(bar).to_contain_text(f"1 of {total} questions and tasks done, 1 right.")
    assert re.search(r"About \d+ minutes left", bar.inner_text())
    assert book.problems == []
    book.close()
    other = lesson_desk.show("01-history/lesson.ipynb", SIZE)
    expect(other.page.locator(".jp-Cell").first).to_be_visible()
    expect(other.page.locator(".mpp-lesson")).to_be_hidden()
    other.close()


LONG = f"numbers = [{', '.join(map(str, range(1000, 1060)))}]"
NARROW = (800, 600)


def expect_a_line_to_its_end(book: Notebook) -> None:
    line = book.page.locator(".jp-Cell .cm-scroller").first
    expect(line).to_contain_text("1059")
    assert line.evaluate("(code) => code.scrollWidth <= code.clientWidth")
    assert book.problems == []
    book.close()


def test_a_long_line_of_code_is_read_to_its_end(lesson_desk: Desk) -> None:
    """In a narrow window, or at 200 %, does a line of code go on below instead of out of sight?"""
    write_notebook(lesson_desk.folder / "long.ipynb", LONG)
    expect_a_line_to_its_end(lesson_desk.show("long.ipynb", NARROW))


def test_a_long_line_of_code_is_read_to_its_end_in_notebook_7(browser: BrowserContext, workspace: Path) -> None:
    """And in Notebook 7, on a server that has shown no JupyterLab yet?"""
    write_notebook(workspace / "long.ipynb", LONG)
    with jupyterlab(workspace, port=PORT, token=TOKEN) as server:
        expect_a_line_to_its_end(Notebook(browser, server.address, "long.ipynb", notebook7=True, size=NARROW))


def test_the_start_of_an_output_and_feedback_come_into_sight(lesson_desk: Desk) -> None:
    """After Shift+Enter on a long output, and after a Check at the lower edge, does the learner see what came?"""
    book = lesson_desk.show("01-history/lesson.ipynb", (1366, 600))
    book.js("panel.content.activeCellIndex = 1; await app.commands.execute('notebook:run-cell')")
    for number in (0, 2):
        view(book, number)
        book.js("panel.content.activate(); panel.content.mode = 'command'")
        book.page.keyboard.press("Shift+Enter")
        book.page.wait_for_timeout(500)
        book.wait_for_kernel()
        shown = book.page.locator(f".jp-Cell[data-windowed-list-index='{number + 2}'] .mpp-output")
        expect(shown.locator("legend, .mpp-hint").first).to_be_in_viewport()
    numeric = view(book, 0).locator(f'form[data-item="{NUMERIC.id}"]')
    numeric.get_by_label("Your number, in %").fill("53.6")
    # So that the button is the last thing in sight.
    numeric.get_by_role("button").evaluate("(button) => button.scrollIntoView({block: 'end'})")
    numeric.get_by_role("button").click()
    expect(numeric.locator(".mpp-outcome")).to_be_in_viewport(ratio=0.9)
    assert book.problems == []
    book.close()


def test_a_missing_name_offers_the_first_cell(lesson_desk: Desk) -> None:
    """After a restart, does the red NameError come with one sentence, and a button that mends it?"""
    book = lesson_desk.show("01-history/lesson.ipynb", SIZE)
    view(book, 3)
    book.js("await app.commands.execute('notebook:run-cell')")
    said = book.page.locator(".jp-OutputArea-output", has_text="comes from the first cell of the lesson")
    expect(said).to_have_count(1, timeout=60_000)
    note = said.locator(".mpp-note")
    expect(note).to_be_visible(timeout=60_000)
    book.page.screenshot(path=SCREENS / "name-unknown.png")
    assert axe_violations(book.page, ".mpp-note") == []
    note.get_by_role("button", name="Run the first cell and this cell").click()
    expect(note).to_have_count(0, timeout=60_000)
    expect(view(book, 3).get_by_role("checkbox").first).to_be_visible()
    assert book.problems == []
    book.close()


def explorer(book: Notebook) -> tuple[int, Locator]:
    """The explorer's cell: its number, and its output in sight."""
    number = len(CELLS) + 2
    book.js("panel.content.activeCellIndex = argument; await panel.content.scrollToItem(argument, 'start')", number)
    return number, book.page.locator(f".jp-Cell[data-windowed-list-index='{number}'] .jp-Cell-outputArea")


def test_an_explorer_sleeps_with_a_sentence_and_wakes_up_by_a_button(lesson_desk: Desk) -> None:
    """Before its Python has run, is there one sentence and a button, and after it a menu that arrow keys work?"""
    untrusted = Notebook(lesson_desk.context, lesson_desk.server.address, "01-history/lesson.ipynb", size=SIZE)
    expect(explorer(untrusted)[1]).to_contain_text("This explorer does not move yet", timeout=30_000)
    expect(untrusted.page.get_by_text("interactive(children")).to_be_hidden()
    untrusted.close()
    lesson_desk.server.trust(lesson_desk.folder / "01-history" / "lesson.ipynb")
    book = Notebook(lesson_desk.context, lesson_desk.server.address, "01-history/lesson.ipynb", size=SIZE)
    number, output = explorer(book)
    # The menu is drawn, unless ipywidgets gave up on the file's widgets because the kernel was slow to start; the
    # sentence and the button are there in both cases, here and on another day (below).
    expect(output).to_contain_text("This explorer does not move yet", timeout=30_000)
    assert axe_violations(book.page, ".mpp-note") == []
    book.page.screenshot(path=SCREENS / "explorer-asleep.png")
    output.get_by_role("button", name="Run the first cell and this cell").click()
    _, output = explorer(book)
    expect(output.get_by_text("does not move yet")).to_have_count(0, timeout=60_000)
    expect(output).to_contain_text("share one")
    tab_to(book.page, ".jupyter-widgets select")
    book.page.keyboard.press("ArrowDown")
    expect(output).to_contain_text("share two")
    assert book.js("return panel.content.activeCellIndex") == number
    book.save()
    assert book.problems == []
    # Saved by JupyterLab and opened on another day.
    book.stop_kernel()
    book.open()
    _, output = explorer(book)
    expect(output).to_contain_text("This explorer does not move yet", timeout=30_000)
    expect(book.page.get_by_text("Error displaying widget")).to_have_count(0)
    output.get_by_role("button", name="Run the first cell and this cell").click()
    _, output = explorer(book)
    expect(output).to_contain_text("share one", timeout=60_000)
    expect(output.get_by_text("does not move yet")).to_have_count(0)
    book.close()


def test_run_all_right_after_opening_loses_nothing(lesson_desk: Desk) -> None:
    """When every cell is run before the kernel is there, does each keep an output?"""
    page = lesson_desk.context.new_page()
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})

    def late(route: Any) -> None:
        page.wait_for_timeout(4000)
        route.continue_()

    page.route("**/api/sessions*", late)
    page.goto(lesson_desk.server.address.replace("/lab?", "/lab/tree/01-history/lesson.ipynb?"))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    # Once on the one empty cell that stands there while the file is read, and once on the lesson's own cells.
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells') && null")
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.widgets.length > 2")
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells') && null")
    counts = (
        "() => window.jupyterapp.shell.currentWidget.content.widgets.filter((c) => c.model.type === 'code')"
        ".map((c) => [c.model.executionCount, c.model.outputs.length])"
    )
    page.wait_for_function(f"() => ({counts})().every(([count]) => count)", timeout=90_000)
    ran = page.evaluate(counts)
    assert [outputs for _, outputs in ran][1:] == [1] * (len(CELLS) + 1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.unroute_all(behavior="ignoreErrors")
    page.close(run_before_unload=False)
