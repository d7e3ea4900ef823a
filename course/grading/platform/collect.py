"""`course class collect`: from what a platform or mail gave to the class folder's submitted/, and nothing is lost.

Nothing that is there is overwritten: what a newer submission replaces goes to submitted-before/ID/ASSIGNMENT/, and so
does what comes in and is older than what is there. What belongs to nobody for sure goes to unmatched/ASSIGNMENT/.
Folders are made aside and put in place in one step.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from course.content.safe_files import write_whole
from course.errors import PlatformError
from course.grading.class_folder.course_file import BY_FILES, read_course_file
from course.grading.gradebook.assignment import find_assignment
from course.grading.gradebook.place import settings_of
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.roster import Student
from course.grading.platform.arrived import Arrived
from course.grading.platform.decisions import Decision, Worksheet, read_decisions, read_worksheet
from course.grading.platform.deliveries import Delivery, Knowing, deliveries, inside
from course.grading.platform.handed_over import STAMP, Ready, contents, make_ready, safe_path, settle
from course.grading.platform.no_download import refuse_no_download
from course.grading.platform.other_work import Misplaced, misplaced, other_work, refuse_wrong_download
from course.grading.platform.people import People
from course.grading.repair.original import Original, original_of
from course.grading.submission.files import linked, own_levels, shown, survey
from course.grading.submission.remembered import NOBODY, Known, Remembered
from course.grading.submission.time import FILE as TIMESTAMP
from course.grading.submission.time import read_time

BEFORE, UNMATCHED = "submitted-before", "unmatched"
KINDS = ("taken", "unchanged", "older", "other work", "not matched", "not ours")
_ONLY_SOMETIMES = ("other work", "not ours")
"""Of these it is not said that there are none."""
_NAMED_NEAR = 50
"""Unmatched files for which it is asked who is near: to ask is slow in a large class."""


@attrs.frozen
class Row:
    """One line of the table. what: one of KINDS."""

    what: str
    student: str
    file: str
    time: str = ""
    told: tuple[str, ...] = ()


@attrs.define
class Collected:
    """What was done. nothing: the ids of whom nothing is there. odd: sentences about files that were not taken."""

    rows: list[Row] = attrs.field(factory=list)
    nothing: list[str] = attrs.field(factory=list)
    odd: list[str] = attrs.field(factory=list)

    def having(self, what: str) -> list[Row]:
        """The rows of one kind."""
        return [row for row in self.rows if row.what == what]


class Collect:
    """One run over a class folder. Errors: PlatformError, GradebookError, UnknownNameError.

    assignment: its name. course_dir: the class folder. db: the gradebook's address, when it is not the folder's.

    Example: ``Collect("01-history", Path("my-class")).run([Path("submissions.zip")])``
    """

    def __init__(self, assignment: str, course_dir: Path, db: str = "") -> None:
        self.assignment, self.root = assignment, course_dir.resolve()
        self._settings = read_course_file(course_dir)
        self._zone = zoneinfo.ZoneInfo(self._settings.timezone)
        self._places = CourseDirectory(root=str(self.root), config=settings_of(course_dir))
        with open_gradebook(course_dir, db) as gradebook:
            self.students = students_of(gradebook)
            source = Path(self._places.format_path(self._places.source_directory, ".", assignment))
            if source.is_dir() and assignment not in {one.name for one in gradebook.assignments}:
                raise PlatformError(
                    f"{assignment} was not generated yet. To mend: nbgrader generate_assignment {assignment}"
                )
            name = find_assignment(gradebook, assignment).name
            originals = {one.name: self._read_originals(gradebook, one.name) for one in gradebook.assignments}
            self._originals = originals[name]
        if not self.students:
            raise PlatformError(
                "The gradebook holds no students, so nobody can be matched. To mend: "
                f"course roster roster.csv --course-dir {course_dir}"
            )
        if not self._originals:
            raise PlatformError(
                f"{assignment} has no notebook in the gradebook yet. To mend: nbgrader generate_assignment {assignment}"
            )
        self._other_work = other_work(assignment, {one: made.values() for one, made in originals.items()})
        self._handed_out = survey(source, self._places.ignore).files if source.is_dir() else ()
        self._remembered = Remembered(self.root)

    def _read_originals(self, gradebook: Gradebook, assignment: str) -> dict[str, Original]:
        found = {}
        for notebook in gradebook.find_assignment(assignment).notebooks:
            source, release = (
                Path(self._places.format_path(step, ".", assignment)) / f"{notebook.name}.ipynb"
                for step in (self._places.source_directory, self._places.release_directory)
            )
            found[notebook.name] = original_of(gradebook, assignment, notebook.name, source, release)
        return found

    def submitted(self, student: str) -> Path:
        """Where a student's submission lies."""
        return Path(self._places.format_path(self._places.submitted_directory, student, self.assignment))

    def run(
        self,
        sources: Sequence[Path],
        match: Path | None = None,
        worksheet: Path | None = None,
        platform: str = "",
    ) -> Collected:
        """Take in some downloads. match: a person's decisions. worksheet: Moodle's. platform: one of BY_FILES.

        platform: by default what course.yml says, when that is one of them; else it is found out.
        """
        done = Collected()
        ids = [one.id for one in self.students]
        decisions = read_decisions(match, ids, self._zone) if match else {}
        about = read_worksheet(worksheet, self._zone) if worksheet else Worksheet()
        if not platform and self._settings.platform in BY_FILES:
            platform = self._settings.platform
        words = (self.assignment, *self._originals)
        knowing = Knowing(self.assignment, People(self.students), self._remembered, decisions, about, words, platform)
        with tempfile.TemporaryDirectory(prefix=".collecting-", dir=self.root) as stage:
            arrived = Arrived(Path(stage), self._zone)
            for source in sources:
                arrived.read(source)
            done.odd = [*arrived.odd, *about.told]
            found = deliveries(arrived.pieces, sources, knowing)
            refuse_no_download(sources, arrived.pieces, found, arrived.odd)
            done.odd += _unused(decisions, found)
            wrong = misplaced(found, self._other_work)
            refuse_wrong_download(self.assignment, found, wrong)
            for other in wrong:
                self._misplaced(other, done)
            passed_over = {id(other.delivery) for other in wrong if other.all_}
            found = [one for one in found if id(one) not in passed_over]
            by_student: dict[str, list[Delivery]] = {}
            for one in found:
                if one.student:
                    by_student.setdefault(one.student, []).append(one)
            for student in sorted(by_student):
                self._student(student, by_student[student], Path(stage) / "ready", done)
            for one in found:
                if not one.student:
                    self._unmatched(one, knowing.people, done)
        self._remembered.write()
        done.nothing = [one for one in sorted(ids) if not self.submitted(one).is_dir()]
        return done

    # -- one student ---------------------------------------------------------------------------------------------------

    def _student(self, student: str, all_: list[Delivery], stage: Path, done: Collected) -> None:
        if (link := linked(self.submitted(student), own_levels(self._places.directory_structure))) is not None:
            for one in all_:
                self._aside(one, done, f"{shown(link)} is a link, and links are not followed")
            return
        for one in sorted(all_, key=lambda one: one.rank):
            shutil.rmtree(stage, ignore_errors=True)
            copies = self._before(student, "copies", one.rank[1])
            kept_in = f"{copies.relative_to(self.root).as_posix()}/"
            ready = make_ready(one, stage, self._originals, kept_in, self._handed_out)
            settle(ready, copies)
            owners = self._remembered.owners(self.assignment, one.owner.platform or "mail", one.known_as)
            what, kept = self._put(student, one, ready)
            told = [*ready.told, *([f"what is there is newer; this is kept in {kept}"] if kept else [])]
            told += [
                f"was taken for {other} before: if submitted/{other}/{self.assignment} is not their own, take it away"
                for other in owners
                if other != student
            ]
            if one.owner.late:
                told.append("Canvas calls it late")
            if what == "taken" and self._graded(student) and one.time is None:
                told.append(f"graded before: course grade {self.assignment} --student {student} --force")
            time = f"{self._local(one.time)} ({one.time_from})" if one.time else "time not known"
            done.rows.append(Row(what, student, one.owner.key, time, tuple(told)))
            self._forget_unmatched(one)

    def _local(self, time: dt.datetime) -> str:
        local = time.replace(tzinfo=dt.UTC).astimezone(self._zone)
        return f"{local:%Y-%m-%d %H:%M} {self._settings.timezone}"

    def _put(self, student: str, one: Delivery, ready: Ready) -> tuple[str, str]:
        """Put a submission in its place; what that was (taken, unchanged or older), and where an older one lies."""
        target = self.submitted(student)
        new, there = contents(ready.folder), contents(target)
        known = self._remembered.get(self.assignment, student)
        if new == there and target.is_dir():
            if one.time is not None and read_time(target).time is None:
                write_whole(target / TIMESTAMP, one.time.strftime(STAMP).encode())
            self._remember(student, one, max(one.rank, _rank(target, known)))
            return "unchanged", ""
        if target.is_dir() and one.rank < _rank(target, known):
            kept = self._keep(student, ready.folder, new, one.seen)
            return "older", f"{kept.relative_to(self.root).as_posix()}/"
        aside = target.with_name(f".{target.name}.collecting")
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ready.folder, aside)
        if target.is_dir():
            self._keep(student, target, there, _rank(target, known)[0], move=True)
        aside.rename(target)
        self._remember(student, one, one.rank)
        return "taken", ""

    def _remember(self, student: str, one: Delivery, rank: tuple[dt.datetime, dt.datetime]) -> None:
        owner, (seen, written) = one.owner, (time.strftime(STAMP) for time in rank)
        known = Known(owner.platform or "mail", one.known_as, owner.file, owner.hidden, seen, written)
        self._remembered.add(self.assignment, student, known)

    def _before(self, student: str, what: str, time: dt.datetime) -> Path:
        return self.root / BEFORE / student / self.assignment / f"{time:%Y-%m-%dT%H-%M-%S}-{what}"

    def _keep(
        self, student: str, folder: Path, inside_: Mapping[str, str], time: dt.datetime, move: bool = False
    ) -> Path:
        """Keep an older version, unless it is kept already; where it lies."""
        place = self._before(student, "version", time)
        place.parent.mkdir(parents=True, exist_ok=True)
        there = None if move else next((kept for kept in place.parent.iterdir() if contents(kept) == inside_), None)
        if there is not None:
            return there
        target = _free(place)
        if move:
            shutil.move(folder, target)
        else:
            shutil.copytree(folder, target)
        return target

    def _graded(self, student: str) -> bool:
        return Path(self._places.format_path(self._places.autograded_directory, student, self.assignment)).is_dir()

    # -- what belongs to nobody for sure -------------------------------------------------------------------------------

    def _unmatched(self, one: Delivery, people: People, done: Collected) -> None:
        if one.stranger:
            platform = one.owner.platform or "mail"
            self._remembered.add(self.assignment, NOBODY, Known(platform, one.known_as, hidden=one.owner.hidden))
            self._aside(one, done)
            return
        if one.meant:
            why = f"it fits {' and '.join(one.meant)}"
        elif one.owner.hidden and not one.names:
            why = "the platform hid the name: say whose it is with --match, or show the names there"
        else:
            near = people.near(one.names) if len(done.having("not matched")) < _NAMED_NEAR else []
            why = f"perhaps {' or '.join(near)}" if near else "it fits nobody in the roster"
        self._aside(one, done, why)

    def _misplaced(self, wrong: Misplaced, done: Collected) -> None:
        """Keep the work for another assignment aside; with all else of its person, when no other notebook is there."""
        one = wrong.delivery
        why = f"this is the work for {wrong.assignment}, not {self.assignment}; nothing of it was taken. "
        if not wrong.all_:
            why = f"{', '.join(shown(piece.parts[-1]) for piece in wrong.pieces)}: {why}"
            one.elsewhere = wrong.pieces
            one = attrs.evolve(one, pieces=list(wrong.pieces))
        self._aside(one, done, f"{why}To mend: --assignment {wrong.assignment}", "other work")

    def _aside(self, one: Delivery, done: Collected, why: str = "", what: str = "not matched") -> None:
        place = self.root / UNMATCHED / self.assignment
        for piece, target in self._unmatched_files(one):
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                write_whole(target, piece.read_bytes())
            elif target.read_bytes() != piece.read_bytes():
                write_whole(_free(target), piece.read_bytes())
        what = "not ours" if one.stranger else what
        told = (*filter(None, [why]), f"kept in {place.relative_to(self.root)}/")
        done.rows.append(Row(what, one.student if what == "other work" else "", one.owner.key, told=told))

    def _unmatched_files(self, one: Delivery) -> list[tuple[Path, Path]]:
        top = self.root / UNMATCHED / self.assignment
        named = (one.owner.file.rstrip("/"),) if one.owner.file.endswith("/") else ()
        found = []
        for piece in one.pieces:
            parts = (*named, *inside(one, piece)) if named else piece.parts
            found.append((piece.file, top / safe_path(parts)))
        return found

    def _forget_unmatched(self, one: Delivery) -> None:
        """Remove our own copies of what has found its person now."""
        top = self.root / UNMATCHED / self.assignment
        elsewhere = {piece.file for piece in one.elsewhere}
        for piece, target in self._unmatched_files(one):
            if piece not in elsewhere and target.is_file() and target.read_bytes() == piece.read_bytes():
                target.unlink()
                for folder in target.parents:
                    if not folder.is_relative_to(top) or any(folder.iterdir()):
                        break
                    folder.rmdir()


def students_of(gradebook: Gradebook) -> list[Student]:
    """The students of a gradebook, as the roster has them."""
    return [Student(one.id, one.first_name or "", one.last_name or "", one.email or "") for one in gradebook.students]


def _rank(target: Path, known: Known | None) -> tuple[dt.datetime, dt.datetime]:
    """By which times what is there is compared with what comes."""
    told = read_time(target).time
    if known is not None and known.seen and known.written:
        seen, written = (dt.datetime.strptime(time, STAMP) for time in (known.seen, known.written))
        return told or seen, written
    newest = max((file.stat().st_mtime for file in target.rglob("*") if file.is_file()), default=0.0)
    written = dt.datetime.fromtimestamp(newest, dt.UTC).replace(tzinfo=None, microsecond=0)
    return told or written, written


def _free(place: Path) -> Path:
    free, number = place, 1
    while free.exists():
        number += 1
        free = place.with_name(f"{place.stem}-{number}{place.suffix}")
    return free


def _unused(decisions: Mapping[str, Decision], found: Sequence[Delivery]) -> list[str]:
    keys = {one.owner.key for one in found}
    for one in found:
        for piece in one.pieces:
            keys |= {"/".join(piece.parts[:count]) for count in range(len(piece.parts), 0, -1)}
    return [f"Your list names {shown(key)}, which is not in the download." for key in decisions if key not in keys]


def table(done: Collected, say: Callable[[str], None]) -> None:
    """Print what was done, a line for each person or file.

    Example: ``table(collected, print)``
    """
    width = max([len(row.student) for row in done.rows], default=0)
    for what in KINDS:
        for row in done.having(what):
            words = [f"{what:<11}", f"{row.student:<{width}}", shown(row.file), row.time]
            more = f": {'; '.join(row.told)}" if row.told else ""
            say("  ".join(filter(None, words)).rstrip() + more)
    for sentence in done.odd:
        say(sentence)
    if done.nothing:
        say(f"nothing from  {', '.join(done.nothing)}")
    numbers = {what: len(done.having(what)) for what in KINDS}
    counts = ", ".join(f"{number} {what}" for what, number in numbers.items() if number or what not in _ONLY_SOMETIMES)
    say(f"{counts}; nothing from {len(done.nothing)}.")
