"""The folder in which the tests run: the instructor's files as handed out, and what the learner's code made.

A test may read a data file that came with the assignment to compute what it expects. The learner's code can change its
own copy of that file; the tests see the one that was handed out. Everything here is links, so it costs no copies.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

MOST = 5_000
"""Entries of one folder of the learner's that the tests may see."""


class TestFolder:
    """A folder of links.

    top: an empty folder, which will be it. handed_out: the folder with the instructor's files; names: their relative
    paths. submission: the learner's folder.
    """

    def __init__(self, top: Path, handed_out: Path, names: Iterable[str], submission: Path) -> None:
        self.top, self.submission = top, submission
        for name in names:
            link = top / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(handed_out / name)

    def refresh(self) -> None:
        """Show what the learner's code has made since the last time."""
        self._fill(self.top, self.submission)

    def _fill(self, here: Path, there: Path) -> None:
        # A name of the learner's that is gone, or that became a folder, is looked up anew by whoever opens the link.
        with contextlib.suppress(OSError), os.scandir(there) as entries:
            for entry in islice(entries, MOST):
                link = here / entry.name
                if not link.is_symlink() and link.is_dir():  # a folder of the instructor's: both show their files
                    self._fill(link, Path(entry.path))
                elif not link.is_symlink():
                    link.symlink_to(entry.path)
