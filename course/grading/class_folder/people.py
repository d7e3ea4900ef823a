"""The students of a class as its list, its gradebook and the machine know them, and where these three disagree."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import nbgrader
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from course.errors import GradebookError
from course.grading.class_folder.course_file import BY_FILES
from course.grading.class_folder.finding import Finding, of_error, some
from course.grading.class_folder.new import ROSTER
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.roster import Student, odd_emails, read_roster, same_name

_HAS_ACCOUNTS = os.name == "posix"
"""Not on Windows, where nbgrader's exchange does not work either."""
_TELL_APART = (
    "when their work comes, say whose it is with `course class collect --match`",
    "give `course class collect` Moodle's grading worksheet each time: by its addresses it knows who is who; or say "
    "whose work it is with --match",
)
_FILL = f"write your students in {ROSTER}, then: course roster {ROSTER}"


def people_faults(course_dir: Path, platform: str) -> Iterator[Finding]:
    """What is wrong with the students of a class, its gradebook included.

    platform: as in course.yml; only on a shared disk ("exchange") are the ids names of accounts of this machine.

    Example: ``people_faults(Path("my-class"), "moodle")``
    """
    listed: list[Student] = []
    unread = None
    if (course_dir / ROSTER).is_file():
        try:
            listed = read_roster(course_dir / ROSTER)
        except GradebookError as error:
            unread = error
    try:
        known = _in_gradebook(course_dir)
    except GradebookError as error:
        yield of_error(True, error)
        return
    if not known:
        yield of_error(True, unread) if unread else Finding(True, "the gradebook has no students", _FILL)
        return
    if unread:
        yield of_error(False, unread)
    ids = {one.id for one in known}
    if new := [one.id for one in listed if one.id not in ids]:
        yield Finding(False, f"the gradebook lacks students of {ROSTER}: {some(new)}", f"course roster {ROSTER}")
    if gone := [one.id for one in known if listed and one.id not in {other.id for other in listed}]:
        yield Finding(
            False,
            f"the gradebook has students who are not in {ROSTER}: {some(gone)}",
            f"if somebody left the class or an id was a slip: nbgrader db student remove {shlex.quote(gone[0])} (with "
            f"--force also what was handed in and graded), and move submitted/{shlex.quote(gone[0])} out of the class, "
            f"or course grade adds them again; else write them into {ROSTER}",
        )
    for words in odd_emails(known):
        yield Finding(False, words.rstrip("."), f"correct the address in {ROSTER}, then: course roster {ROSTER}")
    if platform in BY_FILES:
        for words in same_name(known):
            yield Finding(False, words, _TELL_APART[platform == "moodle"])
    if platform == "exchange" and (open_ := [one.id for one in known if _is_open(one.id)]):
        yield Finding(
            False,
            f"everybody on this machine can look into the homes of {some(open_)}, and at the work in them",
            f"ask the administrator for: sudo chmod 700 {shlex.quote(str(_home(open_[0])))}, and so for each",
        )
    if platform == "exchange" and (strangers := [one.id for one in known if not _is_account(one.id)]):
        yield Finding(
            True,
            f"these ids are no accounts of this machine, by which nbgrader knows a student: {some(strangers)}",
            f"write account names in the column id of {ROSTER}, then: course roster {ROSTER}; and take the wrong id "
            f"out of the gradebook: nbgrader db student remove {shlex.quote(strangers[0])}. Or set another platform in "
            "course.yml",
        )


def _in_gradebook(course_dir: Path) -> list[Student]:
    """The gradebook's students; nobody where there is none yet. Errors: GradebookError."""
    try:
        with open_gradebook(course_dir) as gradebook:
            try:
                version = gradebook.db.execute(text("SELECT version_num FROM alembic_version")).scalar()
            except SQLAlchemyError:
                version = None
            if version != _schema():
                raise GradebookError(
                    "The gradebook was made by another version of nbgrader. To mend: copy gradebook.db, then: "
                    "nbgrader db upgrade."
                )
            return [
                Student(one.id, one.first_name or "", one.last_name or "", one.email or "")
                for one in gradebook.students
            ]
    except GradebookError as error:
        if str(error).startswith("There is no gradebook"):
            return []
        raise


def _schema() -> str | None:
    """The version of nbgrader's tables. nbgrader itself starts a program of its own for this, which takes seconds."""
    return ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic"))).get_current_head()


def _is_account(name: str) -> bool:
    return not _HAS_ACCOUNTS or _home(name) is not None


def _home(name: str) -> Path | None:
    """The home of an account of this machine; None where there is no such account."""
    if not _HAS_ACCOUNTS:
        return None
    import pwd

    try:
        return Path(pwd.getpwnam(name).pw_dir)
    except KeyError:
        return None


def _is_open(name: str) -> bool:
    """Whether every account of the machine can look into this one's home."""
    home = _home(name)
    try:
        return home is not None and bool(home.stat().st_mode & stat.S_IXOTH)
    except OSError:  # it lies in a folder that is closed to us
        return False
