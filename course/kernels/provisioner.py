"""Real Jupyter kernels in a tenth of the time: forked from a parent that has imported pandas and matplotlib already.

A kernel provisioner is jupyter_client's own way to start kernels in another manner; nbclient, nbval and JupyterLab
need only the name of a kernel whose kernel.json asks for this one:

    "metadata": {"kernel_provisioner": {"provisioner_name": "warm-provisioner", "config": {"modules": ["pandas"]}}}

Interrupts, restarts and shutdowns are those of jupyter_client's LocalProvisioner. What it calls `process` is here a
process that is not our child; `Forked` speaks for it.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import List, Unicode

from course.kernels.channel import Channel, ChannelClosed, pair

_AT_START = ("PYTHON", "LD_", "MPL", "OMP_", "OPENBLAS_", "MKL_", "LC_", "LANG", "TZ", "HOME", "XDG_")
"""How the names of variables begin that Python or a library reads once, when it starts. A kernel with other values
than its parent had must start by itself."""
_MOST_PARENTS = 2
_LINGER = 0.2
"""Seconds after which a request that nobody took is gone; KernelManager's control socket lingers for half of it."""


class KernelParent:
    """A process that has imported `modules` and forks itself into a kernel when asked; ends when its owner ends.

    environment: what it starts with. Errors: ChannelClosed when it has died.
    """

    _alive: ClassVar[dict[tuple[Any, ...], KernelParent]] = {}

    def __init__(self, modules: list[str], environment: dict[str, str]) -> None:
        ours, theirs = pair()
        # MPLBACKEND as in every kernel: matplotlib reads it when it is imported.
        environment = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", **environment}
        environment.pop("JPY_PARENT_PID", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course.kernels.parent", str(theirs.fileno()), *modules],
            env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/", start_new_session=True,
        )  # fmt: skip
        theirs.close()
        self._channel = Channel(ours)
        self._lock = threading.Lock()

    @classmethod
    def of(cls, modules: list[str], environment: dict[str, str]) -> KernelParent | None:
        """The parent for kernels with these modules and this environment, or None when there are too many."""
        own = tuple(sorted((name, value) for name, value in environment.items() if name.startswith(_AT_START)))
        # A fork of this process must not talk over its parent's connection.
        key = (os.getpid(), tuple(modules), own)
        found = cls._alive.get(key)
        if found is not None and found.process.poll() is None:
            return found
        mine = [known for known in cls._alive if known[0] == os.getpid() and known != key]
        if len(mine) >= _MOST_PARENTS:
            return None
        cls._alive[key] = cls(modules, environment)
        return cls._alive[key]

    def ask(self, message: dict[str, Any], descriptors: list[int] | None = None) -> tuple[dict[str, Any], list[int]]:
        """Send a request; the answer and the open files that came with it."""
        with self._lock:
            self._channel.send(message, descriptors)
            return self._channel.receive_with(1, seconds=120)

    def close(self) -> None:
        """End the parent and all its kernels."""
        self._channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()

    @classmethod
    def close_all(cls) -> None:
        """End every parent of this process."""
        for key in [key for key in cls._alive if key[0] == os.getpid()]:
            cls._alive.pop(key).close()


atexit.register(KernelParent.close_all)


class Forked:
    """A kernel's process, with what LocalProvisioner wants of a subprocess.Popen."""

    stdin = stdout = stderr = None

    def __init__(self, parent: KernelParent, pid: int, ticket: int) -> None:
        self.parent, self.pid, self._ticket = parent, pid, ticket
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, or None while the kernel runs."""
        if self.returncode is None and select.select([self._ticket], [], [], 0)[0]:
            try:
                self.returncode = int(self.parent.ask({"code of": self.pid})[0]["code"])
            except (ChannelClosed, OSError):
                self.returncode = -signal.SIGKILL  # it ended with its parent
            os.close(self._ticket)
            # What the kernel started and did not end stays in its group; a kernel's end is theirs too.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the kernel's end; its exit code. Errors: subprocess.TimeoutExpired."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            select.select([self._ticket], [], [], left)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._ticket, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Starts ipykernel by a fork; falls back to a new Python where that would not be the same kernel."""

    modules: List[str] = List(Unicode(), help="Modules that the parent imports once for all kernels.").tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; the same arguments and result as LocalProvisioner's."""
        asked = self._scrub_kwargs(kwargs)
        forked = self._fork(cmd, asked) if _can_fork(cmd, asked) else None
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]
        self.pid = self.pgid = forked.pid  # it leads a session of its own
        self.cwd = asked.get("cwd") or os.getcwd()
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """As LocalProvisioner's; before a restart it also waits until the old kernel's requests are gone.

        The manager asks a kernel to end before it restarts it. Where that kernel was dead already, the request waits
        for whoever opens the port next. A new Python takes longer to do so than the request lives; a fork does not,
        and would end at once.
        """
        await super().cleanup(restart=restart)
        if restart:
            await asyncio.sleep(_LINGER)

    def _fork(self, cmd: list[str], asked: dict[str, Any]) -> Forked | None:
        environment = dict(asked.get("env") or os.environ)
        parent = KernelParent.of(list(self.modules), environment)
        if parent is None:
            return None
        streams = [_descriptor(asked.get("stdout"), 1), _descriptor(asked.get("stderr"), 2)]
        try:
            arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
            where = os.path.abspath(asked.get("cwd") or os.getcwd())
            message = {"start": arguments, "cwd": where, "env": environment}
            reply, tickets = parent.ask(message, streams)
        except (ChannelClosed, OSError):
            return None  # the parent could not start or died: a kernel of its own will say why, if it fails too
        finally:
            for stream in streams:
                os.close(stream)
        return Forked(parent, int(reply["pid"]), tickets[0])


def _can_fork(cmd: list[str], asked: dict[str, Any]) -> bool:
    """Whether a fork gives the kernel that this command describes."""
    if not sys.platform.startswith("linux") or asked.get("independent"):
        return False
    if cmd[1:3] != ["-m", "ipykernel_launcher"] or os.path.realpath(cmd[0]) != os.path.realpath(sys.executable):
        return False
    if set(asked) - {"env", "cwd", "stdout", "stderr", "independent"}:
        return False
    return all(
        stream is None or hasattr(stream, "fileno") or (isinstance(stream, int) and stream >= 0)
        for stream in (asked.get("stdout"), asked.get("stderr"))
    )


def _descriptor(stream: Any, otherwise: int) -> int:
    """A copy of the open file that Popen would have given the process."""
    if stream is None:
        return os.dup(otherwise)
    return os.dup(stream if isinstance(stream, int) else stream.fileno())
