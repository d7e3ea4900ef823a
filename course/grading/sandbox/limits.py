"""What a submission may use, and whether all its processes together have used more; the zygote looks often.

The limits that the kernel keeps are for one process each. What many of them use together is counted here: memory, files
in the submission's folders, and files that have no name any more but are held open.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

MB = 2**20
DEEPEST = 60
"""Folders in one another that a submission may make; deeper ones could not be counted."""
_ENTRY = 4096
"""Bytes that a file or a folder counts for at least."""


@attrs.frozen
class ResourceLimits:
    """What one submission may use. Bytes for memory, one file and all files; seconds of processor time."""

    memory: int = 2048 * MB
    processes: int = 48
    file: int = 64 * MB
    disk: int = 256 * MB
    cpu: int = 600


def broken_limit(limits: ResourceLimits, counted: Iterable[str]) -> str:
    """The limit that everybody else in this process namespace breaks together, in words, or "".

    counted: the folders whose files count.

    Example: ``broken_limit(ResourceLimits(), ["/tmp"])``
    """
    processes = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
    if len(processes) > limits.processes:
        return f"it started more than {limits.processes} processes"
    if _memory(processes, limits.memory) > limits.memory:
        return f"it used more than {limits.memory // MB} MB of memory"
    try:
        written = sum(size for folder in counted for size in _sizes(folder))
    except _HiddenError as hidden:
        return str(hidden)
    if written + sum(_nameless(processes)) > limits.disk:
        return f"it wrote more than {limits.disk // MB} MB of files"
    return ""


class _HiddenError(Exception):
    """A folder whose files cannot be counted."""


def _memory(processes: list[int], most: int) -> int:
    """Bytes of memory; exact only when a cheap look says that it may be too much."""
    page, cheap = resource.getpagesize(), 0
    for process in processes:
        try:
            cheap += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * page
        except (OSError, ValueError, IndexError):
            continue
    if cheap <= most:
        return cheap
    exact = 0
    for process in processes:
        try:
            # A page that several processes share, as all share the zygote's, counts for each in part.
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            exact += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, StopIteration):
            continue
    return exact


def _sizes(folder: str) -> Iterator[int]:
    try:
        device = os.stat(folder).st_dev
    except OSError:
        return
    waiting = [(folder, 0)]
    while waiting:
        place, depth = waiting.pop()
        if depth > DEEPEST:
            raise _HiddenError(f"it made folders nested more than {DEEPEST} deep")
        try:
            entries = list(os.scandir(place))
        except FileNotFoundError:
            continue
        except PermissionError:
            entries = _opened(place)
        except OSError:
            continue
        for entry in entries:
            try:
                about = entry.stat(follow_symlinks=False)
                # What is mounted below, such as this package's own clone in /tmp, is not the submission's.
                if about.st_dev != device:
                    continue
                yield about.st_blocks * 512 + _ENTRY
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, depth + 1))
            except OSError:
                continue


def _opened(place: str) -> list[os.DirEntry[str]]:
    """What is in a folder that the submission closed to itself, and so to us."""
    try:
        os.chmod(place, 0o700)
        return list(os.scandir(place))
    except FileNotFoundError:
        return []
    except OSError:
        raise _HiddenError("it hid a folder from the grader") from None


def _nameless(processes: list[int]) -> Iterator[int]:
    """The sizes of files that are open and have no name, in memory or on disk, each once."""
    seen: set[tuple[int, int]] = set()
    for process in processes:
        try:
            descriptors = os.listdir(f"/proc/{process}/fd")
        except OSError:
            continue
        for descriptor in descriptors:
            try:
                about = os.stat(f"/proc/{process}/fd/{descriptor}")
            except OSError:
                continue
            if about.st_nlink == 0 and (about.st_dev, about.st_ino) not in seen:
                seen.add((about.st_dev, about.st_ino))
                yield about.st_blocks * 512
