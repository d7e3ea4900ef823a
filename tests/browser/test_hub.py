"""docs/teach/jupyterhub.md, played: a real JupyterHub with its proxy, one instructor, two students, from log-in to feedback.

The hub starts each server as the account that it belongs to, and only root can do that; GitHub's own CI, for one, is an
ordinary user, and there this file says that it was not run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import BrowserContext, Page, expect

from course.content.catalog import catalog
from course.content.items import Single
from course.grading.sandbox.bubblewrap import missing
from tests.support import ROOT
from tests.support.browser import forget_site
from tests.support.desk import SCREENS
from tests.support.guide import NAME
from tests.support.hub import PASSWORD, PROXY, Hub, jupyterhub

WHY = (
    missing()
    or (os.geteuid() != 0 and "only root can start servers as other accounts")
    or (not PROXY.exists() and "the hub's proxy is missing: sh scripts/setup_js.sh")
)
pytestmark = [pytest.mark.skipif(bool(WHY), reason=str(WHY)), pytest.mark.xdist_group("browser-hub")]

PAGE = (ROOT / "docs/teach/jupyterhub.md").read_text(encoding="utf-8")
COURSE = "spring-2027"
STUDENTS = "id,first_name,last_name,email\nann,Ann,Example,ann@example.org\nbob,Bob,Example,bob@example.org\n"
FILL = """
from pathlib import Path
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.learners import class_of
right = answers_in(Path({source!r}))
fill_in(Path("my-course/{course}/{name}/{name}.ipynb"), "{name}", class_of(5)[0], right)
"""


def blocks() -> list[tuple[str, str]]:
    """The page's blocks that begin with who types them."""
    return re.findall(r"^```sh\n# (\w+)\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@attrs.frozen
class Class:
    """A hub after the class, and what was seen on the way: answers to Bob, what Ann's list of assignments said."""

    hub: Hub
    page: Page
    first_page: str
    printed: list[str]
    bob: dict[str, Any]
    ann: dict[str, str]

    def refused(self, path: str) -> int:
        """The HTTP status with which the hub refuses an address; 0 when it does not."""
        try:
            self.hub.ask(path)
        except urllib.error.HTTPError as error:
            return error.code
        return 0


def log_in(page: Page, hub: Hub, name: str) -> None:
    """As a student does: the hub's address, name, password; then the student's own server starts."""
    page.goto(hub.address)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{name}/lab/tree/*", timeout=150_000)


def press(page: Page, part: str, button: str, then: str) -> str:
    """Press a button of the Assignment List; what stands in another part of it afterwards."""
    page.click("#refresh_assignments_list")
    page.locator(f"#{part}_assignments_list button", has_text=re.compile(f"^{button}$")).click()
    row = page.locator(f"#{then}_assignments_list .list_item").first
    expect(row).to_contain_text(NAME, timeout=60_000)
    return row.inner_text()


def fill_in(hub: Hub, name: str) -> None:
    """The student's answers: all right. (Bob hands in what he fetched.)"""
    source = str(ROOT / "assessments/source" / NAME / f"{NAME}.ipynb")
    (hub.home(name) / "fill.py").write_text(FILL.format(source=source, course=COURSE, name=NAME))
    done = hub.types(name, "python fill.py")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def played(browser: BrowserContext) -> Iterator[Class]:
    """The page from its top to its end; Ann uses the page of JupyterLab, Bob's browser is played by requests."""
    asked = {"course_id": COURSE, "assignment_id": NAME}
    bob: dict[str, Any] = {}
    ann: dict[str, str] = {}
    (first, *others), printed = blocks(), []
    page = browser.new_page()
    try:
        with jupyterhub(["teacher"], ["ann", "bob"], f'sudo() {{ "$@"; }}\n{first[1]}') as hub:
            hub.start("bob")
            for who, lines in others:
                if "course roster" in lines:
                    hub.start("teacher")
                    (hub.home("teacher") / "my-class/roster.csv").write_text(STUDENTS)
                if who == "ann":
                    log_in(page, hub, "ann")
                    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=60_000)
                    first_page = page.url
                    expect(page.locator(".jp-OutputArea-output", has_text="Start here").first).to_be_visible()
                    page.screenshot(path=SCREENS / "hub-start-page.png")
                    page.click(".lm-MenuBar-item:has-text('Nbgrader')")
                    ann["menu"] = page.locator(".lm-Menu").first.inner_text()
                    page.click(".lm-Menu-item:has-text('Assignment List')")
                    ann["fetched"] = press(page, "released", "Fetch", "fetched")
                    fill_in(hub, "ann")
                    ann["submitted"] = press(page, "fetched", "Submit", "submitted")
                    page.screenshot(path=SCREENS / "hub-assignments.png")
                    hub.wait_for("bob")
                    bob["courses"] = hub.ask("/user/bob/courses")
                    bob["fetched"] = hub.ask("/user/bob/assignments/fetch", "POST", asked)
                    bob["submitted"] = hub.ask("/user/bob/assignments/submit", "POST", asked)
                done = hub.types(who, f"set -e\n{lines}")
                assert done.returncode == 0, f"{who}: {lines}\n{done.stdout}{done.stderr}"
                printed.append(done.stdout + done.stderr)
            ann["feedback"] = press(page, "submitted", "Fetch Feedback", "submitted")
            expect(page.locator("#submitted_assignments_list")).to_contain_text("view feedback", timeout=60_000)
            bob["feedback"] = hub.ask("/user/bob/assignments/fetch_feedback", "POST", asked)
            hub.wait_for("teacher")
            yield Class(hub, page, first_page, printed, bob, ann)
            forget_site(browser, hub.address)
    finally:
        page.close(run_before_unload=False)


def test_the_course_opens_at_its_start_page_in_the_students_own_folder(played: Class) -> None:
    """Does a student who only logs in stand at the course's start page, in a folder that is theirs alone?"""
    assert played.first_page.endswith("/user/ann/lab/tree/start-here.ipynb")
    folder = played.hub.home("ann") / "my-course"
    assert (folder / "01-history/1A-pacts-and-forces.ipynb").is_file()
    assert {path.stat().st_uid for path in (folder, *folder.rglob("*"))} == {played.hub.numbers["ann"]}
    bobs = played.hub.home("bob") / "my-course"
    assert {path.stat().st_uid for path in bobs.rglob("*")} == {played.hub.numbers["bob"]}


def test_an_answer_is_kept_in_the_record_of_who_gave_it(played: Class) -> None:
    """Does a question's answer, sent to Bob's server behind the hub, land in Bob's record and in nobody else's?"""
    item = next(one for one in catalog().items.values() if isinstance(one, Single))
    view = {"kind": "quiz", "key": {"items": [item.id]}}
    message = {"kind": "answered", "item": item.id, "response": item.options[0].id, "certainty": 2, "number": 1}
    body = {"notebook": "start-here.ipynb", "view": view, "message": message, "receipt": "a-test"}
    assert played.hub.ask("/user/bob/military-partnerships/answer", "POST", body)["said"] == ""
    records = {name: played.hub.home(name) / "my-course/record.jsonl" for name in ("ann", "bob")}
    assert item.id in records["bob"].read_text(encoding="utf-8")
    assert not records["ann"].exists() or item.id not in records["ann"].read_text(encoding="utf-8")
    assert records["bob"].stat().st_uid == played.hub.numbers["bob"]


def test_both_students_have_their_feedback(played: Class) -> None:
    """Do the list of assignments and its requests end with a page of feedback at each student, without hidden tests?"""
    assert NAME in played.ann["submitted"]
    assert played.bob["courses"] == {"success": True, "value": [COURSE]}
    assert played.bob["submitted"]["success"], played.bob["submitted"]
    for name, points in (("ann", "30.0"), ("bob", "0.0")):
        (page,) = (played.hub.home(name) / "my-course" / COURSE / NAME / "feedback").rglob("*.html")
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"\(Score: [^)]+\)", text)[0] == f"(Score: {points} / 50.0)"
        assert "HIDDEN TESTS" not in text


def test_the_gradebook_knows_both_by_the_name_of_their_login(played: Class, tmp_path: Path) -> None:
    """Are both in the instructor's gradebook, each with their own points, and did nothing stop the class?"""
    database = shutil.copy(played.hub.home("teacher") / "my-class/gradebook.db", tmp_path)
    with Gradebook(f"sqlite:///{database}", COURSE) as gradebook:
        assert {one.student.id: one.score for one in gradebook.assignment_submissions(NAME)} == {"ann": 30, "bob": 0}
    assert any("Nothing stops this class." in said for said in played.printed)


@pytest.mark.parametrize(
    "words",
    [
        "ls /home/teacher/my-class",
        f"cat /home/teacher/my-class/source/{NAME}/{NAME}.ipynb",
        "head -c 15 /home/teacher/my-class/gradebook.db",
        "ls /home/bob",
        f"ls /usr/local/share/nbgrader/exchange/{COURSE}/inbound",
        f"ls /usr/local/share/nbgrader/exchange/{COURSE}/feedback",
        "ls /srv/jupyterhub",
    ],
)
def test_a_student_can_read_nothing_of_others(played: Class, words: str) -> None:
    """Are solutions, gradebook, other students' work and the hub's own secrets closed to a student's terminal?"""
    done = played.hub.types("ann", words)
    assert (done.stdout, "Permission denied" in done.stderr) == ("", True), done
    # And it is there: its owner can do the same.
    assert played.hub.types("root", words).returncode == 0


def test_a_students_server_is_theirs_and_shows_their_folder_only(played: Class) -> None:
    """Does Ann's browser get into Bob's server, or the page that shows her files out of her folder?"""
    hub = played.hub
    answer = played.page.request.get(f"{hub.address}/user/bob/api/contents")
    assert answer.status in (403, 404), answer.text()
    assert "start-here.ipynb" in {one["name"] for one in hub.ask("/user/ann/api/contents")["content"]}
    assert played.refused("/user/ann/api/contents/..%2F..%2Fteacher%2Fmy-class%2Fgradebook.db") in (400, 403, 404)


def test_formgrader_is_the_instructors(played: Class) -> None:
    """Does formgrader show the class to the instructor, and is it missing on students' servers?"""
    (found,) = [one for one in played.hub.ask("/user/teacher/formgrader/api/assignments") if one["name"] == NAME]
    assert found["num_submissions"] == 2
    assert played.refused("/user/ann/formgrader/api/assignments") == 404
    assert "Assignment List" in played.ann["menu"]
    assert "Formgrader" not in played.ann["menu"]


def test_a_student_who_comes_back_finds_what_was_changed(played: Class) -> None:
    """Is a lesson that a student changed still as they left it when the server starts again?"""
    hub, lesson = played.hub, "01-history/1A-pacts-and-forces.ipynb"
    mine = hub.home("bob") / "my-course" / lesson
    notebook = json.loads(mine.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "# What Bob wrote"
    mine.write_text(json.dumps(notebook), encoding="utf-8")
    hub.ask("/hub/api/users/bob/server", "DELETE")
    hub.start("bob")
    hub.wait_for("bob")
    content = hub.ask(f"/user/bob/api/contents/{lesson}")["content"]
    assert content["cells"][0]["source"] == "# What Bob wrote"
