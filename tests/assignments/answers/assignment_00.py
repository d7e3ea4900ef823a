"""Answers to assignment 00: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG map a task to {what it does: the code of the solution cell}. Every RIGHT one keeps all 5 points,
every WRONG one loses some. Plain data: marking.py runs them.
"""

RIGHT = {
    "task1": {
        "shape": "def size(table):\n    return table.shape",
        "two lengths": "def size(table):\n    return len(table), len(table.columns)",
        "a list": "def size(table):\n    return [table.index.size, table.columns.size]",
    },
    "task2": {
        "sum": "def total(table, column):\n    return table[column].sum()",
        "a loop": """
def total(table, column):
    result = 0
    for value in table[column]:
        if not pd.isna(value):
            result = result + value
    return result
""",
        "drop blanks, then Python's sum": "def total(table, column):\n    return int(sum(table[column].dropna()))",
        "agg": "def total(table, column):\n    return table.agg({column: 'sum'}).iloc[0]",
    },
    "task3": {
        "max over sum": "def largest_share(table, column):\n    return table[column].max() / table[column].sum()",
        "sort first": """
def largest_share(table, column):
    shares = table[column] / table[column].sum()
    return float(shares.sort_values(ascending=False).dropna().iloc[0])
""",
        "plain Python": """
def largest_share(table, column):
    values = [float(value) for value in table[column] if pd.notna(value)]
    return max(values) / sum(values)
""",
    },
    "task4": {
        "set_index": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return (by_year[last] - by_year[first]) / by_year[first] * 100
""",
        "filter": """
def percent_change(table, first, last):
    old = table[table["year"] == first]["personnel"].iloc[0]
    new = table[table["year"] == last]["personnel"].iloc[0]
    return 100 * new / old - 100
""",
        "query and item": """
def percent_change(table, first, last):
    old = table.loc[table["year"].eq(first), "personnel"].item()
    new = table.loc[table["year"].eq(last), "personnel"].item()
    return float((new / old - 1) * 100)
""",
        "pct_change of two rows": """
def percent_change(table, first, last):
    two = table.set_index("year").loc[[first, last], "personnel"]
    return two.pct_change().iloc[-1] * 100
""",
    },
    "task5": {
        "isna": "def missing(table, column):\n    return table[column].isna().sum()",
        "rows minus values": "def missing(table, column):\n    return len(table) - table[column].count()",
        "filter": "def missing(table, column):\n    return len(table[table[column].isnull()])",
    },
    "task6": {
        "value_counts": "def count_groups(table, column):\n    return table[column].value_counts(dropna=False)",
        "groupby": """
def count_groups(table, column):
    return table.groupby(column, dropna=False, observed=True).size().sort_values(ascending=False)
""",
        "name the blank": """
def count_groups(table, column):
    named = table[column].astype(object).where(table[column].notna(), "(blank)")
    return named.value_counts().sort_values(ascending=False)
""",
        "Counter": """
def count_groups(table, column):
    from collections import Counter

    labels = ["(blank)" if pd.isna(value) else value for value in table[column]]
    return pd.Series(dict(Counter(labels).most_common()))
""",
    },
}

WRONG = {
    "task1": {
        "columns first": "def size(table):\n    return len(table.columns), len(table)",
        "cells": "def size(table):\n    return table.size",
        "the value of the visible test": "def size(table):\n    return 3, 2",
        "the value of one table": "def size(table):\n    return 71, 11",
        "the header counted as a row": "def size(table):\n    return len(table) + 1, len(table.columns)",
        "rows with blanks dropped": "def size(table):\n    return table.dropna().shape",
        "rows that stand twice dropped": "def size(table):\n    return table.drop_duplicates().shape",
        "always the same table": "def size(table):\n    return load('un_operations').shape",
        "printed, not returned": "def size(table):\n    print(table.shape)",
    },
    "task2": {
        "mean": "def total(table, column):\n    return table[column].mean()",
        "number of values": "def total(table, column):\n    return table[column].count()",
        "number of rows": "def total(table, column):\n    return len(table)",
        "the value of the visible test": "def total(table, column):\n    return 350",
        "same values counted once": "def total(table, column):\n    return table[column].drop_duplicates().sum()",
        "always the same column": """
def total(table, column):
    return table.select_dtypes("number").iloc[:, 0].sum()
""",
        "the first three rows": "def total(table, column):\n    return table[column].head(3).sum()",
        "blanks kept": "def total(table, column):\n    return sum(table[column])",
        "text": "def total(table, column):\n    return str(table[column].sum())",
        "printed, not returned": "def total(table, column):\n    print(table[column].sum())",
    },
    "task3": {
        "percent": "def largest_share(table, column):\n    return table[column].max() / table[column].sum() * 100",
        "the count, not the share": "def largest_share(table, column):\n    return table[column].max()",
        "divided by the number of rows": """
def largest_share(table, column):
    return table[column].max() / len(table)
""",
        "divided by the others only": """
def largest_share(table, column):
    largest = table[column].max()
    return largest / (table[column].sum() - largest)
""",
        "the first row": "def largest_share(table, column):\n    return table[column].iloc[0] / table[column].sum()",
        "the value of the visible test": "def largest_share(table, column):\n    return 0.5",
        "the smallest share": "def largest_share(table, column):\n    return table[column].min() / table[column].sum()",
        "rounded": "def largest_share(table, column):\n    return round(table[column].max() / table[column].sum(), 1)",
        "always the same column": """
def largest_share(table, column):
    numbers = table.select_dtypes("number").iloc[:, 0]
    return numbers.max() / numbers.sum()
""",
    },
    "task4": {
        "divided by the new value": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return (by_year[last] - by_year[first]) / by_year[last] * 100
""",
        "a fraction": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return (by_year[last] - by_year[first]) / by_year[first]
""",
        "no sign": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return abs(by_year[last] - by_year[first]) / by_year[first] * 100
""",
        "old minus new": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return (by_year[first] - by_year[last]) / by_year[first] * 100
""",
        "the difference in people": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return by_year[last] - by_year[first]
""",
        "first and last row": """
def percent_change(table, first, last):
    people = table["personnel"]
    return (people.iloc[-1] - people.iloc[0]) / people.iloc[0] * 100
""",
        "the value of the visible test": "def percent_change(table, first, last):\n    return -25",
        "what is left, in percent": """
def percent_change(table, first, last):
    by_year = table.set_index("year")["personnel"]
    return by_year[last] / by_year[first] * 100
""",
        "the years fixed": """
def percent_change(table, first, last):
    years = table.sort_values("year")
    old, new = years["personnel"].iloc[0], years["personnel"].iloc[1]
    return (new - old) / old * 100
""",
        "mean of the yearly changes": """
def percent_change(table, first, last):
    years = table[table["year"].between(first, last)]
    return years["personnel"].pct_change().mean() * 100
""",
    },
    "task5": {
        "values, not blanks": "def missing(table, column):\n    return table[column].notna().sum()",
        "zeros": "def missing(table, column):\n    return (table[column] == 0).sum()",
        "zeros and blanks": "def missing(table, column):\n    return (table[column].fillna(0) == 0).sum()"
        " if pd.api.types.is_numeric_dtype(table[column]) else table[column].isna().sum()",
        "compared with None": "def missing(table, column):\n    return (table[column] == None).sum()",
        "the whole table": "def missing(table, column):\n    return table.isna().sum().sum()",
        "yes or no": "def missing(table, column):\n    return table[column].isna().any()",
        "a share": "def missing(table, column):\n    return table[column].isna().mean()",
        "the value of the visible test": "def missing(table, column):\n    return 1",
        "one value for each row": "def missing(table, column):\n    return table[column].isna()",
        "all rows": "def missing(table, column):\n    return len(table)",
    },
    "task6": {
        "blanks dropped": "def count_groups(table, column):\n    return table[column].value_counts()",
        "not sorted": "def count_groups(table, column):\n"
        "    return table.groupby(column, dropna=False, observed=True).size()",
        "smallest first": "def count_groups(table, column):\n"
        "    return table[column].value_counts(dropna=False, ascending=True)",
        "shares": "def count_groups(table, column):\n"
        "    return table[column].value_counts(dropna=False, normalize=True)",
        "number of groups": "def count_groups(table, column):\n    return table[column].nunique()",
        "in the order of the labels": "def count_groups(table, column):\n"
        "    return table[column].value_counts(dropna=False).sort_index()",
        "counts without labels": "def count_groups(table, column):\n"
        "    return list(table[column].value_counts(dropna=False))",
        "the values of the visible test": "def count_groups(table, column):\n"
        "    return pd.Series({'Africa': 3, 'Asia': 2, 'Europe': 1})",
        "always the same column": "def count_groups(table, column):\n"
        "    return table['region'].value_counts(dropna=False)",
        "values of another column counted": "def count_groups(table, column):\n"
        "    return table.groupby(column, observed=True).count().iloc[:, 0].sort_values(ascending=False)",
    },
}
