"""The pieces of a download put together again: what each person handed in, whose it is, and when.

When it was handed in is not what the zip says, mostly. Moodle streams the files into the zip and Canvas writes them
there as new (Moodle: files/classes/local/archive_writer/zip_writer.php; Canvas: `get_output_stream` in
lib/content_zipper.rb): their times are the time of the download. With such a time for its hand-in everybody would be
late. So a time counts as one of hand-in only when the person's decision or Moodle's grading worksheet says it, or when
it comes from another zip whose people do not all have the same time (older ILIAS keeps the files' own). The time of
the file always says which of two is the newer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from course.grading.platform.arrived import Piece
from course.grading.platform.decisions import Decision, Worksheet
from course.grading.platform.names import Owner, owner_of, platform_of
from course.grading.platform.people import People
from course.grading.submission.files import content_hash
from course.grading.submission.remembered import NOBODY, Remembered

_AT_ONCE = dt.timedelta(minutes=10)
"""When all people's files in a zip are of so short a time, it is the time of the zip."""
_COPY_MARKS = str.maketrans({"_": " ", "-": " ", "(": " ", ")": " ", "[": " ", "]": " "})


@attrs.define
class Delivery:
    """What one person handed in, as one download has it.

    student: the id in the roster; "" when nobody or several are meant. meant: all ids that its names fit.
    stranger: a person said that it is nobody's of the class.
    time: when it was handed in, UTC; None when that is not known. time_from: who says so. told: in the decisions.
    elsewhere: the pieces that are no part of it, since they are the work for another assignment.
    """

    owner: Owner
    source: int
    pieces: list[Piece]
    student: str = ""
    meant: tuple[str, ...] = ()
    stranger: bool = False
    time: dt.datetime | None = None
    time_from: str = ""
    names: tuple[str, ...] = ()
    elsewhere: tuple[Piece, ...] = ()

    @property
    def known_as(self) -> str:
        """By what it is known again: the platform's key, else its name and its very content."""
        if self.owner.platform:
            return self.owner.key
        content = hashlib.sha256(b"".join(sorted(content_hash(piece.file) for piece in self.pieces)))
        return f"{self.owner.key} {content.hexdigest()[:16]}"

    @property
    def seen(self) -> dt.datetime:
        """When it was handed in, else when its youngest file was written."""
        return self.time or self.rank[1]

    @property
    def rank(self) -> tuple[dt.datetime, dt.datetime]:
        """What is greater for a newer one. A grading worksheet gives two downloads one time; then the files decide."""
        written = max(piece.time for piece in self.pieces)
        return self.time or written, written


@attrs.frozen
class Knowing:
    """All by which a delivery is given to somebody.

    words: names of notebooks and assignment, which name nobody. platform: whose names to look for; "" to find out.
    """

    assignment: str
    people: People
    remembered: Remembered
    decisions: Mapping[str, Decision] = attrs.field(factory=dict)
    worksheet: Worksheet = attrs.field(factory=Worksheet)
    words: tuple[str, ...] = ()
    platform: str = ""


def deliveries(pieces: Sequence[Piece], sources: Sequence[Path], knowing: Knowing) -> list[Delivery]:
    """Put pieces together by person, in the order in which they came.

    sources: the downloads, by their numbers in the pieces.

    Example: ``deliveries(arrived.pieces, [Path("submissions.zip")], knowing)[0].student``
    """
    found: dict[tuple[int, str, str], Delivery] = {}
    paths: dict[int, list[tuple[str, ...]]] = {}
    for piece in pieces:
        paths.setdefault(piece.source, []).append(piece.parts)
    platforms = {source: knowing.platform or platform_of(all_) for source, all_ in paths.items()}
    for piece in pieces:
        platform = platforms[piece.source]
        owner = owner_of(piece.parts, platform) if platform not in ("", "mail") else None
        owner = owner or _plain(piece, sources[piece.source], knowing)
        one = found.setdefault((piece.source, owner.platform, owner.key), Delivery(owner, piece.source, []))
        one.pieces.append(piece)
    for one in found.values():
        _give(one, knowing)
    _times(list(found.values()), knowing)
    return list(found.values())


def inside(one: Delivery, piece: Piece) -> tuple[str, ...]:
    """The path of a piece within what its person handed in."""
    owner = owner_of(piece.parts, one.owner.platform) if one.owner.platform else None
    if owner is not None:
        return owner.inside
    count = len(one.owner.key.split("/"))
    below = piece.parts[count:]
    return below if "/".join(piece.parts[:count]) == one.owner.key and below else piece.parts


def _plain(piece: Piece, source: Path, knowing: Knowing) -> Owner:
    """Whose a file is that no platform named: the outermost folder named after somebody, else the file's own name."""
    folders, file = piece.parts[:-1], piece.parts[-1]
    for count, folder in enumerate(folders, start=1):
        key = "/".join(folders[:count])
        if key in knowing.decisions or knowing.people.meant([folder]):
            return Owner("", key, (folder,), piece.parts[count:])
    said = _person_in(file, knowing.words)
    if piece.place in knowing.decisions or knowing.people.meant([said]):
        return Owner("", piece.place, (said,), (file,))
    outer = _person_in(source.name, knowing.words) if source.is_file() else source.resolve().name
    if knowing.people.meant([outer]):
        return Owner("", source.name, (outer,), piece.parts)
    if folders:
        return Owner("", "/".join(folders), (*folders, said), (file,))
    return Owner("", file, (said,), (file,))


def _person_in(file: str, words: Iterable[str]) -> str:
    """What is left of a file's name without its endings and the names of notebooks.

    >>> _person_in("01-history_Ann Example (2).ipynb.txt", ["01-history"]), _person_in("oneil.zip", ["one"])
    ('Ann Example', 'oneil')
    """
    low = file
    for ending in (".txt", ".json", ".ipynb", ".zip"):
        if low.lower().endswith(ending):
            low = low[: -len(ending)]
    for word in sorted(words, key=len, reverse=True):
        low = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", " ", low, flags=re.IGNORECASE)
    if "@" in low:
        return low.strip(" _-")
    plain = low.translate(_COPY_MARKS).split()
    while plain and plain[-1].isdigit() and len(plain) > 1:
        plain.pop()
    return " ".join(plain)


def _give(one: Delivery, knowing: Knowing) -> None:
    """Say whose it is: by decision, else by what was remembered, else by the worksheet, or by name if it fits one."""
    owner = one.owner
    sheet = knowing.worksheet.names.get(_number(owner), ()) if owner.platform == "moodle" else ()
    one.names = (*sheet, *(() if owner.hidden else owner.names))
    decided = _decision(one, knowing.decisions)
    if decided is not None and decided.student == NOBODY:
        one.stranger = True
        return
    if decided is not None:
        one.student, one.meant = decided.student, (decided.student,)
        one.time, one.time_from = decided.time, "your list" if decided.time else ""
        return
    before = knowing.remembered.student(knowing.assignment, owner.platform or "mail", one.known_as)
    if before == NOBODY:
        one.stranger = True
        return
    if before in knowing.people.ids:
        one.student, one.meant = before, (before,)
        return
    one.meant = _meant(one.names, sheet, knowing.people)
    one.student = one.meant[0] if len(one.meant) == 1 else ""


def _meant(names: Sequence[str], sheet: Sequence[str], people: People) -> tuple[str, ...]:
    """All whom these names fit, or the one among them whom the worksheet's address, id or login names."""
    fitting = people.meant(names)
    surest = next((sure for one in sheet if (sure := people.meant([one]))), [])
    by_name = people.meant(names[len(sheet) :])
    if len(surest) == 1 and (not by_name or surest[0] in by_name):
        return tuple(surest)
    return tuple(fitting)


def _decision(one: Delivery, decisions: Mapping[str, Decision]) -> Decision | None:
    if not decisions:
        return None
    keys = [one.owner.key]
    for piece in one.pieces:
        keys += ["/".join(piece.parts[:count]) for count in range(len(piece.parts), 0, -1)]
    # From the inside: a wrapper around all of them is nobody's.
    found = [decisions[key] for key in keys if key in decisions]
    return found[0] if found else None


def _number(owner: Owner) -> str:
    return owner.key.rpartition("_")[2]


def _times(found: Sequence[Delivery], knowing: Knowing) -> None:
    by_source: dict[int, list[Delivery]] = {}
    for one in found:
        if one.time is not None:
            continue
        if one.owner.platform == "moodle" and _number(one.owner) in knowing.worksheet.times:
            one.time, one.time_from = knowing.worksheet.times[_number(one.owner)], "grading worksheet"
        elif one.owner.platform in ("", "ilias") and all(piece.in_zip for piece in one.pieces):
            by_source.setdefault(one.source, []).append(one)
    for together in by_source.values():
        times = [one.seen for one in together]
        if len(together) == 1 or max(times) - min(times) > _AT_ONCE:
            for one, time in zip(together, times, strict=True):
                one.time, one.time_from = time, "the zip"
