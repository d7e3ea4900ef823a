"""From a response to its outcome: score, feedback and certainty mark. Pure functions, no state.

The browser decides the same outcome with its `scoring.js`, so that feedback needs no kernel.
tests/content/test_scoring.py runs both on the same cases: they may not differ in what a response is worth, what the
learner is told about it, nor in the code of the ResponseError when it cannot be read. What people type ("b d",
"1a 2c") is read here alone.

Certainty marks follow Gardner-Medwin: right +1/+2/+3, wrong 0/-2/-6 for C1/C2/C3. They are for the
learner's own calibration and count towards no grade.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from course.content.items import Item, Match, Multiple, Numeric, Order, Single
from course.errors import ResponseError

CERTAINTY_MARKS: dict[int, tuple[int, int]] = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""Certainty level -> (mark when right, mark when wrong)."""

Response = str | float | list[str] | dict[str, str]
"""In normal form: option id, number, list of option ids, or option id -> target id."""


@attrs.frozen
class Outcome:
    """What came of one response. `score` is 0..1; `feedback` holds one line for each thing to learn."""

    correct: bool
    score: float
    headline: str
    feedback: tuple[str, ...]
    mark: int | None = None


_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")


EXAMPLES = ("1234.5", "67.8")
"""Numbers for messages that show how one is written."""


def example_number(item: Numeric) -> str:
    """How a number is written, shown by one that is neither this item's answer nor near it.

    >>> from course.content.catalog import find_item
    >>> example_number(find_item("m0-q03"))
    '1234.5'
    """
    # Twice the tolerance away: an answer of another item on the page may be rounded in another way.
    far = (text for text in EXAMPLES if abs(float(text) - item.answer) > 2 * item.tolerance)
    return next(far, EXAMPLES[-1])


def read_number(text: str, example: str = EXAMPLES[0]) -> float:
    """The number a person meant: "1,234.5", "45,3", "45.3 %", "US$ 120", "−7 451" are all read.

    A comma before exactly three digits separates thousands ("1,234" is 1234); otherwise a single
    comma is a decimal comma. example: a number for the message. Raises ResponseError when there is no number.

    >>> read_number("14,565,600"), read_number("45,3 %")
    (14565600.0, 45.3)
    """
    plain = re.sub(r"[\s\ufeff_'\u2019]|US\$|\$|%|US", "", text.replace("\u2212", "-").replace("\u2013", "-"))
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", plain, flags=re.IGNORECASE):
        raise ResponseError(f"'{text}' is not a number. Write digits only, for example {example}.", "not_a_number")
    return float(plain)


def normalise(item: Item, response: Any) -> Response:
    """The response in the item's normal form, from what a widget or a person gives.

    Accepts a list or a string of ids ("b d", "b,d") for multiple and order, a mapping or "1a 2c"
    for match, a number or its text for numeric. Raises ResponseError with what to write instead.
    """
    if isinstance(item, Numeric):
        example = example_number(item)
        number = read_number(response, example) if isinstance(response, str) else response
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise ResponseError(f"{item.id} asks for a number, for example {example}.", "number_wanted")
        return float(number)
    if isinstance(item, Match):
        return _pairs(item, response)
    known = [option.id for option in item.options]  # type: ignore[attr-defined]
    ids = _ids(response)
    for given in ids:
        if given not in known:
            words = f"{given!r} is not an option of {item.id}. The options are {', '.join(known)}."
            raise ResponseError(words, "not_an_option")
    if isinstance(item, Single):
        if len(ids) != 1:
            raise ResponseError(f"Choose one option of {item.id}: {', '.join(known)}.", "choose_one")
        return ids[0]
    if isinstance(item, Multiple):
        if len(set(ids)) != item.choose:
            raise ResponseError(f"Choose {item.choose} options; you chose {len(set(ids))}.", "choose_some")
        return sorted(set(ids))
    if sorted(ids) != sorted(known):
        raise ResponseError(f"Give each of {', '.join(known)} one place, first to last.", "place_each")
    return ids


def _ids(response: Any) -> list[str]:
    if isinstance(response, str):
        return [part for part in re.split(r"[\s,;>]+", response.strip()) if part]
    if isinstance(response, Sequence):
        return [str(part) for part in response]
    raise ResponseError(f"{response!r} is not an answer. Write the option's letter in quotes.", "not_an_answer")


def _pairs(item: Match, response: Any) -> dict[str, str]:
    options = [option.id for option in item.options]
    targets = [target.id for target in item.targets]
    if isinstance(response, Mapping):
        pairs = {str(left): str(right) for left, right in response.items()}
    else:
        pairs = {}
        for part in _ids(response):
            for left in options:
                if part.startswith(left) and part[len(left) :].strip("=:-") in targets:
                    pairs[left] = part[len(left) :].strip("=:-")
    if set(pairs) != set(options) or not set(pairs.values()) <= set(targets):
        raise ResponseError(
            f"Pair each of {', '.join(options)} with one of {', '.join(targets)}, "
            f"written as '{' '.join(f'{o}?' for o in options)}', a letter in place of each ?.",
            "pair_each",
        )
    return {left: pairs[left] for left in options}


def score(item: Item, response: Any, certainty: int | None = None) -> Outcome:
    """Score one response to one item.

    item: any of the five kinds. response: see `normalise`. certainty: 1, 2, 3 or None.
    Returns an Outcome; raises ResponseError when the response cannot be read (that is no attempt).

    >>> from course.content.catalog import find_item
    >>> score(find_item("m1-q03"), "c", certainty=3).correct in (True, False)
    True
    """
    if certainty is not None and certainty not in CERTAINTY_MARKS:
        raise ResponseError(f"Certainty is 1, 2 or 3, not {certainty!r}.", "certainty")
    value = normalise(item, response)
    correct, share, headline, feedback = _JUDGES[type(item)](item, value)
    mark = None if certainty is None else CERTAINTY_MARKS[certainty][0 if correct else 1]
    return Outcome(correct, share, headline, tuple(feedback), mark)


_Judged = tuple[bool, float, str, list[str]]


def _judge_single(item: Single, value: str) -> _Judged:
    chosen = next(option for option in item.options if option.id == value)
    return chosen.correct, float(chosen.correct), "Right." if chosen.correct else "Not this one.", [chosen.feedback]


def _judge_multiple(item: Multiple, value: list[str]) -> _Judged:
    chosen = [option for option in item.options if option.id in value]
    right = sum(option.correct for option in chosen)
    headline = "Right." if right == item.choose else f"{right} of {item.choose} right."
    share = max(0.0, (2 * right - item.choose) / item.choose)
    return right == item.choose, share, headline, [f"{option.text}: {option.feedback}" for option in chosen]


def _judge_numeric(item: Numeric, value: float) -> _Judged:
    # Binary fractions: 45.4 - 45.3 is a hair more than 0.1, and the learner must not pay for that.
    slack = item.tolerance + 1e-9 * max(1.0, abs(item.answer))
    if abs(value - item.answer) <= slack:
        return True, 1.0, "Right.", [item.feedback]
    for slip in item.wrong:
        if abs(value - slip.value) <= max(slack, 1e-9 * abs(slip.value)):
            return False, 0.0, "Not this number.", [slip.feedback]
    return False, 0.0, "Not this number.", [item.otherwise]


def _judge_order(item: Order, value: list[str]) -> _Judged:
    placed = sum(given == wanted for given, wanted in zip(value, item.answer, strict=True))
    correct = placed == len(item.answer)
    texts = {option.id: option for option in item.options}
    wrong = [given for given, wanted in zip(value, item.answer, strict=True) if given != wanted]
    headline = "Right." if correct else f"{placed} of {len(item.answer)} in place."
    shown = item.answer if correct else wrong
    return correct, placed / len(item.answer), headline, [f"{texts[i].text}: {texts[i].feedback}" for i in shown]


def _judge_match(item: Match, value: dict[str, str]) -> _Judged:
    wrong = [option for option in item.options if value[option.id] != item.answer[option.id]]
    right = len(item.options) - len(wrong)
    headline = "Right." if not wrong else f"{right} of {len(item.options)} pairs right."
    shown = wrong or item.options
    return not wrong, right / len(item.options), headline, [f"{option.text}: {option.feedback}" for option in shown]


_JUDGES: dict[type[Item], Any] = {
    Single: _judge_single,
    Multiple: _judge_multiple,
    Numeric: _judge_numeric,
    Order: _judge_order,
    Match: _judge_match,
}
