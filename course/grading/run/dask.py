"""The workers of a Dask cluster: the same pure step, with the files travelling along.

A thread of Dask's makes its own `Worker` at its first submission and keeps it. When it dies, Dask gives its work to
another; only the result that arrives is written to the gradebook, so nobody is graded twice.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from course.errors import GradingError
from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.run.workers import Executed, Key, Prepared, Setting, execute, flow
from course.grading.sandbox.bubblewrap import require
from course.grading.sandbox.files import plain_files

_RETRIES = 3
# Seconds: for a scheduler to answer, which it does at once or never, and for its first worker to arrive.
_ANSWER = 10
_JOIN = 30
_own = threading.local()


def pack(folder: Path | None) -> dict[str, bytes]:
    """The ordinary files of a folder, by relative name."""
    return {} if folder is None else {str(name): path.read_bytes() for path, name in plain_files(folder)}


def unpack(files: dict[str, bytes], folder: Path) -> None:
    """Write such files below a folder, those that it has left as they are."""
    for name, data in files.items():
        path = folder / name
        if not path.exists() and not path.is_symlink():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _worker(setting: Setting) -> Worker:
    """This thread's own `Worker`; a setting of another assignment replaces it."""
    if getattr(_own, "setting", None) != setting:
        if setting.sandboxed:
            require()
        if hasattr(_own, "worker"):
            _own.worker.close()
        _own.worker, _own.setting = setting.worker(), setting
        atexit.register(_own.worker.close)
    return _own.worker


def execute_there(setting: Setting, work: Prepared, files: dict[str, bytes]) -> tuple[Executed, dict[str, bytes]]:
    """On the cluster: one submission in, its notebooks and new files out."""
    with _scratch() as place:
        folder = Path(place)
        unpack(files, folder)
        done = execute(_worker(setting), attrs.evolve(work, folder=folder))
        return done, {name: data for name, data in pack(folder).items() if name not in files}


def calibrate_there(
    setting: Setting,
    source: dict[str, Any],
    files: dict[str, bytes],
    seconds: float | None,
    released: dict[str, Any] | None,
) -> TestPlan:
    """On the cluster: the test plan of an instructor's notebook."""
    with _scratch() as place:
        unpack(files, Path(place))
        return calibrate(_worker(setting), source, Path(place), seconds, released)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for one submission's files on a machine that has no course folder."""
    return tempfile.TemporaryDirectory(prefix="work-")


class Cluster:
    """The workers behind a Dask scheduler; use it in a `with` statement like `LocalWorkers`.

    address: the scheduler's, such as tcp://10.0.0.5:8786. Every machine has this package, and bubblewrap unless the
    setting gives it up. Hidden tests travel to the workers: use a cluster that only you can reach, or Dask's TLS.
    Errors: GradingError when there is no scheduler or no worker.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise GradingError(
                "Dask is not installed. To mend: pip install 'military-partnerships-for-peace[cluster]'"
            ) from None
        self.setting = Setting()
        try:
            self._client = Client(address, timeout=_ANSWER, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_JOIN)
        except (OSError, TimeoutError, ValueError) as error:
            raise GradingError(
                f"No Dask cluster answers at {address} ({type(error).__name__}). To mend: start `dask scheduler` and "
                "`dask worker ADDRESS`, and give the address that the scheduler prints."
            ) from None
        self.jobs = max(1, sum(self._client.nthreads().values()))
        self._pool = self._client.get_executor(pure=False, retries=_RETRIES)

    def learn(self, setting: Setting, submissions: int) -> None:
        """Say what the assignment needs, and how many submissions there are; nothing is executed before."""
        self.setting = setting

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self._client.close()

    def calibrate(
        self, source: dict[str, Any], folder: Path | None, seconds: float | None, released: dict[str, Any] | None = None
    ) -> TestPlan:
        """The test plan of an instructor's notebook; see `course.grading.judge.calibrate`."""
        return self._pool.submit(calibrate_there, self.setting, source, pack(folder), seconds, released).result()

    def run(self, works: Iterator[tuple[Key, Prepared]]) -> Iterator[tuple[Key, Executed | Exception]]:
        """Execute submissions as they come; yields each when it is done, or what it failed with, in no order."""
        folders: dict[Key, Path] = {}

        def noted() -> Iterator[tuple[Key, Prepared]]:
            for key, work in works:
                folders[key] = work.folder
                yield key, work

        def submit(work: Prepared) -> Any:
            return self._pool.submit(execute_there, self.setting, work, pack(work.folder))

        for key, result in flow(noted(), submit, self.jobs):
            folder = folders.pop(key)
            try:
                if isinstance(result, Exception):
                    raise result
                done, files = result
                unpack(files, folder)
            except Exception as error:  # noqa: BLE001  (it costs this submission, and no other)
                yield key, error
            else:
                yield key, done
