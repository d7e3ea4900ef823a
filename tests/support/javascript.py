"""The course's JavaScript without a browser: functions of one module, called by Node.js with many cases in one process."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from course.learning.ui.view import STATIC
from tests.support import ROOT

Call = Callable[..., list[Any]]
"""call("function", [case, ...], *shared): what function(*shared, *case) gave for each case."""


@contextlib.contextmanager
def javascript(name: str) -> Iterator[Call]:
    """The functions of one module that imports nothing, for example "scoring.js".

    An error with a code comes back as {"code": ..., "message": ...}. RuntimeError with Node's own words for any other.
    """
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node.js is missing. On Debian: apt-get install nodejs npm.")
    driver = ROOT / "tests" / "support" / "javascript_cases.js"
    with subprocess.Popen(
        [node, driver, STATIC / name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin and process.stdout and process.stderr

        def call(function: str, cases: Sequence[Sequence[Any]], *shared: Any) -> list[Any]:
            question = json.dumps({"function": function, "shared": shared, "cases": list(cases)})
            with contextlib.suppress(BrokenPipeError):  # it ended; why, stands in stderr
                print(question, file=process.stdin, flush=True)
            answer = process.stdout.readline()
            if not answer:
                raise RuntimeError(f"{name} stopped:\n{process.stderr.read()}")
            return json.loads(answer)

        try:
            yield call
        finally:
            process.kill()
