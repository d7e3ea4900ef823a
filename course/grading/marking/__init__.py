"""Marking by people: the rubric's rows in formgrader, names out of view, a second marker and how far the two agree.

In: rubrics/NN-name.yml, nbgrader's comments and scores. Out: boxes on formgrader's page, a sheet for the second marker.
Never: a first mark changed by a second one; a mark kept anywhere but in the gradebook and the marker's own sheet.
"""
