"""What the grader and the judge, and the judge and the learner's process, say to each other about one submission.

The judge asks the learner's process: `RunCell`, `Values`, `Call` or `Still`, and is answered with `Ran`, `Found`,
`Returned` or `Unchanged`.
While a `Call` runs, the learner's code may call a function of the test: then a `Call` goes the other way, and `Answer`
comes back. Values cross in the plain form of `course.grading.judge.codec`; here they are Any.

The grader asks a second fork of the learner's side `Shadow`, and hears `Seen` of each cell; see `witnesses`.

`plain` of `course.grading.sandbox.messages` makes of them what the channel sends, and `read` checks what it brings.
"""

from __future__ import annotations

from typing import Any

import attrs

from course.grading.judge.test_plan import TestPlan
from course.grading.sandbox.messages import Message, prepare

# -- the judge asks the learner's process ------------------------------------------------------------------------------


@attrs.frozen
class RunCell(Message):
    """Run a cell's code. seconds: the time that it has; None for no limit."""

    code: str
    seconds: float | None


@attrs.frozen
class Ran(Message):
    """What the cell showed: anything, until `outputs.clean` has seen it. still: see `Still`."""

    outputs: list[Any]
    still: bool = True


@attrs.frozen
class Values(Message):
    """Show the values of these names. kept: keep them, too, until `Still` asks whether they are what they were."""

    names: list[str]
    kept: bool = False


@attrs.frozen
class Found(Message):
    """The values of the names that exist."""

    values: dict[str, Any]


@attrs.frozen
class Call(Message):
    """Call the function that was shown under this number. kept: as in `Values`, the arguments and the result."""

    number: int
    arguments: list[Any]
    named: dict[str, Any]
    seconds: float | None = None
    kept: bool = False


@attrs.frozen
class Raised:
    """An exception of the learner's function: its name, its built-in bases, its text and the line of the cell, or 0."""

    name: str
    kinds: list[str]
    text: str
    line: int


@attrs.frozen
class Change:
    """An argument, or something that one holds, that is another after the call: its number and what it holds now."""

    number: int
    value: Any


@attrs.frozen
class Returned(Message):
    """What a learner's function returned, or raised; what it printed, and what it changed of its arguments."""

    result: Any = None
    raised: Raised | None = None
    printed: list[Any] = attrs.field(factory=list)
    changed: list[Change] = attrs.field(factory=list)


@attrs.frozen
class Answer(Message):
    """What a test's function returned to the learner's code, or the name of the exception that it raised, or ""."""

    result: Any = None
    raised: str = ""


@attrs.frozen
class Still(Message):
    """Is all that was kept still what it was when it crossed? It is kept no longer.

    `Ran` answers this, too, for what was kept before the cell ran.
    """


@attrs.frozen
class Unchanged(Message):
    """The answer to it."""

    yes: bool


@attrs.frozen
class Fork(Message):
    """Make a fork that answers on the next of the sockets that came along, as the process is now. Answered `Forked`."""


@attrs.frozen
class Forked(Message):
    """There is one."""


# -- the grader asks the second witness --------------------------------------------------------------------------------


@attrs.frozen
class Shadow(Message):
    """Run these cells one after another as nbgrader would; each is a [place, code]. seconds: the time of each.

    unloaded: modules that must not be loaded when the first cell begins, because a test asks whether they are.
    """

    cells: list[Any]
    seconds: float | None
    unloaded: list[str]


@attrs.frozen
class Seen(Message):
    """How a cell ended beside everything else: all that the second witness may say of it.

    points: the text of the value that it showed, or "". kind, line: the exception that it ended with and the cell's
    line that raised it, or "" and 0.
    """

    place: int
    passed: bool
    points: str = ""
    kind: str = ""
    line: int = 0


# -- the grader asks the judge -----------------------------------------------------------------------------------------


@attrs.frozen
class Submission(Message):
    """Judge this notebook. seconds: the time of one cell. folder, handed_out: where the files lie, seen from inside.

    forks: whether each hidden test that calls functions gets a fork of the learner's process of its turn.
    """

    notebook: dict[str, Any]
    plan: TestPlan
    seconds: float | None
    folder: str
    handed_out: str
    forks: bool = False


@attrs.frozen
class CellDone(Message):
    """A code cell has been judged: its place in the notebook, and what goes there.

    refused: "" where the judge could see everything that the test looked at; otherwise why not, one of `refused.WHY`.
    """

    place: int
    outputs: list[Any]
    execution_count: int | None
    refused: str = ""


@attrs.frozen
class Shown(Message):
    """The last cell has run, and hidden tests wait: what the submission leaves behind is what there is now.

    Answered `GoOn`.
    """


@attrs.frozen
class GoOn(Message):
    """It is kept."""


@attrs.frozen
class Done(Message):
    """The notebook is through.

    ended: why the learner's program stopped before its end, or "". clear: whether the second witness can say nothing
    new (see `transparent`). again: hidden tests were still waiting; with forks they can be asked all the same.
    changes: the tests in which a learner's function has changed what it was given.
    """

    ended: str
    clear: bool = False
    again: bool = False
    changes: list[str] = attrs.field(factory=list)


prepare(
    RunCell,
    Ran,
    Values,
    Found,
    Call,
    Returned,
    Answer,
    Still,
    Unchanged,
    Fork,
    Forked,
    Shadow,
    Seen,
    Submission,
    CellDone,
    Shown,
    GoOn,
    Done,
)
