"""The folder in which submissions are executed: of a size that it cannot grow beyond, and gone when the grader is.

bubblewrap mounts a file system of that size for a small program that does nothing but wait (`cat`). From here it is
reached through /proc/PID/root, and a sandbox that is to see it is started beside that program, by nsenter. It lies in
memory and ends with the program, however the grader ends. Where a machine does not let us do that, it is an ordinary
folder, whose size the zygote can only watch.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from course.errors import GradingError
from course.grading.sandbox.files import remove

PREFIX = "grading-"
_OLD = 60
"""Seconds after which a folder that nobody holds was left behind, and is not just being made."""
_TRY = 2**20
_OUTSIDE = re.compile(r"/proc/(\d+)/root(/.+)")


class Room:
    """Such a folder. name: its path, as seen from here. limited: whether its size is.

    size: bytes. sandboxed: False for an ordinary folder. Errors: GradingError when the temporary folder is full.

    >>> room = Room(10**6, sandboxed=False)
    >>> (Path(room.name) / "x").write_text("1"), room.limited
    (1, False)
    >>> room.cleanup()
    """

    def __init__(self, size: int, sandboxed: bool = True) -> None:
        try:
            _clear(Path(tempfile.gettempdir()))
            self._place = tempfile.mkdtemp(prefix=PREFIX)
        except OSError as error:
            raise GradingError(
                f"There is no room for temporary files: {error}. To mend: make room there, or name another folder "
                "with the variable TMPDIR."
            ) from None
        self._held = os.open(self._place, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._held, fcntl.LOCK_EX)
        self._keeper: subprocess.Popen[bytes] | None = None
        self.name = self._place
        if sandboxed and can_be_limited():
            self._keeper, self.name = _mounted(self._place, size)
        self.limited = self._keeper is not None

    def cleanup(self) -> None:
        """Remove it and all that is in it."""
        if self._keeper is not None:
            self._keeper.communicate()
            self._keeper = None
        remove(Path(self._place))
        if self._held >= 0:  # once: by the second time its number may be somebody else's
            os.close(self._held)
            self._held = -1


def beside(place: Path) -> tuple[list[str], Path]:
    """How to start a program that is to see a folder, and where that program sees it.

    >>> beside(Path("/tmp/x"))
    ([], PosixPath('/tmp/x'))
    """
    found = _OUTSIDE.fullmatch(str(place))
    if not found:
        return [], place
    # Whoever is not root has rights over the mount only where its own user namespace has them.
    more = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    return ["nsenter", f"--target={found[1]}", "--mount", *more, "--"], Path(found[2])


@functools.cache
def can_be_limited() -> bool:
    """Whether a folder of a fixed size can be had on this machine: tried, once for each process."""
    if shutil.which("nsenter") is None or shutil.which("bwrap") is None:
        return False
    with tempfile.TemporaryDirectory() as place:
        keeper = None
        try:
            keeper, outside = _mounted(place, _TRY)
            Path(outside, "x").touch()
            enter, inside = beside(Path(outside, "x"))
            command = [*enter, "bwrap", "--ro-bind", "/", "/", "--unshare-all", "test", "-e", str(inside)]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        except (OSError, ValueError, KeyError):
            return False
        finally:
            if keeper is not None:
                keeper.communicate()


def _mounted(place: str, size: int) -> tuple[subprocess.Popen[bytes], str]:
    """A file system of this size over a folder: who keeps it, and its path from here. Errors: OSError, ValueError."""
    read, write = os.pipe()
    command = ["bwrap", "--die-with-parent", "--info-fd", str(write), "--dev-bind", "/", "/"]
    command += ["--perms", "0700", "--size", str(size), "--tmpfs", place, "cat"]
    keeper = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[write], cwd="/"
    )
    os.close(write)
    with open(read, "rb") as told:
        about = told.read()
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        # An answer comes only when everything is in its place.
        keeper.stdin.write(b".")
        keeper.stdin.flush()
        if keeper.stdout.read(1) != b".":
            raise OSError("bwrap mounts no file system here")
        return keeper, f"/proc/{json.loads(about)['child-pid']}/root{place}"
    except BaseException:
        keeper.kill()
        keeper.communicate()
        raise


def _clear(top: Path) -> None:
    """Remove what graders left behind that were killed."""
    for entry in os.scandir(top):
        with contextlib.suppress(OSError):
            about = entry.stat(follow_symlinks=False)
            mine = about.st_uid == os.geteuid() and entry.is_dir(follow_symlinks=False)
            if not (mine and entry.name.startswith(PREFIX) and time.time() - about.st_mtime > _OLD):
                continue
            held = os.open(entry.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(Path(entry.path))
            finally:
                os.close(held)
