"""`course class new`: an instructor's folder of one class, in which nbgrader's commands work at once.

What all classes share (the sandbox, feedback without hidden tests, what the assignments need) stays in the package:
the new nbgrader_config.py calls it, so that an update of the course reaches the class, and adds its id and exchange.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import unicodedata
from pathlib import Path

import attrs

from course.content.source import content_root
from course.errors import ClassFolderError
from course.grading.class_folder.course_file import BY_FILES, EXAMPLE, FILE, CourseFile, read_course_file
from course.grading.class_folder.exchange import Place, choose, closed_to_others
from course.grading.gradebook.roster import template
from course.grading.run.feedback_settings import FILE as SETTINGS

TITLE = "Military Partnerships for Peace"
ROSTER = "roster.csv"
FIRST = "01-history"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_LONGEST_ID = 100

_SETTINGS = '''\
"""nbgrader's settings for this class; `nbgrader`, formgrader and `course grade` read them in this folder."""

from course.grading.autograde import course_settings, install

c = get_config()  # traitlets puts it here

install()  # learners' code in a sandbox, feedback without hidden tests, safe pages in formgrader
course_settings(c)  # what the course's assignments need

# This class. course.yml holds its title, platform, time zone and due dates.
c.CourseDirectory.course_id = {course_id}
c.Exchange.root = {exchange}
'''

_COURSE_YML = """\
# What you decided about this class. `course class check` reads it.
id: {id}        # the same as in nbgrader_config.py
title: {title}
platform: {platform}        # moodle, canvas, ilias, mail, exchange or hub
timezone: {timezone}        # in which due dates are meant
# late: {{percent_a_day: 10, most_percent: 50}}
# anonymous: true        # formgrader's pages for marking show no names
"""

_IGNORED = """\
# Students' names, work and marks belong in no repository.
gradebook*.db*
roster.csv
submitted/
submitted-before/
unmatched/
second/
autograded/
feedback/
release/
report-*.html
grades*.csv
*.zip
*.pem
.ipynb_checkpoints/
*.partial
"""


@attrs.frozen(kw_only=True)
class Wanted:
    """What a person asks of a new class. Empty: the id from the folder's name, the course's own title."""

    id: str = ""
    title: str = ""
    platform: str = "exchange"
    timezone: str = "UTC"
    exchange: Path | None = None


def new_class(folder: Path, wanted: Wanted) -> list[str]:
    """Make the folder of a new class; what was made and the next three commands, in sentences.

    folder: new, or empty. Errors: ClassFolderError, and then nothing was made.

    Example: ``new_class(Path("my-class"), Wanted(platform="moodle"))``
    """
    course_dir = folder.expanduser().resolve()
    _refuse_what_is_there(course_dir)
    course_id = _course_id(wanted.id or _slug(course_dir.name), asked=bool(wanted.id))
    title = " ".join(wanted.title.split()) or TITLE
    try:
        CourseFile(id=course_id, title=title, platform=wanted.platform, timezone=wanted.timezone)
    except ValueError as error:
        raise ClassFolderError(f"The class was not made: {error}.") from None
    there = course_dir.exists()
    exchange: Place | None = None
    try:
        # For its owner only: source/ holds the solutions.
        course_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        exchange = choose(course_dir, wanted.exchange)
        assignments = _fill(course_dir, course_id, title, wanted, exchange)
    except (OSError, ClassFolderError) as error:
        _empty(course_dir, there)
        if exchange and exchange.made:
            exchange.folder.rmdir()
        if isinstance(error, ClassFolderError):
            raise
        raise ClassFolderError(
            f"The class was not made: {error.filename}: {error.strerror}. To mend: choose a folder that is yours."
        ) from None
    return _told(folder, course_dir, wanted, assignments, exchange)


def _refuse_what_is_there(course_dir: Path) -> None:
    if (around := next((place for place in course_dir.parents if (place / FILE).is_file()), None)) is not None:
        raise ClassFolderError(
            f"{course_dir} would lie inside another class, {around}. Nothing was made. To mend: leave that folder "
            "first (cd ..)."
        )
    if not course_dir.exists():
        return
    if not course_dir.is_dir():
        raise ClassFolderError(f"{course_dir} is a file. To mend: name a new folder.")
    try:
        first = next(course_dir.iterdir(), None)
    except OSError as error:
        raise ClassFolderError(
            f"{course_dir} cannot be opened: {error.strerror}. To mend: name a new folder."
        ) from None
    if first is not None:
        raise ClassFolderError(
            f"{course_dir} is not empty ({first.name} is in it). Nothing was changed. To mend: name a new folder."
        )


def _slug(name: str) -> str:
    """A folder's name as an id: without accents and spaces.

    >>> _slug("Übung 2027, B")
    'Ubung-2027-B'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", letters).strip("-.")


def _course_id(name: str, asked: bool) -> str:
    if _ID.fullmatch(name) and len(name) <= _LONGEST_ID:
        return name
    if not asked:
        raise ClassFolderError(
            "The folder's name gives no id for nbgrader. To mend: add --id, for example spring-2027."
        )
    raise ClassFolderError(
        f"{name!r} cannot be the id: it names folders in nbgrader's exchange and parts of addresses, so it has letters "
        f"a-z, digits, -, _ and . only, begins with a letter or digit and has at most {_LONGEST_ID} of them. To mend: "
        f"for example --id {_slug(name)[:_LONGEST_ID] or 'spring-2027'}. The title may have all letters."
    )


def _fill(course_dir: Path, course_id: str, title: str, wanted: Wanted, exchange: Place) -> int:
    assessments = content_root() / "assessments"
    for part in ("source", "rubrics"):
        _copy(assessments / part, course_dir / part)
    settings = _SETTINGS.format(course_id=repr(course_id), exchange=repr(str(exchange.folder)))
    (course_dir / SETTINGS).write_text(settings, encoding="utf-8")
    # What JSON puts in quotes, YAML reads as the same text: colons, quotes and an id like 1e3 too.
    said = {"id": course_id, "title": title, "platform": wanted.platform, "timezone": wanted.timezone}
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in said.items()}
    (course_dir / FILE).write_text(_COURSE_YML.format(**quoted) + EXAMPLE, encoding="utf-8")
    read_course_file(course_dir)
    (course_dir / ROSTER).write_bytes(template())
    (course_dir / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    return sum(one.is_dir() for one in (course_dir / "source").iterdir())


def _copy(origin: Path, target: Path) -> None:
    """The files, but not their rights: those of an installed package may be nobody's to write."""
    for path in sorted(origin.rglob("*")):
        place = target / path.relative_to(origin)
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _empty(course_dir: Path, there: bool) -> None:
    """Take away what was made; the folder was new or empty, so all in it is ours."""
    if there:
        for one in course_dir.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
    else:
        shutil.rmtree(course_dir, ignore_errors=True)


def _told(folder: Path, course_dir: Path, wanted: Wanted, assignments: int, exchange: Place) -> list[str]:
    said = read_course_file(course_dir)
    lines = [
        f"Made {course_dir}: the class {said.id}, {said.title}.",
        f"  {FILE}, {SETTINGS}: what you decide, and nbgrader's settings",
        f"  source/, rubrics/: {assignments} assignments with solutions, and how to mark them; keep them to yourself",
        f"  {ROSTER}: write your students there, in place of the example",
    ]
    by_files = wanted.platform in BY_FILES
    if not by_files:
        made = ", made now" if exchange.made else ""
        lines.append(f"Exchange (where nbgrader hands out and takes in): {exchange.folder}{made}.")
    if wanted.platform == "exchange" and (closed := closed_to_others(exchange.folder.parent)):
        lines.append(
            f"  Students with other accounts cannot reach it: {closed} is closed to them. `course class check` says "
            "how to mend that."
        )
    place = shlex.quote(str(folder))
    return [
        *lines,
        "Next:",
        f"  cd {place}",
        f"  course roster {ROSTER}",
        *([f'  course class due {FIRST} "2027-01-15 18:00"  # your date'] if by_files else []),
        f"  nbgrader generate_assignment {FIRST}",
        *([f"  course class pack {FIRST}"] if by_files else []),
        "`course class check` says at any time what is missing.",
    ]
