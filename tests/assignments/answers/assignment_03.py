"""Answers to assignment 03: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

_PAPERS = {
    "A": "defence treaty",
    "B": "defence cooperation agreement",
    "C": "defence cooperation agreement",
    "D": "authorised, led by others",
    "E": "UN operation",
    "F": "ad hoc coalition",
}
_BURUNDI = """
before = burundi[burundi["year"].between(1999, 2003)]["deaths"].mean()
after = burundi[burundi["year"].between(2007, 2011)]["deaths"].mean()
"""
_CAME = """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = 100 * arrived["came"].sum() / promised["soldiers"].sum()
"""
_BERUN = """
berun = 100 * rows.loc["Berun", "came"] / rows.loc["Berun", "soldiers"]
"""
_RULE = """
def verdict(larger, smaller, driven_out):
    rule = larger >= 60 and smaller >= 60 and driven_out == 0
    if rule:
        answer = "safe for all"
    else:
        answer = "not safe for all"
    return answer
"""
_PAIRS = """
def share_of(table, name):
    first = table[table["iso3_a"] == name]["agreements"].sum()
    second = table[table["iso3_b"] == name]["agreements"].sum()
    return 100 * (first + second) / table["agreements"].sum()


"""


def _papers(**changes: str) -> str:
    """The dictionary of task 6 with some papers labelled otherwise."""
    return f"paper = {_PAPERS | changes!r}"


def _sentence(end: str) -> str:
    """The line of task 2 that the text gives, with one of the four ends."""
    return f'sentence = f"Killed in a year: {{round(before)}} before, {{round(after)}} after. " + limits["{end}"]\n'


RIGHT = {
    "task1": {
        "two filters": """
def quiet_gap(table):
    quiet = table[table["dangerous"] == False]  # noqa: E712
    there = quiet[quiet["base"]]
    absent = quiet[~quiet["base"]]
    answer = share(there) - share(absent)
    return answer
""",
        "groups": """
def quiet_gap(table):
    answer = None
    quiet = table[~table["dangerous"]]
    shares = 100 * quiet.groupby("base")["attacked"].mean()
    answer = shares[True] - shares[False]
    return answer
""",
        "both conditions": """
def quiet_gap(table):
    there = table[~table["dangerous"] & table["base"]]
    absent = table[~table["dangerous"] & ~table["base"]]
    return share(there) - share(absent)
""",
    },
    "task2": {
        "the given line": _BURUNDI + _sentence("B"),
        "sums, and a thousands comma": """
before = burundi[burundi["year"].between(1999, 2003)]["deaths"].sum() / 5
after = burundi[(burundi["year"] >= 2007) & (burundi["year"] <= 2011)]["deaths"].sum() / 5
sentence = f"Killed in a year: {before:,.0f} before, {after:.0f} after. {limits['B']}"
""",
        "a list of years, not rounded": """
years = burundi.set_index("year")["deaths"]
before = years[years.index.isin([1999, 2000, 2001, 2002, 2003])].mean()
after = years[years.index.isin([2007, 2008, 2009, 2010, 2011])].mean()
sentence = f"Killed in a year: {before} before, {after} after. " + limits["B"]
""",
    },
    "task3": {
        "the rule": _RULE + 'leaves_out = "B"\n',
        "what is not allowed": """
def verdict(larger, smaller, driven_out):
    rule = not (larger < 60 or smaller < 60 or driven_out > 0)
    if rule:
        answer = "safe for all"
    else:
        answer = "not safe for all"
    return answer


leaves_out = "B"
""",
        "the smaller of the two": """
def verdict(larger, smaller, driven_out):
    rule = min(larger, smaller) >= 60 and not driven_out
    if rule:
        return "safe for all"
    return "not safe for all"


leaves_out = "B"
""",
    },
    "task4": {
        "the lesson's way": _CAME + _BERUN,
        "those who are not in the merge": """
never_came = promised[~promised["state"].isin(both["state"])]
kept = both["came"].sum() / promised["soldiers"].sum() * 100
one = both[both["state"] == "Berun"].iloc[0]
berun = one["came"] / one["soldiers"] * 100
""",
        "a left merge": """
every = promised.merge(arrived, on="state", how="left")
never_came = every[every["came"].isna()]
kept = every["came"].sum() / every["soldiers"].sum() * 100
berun = 100 - 100 * (700 - 560) / 700
""",
    },
    "task5": {
        "two sums": _PAIRS + "add_up_to = 200\n",
        "either column": """
def share_of(table, name):
    rows = table[(table["iso3_a"] == name) | (table["iso3_b"] == name)]
    return rows["agreements"].sum() / table["agreements"].sum() * 100


add_up_to = 2 * 100
""",
        "two shares": """
def share_of(table, name):
    first = table[table["iso3_a"] == name]["agreements"].sum()
    second = table[table["iso3_b"] == name]["agreements"].sum()
    whole = table["agreements"].sum()
    answer = first / whole * 100 + second / whole * 100
    return answer


add_up_to = 200.0
""",
    },
    "task6": {
        "six lines": _papers(),
        "one after the other": "\n".join(
            ["paper = {}", *(f"paper[{letter!r}] = {label!r}" for letter, label in _PAPERS.items())]
        ),
    },
    "stretch1": {
        "month by month": """
def cost(rates, people, start, months):
    in_order = rates.sort_values("valid_from")
    days = pd.date_range(start, periods=months, freq="MS")
    valid = [in_order[in_order["valid_from"] <= day]["usd_per_person_month"].iloc[-1] for day in days]
    return people * sum(valid)
""",
        "merge_asof": """
def cost(rates, people, start, months):
    days = pd.DataFrame({"day": pd.date_range(start, periods=months, freq="MS").astype("datetime64[us]")})
    in_order = rates[["valid_from", "usd_per_person_month"]].sort_values("valid_from")
    found = pd.merge_asof(days, in_order, left_on="day", right_on="valid_from")
    return float(people * found["usd_per_person_month"].sum())
""",
        "the largest valid date": """
def cost(rates, people, start, months):
    by_day = dict(zip(rates["valid_from"], rates["usd_per_person_month"]))
    total = 0
    for day in pd.date_range(start, periods=months, freq="MS"):
        total += by_day[max(valid for valid in by_day if valid <= day)] * people
    return total
""",
    },
    "stretch2": {
        "a loop over kinds": """
def matched_difference(cases):
    gaps, weights = [], []
    for kind in cases["kind"].unique():
        group = cases[cases["kind"] == kind]
        yes, no = group[group["treated"] == True], group[group["treated"] == False]  # noqa: E712
        if len(yes) > 0 and len(no) > 0:
            gaps.append(100 * (yes["outcome"].sum() / len(yes) - no["outcome"].sum() / len(no)))
            weights.append(len(yes))
    return sum(gap * weight for gap, weight in zip(gaps, weights)) / sum(weights)
""",
        "unstack": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    sizes = table[table["treated"]].groupby("kind").size().reindex(shares.index)
    return float((100 * (shares[True] - shares[False]) * sizes).sum() / sizes.sum())
""",
    },
    "stretch3": {
        "reindex": """
def death_rate(deaths, months, cause):
    person_years = months.dropna(subset=["operation", "total"]).groupby("operation")["total"].sum().astype(float) / 12
    person_years = person_years[person_years > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(person_years.index).fillna(0) / person_years).sort_values(ascending=False)
""",
        "a loop": """
def death_rate(deaths, months, cause):
    right_cause = deaths[deaths["cause"] == cause]
    rates = {}
    for operation, group in months.groupby("operation"):
        years = float(group["total"].sum()) / 12
        if years > 0:
            killed = float(right_cause[right_cause["operation"] == operation]["deaths"].sum())
            rates[operation] = killed / years * 1000
    return pd.Series(dict(sorted(rates.items(), key=lambda pair: pair[1], reverse=True)))
""",
    },
}

WRONG = {
    "task1": {
        "all towns together": """
def quiet_gap(table):
    return share(table[table["base"]]) - share(table[~table["base"]])
""",
        "the dangerous ones": """
def quiet_gap(table):
    dangerous = table[table["dangerous"]]
    return share(dangerous[dangerous["base"]]) - share(dangerous[~dangerous["base"]])
""",
        "without minus with": """
def quiet_gap(table):
    quiet = table[~table["dangerous"]]
    return share(quiet[~quiet["base"]]) - share(quiet[quiet["base"]])
""",
        "all quiet towns instead of those without": """
def quiet_gap(table):
    quiet = table[~table["dangerous"]]
    return share(quiet[quiet["base"]]) - share(quiet)
""",
        "only the first line": """
def quiet_gap(table):
    answer = None
    quiet = table[~table["dangerous"]]
    return answer
""",
        "towns, not shares": """
def quiet_gap(table):
    quiet = table[~table["dangerous"]]
    return quiet[quiet["base"]]["attacked"].sum() - quiet[~quiet["base"]]["attacked"].sum()
""",
        "rounded": """
def quiet_gap(table):
    quiet = table[~table["dangerous"]]
    return round(share(quiet[quiet["base"]]) - share(quiet[~quiet["base"]]))
""",
        "always a fall": """
def quiet_gap(table):
    quiet = table[~table["dangerous"]]
    return -abs(share(quiet[quiet["base"]]) - share(quiet[~quiet["base"]]))
""",
        "the value of the visible test": """
def quiet_gap(table):
    return -10
""",
    },
    "task2": {
        "the force did it": _BURUNDI + _sentence("A"),
        "it would have ended anyway": _BURUNDI + _sentence("C"),
        "nothing can be learnt": _BURUNDI + _sentence("D"),
        "the years of the war": """
before = burundi[burundi["year"].between(1993, 2003)]["deaths"].mean()
after = burundi[burundi["year"] >= 2007]["deaths"].mean()
"""
        + _sentence("B"),
        "sums": """
before = burundi[burundi["year"].between(1999, 2003)]["deaths"].sum()
after = burundi[burundi["year"].between(2007, 2011)]["deaths"].sum()
"""
        + _sentence("B"),
        "every country": """
before = violence[violence["year"].between(1999, 2003)]["deaths"].mean()
after = violence[violence["year"].between(2007, 2011)]["deaths"].mean()
"""
        + _sentence("B"),
        "the years of the force count as after": """
before = burundi[burundi["year"].between(1999, 2003)]["deaths"].mean()
after = burundi[burundi["year"].between(2004, 2008)]["deaths"].mean()
"""
        + _sentence("B"),
        "the two numbers in the wrong places": _BURUNDI
        + 'sentence = f"Killed in a year: {round(after)} before, {round(before)} after. " + limits["B"]\n',
        "no numbers": _BURUNDI + 'sentence = limits["B"]\n',
        "no limit": _BURUNDI + 'sentence = f"Killed in a year: {round(before)} before, {round(after)} after."\n',
        "numbers in the range of the visible test": "before = 2000\nafter = 100\n" + _sentence("B"),
    },
    "task3": {
        "a mean of the two": """
def verdict(larger, smaller, driven_out):
    rule = (larger + smaller) / 2 >= 60 and driven_out == 0
    return "safe for all" if rule else "not safe for all"


leaves_out = "B"
""",
        "or": """
def verdict(larger, smaller, driven_out):
    rule = (larger >= 60 or smaller >= 60) and driven_out == 0
    return "safe for all" if rule else "not safe for all"


leaves_out = "B"
""",
        "the larger community only": """
def verdict(larger, smaller, driven_out):
    rule = larger >= 60 and driven_out == 0
    return "safe for all" if rule else "not safe for all"


leaves_out = "B"
""",
        "more than 60": _RULE.replace(">=", ">") + 'leaves_out = "B"\n',
        "those who were driven out forgotten": _RULE.replace(" and driven_out == 0", "") + 'leaves_out = "B"\n',
        "a few may be driven out": _RULE.replace("driven_out == 0", "driven_out < 50") + 'leaves_out = "B"\n',
        "the gap between the two": _RULE + 'leaves_out = "A"\n',
        "the year of the riot": _RULE + 'leaves_out = "C"\n',
        "no letter": _RULE + "leaves_out = ...\n",
        "the verdicts of the visible test": """
def verdict(larger, smaller, driven_out):
    if larger == 85:
        return "safe for all"
    return "not safe for all"


leaves_out = "A"
""",
    },
    "task4": {
        "the colleague's percentage": """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = 100 * both["came"].sum() / both["soldiers"].sum()
"""
        + _BERUN,
        "those who came": """
never_came = promised[promised["state"].isin(arrived["state"])]
kept = 100 * arrived["came"].sum() / promised["soldiers"].sum()
"""
        + _BERUN,
        "of what came from all": _CAME + 'berun = 100 * rows.loc["Berun", "came"] / arrived["came"].sum()\n',
        "what Berun owes": _CAME + 'berun = 100 - 100 * rows.loc["Berun", "came"] / rows.loc["Berun", "soldiers"]\n',
        "another row": _CAME + 'berun = 100 * rows.loc["Dorin", "came"] / rows.loc["Dorin", "soldiers"]\n',
        "soldiers, not percent": _CAME + 'berun = rows.loc["Berun", "came"]\n',
        "what is missing": """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = 100 - 100 * arrived["came"].sum() / promised["soldiers"].sum()
"""
        + _BERUN,
        "states, not soldiers": """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = 100 * len(arrived) / len(promised)
"""
        + _BERUN,
        "a mean of the states' shares": """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = (100 * both["came"] / both["soldiers"]).mean()
"""
        + _BERUN,
        "a fraction": """
never_came = promised[~promised["state"].isin(arrived["state"])]
kept = arrived["came"].sum() / promised["soldiers"].sum()
"""
        + _BERUN,
        "one state, and a number in the range of the visible test": """
never_came = promised[promised["state"] == "Eskal"]
kept = 50
berun = 50
""",
    },
    "task5": {
        "the colleague's line": """
def share_of(table, name):
    first = table[table["iso3_a"] == name]["agreements"].sum()
    return 100 * first / table["agreements"].sum()


add_up_to = 100
""",
        "the other column only": """
def share_of(table, name):
    second = table[table["iso3_b"] == name]["agreements"].sum()
    return 100 * second / table["agreements"].sum()


add_up_to = 200
""",
        "both at once": """
def share_of(table, name):
    rows = table[(table["iso3_a"] == name) & (table["iso3_b"] == name)]
    return 100 * rows["agreements"].sum() / table["agreements"].sum()


add_up_to = 200
""",
        "the whole doubled as well": _PAIRS.replace("/ table", "/ 2 / table") + "add_up_to = 100\n",
        "pairs, not agreements": """
def share_of(table, name):
    rows = table[(table["iso3_a"] == name) | (table["iso3_b"] == name)]
    return 100 * len(rows) / len(table)


add_up_to = 200
""",
        "a fraction": _PAIRS.replace("100 * ", "") + "add_up_to = 2\n",
        "the colleague's shares add up better": _PAIRS + "add_up_to = 100\n",
        "the share of Türkiye": _PAIRS + 'add_up_to = share_of(pairs, "TUR")\n',
        "half of what each has": _PAIRS + "add_up_to = 50\n",
        "rounded": _PAIRS.replace(
            '100 * (first + second) / table["agreements"].sum()',
            'round(100 * (first + second) / table["agreements"].sum())',
        )
        + "add_up_to = 200\n",
        "the total of the visible test": _PAIRS.replace('table["agreements"].sum()\n', "20\n") + "add_up_to = 200\n",
        "the value of the visible test": "def share_of(table, name):\n    return 70\n\n\nadd_up_to = 200\n",
    },
    "task6": {
        "by the name": """
paper = {
    "A": "defence cooperation agreement",
    "B": "defence treaty",
    "C": "defence treaty",
    "D": "UN operation",
    "E": "UN operation",
    "F": "defence treaty",
}
""",
        "by the name, but for what is given": _papers(C="defence treaty", D="UN operation", F="defence treaty"),
        "ports are an alliance": _papers(C="defence treaty"),
        "what the Council authorises is the UN's": _papers(D="UN operation"),
        "a brigade that attacks is not the UN's": _papers(E="authorised, led by others"),
        "ships together are an agreement": _papers(F="defence cooperation agreement"),
        "a host that has signed makes an agreement": _papers(D="defence cooperation agreement"),
        "a coalition stands behind the force": _papers(D="ad hoc coalition"),
        "a label of its own": _papers(E="peacekeeping"),
        "a line forgotten": "paper = {'A': 'defence treaty', 'B': 'defence cooperation agreement', 'C': 'ad hoc coalition'}",
        "the labels of the visible test": _papers(
            C="defence cooperation agreement",
            D="defence cooperation agreement",
            E="defence cooperation agreement",
            F="defence cooperation agreement",
        ),
    },
    "stretch1": {
        "the first month's rate for all": """
def cost(rates, people, start, months):
    valid = rates[rates["valid_from"] <= start].sort_values("valid_from")
    return people * months * valid["usd_per_person_month"].iloc[-1]
""",
        "the latest rate for all": """
def cost(rates, people, start, months):
    return people * months * rates.sort_values("valid_from")["usd_per_person_month"].iloc[-1]
""",
        "a new rate from the month after": """
def cost(rates, people, start, months):
    in_order = rates.sort_values("valid_from")
    total = 0
    for day in pd.date_range(start, periods=months, freq="MS"):
        total += people * in_order[in_order["valid_from"] < day]["usd_per_person_month"].iloc[-1]
    return total
""",
        "the rows as they stand": """
def cost(rates, people, start, months):
    days = pd.date_range(start, periods=months, freq="MS")
    return people * sum(rates[rates["valid_from"] <= day]["usd_per_person_month"].iloc[-1] for day in days)
""",
        "one month too many": """
def cost(rates, people, start, months):
    in_order = rates.sort_values("valid_from")
    days = pd.date_range(start, periods=months + 1, freq="MS")
    return people * sum(in_order[in_order["valid_from"] <= day]["usd_per_person_month"].iloc[-1] for day in days)
""",
        "the mean rate": """
def cost(rates, people, start, months):
    return people * months * rates["usd_per_person_month"].mean()
""",
        "one person": """
def cost(rates, people, start, months):
    in_order = rates.sort_values("valid_from")
    days = pd.date_range(start, periods=months, freq="MS")
    return sum(in_order[in_order["valid_from"] <= day]["usd_per_person_month"].iloc[-1] for day in days)
""",
        "the rate of 2018": "def cost(rates, people, start, months):\n    return people * months * 1428",
        "the value of the visible test": "def cost(rates, people, start, months):\n    return 3000",
    },
    "stretch2": {
        "the plain comparison": """
def matched_difference(cases):
    share = cases.groupby("treated")["outcome"].mean().astype(float)
    return 100 * (share[True] - share[False])
""",
        "every kind the same weight": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    return float((100 * (shares[True] - shares[False])).mean())
""",
        "weighted by the untreated": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    sizes = table[~table["treated"]].groupby("kind").size().reindex(shares.index)
    return float((100 * (shares[True] - shares[False]) * sizes).sum() / sizes.sum())
""",
        "a missing partner as zero": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().fillna(0)
    sizes = table[table["treated"]].groupby("kind").size().reindex(shares.index).fillna(0)
    return float((100 * (shares[True] - shares[False]) * sizes).sum() / sizes.sum())
""",
        "a fraction": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    sizes = table[table["treated"]].groupby("kind").size().reindex(shares.index)
    return float(((shares[True] - shares[False]) * sizes).sum() / sizes.sum())
""",
        "the other way round": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    sizes = table[table["treated"]].groupby("kind").size().reindex(shares.index)
    return float((100 * (shares[False] - shares[True]) * sizes).sum() / sizes.sum())
""",
        "the first kind only": """
def matched_difference(cases):
    table = cases.astype({"treated": bool, "outcome": float})
    shares = table.groupby(["kind", "treated"])["outcome"].mean().unstack().dropna()
    return float(100 * (shares[True] - shares[False]).iloc[0])
""",
        "the value of the visible test": "def matched_difference(cases):\n    return -37.5",
    },
    "stretch3": {
        "all causes": """
def death_rate(deaths, months, cause):
    person_years = months.groupby("operation")["total"].sum().astype(float) / 12
    person_years = person_years[person_years > 0]
    killed = deaths.groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(person_years.index).fillna(0) / person_years).sort_values(ascending=False)
""",
        "person-months": """
def death_rate(deaths, months, cause):
    people = months.groupby("operation")["total"].sum().astype(float)
    people = people[people > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(people.index).fillna(0) / people).sort_values(ascending=False)
""",
        "the mean strength": """
def death_rate(deaths, months, cause):
    people = months.groupby("operation")["total"].mean().astype(float)
    people = people[people > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(people.index).fillna(0) / people).sort_values(ascending=False)
""",
        "operations without such a death left out": """
def death_rate(deaths, months, cause):
    person_years = months.groupby("operation")["total"].sum().astype(float) / 12
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed / person_years[person_years > 0]).dropna().sort_values(ascending=False)
""",
        "blanks where nobody died": """
def death_rate(deaths, months, cause):
    person_years = months.groupby("operation")["total"].sum().astype(float) / 12
    person_years = person_years[person_years > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(person_years.index) / person_years).sort_values(ascending=False)
""",
        "per person": """
def death_rate(deaths, months, cause):
    person_years = months.groupby("operation")["total"].sum().astype(float) / 12
    person_years = person_years[person_years > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (killed.reindex(person_years.index).fillna(0) / person_years).sort_values(ascending=False)
""",
        "counts": """
def death_rate(deaths, months, cause):
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return killed.sort_values(ascending=False)
""",
        "lowest first": """
def death_rate(deaths, months, cause):
    person_years = months.groupby("operation")["total"].sum().astype(float) / 12
    person_years = person_years[person_years > 0]
    killed = deaths[deaths["cause"] == cause].groupby("operation")["deaths"].sum().astype(float)
    return (1000 * killed.reindex(person_years.index).fillna(0) / person_years).sort_values()
""",
        "the values of the visible test": """
def death_rate(deaths, months, cause):
    return pd.Series({"AAA": 2, "BBB": 1})
""",
    },
}
