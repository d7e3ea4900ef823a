"""One place where submissions are executed, one after another: a learner's room, a judge's room, a scratch folder.

>>> # with Bench(modules=["pandas"]) as bench:
>>> #     done = bench.judge(notebook, folder, exam_of(source), seconds=30)
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from course.grading.exam import Exam
from course.grading.room import _open_up
from course.grading.sandbox import Limits, Room
from course.grading.wire import Wire, WireClosed, WireTimeout, pair

_NOBODY = 65534
WALL = 30.0
"""Seconds that a whole notebook gets on top of the sum of what its cells may take at most."""


@attrs.frozen
class Judged:
    """An executed notebook, and what happened on the way.

    notebook: nbformat 4 as a dict. ended: why the program stopped before the notebook's end, or "".
    folder: where the files lie that the submission left behind; valid until the next submission.
    """

    notebook: dict[str, Any]
    ended: str
    folder: Path


class Bench:
    """A learner's room and a judge's room around one scratch folder; use it in a `with` statement.

    modules: what the warm parents import before the first fork. code: what they run before it. sandboxed: False gives
    up the sandbox.
    """

    def __init__(
        self, modules: Sequence[str] = (), code: str = "", limits: Limits | None = None, sandboxed: bool = True
    ) -> None:
        self.limits = limits or Limits()
        self._top = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        self.scratch = Path(self._top.name) / "submission"
        self.scratch.mkdir()
        # Inside, root is nobody; the account that runs the learner's code owns the folder.
        self._owner = _NOBODY if sandboxed and os.geteuid() == 0 else None
        Path(self._top.name).chmod(0o711)
        self._rooms = {kind: Room(kind, self.scratch, modules, code, sandboxed) for kind in ("learner", "judge")}

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self, modules: Sequence[str] = (), code: str = "") -> None:
        """Start both rooms' programs, at the same time, and wait until they are ready. Errors: GradingError.

        modules, code: what they are to import and run on top of what the bench was made with.
        """
        for room in self._rooms.values():
            room.begin(modules, code)
        for room in self._rooms.values():
            room.warm_up()

    def close(self) -> None:
        """End both rooms and remove the scratch folder."""
        for room in self._rooms.values():
            room.stop()
        _open_up(self.scratch)
        self._top.cleanup()

    def judge(self, notebook: dict[str, Any], files: Path | None, exam: Exam, seconds: float | None) -> Judged:
        """Execute and judge one sanitized notebook.

        files: the folder whose files the notebook may read (links are left out). seconds: the time of one cell.
        Returns the executed notebook; nothing a submission does raises an error here.
        """
        self._fill(files)
        learner_end, judge_end = pair()
        ours, result_end = pair()
        learner, judge = self._rooms["learner"], self._rooms["judge"]
        learner.warm_up()
        judge.warm_up()
        judge.start([judge_end.fileno(), result_end.fileno()], attrs.evolve(self.limits, processes=512))
        learner.start([learner_end.fileno()], self.limits)
        for end in (learner_end, judge_end, result_end):
            end.close()
        wire = Wire(ours)
        cells = sum(cell["cell_type"] == "code" for cell in notebook["cells"])
        wall = None if seconds is None else WALL + cells * (seconds + 5)
        why = ""
        try:
            wire.send({"notebook": notebook, "exam": attrs.asdict(exam), "seconds": seconds, "folder": judge.folder})
            done = wire.receive(wall)
        except (WireClosed, WireTimeout) as error:
            # The tests themselves died or never ended. No test has spoken for this learner, so none has passed.
            slow = isinstance(error, WireTimeout)
            why = "the tests did not end in time" if slow else "the tests ended before they were through"
            done = {"notebook": nothing_passed(notebook, why), "ended": why}
        finally:
            wire.close()
        broken = learner.end()
        judge.end()
        ended = str(done["ended"])
        if ended and broken:
            ended = f"{ended} ({broken})"
        return Judged(notebook=done["notebook"], ended=why or ended, folder=self.scratch)

    def _fill(self, files: Path | None) -> None:
        """Empty the scratch folder and copy a submission's files into it; links and odd files stay out."""
        _open_up(self.scratch)
        for entry in self.scratch.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        if files is not None:
            for source, name in plain_files(files):
                copy = self.scratch / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)
                copy.chmod(0o644)
        if self._owner is not None:
            for place, _, names in os.walk(self.scratch):
                os.chown(place, self._owner, self._owner)
                for file in names:
                    os.chown(os.path.join(place, file), self._owner, self._owner)


def plain_files(folder: Path) -> list[tuple[Path, Path]]:
    """Every ordinary file below a folder, with its relative name; links are not followed, odd files are left out."""
    found = []
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not (Path(where) / name).is_symlink())
        for name in sorted(names):
            path = Path(where) / name
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISREG(about.st_mode):
                    found.append((path, path.relative_to(folder)))
    return found


def bring_back(scratch: Path, folder: Path) -> None:
    """Copy the files that a submission made into its folder; what was there before stays as it was."""
    for path, name in plain_files(scratch):
        copy = folder / name
        if not copy.exists() and not copy.is_symlink():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def nothing_passed(notebook: dict[str, Any], why: str) -> dict[str, Any]:
    """The notebook with an error in every code cell: what is graded when nothing could be executed."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            text = f"NotRun: {why}"
            cell["outputs"] = [{"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [text]}]
            cell["execution_count"] = None
    return notebook
