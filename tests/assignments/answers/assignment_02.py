"""Answers to assignment 02: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "three lines": """
kind = {
    "A": "collective defence",
    "B": "collective security",
    "C": "cooperative security",
    "D": "collective defence",
    "E": "none of the three",
}
""",
        "one after the other": """
kind = {"A": "collective defence", "B": "collective security"}
kind["C"] = "cooperative security"
kind["D"] = kind["A"]
kind["E"] = "none of the three"
""",
    },
    "task2": {
        "a factor": """
def with_it(base, change):
    answer = base * (1 + change / 100)
    return answer
""",
        "a part of the base added": """
def with_it(base, change):
    answer = None
    answer = base + change * base / 100
    return answer
""",
        "percent of what was there": """
def with_it(base, change):
    return (100 + change) / 100 * base
""",
    },
    "task3": {
        "two rates": """
def gap(rows):
    with_pact = rate(rows[rows["pact"] == "pact"])
    without = rate(rows[rows["pact"] == "no pact"])
    return with_pact - without
""",
        "the long way": """
def gap(rows):
    signed = rows[rows["pact"] == "pact"]
    unsigned = rows[rows["pact"] == "no pact"]
    answer = 100 * signed["disputes"].sum() / signed["pairs"].sum()
    answer = answer - 100 * unsigned["disputes"].sum() / unsigned["pairs"].sum()
    return answer
""",
    },
    "task4": {
        "two filters": """
def barred(table):
    rows = table[table["report"] == "credible"]
    rows = rows[rows["steps"] != "taken"]
    answer = rows["soldiers"].sum()
    return answer
""",
        "what is left": """
def barred(table):
    credible = table[table["report"] == "credible"]
    done = credible[credible["steps"] == "taken"]
    return credible["soldiers"].sum() - done["soldiers"].sum()
""",
        "true counts as one": """
def barred(table):
    rule = (table["report"] == "credible") & (table["steps"] != "taken")
    return (table["soldiers"] * rule).sum()
""",
    },
    "task5": {
        "a recipe": """
def share(part, whole):
    return part / whole * 100


def share_there(table):
    answer = share(table["deployed"].sum(), table["authorised"].sum())
    return answer
""",
        "two names": """
def share_there(table):
    there = table["deployed"].sum()
    decided = table["authorised"].sum()
    return 100 * there / decided
""",
    },
    "task6": {
        "the plan": """
plan = {"port": 0, "market": 3, "camp": 2, "mine": 0, "valley": 1}
""",
        "the spare company at the mine": """
plan = {"port": 0, "market": 3, "camp": 2, "mine": 1, "valley": 1}
""",
    },
    "stretch1": {
        "a factor": """
def cases_of_100(base, change, measure):
    factor = 1 + change / 100
    if measure == "share":
        return min(100, base * factor)
    return 100 * (1 - (1 - base / 100) ** factor)
""",
        "the part that is left": """
def cases_of_100(base, change, measure):
    if measure == "hazard":
        left = (100 - base) / 100
        return 100 - 100 * left ** ((100 + change) / 100)
    cases = base + base * change / 100
    return 100 if cases > 100 else cases
""",
        "with numpy": """
import numpy as np


def cases_of_100(base, change, measure):
    times = (100 + change) / 100
    hazard = 100 * (1 - np.power(1 - base / 100, times))
    return float(hazard) if measure == "hazard" else float(np.clip(base * times, 0, 100))
""",
    },
    "stretch2": {
        "pivot": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    return ((wide["with"] - wide["without"]) * weights).sum() / weights.sum()
""",
        "a loop over groups": """
def weighted_gap(table):
    total, people = 0, 0
    for group in table["group"].unique():
        rows = table[table["group"] == group].set_index("measure")
        if "with" in rows.index and "without" in rows.index:
            rate = 100 * rows["events"] / rows["cases"]
            total += (rate["with"] - rate["without"]) * rows["cases"].sum()
            people += rows["cases"].sum()
    return total / people
""",
        "two tables joined": """
def weighted_gap(table):
    small = table.astype({"group": str})
    treated = small[small["measure"] == "with"]
    control = small[small["measure"] == "without"]
    both = treated.merge(control, on="group", suffixes=("_1", "_0"))
    gap = 100 * (both["events_1"] / both["cases_1"] - both["events_0"] / both["cases_0"])
    weight = both["cases_1"] + both["cases_0"]
    return (gap * weight).sum() / weight.sum()
""",
    },
    "stretch3": {
        "person-months": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).groupby(table["year"]).sum()
    sent = (table["deployed"] * table["months"]).groupby(table["year"]).sum()
    return 100 * sent / decided
""",
        "a loop": """
def share_sent(table):
    shares = {}
    for year in sorted(table["year"].unique()):
        rows = table[table["year"] == year]
        decided = (rows["authorised"] * rows["months"]).sum()
        shares[year] = 100 * (rows["deployed"] * rows["months"]).sum() / decided
    return pd.Series(shares)
""",
        "a weighted mean": """
def share_sent(table):
    table = table.assign(weight=table["authorised"] * table["months"])
    table["part"] = 100 * table["deployed"] / table["authorised"] * table["weight"]
    sums = table.groupby("year")[["part", "weight"]].sum()
    return sums["part"] / sums["weight"]
""",
    },
}

WRONG = {
    "task1": {
        "by the name": """
kind = {"A": "collective defence", "B": "collective security", "C": "collective defence", "D": "collective security", "E": "collective defence"}
""",
        "by the name, but for C": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "collective security", "E": "none of the three"}
""",
        "a guarantee in the name": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "collective defence", "E": "collective defence"}
""",
        "talks are cooperation": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "collective defence", "E": "cooperative security"}
""",
        "a line forgotten": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "collective defence"}
""",
        "a label of its own": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "collective defence", "E": "an assurance"}
""",
        "the label of the visible test": """
kind = {"A": "collective defence", "B": "collective security", "C": "cooperative security", "D": "cooperative security", "E": "cooperative security"}
""",
    },
    "task2": {
        "points, not percent": """
def with_it(base, change):
    return base + change
""",
        "the cases that change": """
def with_it(base, change):
    return base * change / 100
""",
        "the size of the change": """
def with_it(base, change):
    return abs(base * change / 100)
""",
        "+249 percent as 2.49 times": """
def with_it(base, change):
    answer = base * change / 100
    return answer if change > 0 else base + answer
""",
        "rounded": """
def with_it(base, change):
    return round(base * (1 + change / 100))
""",
        "a fraction": """
def with_it(base, change):
    return base / 100 * (1 + change / 100)
""",
        "always less": """
def with_it(base, change):
    return base * (1 - abs(change) / 100)
""",
        "not given back": """
def with_it(base, change):
    answer = None
    base * (1 + change / 100)
    return answer
""",
        "the value of the visible test": """
def with_it(base, change):
    return 20 if base == 40 else 40
""",
    },
    "task3": {
        "without minus with": """
def gap(rows):
    signed = rows[rows["pact"] == "pact"]
    unsigned = rows[rows["pact"] == "no pact"]
    return rate(unsigned) - rate(signed)
""",
        "all pairs instead of those without": """
def gap(rows):
    return rate(rows[rows["pact"] == "pact"]) - rate(rows)
""",
        "a percent change": """
def gap(rows):
    signed = rate(rows[rows["pact"] == "pact"])
    unsigned = rate(rows[rows["pact"] == "no pact"])
    return (signed - unsigned) / unsigned * 100
""",
        "disputes, not rates": """
def gap(rows):
    signed = rows[rows["pact"] == "pact"]
    unsigned = rows[rows["pact"] == "no pact"]
    return signed["disputes"].sum() - unsigned["disputes"].sum()
""",
        "a mean of rates": """
def gap(rows):
    part = rows.assign(rate=100 * rows["disputes"] / rows["pairs"])
    signed = part[part["pact"] == "pact"]["rate"].mean()
    return signed - part[part["pact"] == "no pact"]["rate"].mean()
""",
        "fractions": """
def gap(rows):
    return (rate(rows[rows["pact"] == "pact"]) - rate(rows[rows["pact"] == "no pact"])) / 100
""",
        "the value of the visible test": """
def gap(rows):
    return -5
""",
    },
    "task4": {
        "whatever the steps": """
def barred(table):
    rows = table[table["report"] == "credible"]
    return rows["soldiers"].sum()
""",
        "a promise is a step": """
def barred(table):
    rows = table[(table["report"] == "credible") & (table["steps"] == "none")]
    return rows["soldiers"].sum()
""",
        "any report": """
def barred(table):
    rows = table[(table["report"] != "none") & (table["steps"] != "taken")]
    return rows["soldiers"].sum()
""",
        "companies, not soldiers": """
def barred(table):
    rows = table[(table["report"] == "credible") & (table["steps"] != "taken")]
    return len(rows)
""",
        "one condition or the other": """
def barred(table):
    rows = table[(table["report"] == "credible") | (table["steps"] != "taken")]
    return rows["soldiers"].sum()
""",
        "those who may be trained": """
def barred(table):
    rows = table[(table["report"] == "credible") & (table["steps"] != "taken")]
    return table["soldiers"].sum() - rows["soldiers"].sum()
""",
        "the companies of the visible test": """
def barred(table):
    rows = table[(table["company"] == "L") | (table["company"] == "N")]
    return rows["soldiers"].sum()
""",
        "the value of the visible test": """
def barred(table):
    return 180
""",
    },
    "task5": {
        "the colleague's line": """
def share_there(table):
    return (100 * table["deployed"] / table["authorised"]).mean()
""",
        "means of people": """
def share_there(table):
    return 100 * (table["deployed"] / table["authorised"]).median()
""",
        "a fraction": """
def share_there(table):
    return table["deployed"].sum() / table["authorised"].sum()
""",
        "upside down": """
def share_there(table):
    return table["authorised"].sum() / table["deployed"].sum() * 100
""",
        "what was missing": """
def share_there(table):
    return 100 - table["deployed"].sum() / table["authorised"].sum() * 100
""",
        "rounded": """
def share_there(table):
    return round(table["deployed"].sum() / table["authorised"].sum() * 100)
""",
        "the largest mission only": """
def share_there(table):
    return table["deployed"].max() / table["authorised"].max() * 100
""",
        "the total of the visible test": """
def share_there(table):
    return table["deployed"].sum() / 1100 * 100
""",
        "the value of the visible test": """
def share_there(table):
    return 56.36
""",
    },
    "task6": {
        "by heads": """
plan = {"port": 4, "market": 0, "camp": 2, "mine": 0, "valley": 1}
""",
        "everywhere a few": """
plan = {"port": 2, "market": 2, "camp": 1, "mine": 1, "valley": 1}
""",
        "the two largest places": """
plan = {"port": 4, "market": 3, "camp": 0, "mine": 0, "valley": 0}
""",
        "all seven companies used well, but not best": """
plan = {"port": 0, "market": 3, "camp": 2, "mine": 2, "valley": 0}
""",
        "too many companies": """
plan = {"port": 4, "market": 3, "camp": 2, "mine": 2, "valley": 1}
""",
        "a place forgotten": """
plan = {"market": 3, "camp": 2, "valley": 1}
""",
        "the example of the text, and so of the visible test": """
plan = {"port": 4, "market": 1, "camp": 1, "mine": 1, "valley": 0}
""",
    },
    "stretch1": {
        "a hazard read as a share": """
def cases_of_100(base, change, measure):
    return min(100, base * (1 + change / 100))
""",
        "a share read as a hazard": """
def cases_of_100(base, change, measure):
    return 100 * (1 - (1 - base / 100) ** (1 + change / 100))
""",
        "points, not percent": """
def cases_of_100(base, change, measure):
    if measure == "share":
        return max(0, min(100, base + change))
    return 100 * (1 - (1 - base / 100) ** (1 + change / 100))
""",
        "more than 100 of 100": """
def cases_of_100(base, change, measure):
    factor = 1 + change / 100
    return base * factor if measure == "share" else 100 * (1 - (1 - base / 100) ** factor)
""",
        "+249 percent as 2.49 times": """
def cases_of_100(base, change, measure):
    factor = change / 100 if change > 0 else 1 + change / 100
    return min(100, base * factor) if measure == "share" else 100 * (1 - (1 - base / 100) ** factor)
""",
        "the cases saved": """
def cases_of_100(base, change, measure):
    return abs(base * change / 100)
""",
        "what is left over": """
def cases_of_100(base, change, measure):
    factor = 1 + change / 100
    return min(100, base * factor) if measure == "share" else 100 * (1 - base / 100) ** factor
""",
        "rounded": """
def cases_of_100(base, change, measure):
    factor = 1 + change / 100
    exact = base * factor if measure == "share" else 100 * (1 - (1 - base / 100) ** factor)
    return round(min(100, exact))
""",
        "a fraction": """
def cases_of_100(base, change, measure):
    factor = 1 + change / 100
    return min(1, base / 100 * factor) if measure == "share" else 1 - (1 - base / 100) ** factor
""",
        "the value of the visible test": """
def cases_of_100(base, change, measure):
    return 20
""",
    },
    "stretch2": {
        "the raw gap": """
def weighted_gap(table):
    sums = table.groupby("measure")[["cases", "events"]].sum()
    rate = 100 * sums["events"] / sums["cases"]
    return rate["with"] - rate["without"]
""",
        "the plain mean of the gaps": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    return (wide["with"] - wide["without"]).mean()
""",
        "weighed by the treated only": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table[table["measure"] == "with"].set_index("group")["cases"].reindex(wide.index)
    return ((wide["with"] - wide["without"]) * weights).sum() / weights.sum()
""",
        "divided by all cases": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    return ((wide["with"] - wide["without"]) * weights).sum() / table["cases"].sum()
""",
        "a missing measure as zero": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").fillna(0)
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    return ((wide["with"] - wide["without"]) * weights).sum() / weights.sum()
""",
        "without minus with": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    return ((wide["without"] - wide["with"]) * weights).sum() / weights.sum()
""",
        "fractions": """
def weighted_gap(table):
    rates = table.assign(rate=table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    return ((wide["with"] - wide["without"]) * weights).sum() / weights.sum()
""",
        "percent, not points": """
def weighted_gap(table):
    rates = table.assign(rate=100 * table["events"] / table["cases"])
    wide = rates.pivot(index="group", columns="measure", values="rate").dropna()
    weights = table.groupby("group")["cases"].sum().reindex(wide.index)
    change = 100 * (wide["with"] - wide["without"]) / wide["without"]
    return (change * weights).sum() / weights.sum()
""",
        "the value of the visible test": """
def weighted_gap(table):
    return -6
""",
    },
    "stretch3": {
        "the mean of the missions' percentages": """
def share_sent(table):
    return (100 * table["deployed"] / table["authorised"]).groupby(table["year"]).mean()
""",
        "months left out": """
def share_sent(table):
    sums = table.groupby("year")[["authorised", "deployed"]].sum()
    return 100 * sums["deployed"] / sums["authorised"]
""",
        "authorised over deployed": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).groupby(table["year"]).sum()
    sent = (table["deployed"] * table["months"]).groupby(table["year"]).sum()
    return 100 * decided / sent
""",
        "what is missing": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).groupby(table["year"]).sum()
    sent = (table["deployed"] * table["months"]).groupby(table["year"]).sum()
    return 100 * (decided - sent) / decided
""",
        "a fraction": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).groupby(table["year"]).sum()
    sent = (table["deployed"] * table["months"]).groupby(table["year"]).sum()
    return sent / decided
""",
        "weighed by months only": """
def share_sent(table):
    part = 100 * table["deployed"] / table["authorised"] * table["months"]
    return part.groupby(table["year"]).sum() / table["months"].groupby(table["year"]).sum()
""",
        "one number for all years": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).sum()
    return 100 * (table["deployed"] * table["months"]).sum() / decided
""",
        "newest first": """
def share_sent(table):
    decided = (table["authorised"] * table["months"]).groupby(table["year"]).sum()
    sent = (table["deployed"] * table["months"]).groupby(table["year"]).sum()
    return (100 * sent / decided).sort_index(ascending=False)
""",
        "the value of the visible test": """
def share_sent(table):
    return pd.Series({2000: 50, 2001: 60})
""",
    },
}
