"""A public name: the capstone's notebook imports `Limits` from here. The code is in `course.planning`."""

from course.planning.problem import Limits, Outcome, Problem, default_problem, judge

__all__ = ["Limits", "Outcome", "Problem", "default_problem", "judge"]
