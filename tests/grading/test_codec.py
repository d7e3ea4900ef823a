"""How values cross from the learner's process to the judge."""

from __future__ import annotations

import collections
import contextlib
import datetime as dt
import decimal
import fractions
import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.grading.judge import codec_more  # noqa: F401  (registers more types)
from course.grading.judge.codec import CannotCross, Crossing, pack, unpack
from course.grading.judge.proxies import Proxies


def across(value: Any) -> Any:
    """`value` as the judge gets it."""
    return unpack(json.loads(json.dumps(pack(value))))


def judges() -> Crossing:
    """A crossing as the judge has it, for a notebook that imports math."""
    return Proxies(lambda *_: None, {"math"}).crossing()


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=st.just(dt.UTC) | st.none())
    | st.timedeltas()
    | st.times(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text("ab$c") | st.integers() | st.tuples(st.text(), st.booleans()), inner)
    ),
    max_leaves=12,
)


@given(plain)
def test_python_values_arrive_equal(value: object) -> None:
    """Does every ordinary value arrive equal and of the same type?"""
    made = across(value)
    assert made == value
    assert type(made) is type(value)


@given(hnp.arrays(hnp.scalar_dtypes() | hnp.unicode_string_dtypes(), hnp.array_shapes(max_dims=3, max_side=4)))
@settings(max_examples=60)
def test_arrays_arrive_bit_for_bit(array: np.ndarray) -> None:
    """Does every array of numbers, dates or text arrive with its type, shape and bits?"""
    made = across(array)
    assert (made.dtype, made.shape, made.tobytes()) == (array.dtype, array.shape, array.tobytes())


TABLES = [
    pd.DataFrame(),
    pd.DataFrame({"n": [1, 2], "x": [0.5, math.nan], "s": ["a", None], "b": [True, False]}, index=["p", "q"]),
    pd.DataFrame([[1, 2]], columns=["same", "same"]),
    pd.DataFrame({"t": pd.date_range("2020-01-01", periods=3, tz="Europe/Paris")}),
    pd.DataFrame({"c": pd.Categorical(["x", "y", None], categories=["y", "x"], ordered=True)}),
    pd.DataFrame({"i": pd.array([1, None], dtype="Int64"), "f": pd.array([True, None], dtype="boolean")}),
    pd.DataFrame({"o": [[1], {"a": (2, 3)}]}),
    pd.DataFrame({"v": [1, 2, 3]}).groupby(pd.Series(["a", "b", "a"], name="g")).agg(["sum", "mean"]),
    pd.DataFrame({"p": pd.period_range("2020-01", periods=2, freq="M")}),
]


@pytest.mark.parametrize("table", TABLES, ids=range(len(TABLES)))
def test_tables_arrive_equal(table: pd.DataFrame) -> None:
    """Does a table arrive with its values, types, index and names?"""
    pd.testing.assert_frame_equal(across(table), table)
    for place in range(table.shape[1]):
        pd.testing.assert_series_equal(across(table.iloc[:, place]), table.iloc[:, place])
    pd.testing.assert_index_equal(across(table.index), table.index)


def test_other_collections_arrive() -> None:
    """Do sets, ranges, counters, iterators and numpy's single numbers arrive?"""
    values = [{1, 2}, frozenset("a"), range(3, 9, 2), collections.Counter("aab"), collections.deque([1]), slice(1, 2)]
    values += [decimal.Decimal("1.10"), fractions.Fraction(1, 3), np.float64(2.5), np.int32(7), np.True_, ..., b"x"]
    for value in values:
        made = across(value)
        assert (made, type(made)) == (value, type(value))
    assert list(across(x * x for x in range(3))) == [0, 1, 4]
    assert list(across({"a": 1}.items())) == [("a", 1)]
    assert math.isnan(across(math.nan))


class Integer(int):
    """A number that equals everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class Liar:
    """Says that it is an int."""

    __class__ = int  # type: ignore[assignment]


OWN = [Integer(3), [1, (Integer(3),)], {"a": Liar()}, {Integer(1): 2}, pd.Series([Integer(1)], dtype=object), object()]


@pytest.mark.parametrize("value", OWN, ids=range(len(OWN)))
def test_types_of_ones_own_do_not_cross(value: object) -> None:
    """Is a value that could lie about itself refused, also deep inside others?"""
    with pytest.raises(CannotCross):
        pack(value)


def test_what_has_no_end_is_refused() -> None:
    """Do endless and self-containing values end in a refusal?"""
    loop: list[object] = []
    loop.append(loop)
    for value in (loop, iter_for_ever(), 1 << 5_000_000):
        with pytest.raises(CannotCross):
            pack(value)


def iter_for_ever() -> Any:
    """A generator without end."""
    return (0 for _ in iter(int, 1))


FORGED = [
    {"$": "name", "module": "unittest.mock", "name": "_ANY"},
    {"$": "name", "module": "pandas", "name": "compat.os.popen"},
    {"$": "name", "module": "builtins", "name": "globals"},
    {"$": "name", "module": "builtins", "name": "type"},
    {"$": "module", "name": "os"},
    {"$": "module", "name": "numpy.f2py.__main__"},
    {"$": "array", "dtype": "|O", "shape": [1], "bytes": "AAAAAAAAAAA="},
    {"$": "array", "dtype": "<i8", "shape": [3], "bytes": "AA=="},
    {"$": "fraction", "is": "1e99999999"},
    {"$": "timestamp", "is": "2020-01-01T00:00:00+00:00", "unit": "ns", "zone": "dateutil//etc/passwd"},
    {"$": "record", "of": 5},
    {"$": "back", "number": 0},
    {"$": []},
    {"no": "mark"},
]


@pytest.mark.parametrize("form", FORGED, ids=str)
def test_forged_forms_are_refused(form: Any) -> None:
    """Is a form that our own side would not have written refused, without anything being run?"""
    with pytest.raises(CannotCross):
        judges().unpack(form)


words = st.sampled_from(
    [
        "tuple",
        "record",
        "dict",
        "set",
        "range",
        "array",
        "scalar",
        "series",
        "frame",
        "index",
        "column",
        "function",
        "name",
        "module",
        "back",
        "cannot",
        "timestamp",
        "period",
        "interval",
        "decimal",
        "bytes",
        "iterator",
        "datetime",
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["$", "of", "is", "dtype", "shape", "bytes", "values", "index", "names", "number", "kind"]),
            inner | words,
            max_size=6,
        )
    ),
    max_leaves=15,
)


@given(json_values)
@settings(max_examples=300)
def test_any_json_makes_a_value_or_a_refusal(form: Any) -> None:
    """Whatever the learner's process sends, does the judge get a value or CannotCross, and no other error?"""
    with contextlib.suppress(CannotCross):
        judges().unpack(form)


def test_known_names_and_modules_cross() -> None:
    """Do data types, exceptions and the notebook's own modules cross by name?"""
    for value in (int, pd.DataFrame, np.float64, ValueError, math, pd):
        assert judges().unpack(Proxies(lambda *_: None).crossing().pack(value)) is value


def test_a_notebook_without_numbers_waits_for_no_pandas() -> None:
    """Do both sides begin without pandas, and learn of tables when the first one, or the name of its type, comes?"""
    code = """
import sys
from course.grading.judge import judge_process, learner_process
from course.grading.judge.codec import MARKS_OF_TABLES, UNPACKERS, pack, unpack
from course.grading.judge.proxies import Proxies
unpack(pack([1, {"a": (2.5, None)}]))
assert not {"numpy", "pandas"} & set(sys.modules), "loaded too early"
judge = lambda: Proxies(lambda *_: None, set()).crossing()
WHAT
assert "pandas" in sys.modules
"""
    array = '{"$": "array", "dtype": "<i8", "shape": [1], "bytes": "AQAAAAAAAAA="}'
    for what in (
        f"assert judge().unpack({array}).tolist() == [1]",
        'assert judge().unpack({"$": "name", "module": "pandas", "name": "DataFrame"})({"a": [1]}).size == 1',
        "import numpy; assert unpack(pack(numpy.float64(2.5))) == 2.5",
        "from scipy.sparse import eye_array; assert unpack(pack(eye_array(2))).sum() == 2",
        "before = set(UNPACKERS); unpack({'$': 'NA'}); assert set(UNPACKERS) - before == MARKS_OF_TABLES",
    ):
        done = subprocess.run([sys.executable, "-c", code.replace("WHAT", what)], capture_output=True, text=True)
        assert done.returncode == 0, f"{what}\n{done.stderr}"
