"""The certificate: what it asks for, what a learner has, and the three files it consists of.

Every module needs its quiz (course/learning/record/sittings.py and course/content/passing.py). Beside it, a class needs
every assignment marked passed in the gradebook. Somebody who studies alone needs every lesson to read "done" in
`course status`: each question answered, each lab task solved. The first earns a certificate, signed with the
instructor's key; the second a record of completion, signed with a key made on the learner's own computer.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import attrs

from course.content.catalog import Catalog, Module
from course.content.passing import Mark
from course.errors import CertificateError
from course.learning.certificate.keys import key_pair
from course.learning.certificate.open_badge import Award, sign
from course.learning.certificate.page import page
from course.learning.progress.overview import Overview

FILES = ("credential.jwt", "certificate.html", "public-key.pem")


@attrs.frozen
class Line:
    """One module, or one assignment that belongs to no module: what was achieved, and what is missing ("")."""

    place: str
    has: str
    missing: str

    def __str__(self) -> str:
        return f"{self.place}: {self.missing or self.has}"


def judge(course: Catalog, view: Overview, marks: Sequence[Mark] | None = None) -> list[Line]:
    """One line for each module, then one for each assignment that belongs to none.

    view: the learner's record against the course. marks: of all assignments in a class; None for self-study.

    >>> from course.content.catalog import catalog
    >>> from course.learning.progress.overview import overview
    >>> from course.learning.record.store import Record
    >>> judge(catalog(), overview(Record(None)))[0].missing.partition(";")[0]
    'module quiz: no complete sitting yet'
    """
    by_name = {mark.assignment: mark for mark in marks or ()}
    lines = []
    for module in course.modules:
        quiz = view.quizzes[module.id]
        has, missing = [], []
        if quiz.best:
            count = len(quiz.sittings)
            has.append(f"Module quiz: best of {count} complete sitting{'s' if count != 1 else ''}, {quiz.best}")
        if not quiz.passed:
            missing.append(f"module quiz: {quiz}")
        own = _lessons(module, view) if marks is None else _assignment(by_name.pop(module.head.assignment.name, None))
        has.append(own[0])
        missing.append(own[1])
        place = f"{module.id} {module.head.title}"
        lines.append(Line(place, ". ".join(filter(None, has)), "; ".join(filter(None, missing))))
    for mark in by_name.values():
        has_it, lacks = _assignment(mark)
        lines.append(Line(f"Assignment {mark.assignment}", has_it, lacks))
    return lines


def _lessons(module: Module, view: Overview) -> tuple[str, str]:
    lines = [line for line in view.lessons if line.module.id == module.id]
    done, total = sum(line.done for line in lines), sum(line.total for line in lines)
    has = f"Lessons: {done} of {total} questions and tasks done"
    open_ones = [line for line in lines if not line.complete]
    undone = [f"{line.use.lesson.partition('-')[0]} ({line.done} of {line.total})" for line in open_ones]
    return has, f"questions and tasks of lesson {', '.join(undone)}" if undone else ""


def _assignment(mark: Mark | None) -> tuple[str, str]:
    if mark is None:
        return "", "assignment: the gradebook was not read for it"
    if mark.passed:
        return f"Assignment passed: {mark.points}", ""
    return "", f"assignment {mark.assignment}: {mark.missing}"


def issue(award: Award, lines: Sequence[Line], key: Path, folder: Path) -> list[str]:
    """Sign the award and write credential.jwt, certificate.html and public-key.pem into `folder`.

    lines: what `judge` gave; nothing of them may be missing. key: the private key's file, made when it
    does not exist, never overwritten. Returns sentences for the terminal. Raises CertificateError when
    something is missing, when a file of that name exists, or when the folder cannot be written.

    >>> lines = [Line("00 Getting started", "Module quiz: form A", missing="")]
    >>> issue(Award(name="Ann", instructor=None), lines, Path("key.pem"), Path("certificate"))[0]
    'Record of completion for Ann, in certificate:'
    """
    # A second lock: the command has looked already, but nothing may be signed on another way in either.
    if short := [line.place for line in lines if line.missing]:
        raise CertificateError(f"It is not earned yet: {', '.join(short)}.")
    targets = [folder / name for name in FILES]
    for target in targets:
        if target.exists():
            raise CertificateError(f"{target} exists already and is not overwritten. Choose another --output folder.")
    new_key = not key.exists()
    pair = key_pair(key)
    token = sign(award, [(line.place, line.has) for line in lines], pair)
    contents = (token + "\n", page(token, pair.fingerprint), pair.public.decode("ascii"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, text in zip(targets, contents, strict=True):
            with open(target, "x", encoding="utf-8") as out:
                out.write(text)
    except OSError as error:
        raise CertificateError(f"{folder} cannot be written: {error.strerror}.") from error
    said = [f"{award.title} for {award.name}, in {folder}:", *(f"  {name}: {what}" for name, what in _WHAT.items())]
    if new_key:
        said.append(f"A new private key was made: {key}. Keep it secret and keep a copy; it is never overwritten.")
    said.append(f"Fingerprint of the public key: {pair.fingerprint}")
    said.append(f"To check it: course certificate verify {targets[0]} --public-key {targets[2]}")
    return said


_WHAT = {
    "credential.jwt": "the signed proof (Open Badges 3.0); this file counts",
    "certificate.html": "the same to read and to print; no proof by itself",
    "public-key.pem": "the key to check the proof with; it may be given to anyone",
}


def end_of(day: str) -> datetime.datetime | None:
    """The last second of a day given as 2029-12-31, in UTC; None for ""; CertificateError when it is no day to come.

    >>> end_of("2099-12-31").isoformat()
    '2099-12-31T23:59:59+00:00'
    """
    if not day:
        return None
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        raise CertificateError(f"--valid-until is {day!r}. Write a day as 2029-12-31.") from None
    end = datetime.datetime(found.year, found.month, found.day, 23, 59, 59, tzinfo=datetime.UTC)
    if end <= datetime.datetime.now(datetime.UTC):
        raise CertificateError(f"--valid-until is {day}, which is over. Write a day to come.")
    return end
