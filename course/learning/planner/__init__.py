"""The capstone's board: `plan()`.

In: a planning problem and the learner's choices. Out: the board, its report, and the plan in the record.
Never: a calculation of its own; course.planning does those.
"""
