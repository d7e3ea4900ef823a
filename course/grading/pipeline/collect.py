"""`nbgrader collect` without following a link.

What learners hand in lies in a folder of their own until it is collected, and nbgrader copies with the instructor's
rights whatever a link in it leads to.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import Exchange

from course.grading.submission.files import copy_ordinary, shown, survey


def copy_handed_in(self: Exchange, src: str, dest: str, log: Any = None) -> None:
    """What nbgrader's collecting calls to copy one submission: its ordinary files, the rest named in the log.

    Errors: nbgrader's RuntimeError for a submission that is too large.
    """
    if Path(src).is_symlink():
        self.log.error("%s is a link: links are not followed. It was not collected.", shown(src))
        return
    if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
        Exchange.do_copy(self, src, dest, log)  # for its own words
    with tempfile.TemporaryDirectory(prefix="collect-") as place:
        found = copy_ordinary(survey(Path(src)), Path(place), leave=())
        for sentence in found.told:
            self.log.warning("%s: %s", Path(src).name, sentence)
        Exchange.do_copy(self, place, dest, log)
    # A temporary folder is closed to others, and nbgrader copies a folder's permissions.
    Path(dest).chmod(Path(src).stat().st_mode & 0o7777 | 0o700)
