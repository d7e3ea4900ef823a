"""One person's submission made ready in a folder as nbgrader's collect would leave it: notebooks under their names.

Which file is which notebook is for `course.grading.submission.work` to say. Of several copies of a notebook the last
counts: in Canvas the one with the highest number of a file, elsewhere the youngest; of files of one time the one with
the highest number behind the notebook's name, as programs number what they save again (`lab-1.ipynb`, `lab (2).ipynb`),
else the one that bears the notebook's own name. Moodle's files are of the time of the download, so there the time
decides only when they are far apart. The place in a zip decides nothing: it is lost where the zip is unpacked, and both
must give the same. The others are set aside. Where nothing tells them apart, all stay, and grading leaves it open.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import attrs

from course.grading.platform.arrived import Piece
from course.grading.platform.deliveries import Delivery, inside
from course.grading.platform.names import owner_of
from course.grading.repair.original import Original
from course.grading.submission.files import Survey, content_hash, shown, survey
from course.grading.submission.time import FILE as TIMESTAMP
from course.grading.submission.work import find_work, named

STAMP = "%Y-%m-%d %H:%M:%S.000000 UTC"
_LONGEST = 120
_MOST_ASKED = 100
_DEEPEST, _LONGEST_PATH = 20, 800
_CANVAS_FILE = re.compile(r"_(\d+)_$")
_OF_ONE_TIME = {"moodle": dt.timedelta(minutes=10)}
"""So far apart may be the times that a platform gives to files of one download."""
_NUMBER = re.compile(r"[ _-]*\(?(\d{1,3})\)?")
_ENDINGS = (".txt", ".json", ".ipynb")
Rank = tuple[int, dt.datetime]


@attrs.define
class Ready:
    """A folder that may be put in place. aside: older copies of notebooks. told: what a person should know, sentences.

    renamed: the notebook's name and the file that it came in.
    """

    folder: Path
    aside: dict[str, Path] = attrs.field(factory=dict)
    told: list[str] = attrs.field(factory=list)
    renamed: dict[str, str] = attrs.field(factory=dict)


def make_ready(
    one: Delivery, folder: Path, originals: Mapping[str, Original], aside: str, handed_out: Collection[Path] = ()
) -> Ready:
    """Write a delivery to a new folder. aside: where older copies will be kept, in words. Errors: OSError.

    handed_out: files that come with the assignment, relative to its folder.

    Example: ``make_ready(delivery, Path("new"), originals, "submitted-before/ann/").told``
    """
    folder.mkdir(parents=True)
    ranks: dict[Path, Rank] = {}
    for piece in one.pieces:
        if piece in one.elsewhere:
            continue
        name = _free(folder, safe_path(inside(one, piece)))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(piece.file, folder / name)
        ranks[name] = _rank(one, piece)
    made = Ready(folder)
    near = _OF_ONE_TIME.get(one.owner.platform, dt.timedelta())
    _name_notebooks(made, originals, ranks, aside, near, handed_out)
    if one.time is not None:
        (folder / TIMESTAMP).write_text(one.time.strftime(STAMP), encoding="utf-8")
    return made


def _rank(one: Delivery, piece: Piece) -> Rank:
    """What makes a copy of a notebook the later one."""
    if one.owner.platform == "canvas":
        owner = owner_of(piece.parts, "canvas")
        found = _CANVAS_FILE.search(owner.file) if owner else None
        return int(found[1]) if found else 0, piece.time
    return 0, piece.time


def safe_path(parts: tuple[str, ...]) -> Path:
    """A path of a stranger as one that stays inside. The person's own timestamp.txt must not pass for ours.

    >>> safe_path(("lab", "a\\tb.ipynb")).as_posix(), safe_path(("Timestamp.txt",)).as_posix()
    ('lab/a_b.ipynb', 'handed-in-timestamp.txt')
    """
    clean = ["".join(one if one.isprintable() else "_" for one in part)[:_LONGEST] for part in parts[:-1]]
    last = "".join(one if one.isprintable() else "_" for one in parts[-1])
    if len(last) > _LONGEST:
        # The endings at its end say what it is.
        last = last[: _LONGEST - 30] + last[-30:]
    if not clean and last.casefold() == TIMESTAMP:
        last = f"handed-in-{TIMESTAMP}"
    if len(clean) > _DEEPEST or sum(map(len, clean)) > _LONGEST_PATH:
        clean = []
    # 255 bytes is the most that a disk takes, and a letter may have four.
    return Path(*(part.encode()[:240].decode("utf-8", "ignore") for part in (*clean, last)))


def _free(folder: Path, name: Path) -> Path:
    free, number = name, 1
    while (folder / free).exists() or any((folder / up).is_file() for up in free.parents):
        number += 1
        top, *rest = name.parts
        free = name.with_name(f"{name.stem} ({number}){name.suffix}") if not rest else Path(f"{top} ({number})", *rest)
    return free


def _name_notebooks(
    made: Ready,
    originals: Mapping[str, Original],
    ranks: Mapping[Path, Rank],
    kept_in: str,
    near: dt.timedelta,
    handed_out: Collection[Path],
) -> None:
    folder = made.folder
    found = survey(folder)
    asked = sorted(found.files, key=lambda file: (".ipynb" not in file.name.lower(), file))[:_MOST_ASKED]
    copies: dict[str, list[Path]] = {}
    for file in asked:
        for name, where in find_work(originals, Survey(folder, (file,))).notebooks.items():
            copies.setdefault(name, []).append(where)
    for name, files in copies.items():
        chosen = _last(folder, files, ranks, name, near)
        if chosen is None:
            them = ", ".join(map(shown, files))
            made.told.append(f"{name}: nothing says which of {them} is the last one; look at them")
            continue
        for other in files:
            if other != chosen:
                made.aside[other.as_posix()] = folder / other
                made.told.append(f"{name}: {shown(chosen)} counts, {shown(other)} is kept in {kept_in}")
        if chosen != Path(f"{name}.ipynb"):
            made.renamed[name] = chosen.as_posix()
    missing = [name for name in originals if name not in copies]
    work = find_work({name: originals[name] for name in missing}, found, handed_out)
    if work.instead:
        made.told.append(f"no notebook is there, only {named(work.instead)}; a person must look, it will be no 0")
        return
    for name in missing:
        maybe = work.open.get(name, "")
        made.told.append(f"{name}.ipynb may be there under another name" if maybe else f"{name}.ipynb is not there")


def settle(made: Ready, aside: Path) -> None:
    """Move the older copies out of the folder, to `aside`, and give each notebook its name. Errors: OSError."""
    for name, file in made.aside.items():
        target = aside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        while target.exists() and digest(target) != digest(file):
            target = target.with_name(f"{target.stem}-again{target.suffix}")
        shutil.move(file, target)
    for name, came_in in made.renamed.items():
        target = made.folder / f"{name}.ipynb"
        if not target.exists():
            (made.folder / came_in).rename(target)
    for place in sorted(made.folder.rglob("*"), reverse=True):
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _last(folder: Path, files: list[Path], ranks: Mapping[Path, Rank], name: str, near: dt.timedelta) -> Path | None:
    """The last of several copies of a notebook; None when nothing says which it is. near: times that count as one."""
    number, time = max(ranks[file] for file in files)
    latest = [file for file in files if ranks[file][0] == number and time - ranks[file][1] <= near]
    if len({digest(folder / file) for file in latest}) > 1:
        numbers = {file: _number(file.name, name) for file in latest}
        told = [one for one in numbers.values() if one is not None]
        if len(told) == len(set(told)) == len(latest):
            return max(latest, key=lambda file: numbers[file] or 0)
    own = Path(f"{name}.ipynb")
    if own in latest:
        return own
    return latest[0] if len({digest(folder / file) for file in latest}) == 1 else None


def _number(file: str, name: str) -> int | None:
    """Which of several copies a file is by its name; None when it has another name.

    >>> [_number(file, "lab-1") for file in ("lab-1.ipynb", "LAB-1 (2).ipynb.txt", "lab-1-3.ipynb", "lab-1-old.ipynb")]
    [0, 2, 3, None]
    """
    low = file
    while low.lower().endswith(_ENDINGS):
        low = low.rpartition(".")[0]
    if not low.casefold().startswith(name.casefold()):
        return None
    behind = low[len(name) :].strip()
    found = _NUMBER.fullmatch(behind)
    return int(found[1]) if found else None if behind else 0


def digest(file: Path) -> str:
    """What tells one content from another; a file that cannot be read has one of its own."""
    try:
        return content_hash(file).hex()
    except OSError:
        return f"unreadable {file}"


def contents(folder: Path) -> dict[str, str]:
    """Digests of a submission's files by name, its time left out.

    >>> contents(Path("nowhere"))
    {}
    """
    if not folder.is_dir():
        return {}
    return {name.as_posix(): digest(folder / name) for name in survey(folder).files if name != Path(TIMESTAMP)}
