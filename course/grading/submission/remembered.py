"""platform-names.json in the class folder: what a platform calls each student, so that feedback finds its way back.

    {"lab": {"ann": {"platform": "moodle", "key": "Ann B_12", "file": "Ann B_12_assignsubmission_file/", ...}}}

`course class collect` writes it, also what a person decided with --match; `course class return` and the feedback's step
read it. What a person said to be of nobody in the class stands there under "- KEY" in place of a student.
"""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import cattrs

from course.content.safe_files import write_whole
from course.errors import PlatformError

FILE = "platform-names.json"
NOBODY = "-"
"""In place of a student: it belongs to nobody of the class."""
_ANYWHERE = ("canvas", "ilias")
"""Platforms whose number of a person is the same in every assignment."""


@attrs.frozen
class Known:
    """A student in one platform. file: how a feedback file begins there; see course.grading.platform.names.

    seen, written: the times, in UTC, of the hand-in and of the files, by which what comes next is newer or older.
    """

    platform: str
    key: str
    file: str = ""
    hidden: bool = False
    seen: str = ""
    written: str = ""


class Remembered:
    """What the class folder remembers. Errors: PlatformError when its file cannot be read.

    >>> there = Remembered(Path())
    >>> there.add("01-history", "ann", Known("canvas", "annexample_7", "annexample_7_88_"))
    >>> there.student("02-objectives", "canvas", "annexample_7"), there.get("01-history", "bob")
    ('ann', None)
    """

    def __init__(self, course_dir: Path) -> None:
        self._file = course_dir / FILE
        self._known: dict[str, dict[str, Known]] = {}
        try:
            if self._file.exists():
                value = json.loads(self._file.read_text(encoding="utf-8"))
                self._known = cattrs.structure(value, dict[str, dict[str, Known]])
        except (OSError, ValueError, cattrs.BaseValidationError, TypeError, AttributeError):
            raise PlatformError(
                f"{self._file} cannot be read. To mend: bring back an older copy, or move it away; "
                "`course class collect` writes a new one."
            ) from None

    def add(self, assignment: str, student: str, known: Known) -> None:
        """Remember a student, or NOBODY for a stranger; what was known of this assignment is replaced.

        A key is one person's: who had it before by mistake has it no more.
        """
        people = self._known.setdefault(assignment, {})
        for other in self.owners(assignment, known.platform, known.key):
            del people[other]
        stranger = f"{NOBODY} {known.key}"
        if student == NOBODY:
            student = stranger
        else:
            people.pop(stranger, None)
        people[student] = known

    def get(self, assignment: str, student: str) -> Known | None:
        """What is known of a student in an assignment."""
        return self._known.get(assignment, {}).get(student)

    def owners(self, assignment: str, platform: str, key: str) -> list[str]:
        """The students who were remembered by a platform's key in an assignment, strangers left out.

        >>> there = Remembered(Path())
        >>> there.add("01-history", "ann", Known("moodle", "Ann B_12"))
        >>> there.add("01-history", "annie", Known("moodle", "Ann B_12"))
        >>> there.owners("01-history", "moodle", "Ann B_12")
        ['annie']
        """
        people = self._known.get(assignment, {})
        same = [one for one, known in people.items() if (known.platform, known.key) == (platform, key)]
        return [one for one in same if one != f"{NOBODY} {key}"]

    def student(self, assignment: str, platform: str, key: str) -> str:
        """Who was meant by a platform's key before: an id, NOBODY for a stranger, "" when nothing was said."""
        found = [
            NOBODY if student == f"{NOBODY} {key}" else student
            for name, people in self._known.items()
            for student, known in people.items()
            if (known.platform, known.key) == (platform, key)
            and (name == assignment or (platform in _ANYWHERE and not known.hidden))
        ]
        return NOBODY if NOBODY in found else next(iter(found), "")

    def numbers(self, assignment: str) -> dict[str, str]:
        """Moodle's number of each student in an assignment, the number first; a stranger's is NOBODY's.

        >>> there = Remembered(Path())
        >>> there.add("01-history", "ann", Known("moodle", "Ann B_12"))
        >>> there.numbers("01-history")
        {'12': 'ann'}
        """
        return {
            known.key.rpartition("_")[2]: NOBODY if student == f"{NOBODY} {known.key}" else student
            for student, known in self._known.get(assignment, {}).items()
            if known.platform == "moodle"
        }

    def write(self) -> None:
        """Put it into the class folder. Errors: PlatformError."""
        value = cattrs.unstructure({name: dict(sorted(people.items())) for name, people in sorted(self._known.items())})
        try:
            write_whole(self._file, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            raise PlatformError(f"{self._file} cannot be written: {error.strerror}.") from None
