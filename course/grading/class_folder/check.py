"""`course class check`: what an instructor's folder lacks, before a class of students finds out."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from course.errors import ClassFolderError, ContentError
from course.grading.class_folder.course_file import FILE, CourseFile, read_course_file
from course.grading.class_folder.exchange import closed_to_others, faults
from course.grading.class_folder.finding import Finding, some
from course.grading.class_folder.handed_out import handout_faults
from course.grading.class_folder.people import people_faults
from course.grading.class_folder.settings import as_nbgrader_sees, settings_faults
from course.grading.run.doctor import findings
from course.grading.run.environment import as_nbgrader_needs_it
from course.grading.sandbox.bubblewrap import missing


def check_class(folder: Path) -> list[Finding]:
    """Everything that a class lacks, what stops it first.

    folder: the class's folder. Errors: ClassFolderError when there is no such folder. Nothing is changed.

    Example: ``[one.what for one in check_class(Path("my-class")) if one.stops]``
    """
    course_dir = folder.expanduser().resolve()
    if not course_dir.is_dir():
        raise ClassFolderError(f"There is no folder {folder}. To mend: `course class new {shlex.quote(str(folder))}`.")
    with as_nbgrader_needs_it():
        return sorted(_all(course_dir), key=lambda one: not one.stops)


def _all(course_dir: Path) -> Iterator[Finding]:
    said: CourseFile | None = None
    try:
        said = read_course_file(course_dir)
        if not (course_dir / FILE).is_file():
            yield Finding(False, f"there is no {FILE}; the class has no time zone and no due dates", f"write {FILE}")
    except ContentError as error:
        yield from (Finding(True, f"{one.file}: {one.place}: {one.rule}", one.mend) for one in error.faults)
    if said and (unknown := [name for name in said.assignments if not (course_dir / "source" / name).is_dir()]):
        yield Finding(False, f"{FILE} names what is not in source/: {some(unknown)}", f"correct the name in {FILE}")
    wrong = list(settings_faults(course_dir, said))
    yield from wrong
    yield from _rights(course_dir)
    yield from _sandbox()
    if any(one.stops for one in wrong):
        return  # what follows would be read with settings that do not hold
    platform = said.platform if said else CourseFile().platform
    view = as_nbgrader_sees(course_dir)
    if platform == "exchange":
        yield from (Finding(True, what, mend) for what, mend in faults(view.exchange, view.course_id, view.groupshared))
    yield from people_faults(course_dir, platform)
    travels = platform in ("exchange", "hub")
    yield from handout_faults(course_dir, view.exchange / view.course_id / "outbound" if travels else None)


def _rights(course_dir: Path) -> Iterator[Finding]:
    shown = shlex.quote(str(course_dir))
    for path in (course_dir, *sorted(course_dir.glob("gradebook.db*"))):
        if not os.access(path, os.R_OK | os.W_OK):
            rights = "2770" if path == course_dir else "660"
            yield Finding(
                True,
                f"you cannot write {path}",
                f"if it shall be yours alone: sudo chown -R $(whoami) {shown}; if it belongs to a group of instructors "
                f"that you are in, ask its owner for: chmod {rights} {shlex.quote(str(path))}",
            )
    others = course_dir.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH)
    if others and closed_to_others(course_dir.parent) is None:
        yield Finding(
            True,
            f"every account of this machine can look into {course_dir}, with solutions and marks in it",
            f"chmod o-rwx {shown}",
        )


def _sandbox() -> Iterator[Finding]:
    if why := missing():
        yield Finding(
            True,
            f"learners' code would run unprotected: {why}",
            "install bubblewrap (Debian, Ubuntu: sudo apt-get install bubblewrap); where namespaces are forbidden, ask "
            "the administrator to allow them (sysctl kernel.unprivileged_userns_clone=1, on Ubuntu 24.04 "
            "kernel.apparmor_restrict_unprivileged_userns=0)",
        )
        return
    for line in findings():
        if line.startswith("no "):
            what = line.partition(":")[0].rstrip(".")
            yield Finding(False, what, "grading works without it; `course grade --doctor` says what holds instead")
