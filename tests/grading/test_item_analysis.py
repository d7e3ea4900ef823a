"""The figures of the report, against published ones, another library's, and sums done by hand; and against bad data."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.grading.report.item_analysis import (
    all_or_nothing,
    alpha,
    corrected_point_biserial,
    difficulty,
    reading,
    reliability,
    shares,
    task_table,
    upper_lower,
)

# Section 6 of the Law School Admission Test: answers of 1,000 candidates to five questions, by pattern (Bock and
# Lieberman 1970). It is the usual example of item analysis, so its figures are known.
LSAT_6 = """
00000 3   00001 6   00010 2   00011 11  00100 1   00101 1   00110 3   00111 4   01000 1   01001 8   01011 16  01101 3
01110 2   01111 15  10000 10  10001 29  10010 14  10011 81  10100 3   10101 28  10110 15  10111 80  11000 16  11001 56
11010 21  11011 173 11100 11  11101 61  11110 28  11111 298
"""


@pytest.fixture(scope="module")
def lsat() -> pd.DataFrame:
    words = LSAT_6.split()
    patterns = [pattern for pattern, count in zip(words[::2], words[1::2], strict=True) for _ in range(int(count))]
    rows = [[float(digit) for digit in pattern] for pattern in patterns]
    return pd.DataFrame(rows, columns=list("abcde"))


def ones(table: pd.DataFrame) -> pd.Series:
    return pd.Series(1.0, index=table.columns)


def test_the_published_figures_of_a_real_test_come_out(lsat):
    """Do difficulty, KR-20 and corrected point-biserial of LSAT section 6 equal those in the literature?"""
    assert difficulty(lsat, ones(lsat)).tolist() == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])
    found = reliability(lsat, ones(lsat))
    assert (found.name, round(found.value, 3), found.students, found.tasks) == ("KR-20", 0.295, 1000, 5)
    # The same to four decimals from scipy 1.17's pointbiserialr(item, total without the item).
    wanted = [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]
    assert corrected_point_biserial(lsat, ones(lsat)).round(4).tolist() == wanted
    # The interval by Feldt's method, from pingouin 0.7 (cronbach_alpha): the bootstrap must come close to it.
    assert (found.low, found.high) == pytest.approx((0.223, 0.362), abs=0.01)


def part_marks() -> pd.DataFrame:
    """60 students, six tasks with part marks up to 5."""
    random = np.random.default_rng(4)
    able = random.normal(size=60)
    columns = {f"t{i}": np.clip(np.round(3 + 1.2 * able + random.normal(size=60) * 1.3), 0, 5) for i in range(6)}
    return pd.DataFrame(columns)


def test_alpha_is_what_another_library_says():
    """Does alpha of part marks equal pingouin's (0.8154, interval by Feldt 0.732 to 0.879)?"""
    table = part_marks()
    found = reliability(table, pd.Series(5.0, index=table.columns))
    assert found.name == "Cronbach's alpha"
    assert found.value == pytest.approx(0.8154191819387672)
    assert (found.low, found.high) == pytest.approx((0.732, 0.879), abs=0.03)
    assert found.measurement == pytest.approx(table.sum(axis=1).std() * math.sqrt(1 - found.value))


def test_figures_done_by_hand():
    """Four students, three tasks: are the figures those that pencil and paper give?"""
    table = pd.DataFrame({"a": [0.0, 0, 1, 1], "b": [0.0, 1, 1, 1], "c": [0.0, 0, 0, 1]})
    # Totals 0, 1, 2, 3. p = 1/2, 3/4, 1/4; sum of pq = 1/4 + 3/16 + 3/16 = 5/8; variance of totals = 5/4.
    assert alpha(table) == pytest.approx(3 / 2 * (1 - (5 / 8) / (5 / 4)))
    # b against the totals without b (0, 0, 1, 2): covariance 3/16, variances 3/16 and 11/16, so r = sqrt(3/11).
    assert corrected_point_biserial(table, ones(table))["b"] == pytest.approx(math.sqrt(3 / 11))
    # 27 % of four is one student: the best (1, 1, 1) against the weakest (0, 0, 0).
    assert upper_lower(table, ones(table)).tolist() == [1.0, 1.0, 1.0]


def test_students_who_tie_share_the_places_of_a_group():
    """Eleven students, groups of three, four tie for the upper group's last place: does each count a quarter?"""
    table = pd.DataFrame({"a": [5.0, 4, 3, 3, 3, 3, 2, 2, 1, 1, 0], "b": [1.0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1]})
    possible = pd.Series({"a": 5.0, "b": 1.0})
    # Totals 6 5 4 3 3 3 3 3 2 2 1: the upper three are the first three, the lower three the last three.
    assert upper_lower(table, possible).tolist() == pytest.approx([12 / 15 - 2 / 15, 0.0])
    table["b"] = [1.0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1]
    # Totals 6 5 3 3 4 3 3 3 2 2 1: the third place is the fifth student's alone.
    assert upper_lower(table, possible)["a"] == pytest.approx((5 + 4 + 3) / 15 - 2 / 15)
    tied = pd.DataFrame({"a": [2.0, 1, 1, 1, 1], "b": [0.0, 0, 0, 0, 0]})
    # 27 % of five is one place; below, four students share it, a quarter each.
    assert upper_lower(tied, pd.Series({"a": 2.0, "b": 1.0}))["a"] == pytest.approx(0.5)


def test_the_order_of_the_rows_changes_nothing(lsat):
    """Are the figures the same when the students come in another order?"""
    few = lsat.sample(80, random_state=1)
    again = few.sample(frac=1, random_state=2)
    for work in (upper_lower, corrected_point_biserial, difficulty):
        assert work(few, ones(few)).tolist() == pytest.approx(work(again, ones(few)).tolist())


def test_kr20_is_named_only_where_it_applies():
    """Part marks, or tasks of different worth: is the figure then called alpha?"""
    table = pd.DataFrame({"a": [0.0, 0, 5, 5], "b": [0.0, 5, 5, 5]})
    same, other = pd.Series({"a": 5.0, "b": 5.0}), pd.Series({"a": 5.0, "b": 10.0})
    assert reliability(table, same, draws=10).name == "KR-20"
    assert reliability(table, other, draws=10).name == "Cronbach's alpha"
    assert not all_or_nothing(table, other)


def test_missing_scores_extra_credit_and_bonus_tasks():
    """Is a missing score left out, extra credit counted as full, and a task worth nothing left out?"""
    table = pd.DataFrame({"a": [6.0, None, 0.0], "bonus": [3.0, 0.0, 0.0]})
    possible = pd.Series({"a": 5.0, "bonus": 0.0})
    assert shares(table, possible).to_dict("list")["a"][::2] == [1.0, 0.0]
    found = task_table(table, possible)
    assert found.index.tolist() == ["a"]
    assert found.loc["a", ["answers", "full", "part", "none", "difficulty"]].tolist() == [2, 1, 0, 1, 0.5]


@pytest.mark.parametrize(
    ("easy", "discrimination", "words"),
    [(0.29, 0.5, "Very hard"), (0.96, 0.5, "Very easy"), (0.5, -0.01, "check the key"), (0.5, 0.19, "revise")],
)
def test_what_must_be_looked_at_is_said(easy, discrimination, words):
    """Are the blueprint's bounds kept: below 0.30 or above 0.95, negative, below 0.20?"""
    assert words in reading(easy, discrimination)
    assert reading(0.30, 0.40) == "Very good discrimination."
    assert reading(0.95, 0.20) == "Marginal discrimination."


cells = st.one_of(st.none(), st.floats(0, 7, allow_nan=False), st.sampled_from([0.0, 5.0]))


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 4).flatmap(lambda k: st.lists(st.lists(cells, min_size=k, max_size=k), max_size=8)), st.data())
def test_no_table_is_too_odd(rows, data):
    """No students, one student, no variance, gaps, extra credit: is each figure in its range or missing?"""
    width = len(rows[0]) if rows else data.draw(st.integers(0, 3))
    names = [f"t{number}" for number in range(width)]
    table = pd.DataFrame(rows, columns=names, dtype="float64")
    possible = pd.Series([data.draw(st.sampled_from([0.0, 1.0, 5.0])) for _ in names], index=names, dtype="float64")
    for work, least in ((difficulty, 0), (corrected_point_biserial, -1), (upper_lower, -1)):
        figures = work(table, possible).dropna()
        assert figures.between(least - 1e-9, 1 + 1e-9).all()
    found = reliability(table, possible, draws=20)
    assert math.isnan(found.value) or found.value <= 1 + 1e-9
    assert math.isnan(found.measurement) or found.measurement >= 0
    assert math.isnan(found.standard_error) or found.standard_error >= 0
    counts = task_table(table, possible)
    assert (counts["full"] + counts["part"] + counts["none"] == counts["answers"]).all()


@pytest.mark.parametrize("students", [0, 1, 2, 40])
def test_scores_without_variance_have_no_figure(students):
    """When everyone has the same points, is there no discrimination and no reliability, rather than a wrong one?"""
    table = pd.DataFrame({"a": [0.1] * students, "b": [0.3] * students}, dtype="float64")
    possible = pd.Series({"a": 1.0, "b": 1.0})
    assert corrected_point_biserial(table, possible).isna().all()
    assert upper_lower(table, possible).isna().all()
    found = reliability(table, possible, draws=20)
    assert math.isnan(found.value)
    assert math.isnan(found.measurement)
