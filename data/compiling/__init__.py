"""How each derived table is made: one function for each table, grouped by topic."""
