"""What one submission's sandbox is like, seen from inside and from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import attrs
import pytest

from course.errors import GradingError
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.run.local import LocalWorkers
from course.grading.run.workers import Executed, Prepared, Setting, execute
from course.grading.sandbox import bubblewrap as sandbox
from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.files import copy_as_it_is, plain_files, remove
from course.grading.sandbox.limits import MB, ResourceLimits, Spent, Watch
from course.grading.sandbox.room import Room
from course.grading.sandbox.seccomp import program
from tests.support import ROOT
from tests.support.small_assignment import cell, descendants, notebook, shown

needs = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")


def says(worker: Worker, code: str, files: Path | None = None) -> str:
    """What a cell prints."""
    return shown(worker.judge(notebook(cell("a", code)), files, TestPlan(), 20).notebook).strip()


@needs
def test_who_and_where(worker: Worker) -> None:
    """Is the learner's code without rights, in its own folder, and next to a first process that it cannot end?"""
    code = "import os\nprint(os.getuid() != 0, os.getcwd(), os.getppid(), len([p for p in os.listdir('/proc') if p.isdigit()]))"
    assert says(worker, code) == "True /submission 1 2"
    assert "NoNewPrivs:\t1" in says(worker, "print(open('/proc/self/status').read())")
    assert "CapEff:\t0000000000000000" in says(worker, "print(open('/proc/self/status').read())")


@needs
def test_each_worker_has_its_own_account() -> None:
    """Do two workers of root run as two users, so that one's many processes leave room for the other's?"""
    if os.geteuid() != 0:
        pytest.skip("only root can become others")
    with Worker() as one, Worker() as two:
        assert says(one, "import os; print(os.getuid())") != says(two, "import os; print(os.getuid())")


@needs
def test_a_submission_imports_nothing_that_another_imported_before_it() -> None:
    """Is all that shows a learner's values, pandas too, imported once for all, whatever the assignment imports?"""
    # What was there before the fork is frozen, and the collector does not list it.
    new = "import gc, types\nprint([one.__name__ for one in gc.get_objects() if isinstance(one, types.ModuleType)])"
    with Worker() as worker:
        assert says(worker, new) == "[]"
        assert says(worker, "import colorsys\n" + new) == "['colorsys']"


@needs
def test_files_come_and_go(worker: Worker, tmp_path: Path) -> None:
    """Are the submission's files there, links left out, and gone for the next one?"""
    (tmp_path / "part").mkdir()
    (tmp_path / "part/data.csv").write_text("n\n1\n")
    (tmp_path / "link").symlink_to("/etc/passwd")
    look = "import os; print(sorted(os.path.join(a, f) for a, _, c in os.walk('.') for f in c))"
    assert says(worker, look, tmp_path) == "['./part/data.csv']"
    assert says(worker, look) == "[]"


@needs
def test_the_room_survives_its_parents_end(worker: Worker) -> None:
    """When somebody ends the sandbox from outside, does the next submission get a new one?"""
    assert says(worker, "print(1)") == "1"
    assert worker._learner._process is not None
    worker._learner._process.kill()
    worker._learner._process.wait()
    assert says(worker, "print(2)") == "2"


@needs
def test_nothing_is_left_when_the_grader_is_killed() -> None:
    """Does kill -9 of the grader end what it started?"""
    code = (
        "import sys, time\nfrom course.grading.judge.worker import Worker\nb = Worker(); b._learner.warm_up(); b._judge.warm_up()\n"
        "print(b.scratch, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        scratch = Path(grader.stdout.readline().strip())
        started = descendants(grader.pid)
        grader.kill()
    assert len(started) == 6  # two sandboxes and the room between them, each of two processes
    until = time.monotonic() + 10
    while time.monotonic() < until and any(Path(f"/proc/{one}").exists() for one in started):
        time.sleep(0.05)
    assert not [one for one in started if Path(f"/proc/{one}").exists()]
    remove(scratch.parent)


def test_without_bubblewrap_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a machine without bubblewrap get a refusal that says how to go on?"""
    monkeypatch.setenv("PATH", "/nowhere")
    assert "bwrap" in missing()
    with pytest.raises(GradingError, match="--no-sandbox"):
        sandbox.require()


def test_without_the_sandbox_it_still_judges() -> None:
    """Does a worker without a sandbox run a cell?"""
    with Worker(sandboxed=False) as worker:
        assert says(worker, "print(6 * 7)") == "42"


def test_the_filter_knows_both_machines() -> None:
    """Is there a filter, of whole instructions with jumps inside it, for the two machines that we name?"""
    for machine in ("x86_64", "aarch64"):
        code = program(machine)
        count = len(code) // 8
        for place in range(count):
            _, yes, no = code[place * 8 : place * 8 + 2], code[place * 8 + 2], code[place * 8 + 3]
            assert place + 1 + max(yes, no) < count or code[place * 8] == 0x06


def test_removing_what_resists(tmp_path: Path) -> None:
    """Is a tree gone that is closed to its owner and deeper than a path may be long?"""
    top = tmp_path / "top"
    top.mkdir()
    here = os.getcwd()
    os.chdir(top)
    for _ in range(1500):
        os.mkdir("d" * 40)
        os.chdir("d" * 40)
    os.chdir(here)
    (top / "closed").mkdir()
    (top / "closed").chmod(0)
    assert remove(top)
    assert not top.exists()


def test_plain_files_have_a_limit(tmp_path: Path) -> None:
    """Are sparse files counted as what they would be when copied?"""
    for name in "abc":
        with (tmp_path / name).open("wb") as file:
            file.truncate(10**9)
    assert len(plain_files(tmp_path, 2 * 10**9)) == 2


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    """Where a submission has closed or removed its own folder: is nothing kept of it, and no error raised?"""
    copy_as_it_is(tmp_path / "gone", tmp_path, MB)
    assert list(tmp_path.iterdir()) == []


def test_limits_in_words(tmp_path: Path) -> None:
    """Does each broken limit have its own sentence?"""
    (tmp_path / "f").write_bytes(b"x" * 100_000)
    limits = ResourceLimits(processes=10**6, memory=10**15, disk=10**12, cpu=10**9)
    assert Watch(limits, [str(tmp_path)]).broken() == ""
    words = {"processes": (1, "processes"), "memory": (MB, "memory"), "disk": (50_000, "files")}
    words |= {"cpu": (0, "processor time"), "seconds": (-1, "in all")}
    for name, (most, word) in words.items():
        assert word in Watch(attrs.evolve(limits, **{name: most}), [str(tmp_path)]).broken()


def test_processor_time_counts_once() -> None:
    """Is the time of a program that was looked at while it ran, and then ended by itself, counted once?"""
    code = "import os, time\nwhile time.process_time() < 1: pass\ntime.sleep(0.5)\nos._exit(0)"
    with Worker() as worker:
        done = worker.judge(notebook(cell("work", code)), None, TestPlan(), 20)
    assert 0.9 < done.spent.cpu < 1.8


def test_the_notebooks_of_a_submission_share_its_limits(tmp_path: Path) -> None:
    """Where two notebooks are within a limit each, and beyond it together: does the second end, or lose its files?"""
    work = "import time\nwhile time.process_time() < 2: pass\nopen('{}', 'w').write('x' * 3_000_000)"

    def book(source: str) -> dict[str, Any]:
        return {"cells": [{"cell_type": "code", "metadata": {}, "source": source}]}

    def submission(*sources: str) -> Prepared:
        books = {str(number): book(source) for number, source in enumerate(sources)}
        return Prepared(books, {name: TestPlan() for name in books}, tmp_path, 20)

    with Worker(limits=ResourceLimits(seconds=100, cpu=5, disk=5_000_000)) as worker:
        done = execute(worker, submission(work.format("a"), work.format("b"), work.format("c")))
        assert [done.ended["0"], done.ended["1"]] == ["", ""]
        assert "more than 5 seconds of processor time" in done.ended["2"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]
        late = worker.judge(book("import time; time.sleep(5)"), None, TestPlan(), 20, Spent(seconds=100))
        assert "more than 100 seconds in all" in late.ended
        assert set(execute(worker, submission("1")).ended.values()) == {""}


def test_a_room_that_is_cleaned_up_twice_closes_nothing_of_others() -> None:
    """Does a second clean-up leave alone what has got the number of the descriptor that the first one closed?"""
    room = Room(MB, sandboxed=False)
    room.cleanup()
    opened = [os.open("/dev/null", os.O_RDONLY) for _ in range(20)]
    room.cleanup()
    for descriptor in opened:
        os.close(descriptor)


def test_more_room_for_files_is_given(tmp_path: Path) -> None:
    """Where the course folder allows more than the usual 256 MB of files: can a submission write them?"""
    code = (
        "import os\nfor n in range(5):\n"
        "    os.posix_fallocate(os.open(f'/tmp/f{n}', os.O_CREAT | os.O_WRONLY), 0, 60 * 2**20)\nprint('written')"
    )
    work = Prepared({"a": notebook(cell("work", code))}, {"a": TestPlan()}, tmp_path, 30)
    with LocalWorkers(1) as workers:
        workers.learn(Setting(limits=ResourceLimits(disk=400 * MB)), 1)
        ((_, done),) = workers.run(iter([("ann", work)]))
    assert isinstance(done, Executed)
    assert shown(done.notebooks["a"]).strip() == "written"


def test_a_full_folder_leaves_room_for_the_next(tmp_path: Path) -> None:
    """Where a submission has filled its folder to the brim: does the next one get its files, and room to write?"""
    (tmp_path / "data").write_bytes(b"x" * 4_000_000)
    fill = (
        "import os\nfor n in range(50):\n    try: os.posix_fallocate(os.open(f'f{n}', os.O_CREAT | os.O_WRONLY), 0, 900_000)\n"
        "    except OSError: break"
    )
    read = "open('more', 'w').write('y' * 900_000)\nprint(len(open('data').read()))"

    def book(source: str) -> dict[str, Any]:
        return {"cells": [{"cell_type": "code", "metadata": {}, "source": source}]}

    with Worker(limits=ResourceLimits(disk=5_000_000)) as worker:
        worker.judge(book(fill), None, TestPlan(), 20)
        done = worker.judge(book(read), tmp_path, TestPlan(), 20)
        assert shown(done.notebook).strip() == "4000000" and not done.ended


def test_memory_in_many_pieces_does_not_keep_the_watch_busy() -> None:
    """Where processes cut their memory into tens of thousands of pieces: is that submission ended, and soon?"""
    cut = (
        "import ctypes, os, time\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\n"
        "libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]\n"
        "libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]\n"
        "top = libc.mmap(None, 64000 * 4096, 0, 0x4022, -1, 0)\n"
        "for n in range(0, 64000, 2): libc.mprotect(top + n * 4096, 4096, 1)\n"
        "for _ in range(40):\n    if os.fork() == 0: time.sleep(100); os._exit(0)\ntime.sleep(100)"
    )
    with Worker() as worker:
        done = worker.judge({"cells": [{"cell_type": "code", "metadata": {}, "source": cut}]}, None, TestPlan(), 60)
    assert "more pieces than can be counted" in done.ended


def test_a_folder_is_as_it_was_for_the_next_submission() -> None:
    """Do rights, times and attributes that a submission gives to its folders end with it?"""
    change = (
        "import os\nfor top in ('.', '/tmp', '/dev/shm', os.path.expanduser('~')):\n"
        "    for do in (lambda: os.setxattr(top, 'user.note', b'1'), lambda: os.setxattr(top, 'system.posix_acl_default', b'1'),\n"
        "               lambda: os.utime(top, ns=(5, 5)), lambda: os.chmod(top, 0o500)):\n"
        "        try: do()\n        except OSError as error: print(type(error).__name__)"
    )
    look = (
        "import os, time\nfor top in ('.', '/tmp', '/dev/shm', os.path.expanduser('~')):\n"
        "    open(f'{top}/mine', 'w').close()\n    about = os.stat(top)\n"
        "    print(os.listxattr(top), about.st_mtime > time.time() - 100, about.st_atime > time.time() - 1000)"
    )

    def book(source: str) -> dict[str, Any]:
        return {"cells": [{"cell_type": "code", "metadata": {}, "source": source}]}

    with Worker() as worker:
        first = worker.judge(book(change), None, TestPlan(), 20)
        assert shown(first.notebook).count("PermissionError") >= 8
        second = worker.judge(book(look), None, TestPlan(), 20)
    assert shown(second.notebook).split() == ["[]", "True", "True"] * 4


def test_a_clone_below_a_private_folder_is_not_counted_as_written() -> None:
    """When the package itself lies in /tmp, does a submission that takes a moment keep its right to go on?"""
    with tempfile.TemporaryDirectory(dir="/tmp") as top:
        clone = Path(top) / "clone"
        for name in ("course", "data", "modules"):
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("*.ipynb", "__pycache__"))
        clone.chmod(0o755)
        clone.parent.chmod(0o755)
        code = (
            "import course\nfrom course.grading.judge.worker import Worker\nfrom course.grading.judge.test_plan import TestPlan\n"
            "from course.grading.sandbox.limits import MB, ResourceLimits\n"
            "cell = {'cell_type': 'code', 'metadata': {}, 'source': 'import time; time.sleep(1); print(6 * 7)'}\n"
            "with Worker(limits=ResourceLimits(disk=MB)) as worker:\n"
            "    done = worker.judge({'cells': [cell]}, None, TestPlan(), 20)\n"
            "print(course.__file__, done.ended, done.notebook['cells'][0]['outputs'][0].get('text'))\n"
        )
        here = {**os.environ, "PYTHONPATH": str(clone)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=here, cwd=top, capture_output=True, text=True, check=True
        )
    assert done.stdout.split() == [str(clone / "course" / "__init__.py"), "42"]
