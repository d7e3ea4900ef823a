"""Commands as ordinary users run them, where the tests are run by root: one user, or several on one disk."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from course.grading.run.environment import with_course
from tests.support import ROOT

NOBODY = 65534
TEACHERS = 3001
SYSTEM = {"/usr/local/share/nbgrader": "share", "/usr/local/etc/jupyter": "etc", "/srv": "srv"}
"""Folders of the system that a `Machine` has of its own, and what they are called in it."""


def as_ordinary_user(
    command: list[str], number: int = NOBODY, writable: Sequence[Path] = (), group: int = 0
) -> list[str]:
    """The command of an account without rights. Root's own folders, where this Python may lie, are opened for it alone.

    number: the account's. writable: folders in root's own that it may write in, as far as their rights allow. group: one
    that it belongs to besides its own.
    """
    needed = [Path(place).resolve() for place in (sys.base_prefix, sys.prefix, ROOT, *writable)]
    closed = {parent for place in needed for parent in (place, *place.parents) if not parent.stat().st_mode & 0o001}
    tops = {place for place in closed if not closed & set(place.parents)}
    open_ = ["bwrap", "--dev-bind", "/", "/"]
    for top in sorted(tops):
        open_ += ["--tmpfs", str(top)]
    for place in sorted({place for place in needed if tops & {place, *place.parents}}):
        for parent in reversed(place.parents):  # bwrap would make them for their owner only
            open_ += ["--perms", "0755", "--dir", str(parent)] if tops & {*parent.parents} else []
        open_ += ["--bind" if place in writable else "--ro-bind", str(place), str(place)]
    groups = f"--groups={group}" if group else "--clear-groups"
    return [*open_, "setpriv", f"--reuid={number}", f"--regid={number}", groups, *command]


def accounts() -> list[str]:
    """Who can be played here."""
    return ["root", "ordinary user"] if os.geteuid() == 0 else ["ordinary user"]


class Machine:
    """A few fresh ordinary accounts on one disk, each with an empty home; use it in a `with` statement.

    nbgrader asks the system for the name of whoever runs it, so each command sees a list of accounts of its own. Where
    root runs the tests these are accounts with numbers and rights of their own. Elsewhere they share the one that there
    is, and differ by their names only. writable: folders in root's own that they use, too. What the account "root"
    writes in /usr/local/share/nbgrader, /usr/local/etc/jupyter and /srv is of this machine only. teachers: who is in the
    group of that name.
    """

    def __init__(self, *names: str, writable: Sequence[Path] = (), teachers: Sequence[str] = ()) -> None:
        self.teachers = teachers
        self.numbers = {"root": 0, **{name: 2001 + place for place, name in enumerate(names)}}
        self.writable = [path.resolve() for path in writable]

    def __enter__(self) -> Self:
        # pytest's own temporary folder is closed to others.
        self.top = Path(tempfile.mkdtemp(prefix="machine-"))
        self.top.chmod(0o755)
        for own in SYSTEM.values():
            (self.top / own).mkdir(mode=0o755)
        lines = []
        for name, number in self.numbers.items():
            home = self.home(name)
            home.mkdir(parents=True)
            home.chmod(0o755)
            lines.append(f"{name}:x:{number}:{number}::{home}:/bin/bash")
            if self.apart:
                os.chown(home, number, number)
        (self.top / "passwd").write_text("\n".join(lines) + "\n")
        own = [f"{name}:x:{number}:" for name, number in self.numbers.items()]
        (self.top / "group").write_text("\n".join([*own, f"teachers:x:{TEACHERS}:{','.join(self.teachers)}"]) + "\n")
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.top)

    @property
    def apart(self) -> bool:
        """Whether the accounts have rights of their own, and not those of one and the same."""
        return os.geteuid() == 0

    def home(self, name: str) -> Path:
        """The account's home folder."""
        return self.top / "home" / name

    def command(self, name: str, words: str) -> list[str]:
        """What types a line of the shell as this account, in its home."""
        number = self.numbers[name]
        line = ["bwrap", "--dev-bind", "/", "/"]
        for file in ("passwd", "group"):
            line += ["--ro-bind", str(self.top / file), f"/etc/{file}"]
        for place, own in SYSTEM.items():
            hidden = Path(place).parent if Path(place).parent != Path("/") else Path(place)
            line += ["--tmpfs", str(hidden), "--bind", str(self.top / own), place]
        shell = ["bash", "-c", f"cd {shlex.quote(str(self.home(name)))}; {words}"]
        if self.apart:
            group = TEACHERS if name in self.teachers else 0
            return [*line, *as_ordinary_user(shell, number, self.writable, group)]
        # One group can be had here, and the administrator has to be able to give it away.
        group = TEACHERS if name in ("root", *self.teachers) else number
        return [*line, "--unshare-user", "--uid", str(number), "--gid", str(group), *shell]

    def environment(self, name: str) -> dict[str, str]:
        """The account's variables; nothing of whoever runs the tests but the way to this Python."""
        home = str(self.home(name))
        kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
        return with_course({**kept, "HOME": home, "USER": name, "LOGNAME": name, "LANG": "C.UTF-8"})

    def types(self, name: str, words: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the shell as this account, in its home; nothing is checked."""
        return subprocess.run(
            self.command(name, words),
            env=self.environment(name),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
