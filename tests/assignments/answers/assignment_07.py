"""Answers to assignment 07: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "a loop": """
def un_money(table, ceiling):
    paid = []
    for row in table.to_dict("records"):
        percent = min(row["percent"], ceiling) if row["approved"] else 0
        paid.append(row["budget"] * percent / 100)
    return pd.Series(paid, index=list(table["operation"]))
""",
        "apply": """
def un_money(table, ceiling):
    rows = table.set_index("operation")
    return rows.apply(lambda row: row["approved"] * row["budget"] * min(row["percent"], ceiling) / 100, axis=1)
""",
        "True counts as one": """
def un_money(table, ceiling):
    rows = table.set_index("operation")
    return rows["budget"] * rows["percent"].clip(upper=ceiling) / 100 * rows["approved"].astype(int)
""",
    },
    "task2": {
        "pivot": """
def share_by_month(table, region, provider):
    wide = table[table["region"] == region].pivot_table(
        index="month", columns="provider", values="personnel", aggfunc="sum", observed=True
    ).fillna(0)
    whole = wide.sum(axis=1)
    part = wide[provider] if provider in wide else 0 * whole
    return (100 * part / whole)[whole > 0]
""",
        "a loop": """
def share_by_month(table, region, provider):
    here = table[table["region"] == region]
    found = {}
    for month in sorted(here["month"].unique()):
        rows = here[here["month"] == month]
        whole = rows["personnel"].sum()
        if whole > 0:
            found[month] = 100 * rows.loc[rows["provider"] == provider, "personnel"].sum() / whole
    return pd.Series(found)
""",
        "zero for the others": """
def share_by_month(table, region, provider):
    here = table[table["region"] == region]
    here = here.assign(mine=here["personnel"].where(here["provider"] == provider, 0))
    sums = here.groupby("month")[["mine", "personnel"]].sum()
    sums = sums[sums["personnel"] > 0]
    return sums["mine"] / sums["personnel"] * 100
""",
    },
    "task3": {
        "a loop": """
def agreement(table):
    found = {}
    for row in table.to_dict("records"):
        if pd.isna(row["rater_a"]) or pd.isna(row["rater_b"]):
            continue
        found.setdefault(str(row["feature"]), []).append(row["rater_a"] == row["rater_b"])
    percents = [(100 * sum(same) / len(same), feature) for feature, same in found.items()]
    return pd.Series({feature: percent for percent, feature in sorted(percents)})
""",
        "sort twice": """
def agreement(table):
    rows = table[table["rater_a"].notna() & table["rater_b"].notna()]
    same = 100 * (rows["rater_a"].astype(object) == rows["rater_b"].astype(object))
    means = same.groupby(rows["feature"].astype(str)).mean().sort_index()
    return means.sort_values(kind="stable")
""",
        "sums": """
def agreement(table):
    rows = table.astype({"feature": str}).dropna(subset=["rater_a", "rater_b"])
    rows = rows.assign(same=[a == b for a, b in zip(rows["rater_a"], rows["rater_b"])])
    sums = rows.groupby("feature")["same"].agg(["sum", "count"])
    percent = 100 * sums["sum"] / sums["count"]
    return percent.sort_index().sort_values(kind="mergesort")
""",
    },
    "task4": {
        "masks": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & (members["left"].isna() | (members["left"] > day))]
    mine = now[now["organisation"] == first]
    if mine.empty:
        return 0.0
    return 100 * float(mine["iso3"].isin(now[now["organisation"] == second]["iso3"]).mean())
""",
        "merge": """
def overlap(members, first, second, day):
    now = members[members["joined"] <= day]
    now = now[now["left"].fillna(pd.Timestamp("2200-01-01")) > day]
    mine = now[now["organisation"] == first][["iso3"]]
    both = mine.merge(now[now["organisation"] == second][["iso3"]], on="iso3")
    return 100 * len(both) / len(mine) if len(mine) else 0
""",
        "a loop": """
def overlap(members, first, second, day):
    inside = {first: set(), second: set()}
    for row in members.to_dict("records"):
        stays = pd.isna(row["left"]) or row["left"] > day
        if row["organisation"] in inside and row["joined"] <= day and stays:
            inside[row["organisation"]].add(row["iso3"])
    mine = inside[first]
    return 0 if not mine else sum(code in inside[second] for code in mine) / len(mine) * 100
""",
    },
    "task5": {
        "two sums": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].sum()
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].sum()
    return None if before == 0 else 100 * (after - before) / before
""",
        "loops": """
def before_after(table, kinds, year, span):
    def mean(years):
        counts = [table[(table["year"] == y) & table["kind"].isin(kinds)]["conflicts"].sum() for y in years]
        return sum(counts) / span
    before = mean(range(year - span, year))
    after = mean(range(year, year + span))
    if before == 0:
        return None
    return (after / before - 1) * 100
""",
    },
    "task6": {
        "a loop over the list": """
def name_check(claims, bodies):
    answers = []
    for claim in claims.to_dict("records"):
        text = "no such body"
        for real in bodies.to_dict("records"):
            if real["body"].strip().lower() != claim["body"].strip().lower():
                continue
            if real["organisation"].strip().lower() != claim["organisation"].strip().lower():
                text = "belongs to " + real["organisation"]
            elif real["people"].strip().lower() != claim["people"].strip().lower():
                text = "made up of " + real["people"]
            else:
                text = "right"
        answers.append(text)
    return answers
""",
        "a helper for one claim": """
def name_check(claims, bodies):
    table = bodies.assign(key=bodies["body"].str.strip().str.lower()).set_index("key")

    def one(claim):
        key = claim["body"].strip().lower()
        if key not in table.index:
            return "no such body"
        real = table.loc[key]
        for column, text in (("organisation", "belongs to "), ("people", "made up of ")):
            if claim[column].strip().lower() != real[column].strip().lower():
                return text + real[column]
        return "right"

    return [one(claim) for _, claim in claims.iterrows()]
""",
    },
}

WRONG = {
    "task1": {
        "the answer of the visible test": """
def un_money(table, ceiling):
    return pd.Series([75, 0, 60][: len(table)], index=table["operation"][:3])
""",
        "the ceiling for everyone": """
def un_money(table, ceiling):
    paid = table["budget"] * ceiling / 100 * table["approved"]
    return pd.Series(paid.to_list(), index=table["operation"])
""",
        "what was asked": """
def un_money(table, ceiling):
    paid = table["budget"] * table["percent"] / 100 * table["approved"]
    return pd.Series(paid.to_list(), index=table["operation"])
""",
        "the Council forgotten": """
def un_money(table, ceiling):
    paid = table["budget"] * table["percent"].clip(upper=ceiling) / 100
    return pd.Series(paid.to_list(), index=table["operation"])
""",
        "always 75": """
def un_money(table, ceiling):
    paid = table["budget"] * table["percent"].clip(upper=75) / 100 * table["approved"]
    return pd.Series(paid.to_list(), index=table["operation"])
""",
        "what is left to others": """
def un_money(table, ceiling):
    paid = table["budget"] * table["percent"].clip(upper=ceiling) / 100 * table["approved"]
    return pd.Series((table["budget"] - paid).to_list(), index=table["operation"])
""",
        "nothing above the ceiling": """
def un_money(table, ceiling):
    percent = table["percent"].where(table["percent"] <= ceiling, 0)
    return pd.Series((table["budget"] * percent / 100 * table["approved"]).to_list(), index=table["operation"])
""",
        "sorted by name": """
def un_money(table, ceiling):
    paid = table["budget"] * table["percent"].clip(upper=ceiling) / 100 * table["approved"]
    return pd.Series(paid.to_list(), index=table["operation"]).sort_index()
""",
    },
    "task2": {
        "the answer of the visible test": """
def share_by_month(table, region, provider):
    return pd.Series({month: 75.0 for month in sorted(table["month"].unique())})
""",
        "of all regions": """
def share_by_month(table, region, provider):
    rows = table[(table["region"] == region) & (table["provider"] == provider)]
    whole = table.groupby("month")["personnel"].sum()
    return 100 * rows.groupby("month")["personnel"].sum() / whole[whole > 0]
""",
        "of this provider everywhere": """
def share_by_month(table, region, provider):
    mine = table[table["provider"] == provider]
    part = mine[mine["region"] == region].groupby("month")["personnel"].sum()
    return 100 * part / mine.groupby("month")["personnel"].sum()
""",
        "a fraction": """
def share_by_month(table, region, provider):
    rows = table[table["region"] == region]
    whole = rows.groupby("month")["personnel"].sum()
    return rows[rows["provider"] == provider].groupby("month")["personnel"].sum() / whole
""",
        "nobody counted as zero percent": """
def share_by_month(table, region, provider):
    rows = table[table["region"] == region]
    whole = rows.groupby("month")["personnel"].sum()
    part = rows[rows["provider"] == provider].groupby("month")["personnel"].sum().reindex(whole.index).fillna(0)
    return (100 * part / whole).fillna(0)
""",
        "months without the provider lost": """
def share_by_month(table, region, provider):
    rows = table[table["region"] == region]
    whole = rows.groupby("month")["personnel"].sum()
    whole = whole[whole > 0]
    part = rows[rows["provider"] == provider].groupby("month")["personnel"].sum()
    return (100 * part / whole).dropna()
""",
        "rows counted": """
def share_by_month(table, region, provider):
    rows = table[table["region"] == region]
    return 100 * (rows["provider"] == provider).groupby(rows["month"]).mean()
""",
        "newest first": """
def share_by_month(table, region, provider):
    rows = table[table["region"] == region]
    whole = rows.groupby("month")["personnel"].sum()
    whole = whole[whole > 0]
    part = rows[rows["provider"] == provider].groupby("month")["personnel"].sum()
    return (100 * part.reindex(whole.index).fillna(0) / whole).sort_index(ascending=False)
""",
    },
    "task3": {
        "the answer of the visible test": """
def agreement(table):
    return pd.Series({"money": 50.0, "trigger": 100.0})
""",
        "missing codes count as disagreement": """
def agreement(table):
    same = pd.Series([a == b for a, b in zip(table["rater_a"], table["rater_b"])], index=table.index)
    means = 100 * same.groupby(table["feature"].astype(str)).mean()
    return means.sort_index().sort_values(kind="stable")
""",
        "two missing codes count as agreement": """
def agreement(table):
    a, b = table["rater_a"].astype(str), table["rater_b"].astype(str)
    means = 100 * (a == b).groupby(table["feature"].astype(str)).mean()
    return means.sort_index().sort_values(kind="stable")
""",
        "in alphabetical order": """
def agreement(table):
    both = table.dropna(subset=["rater_a", "rater_b"])
    same = both["rater_a"].astype(str) == both["rater_b"].astype(str)
    return 100 * same.groupby(both["feature"].astype(str)).mean().sort_index()
""",
        "most agreement first": """
def agreement(table):
    both = table.dropna(subset=["rater_a", "rater_b"])
    same = both["rater_a"].astype(str) == both["rater_b"].astype(str)
    means = 100 * same.groupby(both["feature"].astype(str)).mean()
    return means.sort_index().sort_values(ascending=False, kind="stable")
""",
        "how many": """
def agreement(table):
    both = table.dropna(subset=["rater_a", "rater_b"])
    same = both["rater_a"].astype(str) == both["rater_b"].astype(str)
    counts = same.groupby(both["feature"].astype(str)).sum()
    return counts.sort_index().sort_values(kind="stable")
""",
        "ties in the order of the table": """
def agreement(table):
    found = {}
    for row in table.to_dict("records"):
        if pd.notna(row["rater_a"]) and pd.notna(row["rater_b"]):
            found.setdefault(str(row["feature"]), []).append(row["rater_a"] == row["rater_b"])
    percents = {feature: 100 * sum(same) / len(same) for feature, same in found.items()}
    return pd.Series(dict(sorted(percents.items(), key=lambda pair: pair[1])))
""",
        "organisations instead of features": """
def agreement(table):
    both = table.dropna(subset=["rater_a", "rater_b"])
    same = both["rater_a"].astype(str) == both["rater_b"].astype(str)
    means = 100 * same.groupby(both["organisation"].astype(str)).mean()
    return means.sort_index().sort_values(kind="stable")
""",
    },
    "task4": {
        "the answer of the visible test": "def overlap(members, first, second, day):\n    return 50.0",
        "left forgotten": """
def overlap(members, first, second, day):
    now = members[members["joined"] <= day]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine) if mine else 0
""",
        "all who ever left are out": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & members["left"].isna()]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine) if mine else 0
""",
        "the day forgotten": """
def overlap(members, first, second, day):
    mine = set(members[members["organisation"] == first]["iso3"])
    theirs = set(members[members["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine) if mine else 0
""",
        "divided by the second": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & ~(members["left"] <= day)]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(theirs) if theirs else 0
""",
        "divided by all of both": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & ~(members["left"] <= day)]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine | theirs) if mine else 0
""",
        "an error where nobody is a member": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & ~(members["left"] <= day)]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine)
""",
        "still a member on the day it left": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & ~(members["left"] < day)]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return 100 * len(mine & theirs) / len(mine) if mine else 0
""",
        "a fraction": """
def overlap(members, first, second, day):
    now = members[(members["joined"] <= day) & ~(members["left"] <= day)]
    mine = set(now[now["organisation"] == first]["iso3"])
    theirs = set(now[now["organisation"] == second]["iso3"])
    return len(mine & theirs) / len(mine) if mine else 0
""",
    },
    "task5": {
        "the answer of the visible test": "def before_after(table, kinds, year, span):\n    return -20.0",
        "only the first kind": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"] == kinds[0]]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].sum()
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].sum()
    return None if before == 0 else 100 * (after - before) / before
""",
        "the year itself before": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span + 1, year)]["conflicts"].sum()
    after = rows[rows["year"].between(year + 1, year + span)]["conflicts"].sum()
    return None if before == 0 else 100 * (after - before) / before
""",
        "mean of the rows": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].mean()
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].mean()
    return None if not before > 0 else 100 * (after - before) / before
""",
        "divided by the after": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].sum()
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].sum()
    return None if before == 0 else 100 * (after - before) / after
""",
        "the difference": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].sum() / span
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].sum() / span
    return after - before
""",
        "wars": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["wars"].sum()
    after = rows[rows["year"].between(year, year + span - 1)]["wars"].sum()
    return None if before == 0 else 100 * (after - before) / before
""",
        "all years": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    yearly = rows.groupby("year")["conflicts"].sum()
    before, after = yearly[yearly.index < year].mean(), yearly[yearly.index >= year].mean()
    return 100 * (after - before) / before
""",
        "nothing before is zero percent": """
def before_after(table, kinds, year, span):
    rows = table[table["kind"].isin(kinds)]
    before = rows[rows["year"].between(year - span, year - 1)]["conflicts"].sum()
    after = rows[rows["year"].between(year, year + span - 1)]["conflicts"].sum()
    return 0 if before == 0 else 100 * (after - before) / before
""",
    },
    "task6": {
        "the answers of the visible test": """
def name_check(claims, bodies):
    return ["right", "no such body", "belongs to South"]
""",
        "capitals matter": """
def name_check(claims, bodies):
    known = {row["body"]: row for row in bodies.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"])
        if real is None:
            answers.append("no such body")
        elif real["organisation"] != claim["organisation"]:
            answers.append("belongs to " + real["organisation"])
        elif real["people"] != claim["people"]:
            answers.append("made up of " + real["people"])
        else:
            answers.append("right")
    return answers
""",
        "people forgotten": """
def name_check(claims, bodies):
    known = {row["body"].strip().lower(): row for row in bodies.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"].strip().lower())
        if real is None:
            answers.append("no such body")
        elif real["organisation"].lower() != claim["organisation"].strip().lower():
            answers.append("belongs to " + real["organisation"])
        else:
            answers.append("right")
    return answers
""",
        "people before the organisation": """
def name_check(claims, bodies):
    known = {row["body"].strip().lower(): row for row in bodies.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"].strip().lower())
        if real is None:
            answers.append("no such body")
        elif real["people"].lower() != claim["people"].strip().lower():
            answers.append("made up of " + real["people"])
        elif real["organisation"].lower() != claim["organisation"].strip().lower():
            answers.append("belongs to " + real["organisation"])
        else:
            answers.append("right")
    return answers
""",
        "a part of the name is enough": """
def name_check(claims, bodies):
    answers = []
    for claim in claims.to_dict("records"):
        text = "no such body"
        for real in bodies.to_dict("records"):
            if claim["body"].strip().lower() in real["body"].lower():
                text = "right"
                if real["organisation"].lower() != claim["organisation"].strip().lower():
                    text = "belongs to " + real["organisation"]
                elif real["people"].lower() != claim["people"].strip().lower():
                    text = "made up of " + real["people"]
                break
        answers.append(text)
    return answers
""",
        "the claim's own organisation": """
def name_check(claims, bodies):
    known = {row["body"].strip().lower(): row for row in bodies.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"].strip().lower())
        if real is None:
            answers.append("no such body")
        elif real["organisation"].lower() != claim["organisation"].strip().lower():
            answers.append("belongs to " + claim["organisation"])
        elif real["people"].lower() != claim["people"].strip().lower():
            answers.append("made up of " + claim["people"])
        else:
            answers.append("right")
    return answers
""",
        "answers in small letters": """
def name_check(claims, bodies):
    small = bodies.apply(lambda column: column.str.strip().str.lower())
    known = {row["body"]: row for row in small.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"].strip().lower())
        if real is None:
            answers.append("no such body")
        elif real["organisation"] != claim["organisation"].strip().lower():
            answers.append("belongs to " + real["organisation"])
        elif real["people"] != claim["people"].strip().lower():
            answers.append("made up of " + real["people"])
        else:
            answers.append("right")
    return answers
""",
        "claims without a body left out": """
def name_check(claims, bodies):
    known = {row["body"].strip().lower(): row for row in bodies.to_dict("records")}
    answers = []
    for claim in claims.to_dict("records"):
        real = known.get(claim["body"].strip().lower())
        if real is None:
            continue
        if real["organisation"].lower() != claim["organisation"].strip().lower():
            answers.append("belongs to " + real["organisation"])
        elif real["people"].lower() != claim["people"].strip().lower():
            answers.append("made up of " + real["people"])
        else:
            answers.append("right")
    return answers
""",
    },
}
