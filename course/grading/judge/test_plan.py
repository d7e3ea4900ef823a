"""What a test cell may take from where, read from the instructor's own notebook and never from the learner's.

A test cell looks at names. Some are the learner's answers, some are helpers of an earlier test, some are imports. In
one shared kernel the last writer wins, so a learner who rebinds a helper's name wins too. Here the instructor's
notebook decides who should have written a name last:

    a test cell                      -> the judge's own value
    an import outside answer cells   -> the judge imports it itself
    an import in an answer cell      -> the learner's value; where that is something else, the test runs with what the
                                        judge imports, too: the one may be the answer, the other a helper of the test
    a locked cell, and it is a function, a class or a module -> the judge runs that cell itself; for data, too, if the
                                        solution passes so
    only perhaps `from x import *`   -> the judge imports it itself, if the name is there
    anything else                    -> the learner's value, as data

The result is plain JSON, so that it travels to the judge with the notebook.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable
from typing import Any

import attrs

from course.errors import GradingError
from course.grading.judge.transparent import Transparent
from course.grading.notebook.cells import hidden_lines, is_answer, is_locked, is_test, name_of, visible_part
from course.grading.notebook.names import binds, has_magics, modules_of, reads_first, texts_in, uses

AUTOTEST = re.compile(r"^\s*###.*AUTOTEST\b", re.MULTILINE)
_BUILTIN = frozenset(dir(builtins))
_WORD = re.compile(r"\w{1,50}")
_MENTIONS = 500


@attrs.frozen
class TestPlan:
    """How to judge one notebook.

    tests, locked: the instructor's text of each test cell and each locked cell, by cell id. The judge runs these texts;
    what a submitted notebook says about its cells, their text or their kind among it, is not asked. An empty text
    stands for the one that nbgrader made of autotests, which sanitizing has put into the submission.
    used: for each of these cells, the names that it looks up and has not written before; an empty text's are not known.
    sources: for each of these cells, where each name that it uses comes from: ["import", statement], ["answer", its
    import statement], ["test", cell id], ["locked", cell id], ["builtin", ""], ["star", statements]; a name that is
    absent is the learner's.
    lend: test cells whose visible part also runs on the learner's side, because a later cell uses what they define.
    modules: every module that the notebook imports. unseen: those of them that only hidden lines import, so that the
    learner's side does not. shared: test cells that the judge cannot see through, so that only
    the shadow's word counts (see `witnesses`). given: the files, by relative path, that the instructor hands out: tests
    read these as they were handed out. unloaded: modules that tests look for among those loaded.
    strict: nothing is paid on the shadow's word alone.
    model_fails: tests that the instructor's own solution fails; model_says: with which error, by name.
    blank_passes: tests that pass before anything is
    answered. Both are for the instructor; see `calibrate`.
    later: tests with hidden lines, which run when the learner's last cell has run (see `later`); at_once: those that
    cannot wait, because later cells need them. public: the names that
    stand in what learners get to see.
    changes: tests in which the solution changes what it was given; in others a change is not given back, for a function
    could so change what the test expects of it. own_data: tests that take from the judge what locked cells have made,
    data too, because the solution does not change it.
    mentions: the words that stand as texts in locked cells, which every learner has; see `warm_code`.
    transparent: what the tests do with names, where all of them look at values only and both witnesses would say the
    same; None where one of them may look at more.
    """

    __test__ = False  # pytest would take the name for a class of its own tests

    tests: dict[str, str] = attrs.field(factory=dict)
    used: dict[str, list[str]] = attrs.field(factory=dict)
    locked: dict[str, str] = attrs.field(factory=dict)
    sources: dict[str, dict[str, list[str]]] = attrs.field(factory=dict)
    lend: list[str] = attrs.field(factory=list)
    modules: list[str] = attrs.field(factory=list)
    unseen: list[str] = attrs.field(factory=list)
    shared: list[str] = attrs.field(factory=list)
    given: list[str] = attrs.field(factory=list)
    unloaded: list[str] = attrs.field(factory=list)
    strict: bool = False
    model_fails: list[str] = attrs.field(factory=list)
    model_says: dict[str, str] = attrs.field(factory=dict)
    blank_passes: list[str] = attrs.field(factory=list)
    later: list[str] = attrs.field(factory=list)
    at_once: list[str] = attrs.field(factory=list)
    public: list[str] = attrs.field(factory=list)
    changes: list[str] = attrs.field(factory=list)
    own_data: list[str] = attrs.field(factory=list)
    mentions: list[str] = attrs.field(factory=list)
    transparent: Transparent | None = None


def refuse_shared(plans: Iterable[TestPlan]) -> None:
    """For the strict setting. Errors: GradingError when a test cell must run in the learner's own process."""
    shared = sorted({cell for plan in plans for cell in plan.shared})
    if shared:
        raise GradingError(
            f"These test cells can only run in the learner's own process: {', '.join(shared)}. To mend: test values "
            "and functions instead of figures, magics or objects of a class, or grade without strict."
        )


def warm_code(code: str, plans: Iterable[TestPlan]) -> str:
    """What a zygote runs before the first fork: the settings' code, which may ask whether a text is `mentioned`.

    >>> warm_code("load(mentioned)", [TestPlan(mentions=["pacts"])])
    "mentioned = frozenset(['pacts'])\\nload(mentioned)"
    """
    return f"mentioned = frozenset({sorted({text for plan in plans for text in plan.mentions})!r})\n{code}"


def read_test_plan(notebook: Any, submitted: bool = False) -> TestPlan:
    """Read an instructor's notebook (nbformat 4, with solutions or without).

    submitted: this is a sanitized submission, because there is no instructor's notebook. Then only its test cells and
    locked cells, which nbgrader has restored, are read: an import in a learner's cell must not choose what the judge
    imports.
    """
    last: dict[str, list[str]] = {}
    sources: dict[str, dict[str, list[str]]] = {}
    lend: list[str] = []
    modules: set[str] = set()
    seen: set[str] = set()
    shared: list[str] = []
    stars: list[str] = []
    unloaded: set[str] = set()
    texts: dict[bool, dict[str, str]] = {True: {}, False: {}}
    used_in: dict[str, list[str]] = {}
    mentions: set[str] = set()
    own: dict[str, set[str]] = {}  # what a cell writes before it looks it up
    hidden: list[str] = []
    public: set[str] = set()
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source, name = cell["source"], name_of(cell)
        ours = bool(name) and (is_test(cell) or is_locked(cell))
        if submitted and not ours:
            continue
        modules.update(modules_of(source))
        seen.update(modules_of(visible_part(source) if ours else source))
        wanted = uses(source)
        if ours:
            public |= uses(visible_part(source)) | {bound for bound, _ in binds(visible_part(source))}
        if ours and is_test(cell) and hidden_lines(source):
            hidden.append(name)
        if ours and not is_test(cell):
            mentions.update(text for text in texts_in(source) if _WORD.fullmatch(text))
        if ours:
            own[name] = {bound for bound, _ in binds(source)} - reads_first(source)
            # nbgrader writes these tests when it makes the release; their text is then in the gradebook alone.
            texts[is_test(cell)][name] = "" if AUTOTEST.search(source) else source
            if texts[is_test(cell)][name]:
                used_in[name] = sorted(wanted - own[name])
            # A name that the cell itself writes first is its own; `last` then holds who wrote it before.
            sources[name] = {
                used: last.get(used) or (["star", "\n".join(stars)] if stars else ["builtin", ""])
                for used in sorted(wanted)
                if used in last or used in _BUILTIN or stars
                if last.get(used) != ["learner", ""]
            }
        if ours and is_test(cell):
            if has_magics(source):
                shared.append(name)
        else:
            for used in reads_first(source) & wanted:  # what it has written before is its own
                kind, where = last.get(used, ["", ""])
                if kind == "test" and where not in lend:
                    lend.append(where)
        answer = is_answer(cell)
        if ours and is_test(cell) and "sys.modules" in source:
            unloaded.update(texts_in(source))
        for bound, statement in binds(source):
            if statement and answer:
                # The import is the answer, or a part of it; one that stood before the answers is not the learner's.
                if last.get(bound) != ["import", statement] and bound != "*":
                    last[bound] = ["answer", statement]
            elif statement and bound == "*":
                stars.append(statement)
            elif statement:
                last[bound] = ["import", statement]
            elif ours and is_test(cell):
                last[bound] = ["test", name]
            elif ours:
                last[bound] = ["locked", name]
            else:
                last[bound] = ["learner", ""]
    # What a later cell needs of a test must be there when that cell runs.
    needed = {
        where
        for name, known in sources.items()
        for one, (kind, where) in known.items()
        if kind == "test" and where != name and name not in hidden and one not in own[name]
    }
    kept = needed | set(lend)
    return TestPlan(
        later=[name for name in hidden if name not in kept],
        at_once=[name for name in hidden if name in kept],
        public=sorted(public),
        tests=texts[True],
        used=used_in,
        locked=texts[False],
        sources=sources,
        lend=lend,
        modules=sorted(modules),
        unseen=sorted(modules - seen),
        changes=sorted(texts[True]),
        shared=shared,
        unloaded=sorted(unloaded),
        mentions=sorted(mentions)[:_MENTIONS],
    )


def told(plan: TestPlan) -> list[str]:
    """What the instructor should know of the tests before grades go out, a sentence each.

    >>> told(TestPlan(model_fails=["task1"]))[0][:44]
    'task1: the solution in source/ fails this te'
    """
    return [
        *(
            f"{name}: the solution in source/ fails this test{plan.model_says.get(name, '')}, so nobody can pass it. "
            "To mend: correct the solution or the test in source/, and look with `course class regrade`."
            for name in plan.model_fails
        ),
        *(
            f"{name}: this test passes before anything is answered, so its points are for everybody."
            for name in plan.blank_passes
        ),
        *(
            f"{name}: later cells need what this test leaves behind, so it cannot run after them; a learner's code "
            "could keep what its hidden lines hand over, and print it. To mend: repeat there what they need."
            for name in plan.at_once
        ),
    ]
