"""The judge and the shadow together: what each of them counts for, and what neither of them lets out."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import attrs
import pytest

from course.grading.judge.calibrate import calibrate
from course.grading.judge.messages import Seen
from course.grading.judge.refused import OWN_CLASS, TOO_MUCH
from course.grading.judge.test_outputs import error_output, points_output
from course.grading.judge.test_plan import TestPlan, told
from course.grading.judge.witnesses import earned, weigh
from course.grading.judge.worker import Judged, Worker
from course.grading.notebook.cells import is_answer
from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.limits import ResourceLimits
from tests.support.small_assignment import cell, notebook, points, shown

needs_sandbox = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

PASSED, FAILED = Seen(0, True), Seen(0, False, kind="AssertionError", line=1)
WRONG = [error_output("AssertionError", "no")]
ANYTHING = "class Anything:\n    def __eq__(self, other): return True\n    def __call__(self, *_, **__): return self\n"


def solved(source: dict[str, Any], answer: str) -> dict[str, Any]:
    """The notebook with this text in its answer cell."""
    made = copy.deepcopy(source)
    for one in made["cells"]:
        if is_answer(one):
            one["source"] = answer
    return made


def graded(worker: Worker, source: dict[str, Any], answer: str, files: Path | None = None) -> Judged:
    """An answer, graded with the plan that the source's own answer gives."""
    return worker.judge(solved(source, answer), files, calibrate(worker, source, files, 30), 30)


@pytest.mark.parametrize(
    ("outputs", "refused", "seen", "word", "paid"),
    [
        ([], "", PASSED, "confirmed", True),
        (WRONG, "", FAILED, "confirmed", False),
        ([], "", FAILED, "confirmed", False),
        (WRONG, "a value of the type numpy.void", PASSED, "shadow only", True),
        (WRONG, TOO_MUCH, PASSED, "shadow only", True),
        (WRONG, OWN_CLASS, PASSED, "suspicious", False),
        (WRONG, "", PASSED, "suspicious", False),
        ([], "", None, "suspicious", False),
    ],
)
def test_what_two_witnesses_are_worth(
    outputs: list[dict[str, Any]], refused: str, seen: Seen | None, word: str, paid: bool
) -> None:
    """Is a test paid, confirmed and shown to a person as the module says, for each pair of words?"""
    told_, verdict = weigh("test", "assert answer == 4", outputs, refused, seen, seen, TestPlan(tests={"test": ""}))
    assert (verdict.word, earned(told_) > 0) == (word, paid)
    assert verdict.waits == (word in ("shadow only", "suspicious"))


def test_strict_pays_nothing_on_the_shadows_word() -> None:
    """Does the strict setting leave a test unpaid that only the shadow has seen pass?"""
    outputs, verdict = weigh("t", "assert f()", WRONG, TOO_MUCH, PASSED, PASSED, TestPlan(strict=True))
    assert (earned(outputs), verdict.word) == (0, "suspicious")


def test_the_fewer_points_count() -> None:
    """Of two different points for one test, are the shadow's paid where they are fewer, and the judge's otherwise?"""
    fewer, _ = weigh("t", "p", [points_output("2.0")], "", Seen(0, True, "1.5"), None, TestPlan())
    more, verdict = weigh("t", "p", [points_output("1.5")], "", Seen(0, True, "2.0"), None, TestPlan())
    assert (earned(fewer), earned(more), verdict.word) == (1.5, 1.5, "suspicious")


def test_the_shadows_failure_is_told_in_the_authors_words() -> None:
    """Is the line of a test that only the shadow sees fail shown with the author's words, as the visible run has it?"""
    source = (
        "x = 1\nassert y is not x, 'a copy, please'\n### BEGIN HIDDEN TESTS\nassert secret(y)\n### END HIDDEN TESTS"
    )
    failed = Seen(0, False, "", "NameError", 4)
    seen, _ = weigh("t", source, [], "", failed, Seen(0, False, "", "AssertionError", 2), TestPlan())
    assert seen[0]["traceback"] == ["line 2: assert y is not x, 'a copy, please'", "AssertionError: a copy, please"]
    for other in (None, Seen(0, True), Seen(0, False, "", "KeyError", 99)):
        unseen, _ = weigh("t", source, [], "", failed, other, TestPlan())
        assert "NameError" not in str(unseen) and "secret" not in str(unseen) and "cannot see" in unseen[0]["evalue"]


def test_a_number_of_the_shadow_has_little_room() -> None:
    """Is what the shadow says of points only a simple fraction, and only where the test gives a number?"""
    spoken = Seen(0, True, "1.50000000000471182")
    outputs, _ = weigh("t", "points(y)", [points_output("2.0")], "", spoken, None, TestPlan())
    assert outputs == [points_output("1.5")]
    outputs, _ = weigh("t", "assert y", [], "", spoken, None, TestPlan())
    assert outputs == []
    third = Seen(0, True, repr(1 / 3))
    assert weigh("t", "points(y)", [points_output("2.0")], "", third, None, TestPlan())[0] == [
        points_output(repr(1 / 3))
    ]


@needs_sandbox
@pytest.mark.parametrize("number", [2, 4], ids=["a place that is kept", "a place that is made anew"])
def test_a_later_notebook_learns_nothing_of_the_firsts_hidden_tests(number: int) -> None:
    """Do the numbers of processes and files that an answer leaves in front of a hidden test tell the next one nothing?"""
    ask = notebook(cell("answer", "import os\nopen('new', 'w')\nprint('I am', os.getpid(), os.stat('new').st_ino)"))
    hidden = "assert len(one) < 10\n### BEGIN HIDDEN TESTS\nassert one[0] == 471182\n### END HIDDEN TESTS"
    source = notebook(cell("answer", "one = [471182]"), cell("test", hidden, "test"))
    spy = "import subprocess, tempfile\nclass Spy(list):\n    def __getitem__(self, at):\n        subprocess.run('true')\n"
    spy += "        tempfile.mkstemp(dir='.')\n        return list.__getitem__(self, at)\n"

    def second(answer: str) -> str:
        with Worker() as worker:
            later = worker
            for _ in range(number - 1):
                graded(later, source, answer)
                later = later.after()
            return shown(later.judge(copy.deepcopy(ask), None, TestPlan(), 30).notebook)

    assert second(f"{spy}one = Spy([471182])") == second(f"{spy}one = Spy([0])") == second("one = [0]")


@needs_sandbox
@pytest.mark.parametrize(
    ("leave", "look"),
    [
        ("[open(f'left{n}', 'w').close() for n in range(COUNT)]", "os.stat(made()).st_ino"),
        ("[subprocess.run('true') for _ in range(COUNT)]", "os.getpid()"),
        ("[os.remove(made()) for _ in range(COUNT)]", "len(os.listdir()) + os.stat(made()).st_ino"),
    ],
    ids=["files", "processes", "files that are gone"],
)
def test_the_line_that_is_shown_knows_nothing_of_hidden_ones(worker: Worker, leave: str, look: str) -> None:
    """Is the error in a line that is seen the same, whatever the answer has left behind in front of a hidden one?"""
    test = "assert len(one) < 10\n### BEGIN HIDDEN TESTS\nassert one[0] == 3\n### END HIDDEN TESTS\nassert one[1] == 2"
    source = notebook(cell("answer", "one = [3, 2]"), cell("test", test, "test"))
    plan = attrs.evolve(calibrate(worker, source, None, 30), shared=["test"], transparent=None)
    spy = (
        "import os, subprocess, tempfile\ndef made():\n    return tempfile.mkstemp(dir='.')[1]\n"
        f"class Spy(list):\n    def __getitem__(self, at):\n        if at == 0:\n            {leave}\n            return 3\n"
        f"        raise (KeyError if {look} > 150 else IndexError)\none = Spy([3, 2])"
    )

    def kinds(count: str) -> list[str]:
        done = worker.judge(solved(source, spy.replace("COUNT", count)), None, plan, 30)
        return [output["ename"] for output in done.notebook["cells"][1]["outputs"]]

    assert kinds("0") == kinds("200") == ["IndexError"]


@needs_sandbox
def test_the_shadow_has_the_limits_of_the_course_folder(worker: Worker) -> None:
    """Do limits that are known only after the sandboxes have started hold for the shadow, too?"""
    source = notebook(cell("answer", "one = [2]"), cell("test", "assert one[0] == 2", "test"))
    plan = attrs.evolve(calibrate(worker, source, None, 30), shared=["test"], transparent=None)
    spy = (
        "import resource\nclass Spy(list):\n    def __getitem__(self, at):\n"
        "        raise (KeyError if resource.getrlimit(resource.RLIMIT_FSIZE)[0] == 12_345_678 else IndexError)\none = Spy([2])"
    )
    with Worker() as started:
        started.warm_up()
        started.limits = ResourceLimits(file=12_345_678)
        done = started.judge(solved(source, spy), None, plan, 30)
    assert [output["ename"] for output in done.notebook["cells"][1]["outputs"]] == ["KeyError"]


@needs_sandbox
def test_an_import_that_is_the_answer(worker: Worker) -> None:
    """Where an import is the answer, do a blank cell, another function and an object that equals everything get 0?"""
    source = notebook(cell("answer", "from math import sqrt"), cell("test", "assert sqrt(4) == 2", "test"))
    assert points(graded(worker, source, "from math import sqrt").notebook) == {"test": 1}
    assert points(graded(worker, source, "from cmath import sqrt").notebook) == {"test": 1}
    for wrong in ("pass", "def sqrt(x): return 99", f"{ANYTHING}sqrt = Anything()", f"{ANYTHING}sqrt = Anything"):
        done = graded(worker, source, wrong)
        assert points(done.notebook) == {"test": 0}, wrong


@needs_sandbox
def test_an_import_in_an_answer_cell_is_no_tool_of_the_learners(worker: Worker) -> None:
    """Where tests use what an answer cell imports: is a tool of the learner's own that says yes to everything lost?"""
    given = "import numpy as np\nimport pandas as pd\nfrom math import isclose\n"
    source = notebook(
        cell("answer", f"{given}def one(x):\n    return x * x"),
        cell("seen", "np.testing.assert_allclose(one(2), 4)\nassert isclose(one(3), 9)", "test"),
        cell(
            "hidden",
            "### BEGIN HIDDEN TESTS\npd.testing.assert_series_equal(one(pd.Series([3])), pd.Series([9]))\n"
            "assert np.isclose(one(471182), 471182 ** 2)\n### END HIDDEN TESTS",
            "test",
        ),
        cell("part", "2 if np.allclose(one(3), 9) else 0.5", "test", 2),
    )
    full, none = {"seen": 1, "hidden": 1, "part": 2}, {"seen": 0, "hidden": 0, "part": 0.5}
    right = f"{given}def one(x):\n    return x ** 2"
    assert points(graded(worker, source, right).notebook) == full
    assert points(graded(worker, source, right.replace("from math", "from cmath")).notebook) == full
    assert points(graded(worker, source, f"{given}def one(x):\n    return 0").notebook) == none
    yes = (
        "from types import SimpleNamespace as N\nyes = lambda *a, **k: True\n"
        "np = N(isclose=yes, allclose=yes, testing=N(assert_allclose=yes))\nisclose = yes\n"
        "pd = N(Series=yes, testing=N(assert_series_equal=yes))\ndef one(x):\n    return 0"
    )
    assert points(graded(worker, source, yes).notebook) == {"seen": 0, "hidden": 0, "part": 0}
    own = f"{given}isclose = lambda *a: True\ndef one(x):\n    return 4"
    assert points(graded(worker, source, own).notebook) == none
    assert points(graded(worker, source, f"{ANYTHING}np = pd = isclose = one = Anything()").notebook)["hidden"] == 0


@needs_sandbox
def test_no_value_brings_methods_of_its_own(worker: Worker) -> None:
    """Where a test calls methods of a value: is one that holds the learner's functions under these names lost?"""
    source = notebook(
        cell("answer", "import pandas as pd\none = pd.DataFrame({'a': [1, 2]})"),
        cell("test", "import pandas as pd\nassert one.equals(pd.DataFrame({'a': [1, 2]}))", "test"),
    )
    assert points(graded(worker, source, "import pandas as pd\none = pd.DataFrame(dict(a=[1, 2]))").notebook) == {
        "test": 1
    }
    yes = "from types import SimpleNamespace as N\nfrom collections import namedtuple\nyes = lambda *a, **k: True\n"
    for made in (
        "one = N(equals=yes)",
        "one = namedtuple('T', 'equals')(yes)",
        "one = N(equals=print)",
        "class Yes:\n    def __call__(self, *_): return True\none = N(equals=Yes())",
    ):
        done = graded(worker, source, yes + made)
        assert points(done.notebook) == {"test": 0}, made
        assert done.verdicts["test"].waits or "print" in made


@needs_sandbox
def test_a_magic_beside_an_import_opens_no_door(worker: Worker) -> None:
    """Is a test judged from outside, and a hack lost, where a cell's imports stand beside IPython's own syntax?"""
    before = "%matplotlib inline\nimport math\n!true\ndef near(a, b):\n    return math.isclose(a, b)"
    source = notebook(
        cell("before", before, "locked"),
        cell("answer", "answer = 2.0"),
        cell("test", "assert near(answer, 2) and answer == 2 and math.floor(answer) == 2", "test"),
    )
    assert calibrate(worker, source, None, 30).shared == []
    assert points(graded(worker, source, "answer = 4 / 2").notebook) == {"test": 1}
    done = graded(worker, source, f"{ANYTHING}answer = Anything()\nnear = Anything()\nmath = Anything()")
    assert points(done.notebook) == {"test": 0}


@needs_sandbox
def test_helpers_of_a_judged_test_reach_a_shared_one(worker: Worker) -> None:
    """Does a test that must run beside the learner's code find the helpers of an earlier test, hidden ones too?"""
    helpers = (
        "from math import isclose\n### BEGIN HIDDEN TESTS\ndef near(a): return isclose(a, 2)\n### END HIDDEN TESTS"
    )
    source = notebook(
        cell("answer", "class Box:\n    size = 2.0\nbox = Box()"),
        cell("one", f"{helpers}\nassert near(2)", "test"),
        cell("two", "assert near(box.size)", "test"),
    )
    plan = calibrate(worker, source, None, 30)
    assert (plan.shared, plan.model_fails) == (["two"], [])
    assert points(graded(worker, source, "class Box:\n    size = 2\nbox = Box()").notebook) == {"one": 1, "two": 1}
    assert points(graded(worker, source, "class Box:\n    size = 3\nbox = Box()").notebook) == {"one": 1, "two": 0}


INTEGRAL = "def integral(f, a, b, n):\n    h = (b - a) / n\n    return h * sum(f(a + h * (i + 0.5)) for i in range(n))"


@needs_sandbox
def test_a_hundred_thousand_calls(worker: Worker) -> None:
    """Does a function of a visible test that is called 100,000 times cost neither its points nor the next test's?"""
    source = notebook(
        cell("answer", INTEGRAL),
        cell(
            "many", "import math\nassert abs(integral(lambda x: math.sin(x), 0, math.pi, 100_000) - 2) < 1e-6", "test"
        ),
        cell("next", "assert integral(lambda x: 1, 0, 3, 10) == 3", "test"),
    )
    done = graded(worker, source, INTEGRAL)
    assert points(done.notebook) == {"many": 1, "next": 1}
    assert {one.word for one in done.verdicts.values()} == {"confirmed"}


@needs_sandbox
def test_a_hidden_function_does_not_move(worker: Worker) -> None:
    """Is the text of a function in a hidden line kept from the learner's code that calls it?"""
    hidden = "### BEGIN HIDDEN TESTS\nassert f(lambda x: x + 1234567) == 1234568\n### END HIDDEN TESTS"
    source = notebook(
        cell("answer", "def f(g): return g(1)"), cell("test", hidden, "test"), cell("after", "print('nothing seen')")
    )
    spy = "seen = []\ndef f(g):\n    seen.append([str(c.co_consts) for c in [getattr(g, '__code__', None)] if c])\n    return g(1)"
    made = solved(source, "pass")
    made["cells"][0]["source"], made["cells"][2]["source"] = spy, "print(seen)"
    done = worker.judge(made, None, calibrate(worker, source, None, 30), 30)
    assert points(done.notebook) == {"test": 1}
    assert "1234567" not in str(done.notebook["cells"][2]["outputs"])


@needs_sandbox
def test_nothing_of_the_shadow_comes_back(worker: Worker) -> None:
    """Does what a learner's code prints or writes when the tests run beside it stay out of the result?"""
    hidden = "### BEGIN HIDDEN TESTS\nassert answer == 1 + 7654320\n### END HIDDEN TESTS"
    source = notebook(cell("answer", "answer = 7654321"), cell("test", hidden, "test"))
    plan = calibrate(worker, source, None, 30)
    made = solved(source, "answer = 7654321")
    made["cells"].append(cell("thief", "text = chr(10).join(In)\nopen('loot', 'w').write(text)\nprint(text)"))
    done = worker.judge(made, None, plan, 30)
    assert points(done.notebook) == {"test": 1}
    assert "answer = 7654321" in (done.folder / "loot").read_text()
    for place in ((done.folder / "loot").read_text(), str(done.notebook["cells"][2]["outputs"])):
        assert "7654320" not in place


@needs_sandbox
def test_one_object_stays_one(worker: Worker) -> None:
    """Are an argument that comes back, an inner list and a keyword argument the same objects before the judge?"""
    answer = "def f(x, extra=None):\n    x[0].append(9)\n    extra is not None and extra.append(8)\n    return x"
    test = (
        "inner = [1]\nouter = [inner, inner]\nmore = []\nback = f(outer, extra=more)\n"
        "assert back is outer and outer[0] is inner and outer[1] is inner and inner == [1, 9] and more == [8]\n"
        "back.append(5)\nassert outer[-1] == 5"
    )
    source = notebook(cell("answer", answer), cell("test", test, "test"))
    assert calibrate(worker, source, None, 30).shared == []
    assert points(graded(worker, source, answer).notebook) == {"test": 1}
    copied = answer.replace("return x", "return list(x)")
    assert points(graded(worker, source, copied).notebook) == {"test": 0}


@needs_sandbox
def test_what_stays_behind_can_be_handed_back(worker: Worker) -> None:
    """Is a test judged from outside that only passes on objects of the learner's own class, without looking at them?"""
    answer = "class Node:\n    def __init__(self, rest): self.rest = rest\ndef push(s): return Node(s)\n"
    answer += "def size(s): return 0 if s is None else 1 + size(s.rest)"
    source = notebook(cell("answer", answer), cell("test", "assert size(push(push(None))) == 2", "test"))
    assert calibrate(worker, source, None, 30).shared == []
    assert points(graded(worker, source, answer).notebook) == {"test": 1}
    assert points(graded(worker, source, answer.replace("1 + size", "2 + size")).notebook) == {"test": 0}


@needs_sandbox
def test_a_cell_runs_as_in_jupyter(worker: Worker) -> None:
    """Is there a running event loop and a kernel, as in a notebook, so that what fails there fails here?"""
    source = notebook(
        cell(
            "answer",
            "import asyncio\nloop = asyncio.get_event_loop().is_running()\nkernel = get_ipython().kernel is not None",
        ),
        cell("test", "assert loop and kernel", "test"),
        cell("await", "import asyncio\nawait asyncio.sleep(0)\nassert loop", "test"),
    )
    plan = calibrate(worker, source, None, 30)
    assert plan.model_fails == []
    assert points(worker.judge(copy.deepcopy(source), None, plan, 30).notebook) == {"test": 1, "await": 1}


@needs_sandbox
def test_the_instructor_is_told(worker: Worker) -> None:
    """Does calibration name a test that the solution fails and one that passes before anything is answered?"""
    source = notebook(
        cell("answer", "answer = 4"),
        cell("wrong", "assert answer == 5", "test"),
        cell("empty", "assert True", "test"),
        cell("sound", "assert answer == 4", "test"),
    )
    plan = calibrate(worker, source, None, 30, released=solved(source, "raise NotImplementedError"))
    assert (plan.model_fails, plan.blank_passes, plan.shared) == (["wrong"], ["empty"], [])
    wrong, empty = told(plan)
    assert wrong.startswith("wrong: the solution in source/ fails this test (AssertionError in its line 1), so nobody")
    assert empty.startswith("empty: ")
    done = worker.judge(copy.deepcopy(source), None, plan, 30)
    assert points(done.notebook) == {"wrong": 0, "empty": 1, "sound": 1}


@needs_sandbox
def test_a_program_that_ends_beside_the_tests(worker: Worker) -> None:
    """Is a test unpaid and shown to a person when the learner's program ends only where the tests run beside it?"""
    source = notebook(cell("answer", "answer = 4"), cell("test", "secret = 1\nassert answer == 4", "test"))
    plan = calibrate(worker, source, None, 30)
    ends = "import os, sys\nanswer = 4\nget_ipython().events.register('pre_run_cell', lambda i: 'secret' in i.raw_cell and os._exit(0))"
    done = worker.judge(solved(source, ends), None, plan, 30)
    assert points(done.notebook) == {"test": 0}
    assert done.verdicts["test"].word == "suspicious"
    assert "before this test" in shown(done.notebook)


@needs_sandbox
@pytest.mark.parametrize(
    ("given", "model", "cheat", "test"),
    [
        (  # the test computes what it expects after the call, from what is left of its own table
            "pass",
            "def doubled(x):\n    return [2 * one for one in x]",
            "def doubled(x):\n    x.clear()\n    return []",
            "numbers = [1, 2]\nfound = doubled(numbers)\nassert found == [2 * one for one in numbers]",
        ),
        (
            "CLOSE = 0.01\nCASES = [1, 2]",
            "def root(x):\n    return x ** 0.5",
            "CLOSE = 10\nCASES.clear()\ndef root(x):\n    return 0",
            "assert abs(root(2) - 1.4142) < CLOSE and [round(root(x), 1) for x in CASES] == [1.0, 1.4]",
        ),
        (  # no magic, though a line begins like one
            "pass",
            "answer = 3",
            "class Any(int):\n    __ne__ = lambda *_: True\n    __eq__ = lambda *_: True\nanswer = Any(4)",
            "assert (answer\n!= 4) and answer == 3",
        ),
        (  # a name that a test binds in a comprehension is its own
            "pass",
            "total = 3",
            "total, right = 4, 4",
            "listed = [right := one for one in (1, 3)]\nassert total == right",
        ),
        (
            "pass",
            "total = 3",
            "total, right = 4, 4",
            "match [3]:\n    case [right]:\n        assert total == right",
        ),
    ],
)
def test_what_stock_nbgrader_pays_and_we_do_not(worker: Worker, given: str, model: str, cheat: str, test: str) -> None:
    """Is the solution paid, and an answer that changes what the test expects not?"""

    def made(answer: str) -> dict[str, Any]:
        return notebook(cell("given", given, "locked"), cell("answer", answer), cell("test", test, "test"))

    plan = calibrate(worker, made(model), None, 20)
    paid = [points(worker.judge(made(answer), None, plan, 20).notebook)["test"] for answer in (model, cheat)]
    assert paid == [1, 0] and not plan.shared


@needs_sandbox
def test_a_change_that_the_task_asks_for_is_given_back(worker: Worker) -> None:
    """Where the solution changes its argument or the data of a locked cell: does the test see the learner's change?"""

    def made(answer: str) -> dict[str, Any]:
        test = "given = [3, 1]\norder(given)\nassert given == [1, 3] and shelf == ['a', 'b']"
        return notebook(cell("given", "shelf = ['a']", "locked"), cell("a", answer), cell("test", test, "test"))

    model = "shelf.append('b')\ndef order(x):\n    x.sort()"
    plan = calibrate(worker, made(model), None, 20)
    for answer, paid in (
        (model, 1),
        (model.replace("'b'", "'c'"), 0),
        (model.replace("x.sort()", "return sorted(x)"), 0),
    ):
        assert points(worker.judge(made(answer), None, plan, 20).notebook)["test"] == paid
    assert plan.changes == ["test"] and plan.own_data == []
