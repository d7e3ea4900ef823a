"""A public name: the capstone's notebook imports `agreement` from here. The code is in `course.planning`."""

from course.planning.agreement import Agreement, agreement

__all__ = ["Agreement", "agreement"]
