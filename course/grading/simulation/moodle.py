"""The simulated learning platform: what a Moodle does with a class's files, with no Moodle there.

Learners get the zip of `course class pack` and hand in a file; the instructor downloads all submissions and the grading
worksheet; the zip of `course class return` is given to each learner. File names are Moodle's, as
`course.grading.platform` reads and writes them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import attrs

from course.grading.simulation.learners import Learner

PLACE = Path("my-course/assignments")
"""Where a learner's assignments lie when the zip is unpacked."""
_FIRST_NUMBER = 1001
_NOT_IN_A_FILE = re.compile(r'[\\/:*?"<>|]')


@attrs.define
class Moodle:
    """A platform in a folder. learners: who uses it, by the number that it knows them by.

    Example: ``Moodle(Path("moodle"), {1001: ann}).give_out(Path("01-history.zip"), ann, Path("home"))``
    """

    folder: Path
    learners: Mapping[int, Learner]

    @classmethod
    def of(cls, folder: Path, learners: list[Learner]) -> Moodle:
        """A platform for these learners, each with a number of its own."""
        return cls(folder, dict(enumerate(learners, start=_FIRST_NUMBER)))

    def give_out(self, pack: Path, home: Path) -> None:
        """A learner downloads the instructor's zip and unpacks the assignment; the course itself is there already."""
        with zipfile.ZipFile(pack) as opened:
            for name in opened.namelist():
                if Path(name).parts[:2] == PLACE.parts:
                    opened.extract(name, home)

    def download(self, assignment: str, handed_in: Mapping[str, tuple[Path, dt.datetime]]) -> tuple[Path, Path]:
        """What the instructor downloads: the zip of all submissions, and the grading worksheet.

        handed_in: by learner's id the file, and when it came (UTC).
        """
        self.folder.mkdir(exist_ok=True)
        zipped, sheet = self.folder / f"{assignment}.zip", self.folder / f"{assignment}.csv"
        rows = []
        with zipfile.ZipFile(zipped, "w") as made:
            for number, one in self.learners.items():
                file, when = handed_in.get(one.id, (None, None))
                if file is not None:
                    made.write(file, f"{_folder(one, number)}/{file.name}")
                said = f"{when:%A, %d %B %Y, %I:%M %p}" if when else "-"
                rows.append([f"Participant {number}", one.name, one.email, said])
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["Identifier", "Full name", "Email address", "Last modified (submission)"])
        writer.writerows(rows)
        sheet.write_text(text.getvalue(), encoding="utf-8")
        return zipped, sheet

    def hand_back(self, feedback: Path, assignment: str, homes: Mapping[str, Path]) -> None:
        """Each learner gets the own files of the zip of feedback. homes: where, by learner's id."""
        with zipfile.ZipFile(feedback) as opened:
            for number, one in self.learners.items():
                for name in opened.namelist():
                    if name.startswith(f"{_folder(one, number)}/"):
                        target = homes[one.id] / PLACE / assignment / "feedback" / "moodle" / Path(name).name
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(opened.read(name))


def _folder(one: Learner, number: int) -> str:
    return f"{_NOT_IN_A_FILE.sub('', one.name)}_{number}_assignsubmission_file"
