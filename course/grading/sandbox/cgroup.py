"""A control group for a sandbox, where this machine's systemd makes one: then the kernel itself holds the memory.

It counts what the zygote's looks cannot see, too: what comes and goes between two of them, page tables, what waits in a
socket. And groups share the processors evenly, however many processes each has. The zygote still looks; its sentences
are better than the kernel's end of a process.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

from course.grading.sandbox.limits import MB, ResourceLimits

_OWN = 512 * MB
"""Bytes for the zygote and its packages."""
_TRY = 64 * MB
_PATIENCE = 10
"""Seconds for systemd's answer."""
_LOOK = "cat /sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)/memory.max >&{}"


def in_group(limits: ResourceLimits) -> list[str]:
    """How a command begins that is to run in a group with room for these limits; [] where there are no groups.

    >>> in_group(ResourceLimits())[:1] in ([], ["systemd-run"])
    True
    """
    # The private folders lie in memory: /tmp, the home, /dev/shm, and the room with its three copies.
    return _begin(limits.memory + 6 * limits.disk + _OWN) if available() else []


@functools.cache
def available() -> bool:
    """Whether systemd makes such groups for this account: tried, once for each process."""
    if not Path("/run/systemd/system").is_dir() or shutil.which("systemd-run") is None:
        return False
    read, write = os.pipe()
    with open(read, "rb") as said:
        try:
            subprocess.run(
                [*_begin(_TRY), "bash", "-c", _LOOK.format(write)],
                pass_fds=[write], capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=_PATIENCE,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return False
        finally:
            os.close(write)
        return said.read().strip() == str(_TRY).encode()


def _begin(memory: int) -> list[str]:
    whose = [] if os.geteuid() == 0 else ["--user"]
    most = ["--property", f"MemoryMax={memory}", "--property", "MemorySwapMax=0"]
    return ["systemd-run", *whose, "--scope", "--quiet", "--collect", *most, "--"]
