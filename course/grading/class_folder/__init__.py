"""The instructor's folder of one class: an nbgrader course folder, with course.yml beside nbgrader's own settings.

In: a folder. Out: what its course.yml says, a new folder that works at once, sentences about what is missing.
Never: learners' code; a setting that stands both here and in nbgrader_config.py.
"""
