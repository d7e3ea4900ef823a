"""Kernels that are forked from a warm parent: are they the same kernels, and does nothing of them stay behind?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from course.kernels.choice import PLAIN, WARM, fast_kernel

pytestmark = pytest.mark.skipif(fast_kernel() != WARM, reason="kernels are forked on Linux only")


class Kernel:
    """One running kernel and its client."""

    def __init__(self, name: str = WARM, **options: Any) -> None:
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(**options)
        self.client: BlockingKernelClient = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code: str, **options: Any) -> str:
        """What the code prints, or the name of the exception."""
        said: list[str] = []

        def gather(message: dict[str, Any]) -> None:
            content = message["content"]
            said.append(content.get("text") or content.get("data", {}).get("text/plain") or content.get("ename") or "")

        self.client.execute_interactive(code, timeout=60, output_hook=gather, **options)
        return "".join(said).strip()

    @property
    def pid(self) -> int:
        return int(self.run("import os; print(os.getpid())"))

    def end(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel() -> Iterator[Kernel]:
    """A forked kernel."""
    made = Kernel()
    yield made
    made.end()


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether the process ends within this time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


# What a lesson could see of how its kernel was started.
LOOK = """
import os, sys, threading, signal
import pandas, matplotlib, matplotlib.pyplot
print(sys.argv[1:2], [p for p in sys.path if p != ""][:3], sys.path[0] == "", __name__)
print(pandas.get_option("display.max_columns"), pandas.get_option("display.width"), matplotlib.get_backend())
print(get_ipython().__class__, os.getcwd(), os.environ.get("MARKED"), signal.getsignal(signal.SIGINT))
print(type(sys.stdout), sys.flags.safe_path, sys.stdin)
print(sorted(n for n in globals() if not n.startswith("_")))
"""


def test_a_forked_kernel_looks_like_any_other(tmp_path: Path) -> None:
    """Does a lesson find the same arguments, path, options, backend, folder and environment as in a plain kernel?"""
    said = {}
    for name in (PLAIN, WARM):
        made = Kernel(name, cwd=str(tmp_path), env={**os.environ, "MARKED": "yes"})
        said[name] = made.run(LOOK)
        made.end()
    assert said[WARM] == said[PLAIN]
    assert "yes" in said[WARM] and "inline" in said[WARM]


def test_kernels_share_nothing_but_their_imports() -> None:
    """Does one kernel's work leave the next one untouched, and do their random numbers differ?"""
    one, two = Kernel(), Kernel()
    try:
        one.run("import pandas; pandas.DataFrame = None; left = 1")
        assert two.run("import pandas; print(pandas.DataFrame is None, 'left' in globals())") == "False False"
        draw = "import random, numpy; print(random.random(), numpy.random.random())"
        first, second = one.run(draw).split(), two.run(draw).split()
        assert first[0] != second[0] and first[1] != second[1]
        assert one.run("import os; print(os.getppid())") == two.run("import os; print(os.getppid())")
    finally:
        one.end()
        two.end()


def test_an_interrupt_stops_the_cell_and_not_the_kernel(kernel: Kernel) -> None:
    """Does Interrupt raise KeyboardInterrupt in the running cell, after which the kernel still knows its names?"""
    kernel.run("kept = 5")
    message = kernel.client.execute("import time\nwhile True: time.sleep(0.1)")
    time.sleep(1)
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=20)
    while reply["parent_header"].get("msg_id") != message:
        reply = kernel.client.get_shell_msg(timeout=20)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.run("print(kept)").endswith("5")


def test_a_restart_gives_a_new_process(kernel: Kernel) -> None:
    """Is a restarted kernel another process without the old names, and the old process gone?"""
    before = kernel.pid
    kernel.run("kept = 5")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("print('kept' in globals())") == "False"
    assert kernel.pid != before
    assert gone(before)


def test_a_shutdown_ends_what_the_kernel_started(kernel: Kernel) -> None:
    """Does a polite shutdown end the kernel and the processes of its cells?"""
    kernel.run("import subprocess; child = subprocess.Popen(['sleep', '600'])")
    child, pid = int(kernel.run("print(child.pid)")), kernel.pid
    kernel.manager.shutdown_kernel()
    assert gone(pid) and gone(child)


def test_a_kernel_that_dies_is_seen_to_be_dead(kernel: Kernel) -> None:
    """Does the manager notice a crash, with its exit code, and can it start the kernel again?"""
    pid = kernel.pid
    kernel.client.execute("import os; os._exit(7)")
    assert gone(pid)
    # The parent tells it in its own time; a busy machine may take a while.
    until = time.monotonic() + 20
    while kernel.manager.is_alive() and time.monotonic() < until:
        time.sleep(0.1)
    assert not kernel.manager.is_alive()
    assert kernel.manager.provisioner.process.returncode == 7
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("print(1 + 1)") == "2"


def test_a_request_to_end_does_not_outlive_its_kernel(kernel: Kernel) -> None:
    """A dead kernel is asked to end before a restart: is the request gone when the next one opens the same port?"""
    kernel.client.execute("import os; os._exit(7)")
    while kernel.manager.is_alive():
        time.sleep(0.05)
    for _ in range(20):  # it comes only where the old socket happens to try again in the tenth of a second it has left
        kernel.manager.shutdown_kernel(restart=True)
        with zmq.Context() as context, context.socket(zmq.ROUTER) as next_one:
            next_one.bind(f"tcp://127.0.0.1:{kernel.manager.control_port}")
            assert not next_one.poll(150)


def test_input_reaches_the_kernel(kernel: Kernel) -> None:
    """Does `input()` in a cell ask the client and get its answer?"""
    client = kernel.client
    answered = kernel.run(
        "print(input('Who? ') + '!')", allow_stdin=True, stdin_hook=lambda message: client.input("Hana")
    )
    assert answered == "Hana!"


OWNER = """
import os, sys
from course.kernels.choice import fast_kernel
from jupyter_client.manager import KernelManager
manager = KernelManager(kernel_name=fast_kernel())
manager.start_kernel()
client = manager.client(); client.start_channels(); client.wait_for_ready(timeout=60)
print(manager.provisioner.pid, manager.provisioner.process.parent.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_when_their_owner_is_killed_kernel_and_parent_end(number: signal.Signals) -> None:
    """Is nothing left when the process that asked for the kernel is killed without a chance to clean up?"""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert owner.stdout is not None
    pids = [int(word) for word in owner.stdout.readline().split()]
    assert len(pids) == 2 and all(Path(f"/proc/{pid}").exists() for pid in pids)
    owner.send_signal(number)
    owner.wait(20)
    assert all(gone(pid) for pid in pids)


def test_a_parent_that_is_killed_takes_its_kernel_along_and_is_replaced(kernel: Kernel) -> None:
    """When the warm parent dies, is its kernel's death seen, and does the next kernel start all the same?"""
    pid = kernel.pid
    kernel.manager.provisioner.process.parent.process.kill()
    assert gone(pid)
    until = time.monotonic() + 10
    while kernel.manager.is_alive() and time.monotonic() < until:
        time.sleep(0.05)  # its first thread has ended, but on a busy machine perhaps not yet its last one
    assert not kernel.manager.is_alive()
    again = Kernel()
    assert again.run("print(1 + 1)") == "2"
    again.end()


def test_another_python_environment_gets_a_parent_or_a_kernel_of_its_own() -> None:
    """Does a kernel with another PYTHONPATH really see it, although its siblings do not?"""
    made = Kernel(env={**os.environ, "PYTHONPATH": os.pathsep.join(["/nowhere-else", *sys.path])})
    assert made.run("import sys; print('/nowhere-else' in sys.path)") == "True"
    made.end()
