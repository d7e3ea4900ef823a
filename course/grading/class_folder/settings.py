"""nbgrader's settings as its commands find them in a class folder, and what is wrong with them.

nbgrader joins nbgrader_config.py of the machine, of the account (~/.jupyter) and of the folder where it is typed; what
the folder does not set may therefore come from elsewhere.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
from jupyter_core.paths import jupyter_config_path
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.exchange.default import Exchange
from traitlets.config import PyFileConfigLoader

from course.errors import ClassFolderError, GradebookError
from course.grading.class_folder.course_file import FILE, CourseFile
from course.grading.class_folder.finding import Finding, of_error
from course.grading.gradebook.place import settings_of
from course.grading.run.feedback_settings import FILE as SETTINGS
from course.grading.run.feedback_settings import watched

_PLACES = ("root", "db_url", "directory_structure", "source_directory", "release_directory", "submitted_directory")
"""Settings of CourseDirectory with which work lands in another place."""


@attrs.frozen
class View:
    """What nbgrader's commands take for true in a class folder. safe: whether its settings call `install`."""

    root: Path
    course_id: str
    exchange: Path
    groupshared: bool
    safe: bool


def as_nbgrader_sees(course_dir: Path) -> View:
    """The settings that hold for a command that is typed in the class folder.

    Errors: ClassFolderError where nbgrader refuses them.

    Example: ``as_nbgrader_sees(Path("my-class")).course_id``
    """
    program = AutogradeApp()
    path = list(sys.path)
    try:
        with contextlib.chdir(course_dir), watched() as watch:
            program.initialize(["--log-level=CRITICAL"])
    except SystemExit:
        raise ClassFolderError("nbgrader cannot read its settings: see above. To mend: correct them.") from None
    finally:
        sys.path[:] = path  # nbgrader puts the folder there, for good
    places = program.coursedir
    return View(
        root=(course_dir / places.root).resolve(),
        course_id=places.course_id,
        exchange=course_dir / str(program.config.Exchange.get("root", Exchange.root.default_value)),
        groupshared=places.groupshared,
        safe=watch.installed,
    )


def settings_faults(course_dir: Path, said: CourseFile | None) -> Iterator[Finding]:
    """What is wrong with the settings, those of the account and the machine too.

    said: what course.yml says; None where it cannot be read.

    Example: ``settings_faults(Path("my-class"), None)``
    """
    if not (course_dir / SETTINGS).is_file():
        yield Finding(
            True, f"there is no {SETTINGS} in {course_dir}", "name a class's folder; `course class new` makes one"
        )
        return
    yield from _from_elsewhere(course_dir)
    try:
        own = settings_of(course_dir)
    except GradebookError as error:
        yield of_error(True, error)
        return
    view = as_nbgrader_sees(course_dir)
    if not view.safe:
        yield Finding(
            True,
            f"{SETTINGS} does not call install(): feedback would show hidden tests, and buttons of formgrader run "
            "learners' code unprotected",
            "`course grade --write-settings ASSIGNMENT`, or copy the lines with install from a folder that "
            "`course class new` made",
        )
    if not view.course_id:
        yield Finding(True, "the class has no course id", f"set c.CourseDirectory.course_id in {SETTINGS}")
    elif said and said.id and said.id != view.course_id:
        yield Finding(
            True,
            f"the course id is {view.course_id!r} in {SETTINGS} and {said.id!r} in {FILE}",
            "write the same in both; nbgrader's exchange knows what students fetched by the first",
        )
    if "root" not in own.Exchange and said and said.platform == "exchange":
        yield Finding(
            False,
            f"{SETTINGS} does not name the exchange; nbgrader takes {view.exchange}",
            f"set c.Exchange.root in {SETTINGS}",
        )


def _from_elsewhere(course_dir: Path) -> Iterator[Finding]:
    """Settings of the account or the machine that lead nbgrader away from this folder."""
    for place in jupyter_config_path():
        file = Path(place) / SETTINGS
        if not file.is_file():
            continue
        try:
            config = PyFileConfigLoader(SETTINGS, path=place).load_config()
        except Exception as error:  # noqa: BLE001 - the file is somebody's program and may fail in any way
            yield Finding(True, f"{file} does not run: {type(error).__name__}: {error}", "correct it or move it away")
            continue
        own = settings_of(course_dir).CourseDirectory if (course_dir / SETTINGS).is_file() else {}
        for name in _PLACES:
            value = config.CourseDirectory.get(name)
            if value is None or name in own or (name == "root" and Path(str(value)).resolve() == course_dir):
                continue
            yield Finding(
                True,
                f"{file} sets c.CourseDirectory.{name} = {value!r}, and nbgrader's commands in this folder obey",
                f"take that line out of it, or set the same name in {course_dir / SETTINGS}",
            )
