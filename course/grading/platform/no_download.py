"""Files that somebody gives as a download and that are none: empty ones, the zip for learners, Moodle's worksheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from course.errors import PlatformError
from course.grading.platform.arrived import Piece
from course.grading.platform.decisions import read_worksheet
from course.grading.platform.deliveries import Delivery
from course.grading.platform.start_here import START

_NOTHING = "Nothing was taken, and nothing was changed. To mend:"


def refuse_no_download(
    sources: Sequence[Path], pieces: Sequence[Piece], found: Sequence[Delivery], odd: Sequence[str]
) -> None:
    """Errors: PlatformError for the first source that holds nothing that somebody handed in.

    sources: by their numbers in the pieces. odd: what was said of files that were not taken.

    Example: ``refuse_no_download([Path("submissions.zip")], arrived.pieces, deliveries, arrived.odd)``
    """
    for number, source in enumerate(sources):
        inside = [piece for piece in pieces if piece.source == number]
        if not inside:
            more = f"\n{_lines(odd)}" if odd else ""
            raise PlatformError(
                f"{source} holds no file that can be taken. {_NOTHING} download the submissions again.{more}"
            )
        if any(one.student for one in found if one.source == number):
            continue  # somebody may hand in the whole folder of the course, or a table
        if any(piece.parts == (START,) for piece in inside):
            raise PlatformError(
                f"{source} is the zip for learners that `course class pack` writes, not what they handed in. "
                f"{_NOTHING} download all submissions from your platform."
            )
        if len(inside) == 1 and _is_worksheet(inside[0]):
            raise PlatformError(
                f"{source} is Moodle's grading worksheet, not what people handed in. {_NOTHING} download all "
                f"submissions, too, and name the worksheet with --worksheet {source}."
            )


def _lines(odd: Sequence[str], most: int = 5) -> str:
    return "\n".join(f"- {sentence}" for sentence in odd[:most])


def _is_worksheet(piece: Piece) -> bool:
    if not piece.parts[-1].lower().endswith(".csv"):
        return False
    try:
        return bool(read_worksheet(piece.file, dt.UTC).names)
    except PlatformError:
        return False
