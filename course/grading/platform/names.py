"""Whose a file is, by the names that a platform's "download all submissions" gives to folders and files.

moodle  `Full name_12345_assignsubmission_file/...`; a `_` at the end of the folder's name in Moodle 3.1 to 4.0; without
        folders `Full name_12345_assignsubmission_file_NAME`. Moodle makes a space of each `_` in the name. The number
        is Moodle's own for this assignment, never an id of a roster. With names hidden the name is `Participant`.
        Read: mod/assign/classes/downloader.php (in a copy in which somebody put the username before the name; both
        are understood), mod/assign/feedback/file/importziplib.php.
canvas  `lastfirst_LATE_1234_5678_NAME`: the sortable name in small letters without spaces and punctuation, LATE where
        it is, Canvas's own numbers of the person and of the file; with names hidden `anon_XYZ_5678_NAME`.
        Read: lib/content_zipper.rb; app/models/abstract_assignment.rb (`infer_comment_context_from_filename`).
ilias   `Lastname_Firstname_login_123/...`, in plain ASCII, below `Team 4/` where teams hand in; the last number is
        ILIAS's own. Read: components/ILIAS/Exercise/Submission/SubmissionManager.php, and ilExSubmission of 5.x.

All else is a folder, or a file, that is called after somebody, as people sort mail: `course.grading.platform.people`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import attrs

_MOODLE = re.compile(r"(?P<name>[^_]*)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z0-9]+)(?:_(?P<rest>.*))?", re.S)
_CANVAS = re.compile(r"(?P<name>.*?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.S)
_CANVAS_HIDDEN = re.compile(r"anon_(?P<late>LATE_)?(?P<number>[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)", re.S)
_ILIAS = re.compile(r"(?P<name>[^_]*_.*[^_])_(?P<number>\d+)", re.S)
_MANY_DIGITS = 12


@attrs.frozen
class Owner:
    """Whose a file is, as the download says it.

    platform: moodle, canvas, ilias, or "" for a folder or file named after somebody. key: what the download calls this
    person. names: what in it may be a name or a login. file: what a feedback file must be called, before its own name.
    inside: the file's path within what the person handed in. hidden: the platform hid the name. late: it says LATE.
    """

    platform: str
    key: str
    names: tuple[str, ...]
    inside: tuple[str, ...]
    file: str = ""
    hidden: bool = False
    late: bool = False


def owner_of(parts: tuple[str, ...], platform: str = "") -> Owner | None:
    """Whose a file is, from its path in a download; None when no platform's name is in it.

    parts: the names of its folders and its own, from the outside. A zip within counts as a folder. platform: look for
    this one's names only.

    >>> owner_of(("Ann Example_12_assignsubmission_file", "lab", "one.ipynb")).inside
    ('lab', 'one.ipynb')
    >>> owner_of(("exampleann_LATE_7_88_one-2.ipynb",)).names
    ('exampleann',)
    """
    for place, part in enumerate(parts):
        below, last = parts[place + 1 :], place == len(parts) - 1
        for name, read in _READ.items():
            if platform in ("", name) and (found := read(part, below, last)):
                return found
    return None


def platform_of(paths: Sequence[tuple[str, ...]]) -> str:
    """Which platform's names at least half of the files of a download bear; "" for none's.

    Somebody's own file may look like a platform's (`report_2026_10_final.ipynb` like Canvas's), a download of all not.

    >>> platform_of([("exampleann_7_88_one.ipynb",), ("libo_9_91_one.ipynb",)])
    'canvas'
    """
    for name in _READ:
        if paths and 2 * sum(owner_of(parts, name) is not None for parts in paths) >= len(paths):
            return name
    return ""


def _moodle(part: str, below: tuple[str, ...], last: bool) -> Owner | None:
    found = _MOODLE.fullmatch(part)
    if found is None or len(found["number"]) > _MANY_DIGITS:
        return None
    if last and not found["rest"]:
        return None  # a file of this name belongs to no folder of Moodle's
    rest = (found["rest"],) if found["rest"] else ()
    # Moodle before 4.1 passes over a folder that has lost the `_` at its end.
    end = "/" if found["rest"] is None else "_/"
    key = f"{found['name']}_{found['number']}"
    name = found["name"].strip()
    # Moodle itself has no list of what it calls hidden people in each language; this one is only for a better sentence.
    hidden = name.casefold() in ("participant", "teilnehmer/in", "teilnehmer", "participante", "partecipante")
    return Owner("moodle", key, (name,), (*rest, *below), f"{key}_assignsubmission_file{end}", hidden)


def _canvas(part: str, below: tuple[str, ...], last: bool) -> Owner | None:
    for form, hidden in ((_CANVAS_HIDDEN, True), (_CANVAS, False)):
        found = form.fullmatch(part)
        # A folder is Canvas's only when it is a zip that somebody handed in.
        if found and (last or found["rest"].lower().endswith(".zip")) and len(found["number"]) <= 2 * _MANY_DIGITS:
            name = "anon" if hidden else found["name"]
            start = part[: len(part) - len(found["rest"])]
            key = f"{name}_{found['number']}"
            late = bool(found["late"])
            return Owner("canvas", key, (name,), (found["rest"], *below), start, hidden, late)
    return None


def _ilias(part: str, below: tuple[str, ...], last: bool) -> Owner | None:
    found = _ILIAS.fullmatch(part)
    if found is None or last or found["name"].count("_") < 2 or len(found["number"]) > _MANY_DIGITS:
        return None
    pieces = found["name"].split("_")
    # Names and logins may hold a `_`, too: each way to cut it is a login and two names.
    logins = tuple("_".join(pieces[cut:]) for cut in range(2, len(pieces)))
    names = tuple(" ".join(pieces[:cut]) for cut in range(2, len(pieces)))
    return Owner("ilias", part, (*logins, *names), below, f"{part}/")


_READ: dict[str, Callable[[str, tuple[str, ...], bool], Owner | None]] = {
    "moodle": _moodle,
    "ilias": _ilias,
    "canvas": _canvas,
}
