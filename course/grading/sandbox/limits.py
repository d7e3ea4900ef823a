"""What a submission may use, and whether all its processes together have used more; the zygote looks often.

The limits that the kernel keeps are for one process each. What many of them use together is counted here: processes,
memory, processor time, time, and files. Where `course.grading.sandbox.cgroup` finds a control group, the kernel holds
memory, too; where it does not, these looks are all there is. They see what there is every tenth of a second. They do
not see what comes and goes in between, nor what the kernel keeps for a process beside its memory (page tables, what
waits in a socket).
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import re
import resource
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from course.kernels import fair_time

MB = 2**20
DEEPEST = 60
"""Folders in one another that a submission may make; deeper ones could not be counted."""
_ENTRY = 4096
"""Bytes that a file or a folder counts for at least."""
_PAGE = resource.getpagesize()
_TICKS = os.sysconf("SC_CLK_TCK")
_NAMELESS = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ (\S+) (\d+) +/(?:dev/zero|memfd:|SYSV)", re.MULTILINE)
_LONGEST_LOOK = 0.5
"""Seconds of processor time for a look at memory; a few processes of pandas take a hundredth."""
_PATIENCE = 5
"""Seconds for a fork to open itself."""
_GENTLER = 1.25
"""By this factor each step of niceness lowers the share of a processor that the kernel gives."""


@attrs.frozen
class ResourceLimits:
    """What one notebook of a submission may use. Bytes for memory, one file and all files.

    cpu: seconds of processor time, of all processes together. seconds: from its first cell to its last, on a machine
    that is not busy with others.
    """

    memory: int = 2048 * MB
    processes: int = 48
    file: int = 64 * MB
    disk: int = 256 * MB
    cpu: int = 600
    seconds: int = 1200


@attrs.frozen
class Spent:
    """What a submission has used so far, in seconds: cpu of processor time, of all its processes; seconds of time."""

    cpu: float = 0.0
    seconds: float = 0.0


@attrs.frozen
class _Process:
    """What the kernel tells of a process to everybody. own, ended: seconds of its own and of children that it waited
    for. resident, size: bytes of memory that are there, and that it may use."""

    number: int
    session: int
    own: float
    ended: float
    niceness: int
    threads: int
    size: int
    resident: int


class Watch:
    """Looks at everybody else in this process namespace, from the moment that it is made.

    counted: the folders whose files count. mounts: folders with a file system of their own; what has come into
    them counts, by whatever name or none. before: what the submission used earlier, for another of its notebooks.

    >>> Watch(ResourceLimits(memory=10**15, processes=10**6, cpu=10**9), []).broken()
    ''
    """

    def __init__(
        self, limits: ResourceLimits, counted: Sequence[str], mounts: Sequence[str] = (), before: Spent | None = None
    ) -> None:
        self.limits, self.counted = limits, counted
        self.earlier = before or Spent()
        self._begun = fair_time.now()
        self._before = {place: _used(place) for place in mounts}
        self._ended_before = _ended()
        about = _about(os.getpid())
        self._size = about.size if about else 0
        self._closed: set[int] = set()
        self._seen: list[_Process] = []

    def broken(self) -> str:
        """The limit that everybody breaks together, in words, or ""."""
        limits = self.limits
        numbers = _everybody_else()
        if len(numbers) > limits.processes:
            return f"it started more than {limits.processes} processes"
        self._seen = processes = [about for about in map(_about, numbers) if about is not None]
        spent = self._spent()
        if spent.cpu > limits.cpu:
            return f"it used more than {limits.cpu} seconds of processor time"
        if spent.seconds > limits.seconds:
            return f"it took more than {limits.seconds} seconds in all"
        # A fork of ours is closed, as we are, until it has a session of its own.
        mine = os.getsid(0)
        closed = {one.number for one in processes if one.session != mine and _is_closed(one.number)}
        if closed & self._closed and _can_look():
            return "it hid a process from the grader"
        self._closed = closed
        if too_many_files := self._files(numbers):  # first, because it is the faster look
            return too_many_files
        try:
            memory = self._memory(processes)
        except _HiddenError as hidden:
            return str(hidden)
        return f"it used more than {limits.memory // MB} MB of memory" if memory > limits.memory else ""

    def spent(self) -> Spent:
        """What has been used so far."""
        # Looked at anew: who was there at the last look, and has been waited for since, would count twice.
        self._seen = [about for about in map(_about, _everybody_else()) if about is not None]
        return self._spent()

    def _spent(self) -> Spent:
        cpu = _ended() - self._ended_before + sum(one.own + one.ended for one in self._seen)
        return Spent(self.earlier.cpu + cpu, self.earlier.seconds + fair_time.now() - self._begun)

    def step_back(self) -> None:
        """Give many busy processes, seen by `broken`, together about the share of a processor that one has.

        For whoever has this process namespace to himself: it is done to every process that can be seen. Niceness counts
        among the processes of a session; where the kernel groups by session, each session has its own.
        """
        _step_back(self._seen)

    def _memory(self, processes: list[_Process]) -> int:
        """Bytes of memory; exact only when a cheap look says that it may be too much."""
        cheap = sum(one.resident for one in processes)
        # Shared memory of which a process has let go for now is in its size alone.
        hidden = sum(max(0, one.size - self._size) for one in processes)
        if cheap + hidden <= self.limits.memory:
            return cheap
        shared: dict[tuple[bytes, bytes], int] = {}
        exact = 0
        begun = time.process_time()
        for one in processes:
            if time.process_time() - begun > _LONGEST_LOOK:
                # While we look there, nobody looks at the rest.
                raise _HiddenError("it cut its memory into more pieces than can be counted")
            exact += _alone(one)
            for inode, size in _without_name(one.number):
                shared[inode] = max(size, shared.get(inode, 0))
        return exact + sum(shared.values())

    def _files(self, numbers: list[int]) -> str:
        limits = self.limits
        written = sum(max(0, _used(place) - before) for place, before in self._before.items())
        try:
            written += sum(size for folder in self.counted for size in _sizes(folder))
        except _HiddenError as hidden:
            return str(hidden)
        if self.counted:
            written += sum(_nameless(numbers))
        return f"it wrote more than {limits.disk // MB} MB of files" if written > limits.disk else ""


class _HiddenError(Exception):
    """A folder whose files, or processes whose memory, cannot be counted."""


# -- processes ---------------------------------------------------------------------------------------------------------


def _everybody_else() -> list[int]:
    """The numbers of all processes in this namespace but its first and this one."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]


def _about(process: int) -> _Process | None:
    """What everybody may read of a process; None when it has gone."""
    try:
        words = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
        own, ended = int(words[11]) + int(words[12]), int(words[13]) + int(words[14])
        about = (int(words[3]), own / _TICKS, ended / _TICKS, int(words[16]), int(words[17]), int(words[20]))
        return _Process(process, *about, int(words[21]) * _PAGE)
    except (OSError, ValueError, IndexError):
        return None


def _ended() -> float:
    """Seconds of processor time of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _is_closed(process: int) -> bool:
    """Whether a process keeps even its own account from looking at it: no ordinary program does."""
    try:
        os.stat(f"/proc/{process}/exe")
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def _can_look() -> bool:
    """Whether this machine lets us look into an open process of this account at all; tried on a fork of our own."""
    child = os.fork()
    if child == 0:
        dumpable(True)
        while True:
            signal.pause()
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if not _is_closed(child):
                return True
            time.sleep(0.01)
        return False
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def dumpable(on: bool) -> None:
    """Allow (or forbid) other processes of this account to look into this one's memory, files and environment."""
    ctypes.CDLL(None, use_errno=True).prctl(4, 1 if on else 0, 0, 0, 0)  # PR_SET_DUMPABLE


def _alone(process: _Process) -> int:
    """Bytes of a process's memory but for what has no owner; what several processes share counts for each in part."""
    try:
        lines = Path(f"/proc/{process.number}/smaps_rollup").read_text().splitlines()
        sizes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
        return (sizes["Pss"] - sizes.get("Pss_Shmem", 0)) * 1024
    except PermissionError:
        return process.resident
    except (OSError, ValueError, KeyError, IndexError):
        return 0


def _without_name(process: int) -> Iterator[tuple[tuple[bytes, bytes], int]]:
    """Shared memory that is no file with a name, as (device, number) and the bytes of it that a process may use."""
    with contextlib.suppress(OSError):
        for found in _NAMELESS.finditer(Path(f"/proc/{process}/maps").read_bytes()):
            yield (found[3], found[4]), int(found[2], 16) - int(found[1], 16)


def _step_back(processes: Sequence[_Process]) -> None:
    wanted = _niceness(sum(one.threads for one in processes))
    for one in processes:
        if one.niceness < wanted:
            with contextlib.suppress(OSError):
                for thread in os.listdir(f"/proc/{one.number}/task"):
                    os.setpriority(os.PRIO_PROCESS, int(thread), wanted)
    sessions = {one.session: one.number for one in processes}
    wanted = _niceness(len(sessions))
    for number in sessions.values() if wanted else ():
        with contextlib.suppress(OSError):  # no such groups, or a change is allowed only now and then
            if b" nice %d\n" % wanted not in Path(f"/proc/{number}/autogroup").read_bytes():
                Path(f"/proc/{number}/autogroup").write_text(str(wanted))


def _niceness(count: int) -> int:
    """How nice so many have to be, so that they get together what one gets; a few are left alone."""
    return min(19, math.ceil(math.log(count, _GENTLER))) if count > 2 else 0


# -- files -------------------------------------------------------------------------------------------------------------


def _used(mount: str) -> int:
    """Bytes in use on a file system; a file without content counts, too."""
    about = os.statvfs(mount)
    return (about.f_blocks - about.f_bfree) * about.f_frsize + (about.f_files - about.f_ffree) * _ENTRY


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


def _nameless(processes: Iterable[int]) -> Iterator[int]:
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
