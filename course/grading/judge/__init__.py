"""Run a learner's code in one process and the instructor's tests in another; values cross as data.

In: a sound notebook, the test plan of the instructor's notebook, limits. Out: the notebook executed, test by test.
Never: a name that belongs to the instructor taken from the learner; a pickle; an exception because of a submission.
"""
