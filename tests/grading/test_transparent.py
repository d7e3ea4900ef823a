"""Is the second witness left out only where it would say the same?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from course.grading.judge.calibrate import calibrate
from course.grading.judge.transparent import read_transparent
from course.grading.judge.worker import Worker
from course.grading.notebook.verdicts import JUDGED
from course.grading.sandbox.bubblewrap import missing
from tests.support.small_assignment import cell, notebook, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

COLLECT = "def collect(x):\n    return [x]"
TRAPS = {
    "a default argument that grows": (
        COLLECT,
        "def collect(x, seen=[]):\n    seen.append(x)\n    return seen",
        "a = collect(1)\nb = collect(2)\nassert a == [1]",
    ),
    "a list that is used again": (
        COLLECT,
        "kept = [0]\ndef collect(x):\n    kept[0] = x\n    return kept",
        "a = collect(1)\nb = collect(2)\nassert a != b",
    ),
    "a result inside a result": (
        "def collect(x):\n    return {'of': [x]}",
        "one = []\ndef collect(x):\n    one.append(x)\n    return {'of': one}",
        "a = collect(1)\nb = collect(2)\nassert a['of'] == [1]",
    ),
    "a number that a call counts up": (
        "count = 0\ndef tick():\n    return count + 1",
        "count = 0\ndef tick():\n    global count\n    count += 1\n    return count",
        "first = tick()\nassert first == 1 and count == 0",
    ),
    "a table that a call changes": (
        "import pandas as pd\ntable = pd.DataFrame({'n': [1, 2]})\ndef total():\n    return int(table['n'].sum())",
        "import pandas as pd\ntable = pd.DataFrame({'n': [1, 2]})\n"
        "def total():\n    table['n'] *= 2\n    return int(table['n'].sum()) // 2",
        "found = total()\nassert found == 3 and list(table['n']) == [1, 2]",
    ),
    "an argument that is changed": (
        "def biggest(x):\n    return max(x)",
        "def biggest(x):\n    x.sort()\n    return x[-1]",
        "given = [3, 1]\nassert biggest(given) == 3\nassert given == [3, 1]",
    ),
    "an argument that a later call changes": (
        "def size(x):\n    return len(x)",
        "old = []\ndef size(x):\n    for one in old:\n        one.clear()\n    old.append(x)\n    return len(x)",
        "a = [1]\nb = [1, 2]\nassert size(a) == 1 and size(b) == 2 and a == [1]",
    ),
    "an argument that is kept, and that the test changes": (
        "def size(x):\n    return len(x)",
        "kept = []\ndef size(x):\n    kept.append(x)\n    return len(kept[0])",
        "given = [1]\nfirst = size(given)\ngiven.append(2)\nassert first == 1 and size([7]) == 1",
    ),
    "the same object": (
        "def same(x):\n    return x",
        "def same(x):\n    return list(x)",
        "given = [1]\nassert same(given) is given",
    ),
    "a builtin with another meaning": ("total = 6", "sum = 6\ntotal = sum", "assert total == sum([1, 2, 3])"),
    "a builtin with another meaning, from a function": (
        "total = 6",
        "def make():\n    global sum\n    sum = 6\nmake()\ntotal = 6",
        "assert total == sum([1, 2, 3])",
    ),
    "a builtin with another meaning, behind its back": (
        "total = 6",
        "globals()['sum'] = 6\ntotal = 6",
        "assert total == sum([1, 2, 3])",
    ),
    "a builtin that a walrus writes": (
        "total = 6",
        "all_ = [sum := n for n in (1, 6)]\ntotal = sum",
        "assert total == sum([1, 2, 3])",
    ),
    "a builtin that an exception writes": (
        "total = 6",
        "def keep(e):\n    return 6\nfor len in [1]:\n    total = 6",
        "assert total == 6 and len([1]) == 1",
    ),
    "a library's function that is another now": (
        "import math\nroot = 3.0",
        "import math\nmath.sqrt = lambda x: 0\nroot = 3.0",
        "import math\nassert root == math.sqrt(9)",
    ),
    "a library's errors that are set": (
        "import numpy as np\nzero = 0.0",
        "import numpy as np\nnp.seterr(all='raise')\nzero = 0.0",
        "import numpy as np\nassert np.exp(-1000.0 * (1 + zero)) * 1e-300 == 0",
    ),
    "how a library writes tables": (
        "import pandas as pd\npart = 0.123456",
        "import pandas as pd\npd.set_option('display.precision', 2)\npart = 0.123456",
        "import pandas as pd\nassert '0.1235' in str(pd.Series([part]).round(4))",
    ),
    "an order of a set": (
        "def few():\n    return set([8, 0, 16])",
        "def few():\n    return set([16, 8, 0])",
        "assert list(few()) == list(set([8, 0, 16]))",
    ),
    "an exception of a class of one's own": (
        "def root(x):\n    if x < 0:\n        raise ValueError('no')\n    return x",
        "class No(ValueError):\n    def __str__(self):\n        return 'yes'\n"
        "def root(x):\n    if x < 0:\n        raise No('no')\n    return x",
        "try:\n    root(-1)\n    said = ''\nexcept ValueError as error:\n    said = str(error)\nassert said == 'no'",
    ),
    "a function's other side": (
        "def twice(x):\n    'Two of it.'\n    return 2 * x",
        "def twice(x):\n    return 2 * x\ntwice.__doc__ = ''",
        "assert twice(2) == 4 and twice.__doc__",
    ),
}
"""What it is: a right answer, another one, and a test."""


def in_one_process(*texts: str) -> bool:
    """Whether the last of these cells passes when all run in one process."""
    names: dict[str, object] = {"__name__": "__main__"}
    passed = True
    for text in texts:
        try:
            exec(text, names)
            passed = True
        except Exception:
            passed = False
    return passed


def run_apart(source: str) -> bool:
    """The same in a Python of its own, because the traps change what all programs here share."""
    return subprocess.run([sys.executable, "-c", source], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("what", TRAPS)
def test_a_trap_is_graded_as_in_one_process(worker: Worker, what: str) -> None:
    """Where a copy hides what one process shows: is the answer paid if and only if it passes in one process?"""
    model, answer, test = TRAPS[what]
    source = notebook(cell("answer", model), cell("test", test, "test"))
    plan = calibrate(worker, source, None, 20)
    for text in (model, answer):
        done = worker.judge(notebook(cell("answer", text), cell("test", test, "test")), None, plan, 20)
        assert points(done.notebook)["test"] == run_apart(f"{text}\n{test}"), text


def test_what_the_last_test_holds(worker: Worker) -> None:
    """Is a change by the very last call of a notebook seen, and one by a cell between two tests no matter?"""
    model = "shared = [1]\ndef grow():\n    return len(shared)"
    answer = "shared = [1]\ndef grow():\n    shared.append(1)\n    return 1"
    tests = (
        "assert shared == [1]",
        "assert shared == [1, 2]",
        "assert grow() > 0\nassert shared == [1, 2] or grow() == 0",
    )

    def made(text: str) -> dict[str, object]:
        cells = [cell("a", text), cell("t1", tests[0], "test"), cell("b", "shared.append(2)")]
        return notebook(*cells, cell("t2", tests[1], "test"), cell("t3", tests[2], "test"))

    plan = calibrate(worker, made(model), None, 20)
    right, wrong = (worker.judge(made(text), None, plan, 20) for text in (model, answer))
    assert {one.word for one in right.verdicts.values()} == {JUDGED}
    assert (points(right.notebook)["t3"], points(wrong.notebook)["t3"]) == (1, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("pass", "wide = limit + 1"),  # only a test has written `limit`
        ("pass", "def f():\n    return limit\nwide = f() + 1"),
        ("pass", "wide = math.floor(10.5)"),  # only a test has imported `math`
        ("math = None", "wide = 10"),
        ("limit = 3", "wide = 10"),
        ("pass", "import math\nwide = math.floor(10.5)"),
        ("1 / 0\nimport math", "wide = math.floor(10.5)"),
    ],
)
def test_names_that_tests_and_answers_share(worker: Worker, first: str, second: str) -> None:
    """Is the second task graded as in one process, whatever names the first test has left behind?"""
    tests = "import math\nlimit = 9\nassert math.floor(limit) == 9", "assert wide == 10"

    def made(one: str, two: str) -> dict[str, object]:
        return notebook(cell("a1", one), cell("t1", tests[0], "test"), cell("a2", two), cell("t2", tests[1], "test"))

    plan = calibrate(worker, made("pass", "wide = 10"), None, 20)
    done = worker.judge(made(first, second), None, plan, 20)
    passed = in_one_process(first, tests[0], second, tests[1])
    # Where the judge has no such name, it does not pay; but then a person is told.
    assert points(done.notebook)["t2"] == passed or (passed and done.verdicts["t2"].waits)


@pytest.mark.parametrize(
    ("model", "wrong", "test"),
    [
        ("total = 6", "total = 7", "assert total == sum([1, 2, 3]), f'{total} is not the sum'"),
        (
            "def square(x):\n    return x * x",
            "def square(x):\n    return x + x",
            "for n in range(4):\n    assert square(n) == n ** 2",
        ),
        (
            "import pandas as pd\ntable = pd.DataFrame({'n': [1, 2]})\ntable['m'] = table['n'] * 2",
            "import pandas as pd\ntable = pd.DataFrame({'n': [1, 2]})\ntable['m'] = table['n']",
            "import pandas as pd\nfound = {}\nfor row in table.itertuples():\n    found[row.n] = row.m\n"
            "assert found == {1: 2, 2: 4}",
        ),
        ("half = 0.5", "1 / 0", "assert abs(half - 0.5) < 0.01"),
        ("parts = [1, 2]", "parts = [1]", "0.5 * len(parts)"),
    ],
)
def test_plain_work_needs_no_second_witness(worker: Worker, model: str, wrong: str, test: str) -> None:
    """Do tests of values, right answers and wrong ones, stay with the judge alone, who says what one process says?"""
    source = notebook(cell("answer", model), cell("test", test, "test"))
    plan = calibrate(worker, source, None, 20)
    for text in (model, wrong):
        done = worker.judge(notebook(cell("answer", text), cell("test", test, "test")), None, plan, 20)
        assert done.verdicts["test"].word == JUDGED
        assert points(done.notebook)["test"] in ((1,) if text == model else (0, 0.5))


@pytest.mark.parametrize(
    "test",
    [
        "assert f is g", "assert type(f(1)) is list and f.cache", "import random\nrandom.seed(1)\nassert f(1)",
        "import os\nassert f(os.getcwd())", "f(1).append(2)", "x = f(1)\nx.append(2)\nassert f(1) == [1]",
        "assert f.__name__ == 'f'", "assert open('x').read() == f(1)", "globals()['f'] = 1", "with f(1) as g:\n    pass",
        "class A:\n    pass\nassert f(A)", "f.total = 3", "x = f(1)\nx[0] = 2", "def g():\n    global f\n    f = 1",
        "from unittest import mock\nassert f(mock)", "import numpy as np\nnp.seterr(all='raise')\nassert f(1)",
        "import pandas as pd\nf(1).to_csv('x')", "f(1).drop(columns='a', inplace=True)", "%time f(1)", "del f",
        "import numpy as np\nassert np.shares_memory(f(1), f(1))", "assert id(f(1)) != id(f(1))", "assert {f(1)}.pop()",
        "import numpy as np\nassert f(1).base.any()", "assert [f][0](1)", "x = [1]\ny = x\nf(y)\nx.append(1)\nf(y)",
        "assert getattr(f, 'name')", "f += 1", "assert isinstance(f(1), __builtins__.int)", "import course\ncourse.x(f)",
    ],
)  # fmt: skip
def test_a_test_that_may_see_more_has_both_witnesses(test: str) -> None:
    """Is a test that looks at more than values, or changes what it did not make, never left to the judge alone?"""
    names = {
        name: ["builtin", ""] for name in ("open", "globals", "type", "list", "id", "getattr", "isinstance", "int")
    }
    read = read_transparent({"t": test}, {"t": names})
    assert read is None or "f" not in read.only_called["t"]
