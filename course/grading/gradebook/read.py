"""nbgrader's gradebook, opened for reading only.

nbgrader's own `Gradebook` makes missing files, tables and courses when it opens a database. A report must not: the
database is opened so that SQLite itself refuses every write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Course, Gradebook
from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from course.errors import GradebookError
from course.grading.gradebook.place import SQLITE, address_of, file_of, require_class


def _address(course_dir: Path, db: str) -> str:
    """The database's address, made read-only when it is a SQLite file."""
    url = address_of(course_dir, db)
    path = file_of(course_dir, url)
    if path is None:
        return url
    if not db:
        require_class(course_dir)
    if not path.is_file():
        raise GradebookError(
            f"There is no gradebook {path}. To mend: course roster roster.csv, which makes it; or name the class's "
            "folder with --course-dir, or the database with --db."
        )
    return f"{SQLITE}file:{quote(str(path))}?mode=ro&uri=true"


@contextmanager
def open_gradebook(course_dir: Path = Path(), db: str = "") -> Iterator[Gradebook]:
    """The gradebook of an nbgrader course folder, which nothing done with it can change.

    course_dir: the folder with nbgrader_config.py and gradebook.db. db: a database address in place of the one that
    the settings name, such as sqlite:////srv/course/gradebook.db. A database that is not SQLite is opened as it is.
    Raises GradebookError when there is none, or when it is not nbgrader's.

    >>> with open_gradebook(Path("nowhere")) as gradebook:  # doctest: +ELLIPSIS
    ...     pass
    Traceback (most recent call last):
    ...
    course.errors.GradebookError: There is no folder ...
    """
    address = _address(course_dir.resolve(), db)
    shown = db or course_dir
    try:
        engine = create_engine(address)
        with engine.connect() as connection:
            # nbgrader adds a course that it does not find; naming one that is there keeps it from writing.
            course = connection.execute(select(Course.id).limit(1)).scalar()
        engine.dispose()
        if course is None:
            raise GradebookError(f"The gradebook of {shown} holds no course yet. To mend: nbgrader autograde.")
        gradebook = Gradebook(address, course)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise GradebookError(
            f"The gradebook of {shown} cannot be read: {reason}. To mend: check that it is nbgrader's; a gradebook of "
            "an older nbgrader is brought up to date by `nbgrader db upgrade`."
        ) from error
    try:
        yield gradebook
    finally:
        gradebook.close()
