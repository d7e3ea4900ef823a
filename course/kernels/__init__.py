"""Jupyter kernels that are forked from a parent which has already imported what a lesson needs, and JupyterLab's start.

In: the name of a kernel, or a request to start one. Out: a running kernel, and messages over an inherited socket.
Never: anything about grading, lessons or learners; others ask for a kernel by its name only.
"""
