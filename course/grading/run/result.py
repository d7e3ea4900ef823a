"""What a run of course grade did, as data."""

from __future__ import annotations

import attrs


@attrs.define
class Graded:
    """What happened to one submission.

    score: points from the tests so far, or None when nothing was recorded. The rest are reasons in words. look: scores
    that a person has to look at. open: work that only a person can find. zero: what was recorded as 0 without a test.
    failed: why nothing was recorded.
    """

    student: str
    score: float | None = None
    look: list[str] = attrs.field(factory=list)
    open: list[str] = attrs.field(factory=list)
    repaired: list[str] = attrs.field(factory=list)
    flagged: list[str] = attrs.field(factory=list)
    zero: list[str] = attrs.field(factory=list)
    failed: list[str] = attrs.field(factory=list)


@attrs.define
class GradingReport:
    """What a run did: everybody graded now, how many were graded before, points possible, shared test cells.

    notes: what the instructor should know of the course folder, in words. unsolved: the tests that the solution in
    source/ fails, each with how.
    """

    assignment: str
    graded: list[Graded]
    skipped: int
    possible: float
    shared: list[str]
    notes: list[str] = attrs.field(factory=list)
    unsolved: dict[str, str] = attrs.field(factory=dict)
