"""Notes and words of a lesson in JupyterLab and Notebook 7: by mouse, by keyboard, for a screen reader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from course.content.catalog import lesson_order
from course.content.source import content_root
from tests.support.browser import Notebook, axe_violations
from tests.support.desk import Desk

FOLDER, LESSON = lesson_order(content_root() / "modules")[2]


@pytest.fixture(scope="module", params=[False, True], ids=["JupyterLab", "Notebook 7"])
def page(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Page]:
    """A real lesson, open, with nothing run."""
    source = content_root() / "modules" / FOLDER / f"{LESSON.file}.ipynb"
    shutil.copy(source, desk.folder / "lesson.ipynb")
    desk.close_page()
    notebook = Notebook(desk.context, desk.server.address, "lesson.ipynb", notebook7=request.param)
    notebook.page.wait_for_selector("a.mpp-cite")
    yield notebook.page
    notebook.close()


def follow(link: Locator, by: str) -> None:
    if by == "keyboard":
        link.focus()
        link.press("Enter")
        return
    # Not Playwright's own click: its scrolling and that of JupyterLab's windowed notebook undo each other.
    link.evaluate("link => link.scrollIntoView({block: 'center'})")
    settled(link)
    # Of a link that goes over two lines, the last one: the middle of both is beside it.
    x, y = link.evaluate(
        "link => { const box = [...link.getClientRects()].at(-1); return [box.right - 3, box.y + box.height / 2] }"
    )
    link.page.mouse.click(x, y)


def settled(link: Locator) -> None:
    """Wait until the page has stopped moving."""
    before = None
    while (box := link.bounding_box()) != before:
        before = box
        link.page.wait_for_timeout(200)


@pytest.mark.parametrize("by", ["keyboard", "mouse"])
@pytest.mark.parametrize("kind", ["cite", "term"])
def test_a_note_and_a_word_lead_to_their_place_and_back(page: Page, kind: str, by: str) -> None:
    """Is the note (or the meaning) in sight and its link back in focus, and does that link lead back to the same place?"""
    start = page.locator(f"a.mpp-{kind}").first
    name = str(start.get_attribute("href")).removeprefix("#")
    follow(start, by)
    back = page.locator(f'a.mpp-back[href="#from-{name}"]')
    expect(back).to_be_focused()
    expect(back).to_be_in_viewport()
    follow(back, by)
    expect(page.locator(f'a.mpp-{kind}[data-jupyter-id="from-{name}"]')).to_be_focused()
    expect(page.locator(f'a.mpp-{kind}[data-jupyter-id="from-{name}"]')).to_be_in_viewport()
    assert page.locator(".jp-MarkdownCell:not(.jp-mod-rendered) .jp-RenderedMarkdown:visible").count() == 0


def test_a_screen_reader_hears_that_a_number_is_a_note(page: Page) -> None:
    """Is the link named "note 1", while the eye sees 1?"""
    expect(page.get_by_role("link", name="note 1", exact=True).first).to_be_visible()
    assert page.locator("a.mpp-cite .mpp-spoken").first.evaluate("word => word.offsetWidth") <= 1


def test_a_word_shows_its_meaning_to_the_keyboard(page: Page) -> None:
    """Does a word that has the keyboard's focus show what its title says?"""
    word = page.locator("a.mpp-term").first
    word.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(word).to_be_focused()
    shown = word.evaluate("word => getComputedStyle(word, '::after').content")
    assert shown.strip('"').replace('\\"', '"') == word.get_attribute("title")


def test_notes_and_words_have_no_axe_violation(page: Page) -> None:
    """Does axe-core find no fault in the text with its numbers, in the list of words and in the notes?"""
    follow(page.locator("a.mpp-cite").first, "keyboard")
    expect(page.locator('a.mpp-back[href="#from-note-1"]')).to_be_focused()
    assert axe_violations(page, ".jp-MarkdownCell .jp-RenderedMarkdown") == []
