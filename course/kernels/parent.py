"""The parent of the kernels in `provisioner`: imports once, then forks itself into a kernel for each request.

Run as ``python -m course.kernels.parent DESCRIPTOR [MODULE ...]``. Over the inherited socket come

    {"start": ["-f", "connection.json"], "cwd": ..., "env": ...}  + stdout, stderr  ->  {"pid": 7} + its pidfd
    {"code of": 7}                                                                  ->  {"code": 0}

When the socket closes, its owner has ended, well or badly: all kernels end, and so does this process.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import signal
import sys
from typing import Any

from course.kernels.channel import Channel, ChannelClosed, from_descriptor
from course.kernels.forks import before_forks
from course.kernels.frontend import as_in_a_kernel

_PR_SET_PDEATHSIG = 1


def warm_up(modules: list[str]) -> None:
    """Import the kernel and these modules."""
    with before_forks():
        for name in ("ipykernel.kernelapp", "ipykernel.ipkernel", *modules):
            # What is missing here is missing in the kernel too; the lesson's own import will say so.
            with contextlib.suppress(Exception), as_in_a_kernel():
                importlib.import_module(name)


def serve(control: Channel) -> list[str] | None:
    """Answer until the owner is gone (None). In a fork: the kernel's arguments, for the caller to become it."""
    kernels: set[int] = set()
    while True:
        try:
            message, streams = control.receive_with(2)
        except ChannelClosed:
            _end(kernels)
            return None
        if "start" in message:
            sys.stdout.flush()
            sys.stderr.flush()
            here = os.getpid()
            pid = os.fork()
            if pid == 0:
                control.close()
                _become(message, streams, here)
                return [*message["start"], f"--IPKernelApp.parent_handle={here}"]
            for stream in streams:
                os.close(stream)
            kernels.add(pid)
            ticket = os.pidfd_open(pid)
            control.send({"pid": pid}, [ticket])
            os.close(ticket)
        else:
            pid = int(message["code of"])
            code = -signal.SIGKILL
            with contextlib.suppress(ChildProcessError):
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            kernels.discard(pid)
            control.send({"code": code})


def _become(message: dict[str, Any], streams: list[int], parent: int) -> None:
    """In the fork: take on what the kernel should have of its owner."""
    os.setsid()  # interrupts go to the kernel's whole group
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # the parent died between the fork and the line above
    for target, stream in enumerate(streams, start=1):
        os.dup2(stream, target)
        os.close(stream)
    os.environ.clear()
    os.environ.update(message["env"])
    os.environ["JPY_PARENT_PID"] = str(parent)
    os.chdir(message["cwd"])
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()  # Python's own `random` does this after a fork; numpy does not


def _end(kernels: set[int]) -> None:
    for pid in kernels:
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(pid, signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """``kernel_parent DESCRIPTOR [MODULE ...]``."""
    control = from_descriptor(int(arguments[0]))
    if sys.path[0] == os.getcwd():
        del sys.path[0]  # `-m` put it there; ipykernel adds the kernel's own folder
    warm_up(arguments[1:])
    kernel = serve(control)
    if kernel is not None:
        import ipykernel_launcher
        from ipykernel.kernelapp import IPKernelApp

        # A kernel that was started in the usual way sees these names and no trace of ours.
        sys.argv = [ipykernel_launcher.__file__, *kernel]
        IPKernelApp.launch_instance(kernel)


if __name__ == "__main__":
    main(sys.argv[1:])
