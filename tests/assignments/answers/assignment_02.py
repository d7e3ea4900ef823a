"""Answers to assignment 02: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
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
    "task2": {
        "a loop": """
def kind_of_promise(table):
    kinds = []
    for row in table.itertuples():
        if row.help_against_outsiders and row.action_against_members:
            kinds.append("both")
        elif row.help_against_outsiders:
            kinds.append("collective defence")
        elif row.action_against_members:
            kinds.append("collective security")
        elif row.talks_or_openness:
            kinds.append("cooperative security")
        else:
            kinds.append("none of these")
    return pd.Series(kinds, index=list(table["treaty"]))
""",
        "write over": """
def kind_of_promise(table):
    kinds = pd.Series("none of these", index=table["treaty"].tolist())
    flags = table.set_index("treaty")
    kinds[flags["talks_or_openness"]] = "cooperative security"
    kinds[flags["action_against_members"]] = "collective security"
    kinds[flags["help_against_outsiders"]] = "collective defence"
    kinds[flags["help_against_outsiders"] & flags["action_against_members"]] = "both"
    return kinds
""",
        "a dictionary of cases": """
def kind_of_promise(table):
    names = {(1, 1): "both", (1, 0): "collective defence", (0, 1): "collective security"}
    def label(row):
        pair = (int(row["help_against_outsiders"]), int(row["action_against_members"]))
        return names.get(pair, "cooperative security" if row["talks_or_openness"] else "none of these")
    return table.set_index("treaty").apply(label, axis=1)
""",
    },
    "task3": {
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
    "task4": {
        "a loop": """
def vet(table):
    labels = []
    for report, steps in zip(table["report"], table["steps"]):
        if report == "none":
            labels.append("train")
        elif report == "credible" and steps != "taken":
            labels.append("bar")
        else:
            labels.append("check first")
    return pd.Series(labels, index=table["company"].tolist())
""",
        "write over": """
def vet(table):
    marks = pd.Series("check first", index=table["company"].tolist())
    marks[(table["report"] == "none").tolist()] = "train"
    marks[((table["report"] == "credible") & ~(table["steps"] == "taken")).tolist()] = "bar"
    return marks
""",
    },
    "task5": {
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
    "task6": {
        "merge and group": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)[["women", "total"]].sum()
    return (100 * sums["women"] / sums["total"]).sort_values(ascending=False)
""",
        "map the codes": """
def women_by_region(senders, countries):
    region = senders["iso3"].map(dict(zip(countries["iso3"], countries["region"].astype(str))))
    women = senders["women"].groupby(region).sum()
    people = senders["total"].groupby(region).sum()
    return (women / people * 100).sort_values(ascending=False)
""",
        "a dictionary": """
def women_by_region(senders, countries):
    where = {row.iso3: str(row.region) for row in countries.itertuples()}
    sums = {}
    for row in senders.itertuples():
        if row.iso3 in where:
            women, people = sums.get(where[row.iso3], (0, 0))
            sums[where[row.iso3]] = (women + row.women, people + row.total)
    shares = {place: 100 * women / people for place, (women, people) in sums.items()}
    return pd.Series(dict(sorted(shares.items(), key=lambda pair: -pair[1])))
""",
    },
}

WRONG = {
    "task1": {
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
        "the value of the visible test": "def cases_of_100(base, change, measure):\n    return 20",
    },
    "task2": {
        "talks count first": """
def kind_of_promise(table):
    kinds = {}
    for row in table.itertuples():
        if row.talks_or_openness:
            kinds[row.treaty] = "cooperative security"
        elif row.help_against_outsiders and row.action_against_members:
            kinds[row.treaty] = "both"
        elif row.help_against_outsiders:
            kinds[row.treaty] = "collective defence"
        else:
            kinds[row.treaty] = "collective security" if row.action_against_members else "none of these"
    return pd.Series(kinds)
""",
        "no treaty is both": """
def kind_of_promise(table):
    kinds = {}
    for row in table.itertuples():
        if row.help_against_outsiders:
            kinds[row.treaty] = "collective defence"
        elif row.action_against_members:
            kinds[row.treaty] = "collective security"
        else:
            kinds[row.treaty] = "cooperative security" if row.talks_or_openness else "none of these"
    return pd.Series(kinds)
""",
        "everything promises something": """
def kind_of_promise(table):
    kinds = {}
    for row in table.itertuples():
        if row.help_against_outsiders and row.action_against_members:
            kinds[row.treaty] = "both"
        elif row.help_against_outsiders:
            kinds[row.treaty] = "collective defence"
        else:
            kinds[row.treaty] = "collective security" if row.action_against_members else "cooperative security"
    return pd.Series(kinds)
""",
        "by the name": """
def kind_of_promise(table):
    return pd.Series({
        name: "collective security" if "Security" in name
        else "cooperative security" if "Forum" in name else "collective defence"
        for name in table["treaty"]
    })
""",
        "defence and security changed over": """
def kind_of_promise(table):
    names = {(1, 1): "both", (0, 1): "collective defence", (1, 0): "collective security"}
    def label(row):
        pair = (int(row["help_against_outsiders"]), int(row["action_against_members"]))
        return names.get(pair, "cooperative security" if row["talks_or_openness"] else "none of these")
    return table.set_index("treaty").apply(label, axis=1)
""",
        "the names lost": """
def kind_of_promise(table):
    help_, act, talk = (table[c] for c in ["help_against_outsiders", "action_against_members", "talks_or_openness"])
    kinds = pd.Series("none of these", index=table.index)
    kinds[talk] = "cooperative security"
    kinds[act] = "collective security"
    kinds[help_] = "collective defence"
    kinds[help_ & act] = "both"
    return kinds
""",
        "sorted by name": """
def kind_of_promise(table):
    kinds = {}
    for row in table.itertuples():
        if row.help_against_outsiders and row.action_against_members:
            kinds[row.treaty] = "both"
        elif row.help_against_outsiders:
            kinds[row.treaty] = "collective defence"
        elif row.action_against_members:
            kinds[row.treaty] = "collective security"
        else:
            kinds[row.treaty] = "cooperative security" if row.talks_or_openness else "none of these"
    return pd.Series(kinds).sort_index()
""",
        "the values of the visible test": """
def kind_of_promise(table):
    return pd.Series({"Pact A": "collective defence", "Forum B": "cooperative security"})
""",
    },
    "task3": {
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
        "the value of the visible test": "def weighted_gap(table):\n    return -6",
    },
    "task4": {
        "a promise is a step": """
def vet(table):
    labels = {}
    for row in table.itertuples():
        if row.report == "none":
            labels[row.company] = "train"
        elif row.report == "credible" and row.steps == "none":
            labels[row.company] = "bar"
        else:
            labels[row.company] = "check first"
    return pd.Series(labels)
""",
        "every credible report bars": """
def vet(table):
    labels = {"none": "train", "credible": "bar"}
    return pd.Series([labels.get(r, "check first") for r in table["report"]], index=table["company"].tolist())
""",
        "unconfirmed is nothing": """
def vet(table):
    labels = {}
    for row in table.itertuples():
        if row.report == "credible":
            labels[row.company] = "check first" if row.steps == "taken" else "bar"
        else:
            labels[row.company] = "train"
    return pd.Series(labels)
""",
        "unconfirmed bars": """
def vet(table):
    labels = {}
    for row in table.itertuples():
        if row.report == "none":
            labels[row.company] = "train"
        else:
            labels[row.company] = "check first" if row.steps == "taken" else "bar"
    return pd.Series(labels)
""",
        "a blank report is no report": """
def vet(table):
    labels = {}
    for row in table.fillna("none").itertuples():
        if row.report == "none":
            labels[row.company] = "train"
        elif row.report == "credible" and row.steps != "taken":
            labels[row.company] = "bar"
        else:
            labels[row.company] = "check first"
    return pd.Series(labels)
""",
        "steps taken wipe the slate": """
def vet(table):
    labels = {}
    for row in table.itertuples():
        if row.report == "none" or row.steps == "taken":
            labels[row.company] = "train"
        elif row.report == "credible":
            labels[row.company] = "bar"
        else:
            labels[row.company] = "check first"
    return pd.Series(labels)
""",
        "rows with blanks dropped": """
def vet(table):
    labels = {}
    for row in table.dropna().itertuples():
        if row.report == "none":
            labels[row.company] = "train"
        elif row.report == "credible" and row.steps != "taken":
            labels[row.company] = "bar"
        else:
            labels[row.company] = "check first"
    return pd.Series(labels)
""",
        "a list": """
def vet(table):
    return ["train" if report == "none" else "bar" for report in table["report"]]
""",
        "the values of the visible test": """
def vet(table):
    return pd.Series({"K": "train", "L": "bar", "M": "check first"})
""",
    },
    "task5": {
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
        "the values of the visible test": "def share_sent(table):\n    return pd.Series({2000: 50, 2001: 60})",
    },
    "task6": {
        "the mean of the states' percentages": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    share = 100 * placed["women"] / placed["total"]
    return share.groupby(placed["region"].astype(str)).mean().sort_values(ascending=False)
""",
        "lowest first": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)[["women", "total"]].sum()
    return (100 * sums["women"] / sums["total"]).sort_values()
""",
        "in the order of the alphabet": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)[["women", "total"]].sum()
    return 100 * sums["women"] / sums["total"]
""",
        "each region's share of all women": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)["women"].sum()
    return (100 * sums / sums.sum()).sort_values(ascending=False)
""",
        "a fraction": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)[["women", "total"]].sum()
    return (sums["women"] / sums["total"]).sort_values(ascending=False)
""",
        "women over men": """
def women_by_region(senders, countries):
    placed = senders[["iso3", "women", "total"]].merge(countries[["iso3", "region"]], on="iso3")
    sums = placed.groupby("region", observed=True)[["women", "total"]].sum()
    return (100 * sums["women"] / (sums["total"] - sums["women"])).sort_values(ascending=False)
""",
        "regions that send nobody as zero": """
def women_by_region(senders, countries):
    placed = countries[["iso3", "region"]].merge(senders[["iso3", "women", "total"]], on="iso3", how="left")
    sums = placed.astype({"region": str}).groupby("region")[["women", "total"]].sum()
    return (100 * sums["women"] / sums["total"]).fillna(0).sort_values(ascending=False)
""",
        "the unplaced as a region": """
def women_by_region(senders, countries):
    where = dict(zip(countries["iso3"], countries["region"].astype(str)))
    region = senders["iso3"].map(lambda code: where.get(code, "unknown"))
    women, people = senders["women"].groupby(region).sum(), senders["total"].groupby(region).sum()
    return (100 * women / people).sort_values(ascending=False)
""",
        "the values of the visible test": """
def women_by_region(senders, countries):
    return pd.Series({"South": 12.5, "North": 10.0})
""",
    },
}
