"""Does nothing of a hidden test reach what a learner gets back: no argument, name, line, kind of error or import?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import read_test_plan, told
from course.grading.judge.worker import Worker
from course.grading.notebook.read import source_notebook
from course.grading.sandbox.bubblewrap import missing
from tests.support import ROOT
from tests.support.small_assignment import cell, notebook, points, shown

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

SECRET = "471182"
VISIBLE = "assert area(2) == 4"
HIDDEN = f"""assert area(1) == 1
### BEGIN HIDDEN TESTS
import colorsys
assert area({SECRET}) == {SECRET} ** 2
def of_nobody(x, scale={SECRET}):
    "Named {SECRET}."
    return x * scale
assert area(3, of_nobody) == 3 * {SECRET}
assert whole_sum == 6
for case in ("small", "large"):
    print(area(7))
    assert area(7) == 49, f"{{area(7)}} is not right ({{case}})"
### END HIDDEN TESTS
assert area(8) == 64, f"{{area(8)}} is not 64" """
MODEL = "whole_sum = 6\ndef area(x, f=None):\n    return f(x) if f else x * x"
SPIES = {
    "a list": (
        "heard = []\n" + MODEL.replace("    return", "    heard.append((x, f))\n    return"),
        "import inspect\nprint(heard, [inspect.signature(f) for _, f in heard if f], [f.__doc__ for _, f in heard if f])",
    ),
    "a file": (
        MODEL.replace("    return", "    print(x, file=open('/tmp/heard', 'a'))\n    return"),
        "import os\nprint(open('/tmp/heard').read() if os.path.exists('/tmp/heard') else '')",
    ),
    "a file beside the notebook": (
        MODEL.replace("    return", "    print(x, file=open('heard', 'a'))\n    return"),
        "import os, time\ntime.sleep(1)\nprint(open('heard').read())",
    ),
    "another program": (
        "import os\nread, write = os.pipe()\n"
        + MODEL.replace("    return", "    os.write(write, str(x).encode())\n    return"),
        "os.set_blocking(read, False)\nprint(os.read(read, 10000))",
    ),
    "shared memory": (
        "import mmap\nboard = mmap.mmap(-1, 1000)\n"
        + MODEL.replace("    return", "    board.write(str(x).encode())\n    return"),
        "import time\ntime.sleep(1)\nprint(board[:1000])",
    ),
    "an error's text, kind and line": (
        MODEL.replace(
            "    return", "    if x > 100:\n        raise UnicodeTranslateError(str(x), 1, 2, str(x))\n    return"
        ),
        "",
    ),
    "an answer that is quoted": (
        "heard = []\n"
        + MODEL.replace("    return", "    heard.append(x)\n    if x == 7:\n        return heard\n    return"),
        "",
    ),
    "an answer that is quoted, by a function that seems to remember nothing": (
        "import math\n"
        + MODEL.replace(
            "    return",
            "    if x > 1000:\n        math.heard = x\n    if x == 7:\n        return math.heard\n    return",
        ),
        "",
    ),
    "an argument that is quoted": (
        "import math\n"
        + MODEL.replace(
            "    return", "    if x == 7:\n        raise ValueError(math.heard)\n    math.heard = x\n    return"
        ),
        "",
    ),
    "an error's name, in a line that is seen": (
        "heard = []\n"
        + MODEL.replace(
            "    return",
            "    heard.append(x)\n    if x == 8:\n        raise type(f'E{max(heard)}', (Exception,), {})(max(heard))\n    return",
        ),
        "",
    ),
    "an answer that is quoted in a line that is seen": (
        "heard = []\n"
        + MODEL.replace("    return", "    heard.append(x)\n    if x == 8:\n        return max(heard)\n    return"),
        "",
    ),
    "what it prints": (MODEL.replace("    return", "    print(x)\n    return"), ""),
    "a thread that prints later": (
        "import threading, time\n"
        + MODEL.replace("    return", "    threading.Timer(0.3, print, [x]).start()\n    return"),
        "time.sleep(1)",
    ),
    "what is asked of the process": (
        "import gc\nspy = next(o for o in gc.get_objects() if type(o).__name__ == 'LearnerProcess')\nheard = []\n"
        "answer = spy._answer\ndef listen(request):\n    heard.append(request)\n    return answer(request)\n"
        "spy._answer = listen\n" + MODEL,
        "print([request for request in heard if 'RunCell' not in type(request).__name__])",
    ),
    "what is loaded": (MODEL, "import sys\nprint('colorsys' in sys.modules and 471182)"),
}
"""What a learner's code keeps of its calls, and a cell at the end that shows it."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A worker for all spies, which imports for the tests what only hidden lines import."""
    with Worker(unseen=["colorsys"]) as made:
        yield made


def made(answer: str, last: str) -> dict[str, object]:
    """An assignment whose tests are read, with an answer and a last cell."""
    return notebook(
        cell("answer", answer),
        cell("seen", VISIBLE, "test"),
        cell("both", HIDDEN, "test", 2),
        cell("last", last, "plain"),
    )


@pytest.mark.parametrize("spy", SPIES)
def test_nothing_of_a_hidden_test_is_shown(worker: Worker, spy: str) -> None:
    """Is the hidden number shown nowhere, whatever the learner's code keeps, and the answer graded as it should be?"""
    plan = calibrate(worker, made(MODEL, "pass"), None, 20)
    answer, last = SPIES[spy]
    done = worker.judge(made(answer, last), None, plan, 20)
    assert SECRET not in shown(done.notebook), shown(done.notebook)
    assert SECRET not in str(
        [output.get("ename") for one in done.notebook["cells"] for output in one.get("outputs", [])]
    )
    assert "whole_sum" not in shown(done.notebook) and "Unicode" not in shown(done.notebook)
    right = "error" not in spy and "quoted" not in spy
    assert points(done.notebook) == {"seen": 1, "both": 2 if right else 0}


def test_what_is_left_behind_was_there_before_hidden_tests(worker: Worker) -> None:
    """Do files that code writes when a hidden test calls it stay out of what goes back, and all earlier ones not?"""
    answer = "open('mine.txt', 'w').write('mine')\n" + MODEL.replace(
        "    return", "    print(x, file=open('heard', 'a'))\n    open(f'heard-{x}', 'w').close()\n    return"
    )
    plan = calibrate(worker, made(MODEL, "pass"), None, 20)
    last = "import os\nos.mkdir('sub')\nopen('sub/late.txt', 'w').write('late')"
    done = worker.judge(made(answer, last), None, plan, 20)
    assert points(done.notebook) == {"seen": 1, "both": 2}
    left = {str(path.relative_to(done.folder)): path.read_text() for path in done.folder.rglob("*") if path.is_file()}
    assert left == {"mine.txt": "mine", "sub/late.txt": "late", "heard": "2\n", "heard-2": ""}


def test_what_is_kept_while_the_code_still_runs_follows_no_link(worker: Worker, tmp_path: Path) -> None:
    """Are links, pipes and what is too deep left out of what goes back, whatever else there is?"""
    (tmp_path / "secret").write_text(SECRET)
    links = f"""import os
os.symlink({str(tmp_path / "secret")!r}, 'link')
os.symlink({str(tmp_path)!r}, 'folder')
os.mkfifo('pipe')
open('closed', 'w').close()
os.chmod('closed', 0)
os.makedirs('/'.join(['d'] * 59))
open('one', 'w').write('one')
"""
    plan = calibrate(worker, made(MODEL, "pass"), None, 20)
    done = worker.judge(made(links + MODEL, "pass"), None, plan, 20)
    assert points(done.notebook) == {"seen": 1, "both": 2}
    left = {path.name for path in done.folder.rglob("*") if not path.is_dir()}
    assert left - {"closed"} == {"one"} and (done.folder / "one").read_text() == "one"


@pytest.mark.parametrize("folder", sorted((ROOT / "assessments" / "source").iterdir()), ids=lambda folder: folder.name)
def test_the_courses_own_hidden_tests_wait(folder: Path) -> None:
    """Does no cell of the course's own assignments need what a hidden test leaves behind, so that all of them wait?"""
    source = source_notebook(folder / f"{folder.name}.ipynb")
    assert source is not None
    plan = read_test_plan(source)
    assert plan.later and not plan.at_once and not plan.lend


def test_the_authors_own_words_are_told(worker: Worker) -> None:
    """Does a learner whose function fails a hidden check read the author's words, without what the function gave?"""
    plan = calibrate(worker, made(MODEL, "pass"), None, 20)
    done = worker.judge(made(MODEL.replace("x * x", "x * x if x != 7 else 50"), "pass"), None, plan, 20)
    assert "AssertionError: ... is not right (small)" in [
        line for one in done.notebook["cells"] for o in one["outputs"] for line in o.get("traceback", [])
    ]


def test_a_hidden_test_sees_what_its_turn_would_have_shown(worker: Worker) -> None:
    """Does a hidden test that waits look at values and functions as they were, and at names that tests have left?"""

    def two(first: str, second: str) -> dict[str, object]:
        hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
        return notebook(
            cell("a1", first),
            cell("v1", "expected = 3\ndef check(x):\n    assert x == expected", "test"),
            cell("h1", hidden.format("assert f(1) == expected\ncheck(total)\nsecond = 7"), "test"),
            cell("a2", second),
            cell("v2", "expected = 4\nassert total", "test"),
            cell("h2", hidden.format("assert second == 7 and f(1) == expected\ncheck(total)"), "test"),
        )

    answers = "total = 3\ndef f(x):\n    return x + 2", "total = 4\ndef f(x):\n    return x + 3"
    plan = calibrate(worker, two(*answers), None, 20)
    done = worker.judge(two(*answers), None, plan, 20)
    assert points(done.notebook) == {"v1": 1, "h1": 1, "v2": 1, "h2": 1}
    assert set(plan.later) == {"h1", "h2"} and not told(plan)
    wrong = worker.judge(two(answers[1], answers[0]), None, plan, 20)
    assert points(wrong.notebook) == {"v1": 1, "h1": 0, "v2": 1, "h2": 0}


def test_a_program_that_ends_later_loses_no_hidden_test(worker: Worker) -> None:
    """Are hidden tests of cells before the program's end still paid, as they were before it ended?"""
    plan = calibrate(worker, made(MODEL, "pass"), None, 20)
    done = worker.judge(made(MODEL, "import os\nos._exit(1)"), None, plan, 20)
    assert points(done.notebook) == {"seen": 1, "both": 2} and "ended" in done.ended


def test_tests_that_need_each_others_traces_run_at_once_and_are_told(worker: Worker) -> None:
    """Where the solution must remember the calls of an earlier hidden test: is it paid, and the instructor told?"""

    def counting(answer: str) -> dict[str, object]:
        hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
        return notebook(
            cell("a", answer),
            cell("h1", hidden.format("assert tick() == 1"), "test"),
            cell("h2", hidden.format("assert tick() == 2"), "test"),
        )

    model = "n = 0\ndef tick():\n    global n\n    n += 1\n    return n"
    plan = calibrate(worker, counting(model), None, 20)
    assert points(worker.judge(counting(model), None, plan, 20).notebook) == {"h1": 1, "h2": 1}
    assert [line.partition(":")[0] for line in told(plan)] == ["h1", "h2"]
    wrong = worker.judge(counting("def tick():\n    return 1"), None, plan, 20)
    assert points(wrong.notebook) == {"h1": 1, "h2": 0}


def test_a_function_that_remembers_is_graded_as_in_one_process(worker: Worker) -> None:
    """Where calls by a hidden test change what a later test sees in one process: is the later test unpaid, as there?"""

    def counting(answer: str) -> dict[str, object]:
        return notebook(
            cell("a", answer),
            cell("h", "### BEGIN HIDDEN TESTS\nassert tick(5) == 6\n### END HIDDEN TESTS", "test"),
            cell("v", "assert tick(1) == 2", "test"),
        )

    plan = calibrate(worker, counting("def tick(x):\n    return x + 1"), None, 20)
    for answer in (
        "calls = []\ndef tick(x):\n    calls.append(x)\n    return x + len(calls)",
        "def tick(x, calls=[]):\n    calls.append(x)\n    return x + len(calls)",
        "def tick(x):\n    tick.n = getattr(tick, 'n', 0) + 1\n    return x + tick.n",
        "n = 0\ndef tick(x):\n    global n\n    n += 1\n    return x + n",
    ):
        done = worker.judge(counting(answer), None, plan, 20)
        assert points(done.notebook) == {"h": 1, "v": 0}, answer
