"""The capstone's exercise: offers of people and money, a mission's limits, and what a solver finds.

In: tables of offers and the limits of a mission. Out: plans judged, best plans, trade-offs, agreement of two readers.
Never: a widget, a record, or a word that says which plan is the right one.
"""
