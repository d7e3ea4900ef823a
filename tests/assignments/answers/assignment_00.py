"""Answers to assignment 00: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG map a task to {what it does: the code of the solution cell}. Every RIGHT one keeps all 5 points,
every WRONG one loses some. Plain data: marking.py runs them.
"""

RIGHT = {
    "task1": {
        "the numbers": """
rows = 336
columns = 8
one_row = "B"
""",
        "the shape of the table": """
rows = len(months)
columns = len(months.columns)
one_row = "B"
""",
    },
    "task2": {
        "the lesson's way": """
early = operations[operations["start"] < "1970-01-01"]
early_asia = early[early["region"] == "Asia"]
""",
        "by the year": """
early = operations[operations["start"].dt.year <= 1969]
early_asia = early.query("region == 'Asia'")
""",
        "sorted": """
early = operations[operations["start"] < "1970-01-01"].sort_values("operation")
early_asia = early[early["region"].isin(["Asia"])]
""",
    },
    "task3": {
        "the lesson's way": """
whole = by_region.sum()
share = by_region["Europe"] / whole * 100
""",
        "rounded": """
whole = 61
share = round(19 / 61 * 100, 1)
""",
    },
    "task4": {
        "the lesson's way": "change = (december[2015] - december[2003]) / december[2003] * 100",
        "ratio minus one, rounded": "change = round((december[2015] / december[2003] - 1) * 100, 1)",
    },
    "task5": {
        "the lesson's way": """
blank = months["police"].isna().sum()
counted = months["police"].notna().sum()
mended = "A"
""",
        "rows minus blanks": """
blank = len(months) - months["police"].count()
counted = 336 - blank
mended = "A"
""",
    },
    "task6": {
        "the lesson's way": """
percent = contributors["total"].head().sum() / contributors["total"].sum() * 100
sentence = "A"
needed = "C"
""",
        "rounded": """
five = contributors.sort_values("total", ascending=False).head(5)["total"].sum()
percent = round(five / contributors["total"].sum() * 100, 1)
sentence = "A"
needed = "C"
""",
    },
    "stretch1": {
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
    "stretch2": {
        "value_counts": """
def count_groups(table, column):
    return table[column].value_counts(dropna=False)
""",
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
        "columns first": """
rows = 8
columns = 336
one_row = "B"
""",
        "one row taken for a mission": """
rows = 336
columns = 8
one_row = "C"
""",
        "one row taken for a country": """
rows = 336
columns = 8
one_row = "A"
""",
        "the columns that are shown": """
rows = 336
columns = 5
one_row = "B"
""",
        "the rows that are shown": """
rows = 3
columns = 8
one_row = "B"
""",
        "the largest number of the visible test": """
rows = 1000
columns = 1000
one_row = "A"
""",
        "text": """
rows = "336"
columns = "8"
one_row = "B"
""",
        "the word in place of the letter": """
rows = 336
columns = 8
one_row = "month"
""",
        "both in one": """
rows = months.shape
columns = months.shape
one_row = "B"
""",
    },
    "task2": {
        "the condition alone": """
early = operations["start"] < "1970-01-01"
early_asia = operations["region"] == "Asia"
""",
        "after in place of before": """
early = operations[operations["start"] > "1970-01-01"]
early_asia = early[early["region"] == "Asia"]
""",
        "Asia in all years": """
early = operations[operations["start"] < "1970-01-01"]
early_asia = operations[operations["region"] == "Asia"]
""",
        "a small letter": """
early = operations[operations["start"] < "1970-01-01"]
early_asia = early[early["region"] == "asia"]
""",
        "all but Asia": """
early = operations[operations["start"] < "1970-01-01"]
early_asia = early[early["region"] != "Asia"]
""",
        "ended before 1970": """
early = operations[operations["end"] < "1970-01-01"]
early_asia = early[early["region"] == "Asia"]
""",
        "the number of rows": """
early = len(operations[operations["start"] < "1970-01-01"])
early_asia = 3
""",
        "no second filter": """
early = operations[operations["start"] < "1970-01-01"]
early_asia = early
""",
        "the whole table, which has the form of the visible test": """
early = operations
early_asia = operations
""",
    },
    "task3": {
        "a fraction": """
whole = by_region.sum()
share = by_region["Europe"] / whole
""",
        "divided by the others": """
whole = by_region.sum() - by_region["Europe"]
share = by_region["Europe"] / whole * 100
""",
        "divided by the largest": """
whole = by_region.max()
share = by_region["Europe"] / whole * 100
""",
        "the share of the personnel": """
whole = by_region.sum()
share = 9.4
""",
        "another region": """
whole = by_region.sum()
share = by_region["Sub-Saharan Africa"] / whole * 100
""",
        "all shares": """
whole = by_region.sum()
share = by_region / whole * 100
""",
        "upside down": """
whole = by_region.sum()
share = whole / by_region["Europe"] * 100
""",
        "the number of regions": """
whole = len(by_region)
share = 100 / whole
""",
        "the count, not the share": """
whole = by_region.sum()
share = by_region["Europe"]
""",
        "the largest value of the visible test": """
whole = by_region.sum()
share = 100
""",
    },
    "task4": {
        "divided by the new value": "change = (december[2015] - december[2003]) / december[2015] * 100",
        "a fraction": "change = (december[2015] - december[2003]) / december[2003]",
        "old minus new": "change = (december[2003] - december[2015]) / december[2003] * 100",
        "the difference in people": "change = december[2015] - december[2003]",
        "the new in percent of the old": "change = december[2015] / december[2003] * 100",
        "no brackets": "change = december[2015] - december[2003] / december[2003] * 100",
        "another year": "change = (december[2021] - december[2003]) / december[2003] * 100",
        "the missions": """
missions = load("un_strength_year").set_index("year")["missions"]
change = (missions[2015] - missions[2003]) / missions[2003] * 100
""",
        "the smallest number of the visible test": "change = 10.1",
    },
    "task5": {
        "values and blanks exchanged": """
blank = 325
counted = 11
mended = "A"
""",
        "a blank is a zero": """
blank = months["police"].isna().sum()
counted = 336
mended = "B"
""",
        "each month": """
blank = 11
counted = 325
mended = "C"
""",
        "the blanks of the total": """
blank = months["total"].isna().sum()
counted = months["total"].notna().sum()
mended = "A"
""",
        "the blanks of the whole table": """
blank = months.isna().sum().sum()
counted = 336 - blank
mended = "A"
""",
        "zeros": """
blank = (months["police"] == 0).sum()
counted = 336
mended = "A"
""",
        "one answer for each row": """
blank = months["police"].isna()
counted = months["police"].notna()
mended = "A"
""",
        "the largest number of the visible test": """
blank = 336
counted = 336
mended = "A"
""",
        "the sentence in place of the letter": """
blank = 11
counted = 325
mended = "In the months with a figure"
""",
    },
    "task6": {
        "divided by the other countries": """
five = contributors["total"].head().sum()
percent = five / (contributors["total"].sum() - five) * 100
sentence = "A"
needed = "C"
""",
        "a fraction": """
percent = contributors["total"].head().sum() / contributors["total"].sum()
sentence = "A"
needed = "C"
""",
        "five countries of 122": """
percent = 5 / 122 * 100
sentence = "A"
needed = "C"
""",
        "the first three": """
percent = contributors["total"].head(3).sum() / contributors["total"].sum() * 100
sentence = "A"
needed = "C"
""",
        "the women alone": """
percent = contributors["women"].head().sum() / contributors["women"].sum() * 100
sentence = "A"
needed = "C"
""",
        "costs and risks": """
percent = 37.3
sentence = "B"
needed = "C"
""",
        "a cause": """
percent = 37.3
sentence = "C"
needed = "C"
""",
        "more decimals for a cause": """
percent = 37.3
sentence = "A"
needed = "A"
""",
        "the people, not the percentage": """
percent = contributors["total"].head().sum()
sentence = "A"
needed = "C"
""",
    },
    "stretch1": {
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
        "the value of the visible test": """
def percent_change(table, first, last):
    return -25
""",
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
    "stretch2": {
        "blanks dropped": """
def count_groups(table, column):
    return table[column].value_counts()
""",
        "not sorted": """
def count_groups(table, column):
    return table.groupby(column, dropna=False, observed=True).size()
""",
        "smallest first": """
def count_groups(table, column):
    return table[column].value_counts(dropna=False, ascending=True)
""",
        "shares": """
def count_groups(table, column):
    return table[column].value_counts(dropna=False, normalize=True)
""",
        "number of groups": """
def count_groups(table, column):
    return table[column].nunique()
""",
        "in the order of the labels": """
def count_groups(table, column):
    return table[column].value_counts(dropna=False).sort_index()
""",
        "counts without labels": """
def count_groups(table, column):
    return list(table[column].value_counts(dropna=False))
""",
        "the values of the visible test": """
def count_groups(table, column):
    return pd.Series({'Africa': 3, 'Asia': 2, 'Europe': 1})
""",
        "always the same column": """
def count_groups(table, column):
    return table['region'].value_counts(dropna=False)
""",
        "values of another column counted": """
def count_groups(table, column):
    return table.groupby(column, observed=True).count().iloc[:, 0].sort_values(ascending=False)
""",
    },
}
