"""`course class pack`: one zip for learners, with the released assignment, the course, and how to begin and hand in."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from course.content.hand_in import KEY as DATE
from course.errors import PlatformError, UnknownNameError
from course.grading.class_folder.course_file import read_course_file
from course.grading.gradebook.place import require_class, settings_of
from course.grading.notebook.read import read_notebook
from course.grading.platform.learner_wheel import learner_wheel
from course.grading.platform.plain_zip import zipped
from course.grading.platform.start_here import START, start_here
from course.grading.submission.files import shown, survey

_SECRET = ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME")


def pack(assignment: str, course_dir: Path, site: str = "") -> bytes:
    """The zip for learners; the same bytes for the same course and release. Its files bear the release's time.

    site: the page where learners find the course; without one the course is in the zip.
    Errors: GradebookError where no class is, UnknownNameError, PlatformError when the assignment is not released as it
    stands.

    Example: ``pack("01-history", Path("my-class"))``
    """
    require_class(course_dir)
    places = CourseDirectory(root=str(course_dir.resolve()), config=settings_of(course_dir))
    source, release = (
        Path(places.format_path(step, ".", assignment)) for step in (places.source_directory, places.release_directory)
    )
    if not source.is_dir():
        known = [place.name for place in source.parent.glob("*") if place.is_dir()]
        raise UnknownNameError("assignment", assignment, known)
    handed_out = _released(assignment, course_dir, source, release, places.ignore)
    notebooks = [name for name in handed_out if name.endswith(".ipynb")]
    about = read_course_file(course_dir)
    wheel, data = ("", b"") if site else learner_wheel()
    text = start_here(
        assignment,
        [Path(name).name for name in notebooks],
        title=about.title,
        platform=about.platform,
        due=about.due(assignment),
        wheel=wheel,
        site=site,
    )
    top = "assignments" if site else "my-course/assignments"
    files = {f"{top}/{assignment}/{name}": content for name, content in handed_out.items()}
    newest = max((release / name).stat().st_mtime for name in handed_out)
    return zipped({START: text, **files, **({wheel: data} if wheel else {})}, newest)


def has_date(assignment: str, course_dir: Path) -> bool:
    """Whether course.yml or the released notebook says until when to hand in; formgrader may have set the date alone.

    Example: ``has_date("01-history", Path("my-class"))``
    """
    places = CourseDirectory(root=str(course_dir.resolve()), config=settings_of(course_dir))
    release = Path(places.format_path(places.release_directory, ".", assignment))
    notebooks = (release / name for name in survey(release).files if name.suffix == ".ipynb")
    return read_course_file(course_dir).due(assignment) is not None or any(
        DATE in notebook.read_text(encoding="utf-8") for notebook in notebooks
    )


def _released(assignment: str, course_dir: Path, source: Path, release: Path, ignore: list[str]) -> dict[str, bytes]:
    """The files of the release. Errors: PlatformError when it is not what the source would give now."""
    command = f"nbgrader generate_assignment {assignment} --force --course-dir={course_dir}"
    if not release.is_dir():
        raise PlatformError(f"{assignment} was not generated yet. To mend: {command.replace(' --force', '')}")
    written = survey(source, ignore).files
    found = survey(release, ignore)
    for name in written:
        if name not in found.files:
            raise PlatformError(f"{shown(name)} is not in the release of {assignment}. To mend: {command}")
        new, old = source / name, release / name
        if name.suffix == ".ipynb":
            changed = new.stat().st_mtime > old.stat().st_mtime
        else:
            changed = new.read_bytes() != old.read_bytes()
        if changed:
            raise PlatformError(f"The source of {shown(name)} is newer than its release. To mend: {command}")
    for name in found.files:
        if name.suffix == ".ipynb":
            _check_no_secrets(release / name, command)
    files = {name.as_posix(): (release / name).read_bytes() for name in found.files if name.name != "timestamp.txt"}
    if not any(name.endswith(".ipynb") for name in files):
        raise PlatformError(f"The release of {assignment} holds no notebook. To mend: {command}")
    return files


def _check_no_secrets(file: Path, command: str) -> None:
    try:
        texts = [str(cell.get("source", "")) for cell in read_notebook(file)["cells"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise PlatformError(f"{file} cannot be read as a notebook. To mend: {command}") from None
    for mark in _SECRET:
        if any(mark in text for text in texts):
            raise PlatformError(f"{file} still holds what learners must not see ({mark}). To mend: {command}")
