"""Does reading, copying, repairing and showing a submission take time in proportion to its size?

For each kind of size a submission of one, two and four times as much is made, and the processor time of each measured,
the best of three. Prints the three times and the ratio of the last to the first. Aim: 6 or less; what grows by the
square has 16. The caps in `course/grading/repair/read.py` and `course/grading/submission/files.py` end each at a size.

    python benchmarks/linear.py
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The helpers of the tests are imported as the tests do, from the root of the tree.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbconvert.filters.strings import strip_files_prefix
from nbformat import v4

from course.grading.judge.test_folder import TestFolder
from course.grading.notebook.names import as_python
from course.grading.pipeline.feedback import _redacted
from course.grading.repair.original import Original, SourceCell, names_in
from course.grading.repair.repair import repair
from course.grading.sandbox.files import bring_back
from course.grading.submission.files import copy_ordinary, survey
from course.grading.submission.work import find_work

AIM = 6.0
SIZES = (1, 2, 4)
BEST_OF = 3
MEMO = SourceCell("memo", "markdown", grade=True, solution=True, points=3, shown="Write here.")
ANSWER = SourceCell("answer", "code", solution=True, shown="x = ...")
ORIGINAL = Original(cells=(ANSWER, MEMO))


def cell(source: str, name: str = "", kind: str = "code", **metadata: Any) -> dict[str, Any]:
    """A cell as JSON has it."""
    marks = {"nbgrader": {"grade_id": name, "solution": True, "grade": name == "memo"}} if name else {}
    return {"cell_type": kind, "source": source, "metadata": {**marks, **metadata}}


def mended(*cells: dict[str, Any], **metadata: Any) -> Callable[[], object]:
    """The repair of a notebook of these cells."""
    data = json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()
    return lambda: repair(data, ORIGINAL)


def kept(memo: str) -> str:
    """What is kept of a memo that is too long to be laid out."""
    data = {"cells": [cell(memo, "memo", "markdown")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return str(repair(json.dumps(data).encode(), ORIGINAL).notebook["cells"][-1]["source"])


def files(size: int, place: Path) -> Callable[[], object]:
    """All that is done with the files of a submission."""
    folder = place / f"in{size}"
    folder.mkdir()
    for number in range(1_200 * size):
        (folder / f"f{number}").touch()
    rounds = iter(range(BEST_OF))

    def work() -> None:
        out = place / f"out{size}-{next(rounds)}"
        find_work({"one": ORIGINAL}, copy_ordinary(survey(folder), out))
        tests = out.with_suffix(".tests")
        tests.mkdir()
        TestFolder(tests, folder, [], out).refresh()
        bring_back(folder, out, 10**9)

    return work


def shown(sign: str) -> Callable[[int, Path], Callable[[], object]]:
    """The feedback's look at an output of one sign."""
    return lambda size, _: (
        lambda: _redacted(v4.new_output("stream", text=sign * 25_000 * size), ["assert area(3) == 9"])
    )


KINDS: dict[str, Callable[[int, Path], Callable[[], object]]] = {
    "empty files": files,
    "signs <": shown("<"),
    "signs &": shown("&"),
    "metadata": lambda size, _: mended(cell("x = 1", "answer"), more={f"k{n}": [n] for n in range(10_000 * size)}),
    "metadata of cells": lambda size, _: mended(*[cell("x = 1", k=list(range(900))) for _ in range(80 * size)]),
    "copies of a memo": lambda size, _: mended(*[cell(f"Memo {n}", "memo", "markdown") for n in range(400 * size)]),
    "copies of code": lambda size, _: mended(*[cell(f"x = {n}", "answer") for n in range(400 * size)]),
    "cells without a name": lambda size, _: mended(*[cell(f"a{n} = {n}\n") for n in range(400 * size)]),
    "code": lambda size, _: lambda: names_in("".join(f"a{n} = [{n}]\n" for n in range(1_500 * size))),
    "magics": lambda size, _: lambda: names_in("x = !ls\n" * 10 + "y = 1\n" * 1_000 * size),
    "nested quotes": lambda size, _: lambda: markdown2html_mistune("> " * 2_000 * size + "x"),
    "brackets, as kept": lambda size, _: lambda: strip_files_prefix(kept("[" * 25_000 * size)),
    "brackets": lambda size, _: lambda: markdown2html_mistune("[" * 5_000 * size),
}


def seconds(work: Callable[[], object]) -> float:
    """The best of some runs, in processor time."""
    found = []
    for _ in range(BEST_OF):
        for known in (names_in, as_python):
            known.cache_clear()  # what was read once is not read again
        gc.collect()
        gc.disable()  # its pauses come at sizes of their own
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
        gc.enable()
    return min(found)


def main() -> None:
    """Measure every kind."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as place:
        for name, make in KINDS.items():
            took = [seconds(make(size, Path(place))) for size in SIZES]
            ratio = took[-1] / max(took[0], 1e-4)
            worst = max(worst, ratio)
            print(
                f"{name:22} " + " ".join(f"{one * 1000:8.1f} ms" for one in took) + f"   {ratio:5.1f} times", flush=True
            )
    print(f"worst {worst:.1f} times (aim: {AIM:.0f} or less for 4 times as much)")


if __name__ == "__main__":
    main()
