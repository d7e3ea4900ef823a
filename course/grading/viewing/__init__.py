"""What an instructor's browser is given of strangers' work: feedback pages and formgrader.

In: a graded notebook, or a piece of HTML from one. Out: a page in which nothing of it runs.
Never: HTML of a learner on a page that has not been through `sanitizer.py`.
"""
