"""Answers to the assignments, right and wrong, and the harness that marks them."""
