"""`course class regrade`: grading again after a test was changed, first looked at in a copy, then written.

In: a course folder in which work was graded. Out: who changes by how much; with --write the gradebook and folders.
Never: anything changed before it was shown; a person's mark lost.
"""
