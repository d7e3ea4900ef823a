"""The tasks inside a lesson: `check`, `hint`, `solution`.

In: a task's id and the value that the learner computed. Out: a verdict, the slip behind it, a hint, a solution.
Never: the expected value in a message about a wrong one.
"""
