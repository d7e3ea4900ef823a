"""The planning exercise: offers, needs and limits, and what one allocation of offers to needs amounts to.

An allocation says which offer serves which need. Everything here is counting, so that a learner can do it by hand:
cost, coverage, days and shares, and every limit that is broken, in words. What a solver finds is in
`course.planning.solver`. Peace support only: people and tasks, no tactics.

How long it takes. Units fly one after another in the order in which they are ready, at `flights_per_month`.
A unit that brings itself waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pandas as pd

from course.content.data import load
from course.errors import ResponseError, UnknownNameError

__all__ = ["LIMITS", "Broken", "Limits", "Outcome", "Problem", "default_problem", "judge", "readable"]

DAYS_IN_MONTH = 30
# The names of the limits, as they are reported and as the solver may stretch them.
LIMITS = ("budget", "deadline", "largest share", "floor", "caveats", "host", "women")
_SLACK = 1e-6


@attrs.frozen(kw_only=True)
class Limits:
    """What a plan must keep.

    budget: US dollars a month for personnel. flights_per_month: what the mission can fly in. deadline: days until
    everybody must be there. largest_share: per cent of all people from one contributor. floor: per cent of each need
    that must be covered. women: per cent of all people, at least (0: no limit). caveats: whether capitals' caveats
    hold; lifted: offers whose caveat was talked away. host: whether the host's refusal holds.
    """

    budget: float = 4_000_000
    flights_per_month: float = 15
    deadline: float = 165
    largest_share: float = 30
    floor: float = 50
    women: float = 0
    caveats: bool = True
    lifted: tuple[str, ...] = ()
    host: bool = True


@attrs.frozen
class Problem:
    """offers: rows as in synthetic_offers. needs: rows as in synthetic_needs. limits: what must be kept."""

    offers: pd.DataFrame
    needs: pd.DataFrame
    limits: Limits

    def can_serve(self, offer: str) -> tuple[str, ...]:
        """The needs that the unit of an offer is made for, caveats aside, in the order of the needs."""
        unit = self.offers.set_index("offer")["unit"][offer]
        return tuple(
            need
            for need, units in zip(self.needs["need"], self.needs["units"], strict=True)
            if unit in units.split(";")
        )


@attrs.frozen
class Broken:
    """One limit that an allocation breaks. limit: one of LIMITS. says: one sentence with the numbers."""

    limit: str
    says: str


@attrs.frozen
class Outcome:
    """What an allocation amounts to.

    chosen: offer -> need. cost: US dollars a month. people: persons. coverage: per cent of each need, at most 100.
    days: until the last unit is there. largest: (country, per cent of all people). women: per cent.
    broken: every limit it breaks; none means that it is feasible.
    """

    chosen: dict[str, str]
    cost: float
    people: int
    coverage: dict[str, float]
    days: float
    largest: tuple[str, float]
    women: float
    broken: tuple[Broken, ...]

    @property
    def feasible(self) -> bool:
        """Whether every limit is kept."""
        return not self.broken

    @property
    def overall(self) -> float:
        """The mean of the needs' coverage, in per cent. Each need counts the same: a judgement, not a fact."""
        return sum(self.coverage.values()) / len(self.coverage)


def default_problem(**changes: Any) -> Problem:
    """The course's exercise, with limits changed by name.

    Raises UnknownNameError for a limit that does not exist.

    >>> default_problem(budget=3_000_000).limits.budget
    3000000
    """
    known = [field.name for field in attrs.fields(Limits)]
    for name in changes:
        if name not in known:
            raise UnknownNameError("limit", name, known)
    limits = attrs.evolve(Limits(), **changes)
    strange = sorted(set(limits.lifted) - set(load("synthetic_offers")["offer"]))
    if strange:
        raise UnknownNameError("offer", strange[0], load("synthetic_offers")["offer"])
    return Problem(load("synthetic_offers"), load("synthetic_needs"), limits)


def readable(problem: Problem, chosen: Mapping[str, str] | Iterable[str]) -> dict[str, str]:
    """An allocation in normal form, offer -> need, in the order of the offers.

    chosen: {"o04": "patrol"}, or a list such as ["o04", "o13"], where each offer serves the first need that its
    unit is made for. Raises UnknownNameError for an unknown offer or need, ResponseError for an offer named twice,
    a unit not made for the need, or something that is no allocation.

    >>> readable(default_problem(), ["o13", "o04"])
    {'o04': 'patrol', 'o13': 'build'}
    """
    offers = problem.offers["offer"].tolist()
    if isinstance(chosen, Mapping):
        asked = dict(chosen)
    else:
        if isinstance(chosen, str) or not isinstance(chosen, Iterable):
            raise ResponseError('A plan is a set such as {"o04": "patrol", "o13": "build"}, or a list of offers.')
        names = list(chosen)
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            raise ResponseError(f"Offer {twice[0]} is named twice. A unit can be in one place only: name it once.")
        asked = dict.fromkeys(names, "")
    plan = {}
    for offer in sorted(asked, key=str):
        if offer not in offers:
            raise UnknownNameError("offer", offer, offers)
        able = problem.can_serve(offer)
        need = asked[offer] or able[0]
        if need not in problem.needs["need"].tolist():
            raise UnknownNameError("need", need, problem.needs["need"])
        if need not in able:
            unit = problem.offers.set_index("offer")["unit"][offer]
            raise ResponseError(f"{offer} is a unit of kind {unit}: it can serve {' or '.join(able)}, not {need}.")
        plan[str(offer)] = str(need)
    return plan


def judge(problem: Problem, chosen: Mapping[str, str] | Iterable[str]) -> Outcome:
    """Count what an allocation amounts to and name every limit that it breaks.

    Raises what `readable` raises.

    >>> judge(default_problem(), {}).cost
    0.0
    """
    plan = readable(problem, chosen)
    rows = problem.offers[problem.offers["offer"].isin(list(plan))].assign(need=lambda table: table["offer"].map(plan))
    people = int(rows["people"].sum())
    served = rows.groupby("need")["people"].sum()
    coverage = {
        need: min(100.0, float(100 * served.get(need, 0) / asked))
        for need, asked in zip(problem.needs["need"], problem.needs["people"], strict=True)
    }
    shares = 100 * rows.groupby("country")["people"].sum().sort_values(ascending=False, kind="stable") / max(people, 1)
    outcome = Outcome(
        chosen=plan,
        cost=float(rows["cost_usd_month"].sum()),
        people=people,
        coverage=coverage,
        days=_days(rows, problem.limits.flights_per_month),
        largest=(str(shares.index[0]), float(shares.iloc[0])) if people else ("", 0.0),
        women=float((rows["people"] * rows["women_percent"]).sum() / people) if people else 0.0,
        broken=(),
    )
    return attrs.evolve(outcome, broken=tuple(_broken(problem, outcome, rows)))


def _days(rows: pd.DataFrame, flights_per_month: float) -> float:
    last = 0.0
    free = 0.0
    for ready, flights in sorted(zip(rows["ready_days"], rows["flights"], strict=True)):
        if flights:
            free = max(free, float(ready)) + DAYS_IN_MONTH * float(flights) / flights_per_month
        last = max(last, float(ready), free)
    return last


def _broken(problem: Problem, outcome: Outcome, rows: pd.DataFrame) -> Iterable[Broken]:
    limits = problem.limits
    if outcome.cost > limits.budget + _SLACK:
        over = outcome.cost - limits.budget
        yield Broken("budget", f"It costs {outcome.cost:,.0f} dollars a month, {over:,.0f} above the ceiling.")
    if outcome.days > limits.deadline + _SLACK:
        yield Broken(
            "deadline", f"The last unit is there after {outcome.days:.0f} days; the deadline is {limits.deadline:g}."
        )
    country, share = outcome.largest
    if share > limits.largest_share + _SLACK:
        says = (
            f"{country} gives {share:.1f} % of all people; the most from one contributor is {limits.largest_share:g} %."
        )
        yield Broken("largest share", says)
    for need, covered in outcome.coverage.items():
        if covered < limits.floor - _SLACK:
            yield Broken(
                "floor", f"The need {need} is covered to {covered:.0f} %; at least {limits.floor:g} % is asked."
            )
    for row in rows.itertuples():
        if limits.caveats and row.caveat == row.need and row.offer not in limits.lifted:
            yield Broken("caveats", f"{row.offer} ({row.country}) has a caveat: its capital does not allow {row.need}.")
    if limits.host:
        for row in rows[~rows["host_accepts"].astype(bool)].itertuples():
            yield Broken("host", f"The host state does not accept {row.country} ({row.offer}).")
    if outcome.people and outcome.women < limits.women - _SLACK:
        yield Broken("women", f"Women are {outcome.women:.1f} % of the people; at least {limits.women:g} % is asked.")
