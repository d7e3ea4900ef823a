"""The planning exercise given to a standard solver: best coverage, cheapest plan, and which limits conflict.

The plan is written as a mixed-integer linear programme for scipy.optimize.milp (HiGHS): one yes-or-no variable for
each offer and need that fit, one share for each need (its coverage, at most 1), and for the limits that may be
stretched one number that says by how much. The queue for flights is linear, too: for each offer taken, its own day plus
the flights of all that are ready no earlier may not pass the deadline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs
import numpy as np
import pandas as pd

from course.errors import CourseError, UnknownNameError
from course.planning.problem import DAYS_IN_MONTH, LIMITS, Outcome, Problem, judge

__all__ = ["Conflict", "Stretch", "best", "cheapest", "conflict", "frontier"]

MILLION = 1e6

# Points of coverage that a million dollars a month weigh: enough to break ties by cost, too little to give up coverage.
_TIE = 1e-4
_SECONDS = 20
_INFEASIBLE = 2
_NUMBERS = ("budget", "deadline", "flights_per_month", "floor", "largest_share", "women")


@attrs.frozen
class Stretch:
    """How far one limit alone would have to move. needed None: no move of this limit alone is enough."""

    limit: str
    present: float | None
    needed: float | None


@attrs.frozen
class Conflict:
    """together: limits that cannot all be kept, though any one less can be. alone: how far each would have to move."""

    together: tuple[str, ...]
    alone: tuple[Stretch, ...]


@attrs.define
class _Programme:
    """The rows of one programme; x holds the pairs (offer, need), then each need's coverage, then one stretch."""

    pairs: list[tuple[int, int]]
    needs: int
    rows: list[np.ndarray] = attrs.Factory(list)
    least: list[float] = attrs.Factory(list)
    most: list[float] = attrs.Factory(list)

    def of_offers(self, values: np.ndarray) -> np.ndarray:
        """A row that weighs each pair by a value of its offer."""
        return np.array([*(values[offer] for offer, _ in self.pairs), *[0.0] * (self.needs + 1)])

    def of_coverage(self, weight: float) -> np.ndarray:
        """A row that weighs the coverage of every need."""
        return np.array([*[0.0] * len(self.pairs), *[weight] * self.needs, 0.0])

    def add(self, row: np.ndarray, least: float = -np.inf, most: float = np.inf, stretch: float = 0.0) -> None:
        """One more row; `stretch` is what the last variable does to it."""
        row[-1] = stretch
        self.rows.append(row)
        self.least.append(least)
        self.most.append(most)


def best(problem: Problem, near: Mapping[str, str] | None = None, changes: int = 0) -> Outcome | None:
    """The feasible plan with the highest overall coverage, and the cheapest of these; None when no plan is feasible.

    near, changes: look only among plans that differ from `near` in at most so many offers (added, dropped or moved
    to another need).

    >>> from course.planning.problem import default_problem
    >>> best(default_problem()).feasible
    True
    """
    programme = _programme(problem, LIMITS)
    if near is not None:
        _stay_near(problem, programme, near, changes)
    goal = _TIE * _costs(problem, programme) - programme.of_coverage(100 / programme.needs)
    found = _solve(programme, goal)
    return None if found is None else _outcome(problem, programme, found)


def cheapest(problem: Problem, coverage: float = 0) -> Outcome | None:
    """The cheapest feasible plan with at least this overall coverage (per cent); None when there is none."""
    programme = _programme(problem, LIMITS)
    if coverage:
        programme.add(programme.of_coverage(100 / programme.needs), least=coverage - 1e-6)
    found = _solve(programme, _costs(problem, programme))
    return None if found is None else _outcome(problem, programme, found)


def conflict(problem: Problem) -> Conflict | None:
    """Which limits cannot be kept together, and how far each alone would have to move; None when a plan is feasible.

    The limits are dropped one by one, for good when the rest still conflicts; what stays is a smallest set.

    >>> from course.planning.problem import default_problem
    >>> conflict(default_problem(budget=100_000)).together
    ('budget', 'floor')
    """
    if _possible(problem, LIMITS):
        return None
    kept = [limit for limit in LIMITS if _active(problem, limit)]
    # The floor is tried last: without it nothing is asked of a plan, and the empty one keeps everything.
    for limit in [*(name for name in kept if name != "floor"), "floor"]:
        rest = [name for name in kept if name != limit]
        if not _possible(problem, rest):
            kept = rest
    every = [limit for limit in LIMITS if _active(problem, limit)]
    return Conflict(tuple(kept), tuple(_stretch(problem, limit) for limit in every))


def frontier(problem: Problem, limit: str, values: Iterable[float]) -> pd.DataFrame:
    """The best plan at each value of one limit: what moving it would buy.

    limit: a number of Limits, e.g. "budget", "deadline", "flights_per_month". Returns one row for each value, with the
    columns value, coverage (per cent), cost (US dollars a month), days, people, largest (per cent) and plan; all but
    the value are missing where no plan is feasible. Raises UnknownNameError for another limit.

    >>> from course.planning.problem import default_problem
    >>> frontier(default_problem(), "budget", [100_000])["coverage"].isna().tolist()
    [True]
    """
    if limit not in _NUMBERS:
        raise UnknownNameError("limit", limit, _NUMBERS)
    rows = []
    for value in values:
        found = best(_with(problem, limit, value))
        row: dict[str, object] = {"value": value}
        if found is not None:
            row |= {"coverage": found.overall, "cost": found.cost, "days": found.days, "people": found.people}
            row |= {"largest": found.largest[1], "plan": found.chosen}
        rows.append(row)
    return pd.DataFrame(rows, columns=["value", "coverage", "cost", "days", "people", "largest", "plan"])


def _with(problem: Problem, limit: str, value: Any) -> Problem:
    return attrs.evolve(problem, limits=attrs.evolve(problem.limits, **{limit: value}))


def _active(problem: Problem, limit: str) -> bool:
    limits = problem.limits
    return {"caveats": limits.caveats, "host": limits.host, "women": limits.women > 0}.get(limit, True)


def _possible(problem: Problem, keep: Collection[str]) -> bool:
    return _solve(_programme(problem, keep)) is not None


def _stretch(problem: Problem, limit: str) -> Stretch:
    """The smallest move of one limit alone with which a plan exists."""
    others = [name for name in LIMITS if name != limit]
    if limit in ("caveats", "host"):
        return Stretch(limit, None, 0.0 if _possible(problem, others) else None)
    present = float(getattr(problem.limits, limit.replace(" ", "_")))
    if not _possible(problem, others):
        return Stretch(limit, present, None)
    if limit in ("largest share", "women"):
        return Stretch(limit, present, _halved(problem, limit, present))
    # Elastic relaxation: the limit may give way, and the programme asks by how little.
    programme = _programme(problem, LIMITS, elastic=limit)
    goal = programme.of_coverage(0.0)
    goal[-1] = 1.0
    found = _solve(programme, goal)
    if found is None:
        return Stretch(limit, present, None)
    return Stretch(limit, present, present + float(found[-1]) * (-1 if limit == "floor" else 1))


def _halved(problem: Problem, limit: str, present: float) -> float:
    """A limit on a share multiplies two unknowns, so it is found by halving; to a hundredth of a point."""
    name, works, fails = limit.replace(" ", "_"), 0.0 if limit == "women" else 100.0, present
    while abs(works - fails) > 0.01:
        middle = (works + fails) / 2
        moved = _with(problem, name, middle)
        works, fails = (middle, fails) if _possible(moved, LIMITS) else (works, middle)
    return works


def _programme(problem: Problem, keep: Collection[str], elastic: str = "") -> _Programme:
    """The rows for the limits in `keep`; `elastic` names the one that the last variable may stretch."""
    offers, limits = problem.offers, problem.limits
    names = problem.needs["need"].tolist()
    pairs = [
        (place, names.index(need))
        for place, row in enumerate(offers.itertuples())
        for need in problem.can_serve(row.offer)
        if not ("host" in keep and limits.host and not row.host_accepts)
        and not ("caveats" in keep and limits.caveats and row.caveat == need and row.offer not in limits.lifted)
    ]
    made = _Programme(pairs, len(names))
    people = offers["people"].to_numpy(dtype=float)
    for place in range(len(offers)):
        made.add(made.of_offers(np.arange(len(offers)) == place), most=1)
    for number, asked in enumerate(problem.needs["people"].to_numpy(dtype=float)):
        # Coverage is no more than the people there; more people than asked do not raise it above 1.
        row = made.of_offers(people / asked)
        row[: len(pairs)] *= [need == number for _, need in pairs]
        row[len(pairs) + number] = -1
        made.add(row, least=0)
        if "floor" in keep:
            row = made.of_coverage(0.0)
            row[len(pairs) + number] = 1
            made.add(row, least=limits.floor / 100, stretch=0.01 if elastic == "floor" else 0.0)
    if "budget" in keep:
        give = -1 / MILLION if elastic == "budget" else 0.0
        made.add(_costs(problem, made), most=limits.budget / MILLION, stretch=give)
    if "deadline" in keep:
        _add_deadlines(problem, made, give=-1.0 if elastic == "deadline" else 0.0)
    if "largest share" in keep:
        for iso3 in offers["iso3"].unique():
            mine = (offers["iso3"] == iso3).to_numpy(dtype=float)
            made.add(made.of_offers(people * (mine - limits.largest_share / 100)), most=0)
    if "women" in keep and limits.women > 0:
        women = offers["women_percent"].to_numpy(dtype=float)
        made.add(made.of_offers(people * (women - limits.women) / 100), least=0)
    return made


def _costs(problem: Problem, programme: _Programme) -> np.ndarray:
    # In millions, so that the solver's tolerances mean about the same in every row.
    return programme.of_offers(problem.offers["cost_usd_month"].to_numpy(dtype=float) / MILLION)


def _add_deadlines(problem: Problem, made: _Programme, give: float) -> None:
    ready = problem.offers["ready_days"].to_numpy(dtype=float)
    flights = problem.offers["flights"].to_numpy(dtype=float)
    flying = DAYS_IN_MONTH * flights / problem.limits.flights_per_month
    for place, day in enumerate(ready):
        queue = np.where(ready >= day, flying, 0.0) if flights[place] else np.zeros(len(ready))
        queue[place] += day
        made.add(made.of_offers(queue), most=problem.limits.deadline, stretch=give)


def _stay_near(problem: Problem, made: _Programme, near: Mapping[str, str], changes: int) -> None:
    """Count the offers that change: one of the plan's that does not stay as it is, or a new one."""
    names, offers = problem.needs["need"].tolist(), problem.offers["offer"].tolist()
    row = made.of_coverage(0.0)
    for place, (offer, need) in enumerate(made.pairs):
        planned = near.get(offers[offer])
        # Moving an offer of the plan to another need counts once, by leaving its place.
        row[place] = 1.0 if planned is None else -1.0 if planned == names[need] else 0.0
    made.add(row, most=float(changes - len(near)))


def _solve(programme: _Programme, goal: np.ndarray | None = None) -> np.ndarray | None:
    """The solver's x, or None when nothing keeps every row. Raises CourseError when the solver gives up."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    count, needs = len(programme.pairs), programme.needs
    rules = LinearConstraint(np.array(programme.rows), programme.least, programme.most)
    found = milp(
        programme.of_coverage(0.0) if goal is None else goal,
        integrality=[1] * count + [0] * (needs + 1),
        bounds=Bounds(0, [1] * (count + needs) + [np.inf]),
        constraints=rules,
        options={"time_limit": _SECONDS, "mip_rel_gap": 0},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.x is None:
        raise CourseError(f"The solver stopped without an answer: {found.message}. To mend: change one limit a little.")
    return np.concatenate([np.round(found.x[:count]), found.x[count:]])


def _outcome(problem: Problem, programme: _Programme, x: np.ndarray) -> Outcome:
    names = problem.needs["need"].tolist()
    offers = problem.offers["offer"].tolist()
    taken = zip(programme.pairs, x, strict=False)
    return judge(problem, {offers[offer]: names[need] for (offer, need), on in taken if on > 0.5})
