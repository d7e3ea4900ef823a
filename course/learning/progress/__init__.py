"""What is done and where to go on: the start page, `course status`, and the objectives that a learner ticks.

In: the record and the catalogue. Out: one overview, the same in a notebook, on the start page and in the terminal.
Never: a percentage of a person; it counts what was answered and what was right.
"""
