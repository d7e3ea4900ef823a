"""A clock that runs slower while the machine is busy, so that whoever waits for another program is fair to it.

A cell may take 30 seconds. Where thirty programs want two processors, what takes 5 seconds alone takes over a minute,
and who is behind it is somebody else. This clock counts the share of a processor that a program gets at the moment.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

STEP = 0.25
"""Seconds between two looks at the machine; who waits by this clock wakes up as often."""
SLOWEST = 0.25
"""The clock never runs slower than this: a time is at most four times as long."""


class FairClock:
    """Such a clock; for any number of threads. `now` is all that there is to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at, self._seconds, self._rate = time.monotonic(), 0.0, share()

    def now(self) -> float:
        """Fair seconds since some moment.

        >>> clock = FairClock()
        >>> clock.now() <= clock.now()
        True
        """
        with self._lock:
            at = time.monotonic()
            seconds = self._seconds + (at - self._at) * self._rate
            if at - self._at >= STEP:
                self._at, self._seconds, self._rate = at, seconds, share()
            return seconds


def share() -> float:
    """The share of a processor that one more program gets now; 1 where nobody can say.

    >>> SLOWEST <= share() <= 1
    True
    """
    try:
        lines = Path("/proc/stat").read_bytes().rsplit(b"procs_running", 1)
        running = int(lines[1].split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return 1.0
    return max(SLOWEST, min(1.0, (os.cpu_count() or 1) / max(1, running)))


now = FairClock().now
