"""`make class`: a whole class played with nbgrader's real commands.

In: a folder, and twelve simulated learners with their slips. Out: a graded class and its table.
Never: a short cut that real instructors and learners do not have.
"""
