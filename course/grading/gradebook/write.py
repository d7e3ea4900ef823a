"""nbgrader's gradebook, opened to change it: where it is, and its faults in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from course.errors import GradebookError
from course.grading.gradebook.read import settings_of

SIGNS = ("nbgrader_config.py", "source", "gradebook.db")
"""What an nbgrader course folder has at least one of. nbgrader would make a gradebook in any folder."""


def address_of(course_dir: Path, db: str = "") -> str:
    """The address of a course folder's gradebook. db: another one, which then counts.

    Errors: GradebookError for settings that do not run.

    >>> address_of(Path("/srv/class"))
    'sqlite:////srv/class/gradebook.db'
    """
    return (
        db
        or str(settings_of(course_dir).CourseDirectory.get("db_url", ""))
        or f"sqlite:///{course_dir.resolve() / 'gradebook.db'}"
    )


@contextmanager
def changed_gradebook(course_dir: Path, db: str = "", anywhere: bool = False) -> Iterator[Gradebook]:
    """The gradebook of a course folder, to read and to write; nbgrader makes one where there is none.

    course_dir: the folder with nbgrader_config.py. db: its address, when the settings do not name it. anywhere: also in
    a folder that shows no sign of a class yet. Errors: GradebookError for a folder that is not there or no class's,
    and for a database that cannot be written.

    Example: ``changed_gradebook(Path("my-class"))``
    """
    if not course_dir.is_dir():
        raise GradebookError(f"There is no course folder {course_dir}. To mend: name it with --course-dir.")
    if not (anywhere or db) and not any((course_dir / sign).exists() for sign in SIGNS):
        raise GradebookError(
            f"{course_dir.resolve()} is no nbgrader course folder: it has no {' and no '.join(SIGNS)}. To mend: "
            "name it with --course-dir."
        )
    address = address_of(course_dir, db)
    try:
        with Gradebook(address, str(settings_of(course_dir).CourseDirectory.get("course_id", ""))) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise GradebookError(
            f"The gradebook {address} cannot be written: {reason}. To mend: close other programs."
        ) from None
