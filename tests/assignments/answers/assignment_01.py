"""Answers to assignment 01: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

_CASES = {
    "Quadruple Alliance, 1815": "pact",
    "League force in the Saar, 1934": "mandate and consent",
    "North Atlantic Treaty, 1949": "pact",
    "UNEF I in Egypt, 1956": "mandate and consent",
    "Multinational Force and Observers in Sinai, 1982": "consent only",
    "Coalition against Iraq over Kuwait, 1991": "mandate only",
    "IFOR in Bosnia and Herzegovina, 1995": "mandate and consent",
    "NATO's air campaign over Kosovo, 1999": "neither",
}


def _labels(**changes: str) -> str:
    """The dictionary of task 6 with some cases, named by their first word, labelled otherwise."""
    chosen = {case: changes.get(case.split()[0].strip("'s"), label) for case, label in _CASES.items()}
    return f"legal_base = {chosen!r}"


RIGHT = {
    "task1": {
        "reindex": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10 * 10
    every_decade = range(decades.min(), decades.max() + 10, 10)
    return decades.value_counts().reindex(every_decade, fill_value=0)


operations_begun = count_per_decade(load("un_operations")["start"].dt.year)
members_joined = count_per_decade(load("countries")["un_member_since"])
""",
        "a loop": """
def count_per_decade(years):
    known = [int(year) for year in years if pd.notna(year)]
    first = min(known) - min(known) % 10
    counts = {}
    for decade in range(first, max(known) + 1, 10):
        counts[decade] = len([year for year in known if decade <= year <= decade + 9])
    return pd.Series(counts)
""",
        "cut": """
def count_per_decade(years):
    known = years.dropna().astype(float)
    first, last = int(known.min() // 10 * 10), int(known.max() // 10 * 10)
    edges = list(range(first, last + 20, 10))
    bins = pd.cut(known, edges, right=False, labels=edges[:-1])
    return bins.value_counts(sort=False)
""",
        "groupby": """
def count_per_decade(years):
    known = years.dropna()
    counts = known.groupby((known // 10 * 10).astype(int)).size()
    return counts.reindex(range(counts.index.min(), counts.index.max() + 1, 10)).fillna(0).astype(int)
""",
    },
    "task2": {
        "diff": "def break_point(counts):\n    return int(counts.diff().idxmax())",
        "shift": "def break_point(counts):\n    return (counts - counts.shift(1)).idxmax()",
        "a loop": """
def break_point(counts):
    best, largest = None, None
    labels = list(counts.index)
    for before, decade in zip(labels, labels[1:]):
        rise = counts[decade] - counts[before]
        if largest is None or rise > largest:
            best, largest = decade, rise
    return best
""",
    },
    "task3": {
        "dropna": """
def median_life(table):
    ended = table.dropna(subset=["end"])
    return ((ended["end"] - ended["start"]).dt.days / 365.25).median()
""",
        "median skips blanks": """
def median_life(table):
    return (table["end"] - table["start"]).median().days / 365.25
""",
        "days over 365": """
def median_life(table):
    return ((table["end"] - table["start"]) / pd.Timedelta(days=365)).median()
""",
        "sorted by hand": """
def median_life(table):
    lives = sorted((table["end"] - table["start"]).dropna().dt.days)
    middle = len(lives) // 2
    if len(lives) % 2:
        return lives[middle] / 365.25
    return (lives[middle - 1] + lives[middle]) / 2 / 365.25
""",
    },
    "task4": {
        "fillna": """
def life_spans(table, today):
    until = table["ended"].fillna(pd.Timestamp(today))
    years = (until - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "set_index first": """
def life_spans(table, today):
    pacts = table.set_index("pact")
    end = pacts["ended"].where(pacts["ended"].notna(), today)
    return ((end - pacts["began"]) / pd.Timedelta(days=365.25)).sort_values(ascending=False)
""",
        "a loop": """
def life_spans(table, today):
    spans = {}
    for row in table.itertuples():
        end = today if pd.isna(row.ended) else row.ended
        spans[row.pact] = (end - row.began).days / 365.25
    return pd.Series(dict(sorted(spans.items(), key=lambda pair: -pair[1])))
""",
    },
    "task5": {
        "compare and sum": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    return pd.Series([int((joined_in <= year).sum()) for year in years], index=years)
""",
        "cumulative": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    everyone = range(min(joined_in.min(), min(years)), max(joined_in.max(), max(years)) + 1)
    running = joined_in.value_counts().reindex(everyone, fill_value=0).cumsum()
    return running.loc[years]
""",
        "dates": """
def members_at_end(table, years):
    return pd.Series({year: len(table[table["joined"] <= f"{year}-12-31"]) for year in years})
""",
    },
    "task6": {
        "a dictionary": _labels(),
        "grouped by label": """
groups = {
    "pact": ["Quadruple Alliance, 1815", "North Atlantic Treaty, 1949"],
    "mandate and consent": [
        "League force in the Saar, 1934", "UNEF I in Egypt, 1956", "IFOR in Bosnia and Herzegovina, 1995"
    ],
    "mandate only": ["Coalition against Iraq over Kuwait, 1991"],
    "consent only": ["Multinational Force and Observers in Sinai, 1982"],
    "neither": ["NATO's air campaign over Kosovo, 1999"],
}
legal_base = {case: label for label, cases in groups.items() for case in cases}
""",
        "one by one": "legal_base = {}\n" + "\n".join(f"legal_base[{c!r}] = {label!r}" for c, label in _CASES.items()),
    },
}

WRONG = {
    "task1": {
        "rounded to the nearest decade": """
def count_per_decade(years):
    decades = years.dropna().astype(int).round(-1)
    return decades.value_counts().reindex(range(decades.min(), decades.max() + 10, 10), fill_value=0)
""",
        "decades from 1951 to 1960": """
def count_per_decade(years):
    decades = (years.dropna().astype(int) - 1) // 10 * 10
    return decades.value_counts().reindex(range(decades.min(), decades.max() + 10, 10), fill_value=0)
""",
        "empty decades left out": """
def count_per_decade(years):
    return (years.dropna().astype(int) // 10 * 10).value_counts().sort_index()
""",
        "largest first": """
def count_per_decade(years):
    return (years.dropna().astype(int) // 10 * 10).value_counts()
""",
        "blanks as year 0": """
def count_per_decade(years):
    decades = years.fillna(0).astype(int) // 10 * 10
    return decades.value_counts().reindex(range(decades.min(), decades.max() + 10, 10), fill_value=0)
""",
        "shares": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10 * 10
    counts = decades.value_counts().reindex(range(decades.min(), decades.max() + 10, 10), fill_value=0)
    return counts / counts.sum()
""",
        "running total": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10 * 10
    return decades.value_counts().reindex(range(decades.min(), decades.max() + 10, 10), fill_value=0).cumsum()
""",
        "each year": "def count_per_decade(years):\n    return years.value_counts().sort_index()",
        "labels 194, 195": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10
    return decades.value_counts().reindex(range(decades.min(), decades.max() + 1), fill_value=0)
""",
        "the last decade cut off": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10 * 10
    return decades.value_counts().reindex(range(decades.min(), decades.max(), 10), fill_value=0)
""",
        "the values of the visible test": """
def count_per_decade(years):
    return pd.Series({1940: 2, 1950: 1, 1960: 3})
""",
        "decades from 1940 to 2020 always": """
def count_per_decade(years):
    decades = years.dropna().astype(int) // 10 * 10
    return decades.value_counts().reindex(range(1940, 2030, 10), fill_value=0)
""",
    },
    "task2": {
        "the peak": "def break_point(counts):\n    return counts.idxmax()",
        "the largest fall": "def break_point(counts):\n    return counts.diff().idxmin()",
        "rise or fall": "def break_point(counts):\n    return counts.diff().abs().idxmax()",
        "in percent": "def break_point(counts):\n    return counts.pct_change().idxmax()",
        "the decade before the rise": "def break_point(counts):\n    return counts.diff().shift(-1).idxmax()",
        "the size of the rise": "def break_point(counts):\n    return counts.diff().max()",
        "its place in the list": """
def break_point(counts):
    return int(counts.diff().reset_index(drop=True).idxmax())
""",
        "the value of the visible test": "def break_point(counts):\n    return 1990",
        "the first rise": "def break_point(counts):\n    return counts.diff().gt(0).idxmax()",
    },
    "task3": {
        "running ones as zero": """
def median_life(table):
    end = table["end"].fillna(table["start"])
    return ((end - table["start"]).dt.days / 365.25).median()
""",
        "running ones until the as-of date": """
def median_life(table):
    end = table["end"].fillna(pd.Timestamp("2025-12-19"))
    return ((end - table["start"]).dt.days / 365.25).median()
""",
        "mean": """
def median_life(table):
    return ((table["end"] - table["start"]).dt.days / 365.25).mean()
""",
        "days": "def median_life(table):\n    return (table['end'] - table['start']).dt.days.median()",
        "calendar years": """
def median_life(table):
    return (table["end"].dt.year - table["start"].dt.year).median()
""",
        "whole years": """
def median_life(table):
    return ((table["end"] - table["start"]).dt.days // 365.25).median()
""",
        "the longest": "def median_life(table):\n    return ((table['end'] - table['start']).dt.days / 365.25).max()",
        "the value of the visible test": "def median_life(table):\n    return 3",
        "a time, not a number": "def median_life(table):\n    return (table['end'] - table['start']).median()",
        "months": "def median_life(table):\n    return ((table['end'] - table['start']).dt.days / 30.44).median()",
    },
    "task4": {
        "pacts in force dropped": """
def life_spans(table, today):
    ended = table.dropna(subset=["ended"])
    years = (ended["ended"] - ended["began"]).dt.days / 365.25
    return years.set_axis(ended["pact"]).sort_values(ascending=False)
""",
        "pacts in force left blank": """
def life_spans(table, today):
    years = (table["ended"] - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "pacts in force as zero": """
def life_spans(table, today):
    years = ((table["ended"] - table["began"]).dt.days / 365.25).fillna(0)
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "every pact until today": """
def life_spans(table, today):
    years = (today - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "not sorted": """
def life_spans(table, today):
    years = (table["ended"].fillna(today) - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"])
""",
        "shortest first": """
def life_spans(table, today):
    years = (table["ended"].fillna(today) - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"]).sort_values()
""",
        "in days": """
def life_spans(table, today):
    days = (table["ended"].fillna(today) - table["began"]).dt.days
    return days.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "calendar years": """
def life_spans(table, today):
    years = table["ended"].fillna(today).dt.year - table["began"].dt.year
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "the names lost": """
def life_spans(table, today):
    years = (table["ended"].fillna(today) - table["began"]).dt.days / 365.25
    return years.sort_values(ascending=False)
""",
        "today is always 2026": """
def life_spans(table, today):
    years = (table["ended"].fillna(pd.Timestamp("2026-11-22")) - table["began"]).dt.days / 365.25
    return years.set_axis(table["pact"]).sort_values(ascending=False)
""",
        "the values of the visible test": """
def life_spans(table, today):
    return pd.Series({"Long Pact": 50, "Old Pact": 20, "Short Pact": 10})
""",
        "values sorted, names not": """
def life_spans(table, today):
    years = (table["ended"].fillna(today) - table["began"]).dt.days / 365.25
    return pd.Series(sorted(years, reverse=True), index=table["pact"])
""",
    },
    "task5": {
        "only that year": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    return pd.Series([int((joined_in == year).sum()) for year in years], index=years)
""",
        "before that year": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    return pd.Series([int((joined_in < year).sum()) for year in years], index=years)
""",
        "founders left out": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    later = joined_in[joined_in > joined_in.min()]
    return pd.Series([int((later <= year).sum()) for year in years], index=years)
""",
        "on 1 January": """
def members_at_end(table, years):
    return pd.Series({year: int((table["joined"] <= f"{year}-01-01").sum()) for year in years})
""",
        "years without an accession blank": """
def members_at_end(table, years):
    running = table["joined"].dt.year.value_counts().sort_index().cumsum()
    return running.reindex(years)
""",
        "years without an accession zero": """
def members_at_end(table, years):
    running = table["joined"].dt.year.value_counts().sort_index().cumsum()
    return running.reindex(years, fill_value=0)
""",
        "running total of the years asked": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    return pd.Series([int((joined_in == year).sum()) for year in years], index=years).cumsum()
""",
        "members of today": "def members_at_end(table, years):\n    return pd.Series(len(table), index=years)",
        "a list": """
def members_at_end(table, years):
    return [int((table["joined"].dt.year <= year).sum()) for year in years]
""",
        "sorted years": """
def members_at_end(table, years):
    joined_in = table["joined"].dt.year
    return pd.Series({year: int((joined_in <= year).sum()) for year in sorted(years)})
""",
        "the values of the visible test": "def members_at_end(table, years):\n    return pd.Series({1949: 2, 1952: 3})",
    },
    "task6": {
        "IFOR was NATO's, so without a mandate": _labels(IFOR="consent only"),
        "chapter VII, so without consent": _labels(IFOR="mandate only"),
        "every observer force is the UN's": _labels(Multinational="mandate and consent"),
        "Kuwait agreed, so there was consent": _labels(Coalition="mandate and consent"),
        "a coalition has no mandate": _labels(Coalition="neither"),
        "NATO acted, so there was a mandate": _labels(NATO="mandate only"),
        "the League does not count": _labels(League="consent only"),
        "the Assembly cannot give a mandate": _labels(UNEF="consent only"),
        "an alliance is consent": _labels(Quadruple="consent only", North="consent only"),
        "all the same": _labels(
            **dict.fromkeys([case.split()[0].strip("'s") for case in _CASES], "mandate and consent")
        ),
        "a label that does not exist": _labels(UNEF="chapter six and a half"),
    },
}
