"""One submission with many busy processes beside honest ones on a machine with few processors: who pays for it?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course.grading.sandbox.bubblewrap import missing
from tests.support.lab_course import answered, course_grade, hand_in, lab_course, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
SETTINGS = "c.Execute.timeout = 3\nc.Execute.cpu = 30\n"
# Most of a cell's time, on a processor of its own.
WORK = """
import time
until = time.process_time() + 1.5
while time.process_time() < until: pass
one = 42
"""
BUSY = """
import os, time
for _ in range(24):
    if os.fork() == 0:
        {first}
        while True: pass
time.sleep(60)
"""


def test_neighbours_keep_their_points(tmp_path: Path) -> None:
    """24 busy processes, once in one session and once each in its own: do honest neighbours keep all of their points?"""
    root = lab_course(tmp_path / "course", SETTINGS)
    honest = [f"{number}-honest" for number in range(3)]
    for student in honest:
        hand_in(root, student, one=answered(root, "one", one_answer=WORK), two=answered(root, "two"))
    for number, first in enumerate(("pass", "os.setsid()")):
        busy = answered(root, "one", one_answer=BUSY.format(first=first))
        hand_in(root, f"{number}-busy", one=busy, two=answered(root, "two", two_answer="pass"))
    said = course_grade(root, "--jobs", str(2 + (os.cpu_count() or 1)))
    for student in honest:
        earned = {name: about[0] for name, about in points(root, student).items()}
        assert earned == {"one-visible": 2, "one-hidden": 3, "memo": 0, "two-visible": 2, "two-hidden": 3}, said
    for number in range(2):
        assert not any(about[0] for about in points(root, f"{number}-busy").values())
