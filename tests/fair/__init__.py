"""The fairness corpus: ordinary kinds of tests, each with right and wrong answers, graded twice.

constructs/*.cells says what is graded, `construct` reads it, `grading` has stock nbgrader and `course grade` grade the
same submissions, `test_fair` compares them. ``python -m tests.fair [WORDS]`` prints what differs, for all constructs
or for those whose family or name contains a word.
"""
