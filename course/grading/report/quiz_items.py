"""What pooled first answers say about quiz items: difficulty, discrimination, and whether the wrong options work.

Learners answer different items, so a plain total would compare unlike things. Each answer is first compared with how
often its item is answered right; a learner's rest score for an item is the mean of that over all other items. When
everyone answers everything, the result is the usual corrected point-biserial correlation.
"""

from __future__ import annotations

import math
from typing import Any

import attrs
import pandas as pd

from course.content.catalog import find_item
from course.content.items import Choice, Item, Numeric
from course.content.scoring import score
from course.errors import ResponseError, UnknownNameError
from course.grading.report.item_analysis import FEWEST, correlation, reading

OTHERS = 5
"""A learner with fewer other answers than this has no rest score: it would be mostly chance."""

LEAST_CHOSEN = 0.05
"""A wrong option that fewer choose does no work."""


@attrs.frozen(kw_only=True)
class OptionUse:
    """One option, or one anticipated wrong number: how many chose it, and how they did in the other items.

    share: of the item's answers. discrimination: correlation of choosing it with the rest score (NaN: unknown).
    works: for a wrong one, at least 5 % choose it and the correlation is negative; None for the key, or below FEWEST.
    """

    label: str
    text: str
    key: bool
    chosen: int
    share: float
    discrimination: float
    works: bool | None


@attrs.frozen(kw_only=True)
class ItemReport:
    """One item. `difficulty` is the share of right first answers; `reading` says what to do, in words."""

    id: str
    stem: str
    answers: int
    difficulty: float
    discrimination: float
    options: tuple[OptionUse, ...]
    reading: str

    @property
    def enough(self) -> bool:
        """Are there answers enough for the figures to be shown?"""
        return self.answers >= FEWEST


def rest_scores(right: pd.DataFrame) -> pd.DataFrame:
    """For each learner (row) and item (column), how the learner did in the other items; NaN below OTHERS of them.

    right: 1, 0 or NaN (not answered).

    >>> table = pd.DataFrame([[1.0] * 6, [0.0] * 6])
    >>> rest_scores(table)[0].tolist()
    [0.5, -0.5]
    """
    above = right - right.mean()
    count = right.notna().sum(axis=1)
    total = above.sum(axis=1)
    others = (-right.notna().astype(int)).add(count, axis=0)
    rest = (-above.fillna(0)).add(total, axis=0) / others
    return rest.where((others >= OTHERS) & right.notna())


def analyse(responses: pd.DataFrame) -> list[ItemReport]:
    """One report for each item, in the order of their ids.

    responses: the table that course.content.responses.read_responses gives.

    >>> row = {"learner": "a", "item": "m1-q03", "response": "c", "correct": True, "score": 1.0, "certainty": None}
    >>> analyse(pd.DataFrame([row]))[0].difficulty
    1.0
    """
    if responses.empty:
        return []
    right = responses.pivot(index="learner", columns="item", values="correct").astype("float64")
    rest = rest_scores(right)
    return [
        _report(str(item), group.set_index("learner")["response"], right[item].dropna(), rest[item])
        for item, group in responses.groupby("item", sort=True)
    ]


def _report(item_id: str, given: pd.Series, right: pd.Series, rest: pd.Series) -> ItemReport:
    easy, discrimination = float(right.mean()), correlation(right, rest)
    try:
        item: Item | None = find_item(item_id)
    except UnknownNameError:
        item = None
    options = tuple(_options(item, given, rest)) if item else ()
    words = [] if item else ["Not in this version of the course."]
    if len(given) < FEWEST:
        words.append(f"Too few ({len(given)}).")
    else:
        words.append(reading(easy, discrimination))
        if idle := [option.label for option in options if option.works is False]:
            words.append(f"Wrong options that do no work: {', '.join(idle)}.")
    return ItemReport(
        id=item_id,
        stem=item.stem if item else "",
        answers=len(given),
        difficulty=easy,
        discrimination=discrimination,
        options=options,
        reading=" ".join(words),
    )


def _options(item: Item, given: pd.Series, rest: pd.Series) -> list[OptionUse]:
    """The use of each option; empty for order and match items, which have no wrong options."""
    if isinstance(item, Choice):
        return [
            _use(option.id, option.text, option.correct, given.map(_ids).map(lambda ids, o=option: o.id in ids), rest)
            for option in item.options
        ]
    if isinstance(item, Numeric):
        # The feedback that an answer gets says which number it was taken for, tolerance and all.
        told = given.map(lambda value: _feedback(item, value))
        keyed = _use("right", f"{item.answer:g}", True, told == item.feedback, rest)
        slips = [_use(f"{slip.value:g}", slip.feedback, False, told == slip.feedback, rest) for slip in item.wrong]
        return [keyed, *slips]
    return []


def _ids(response: Any) -> list[str]:
    return [response] if isinstance(response, str) else [str(part) for part in response or ()]


def _feedback(item: Item, value: Any) -> str:
    try:
        return score(item, value).feedback[0]
    except ResponseError:
        return ""


def _use(label: str, text: str, key: bool, chose: pd.Series, rest: pd.Series) -> OptionUse:
    share = float(chose.mean())
    discrimination = correlation(chose.astype("float64"), rest.reindex(chose.index))
    works = None
    if not key and len(chose) >= FEWEST:
        works = share >= LEAST_CHOSEN and not math.isnan(discrimination) and discrimination < 0
    return OptionUse(
        label=label,
        text=text,
        key=key,
        chosen=int(chose.sum()),
        share=share,
        discrimination=discrimination,
        works=works,
    )
