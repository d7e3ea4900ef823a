"""One `course grade` at a time in a course folder: a second one waits, and says so.

The lock is on the folder itself, so it leaves no file behind, and it ends with whoever holds it, killed or not.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

BUSY = "Another `course grade` is at work in {}: waiting until it is through."


@contextlib.contextmanager
def alone_in(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Nobody else is inside for this folder. tell: hears the sentence for people when there is somebody to wait for.

    Where the file system knows no locks, as some network drives do, nobody waits.

    >>> with alone_in(Path("."), print):
    ...     pass
    """
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(BUSY.format(folder))
            fcntl.flock(place, fcntl.LOCK_EX)
        except OSError:
            pass
        yield
    finally:
        os.close(place)
