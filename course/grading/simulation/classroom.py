"""Play a whole class: `python -m course.grading.simulation.classroom` (or `make class`).

Twelve simulated learners go through assignments 00 and 01, in a folder of their own: every second one over a learning
platform, the others with nbgrader's own commands and its exchange. Late work loses points, some have more time, and one
test is found too strict when the marks are out, so that everybody is graded again.

    course/      the instructor's folder, made by `course class new`
    exchange/    what nbgrader's exchange holds
    moodle/      what the simulated platform holds: see `moodle`
    learners/    one home for each learner, with the learner's nbgrader settings
    logs/        what each command printed, numbered in order
    grades.csv   the export; grades-moodle.csv the same for the platform; class.html the page about the class

How a learner gets an identity: nbgrader takes the operating system's user, and nothing in the environment changes
that. Its one way round is CourseDirectory.student_id, so every learner's own nbgrader_config.py sets it. How a learner
is late: nbgrader stamps a submission with the clock. The class cannot wait for days, so `submit` is given the stamp
through Exchange.timestamp_format, and the due date is in the gradebook.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from nbgrader.api import Gradebook
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from course.errors import ClassroomError, CourseError
from course.grading.run.environment import with_course
from course.grading.sandbox.bubblewrap import missing
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.commands import Commands, Finished
from course.grading.simulation.learners import FIRST, SECOND, Learner, class_of
from course.grading.simulation.marker import TOO_STRICT, mark_memos, mend_test
from course.grading.simulation.moodle import PLACE, Moodle
from course.grading.simulation.results import Played, Result, maxima, read_result, report

COURSE_ID = "peace-partnerships"
ASSIGNMENTS = (FIRST, SECOND)
_STAMP = "%Y-%m-%d %H:%M:%S"


class Classroom:
    """One class in one folder; `play()` goes through it from the first command to the last.

    folder: empty or new. learners, assignments: who and what. console: where the progress bar is drawn.
    Errors: ClassroomError when a step fails, with nbgrader's own last lines. A learner's bad file is not an error.

    Example: ``Classroom(Path("class"), class_of(12)).play().grades``
    """

    def __init__(
        self,
        folder: Path,
        learners: Sequence[Learner],
        assignments: Sequence[str] = ASSIGNMENTS,
        console: Console | None = None,
    ) -> None:
        self.folder = folder.resolve()
        self.learners = tuple(learners)
        self.assignments = tuple(assignments)
        self.console = console or Console()
        self.course = self.folder / "course"
        self.exchange = self.folder / "exchange"
        self.moodle = Moodle.of(self.folder / "moodle", list(self.learners[1::2]))
        # A due date two days ago: late hand-ins, too, lie before the real clock.
        today = dt.datetime.now(dt.UTC).replace(hour=18, minute=0, second=0, microsecond=0)
        self.due = today - dt.timedelta(days=3)

    # -- places and identities -------------------------------------------------------------------------------------

    def home(self, learner: Learner) -> Path:
        """The learner's home folder; the learner's nbgrader commands run here."""
        return self.folder / "learners" / learner.id

    def notebook(self, learner: Learner, assignment: str) -> Path:
        """Where the learner's copy of an assignment lies after fetching or unpacking."""
        place = PLACE if learner in self.moodle.learners.values() else COURSE_ID
        return self.home(learner) / place / assignment / f"{assignment}.ipynb"

    def present(self, assignment: str) -> list[Learner]:
        """The learners who hand in something."""
        return [learner for learner in self.learners if not learner.work[assignment].absent]

    def by_exchange(self, assignment: str) -> list[Learner]:
        """Those of them who use nbgrader's own commands."""
        return [learner for learner in self.present(assignment) if learner not in self.moodle.learners.values()]

    def by_platform(self, assignment: str) -> list[Learner]:
        """Those of them who hand in over the platform."""
        return [learner for learner in self.present(assignment) if learner in self.moodle.learners.values()]

    def _environment(self, home: Path, user: str) -> dict[str, str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "NBGRADER"))
        }
        own = {"HOME": str(home), "USER": user, "LOGNAME": user}
        own |= {"JUPYTER_CONFIG_DIR": str(home / ".jupyter"), "JUPYTER_DATA_DIR": str(home / ".local/share/jupyter")}
        own |= {"JUPYTER_RUNTIME_DIR": str(home / ".local/run"), "IPYTHONDIR": str(home / ".ipython")}
        return with_course({**kept, **own})

    def _settings(self, home: Path, *lines: str) -> None:
        folder = home / ".jupyter"
        folder.mkdir(parents=True)
        text = ["c = get_config()", f"c.Exchange.root = {str(self.exchange)!r}", *lines]
        (folder / "nbgrader_config.py").write_text("\n".join(text) + "\n", encoding="utf-8")

    def set_up(self, sockets: Path) -> None:
        """Make the settings of everyone and the roster.

        sockets: a folder with a short name (a socket's path may have about 100 letters) for the kernels to talk in.
        """
        if self.folder.exists() and any(self.folder.iterdir()):
            raise ClassroomError(f"{self.folder} is not empty. To mend: name a new folder, or empty this one.")
        own = [
            # All files belong to one account here, so nbgrader's check of the owner would warn at every learner.
            "c.ExchangeCollect.check_owner = False",
            # Kernels choose a free TCP port and bind it later; on a busy machine another program takes it meanwhile,
            # and the learner's notebook fails. Sockets in a folder of our own have no such race.
            'c.KernelManager.transport = "ipc"',
            f"c.KernelManager.ip = {str(sockets / 'kernel')!r}",
        ]
        if missing():
            # These learners are this package's own code, so the class can be played on any machine.
            own.append("c.Execute.sandbox = False")
        self._settings(self.folder / "instructor", *own)
        for learner in self.learners:
            about = (f"c.CourseDirectory.course_id = {COURSE_ID!r}", f"c.CourseDirectory.student_id = {learner.id!r}")
            self._settings(self.home(learner), *about, "c.Exchange.path_includes_course = True")
        with (self.folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "first_name", "last_name", "email"])
            writer.writerows([person.id, person.first_name, person.last_name, person.email] for person in self.learners)

    # -- the steps -------------------------------------------------------------------------------------------------

    def play(self) -> Played:
        """Play the class and read its results."""
        with tempfile.TemporaryDirectory(prefix="peace-") as sockets:
            self.set_up(Path(sockets))
            self._play()
        return self._read()

    def _play(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Commands(self.folder / "logs") as nbgrader, Progress(*columns, console=self.console) as progress:
            self._nbgrader = nbgrader
            self._progress = progress
            self._bar = progress.add_task("starting nbgrader", total=self._length())
            self._begin()
            self._hand_out()
            self._work()
            self._grade()
            self._hand_back()
            progress.update(self._bar, description="done", completed=self._length())

    def _length(self) -> int:
        handed_in = sum(len(self.present(assignment)) for assignment in self.assignments)
        fetched = len({one.id for assignment in self.assignments for one in self.by_exchange(assignment)})
        again = 2 * sum(assignment in TOO_STRICT and bool(self.present(assignment)) for assignment in self.assignments)
        # The folder, the roster, two exports and a report; seven commands for each assignment; fetch; submit, grade,
        # feedback and its return.
        return 5 + again + 7 * len(self.assignments) + fetched + 4 * handed_in

    def _instructor(self, *argv: str, may_fail: bool = False, watch: Callable[[], None] | None = None) -> Finished:
        env = self._environment(self.folder / "instructor", "instructor")
        return self._nbgrader.run(argv, cwd=self.course, env=env, may_fail=may_fail, watch=watch)

    def _course(self, name: str, *argv: str, watch: Callable[[], None] = lambda: None) -> Finished:
        """A `course` command of the instructor's, in the class's folder."""
        env = self._environment(self.folder / "instructor", "instructor")
        place = self.course if self.course.is_dir() else self.folder
        return self._nbgrader.program(
            name, [sys.executable, "-m", "course.cli", *argv], cwd=place, env=env, watch=watch
        )

    def _learner(self, learner: Learner, *argv: str) -> Finished:
        env = self._environment(self.home(learner), learner.id)
        return self._nbgrader.run(argv, cwd=self.home(learner), env=env)

    def _say(self, text: str, advance: int = 0) -> None:
        self._progress.update(self._bar, description=text, advance=advance)

    def _begin(self) -> None:
        self._say("a new class")
        self.exchange.mkdir()
        self.exchange.chmod(0o777)  # as nbgrader asks of an exchange
        about = ("--id", COURSE_ID, "--platform", "moodle", "--exchange", str(self.exchange))
        self._course("new", "class", "new", str(self.course), *about)
        self._say("a new class", 1)
        about_it = self.course / "course.yml"
        about_it.write_text(about_it.read_text(encoding="utf-8").replace("# late:", "late:"), encoding="utf-8")
        shutil.copy(self.folder / "roster.csv", self.course / "roster.csv")
        self._course("roster", "roster", "roster.csv")
        self._say("roster", 1)

    def _hand_out(self) -> None:
        for assignment in self.assignments:
            text = f"release {assignment}"
            self._say(text)
            self._course("due", "class", "due", assignment, self.due.strftime("%Y-%m-%d %H:%M"))
            self._instructor("generate_assignment", assignment)
            for learner in self.learners:
                if days := learner.work[assignment].more_days:
                    self._course(
                        "extend", "class", "extend", learner.id, "--assignment", assignment, "--by", f"{days}d"
                    )
            self._instructor("release_assignment", assignment)
            self._course("pack", "class", "pack", assignment, "--output", str(self.pack(assignment)))
            self._say(text, 4)

    def pack(self, assignment: str) -> Path:
        """The zip for those who use the platform."""
        return self.folder / f"{assignment}.zip"

    def _work(self) -> None:
        for learner in self.learners:
            mine = [assignment for assignment in self.assignments if learner in self.by_exchange(assignment)]
            for assignment in self.assignments:
                if learner in self.by_platform(assignment):
                    self.moodle.give_out(self.pack(assignment), self.home(learner))
            if mine:
                self._say(f"fetch: {learner.name}")
                self._learner(learner, "fetch_assignment", *mine)
                self._say(f"fetch: {learner.name}", 1)
        for assignment in self.assignments:
            right = answers_in(self.course / "source" / assignment / f"{assignment}.ipynb")
            for learner in self.present(assignment):
                self._say(f"submit {assignment}: {learner.name}")
                fill_in(self.notebook(learner, assignment), assignment, learner, right)
                if learner in self.by_exchange(assignment):
                    stamp = f"--Exchange.timestamp_format={self._when(learner, assignment).strftime(_STAMP)}.000000 %Z"
                    self._learner(learner, "submit", assignment, stamp)
                self._say(f"submit {assignment}: {learner.name}", 1)

    def _when(self, learner: Learner, assignment: str) -> dt.datetime:
        """When a learner hands in (UTC)."""
        return self.due + dt.timedelta(hours=learner.work[assignment].hours_late)

    def _collect(self, assignment: str) -> None:
        self._instructor("collect", assignment)
        handed_in = {
            one.id: (self.notebook(one, assignment), self._when(one, assignment))
            for one in self.by_platform(assignment)
        }
        if handed_in:
            zipped, sheet = self.moodle.download(assignment, handed_in)
            words = ("--assignment", assignment, "--worksheet", str(sheet))
            self._course("class-collect", "class", "collect", str(zipped), *words)

    def _counting(self, text: str, pattern: str, expected: int) -> tuple[Callable[[], None], Callable[[], None]]:
        """For a command that handles everyone: move the bar while its files appear, and to the full at its end."""
        seen = 0

        def look() -> None:
            nonlocal seen
            now = min(expected, len(list(self.course.glob(pattern))))
            self._say(text, now - seen)
            seen = now

        def finish() -> None:
            self._say(text, expected - seen)

        return look, finish

    def _grade(self) -> None:
        for assignment in self.assignments:
            here = len(self.present(assignment))
            text = f"grade {assignment}"
            self._collect(assignment)
            self._say(text, 2)
            look, finish = self._counting(text, f"autograded/*/{assignment}/*.ipynb", here)
            if here:
                self._course("grade", "grade", assignment, watch=look)
            finish()
            with self._gradebook() as gradebook:
                mark_memos(gradebook, self.course, assignment, self.present(assignment))
            if here and assignment in TOO_STRICT:
                self._look_again(assignment)

    def _look_again(self, assignment: str) -> None:
        """A test was too strict: mended, looked at, and everybody graded again; the memos keep their marks."""
        mend_test(self.course, assignment)
        for last in ((), ("--write",)):
            self._course("regrade", "class", "regrade", assignment, *last)
        self._say(f"grade {assignment} again", 2)

    def _hand_back(self) -> None:
        for assignment in self.assignments:
            here = len(self.present(assignment))
            text = f"feedback {assignment}"
            look, finish = self._counting(text, f"feedback/*/{assignment}/*.html", here)
            if here:
                self._instructor("generate_feedback", assignment, watch=look)
                self._instructor("release_feedback", assignment)
            finish()
            if self.by_platform(assignment):
                zipped = self.folder / f"feedback-{assignment}.zip"
                self._course("return", "class", "return", assignment, "--output", str(zipped))
                self.moodle.hand_back(zipped, assignment, {one.id: self.home(one) for one in self.learners})
            self._say(text, 1)
            for learner in self.by_exchange(assignment):
                self._learner(learner, "fetch_feedback", assignment)
            self._say(text, len(self.present(assignment)))
        self._say("export")
        self._instructor("export", f"--to={self.folder / 'grades.csv'}")
        self._say("export", 1)
        self._course(
            "export-grades",
            "export",
            "grades",
            "--format",
            "moodle",
            "--output",
            str(self.folder / "grades-moodle.csv"),
        )
        self._say("report", 1)
        self._course("report", "report", "--class", "--output", str(self.folder / "class.html"))
        self._say("report", 1)

    # -- what came out ---------------------------------------------------------------------------------------------

    def _gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", COURSE_ID)

    def _read(self) -> Played:
        results: dict[str, list[Result]] = {}
        possible: dict[str, dict[str, float]] = {}
        with self._gradebook() as gradebook:
            for assignment in self.assignments:
                possible[assignment] = maxima(gradebook, assignment)
                results[assignment] = [
                    read_result(
                        gradebook,
                        assignment,
                        learner,
                        sorted(self.notebook(learner, assignment).parent.glob("feedback/*/*.html")),
                    )
                    for learner in self.learners
                ]
        return Played(folder=self.folder, results=results, possible=possible)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code.

    Example: ``main(["--learners", "5", "--keep", "my-class"])``
    """
    parser = argparse.ArgumentParser(
        prog="python -m course.grading.simulation.classroom",
        description="Play a simulated class through nbgrader: release, fetch, submit, collect, autograde, feedback.",
        epilog="Example: python -m course.grading.simulation.classroom --learners 5 --keep my-class",
    )
    parser.add_argument(
        "--keep", metavar="DIR", type=Path, help="a new folder for the class (default: a temporary one)"
    )
    parser.add_argument("--learners", metavar="N", type=int, default=12, help="how many learners (default: 12)")
    parser.add_argument("--assignment", metavar="NAME", action="append", choices=ASSIGNMENTS, help="only this one")
    asked = parser.parse_args(arguments)
    console = Console()
    try:
        learners = class_of(asked.learners)
        folder = asked.keep or Path(tempfile.mkdtemp(prefix="peace-class-"))
        played = Classroom(folder, learners, asked.assignment or ASSIGNMENTS, console).play()
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    report(played, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
