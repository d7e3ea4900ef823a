"""`course grade --doctor`: what protects this machine from learners' code, what is limited, and what cannot be seen."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course.grading.run.local import processors
from course.grading.sandbox import cgroup, room
from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.limits import MB, ResourceLimits
from course.grading.sandbox.seccomp import program

_UNSEEN = (
    "what comes and goes within a tenth of a second, and what the kernel keeps for a process beside its memory (page "
    "tables, what waits in a socket)"
)


def findings(limits: ResourceLimits | None = None) -> Iterator[str]:
    """A sentence or two about each protection; a line that begins with "no " names something that is missing.

    limits: of one submission; by default those that hold without settings.
    """
    limits = limits or ResourceLimits()
    why = missing()
    if why:
        yield f"no sandbox: {why}. `course grade` refuses to run here without --no-sandbox."
        return
    version = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    yield f"sandbox: {version}, with its namespaces, tried now."
    if program():
        yield f"requests to the kernel: filtered (seccomp, {platform.machine()})."
    else:
        yield f"no filter of requests to the kernel: none is known for {platform.machine()}."
    if room.can_be_limited():
        yield "disk: a submission's folders have a fixed size, held by the kernel; they lie in memory."
    else:
        yield (
            "no fixed size of a submission's folder (bubblewrap and nsenter cannot mount one here): it is counted ten "
            "times a second, and between two looks it can grow as fast as the disk is."
        )
    if cgroup.available():
        yield "memory: held by the kernel in a control group (systemd), and watched ten times a second."
    else:
        yield (
            "no control group (systemd makes none for this account): memory and processor time are watched ten times a "
            f"second. What the watcher cannot see: {_UNSEEN}."
        )
    yield (
        f"limits: {limits.memory // MB} MB of memory, {limits.processes} processes, {limits.disk // MB} MB of files; "
        f"for all its notebooks {limits.cpu} seconds of processor time and {limits.seconds} s in all. To "
        "change them: c.Execute.memory, .processes, .disk, .cpu and .total in nbgrader_config.py."
    )
    yield (
        "the same sandbox for many submissions: emptied in between. Its counters (of processes, of files) go on, so "
        "two learners who agree, and whose work happens to be graded one after the other, could pass on a few numbers; "
        "the order is drawn anew for each run."
    )
    yield from _free(limits)


def _free(limits: ResourceLimits) -> Iterator[str]:
    place = tempfile.gettempdir()
    yield f"free: {shutil.disk_usage(place).free // MB:,} MB in {place}."
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        free = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        return
    most = processors() * (limits.memory + 6 * limits.disk) // MB
    yield f"free: {free:,} MB of memory; {processors()} submissions at a time can use {most:,} MB at the very most."
    if free < most:
        yield "To need less: --jobs 1, or smaller limits."
