"""nbgrader's gradebook, opened to change it: where it is, and its faults in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from course.errors import GradebookError
from course.grading.gradebook.place import address_of, require_class, settings_of


@contextmanager
def changed_gradebook(course_dir: Path, db: str = "") -> Iterator[Gradebook]:
    """The gradebook of a course folder, to read and to write; nbgrader makes one where there is none.

    course_dir: the folder with nbgrader_config.py. db: its address, when the settings do not name it. Errors:
    GradebookError for a folder that is not there or no class's, and for a database that cannot be written.

    Example: ``changed_gradebook(Path("my-class"))``
    """
    if not db:
        require_class(course_dir)
    address = address_of(course_dir, db)
    try:
        with Gradebook(address, str(settings_of(course_dir).CourseDirectory.get("course_id", ""))) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise GradebookError(
            f"The gradebook {address} cannot be written: {reason}. To mend: close other programs."
        ) from None
