"""Branching decisions with a real case behind them.

In: a scenario of the catalogue and the learner's choices. Out: what each choice moved and cost, and the real case.
Never: a score; the meters pull apart on purpose.
"""
