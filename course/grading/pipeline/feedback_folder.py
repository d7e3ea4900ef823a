"""The files beside a feedback page: what nbgrader's release_feedback reads, and pictures and tables to look at.

nbgrader copies all that a submission holds. A page of the learner's own would then lie beside ours, one click away; and
release_feedback, which reads a time and a secret from each folder, ends for the whole class at one that is odd.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from course.grading.sandbox.files import plain_files
from course.grading.submission import time
from course.grading.submission.files import open_ordinary
from course.grading.viewing.sanitizer import BESIDE

_SECRET = re.compile(rb"[\x21-\x7e]{1,200}")


def fill(source: Path, target: Path, tell: Callable[[str], None]) -> None:
    """Copy to a feedback folder what may lie there of a graded submission; what was there before stays.

    tell: called with a sentence about a learner who cannot fetch the page by nbgrader's exchange. Errors: OSError.

    Example: ``fill(Path("autograded/ann/01-history"), Path("feedback/ann/01-history"), print)``
    """
    target.mkdir(parents=True, exist_ok=True)
    for path, name in plain_files(source):
        plain = str(name).isprintable() and name.name.lower().endswith(BESIDE)
        if plain and name.name not in (time.FILE, time.SECRET):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    handed_in = time.read_time(source).time
    (target / time.FILE).write_text(f"{handed_in:%Y-%m-%d %H:%M:%S.%f} UTC" if handed_in else "", encoding="utf-8")
    secret = _secret(source / time.SECRET)
    if not secret:
        # One that nobody knows: with none, whoever handed in none could fetch all such pages.
        secret = secrets.token_hex(64)
        tell(f"{source}: no {time.SECRET} of nbgrader's, so the learner cannot fetch the page; send it another way.")
    (target / time.SECRET).write_text(secret, encoding="utf-8")


def _secret(file: Path) -> str:
    try:
        with open_ordinary(file) as descriptor:
            data = os.read(descriptor, 1000).strip()
    except OSError:
        return ""
    return data.decode() if _SECRET.fullmatch(data) else ""
