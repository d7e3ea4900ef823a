"""A learner's sandbox with the folder of its submissions, and the shadow: a whole notebook run there, tests and all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import attrs

from course.errors import GradingError
from course.grading.judge.learner_client import GRACE
from course.grading.judge.messages import Seen, Shadow
from course.grading.sandbox.bubblewrap import Sandbox, account_for
from course.grading.sandbox.files import plain_files, remove
from course.grading.sandbox.limits import ResourceLimits, Spent
from course.grading.sandbox.messages import plain, read
from course.kernels.channel import Channel, ChannelClosed, ChannelTimeout, pair

_SHORT = 10_000
"""The most bytes of one message of the shadow, which has little to say."""


class LearnerSide:
    """A sandbox around the folder `submission` in `top`, an empty folder of a fixed size.

    modules: what its zygote imports before the first fork; code: what it runs before it. sandboxed: False gives up the
    sandbox. `scratch`: the folder; `account`: who owns it, None where it is whoever grades.
    """

    def __init__(self, top: Path, modules: Sequence[str], code: str, sandboxed: bool, limits: ResourceLimits) -> None:
        self.scratch = top / "submission"
        self.scratch.mkdir()
        # Inside, root is someone else; the account that runs the learner's code owns the folder.
        self.account = account_for(self.scratch) if sandboxed else None
        top.chmod(0o711)
        self.sandbox = Sandbox(
            "learner", self.scratch, modules, code, sandboxed, limits=limits, account=self.account or 0
        )

    def close(self) -> None:
        """End the sandbox and remove the folder."""
        self.sandbox.stop()
        remove(self.scratch)

    def fill(self, files: Path | None) -> None:
        """Empty the folder and copy a submission's files into it; links and odd files stay out."""
        empty(self.scratch)
        if files is not None:
            copy_plain(files, self.scratch)
        if self.account is not None:
            for place, _, names in os.walk(self.scratch):
                os.chown(place, self.account, self.account)
                for file in names:
                    os.chown(os.path.join(place, file), self.account, self.account)

    def shadow(self, asked: Shadow, files: Path | None, limits: ResourceLimits, spent: Spent) -> dict[int, Seen]:
        """How each of the cells ends when all run in one process, by place; what is missing, by none.

        files: the folder whose files they may read. limits: what they may use; spent: what the submission has used
        already. Errors: GradingError.
        """
        self.fill(files)
        try:
            channel = self._open(limits, spent)
        except ChannelClosed:  # it broke after its last submission; a new one is sound, or says why not
            self.sandbox.stop()
            channel = self._open(limits, spent)
        found: dict[int, Seen] = {}
        patience = None if asked.seconds is None else asked.seconds + GRACE
        try:
            channel.send(plain(asked))
            for place, _ in asked.cells:
                seen = read(channel.receive(patience), Seen)
                found[place] = attrs.evolve(seen, place=place)
        except (ChannelClosed, ChannelTimeout):
            pass  # the program ended: no later cell has passed
        finally:
            channel.close()
        self.sandbox.end()
        return found

    def _open(self, limits: ResourceLimits, spent: Spent) -> Channel:
        theirs, ours = pair()
        try:
            self.sandbox.warm_up()
            self.sandbox.start([theirs.fileno()], limits, before=spent)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return Channel(ours, longest=_SHORT)


def copy_plain(files: Path, folder: Path, only: Sequence[str] | None = None) -> None:
    """Copy what a notebook may read from one folder to another, or only the files of these names."""
    for source, name in plain_files(files):
        if name.suffix == ".ipynb":
            continue  # on nbgrader's own way the notebook with the hidden tests lies in this folder
        if only is None or str(name) in only:
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            copy.chmod(0o644)


def empty(folder: Path) -> None:
    """Remove everything in a folder. Errors: GradingError when something resists."""
    with contextlib.suppress(OSError):
        folder.chmod(0o755)
    left = [entry for entry in list(folder.iterdir()) if not remove(entry)]
    if left:
        raise GradingError(
            f"{left[0]} of the last submission cannot be removed. To mend: remove it by hand, then grade again."
        )
