"""The learner's record: one xAPI-shaped statement a line, and everything that is folded out of it.

In: answers, decisions, judgements and ticks. Out: the state of a learner, sittings of a quiz, pooled first answers.
Never: a change of a line that is written, or an error because a line is torn, foreign or newer than this code.
"""
