"""The folder through which nbgrader hands out and takes in on a shared disk: where it can lie, and who can use it.

nbgrader's own place, /usr/local/share/nbgrader/exchange, exists only where an administrator made it, and
`nbgrader release_assignment` ends with "permission denied" where it does not. nbgrader wants the folder writable for
everybody (0777, read in nbgrader/exchange/default/release_assignment.py of 0.9.6); we add the sticky bit, with which
nobody can rename or remove the course of somebody else in it, and which nbgrader leaves as it is.
"""

from __future__ import annotations

import logging
import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import attrs
import platformdirs
from nbgrader.apps.baseapp import NbGrader
from nbgrader.exchange.default import Exchange
from traitlets.config import Config

from course.errors import ClassFolderError

FOR_EVERYBODY = 0o777
_STICKY = 0o1777


@attrs.frozen
class Place:
    """Where a class's exchange lies. made: whether it was made just now."""

    folder: Path
    made: bool


def of_this_machine() -> Config:
    """nbgrader's settings of this account and this machine, without those of any course folder.

    Example: ``of_this_machine().Exchange.get("root")``
    """
    program = NbGrader(log_level=logging.CRITICAL)
    program.load_cwd_config = False
    program.load_config_file()
    return program.config


def choose(course_dir: Path, asked: Path | None) -> Place:
    """The exchange for a new class; made where it is missing.

    course_dir: the class folder. asked: the folder that a person named; None for the first that can be used of: the
    one that nbgrader's settings of this machine name, `exchange` beside the class folder, one in the account's data.
    Errors: ClassFolderError when none can be used, with the reason.

    Example: ``choose(Path("my-class"), None).folder``
    """
    if asked is not None:
        folder = asked.expanduser().resolve()
        if why := _cannot_be_used(folder):
            raise ClassFolderError(f"{folder} cannot be the exchange: {why}. To mend: name another with --exchange.")
        return _made(folder)
    machines = Path(str(of_this_machine().Exchange.get("root", Exchange.root.default_value)))
    # An administrator's folder is used as it is, or not at all.
    if machines.is_dir() and not _cannot_be_used(machines):
        return Place(machines, False)
    beside = course_dir.parent / "exchange"
    own = Path(platformdirs.user_data_dir("peace-partnerships")) / "exchange"
    for folder in (beside, own):
        if not _cannot_be_used(folder):
            return _made(folder)
    raise ClassFolderError(
        f"Neither {beside} nor {own} can be the exchange: {_cannot_be_used(own)}. To mend: name one with --exchange."
    )


def faults(folder: Path, course_id: str, groupshared: bool = False) -> Iterator[tuple[str, str]]:
    """What keeps students of other accounts from using an exchange: (what is wrong, how to mend it).

    groupshared: nbgrader's setting of that name; several accounts may then own parts of the course.

    Example: ``faults(Path("/srv/exchange"), "spring-2027")``
    """
    shown = shlex.quote(str(folder))
    if not folder.is_dir():
        make = f"mkdir -p {shown} && chmod 1777 {shown}"
        yield f"the exchange {folder} is not there", f"{make}, or ask your administrator to do it"
        return
    if closed := closed_to_others(folder.parent):
        yield (
            f"students cannot reach the exchange {folder}: {closed} is closed to other accounts",
            f"name an exchange outside of it in nbgrader_config.py, or chmod o+x {shlex.quote(str(closed))}",
        )
    if _rights(folder) & FOR_EVERYBODY != FOR_EVERYBODY:
        yield (
            f"students cannot write in the exchange {folder}",
            f"chmod 1777 {shown}" if _owned(folder) else f"ask the owner of the folder for: chmod 1777 {shown}",
        )
    course = folder / course_id
    if course_id and course.is_dir() and not groupshared and not _owned(course):
        yield (
            f"the exchange has a course {course_id!r} of another account",
            "choose another course id in nbgrader_config.py and course.yml",
        )
    inbound = course / "inbound"
    if inbound.is_dir() and _rights(inbound) & 0o003 != 0o003:
        shown = shlex.quote(str(inbound))
        yield f"students cannot hand in: {inbound} is not writable for them", f"chmod 2733 {shown}"


def closed_to_others(folder: Path) -> Path | None:
    """The topmost folder on the way that other accounts cannot enter; None when they can reach `folder` itself.

    >>> closed_to_others(Path("/usr"))
    """
    for one in reversed((folder, *folder.parents)):
        if not _rights(one) & stat.S_IXOTH:
            return one
    return None


def _cannot_be_used(folder: Path) -> str:
    """Why this account cannot use it as an exchange; "" when it can, perhaps after making it."""
    if not os.path.lexists(folder):
        above = next(one for one in folder.parents if one.exists())
        return "" if above.is_dir() and os.access(above, os.W_OK | os.X_OK) else f"{above} is not writable for you"
    if not folder.is_dir():
        return "it is not a folder"
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return "it is not writable for you"
    if _rights(folder) & FOR_EVERYBODY == FOR_EVERYBODY:
        return ""
    if not _owned(folder):
        return "it is not writable for everybody, and only its owner can change that"
    others = [one for one in folder.iterdir() if not ((one / "inbound").is_dir() or (one / "outbound").is_dir())]
    # To open a folder of something else to everybody would be no favour.
    return f"it holds something else, {others[0].name}" if others else ""


def _made(folder: Path) -> Place:
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _rights(folder) & FOR_EVERYBODY != FOR_EVERYBODY:
            folder.chmod(_STICKY)
    except OSError as error:
        raise ClassFolderError(
            f"The exchange {folder} cannot be made: {error.strerror}. To mend: name another with --exchange."
        ) from None
    return Place(folder, made)


def _rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def _owned(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()  # Windows has no such number
