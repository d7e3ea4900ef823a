"""`course class return`: does each feedback page reach its person by the platform's own rule, and no old or unready one go?"""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from course.errors import CourseError, ExportError
from tests.support.handed_in import run
from tests.support.import_rules import canvas_feedback, ilias_feedback, moodle_feedback
from tests.support.lab_course import INSTALL, LAB, book, course_grade, mark
from tests.support.platform_class import collect, course, line, platform_class, work, zipped

MOODLE = {101: "ann", 102: "h.novakova", 103: "oneil", 104: "wang"}
NAMES = {
    "moodle": {
        "Ann Example_101_assignsubmission_file/one.ipynb": 42,
        "Hana Nováková_102_assignsubmission_file_/one.ipynb": 0,
        "Zoë Maria O'Neil_103_assignsubmission_file_one.ipynb": 42,
    },
    "canvas": {
        "exampleann_7_201_one.ipynb": 42,
        "novákováhana_LATE_8_202_one-2.ipynb": 0,
        "oneilzoëmaria_9_203_x.ipynb": 42,
    },
    "ilias": {
        "Example_Ann_ann_301/one.ipynb": 42,
        "Novakova_Hana_h.novakova_302/one.ipynb": 0,
        "ONeil_Zoe_oneil_303/one.ipynb": 42,
    },
    "mail": {"Ann Example/one.ipynb": 42, "Hana Nováková/one.ipynb": 0, "oneil/one.ipynb": 42},
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class after its work came by Moodle, was graded, and has its pages."""
    root = platform_class(tmp_path_factory.mktemp("back") / "course", INSTALL)
    bring(root, "moodle")
    course_grade(root, "--no-sandbox")
    run(root, "nbgrader", "generate_feedback", LAB)
    return root


def bring(root: Path, platform: str) -> None:
    """Three people's work by a platform; the same work whatever the platform is."""
    files = {name: work(root, f"one = {answer}") for name, answer in NAMES[platform].items()}
    (root / "all.zip").write_bytes(zipped(files))
    collect(root, root / "all.zip")


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return Path(shutil.copytree(graded, tmp_path / "course", copy_function=shutil.copy2))


def back(root: Path, *words: str) -> tuple[dict[str, bytes], str]:
    """The files of the zip, and what was said."""
    done = course("class", "return", LAB, "--course-dir", root, "--output", root / "feedback.zip", *words)
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(root / "feedback.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}, done.output


def page(root: Path, student: str) -> bytes:
    """A person's page in the class folder."""
    return (root / "feedback" / student / LAB / "one.html").read_bytes()


def test_moodle_gives_each_page_to_its_person(root: Path) -> None:
    """With and without folders in the download: does Moodle's rule find the person, and is who is not graded named?"""
    (root / "submitted" / "wang" / LAB).mkdir(parents=True)
    files, said = back(root)
    assert line(said, "wang: not graded yet.")
    found = {moodle_feedback(f"/import/{name}", MOODLE): data for name, data in files.items()}
    assert found == {(who, "one.html"): page(root, who) for who in ("ann", "h.novakova", "oneil")}
    assert "3 pages for 3 people, for moodle" in said


def test_the_zip_bears_the_time_of_its_newest_page(root: Path) -> None:
    """Is a page in the zip as old as the newest page is, and not of 1980?"""
    os.utime(root / "feedback" / "ann" / LAB / "one.html", (4_000_000_000, 4_000_000_000))
    back(root)
    with zipfile.ZipFile(root / "feedback.zip") as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2096, 10, 2, 7, 6, 40)}


def test_moodle_gets_the_folder_names_that_it_gave(root: Path) -> None:
    """Moodle before 4.1 needs the `_` at the folder's end: is each name as it came, and one of an older run as it was kept?"""
    names = root / "platform-names.json"
    names.write_text(
        names.read_text().replace("O'Neil_103_assignsubmission_file_/", "O'Neil_103_assignsubmission_file/")
    )
    files, _ = back(root)
    assert {name.partition("/")[0] for name in files} == {
        "Ann Example_101_assignsubmission_file",
        "Hana Nováková_102_assignsubmission_file_",
        "Zoë Maria O'Neil_103_assignsubmission_file",
    }


def test_canvas_and_ilias_give_each_page_to_its_person(root: Path) -> None:
    """Late, under another name, in ASCII: do the other platforms' rules find the same people?"""
    bring(root, "canvas")
    files, _ = back(root)
    submitted = {7: {201}, 8: {202}, 9: {203}}
    found = {canvas_feedback(name, submitted): data for name, data in files.items()}
    assert found == {7: page(root, "ann"), 8: page(root, "h.novakova"), 9: page(root, "oneil")}
    bring(root, "ilias")
    files, said = back(root)
    found = {ilias_feedback(name, {301, 302, 303}): data for name, data in files.items()}
    assert found == {301: page(root, "ann"), 302: page(root, "h.novakova"), 303: page(root, "oneil")}
    assert "for ilias" in said


def test_mail_gets_a_folder_for_each_person(root: Path) -> None:
    """Is there a folder with the name and id for each, and is the address said?"""
    files, said = back(root, "--platform", "mail")
    assert "O'Neil Zoë Maria (oneil)/one.html" in files and len(files) == 3
    assert line(said, "oneil: zoe@example.org")


def test_who_came_another_way_is_named(root: Path) -> None:
    """For a platform by which the work did not come: is nobody's file given a made-up name?"""
    with pytest.raises(AssertionError, match="No feedback page is ready") as error:
        back(root, "--platform", "canvas")
    assert "ann: the name in canvas is not known, because it came by moodle." in str(error.value)
    assert isinstance(error.value.__cause__, ExportError)
    assert not (root / "feedback.zip").exists()


def test_an_old_page_does_not_go(root: Path) -> None:
    """No page, a page older than the notebook, a page whose score a person has changed since: is each named with the mend?"""
    (root / "feedback" / "ann" / LAB / "one.html").unlink()
    os.utime(root / "feedback" / "oneil" / LAB / "one.html", (1, 1))
    mark(root, "h.novakova", "one-visible", 1.0)
    with pytest.raises(AssertionError) as error:
        back(root)
    said = str(error.value)
    assert "ann: there is no feedback page of one." in said
    for student in ("oneil", "h.novakova"):
        assert f"{student}: the feedback page of one is older than the grade." in said
    assert "To mend: nbgrader generate_feedback lab" in said
    run(root, "nbgrader", "generate_feedback", LAB)
    files, _ = back(root)
    assert len(files) == 3


def test_the_page_of_late_work_goes(root: Path) -> None:
    """Points that lateness cost stand on the page: does it go, and not when they have changed since?"""
    with book(root) as gradebook:
        gradebook.find_submission_notebook("one", LAB, "ann").late_submission_penalty = 1.5
        gradebook.db.commit()
    files, said = back(root)
    assert line(said, "ann: the feedback page of one is older") and len(files) == 2
    run(root, "nbgrader", "generate_feedback", LAB)
    files, said = back(root)
    assert "older" not in said and len(files) == 3


def test_pages_of_unfinished_marks_wait_and_the_others_go(root: Path) -> None:
    """One score waits for a person: does that page stay, do the others go, and does --anyway send it, once it says so?"""
    with book(root) as gradebook:
        gradebook.find_grade("one-hidden", "one", LAB, "ann").needs_manual_grade = True
        gradebook.db.commit()
    files, said = back(root)
    assert len(files) == 2
    assert line(said, "ann: a person still has to look at a score (--anyway sends the page as it is).")
    files, said = back(root, "--anyway")
    assert line(said, "ann: the feedback page of one is older") and len(files) == 2
    run(root, "nbgrader", "generate_feedback", LAB)
    files, _ = back(root, "--anyway")
    assert len(files) == 3 and b"These are not all your points yet" in page(root, "ann")


def test_who_handed_in_nothing_is_not_named(root: Path) -> None:
    """More time for somebody of whom nothing came: is that person no case of a missing name?"""
    course("class", "due", LAB, "2027-01-15 18:00", "--course-dir", root)
    course("class", "extend", "idle", "--assignment", LAB, "--by", "2d", "--course-dir", root)
    files, said = back(root)
    assert len(files) == 3 and "idle" not in said


def test_nobodys_missing_secret_is_told_where_none_is_needed(root: Path) -> None:
    """Work that came by a platform has no secret of nbgrader's: is that told for other work only, also beside a spoilt list?"""
    words = ("nbgrader", "generate_feedback", LAB, "--student=ann", "--force")
    quiet = run(root, *words)
    assert "submission_secret" not in quiet.stdout + quiet.stderr
    assert (root / "feedback" / "ann" / LAB / "submission_secret.txt").read_text()
    (root / "platform-names.json").write_text("[")
    told = run(root, *words)
    assert "submission_secret" in told.stdout + told.stderr
    assert "platform-names.json cannot be read" in told.stdout + told.stderr


def test_no_platform_is_guessed(root: Path) -> None:
    """Nothing came by a platform, and course.yml names none: is it asked for in words?"""
    (root / "platform-names.json").unlink()
    with pytest.raises(AssertionError, match="it is not known how the files must be called") as error:
        back(root)
    assert isinstance(error.value.__cause__, CourseError)
    (root / "course.yml").write_text("platform: mail\n")
    assert "for mail" in back(root)[1]
