"""Honest notebooks before the judge: ordinary tests work unchanged, and failures say what the author said."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import read_test_plan
from course.grading.judge.worker import Judged, Worker
from course.grading.notebook.cells import is_test
from course.grading.sandbox.bubblewrap import missing
from tests.support.small_assignment import cell, notebook, points, shown

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")


def judged(worker: Worker, answer: str, test: str, before: str = "pass", files: Path | None = None) -> Judged:
    source = notebook(cell("before", before, "locked"), cell("answer", answer), cell("test", test, "test", 4))
    return worker.judge(source, files, read_test_plan(source), 5)


RIGHT = {
    "variable": ("answer = 42", "assert answer == 42 and isinstance(answer, int)"),
    "function": ("def f(x, y=2):\n    return x * y", "assert f(3) == 6\nassert f(3, y=3) == 9"),
    "signature": (
        "def f(x, *, y=2):\n    'Twice.'\n    return x",
        "import inspect\nassert str(inspect.signature(f)) == '(x, *, y=2)' and f.__doc__ and f.__name__ == 'f'",
    ),
    "table": (
        "import pandas as pd\nt = pd.DataFrame({'a': [1, 2, 3]})",
        "import pandas as pd\nassert t['a'].sum() == 6 and list(t.columns) == ['a']\n"
        "pd.testing.assert_series_equal(t['a'], pd.Series([1, 2, 3], name='a'))",
    ),
    "table in, table out": (
        "def f(t):\n    return t.assign(b=t['a'] * 2)",
        "import pandas as pd\nassert f(pd.DataFrame({'a': [1]}))['b'].tolist() == [2]",
    ),
    "exception": (
        "def f(x):\n    if x < 0:\n        raise ValueError('negative')\n    return x",
        "try:\n    f(-1)\n    assert False, 'no error'\nexcept ValueError as error:\n    assert 'negative' in str(error)",
    ),
    "own exception": (
        "class Bad(KeyError): pass\ndef f(): raise Bad('x')",
        "try:\n    f()\nexcept KeyError:\n    pass\nelse:\n    raise AssertionError('no error')",
    ),
    "printed": (
        "def f():\n    print('hello')",
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    f()\nassert out.getvalue() == 'hello\\n'",
    ),
    "changed in place": ("def f(x):\n    x.sort()", "x = [3, 1, 2]\nassert f(x) is None\nassert x == [1, 2, 3]"),
    "changed table": (
        "def f(t):\n    t['b'] = 1",
        "import pandas as pd\nt = pd.DataFrame({'a': [1]})\nf(t)\nassert list(t.columns) == ['a', 'b']",
    ),
    "callback": ("def f(g, xs):\n    return [g(x) for x in xs]", "assert f(lambda x: x + 1, [1, 2]) == [2, 3]"),
    "callback that calls back": (
        "def g(x):\n    return x + 1\ndef f(h):\n    return h(1)",
        "assert f(lambda x: g(x) * 10) == 20",
    ),
    "function as a result": ("def f(n):\n    return lambda x: x + n", "assert f(3)(4) == 7"),
    "generator": ("def f():\n    yield from (1, 2)", "assert list(f()) == [1, 2]"),
    "recursion": ("def f(n):\n    return 1 if n < 2 else n * f(n - 1)", "assert f(20) == 2432902008176640000"),
    "helper of a locked cell": ("answer = helper(2)", "assert answer == helper(2)"),
    "builtin as an answer": ("answer = max", "assert answer([1, 3, 2]) == 3"),
    "nested": ("answer = {'a': [(1, {2})]}", "assert answer['a'][0][1] == {2}"),
    "partial, all": ("answer = [1, 2]", "4.0 * (answer == [1, 2])"),
    "loop": ("def f(x):\n    return x", "for x in range(200):\n    assert f(x) == x"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(worker: Worker, name: str) -> None:
    """Does an ordinary test of nbgrader's pass before the judge for a right answer, without being shared?"""
    answer, test = RIGHT[name]
    locked = "def helper(x):\n    return x * 100"
    done = judged(worker, answer, test, locked)
    assert (points(done.notebook), done.ended) == ({"test": 4}, ""), shown(done.notebook)
    source = notebook(cell("before", locked, "locked"), cell("answer", answer), cell("test", test, "test", 4))
    assert calibrate(worker, source, None, 5).shared == []


@pytest.mark.parametrize("name", [name for name in RIGHT if "partial" not in name])
def test_missing_answers_fail(worker: Worker, name: str) -> None:
    """Does the same test fail when there is no answer?"""
    done = judged(worker, "pass", RIGHT[name][1], "def helper(x):\n    return x * 100")
    assert points(done.notebook) == {"test": 0}


def test_partial_credit(worker: Worker) -> None:
    """Does a test's last line give its points?"""
    done = judged(worker, "answer = [1, 3]", "import numpy as np\nnp.float64(1.5 * len(answer))")
    assert points(done.notebook) == {"test": 3.0}


def test_printing_to_stderr_costs_what_it_costs_in_nbgrader(worker: Worker) -> None:
    """nbgrader gives no points to a test cell that writes to stderr: does the judge's cell write it, too?"""
    done = judged(worker, "import sys\ndef f():\n    print('odd', file=sys.stderr)\n    return 1", "assert f() == 1")
    assert points(done.notebook) == {"test": 0}
    assert "odd" in shown(done.notebook)


HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def test_failures_say_what_the_author_said(worker: Worker) -> None:
    """Does a failed check show its author's message, also from the hidden part?"""
    for test in ("assert answer == 2, 'count both'", HIDDEN.format("assert answer == 2, 'count both'")):
        assert "count both" in shown(judged(worker, "answer = 1", test).notebook)


SECRET = "88675309"


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        ("answer = 1", f"assert answer == {SECRET}"),
        ("def f(x):\n    print(x)", f"assert f({SECRET})"),
        ("def f(x):\n    raise ValueError(x)", f"assert f({SECRET})"),
        ("def f(x):\n    raise type('T' + str(x), (Exception,), {})()", f"assert f({SECRET})"),
        ("def f(x):\n    return type('T' + str(x), (), {})()", f"assert f({SECRET}) == 1"),
        (
            "answer = [1]",
            f"import pandas as pd\npd.testing.assert_series_equal(pd.Series(answer), pd.Series([{SECRET}]))",
        ),
        ("answer = 1", f"{{1: 2}}[{SECRET}]"),
    ],
)
def test_hidden_checks_stay_hidden(worker: Worker, answer: str, test: str) -> None:
    """Does nothing that the learner sees of a failed hidden check hold its values, whatever the answer does?"""
    done = judged(worker, answer, HIDDEN.format(test))
    assert points(done.notebook) == {"test": 0}
    assert SECRET not in str([one["outputs"] for one in done.notebook["cells"]])


def test_visible_errors_say_all(worker: Worker) -> None:
    """Does an error in the learner's function, called by a check that is seen, come with its text and line?"""
    text = shown(judged(worker, "def f(x):\n    return {}[x]", "assert f('NATO') == 1").notebook)
    assert "your code raised KeyError: 'NATO' (line 2 of your cell)" in text


def test_what_ran_before_counts(worker: Worker) -> None:
    """When the program dies halfway, do the tests before it count, and does the reason stand in those after?"""
    source = notebook(
        cell("a1", "a = 1"),
        cell("t1", "assert a == 1", "test"),
        cell("a2", "import os; os._exit(3)"),
        cell("t2", "assert a == 1", "test"),
    )
    done = worker.judge(source, None, read_test_plan(source), 5)
    assert points(done.notebook) == {"t1": 1, "t2": 0}
    assert done.ended == "the program ended in cell [3] (import os; os._exit(3)); what follows was not run"


def test_a_check_that_never_ends(worker: Worker) -> None:
    """When a value makes the test itself run for ever, do the tests before it count, and is it told?"""
    source = notebook(
        cell("a1", "a = range(10**12)"),
        cell("t1", "assert len(a) == 10**12", "test"),
        cell("t2", "while 5 in a: pass", "test"),
        cell("t3", "assert 3 in a", "test"),
    )
    done = worker.judge(source, None, read_test_plan(source), 3)
    assert points(done.notebook) == {"t1": 1, "t2": 0, "t3": 1}
    assert "longer than 3 seconds" in shown(done.notebook)


def test_cells_are_what_the_instructor_made_them(worker: Worker) -> None:
    """Do a test's text and kind come from the instructor, whatever the submitted notebook says of its cells?"""
    source = notebook(cell("answer", "a = 1"), cell("test", "assert a == 1", "test"), cell("late", "pass"))
    plan = read_test_plan(source)
    forged = copy.deepcopy(source)
    forged["cells"][0] = cell("answer", "a = 2")
    forged["cells"][1]["source"] = "pass"
    forged["cells"][2] = cell("mine", "print(open('/proc/self/cmdline').read(), __name__)\na = 1", "test")
    done = worker.judge(forged, None, plan, 5)
    assert points(done.notebook)["test"] == 0
    forged["cells"][1]["metadata"]["nbgrader"] |= {"grade": False, "solution": True, "locked": False}
    forged["cells"][1]["source"] = source["cells"][1]["source"]
    assert "AssertionError" in str(worker.judge(forged, None, plan, 5).notebook["cells"][1]["outputs"])


def test_without_the_instructors_notebook(worker: Worker) -> None:
    """Where only the submission tells what the tests are, can its own imports still not choose the judge's names?"""
    made = notebook(
        cell("answer", "from unittest.mock import ANY as answer"), cell("test", "assert answer == 4", "test")
    )
    done = worker.judge(made, None, read_test_plan(made, submitted=True), 5)
    assert points(done.notebook) == {"test": 0}


def test_files_that_the_learner_makes(worker: Worker, tmp_path: Path) -> None:
    """Can a test read a file that the learner's code wrote, beside the file that was handed out?"""
    (tmp_path / "in.csv").write_text("n\n1\n2\n")
    (tmp_path / "part").mkdir()
    (tmp_path / "part/in.csv").write_text("n\n3\n")
    answer = "import pandas as pd\nt = pd.read_csv('in.csv')\nt.to_csv('out.csv')\nt.to_csv('part/out.csv')"
    test = "import os\nassert 'n' in open('out.csv').read() and open('part/in.csv').read() and os.path.exists('part/out.csv')"
    source = notebook(cell("answer", answer), cell("test", test, "test"))
    plan = calibrate(worker, source, tmp_path, 5)
    assert (plan.given, plan.shared) == (["in.csv", "part/in.csv"], [])
    assert points(worker.judge(copy.deepcopy(source), tmp_path, plan, 5).notebook) == {"test": 1}


def test_what_cannot_cross_is_shared(worker: Worker) -> None:
    """Are a class of one's own and a magic found by the instructor's solution, and do they still work and fail?"""
    source = notebook(
        cell("answer", "class Stack(list):\n    def top(self): return self[-1]"),
        cell("test", "s = Stack([1, 2])\nassert s.top() == 2", "test"),
        cell("plain", "assert 1 + 1 == 2", "test"),
    )
    plan = calibrate(worker, source, None, 5)
    assert plan.shared == ["test"]
    assert points(worker.judge(copy.deepcopy(source), None, plan, 5).notebook) == {"test": 1, "plain": 1}
    source["cells"][0]["source"] = "pass"
    assert points(worker.judge(source, None, plan, 5).notebook) == {"test": 0, "plain": 1}


lines = st.sampled_from(
    [
        "x = 1",
        "x = y = 2",
        "y += 1",
        "del x",
        "print(x)",
        "x",
        "1/0",
        "import math",
        "def f(a): return a + x",
        "f(3)",
        "}{",
        "%%bash\necho hi",
        "raise SystemExit",
        "for x in range(3): print(x)",
        "x = [x]",
        "'\\ud800'",
        "f = 5",
        "\x00",
        "",
    ]
)


@given(st.lists(st.lists(lines, max_size=4).map("\n".join), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_notebooks(worker: Worker, texts: list[str]) -> None:
    """Whatever cells a notebook holds, does it come back valid, and does a right test pass and a wrong one fail?"""
    cells = [cell(f"c{place}", text) for place, text in enumerate(texts)]
    last = [
        cell("set", "answer = 7"),
        cell("right", "assert answer == 7", "test"),
        cell("wrong", "assert answer == 8", "test"),
    ]
    made = notebook(*cells, *last)
    done = worker.judge(made, None, read_test_plan(made), 5)
    assert points(done.notebook) == {"right": 1, "wrong": 0}
    assert [one["source"] for one in done.notebook["cells"] if not is_test(one)] == [*texts, "answer = 7"]
