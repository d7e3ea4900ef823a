"""`course class return`: the zip of feedback pages, under the names that the platform's upload reads.

moodle  "Upload multiple feedback files in a zip": a folder named as in the download, `Ann B_7_assignsubmission_file/`,
        with a `_` at its end where it had one, which Moodle before 4.1 needs.
        Moodle reads the number and the two words after it; feedback of the type "Feedback files" must be switched on.
        Read: mod/assign/feedback/file/importziplib.php.
canvas  "Upload Submissions": a file that begins as the one that was downloaded, `exampleann_7_101_`. Canvas reads the
        first two numbers, and then shows the page under the name of the file that was handed in: learners save it with
        the ending .html. Read: app/models/abstract_assignment.rb (`infer_comment_context_from_filename`).
ilias   "Multi-Feedback": `multi_feedback_.../Example_Ann_ann_301/page.html`, at exactly this depth; ILIAS reads the
        last number. Read: components/ILIAS/Exercise/TutorFeedbackFile/TutorFeedbackZipRepository.php, `getFiles`.
mail    a folder for each person; the addresses are printed.

A page goes only when it says what the gradebook says now (see course.grading.notebook.marks). Pages of people whose
work still waits for a person stay here, unless it is said to go on; nobody else has to wait for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from course.content.safe_files import write_whole
from course.errors import ExportError, PlatformError
from course.grading.class_folder.course_file import BY_FILES, read_course_file
from course.grading.gradebook.assignment import find_assignment
from course.grading.gradebook.place import settings_of
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.status import only_extension, status_of
from course.grading.notebook.marks import marks_on, marks_word, older
from course.grading.platform.handed_over import safe_path
from course.grading.platform.plain_zip import zipped
from course.grading.submission.remembered import Known, Remembered

_SCORE = re.compile(r"\(Score: (-?[0-9.]+) / [0-9.]+\)")
_WAITS = {"needs marking": "still to be marked", "to look at": "a person still has to look at a score"}


@attrs.define
class Returned:
    """What goes back. files: the zip's. people: whose. left: who gets nothing and why, a sentence each.

    written: when the newest page was made, in seconds since 1970.
    """

    files: dict[str, bytes] = attrs.field(factory=dict)
    people: list[str] = attrs.field(factory=list)
    left: list[str] = attrs.field(factory=list)
    platform: str = ""
    written: float = 0.0


def give_back(assignment: str, course_dir: Path, platform: str = "", anyway: bool = False, db: str = "") -> Returned:
    """Put the feedback pages of an assignment together for a platform.

    platform: one of BY_FILES; by default what course.yml says, else what most people's work came by. anyway: also
    pages of people whose work still waits for a person. Errors: UnknownNameError, GradebookError, PlatformError.

    Example: ``give_back("01-history", Path("my-class"), "moodle").left``
    """
    places = CourseDirectory(root=str(course_dir.resolve()), config=settings_of(course_dir))
    remembered = Remembered(course_dir.resolve())
    with open_gradebook(course_dir, db) as gradebook:
        find_assignment(gradebook, assignment)
        students = list(gradebook.students)
        platform = platform or _platform(course_dir, [remembered.get(assignment, one.id) for one in students])
        done = Returned(platform=platform)
        for student in students:
            try:
                submission = gradebook.find_submission(assignment, student.id)
            except MissingEntry:
                if Path(places.format_path(places.submitted_directory, student.id, assignment)).is_dir():
                    done.left.append(f"{student.id}: not graded yet.")
                continue
            if only_extension(submission):
                continue  # nothing came
            known = remembered.get(assignment, student.id)
            if why := _why_not(submission, known, platform, anyway):
                done.left.append(f"{student.id}: {why}.")
                continue
            pages, faults, written = _pages(gradebook, places, assignment, submission)
            done.left += [f"{student.id}: {fault}" for fault in faults]
            if pages:
                done.people.append(student.id)
                done.written = max(done.written, written)
            for name, data in pages.items():
                done.files[_place(platform, assignment, student, known, name)] = data
    return done


def write_back(done: Returned, target: Path) -> None:
    """Write the zip. Errors: ExportError when there is nothing to give back, or it cannot be written.

    Example: ``write_back(give_back("01-history", Path("my-class")), Path("feedback.zip"))``
    """
    if not done.files:
        raise ExportError("\n".join(["No feedback page is ready to go, so no zip was written.", *done.left[:20]]))
    try:
        write_whole(target, zipped(done.files, done.written))
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}. Choose another --output.") from None


def _platform(course_dir: Path, known: list[Known | None]) -> str:
    said = read_course_file(course_dir).platform
    if said in BY_FILES:
        return said
    came_by = [one.platform for one in known if one is not None]
    if not came_by:
        raise PlatformError(
            "Nobody's work came by a platform, so it is not known how the files must be called. To mend: say it with "
            f"--platform: {', '.join(BY_FILES)}."
        )
    return max(sorted(set(came_by)), key=came_by.count)


def _why_not(submission: Any, known: Known | None, platform: str, anyway: bool) -> str:
    status = status_of(submission)
    if status == "not autograded":
        return "not graded yet"
    if status in _WAITS and not anyway:
        return f"{_WAITS[status]} (--anyway sends the page as it is)"
    if platform != "mail" and (known is None or known.platform != platform or not known.file):
        came = f"it came by {known.platform}" if known else "it came another way"
        return f"the name in {platform} is not known, because {came}"
    return ""


def _pages(
    gradebook: Gradebook, places: CourseDirectory, assignment: str, submission: Any
) -> tuple[dict[str, bytes], list[str], float]:
    """The pages of a person that are as the gradebook is now, what is wrong with the others, and the newest's time."""
    student = submission.student.id
    feedback, graded = (
        Path(places.format_path(step, student, assignment))
        for step in (places.feedback_directory, places.autograded_directory)
    )
    again = f"nbgrader generate_feedback {assignment}"
    pages, faults, newest = {}, [], 0.0
    for notebook in submission.notebooks:
        page, marked = feedback / f"{notebook.name}.html", graded / f"{notebook.name}.ipynb"
        if not marked.is_file() and not page.is_file():
            continue  # nothing of this notebook was handed in
        if not page.is_file() or page.is_symlink():
            faults.append(f"there is no feedback page of {notebook.name}. To mend: {again}")
            continue
        data = page.read_bytes()
        if older(page, marked) or not _says(data.decode("utf-8", "replace"), notebook):
            faults.append(f"the feedback page of {notebook.name} is older than the grade. To mend: {again}")
            continue
        pages[f"{notebook.name}.html"] = data
        newest = max(newest, page.stat().st_mtime)
    return pages, faults, newest


def _says(page: str, notebook: Any) -> bool:
    """Whether a page says what the gradebook says now of nbgrader's `notebook`."""
    if word := marks_on(page):
        return word == marks_word(notebook)
    # One that nbgrader wrote without our step has its score; one of another template has not, and its time has to do.
    found = _SCORE.search(page)
    score = notebook.score - (notebook.late_submission_penalty or 0)
    return found is None or abs(float(found[1]) - round(score, 2)) < 0.01


def _place(platform: str, assignment: str, student: Any, known: Known | None, page: str) -> str:
    if platform == "moodle" and known:
        return f"{known.file}{page}"
    if platform == "canvas" and known:
        return f"{known.file}{page}"
    if platform == "ilias" and known:
        return f"multi_feedback_{assignment}/{known.file}{page}"
    name = " ".join(filter(None, (student.last_name, student.first_name)))
    return f"{safe_path((f'{name} ({student.id})' if name else student.id,))}/{page}"


def addresses(course_dir: Path, people: list[str], db: str = "") -> Iterator[str]:
    """A line with folder's person and address for each, for mail.

    Example: ``addresses(Path("my-class"), ["ann"])``
    """
    with open_gradebook(course_dir, db) as gradebook:
        for one in gradebook.students:
            if one.id in people:
                yield f"{one.id}: {one.email or 'no address in the gradebook'}"
