"""Mend what was handed in: bytes and the instructor's notebook in, a sound notebook and sentences out.

In: the bytes of a file, and the original. Out: a notebook that nbgrader accepts, and what was mended, in words.
Never: code that is run, a file that is written, an answer that is changed or lost.
"""
