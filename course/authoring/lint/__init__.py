"""The rules that `course check` holds the course's content to; one file for each family of rules.

In: the catalogue and the lessons' text. Out: faults, each with file, place, what is wrong and how to mend it.
Never: a change of a file, or a rule that CONTRIBUTING.md does not explain.
"""
