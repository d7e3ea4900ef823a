"""Answers to assignment 01: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

_CASES = {
    "quadruple_alliance_1815": "pact",
    "saar_1934": "mandate and consent",
    "north_atlantic_treaty_1949": "pact",
    "unef_1956": "mandate and consent",
    "observers_sinai_1982": "consent only",
    "kuwait_1991": "mandate only",
    "ifor_1995": "mandate and consent",
    "kosovo_1999": "neither",
}


def _labels(**changes: str) -> str:
    """The lines of task 6, with some cases labelled otherwise."""
    return "\n".join(f"{case} = {changes.get(case, label)!r}" for case, label in _CASES.items())


RIGHT = {
    "task1": {
        "the lesson's way": """
fifties = members["un_member_since"].between(1950, 1959).sum()
sixties = members["un_member_since"].between(1960, 1969).sum()
rise = (sixties - fifties) / fifties * 100
""",
        "filter and length, rounded": """
fifties = len(members[members["un_member_since"].between(1950, 1959)])
sixties = len(members.query("1960 <= un_member_since <= 1969"))
rise = round(sixties / fifties * 100 - 100, 1)
""",
        "decades": """
decades = (members["un_member_since"] // 10 * 10).value_counts()
fifties, sixties = decades[1950], decades[1960]
rise = 75
""",
    },
    "task2": {
        "the lesson's way": """
lives = pacts.assign(life=(pacts["ended"] - pacts["began"]).dt.days / 365.25)
longest = lives["life"].max()
""",
        "a new column": """
pacts["life"] = (pacts["ended"] - pacts["began"]).dt.days / 365.25
lives = pacts
longest = round(lives["life"].max(), 1)
""",
        "sorted, with years of 365 days": """
lives = pacts.assign(life=(pacts["ended"] - pacts["began"]) / pd.Timedelta(days=365)).sort_values("life")
longest = lives["life"].dropna().iloc[-1]
""",
    },
    "task3": {
        "the lesson's way": """
ended = africa.dropna(subset=["end"])
middle = ((ended["end"] - ended["start"]).dt.days / 365.25).median()
""",
        "notna, and a column": """
ended = africa[africa["end"].notna()]
ended = ended.assign(life=(ended["end"] - ended["start"]).dt.days / 365.25)
middle = round(ended["life"].median(), 2)
""",
    },
    "task4": {
        "the lesson's way": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "B"
""",
        "where": """
middle_east["last_seen"] = middle_east["end"].where(middle_east["end"].notna(), middle_east["as_of"])
so_far = (middle_east["last_seen"] - middle_east["start"]).median() / pd.Timedelta(days=365.25)
true_one = "B"
""",
    },
    "task5": {
        "one sign": """
mistake = "A"
in_2004 = len(nato[nato["joined"].dt.year <= 2004])
in_1990 = len(nato[nato["joined"].dt.year <= 1990])
""",
        "between": """
mistake = "A"
in_2004 = nato["joined"].dt.year.between(1949, 2004).sum()
in_1990 = nato["joined"].dt.year.between(1949, 1990).sum()
""",
        "by the day": """
mistake = "A"
in_2004 = (nato["joined"] <= "2004-12-31").sum()
in_1990 = (nato["joined"] <= "1990-12-31").sum()
""",
    },
    "task6": {
        "one by one": _labels(),
        "together": """
quadruple_alliance_1815 = north_atlantic_treaty_1949 = "pact"
saar_1934 = unef_1956 = ifor_1995 = "mandate and consent"
observers_sinai_1982, kuwait_1991, kosovo_1999 = "consent only", "mandate only", "neither"
""",
    },
    "stretch1": {
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
    "stretch2": {
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
    "stretch3": {
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
}

WRONG = {
    "task1": {
        "both ends left out": """
fifties = members["un_member_since"].between(1951, 1958).sum()
sixties = members["un_member_since"].between(1961, 1968).sum()
rise = (sixties - fifties) / fifties * 100
""",
        "the next decade's first year let in": """
fifties = members["un_member_since"].between(1950, 1960).sum()
sixties = members["un_member_since"].between(1960, 1970).sum()
rise = (sixties - fifties) / fifties * 100
""",
        "divided by the new number": """
fifties = members["un_member_since"].between(1950, 1959).sum()
sixties = members["un_member_since"].between(1960, 1969).sum()
rise = (sixties - fifties) / sixties * 100
""",
        "a fraction": """
fifties = members["un_member_since"].between(1950, 1959).sum()
sixties = members["un_member_since"].between(1960, 1969).sum()
rise = (sixties - fifties) / fifties
""",
        "the difference in states": """
fifties = members["un_member_since"].between(1950, 1959).sum()
sixties = members["un_member_since"].between(1960, 1969).sum()
rise = sixties - fifties
""",
        "True or False for each row": """
fifties = members["un_member_since"].between(1950, 1959)
sixties = members["un_member_since"].between(1960, 1969)
rise = 75
""",
        "the largest numbers of the visible test": """
fifties = 100
sixties = 100
rise = 0
""",
    },
    "task2": {
        "days": """
lives = pacts.assign(life=(pacts["ended"] - pacts["began"]).dt.days)
longest = lives["life"].max()
""",
        "calendar years": """
lives = pacts.assign(life=pacts["ended"].dt.year - pacts["began"].dt.year)
longest = lives["life"].max()
""",
        "those in force counted as zero": """
lives = pacts.assign(life=((pacts["ended"] - pacts["began"]).dt.days / 365.25).fillna(0))
longest = lives["life"].max()
""",
        "those in force up to the day of the check": """
until = pacts["ended"].fillna(pacts["as_of"])
lives = pacts.assign(life=(until - pacts["began"]).dt.days / 365.25)
longest = lives["life"].max()
""",
        "those in force dropped": """
ended = pacts.dropna(subset=["ended"])
lives = ended.assign(life=(ended["ended"] - ended["began"]).dt.days / 365.25)
longest = lives["life"].max()
""",
        "the mean": """
lives = pacts.assign(life=(pacts["ended"] - pacts["began"]).dt.days / 365.25)
longest = lives["life"].mean()
""",
        "began minus ended": """
lives = pacts.assign(life=(pacts["began"] - pacts["ended"]).dt.days / 365.25)
longest = lives["life"].max()
""",
        "the column, and a number below that of the visible test": """
lives = pacts.assign(life=(pacts["ended"] - pacts["began"]).dt.days / 365.25)
longest = 249
""",
        "a number below that of the visible test": """
lives = pacts.assign(life=249)
longest = 249
""",
    },
    "task3": {
        "the mean": """
ended = africa.dropna(subset=["end"])
middle = ((ended["end"] - ended["start"]).dt.days / 365.25).mean()
""",
        "all regions": """
ended = operations.dropna(subset=["end"])
middle = ((ended["end"] - ended["start"]).dt.days / 365.25).median()
""",
        "those that run counted as zero": """
ended = africa
middle = ((ended["end"].fillna(ended["start"]) - ended["start"]).dt.days / 365.25).median()
""",
        "those that run counted to the day of the check": """
ended = africa
middle = ((ended["end"].fillna(ended["as_of"]) - ended["start"]).dt.days / 365.25).median()
""",
        "days": """
ended = africa.dropna(subset=["end"])
middle = (ended["end"] - ended["start"]).dt.days.median()
""",
        "the open ones instead": """
ended = africa[africa["end"].isna()]
middle = ((ended["as_of"] - ended["start"]).dt.days / 365.25).median()
""",
        "the right table, and the middle of the visible test": """
ended = africa.dropna(subset=["end"])
middle = 5
""",
        "a number in the range of the visible test": """
ended = africa
middle = 5
""",
    },
    "task4": {
        "only the ended ones": """
middle_east["last_seen"] = middle_east["end"]
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "B"
""",
        "no length for those that run": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["start"])
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "B"
""",
        "the mean": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).mean()
true_one = "B"
""",
        "lasted, as if all were over": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "A"
""",
        "a forecast": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "C"
""",
        "the day of the check for all": """
middle_east["last_seen"] = middle_east["as_of"]
so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()
true_one = "B"
""",
        "days": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = (middle_east["last_seen"] - middle_east["start"]).dt.days.median()
true_one = "B"
""",
        "the column, and a number in the range of the visible test": """
middle_east["last_seen"] = middle_east["end"].fillna(middle_east["as_of"])
so_far = 40
true_one = "B"
""",
    },
    "task5": {
        "the colleague's own sign": """
mistake = "A"
in_2004 = len(nato[nato["joined"].dt.year == 2004])
in_1990 = len(nato[nato["joined"].dt.year == 1990])
""",
        "before, not at the end": """
mistake = "A"
in_2004 = len(nato[nato["joined"].dt.year < 2004])
in_1990 = len(nato[nato["joined"].dt.year < 1982])
""",
        "the founders left out": """
mistake = "A"
in_2004 = nato["joined"].dt.year.between(1950, 2004).sum()
in_1990 = nato["joined"].dt.year.between(1950, 1990).sum()
""",
        "the other cause": """
mistake = "B"
in_2004 = len(nato[nato["joined"].dt.year <= 2004])
in_1990 = len(nato[nato["joined"].dt.year <= 1990])
""",
        "the third cause": """
mistake = "C"
in_2004 = len(nato[nato["joined"].dt.year <= 2004])
in_1990 = len(nato[nato["joined"].dt.year <= 1990])
""",
        "since, not until": """
mistake = "A"
in_2004 = len(nato[nato["joined"].dt.year >= 2004])
in_1990 = len(nato[nato["joined"].dt.year >= 1990])
""",
        "the number of the visible test": """
mistake = "A"
in_2004 = 32
in_1990 = 32
""",
    },
    "task6": {
        "IFOR was NATO's, so without a mandate": _labels(ifor_1995="consent only"),
        "chapter VII, so without consent": _labels(ifor_1995="mandate only"),
        "every observer force is the UN's": _labels(observers_sinai_1982="mandate and consent"),
        "Kuwait agreed, so there was consent": _labels(kuwait_1991="mandate and consent"),
        "a coalition has no mandate": _labels(kuwait_1991="neither"),
        "NATO acted, so there was a mandate": _labels(kosovo_1999="mandate only"),
        "the League does not count": _labels(saar_1934="consent only"),
        "the Assembly cannot give a mandate": _labels(unef_1956="consent only"),
        "an alliance is consent": _labels(
            quadruple_alliance_1815="consent only", north_atlantic_treaty_1949="consent only"
        ),
        "all the same": _labels(**dict.fromkeys(_CASES, "mandate and consent")),
        "a label that does not exist": _labels(unef_1956="chapter six and a half"),
    },
    "stretch1": {
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
    "stretch2": {
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
    "stretch3": {
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
}
