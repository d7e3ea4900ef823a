"""Random small functions, near misses of them, and tests that say what the function does; for hypothesis.

A function takes one value and changes it, looks into it, copies it or makes another. Its tests are those that a
teacher writes: what comes back, of which type, whether it is the argument itself, what has become of the argument,
which error is raised, and what a later change of the result does.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

NUMBER = st.integers(-3, 9)
ARGUMENTS: dict[str, st.SearchStrategy[Any]] = {
    "number": NUMBER,
    "list": st.lists(NUMBER, max_size=4),
    "rows": st.lists(st.lists(NUMBER, max_size=2), min_size=1, max_size=3),
    "text": st.text("ab C", max_size=5),
    "table": st.dictionaries(st.sampled_from("abc"), NUMBER, max_size=3),
}
STEPS = {
    "number": ["x = x + {n}", "x *= {n}", "x = x // ({n} or 1)", "x = max(x, {n})", "x = -x if x > {n} else x"],
    "list": [
        "x.append({n})", "x.sort()", "x.reverse()", "x += [{n}]", "x = x + [{n}]", "x = list(x)", "x = x[1:]",
        "x[:1] = [{n}]", "x.pop()", "x = [v for v in x if v != {n}]",
    ],
    "rows": ["x[0].append({n})", "x.append([{n}])", "x = [row[:] for row in x]", "x = x[:]", "x[-1] = x[0]", "x.pop(0)"],
    "text": ["x = x.upper()", "x = x.replace('a', '{n}')", "x = x[::-1]", "x += '{n}'", "x = x.strip()"],
    "table": ["x['a'] = {n}", "x.pop('b')", "x = dict(x)", "x.update(c={n})", "x = {{k: v for k, v in x.items() if v > {n}}}"],
}  # fmt: skip
RESULTS = {
    "number": ["x", "x / ({n} or 2)", "{n} // x", "[x] * 2", "str(x)", "x > {n}", "range(x)", "lambda y: x + y"],
    "list": [
        "x", "x[:]", "sum(x)", "sorted(x)", "None", "tuple(x)", "x[0]", "[v + {n} for v in x]", "iter(x)", "reversed(x)",
        "(v * {n} for v in x)", "set(x)", "(x, x)", "[x, {n}]", "enumerate(x)", "map(abs, x)", "dict.fromkeys(x, {n})",
    ],
    "rows": ["x", "x[0]", "x[:]", "[row[:] for row in x]", "[x[0], x[0]]", "sum(x, [])", "zip(*x)", "{{'rows': x}}"],
    "text": ["x", "len(x)", "x.split()", "list(x)", "x[{n}]", "x.encode()", "int(x)", "iter(x)"],
    "table": ["x", "x['a']", "x.get('a')", "sorted(x)", "x.keys()", "x.items()", "dict(x)", "[x]", "len(x) > {n}"],
}  # fmt: skip


@attrs.frozen
class Program:
    """steps and result: the body of the function. kind: what it takes."""

    kind: str
    steps: tuple[str, ...]
    result: str

    def text(self, name: str) -> str:
        """The function's definition."""
        return "\n    ".join([f"def {name}(x):", *self.steps, f"return {self.result}"])


@attrs.frozen
class Task:
    """A model, an answer that may be right, and the arguments of the tests."""

    model: Program
    answer: Program
    arguments: tuple[Any, ...]


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """A random task."""
    kind = draw(st.sampled_from(sorted(STEPS)))
    steps = st.sampled_from(STEPS[kind]).flatmap(lambda form: NUMBER.map(lambda n: form.format(n=n)))
    results = st.sampled_from(RESULTS[kind]).flatmap(lambda form: NUMBER.map(lambda n: form.format(n=n)))
    model = Program(kind, tuple(draw(st.lists(steps, max_size=2))), draw(results))
    answer = draw(
        st.one_of(
            st.just(model),
            steps.map(lambda step: attrs.evolve(model, steps=(*model.steps, step))),
            steps.map(lambda step: attrs.evolve(model, steps=(step, *model.steps[1:]))),
            st.just(attrs.evolve(model, steps=model.steps[1:])),
            results.map(lambda result: attrs.evolve(model, result=result)),
        )
    )
    return Task(model, answer, tuple(draw(st.lists(ARGUMENTS[kind], min_size=1, max_size=2))))


def checks_of(model: Program, name: str, arguments: Sequence[Any]) -> list[str]:
    """Tests that say what the model does with these arguments, each a cell's text."""
    found = []
    for argument in arguments:
        space: dict[str, Any] = {}
        exec(model.text(name), space)
        given = copy.deepcopy(argument)
        begin = f"given = {argument!r}\n"
        try:
            result = space[name](given)
        except Exception as error:  # the model may fail: then this is what it does
            kind = type(error).__name__
            found.append(
                f"{begin}try:\n    {name}(given)\nexcept {kind}:\n    pass\nelse:\n    raise AssertionError('no error')"
            )
            found.append(f"{begin}try:\n    {name}(x=given)\nexcept Exception:\n    pass\nassert given == {given!r}")
            continue
        found.append(f"{begin}{name}(given)\nassert given == {given!r}")
        found.append(f"{begin}{name}(x=given)\nassert given == {given!r}")
        if callable(result):
            found.append(f"assert {name}({argument!r})(2) == {result(2)!r}")
            continue
        if isinstance(given, (list, dict)):  # what is one object says nothing of numbers and texts
            found.append(f"{begin}result = {name}(given)\nassert (result is given) == {result is given}")
        if hasattr(result, "__iter__") and not isinstance(result, (str, bytes, list, tuple, dict, set)):
            found.append(f"assert list({name}({argument!r})) == {list(result)!r}")
            continue
        found.append(f"assert {name}({argument!r}) == {result!r}")
        found.append(
            f"result = {name}({argument!r})\nassert type(result) is {type(result).__name__ if result is not None else 'type(None)'}"
        )
        if isinstance(result, list):
            result.append(7)
            if result and isinstance(result[0], list):
                result[0].append(8)
            change = "result.append(7)\nif result and isinstance(result[0], list):\n    result[0].append(8)"
            if _plain(result) and _plain(given):
                found.append(f"{begin}result = {name}(given)\n{change}\nassert (given, result) == {(given, result)!r}")
    return found


def _plain(value: Any) -> bool:
    """Whether its repr says it all: no list lies within itself."""
    return "..." not in repr(value)


def passes(answer: str, test: str) -> bool:
    """Whether the test passes in one process."""
    space: dict[str, Any] = {}
    try:
        exec(answer, space)
        exec(test, space)
    except Exception:  # whatever it is, nbgrader gives no points for it
        return False
    return True
