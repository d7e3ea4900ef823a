"""A command as an ordinary user runs it, where the tests are run by root."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.support import ROOT

NOBODY = 65534


def as_ordinary_user(command: list[str]) -> list[str]:
    """The command of an account without rights. Root's own folders, where this Python may lie, are opened for it alone."""
    needed = [Path(place).resolve() for place in (sys.base_prefix, sys.prefix, ROOT)]
    closed = {parent for place in needed for parent in (place, *place.parents) if not parent.stat().st_mode & 0o001}
    tops = {place for place in closed if not closed & set(place.parents)}
    open_ = ["bwrap", "--dev-bind", "/", "/"]
    for top in sorted(tops):
        open_ += ["--tmpfs", str(top)]
    for place in sorted({place for place in needed if tops & {place, *place.parents}}):
        for parent in reversed(place.parents):  # bwrap would make them for their owner only
            open_ += ["--perms", "0755", "--dir", str(parent)] if tops & {*parent.parents} else []
        open_ += ["--ro-bind", str(place), str(place)]
    return [*open_, "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]


def accounts() -> list[str]:
    """Who can be played here."""
    return ["root", "ordinary user"] if os.geteuid() == 0 else ["ordinary user"]
