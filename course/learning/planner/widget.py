"""plan({...}) tells what an allocation amounts to; plan() opens the planning board; plan.solve() asks the solver.

The numbers come from `course.planning.problem` (counting) and `course.planning.solver` (HiGHS). Here they are shown:
as a board with one menu for each offer, as a table in the notebook, and as the same text everywhere else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import attrs
import pandas as pd

from course.errors import CourseError
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.view import View
from course.planning import solver
from course.planning.problem import Limits, Outcome, Problem, default_problem, judge, readable
from course.planning.report import NoPlan, Report, offer_text, problem_text

EXERCISE = "capstone"
INTRO = (
    "SYNTHETIC exercise: real contributors and a real rate, invented offers. Choose what each unit does, or leave it "
    "out; the list of twenty scrolls. The result below follows each choice, and each choice is saved."
)


class Board(View):
    """The planning board: one menu for each offer, and what the choices amount to.

    problem: the exercise; limits: its changes, by name. record: where the choices are kept and read back from.
    """

    kind: ClassVar[str] = "plan"

    def __init__(self, problem: Problem, record: Record, limits: Mapping[str, Any] | None = None) -> None:
        super().__init__(record)
        self._problem, self._limits = problem, dict(limits or {})

    @property
    def chosen(self) -> dict[str, str]:
        """The saved allocation, as far as it still fits the exercise."""
        return _still_readable(self._problem, self._record.state().plans.get(EXERCISE, {}))

    def key(self) -> dict[str, Any]:
        return {"limits": {name: _as_json(value) for name, value in self._limits.items()}}

    def data(self) -> dict[str, Any]:
        offers = [
            {
                "id": row.offer,
                "unit": row.unit,
                "text": offer_text(row),
                "needs": list(self._problem.can_serve(row.offer)),
            }
            for row in self._problem.offers.itertuples()
        ]
        return {"intro": INTRO, "offers": offers}

    def state(self) -> dict[str, Any]:
        chosen = self.chosen
        return {"chosen": chosen, "result": Report(self._problem, judge(self._problem, chosen)).as_form()}

    def plain_text(self) -> str:
        return problem_text(self._problem)

    def keep(self, message: dict[str, Any]) -> None:
        chosen = readable(self._problem, {str(k): str(v) for k, v in message["chosen"].items()})
        self._record.planned(EXERCISE, chosen)


def _as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def board(limits: Mapping[str, Any], record: Record) -> Board:
    """The board under these changed limits. Raises what `default_problem` raises."""
    named = {name: tuple(value) if isinstance(value, list) else value for name, value in limits.items()}
    return Board(default_problem(**named), record, named)


class Planner:
    """The planning exercise under one name; see `__call__`, `solve`, `improve`, `cheapest`, `frontier` and `chart`."""

    def __call__(self, chosen: Mapping[str, str] | Iterable[str] | None = None, **limits: Any) -> Any:
        """What an allocation amounts to; without one, the board to make it on, as you left it.

        chosen: {"o04": "guard", "o13": "build"}, or a list of offers, where each serves the first need it is made for.
        limits: changes of the exercise, e.g. budget=3_500_000 (see `course.planning.problem.Limits`).
        An allocation that cannot be read gets a message that says why.

        >>> plan({"o13": "build"}).feasible
        False
        """
        try:
            problem = default_problem(**limits)
            if chosen is None:
                return board(limits, open_record())
            return Report(problem, judge(problem, chosen))
        except CourseError as error:
            return Message("wrong", "This plan cannot be read", (str(error),))

    def mine(self) -> dict[str, str]:
        """The allocation that stands on your board; empty when you have made none.

        >>> plan.mine()
        {}
        """
        return _still_readable(default_problem(), open_record().state().plans.get(EXERCISE, {}))

    def solve(self, **limits: Any) -> Report | NoPlan:
        """The plan with the best coverage that keeps all limits; if there is none, which limits conflict.

        Raises UnknownNameError for a limit or an offer that does not exist.

        >>> plan.solve().feasible
        True
        """
        limits = {name: tuple(value) if isinstance(value, list) else value for name, value in limits.items()}
        problem = default_problem(**limits)
        found = _best(problem.limits)
        if found is None:
            return NoPlan(problem, solver.conflict(problem))
        # A copy, because a learner may change the set that a report hands out.
        return Report(problem, attrs.evolve(found, chosen=dict(found.chosen)))

    def improve(
        self, chosen: Mapping[str, str] | Iterable[str], changes: int | None = None, **limits: Any
    ) -> Report | NoPlan:
        """The best plan that differs from yours in at most `changes` offers (None: in as many as needed).

        Raises what `readable` and `default_problem` raise.

        >>> plan.improve({}, changes=1).feasible
        False
        """
        problem = default_problem(**limits)
        mine = readable(problem, chosen)
        if changes is None:
            return self.solve(**limits)
        found = solver.best(problem, near=mine, changes=changes)
        if found is None:
            clash = solver.conflict(problem)
            why = "" if clash else f"No feasible plan differs from yours in only {changes} offers. Allow more changes."
            return NoPlan(problem, clash, why)
        return Report(problem, found)

    def cheapest(self, coverage: float = 0, **limits: Any) -> Report | NoPlan:
        """The cheapest feasible plan, or the cheapest with at least this overall coverage in per cent.

        >>> plan.cheapest().cost <= plan.solve().cost
        True
        """
        problem = default_problem(**limits)
        found = solver.cheapest(problem, coverage)
        if found is None:
            clash = solver.conflict(problem)
            why = "" if clash else f"No feasible plan covers {coverage:g} % on average. Ask for less."
            return NoPlan(problem, clash, why)
        return Report(problem, found)

    def frontier(self, limit: str, values: Iterable[float], **limits: Any) -> pd.DataFrame:
        """The best plan at each value of one limit, as a table for charts; see `course.planning.solver.frontier`.

        >>> list(plan.frontier("budget", [4_000_000]).columns)
        ['value', 'coverage', 'cost', 'days', 'people', 'largest', 'plan']
        """
        return solver.frontier(default_problem(**limits), limit, values)

    def chart(self, table: pd.DataFrame, limit: str) -> Any:
        """A frontier as a picture with its finding in words; limit: the one that was moved.

        >>> plan.chart(plan.frontier("budget", [3_600_000, 4_000_000]), "budget").synthetic
        True
        """
        # matplotlib is slow to load, and most cells of the exercise need no picture.
        from course.planning.trade_off import trade_off

        return trade_off(table, limit)

    def __repr__(self) -> str:
        return "plan: call it, plan() or plan({...}); or plan.solve(), .improve(), .cheapest(), .frontier(), .mine()"


@functools.lru_cache(maxsize=512)
def _best(limits: Limits) -> Outcome | None:
    """The best plan under these limits, found once: the exercise asks the same question in several places."""
    return solver.best(attrs.evolve(default_problem(), limits=limits))


def _still_readable(problem: Problem, chosen: Mapping[str, str]) -> dict[str, str]:
    """A saved allocation as far as it still fits the exercise, which may have changed since."""
    able = {row.offer: problem.can_serve(row.offer) for row in problem.offers.itertuples()}
    return {offer: need for offer, need in chosen.items() if need in able.get(offer, ())}


plan = Planner()
