"""Answers to assignment 03: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

_KEY = {
    "KFOR, 1999": "NATO-led, authorised by the Council",
    "ISAF in November 2010": "NATO-led, authorised by the Council",
    "MONUSCO with its Intervention Brigade, 2013": "UN operation",
    "UNIFIL after resolution 1701, 2006": "UN operation",
    "Treaty between Japan and the United States, 1960": "defence treaty",
    "North Atlantic Treaty, 1949": "defence treaty",
    "Two ministries agree on exercises, courses and purchases": "defence cooperation agreement",
    "States that struck in Libya on 19 March 2011": "ad hoc coalition",
}


def _labels(**changes: str) -> str:
    """The dictionary of task 6 with some cases, named by their first word, labelled otherwise."""
    chosen = {case: changes.get(case.split()[0].strip(","), label) for case, label in _KEY.items()}
    return f"arrangement = {chosen!r}"


RIGHT = {
    "task1": {
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
    "task2": {
        "a filter and isin": """
def outside_share(troops, members, day):
    then = members[members["joined"] <= pd.Timestamp(day)]
    outside = ~troops["iso3"].isin(then["iso3"])
    return 100 * troops[outside]["troops"].sum() / troops["troops"].sum()
""",
        "what is left after the members": """
def outside_share(troops, members, day):
    then = set(members.loc[members["joined"] <= day, "iso3"])
    inside = sum(n for nation, n in zip(troops["iso3"], troops["troops"]) if nation in then)
    return 100 - 100 * inside / troops["troops"].sum()
""",
        "a left merge": """
def outside_share(troops, members, day):
    both = troops[["iso3", "troops"]].merge(members[["iso3", "joined"]], on="iso3", how="left")
    outside = both["joined"].isna() | (both["joined"] > pd.Timestamp(day))
    return float(both.loc[outside, "troops"].sum() / both["troops"].sum() * 100)
""",
    },
    "task3": {
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
    "task4": {
        "between": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index.isin(range(last + 1, last + 6))].mean(),
    })
""",
        "lists": """
def before_during_after(table, iso3, first, last):
    deaths = {y: d for code, y, d in zip(table["iso3"], table["year"], table["deaths"]) if code == iso3}

    def mean(start, end):
        known = [deaths[year] for year in range(start, end + 1) if year in deaths]
        return sum(known) / len(known) if known else float("nan")

    values = [mean(first - 5, first - 1), mean(first, last), mean(last + 1, last + 5)]
    return pd.Series(values, index=["before", "during", "after"])
""",
    },
    "task5": {
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
    "task6": {
        "a dictionary": _labels(),
        "one by one": "\n".join(
            ["arrangement = {}", *(f"arrangement[{case!r}] = {label!r}" for case, label in _KEY.items())]
        ),
    },
}

WRONG = {
    "task1": {
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
    "task2": {
        "today's members": """
def outside_share(troops, members, day):
    outside = ~troops["iso3"].isin(members["iso3"])
    return 100 * troops[outside]["troops"].sum() / troops["troops"].sum()
""",
        "nations, not troops": """
def outside_share(troops, members, day):
    then = members[members["joined"] <= pd.Timestamp(day)]
    return 100 * (~troops["iso3"].isin(then["iso3"])).mean()
""",
        "a fraction": """
def outside_share(troops, members, day):
    then = members[members["joined"] <= pd.Timestamp(day)]
    outside = ~troops["iso3"].isin(then["iso3"])
    return troops[outside]["troops"].sum() / troops["troops"].sum()
""",
        "the members' share": """
def outside_share(troops, members, day):
    then = members[members["joined"] <= pd.Timestamp(day)]
    return 100 * troops[troops["iso3"].isin(then["iso3"])]["troops"].sum() / troops["troops"].sum()
""",
        "before the day only": """
def outside_share(troops, members, day):
    then = members[members["joined"] < pd.Timestamp(day)]
    outside = ~troops["iso3"].isin(then["iso3"])
    return 100 * troops[outside]["troops"].sum() / troops["troops"].sum()
""",
        "the whole year": """
def outside_share(troops, members, day):
    then = members[members["joined"].dt.year <= pd.Timestamp(day).year]
    outside = ~troops["iso3"].isin(then["iso3"])
    return 100 * troops[outside]["troops"].sum() / troops["troops"].sum()
""",
        "an inner merge": """
def outside_share(troops, members, day):
    both = troops[["iso3", "troops"]].merge(members[["iso3", "joined"]], on="iso3")
    return 100 * both[both["joined"] > pd.Timestamp(day)]["troops"].sum() / both["troops"].sum()
""",
        "the value of the visible test": "def outside_share(troops, members, day):\n    return 40",
    },
    "task3": {
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
    "task4": {
        "the first year counts twice": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 4, first + 1))].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index.isin(range(last + 1, last + 6))].mean(),
    })
""",
        "after begins with the last year": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index.isin(range(last, last + 5))].mean(),
    })
""",
        "sums": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].sum(),
        "during": years[years.index.isin(range(first, last + 1))].sum(),
        "after": years[years.index.isin(range(last + 1, last + 6))].sum(),
    })
""",
        "always five years": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].sum() / 5,
        "during": years[years.index.isin(range(first, last + 1))].sum() / (last - first + 1),
        "after": years[years.index.isin(range(last + 1, last + 6))].sum() / 5,
    })
""",
        "missing as zero": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    found = pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index.isin(range(last + 1, last + 6))].mean(),
    })
    return found.fillna(0)
""",
        "all years before and after": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index < first].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index > last].mean(),
    })
""",
        "every country": """
def before_during_after(table, iso3, first, last):
    years = table.set_index("year")["deaths"].astype(float)
    return pd.Series({
        "before": years[years.index.isin(range(first - 5, first))].mean(),
        "during": years[years.index.isin(range(first, last + 1))].mean(),
        "after": years[years.index.isin(range(last + 1, last + 6))].mean(),
    })
""",
        "a list": """
def before_during_after(table, iso3, first, last):
    years = table[table["iso3"] == iso3].set_index("year")["deaths"].astype(float)
    return [
        years[years.index.isin(range(first - 5, first))].mean(),
        years[years.index.isin(range(first, last + 1))].mean(),
        years[years.index.isin(range(last + 1, last + 6))].mean(),
    ]
""",
        "the values of the visible test": """
def before_during_after(table, iso3, first, last):
    return pd.Series({"before": 90, "during": 30, "after": 10})
""",
    },
    "task5": {
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
    "task6": {
        "KFOR and ISAF were UN operations": _labels(KFOR="UN operation", ISAF="UN operation"),
        "ISAF was a coalition": _labels(ISAF="ad hoc coalition"),
        "a brigade that fights is no UN operation": _labels(MONUSCO="ad hoc coalition"),
        "Europeans in UNIFIL make it NATO": _labels(UNIFIL="NATO-led, authorised by the Council"),
        "the pact with Japan is cooperation": _labels(Treaty="defence cooperation agreement"),
        "any agreement is a treaty": _labels(Two="defence treaty"),
        "Libya was NATO's from the first day": _labels(States="NATO-led, authorised by the Council"),
        "all the same": _labels(**dict.fromkeys([case.split()[0].strip(",") for case in _KEY], "defence treaty")),
        "a label that does not exist": _labels(UNIFIL="blue helmets"),
    },
}
