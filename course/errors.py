"""Everything that can go wrong, as one tree.

CourseError
├── ContentError          a course file is wrong; carries every fault of the file at once
├── UnknownNameError      no table, item, task or module has that name; offers the nearest
├── DataContractError     a data table breaks what datapackage.json promises
├── ResponseError         an answer cannot be read (not the same as a wrong answer)
├── RecordError           the learner's record cannot be read, exported or erased
├── WorkspaceError        the learner's folder cannot be filled or updated
├── CertificateError      a certificate cannot be issued or read
├── BuildError            a lesson does not run from top to bottom
├── ClassroomError        a step of the simulated class failed
├── ClassFolderError      an instructor's class folder cannot be made or opened
├── GradingError          submissions cannot be graded here, or not as asked
├── PlatformError         a download of a learning platform cannot be taken over, or a file for it not be made
├── ExportError           a file of grades or answers cannot be written or read
└── GradebookError        nbgrader's gradebook cannot be read, or holds nothing to report

Every message says what is wrong, where, and what to do. None of these is raised for a
learner's wrong answer: that is ordinary and gets feedback instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import attrs

__all__ = [
    "BuildError",
    "CertificateError",
    "ClassFolderError",
    "ClassroomError",
    "ContentError",
    "CourseError",
    "DataContractError",
    "ExportError",
    "Fault",
    "GradebookError",
    "GradingError",
    "PlatformError",
    "RecordError",
    "ResponseError",
    "UnknownNameError",
    "WorkspaceError",
]


class CourseError(Exception):
    """Base of every error this package raises on purpose.

    In a notebook it is shown as its message alone: the steps that led to it are ours, and tell a learner nothing.

    >>> WorkspaceError("There is no room left.")._render_traceback_()
    ['WorkspaceError: There is no room left.']
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]  # IPython asks an error itself how to show it


@attrs.frozen
class Fault:
    """One thing wrong in one place of one file, with the way to mend it.

    >>> print(Fault("items.yml", "m1-q03", "no option is marked correct", "mark exactly one"))
    items.yml: m1-q03: no option is marked correct. To mend: mark exactly one.
    """

    file: str
    place: str
    rule: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.rule}. To mend: {self.mend}."


class ContentError(CourseError):
    """One or more course files break a rule; `faults` holds all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{count} fault{'s' if count != 1 else ''} in the course files:\n{lines}")


class UnknownNameError(CourseError):
    """A name that does not exist, with the names that are nearest to it.

    >>> raise UnknownNameError("table", "un_operation", ["un_operations", "pacts"])
    Traceback (most recent call last):
    ...
    course.errors.UnknownNameError: There is no table 'un_operation'. Did you mean 'un_operations'?
    """

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        by_small_letters = {n.casefold(): n for n in self.known}
        close = difflib.get_close_matches(str(name).casefold(), by_small_letters, n=3, cutoff=0.5)
        near = [by_small_letters[n] for n in close]
        if near:
            advice = "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        elif self.known:
            shown = ", ".join(self.known[:12]) + (", ..." if len(self.known) > 12 else "")
            advice = f"Known: {shown}."
        else:
            advice = "None is known here."
        super().__init__(f"There is no {kind} {name!r}. {advice}")


class DataContractError(CourseError):
    """A table breaks its entry in datapackage.json: file, row, column and rule."""


class ResponseError(CourseError):
    """An answer that cannot be read: an option that does not exist, a word where a number belongs.

    code: a short name of the reason, for programs; the message is for people.

    >>> ResponseError("Choose one option of m1-q03: a, b, c.", "choose_one").code
    'choose_one'
    """

    def __init__(self, message: str, code: str = "") -> None:
        self.code = code
        super().__init__(message)


class RecordError(CourseError):
    """The learner's record cannot be read, exported or erased."""


class WorkspaceError(CourseError):
    """The learner's folder cannot be filled or updated."""


class CertificateError(CourseError):
    """A certificate cannot be issued or read: a name, key or file is missing, or would be overwritten."""


class BuildError(CourseError):
    """A lesson or assignment does not run from top to bottom."""


class ClassroomError(CourseError):
    """A step of the simulated class failed; the message holds nbgrader's own last words."""


class ClassFolderError(CourseError):
    """An instructor's class folder cannot be made, looked at or opened."""


class GradingError(CourseError):
    """Submissions cannot be graded on this machine, or not in the way that was asked for."""


class PlatformError(CourseError):
    """What a learning platform or a mailbox gave cannot be taken over, or what it is to get cannot be made."""


class ExportError(CourseError):
    """A file of grades or pooled answers cannot be written, or is not what it should be."""


class GradebookError(CourseError):
    """nbgrader's gradebook cannot be opened, or holds nothing to report."""
