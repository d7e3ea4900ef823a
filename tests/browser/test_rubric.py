"""Formgrader with the rubric's rows as boxes, in a real browser: are marks kept, and is a name out of view?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.browser import axe_violations
from tests.support.formgrader import Formgrader
from tests.support.marked_class import NAME, kept, mark, memo_class, page_of, score

TITLES = ("Claim", "Evidence", "Counter-evidence", "Recommendation", "Clarity")
WHOLE = {"claim": 3, "evidence": 5, "counter-evidence": 2, "recommendation": 4, "clarity": 2}
LINE = "Claim 3/4; Evidence 5/5; Counter-evidence 2/5; Recommendation 4/4; Clarity 2/2"
WHO = ("rows", "wrong", "keys", "moves", "fails", "before", "credit", "read", "hidden")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of stock nbgrader; each test has a learner of its own."""
    made = memo_class(tmp_path_factory.mktemp("marking") / "course", WHO)
    # Before the server is there: nbgrader's keeps what it has read of a submission that was the next one of another.
    mark(made, {"read": WHOLE})
    score(made, "before", 15)
    return made


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[Formgrader]:
    """Formgrader on that class."""
    with Formgrader(course) as made:
        yield made


@pytest.fixture
def page(browser: BrowserContext, server: Formgrader) -> Iterator[Page]:
    """A page that is logged in, and has no other server than this one."""
    made = browser.new_page()
    made.route("**/*", lambda route: route.continue_() if "//127.0.0.1" in route.request.url else route.abort())
    made.goto(server.address("/api/status"))
    yield made
    made.close()


def show(page: Page, server: Formgrader, course: Path, who: str) -> None:
    """Open a learner's submission and wait until it can be marked."""
    page.goto(server.address(page_of(course, who)))
    expect(page.get_by_label("Claim", exact=True)).to_be_enabled()


def give(page: Page, title: str, points: object) -> None:
    """Type a mark and leave the box."""
    box = page.get_by_label(title, exact=True)
    box.fill(str(points))
    box.blur()


def eventually(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Wait until the gradebook holds this; the page's requests go on meanwhile."""
    deadline = time.monotonic() + 30
    while read() != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert read() == wanted


def test_the_rows_make_the_score_and_come_back(page: Page, server: Formgrader, course: Path) -> None:
    """Does each row have a box, is their sum the score once all have a mark, and are they there the next time?"""
    show(page, server, course, "rows")
    for title, points in zip(TITLES[:-1], WHOLE.values(), strict=False):
        give(page, title, points)
    eventually(page, lambda: kept(course, "rows"), (None, LINE.rpartition(";")[0], True))
    expect(page.get_by_role("status")).to_have_text("The score is written when every row has a mark.")
    give(page, "Clarity", 2)
    eventually(page, lambda: kept(course, "rows"), (16.0, LINE, False))
    show(page, server, course, "rows")
    assert [page.get_by_label(title, exact=True).input_value() for title in TITLES] == ["3", "5", "2", "4", "2"]
    assert axe_violations(page, ".marking-rubric") == []


def test_a_mark_that_the_row_does_not_have_is_refused(page: Page, server: Formgrader, course: Path) -> None:
    """Is a mark above the most, below nothing or of half points told and not saved?"""
    show(page, server, course, "wrong")
    for points in (6, -1, 2.5):
        give(page, "Evidence", points)
        expect(page.get_by_role("status")).to_have_text("Evidence: a whole number from 0 to 5. This one is not saved.")
        expect(page.get_by_label("Evidence", exact=True)).to_have_attribute("aria-invalid", "true")
    give(page, "Claim", 4)
    eventually(page, lambda: kept(course, "wrong"), (None, "Claim 4/4", True))
    expect(page.get_by_label("Evidence", exact=True)).to_have_value("2.5")
    expect(page.get_by_role("status")).to_have_text("Evidence: a whole number from 0 to 5. This one is not saved.")


def test_a_sentence_of_the_bank_by_keyboard(page: Page, server: Formgrader, course: Path) -> None:
    """Can a marker reach a row's sentences without a mouse, and do their own words stay?"""
    show(page, server, course, "keys")
    page.get_by_label("Comment on memo").fill("Thank you.")
    page.get_by_label("Claim", exact=True).focus()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    expect(page.locator("summary").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    sentence = page.locator("details button").first
    expect(sentence).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # a second time it is there already
    eventually(page, lambda: kept(course, "keys")[1], f"Claim 2/4\n\nThank you.\n- {sentence.text_content()}")


def test_the_key_for_the_next_submission_saves_first(page: Page, server: Formgrader, course: Path) -> None:
    """Is a mark kept when a marker goes on with formgrader's own key, and is the next submission open at the same box?"""
    show(page, server, course, "moves")
    before = page.url
    page.get_by_label("Claim", exact=True).focus()
    page.keyboard.type("1")
    page.keyboard.press("Control+.")
    page.wait_for_url(lambda address: address.partition("?")[0] != before.partition("?")[0])
    assert kept(course, "moves")[1] == "Claim 1/4"
    expect(page.get_by_label("Claim", exact=True)).to_be_focused()


def test_a_submission_opens_at_its_memo(page: Page, server: Formgrader, course: Path) -> None:
    """Without internet, and so without MathJax: does the page of a submission show the first box, with the focus in it?"""
    show(page, server, course, "keys")
    claim = page.get_by_label("Claim", exact=True)
    expect(claim).to_be_focused()
    expect(claim).to_be_in_viewport()


def test_what_the_server_does_not_take_is_told_and_tried_again(page: Page, server: Formgrader, course: Path) -> None:
    """Does a marker see that a mark was not saved, and is it saved with the next one?"""
    show(page, server, course, "fails")

    def refuse(route: Route) -> None:
        if route.request.method == "PUT":
            route.abort()
        else:
            route.fallback()

    page.route("**/formgrader/api/**", refuse)
    give(page, "Claim", 4)
    expect(page.get_by_role("status")).to_contain_text("Not saved")
    page.unroute("**/formgrader/api/**", refuse)
    give(page, "Evidence", 3)
    eventually(page, lambda: kept(course, "fails")[1], "Claim 4/4; Evidence 3/5")


def test_a_score_without_rows_stays_until_every_row_has_a_mark(page: Page, server: Formgrader, course: Path) -> None:
    """Is what somebody gave in stock nbgrader kept while the rows are half done?"""
    show(page, server, course, "before")
    expect(page.get_by_role("status")).to_contain_text("No row has a mark, and the score is 15")
    for title, points in zip(TITLES[:-1], WHOLE.values(), strict=False):
        give(page, title, points)
    eventually(page, lambda: kept(course, "before"), (15.0, LINE.rpartition(";")[0], False))
    give(page, "Clarity", 2)
    eventually(page, lambda: kept(course, "before"), (16.0, LINE, False))


def test_full_credit_marks_every_row(page: Page, server: Formgrader, course: Path) -> None:
    """Do nbgrader's buttons for all points and for none mark the rows, too?"""
    show(page, server, course, "credit")
    page.get_by_role("button", name="Full credit").click()
    line = "Claim 4/4; Evidence 5/5; Counter-evidence 5/5; Recommendation 4/4; Clarity 2/2"
    eventually(page, lambda: kept(course, "credit"), (20.0, line, False))
    page.get_by_role("button", name="No credit").click()
    eventually(page, lambda: kept(course, "credit")[0], 0.0)


def test_marks_written_by_a_program_are_read(page: Page, server: Formgrader, course: Path) -> None:
    """Does the page read the line that Python writes, and keep the words below it?"""
    show(page, server, course, "read")
    assert [page.get_by_label(title, exact=True).input_value() for title in TITLES] == ["3", "5", "2", "4", "2"]
    give(page, "Claim", 4)
    eventually(page, lambda: kept(course, "read"), (17.0, LINE.replace("3/4", "4/4", 1) + "\n\nThank you.", False))


def test_no_name_is_seen_where_the_class_marks_without_names(page: Page, server: Formgrader, course: Path) -> None:
    """With `anonymous: true`: does neither the list nor a submission hold a name or an id, nor a button for one?"""
    names = [name for who in WHO for name in (f"Surname-of-{who}", f"/{who}/", f'"{who}"', f">{who}<")]
    heard: list[str] = []
    page.on("response", lambda answer: heard.append(answer.text()) if "/formgrader/api/" in answer.url else None)
    place = server.address(f"/formgrader/gradebook/{NAME}/{NAME}")
    page.goto(place)
    expect(page.locator("#main-table tr")).to_have_count(len(WHO))
    assert [name for name in names if name in page.content()]  # as nbgrader has it: hidden, but there
    (course / "course.yml").write_text("anonymous: true\n")
    try:
        heard.clear()
        page.goto(place)
        expect(page.locator("#main-table tr")).to_have_count(len(WHO))
        pages = [page.content()]
        expect(page.locator(".glyphicon-eye-open:visible, #toggle_names:visible")).to_have_count(0)
        page.locator("#main-table a:visible").first.click()
        expect(page.get_by_label("Claim", exact=True)).to_be_enabled()
        expect(page.locator(".glyphicon-eye-open:visible")).to_have_count(0)
        expect(page.locator("nav .active")).to_have_text("Submission #1 Submission #1")
        pages.append(page.content())
        assert len(heard) == 3
        assert [name for name in names for text in (*pages, *heard) if name in text] == []
    finally:
        (course / "course.yml").unlink()


def test_a_rubric_of_other_points_gets_no_boxes(page: Page, server: Formgrader, course: Path) -> None:
    """Does a class's own rubric that does not fit the assignment say so, and is nbgrader's box there as always?"""
    own = course / "rubrics" / f"{NAME}.yml"
    own.parent.mkdir()
    own.write_text("memo:\n  - {id: one, title: One, most: 9, levels: {full: a, none: b}}\n")
    try:
        page.goto(server.address(page_of(course, "rows")))
        words = "The rubric gives 9 points for memo, and the assignment 20: no boxes there."
        expect(page.locator(".marking-problem")).to_have_text(words)
        expect(page.locator("input.score")).to_be_editable()
    finally:
        own.unlink()
