"""A class of five on assignment 01: ``python -m tests.support.play_class FOLDER FILE`` plays it and writes what came out.

A program of its own, so that an account without rights can play it.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from course.grading.run.environment import with_course
from course.grading.simulation.classroom import Classroom
from course.grading.simulation.learners import ALL_TASKS, SECOND, Learner, Work
from course.grading.simulation.results import Played
from tests.support.ordinary_user import NOBODY, as_ordinary_user


def learner(id: str, first: str, last: str, **work: object) -> Learner:
    """A learner for assignment 01 only."""
    return Learner(id=id, first_name=first, last_name=last, work={SECOND: Work(**work)})  # type: ignore[arg-type]


FIVE = (
    learner("right", 'Ann, "Annie"', "O'Neil; Jr.", memo=(4, 5, 5, 4, 2)),
    learner("slips", "Dmitri", "Sokolov", slips=ALL_TASKS, memo=(1, 1, 0, 1, 2), hours_late=30, more_days=1),
    learner("blank", "Kavya", "Nair", blank=ALL_TASKS, memo=None, hours_late=26),
    learner("broken", "Ibrahim", "Traoré", broken=True),
    learner("absent", "Hana", "Nováková", absent=True),
)


def played_without_rights(home: Path) -> Played:
    """The class of five in the new folder `room` below home, played by whoever has no rights on this machine."""
    kept = home / "played.pickle"
    command = [sys.executable, "-m", "tests.support.play_class", str(home / "room"), str(kept)]
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        command = as_ordinary_user(command)
        for place in (home, *home.parents):  # pytest's own temporary folder is closed to others
            place.chmod(place.stat().st_mode | 0o011)
    mine = with_course({**os.environ, "HOME": str(home)})
    done = subprocess.run(command, env=mine, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    played = pickle.loads(kept.read_bytes())
    assert isinstance(played, Played)
    return played


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(
        pickle.dumps(Classroom(Path(sys.argv[1]), FIVE, [SECOND], Console(file=io.StringIO())).play())
    )
