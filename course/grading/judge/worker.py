"""Execute submissions one after another, in a learner's sandbox, a judge's sandbox and a scratch folder between them.

Each runs before the judge, and, where that can say anything new (see `transparent`), once more as the shadow (see
`witnesses`), in the learner's sandbox alone.

A worker is opened once, with the modules that its programs import, and then judges any number of submissions.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs

from course.grading.judge.learner_side import LearnerSide, copy_plain, empty
from course.grading.judge.messages import CellDone, Done, GoOn, Seen, Shadow, Shown, Submission
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.witnesses import is_told, weigh
from course.grading.judge.zygote import MOST_DESCRIPTORS
from course.grading.notebook.cells import hidden_lines, name_of, without_hidden
from course.grading.notebook.verdicts import JUDGED, Verdict
from course.grading.sandbox.bubblewrap import HANDED_OUT, Sandbox
from course.grading.sandbox.files import copy_as_it_is, remove
from course.grading.sandbox.limits import ResourceLimits, Spent
from course.grading.sandbox.messages import plain, read
from course.grading.sandbox.room import Room
from course.kernels.channel import Channel, ChannelClosed, ChannelTimeout, pair

_FORKS = MOST_DESCRIPTORS - 2
PLACES = 3
"""Workers that one keeps for the notebooks of a submission, itself among them; each has two zygotes."""
WALL = 20.0
"""Seconds that the judge gets for one cell on top of what the cell may take: for large values, on a busy machine."""


@attrs.frozen
class Judged:
    """An executed notebook, and what happened on the way.

    notebook: nbformat 4 as a dict. ended: why the program stopped before the notebook's end, or "".
    folder: where the files lie that the submission left behind; valid until the next submission.
    verdicts: how sure the score of each test cell is, by cell id. spent: what was used before and for this notebook.
    """

    notebook: dict[str, Any]
    ended: str
    folder: Path
    verdicts: dict[str, Verdict] = attrs.field(factory=dict)
    spent: Spent = attrs.field(factory=Spent)


@attrs.frozen
class Before:
    """What happened before the judge.

    ended: why the program stopped before the notebook's end, or "". refused: by place why the judge could not see what
    a test looked at, or "". clear: whether the shadow can say nothing new. changes: the tests in which a learner's
    function has changed what it was given. kept: whether what the submission left behind is put aside already.
    spent: what was used before and then.
    """

    ended: str
    refused: dict[int, str]
    clear: bool
    changes: list[str]
    kept: bool
    spent: Spent


class Worker:
    """A learner's sandbox and a judge's sandbox around one scratch folder; use it in a `with` statement.

    modules: what the zygotes import before the first fork. code: what they run before it. sandboxed: False gives
    up the sandbox. unseen: what the judge's zygote alone imports.
    """

    def __init__(
        self,
        modules: Sequence[str] = (),
        code: str = "",
        limits: ResourceLimits | None = None,
        sandboxed: bool = True,
        unseen: Sequence[str] = (),
    ) -> None:
        self.limits = limits or ResourceLimits()
        self._place = 1
        self._after: Worker | None = None
        self._open_rooms(modules, code, sandboxed, unseen)

    def _open_rooms(self, modules: Sequence[str], code: str, sandboxed: bool, unseen: Sequence[str]) -> None:
        self._top = Room(3 * self.limits.disk, sandboxed)  # of what goes in, what is left of it, what was handed out
        top = Path(self._top.name)
        self._side = LearnerSide(top, modules, code, sandboxed, self.limits)
        self._learner, self.scratch = self._side.sandbox, self._side.scratch
        self._apart: tuple[Room, LearnerSide] | None = None
        self.handed_out = top / "handed-out"
        self.handed_out.mkdir()
        self.left = top / "left"
        self.left.mkdir()
        self._judge = Sandbox(
            "judge",
            self.scratch,
            [*modules, *unseen],
            code,
            sandboxed,
            limits=self.limits,
            account=self._side.account or 0,
            handed_out=self.handed_out,
        )
        self._seen_by_judge = HANDED_OUT if sandboxed else str(self.handed_out)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self, modules: Sequence[str] = (), code: str = "", unseen: Sequence[str] = ()) -> None:
        """Start both sandboxes' programs, at the same time, and wait until they are ready. Errors: GradingError.

        modules, code: what they are to import and run on top of what the worker was made with. unseen: what the
        judge's alone is to import.
        """
        self._learner.begin(modules, code)
        self._judge.begin([*modules, *unseen], code)
        for sandbox in (self._learner, self._judge):
            sandbox.warm_up()

    def close(self) -> None:
        """End the sandboxes, those for next notebooks, too, and remove the scratch folders."""
        self._close_rooms()
        if self._after is not None:
            self._after.close()
            self._after = None

    def _close_rooms(self) -> None:
        self._judge.stop()
        self._side.close()
        remove(self.left)
        self._top.cleanup()
        if self._apart is not None:
            room, side = self._apart
            side.close()
            room.cleanup()
            self._apart = None

    def after(self) -> Worker:
        """The worker for the next notebook of the same submission; closed with this one. Errors: GradingError.

        A hidden test may have called the learner's code here, and what that did can be told by whoever comes next: by
        how many processes have been started, and how many files made. So no two notebooks of a submission are
        executed in one place. There are at most `PLACES`, for memory's sake; the last one is made anew each time.
        """
        told = (self._learner.modules, self._learner.code, self._learner.sandboxed)
        unseen = [name for name in self._judge.modules if name not in self._learner.modules]
        if self._place == PLACES:
            self._close_rooms()
            self._open_rooms(*told, unseen)
            found = self
        else:
            if self._after is None:
                modules, code, sandboxed = told
                self._after = Worker(modules, code, self.limits, sandboxed, unseen)
                self._after._place = self._place + 1
            found = self._after
        found.warm_up()
        return found

    def judge(
        self,
        notebook: dict[str, Any],
        files: Path | None,
        plan: TestPlan,
        seconds: float | None,
        spent: Spent | None = None,
    ) -> Judged:
        """Execute and judge one sanitized notebook.

        files: the folder whose files the notebook may read (links are left out). seconds: the time of one cell.
        spent: what the submission has used already, for another notebook; all its notebooks share one limit.
        Returns the executed notebook; nothing a submission does raises an error here.
        """
        empty(self.left)  # what the last submission left could leave no room for this one
        before = self.before_the_judge(notebook, files, plan, seconds, spent=spent)
        ended, refused = before.ended, before.refused
        if not before.kept:
            self._put_aside()
        if before.clear:  # the shadow could not say anything else
            return Judged(notebook, ended, self.left, {name: Verdict(JUDGED) for name in plan.tests}, before.spent)
        verdicts = {}
        # The shadow comes second: what the judge's run left is out of its way, and nothing of its own goes back.
        seen = told = self.shadow(notebook, files, plan, seconds, spent) if plan.tests else {}
        tests = {
            place: (name_of(cell), plan.tests[name_of(cell)] or cell["source"], cell)
            for place, cell in enumerate(notebook["cells"])
            if cell["cell_type"] == "code" and name_of(cell) in plan.tests and "outputs" in cell
        }
        secret = any(hidden_lines(source) for _, source, _ in tests.values())
        if secret and any(is_told(name, cell["outputs"], seen.get(at), plan) for at, (name, _, cell) in tests.items()):
            # What the shadow knows, it could tell by the kind and the line of an error. These come from a run without
            # hidden lines, in a sandbox in which no such lines have ever been.
            told = self.shadow(notebook, files, plan, seconds, spent, visible=True)
        for place, (name, source, cell) in tests.items():
            about = (cell["outputs"], refused.get(place, ""), seen.get(place), told.get(place), plan)
            cell["outputs"], verdicts[name] = weigh(name, source, *about)
        return Judged(notebook, ended, self.left, verdicts, before.spent)

    def before_the_judge(
        self,
        notebook: dict[str, Any],
        files: Path | None,
        plan: TestPlan,
        seconds: float | None,
        forks: bool = False,
        spent: Spent | None = None,
    ) -> Before:
        """The first witness, who puts outputs into the notebook. The arguments are those of `judge`.

        forks: see `messages.Submission`; where it is needed, this is done once more with it.
        """
        refused: dict[int, str] = {}
        self._fill(files, plan.given)
        most = min(len(plan.later), _FORKS)
        try:
            channel = self._open(most, spent)
        except ChannelClosed:  # a sandbox broke after its last submission; new ones are sound, or say why not
            self._restart()
            channel = self._open(most, spent)
        waiting = {place for place, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"}
        ended = why = ""
        clear = again = kept = False
        changes: list[str] = []
        try:
            submission = Submission(notebook, plan, seconds, self._judge.folder, self._seen_by_judge, forks)
            channel.send(plain(submission))
            patience = None if seconds is None else seconds + WALL
            while not isinstance(done := read(channel.receive(patience), CellDone, Shown, Done), Done):
                if isinstance(done, Shown):
                    self._copy_aside()
                    kept = True
                    channel.send(plain(GoOn()))
                    continue
                assert isinstance(done, CellDone)
                cell = notebook["cells"][done.place]
                cell.update(outputs=done.outputs, execution_count=done.execution_count)
                refused[done.place] = done.refused
                waiting.discard(done.place)
            ended, clear, again, changes = done.ended, done.clear, done.again, done.changes
        except (ChannelClosed, ChannelTimeout) as error:
            # The tests themselves died or never ended. No test that has not spoken for this learner has passed.
            slow = isinstance(error, ChannelTimeout)
            why = "the tests did not end in time" if slow else "the tests ended before they were through"
            nothing_passed(notebook, why, waiting)
        finally:
            channel.close()
        broken = self._learner.end()
        self._judge.end()
        if again and not forks:
            return self.before_the_judge(notebook, files, plan, seconds, True, self._learner.spent)
        if ended and broken:
            ended = f"{ended} ({broken})"
        clear = clear and not (why or ended)
        return Before(why or ended, refused, clear, changes, kept, self._learner.spent)

    def shadow(
        self,
        notebook: dict[str, Any],
        files: Path | None,
        plan: TestPlan,
        seconds: float | None,
        spent: Spent | None = None,
        visible: bool = False,
    ) -> dict[int, Seen]:
        """The second witness: how each code cell ends when all run in one process, by place; what is missing, by none.

        The arguments are those of `judge`; the notebook is not changed. visible: leave out all hidden lines.
        """
        cells: list[tuple[int, str]] = []
        for place, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] == "code":
                name = name_of(cell)
                source = plan.tests.get(name) or plan.locked.get(name) or cell["source"]
                cells.append((place, without_hidden(source) if visible and name in plan.tests else source))
        side = self._unknowing() if visible else self._side
        return side.shadow(Shadow(cells, seconds, plan.unloaded), files, self.limits, spent or Spent())

    def _unknowing(self) -> LearnerSide:
        """A side in which no hidden line ever runs: nothing there, not even how often it has forked, tells of one."""
        if self._apart is None:
            room = Room(self.limits.disk, self._learner.sandboxed)
            self._apart = room, LearnerSide(Path(room.name), (), "", self._learner.sandboxed, self.limits)
        side = self._apart[1]
        side.sandbox.begin(self._learner.modules, self._learner.code)
        return side

    def _restart(self) -> None:
        self._learner.stop()
        self._judge.stop()

    def _put_aside(self) -> None:
        """Keep what the submission left behind, out of reach of what runs next."""
        empty(self.left)
        for entry in list(self.scratch.iterdir()):
            with contextlib.suppress(OSError):  # a folder that it has closed to everybody stays where it is, and goes
                entry.rename(self.left / entry.name)

    def _copy_aside(self) -> None:
        """The same while it still runs: what it does from now on changes nothing of that."""
        empty(self.left)
        copy_as_it_is(self.scratch, self.left, self.limits.disk)

    def _open(self, forks: int, spent: Spent | None) -> Channel:
        """Start both sides of a submission; the connection to the judge. Errors: ChannelClosed, GradingError.

        forks: how many forks of the learner's process the judge may ask for. spent: what the submission has used.
        """
        pairs = [pair() for _ in range(1 + forks)]
        learners, judges = [one for one, _ in pairs], [other for _, other in pairs]
        ours, result_end = pair()
        judges.insert(1, result_end)
        try:
            self._learner.warm_up()
            self._judge.warm_up()
            self._judge.start([end.fileno() for end in judges], attrs.evolve(self.limits, processes=512))
            more = attrs.evolve(self.limits, processes=self.limits.processes + forks)
            self._learner.start([end.fileno() for end in learners], more, bool(forks), spent)
        except BaseException:
            ours.close()
            raise
        finally:
            for end in (*learners, *judges):
                end.close()
        return Channel(ours)

    def _fill(self, files: Path | None, given: Sequence[str]) -> None:
        """Put a submission's files into the scratch folder, and what was handed out where only the judge sees it."""
        self._side.fill(files)
        empty(self.handed_out)
        if files is not None:
            copy_plain(files, self.handed_out, given)


def nothing_passed(notebook: dict[str, Any], why: str, places: Iterable[int]) -> None:
    """Put an error into these code cells: what is graded when they could not be judged."""
    for place in places:
        error = {"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [f"NotRun: {why}"]}
        notebook["cells"][place].update(outputs=[error], execution_count=None)
