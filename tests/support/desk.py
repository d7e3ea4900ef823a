"""A learner's desk for the widget tests: JupyterLab, a browser, a workspace, and the keys a learner presses."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from course.learning.record.store import MARKER
from tests.support.browser import ROOT, Notebook, Server, tab_to, write_notebook
from tests.support.quiz_items import ITEMS, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE

SCREENS = ROOT / "artifacts" / "screens"
SIZE = (1100, 1400)
"""Width and height of the desk's page, in pixels."""

IMPORTS = """\
from tests.support.quiz_items import ITEMS
from course.content.catalog import Claim, Objective
from course.learning.ledger.ledger import Ledger
from course.learning.quiz.widget import Quiz
from course.learning.record.store import open_record
from course.learning.progress.objectives import Ticks
"""
QUIZ = "Quiz(ITEMS, open_record())"
CLAIMS = """\
CLAIMS = tuple(
    Claim(id=f"c0{n}", text=text, taught_in="01", verdict="wrong", why="not shown")
    for n, text in enumerate(["Partnerships began with the World Wars.", "Training makes armies democratic."], 1)
)
Ledger(CLAIMS, open_record())
"""
TICKS = """\
GOALS = tuple(Objective(id=f"1.{n}", text=text, bloom="Und") for n, text in enumerate(["Order milestones.", "Tell them apart."], 1))
Ticks("1B", GOALS, open_record())
"""


class DeskNotebook(Notebook):
    """A notebook that is opened in the desk's page, where JupyterLab is loaded already, and leaves that page behind."""

    def __init__(self, desk: Desk, name: str, size: tuple[int, int]) -> None:
        self.desk, page = desk, desk.page
        desk.page = None  # a test that fails in the middle leaves its page to nobody
        super().__init__(desk.context, desk.server.address, name, size=size, page=page)

    def close(self) -> None:
        """Leave a JupyterLab with nothing open for the next test: loading it anew takes ten times as long."""
        self.desk.page = self.leave()


class Desk:
    """JupyterLab, a browser and a learner's workspace. `page`: a page with JupyterLab in it and nothing open, if any."""

    def __init__(self, context: BrowserContext, server: Server, folder: Path) -> None:
        self.context, self.server, self.folder = context, server, folder
        self.page: Page | None = None

    def open(self, name: str, *cells: str) -> Notebook:
        """A new notebook of IMPORTS and these cells, as the only thing open, with an empty record."""
        write_notebook(self.folder / name, IMPORTS, *cells)
        self.forget()
        return self.show(name)

    def show(self, name: str, size: tuple[int, int] = SIZE) -> Notebook:
        """A notebook of the workspace, as the only thing open."""
        try:
            return DeskNotebook(self, name, size)
        except TimeoutError:  # a page that was left by other tests has lost its way to the server's kernels
            self.server.stop_kernels()
            return DeskNotebook(self, name, size)

    def reopen(self, name: str) -> Notebook:
        """The notebook in a page of its own, loaded anew."""
        return Notebook(self.context, self.server.address, name)

    def close_page(self) -> None:
        """Close the page that was left for the next notebook, so that one of Notebook 7 alone has the focus."""
        if self.page is not None:
            self.page.close(run_before_unload=False)
            self.page = None

    def forget(self) -> None:
        (self.folder / "record.jsonl").unlink(missing_ok=True)

    def clear(self) -> None:
        """Empty the workspace: no notebook, no record, no kernel, and no layout that JupyterLab would restore."""
        self.server.stop_kernels()
        shutil.rmtree(self.server.private / "jupyterlab_workspaces_dir", ignore_errors=True)
        for path in self.folder.iterdir():
            if path.is_dir() and path.name != MARKER.parts[0]:
                shutil.rmtree(path)
            elif path.is_file():
                path.unlink()

    def record(self, verb: str) -> list[dict[str, Any]]:
        """The kept statements with this verb, oldest first."""
        path = self.folder / "record.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [entry for entry in map(json.loads, lines) if entry["verb"]["id"].endswith(f"/{verb}")]


def form(book: Notebook, item: Any) -> Locator:
    return book.page.locator(f'form[data-item="{item.id}"]')


def picture(book: Notebook, locator: Locator, name: str) -> None:
    locator.scroll_into_view_if_needed()
    locator.screenshot(path=SCREENS / f"{name}.png")


def pick(book: Notebook, item: Any, text: str, kind: str = "radio") -> None:
    """With Tab, arrows and Space alone: choose the option with this text in the focused group."""
    page, inputs = book.page, form(book, item).locator(f"fieldset:first-of-type input[type={kind}]")
    texts = [label.strip() for label in form(book, item).locator(".mpp-option label").all_inner_texts()]
    wanted = inputs.nth(texts.index(text)).get_attribute("id")
    if kind == "checkbox":
        tab_to(page, f"[id='{wanted}']")
        page.keyboard.press("Space")
        return
    tab_to(page, f"form[data-item='{item.id}'] fieldset:first-of-type input[type=radio]")
    page.keyboard.press("Space")
    for _ in texts:
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow key led to {text}")


def choose(book: Notebook, item: Any, texts: list[str]) -> None:
    """With Tab and arrows alone: set the item's menus, one after the other."""
    page = book.page
    for place, text in enumerate(texts):
        select = form(book, item).locator("select").nth(place)
        tab_to(page, f"[id='{select.get_attribute('id')}']")
        lines = select.locator("option").all_inner_texts()
        page.keyboard.press("Home")
        for _ in range(lines.index(text)):
            page.keyboard.press("ArrowDown")
        assert select.evaluate("(s) => s.selectedOptions[0].text") == text


def check(book: Notebook, item: Any) -> None:
    tab_to(book.page, f"form[data-item='{item.id}'] button")
    book.page.keyboard.press("Enter")


def enter_quiz(book: Notebook) -> None:
    """From the cell, as JupyterLab leaves it, into the widget by Tab."""
    book.page.locator(".jp-Cell").nth(1).click(position={"x": 5, "y": 5})
    book.page.keyboard.press("Escape")
    tab_to(book.page, ".mpp input")


def answer_everything_by_keyboard(book: Notebook) -> None:
    enter_quiz(book)
    pick(book, SINGLE, "value_counts(dropna=False)")
    tab_to(book.page, "[id$=-sure-1]")
    book.page.keyboard.press("Space")
    book.page.keyboard.press("ArrowDown")
    check(book, SINGLE)
    pick(book, MULTIPLE, "Restart and run all cells", "checkbox")
    enter_first(book, MULTIPLE)
    pick(book, MULTIPLE, MULTIPLE.options[3].text, "checkbox")
    check(book, MULTIPLE)
    tab_to(book.page, f"form[data-item='{NUMERIC.id}'] input")
    book.page.keyboard.type("45,3")
    book.page.keyboard.press("Enter")
    choose(book, ORDER, [next(o.text for o in ORDER.options if o.id == i) for i in ORDER.answer])
    check(book, ORDER)
    names = {target.id: target.text for target in MATCH.targets}
    lefts = form(book, MATCH).locator(".mpp-row label").all_inner_texts()
    ids = [next(o.id for o in MATCH.options if o.text == left.strip()) for left in lefts]
    choose(book, MATCH, [names[MATCH.answer[i]] for i in ids])
    check(book, MATCH)


def enter_first(book: Notebook, item: Any) -> None:
    first = form(book, item).locator("input").first.get_attribute("id")
    tab_to(book.page, f"[id='{first}']", key="Shift+Tab")


RIGHT = {
    "single": "The blank group is kept and counted.",
    "multiple": "Restart and run all cells: This shows hidden state.",
    "numeric": "1500 / 3310 = 0.453, so 45.3 %.",
    "order": "Concert of Europe: It began with the treaties of 1815.",
    "match": "A patrol near a camp of displaced persons: The mandate names civilians.",
}


def expect_all_right(book: Notebook) -> None:
    for item in ITEMS:
        feedback = RIGHT[item.kind]
        outcome = form(book, item).locator(".mpp-outcome")
        expect(outcome).to_contain_text("Right.")
        expect(outcome).to_contain_text(feedback)


def wait_for_lines(desk: Desk, count: int, verb: str = "answered") -> list[dict[str, Any]]:
    deadline = time.monotonic() + 10
    while len(desk.record(verb)) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return desk.record(verb)


def answer_wrongly(book: Notebook) -> None:
    single = form(book, SINGLE)
    single.get_by_label("value_counts()", exact=True).check()
    single.get_by_label("C3").check()
    multiple = form(book, MULTIPLE)
    multiple.get_by_label(MULTIPLE.options[1].text).check()
    multiple.get_by_label(MULTIPLE.options[2].text).check()
    form(book, NUMERIC).get_by_label("Your number, in %").fill("53.6")
    order = form(book, ORDER)
    for place, wanted in enumerate("cebad"):
        order.get_by_label(f"Place {place + 1}").select_option(wanted)
    match = form(book, MATCH)
    for option, target in {"1": "c", "2": "b", "3": "a"}.items():
        text = next(o.text for o in MATCH.options if o.id == option)
        match.get_by_label(text).select_option(target)
    for item in ITEMS:
        form(book, item).get_by_role("button", name="Check").click()


WRONG = {
    "single": ("Not this one.", "It drops the blanks silently: dropna=True is the default."),
    "multiple": ("1 of 2 right.", "Rename the kernel: A name changes no result."),
    "numeric": ("Not this number.", "You left out Sweden and the Netherlands."),
    "order": ("3 of 5 in place.", "UNEF I: November 1956, the first armed force."),
    "match": ("1 of 3 pairs right.", "A mutual-defence exercise: Allies practise what they promised one another."),
}
