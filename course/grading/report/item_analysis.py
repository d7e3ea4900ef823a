"""What the points of a class say about the tasks: difficulty, discrimination and reliability. Pure functions.

Each function takes `points`, a table with one row a student and one column a task (NaN: no score), and most take
`possible`, the most that each task can earn. A figure that cannot be worked out is NaN; `FEWEST` says from how many
answers on a figure is worth showing, and the report keeps to it.

Sources: Ebel and Frisbie, Essentials of Educational Measurement (1991), for discrimination and the 27 % groups;
Kuder and Richardson (1937), formula 20; Cronbach (1951), alpha; Harvill (1991), standard error of measurement.
"""

from __future__ import annotations

import math

import attrs
import numpy as np
import pandas as pd

FEW = 5
"""People below which a share or a median says more about each of them than about the class."""

FEWEST = 30
"""Answers below which a figure says more about chance than about the task."""

PART = 0.27
"""The share of students in the upper and in the lower group."""

DRAWS = 2000
_SEED = 27


def shares(points: pd.DataFrame, possible: pd.Series) -> pd.DataFrame:
    """Points as shares of what was possible, 0 to 1. Extra credit counts as full; a task worth nothing is left out.

    >>> shares(pd.DataFrame({"a": [5.0, 6.0], "bonus": [1.0, 0.0]}), pd.Series({"a": 5.0, "bonus": 0.0}))
         a
    0  1.0
    1  1.0
    """
    worth = [task for task in points.columns if possible[task] > 0]
    return (points[worth].astype("float64") / possible[worth]).clip(0, 1)


def difficulty(points: pd.DataFrame, possible: pd.Series) -> pd.Series:
    """The mean share of the points that each task earned; for all-or-nothing tasks the share who were right.

    High means easy. NaN when nobody has a score.

    >>> difficulty(pd.DataFrame({"a": [5.0, 0.0, None], "b": [1.0, 2.0, 3.0]}), pd.Series({"a": 5, "b": 4})).to_dict()
    {'a': 0.5, 'b': 0.5}
    """
    return shares(points, possible).mean()


def correlation(left: pd.Series, right: pd.Series) -> float:
    """Pearson's correlation over the rows where both are known; NaN when one of them does not vary.

    >>> round(correlation(pd.Series([0, 0, 1, 1]), pd.Series([1, 2, 3, 4])), 4)
    0.8944
    """
    both = pd.DataFrame({"left": left, "right": right}).astype("float64").dropna()
    if len(both) < 2:
        return math.nan
    deviations = both - both.mean()
    spread = np.sqrt((deviations**2).sum())
    # Equal decimals do not always sum to exactly their mean, so "does not vary" needs a little room.
    if (spread <= 1e-9 * (1 + both.abs().max())).any():
        return math.nan
    return float(np.clip((deviations["left"] * deviations["right"]).sum() / spread.prod(), -1, 1))


def corrected_point_biserial(points: pd.DataFrame, possible: pd.Series) -> pd.Series:
    """For each task, the correlation of its share with the points of all other tasks.

    "Corrected", because the task itself is not in the sum that it is compared with. Only students with a score in every
    task are used. For tasks with part marks this is the corrected item-total correlation.

    >>> table = pd.DataFrame({"a": [0.0, 0, 1, 1], "b": [0.0, 1, 1, 1], "c": [0.0, 0, 0, 1]})
    >>> corrected_point_biserial(table, pd.Series(1.0, index=table.columns)).round(3).to_dict()
    {'a': 0.707, 'b': 0.522, 'c': 0.522}
    """
    known = shares(points, possible).dropna()
    earned = known * possible[known.columns]
    return pd.Series(
        {task: correlation(known[task], earned.drop(columns=task).sum(axis=1)) for task in known.columns}, dtype=float
    )


def upper_lower(points: pd.DataFrame, possible: pd.Series, part: float = PART) -> pd.Series:
    """For each task, its mean share in the upper group of students minus that in the lower group.

    part: the size of each group, as a share of the class. Students who tie at a group's border share the places
    that are left, so that the order of the rows changes nothing. NaN below two students or when all totals are equal.

    >>> table = pd.DataFrame({"a": [0.0, 0, 3, 3], "b": [1.0, 1, 1, 1]})
    >>> upper_lower(table, pd.Series({"a": 3.0, "b": 1.0})).to_dict()
    {'a': 1.0, 'b': 0.0}
    """
    known = shares(points, possible).dropna()
    total = (known * possible[known.columns]).sum(axis=1).round(9)
    if len(known) < 2 or total.nunique() < 2:
        return pd.Series(math.nan, index=known.columns)
    places = max(1, round(part * len(known)))
    upper, lower = _places(total, places), _places(-total, places)
    return known.mul(upper, axis=0).sum() / places - known.mul(lower, axis=0).sum() / places


def _places(total: pd.Series, places: int) -> pd.Series:
    """Each student's part in the group of the `places` highest totals: 1, 0, or a fraction at the border."""
    border = total.nlargest(places).iloc[-1]
    above, at = total > border, total == border
    return above.astype(float) + at * ((places - above.sum()) / at.sum())


def all_or_nothing(points: pd.DataFrame, possible: pd.Series) -> bool:
    """Is every known score either nothing or everything?

    >>> all_or_nothing(pd.DataFrame({"a": [5.0, 0.0, None]}), pd.Series({"a": 5.0}))
    True
    """
    known = shares(points, possible)
    return bool((known.isna() | known.isin([0.0, 1.0])).all(axis=None))


def alpha(points: pd.DataFrame) -> float:
    """Cronbach's alpha over students with a score in every task; NaN below two tasks or when the totals do not vary.

    With tasks of 0 and 1 this is KR-20: the formulas are then the same.

    >>> round(alpha(pd.DataFrame({"a": [0.0, 0, 1, 1], "b": [0.0, 1, 1, 1], "c": [0.0, 0, 0, 1]})), 4)
    0.75
    """
    return float(_alphas(points.dropna().to_numpy(dtype="float64")[None])[0])


def _alphas(samples: np.ndarray) -> np.ndarray:
    """Alpha of each sample; `samples` has the axes sample, student, task."""
    tasks = samples.shape[2]
    if samples.shape[1] < 2 or tasks < 2:
        return np.full(len(samples), math.nan)
    of_total = samples.sum(axis=2).var(axis=1, ddof=1)
    of_tasks = samples.var(axis=1, ddof=1).sum(axis=1)
    varies = of_total > 1e-12 * (1 + of_tasks)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(varies, tasks / (tasks - 1) * (1 - of_tasks / np.where(varies, of_total, 1)), math.nan)


@attrs.frozen(kw_only=True)
class Reliability:
    """How far the total would come out alike with other tasks of the kind.

    name: "KR-20" or "Cronbach's alpha". value: at most 1. standard_error, low, high: from the bootstrap, the last two
    the middle 95 %. measurement: the standard error of measurement, in points. students, tasks: how many were used.
    """

    name: str
    value: float
    standard_error: float
    low: float
    high: float
    measurement: float
    students: int
    tasks: int


def reliability(points: pd.DataFrame, possible: pd.Series, draws: int = DRAWS) -> Reliability:
    """KR-20 when every task is all or nothing and worth the same, else Cronbach's alpha, with its standard error.

    The standard error is a bootstrap: `draws` classes of the same size are drawn with replacement from the students,
    from a fixed seed. The standard error of measurement is SD * sqrt(1 - reliability); NaN when that is below 0.

    >>> table = pd.DataFrame({"a": [0.0, 0, 1, 1], "b": [0.0, 1, 1, 1], "c": [0.0, 0, 0, 1]})
    >>> found = reliability(table, pd.Series(1.0, index=table.columns))
    >>> found.name, round(found.value, 2), round(found.measurement, 2)
    ('KR-20', 0.75, 0.65)
    """
    known = shares(points, possible).dropna()
    worth = possible[known.columns].astype("float64")
    same = len(set(worth)) <= 1
    name = "KR-20" if same and all_or_nothing(points, possible) else "Cronbach's alpha"
    earned = (known * worth).to_numpy(dtype="float64")
    value = float(_alphas(earned[None])[0])
    measurement = math.nan
    if value >= 0:
        measurement = float(earned.sum(axis=1).std(ddof=1) * math.sqrt(max(0.0, 1 - value)))
    error = low = high = math.nan
    if not math.isnan(value):
        again = _bootstrap(earned, draws)
        # A drawn class whose totals do not vary has no alpha; when that is usual, neither has the error.
        if len(again) > draws / 2:
            error = float(again.std(ddof=1))
            low, high = (float(edge) for edge in np.quantile(again, [0.025, 0.975]))
    return Reliability(
        name=name,
        value=value,
        standard_error=error,
        low=low,
        high=high,
        measurement=measurement,
        students=len(known),
        tasks=len(known.columns),
    )


def _bootstrap(earned: np.ndarray, draws: int) -> np.ndarray:
    """The alphas of `draws` classes drawn from this one, without those that have none.

    scipy.stats.bootstrap gives the same alphas for the same seed, but no error and no interval at all as soon as one
    drawn class has no alpha, as happens in small classes; and its import takes longer than all draws of a class of 60.
    """
    random = np.random.default_rng(_SEED)
    size = len(earned)
    found = []
    # In portions: all draws of a class of a thousand at once would fill the memory.
    for start in range(0, draws, 100):
        chosen = random.integers(0, size, (min(100, draws - start), size))
        found.append(_alphas(earned[chosen]))
    alphas = np.concatenate(found)
    return alphas[~np.isnan(alphas)]


def task_table(points: pd.DataFrame, possible: pd.Series) -> pd.DataFrame:
    """One row a task: answers, full, part and none (counts), difficulty, discrimination and upper_lower.

    Figures stand here whatever the number of answers; who shows them asks FEWEST first.

    >>> table = task_table(pd.DataFrame({"a": [5.0, 0, 2]}), pd.Series({"a": 5.0}))
    >>> table.loc["a", ["answers", "full", "part", "none"]].astype(int).tolist()
    [3, 1, 1, 1]
    """
    known = shares(points, possible)
    complete = len(known.dropna())
    return pd.DataFrame(
        {
            "answers": known.notna().sum(),
            "compared": complete,
            "full": (known == 1).sum(),
            "part": ((known > 0) & (known < 1)).sum(),
            "none": (known == 0).sum(),
            "difficulty": difficulty(points, possible),
            "discrimination": corrected_point_biserial(points, possible),
            "upper_lower": upper_lower(points, possible),
        },
        index=known.columns,
    )


def reading(easy: float, discrimination: float) -> str:
    """What a difficulty and a discrimination call for, in words.

    Bounds: discrimination after Ebel and Frisbie (1991); difficulty below 0.30 or above 0.95 is looked at again.

    >>> reading(0.7, 0.45)
    'Very good discrimination.'
    >>> reading(0.97, -0.1)
    'Very easy: does it still show anything? Negative discrimination: check the key or the tests first.'
    """
    words = []
    if easy < 0.30:
        words.append("very hard: is it taught, and is it clear?")
    elif easy > 0.95:
        words.append("very easy: does it still show anything?")
    if math.isnan(discrimination):
        words.append("discrimination unknown: the scores do not vary")
    elif discrimination < 0:
        words.append("negative discrimination: check the key or the tests first")
    elif discrimination < 0.20:
        words.append("weak discrimination: revise")
    elif discrimination < 0.30:
        words.append("marginal discrimination")
    else:
        words.append(f"{'very good' if discrimination >= 0.40 else 'good'} discrimination")
    return " ".join(word[:1].upper() + word[1:] + ("" if word.endswith("?") else ".") for word in words)
