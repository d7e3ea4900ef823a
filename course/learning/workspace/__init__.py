"""The learner's own folder, and JupyterLab opened on it.

In: the course's files and a folder. Out: a folder that is up to date, and a server that shows its start page.
Never: a file of the learner's overwritten or lost.
"""
