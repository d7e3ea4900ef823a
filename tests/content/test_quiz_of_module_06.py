"""What the module quiz on technology says of luck and of rare attacks is computed again here."""

from __future__ import annotations

from itertools import accumulate
from math import comb

import pytest

from course.content.catalog import catalog


def _range_of_luck(people: int, rate: float) -> tuple[float, float]:
    """The results, in percent, between which 95 of 100 drills lie when each person acts with this rate."""
    chances = [comb(people, k) * rate**k * (1 - rate) ** (people - k) for k in range(people + 1)]
    below = list(accumulate(chances))
    low, high = (next(k for k, share in enumerate(below) if share >= end) for end in (0.025, 0.975))
    return 100 * low / people, 100 * high / people


@pytest.mark.parametrize(
    ("item", "rate", "groups"),
    [
        ("m6-q129", 0.10, {5: "from 0 to 40 %", 100: "from 5 to 16 %"}),
        ("m6-q130", 0.30, {10: "from 0 to 60 %", 200: "from 24 to 37 %"}),
    ],
)
def test_what_luck_alone_gives_is_computed(item: str, rate: float, groups: dict[int, str]) -> None:
    """Are the ranges in the stem those that chance gives, in whole percent?"""
    stem = catalog().items[item].stem
    for people, words in groups.items():
        low, high = _range_of_luck(people, rate)
        # Half a percent more than 36 counts as 37, as in the stem.
        assert words == f"from {low:.0f} to {int(high + 0.5)} %"
        assert words in stem


def test_the_test_province_of_the_quiz_can_be_real() -> None:
    """Does one recall and one false-alarm rate give two real alarms of three in the one place, and few in the other?"""
    recall, false_alarms = 0.8, 0.1
    real = {share: recall * share / (recall * share + false_alarms * (1 - share)) for share in (1 / 5, 1 / 50)}
    assert real[1 / 5] == pytest.approx(2 / 3)
    assert real[1 / 50] < 0.2
    assert "one week in five" in catalog().items["m6-q117"].stem
    assert "one week in fifty" in catalog().items["m6-q117"].stem
