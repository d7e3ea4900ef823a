"""Answers to assignment 05: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "five lines": """
missing = {
    "A": "political",
    "B": "logistic",
    "C": "logistic",
    "D": "cultural",
    "E": "accountability",
}
""",
        "one after the other": """
missing = {"A": "political", "B": "logistic"}
missing["C"] = missing["B"]
missing["D"] = "cultural"
missing["E"] = "accountability"
""",
    },
    "task2": {
        "both conditions": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) & ~may]
    answer = rows["soldiers"].sum()
    return answer
""",
        "all who are near, minus those who may": """
def kept_away(table, hours):
    near = table[table["hours_away"] <= hours]
    may = near[near["leave"] & near["night"] & near["escort"]]
    return near["soldiers"].sum() - may["soldiers"].sum()
""",
        "one no is enough": """
def kept_away(table, hours):
    no = ~table["leave"] | ~table["night"] | ~table["escort"]
    rows = table[no & ~(table["hours_away"] > hours)]
    answer = rows["soldiers"].sum()
    return answer
""",
    },
    "task3": {
        "nlargest": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    answer = large.nlargest(3, "share")
    return answer
""",
        "assign and sort": """
def first_three(table):
    large = table[table["total"] >= 500]
    large = large.assign(share=large["women"] / large["total"])
    answer = large.sort_values("share").tail(3).sort_values("share", ascending=False)
    return answer
""",
        "the smallest share of men": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share_of_men"] = large["men"] / large["total"] * 100
    return large.nsmallest(3, "share_of_men")[["country", "women", "total"]]
""",
    },
    "task4": {
        "two sides": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    answer = times(below) / times(above)
    return answer
""",
        "the long way": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] != "below"]
    rise_below = below["after"].sum() / below["before"].sum()
    rise_above = above["after"].sum() / above["before"].sum()
    return rise_below / rise_above
""",
        "by groups": """
def compared(table):
    sums = table.groupby("side")[["before", "after"]].sum()
    rise = sums["after"] / sums["before"]
    answer = rise["below"] / rise["above"]
    return answer
""",
    },
    "task5": {
        "map and sum so far": """
def most_at_once(table):
    sign = table["move"].map({"came": 1, "left": -1})
    there = (sign * table["soldiers"]).cumsum()
    answer = there.max()
    return answer
""",
        "two sums so far": """
def most_at_once(table):
    came = table["move"].map({"came": 1, "left": 0}) * table["soldiers"]
    left = table["move"].map({"came": 0, "left": 1}) * table["soldiers"]
    return (came.cumsum() - left.cumsum()).max()
""",
        "a loop": """
def most_at_once(table):
    there = 0
    found = []
    for number in table["soldiers"] * table["move"].map({"came": 1, "left": -1}):
        there = there + number
        found.append(there)
    return max(found)
""",
    },
    "task6": {
        "count the True ones": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "B"
needed = "C"
""",
        "rows": """
left = ended.dropna(subset=["left"])
gone = len(left)
longer = len(left[left["months"] > 6])
sentence = "B"
needed = "C"
""",
    },
    "stretch1": {
        "masks": """
def who_comes(table, task, night, hours):
    may = table["may_leave_sector"] & table[task]
    if night:
        may = may & table["may_move_at_night"]
    come = table[may & (table["hours_away"] <= hours)]
    return come.sort_values(["hours_away", "contingent"])["contingent"].tolist()
""",
        "a loop": """
def who_comes(table, task, night, hours):
    found = []
    for row in table.to_dict("records"):
        needed = [row["may_leave_sector"], row[task]]
        if night:
            needed.append(row["may_move_at_night"])
        if all(needed) and row["hours_away"] <= hours:
            found.append((row["hours_away"], row["contingent"]))
    return [name for _, name in sorted(found)]
""",
        "columns and all": """
def who_comes(table, task, night, hours):
    columns = ["may_leave_sector", task] + (["may_move_at_night"] if night else [])
    ready = table[table[columns].all(axis=1)]
    ready = ready[~(ready["hours_away"] > hours)]
    return list(ready.sort_values(by=["hours_away", "contingent"]).contingent)
""",
    },
    "stretch2": {
        "three filters": """
def attack_rate(deaths, strength, mission, first, last):
    mine = deaths[deaths["mission"] == mission]
    mine = mine[mine["year"].between(first, last)]
    killed = mine[mine["cause"] == "malicious act"]["deaths"].sum()
    there = strength[strength["mission"] == mission]
    there = there[there["month"].dt.year.between(first, last)]
    return 1000 * killed / (there["total"].sum() / 12)
""",
        "query": """
def attack_rate(deaths, strength, mission, first, last):
    killed = deaths.query("mission == @mission and cause == 'malicious act' and @first <= year <= @last")
    served = strength.assign(year=strength["month"].dt.year).query("mission == @mission and @first <= year <= @last")
    return float(killed["deaths"].sum() * 12000 / served["total"].sum())
""",
        "mean strength times years": """
def attack_rate(deaths, strength, mission, first, last):
    rows = (deaths["mission"] == mission) & (deaths["cause"] == "malicious act")
    killed = deaths[rows & (deaths["year"] >= first) & (deaths["year"] <= last)]["deaths"].sum()
    years = strength["month"].dt.year
    totals = strength[(strength["mission"] == mission) & (years >= first) & (years <= last)]["total"].dropna()
    person_years = totals.mean() * len(totals) / 12
    return 1000 * killed / person_years
""",
    },
    "stretch3": {
        "filter and first": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[strength["mission"] == mission].dropna(subset=["total"])
    rows = rows[rows["month"] >= since.replace(day=1)]
    rows = rows[rows["total"] >= share * authorised]
    if len(rows) == 0:
        return None
    first = rows["month"].min()
    return 12 * (first.year - since.year) + (first.month - since.month)
""",
        "periods": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & strength["total"].notna()]
    rows = rows[rows["total"] / authorised >= share]
    gaps = [(month.to_period("M") - since.to_period("M")).n for month in rows["month"]]
    gaps = [gap for gap in gaps if gap >= 0]
    return min(gaps) if gaps else None
""",
        "a running search": """
def months_until(strength, mission, since, authorised, share):
    ours = strength[strength["mission"] == mission].sort_values("month")
    for month, total in zip(ours["month"], ours["total"]):
        gap = (month.year - since.year) * 12 + month.month - since.month
        if gap >= 0 and pd.notna(total) and total >= share * authorised:
            return gap
    return None
""",
    },
}

WRONG = {
    "task1": {
        "as the newspaper says": 'missing = {"A": "political", "B": "logistic", "C": "political", "D": "logistic", "E": "cultural"}',
        "C as the newspaper says": 'missing = {"A": "political", "B": "logistic", "C": "political", "D": "cultural", "E": "accountability"}',
        "D as the newspaper says": 'missing = {"A": "political", "B": "logistic", "C": "logistic", "D": "logistic", "E": "accountability"}',
        "E as the newspaper says": 'missing = {"A": "political", "B": "logistic", "C": "logistic", "D": "cultural", "E": "cultural"}',
        "no office is a lack of means": 'missing = {"A": "political", "B": "logistic", "C": "logistic", "D": "cultural", "E": "logistic"}',
        "somebody has to answer for the food": 'missing = {"A": "political", "B": "logistic", "C": "logistic", "D": "accountability", "E": "accountability"}',
        "somebody has to answer for the ship": 'missing = {"A": "political", "B": "logistic", "C": "accountability", "D": "cultural", "E": "accountability"}',
        "a line forgotten": 'missing = {"A": "political", "B": "logistic", "C": "logistic", "D": "cultural"}',
        "a label of its own": 'missing = {"A": "political", "B": "logistic", "C": "slow", "D": "cultural", "E": "accountability"}',
        "the timid are not understood": 'missing = {"A": "cultural", "B": "logistic", "C": "logistic", "D": "cultural", "E": "accountability"}',
        "the labels of the visible test": 'missing = {"A": "political", "B": "logistic", "C": "cultural", "D": "political", "E": "accountability"}',
    },
    "task2": {
        "those who may come": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) & may]
    answer = rows["soldiers"].sum()
    return answer
""",
        "all who are near": """
def kept_away(table, hours):
    rows = table[table["hours_away"] <= hours]
    return rows["soldiers"].sum()
""",
        "the far ones, too": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    return table[~may]["soldiers"].sum()
""",
        "near or not allowed": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) | ~may]
    return rows["soldiers"].sum()
""",
        "the night forgotten": """
def kept_away(table, hours):
    may = table["leave"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) & ~may]
    return rows["soldiers"].sum()
""",
        "only the sector": """
def kept_away(table, hours):
    rows = table[(table["hours_away"] <= hours) & ~table["leave"]]
    return rows["soldiers"].sum()
""",
        "all three permissions missing": """
def kept_away(table, hours):
    may_not = ~table["leave"] & ~table["night"] & ~table["escort"]
    rows = table[(table["hours_away"] <= hours) & may_not]
    return rows["soldiers"].sum()
""",
        "the last hour is too late": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] < hours) & ~may]
    return rows["soldiers"].sum()
""",
        "contingents, not soldiers": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) & ~may]
    return len(rows)
""",
        "their names": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= hours) & ~may]
    return rows["contingent"]
""",
        "always four hours": """
def kept_away(table, hours):
    may = table["leave"] & table["night"] & table["escort"]
    rows = table[(table["hours_away"] <= 4) & ~may]
    return rows["soldiers"].sum()
""",
        "the value of the visible test": """
def kept_away(table, hours):
    return 50
""",
    },
    "task3": {
        "most women": """
def first_three(table):
    large = table[table["total"] >= 500]
    answer = large.nlargest(3, "women")
    return answer
""",
        "the smallest states, too": """
def first_three(table):
    table["share"] = table["women"] / table["total"] * 100
    answer = table.nlargest(3, "share")
    return answer
""",
        "a share of all women": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["women"].sum() * 100
    return large.nlargest(3, "share")
""",
        "the smallest shares": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    return large.nsmallest(3, "share")
""",
        "the smallest first": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    return large.sort_values("share").tail(3)
""",
        "upside down": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["total"] / large["women"] * 100
    return large.nlargest(3, "share")
""",
        "only one": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    return large.nlargest(1, "share")
""",
        "not sorted": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    return large.head(3)
""",
        "the shares alone": """
def first_three(table):
    large = table[table["total"] >= 500]
    large["share"] = large["women"] / large["total"] * 100
    return large["share"].nlargest(3)
""",
        "the fewest people": """
def first_three(table):
    large = table[table["total"] >= 500]
    return large.nsmallest(3, "total")
""",
        "the fewest men": """
def first_three(table):
    large = table[table["total"] >= 500]
    return large.nsmallest(3, "men")
""",
        "the rows of the visible test": """
def first_three(table):
    return pd.DataFrame({"country": ["Coast", "Highland", "Plain"]})
""",
    },
    "task4": {
        "the colleague's number": """
def compared(table):
    below = table[table["side"] == "below"]
    answer = below["after"].sum() / below["before"].sum()
    return answer
""",
        "above divided by below": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    answer = times(above) / times(below)
    return answer
""",
        "a difference": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    return times(below) - times(above)
""",
        "only the month after": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    return below["after"].sum() / above["after"].sum()
""",
        "the whole river in place of above": """
def compared(table):
    below = table[table["side"] == "below"]
    return times(below) / times(table)
""",
        "how many more": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    more_below = below["after"].sum() - below["before"].sum()
    more_above = above["after"].sum() - above["before"].sum()
    return more_below / more_above
""",
        "an average of the villages": """
def compared(table):
    table = table.assign(rise=table["after"] / table["before"])
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    return below["rise"].mean() / above["rise"].mean()
""",
        "the worst village": """
def compared(table):
    table = table.assign(rise=table["after"] / table["before"])
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    return below["rise"].max() / above["rise"].max()
""",
        "in percent": """
def compared(table):
    below = table[table["side"] == "below"]
    above = table[table["side"] == "above"]
    return times(below) / times(above) * 100
""",
        "the share of the sick who live below": """
def compared(table):
    below = table[table["side"] == "below"]
    return below["after"].sum() / table["after"].sum() * 100
""",
        "the value of the visible test": """
def compared(table):
    return 3
""",
    },
    "task5": {
        "the minister's number": """
def most_at_once(table):
    came = table[table["move"] == "came"]
    answer = came["soldiers"].sum()
    return answer
""",
        "the sum so far of all movements": """
def most_at_once(table):
    there = table["soldiers"].cumsum()
    answer = there.max()
    return answer
""",
        "after the last movement": """
def most_at_once(table):
    sign = table["move"].map({"came": 1, "left": -1})
    answer = (sign * table["soldiers"]).sum()
    return answer
""",
        "the largest contingent": """
def most_at_once(table):
    answer = table["soldiers"].max()
    return answer
""",
        "those who left count nothing": """
def most_at_once(table):
    sign = table["move"].map({"came": 1, "left": 0})
    there = (sign * table["soldiers"]).cumsum()
    return there.max()
""",
        "signs turned round": """
def most_at_once(table):
    sign = table["move"].map({"came": -1, "left": 1})
    there = (sign * table["soldiers"]).cumsum()
    return there.max()
""",
        "movements, not soldiers": """
def most_at_once(table):
    sign = table["move"].map({"came": 1, "left": -1})
    there = sign.cumsum()
    return there.max()
""",
        "a word spelled otherwise": """
def most_at_once(table):
    sign = table["move"].map({"Came": 1, "Left": -1})
    there = (sign * table["soldiers"]).cumsum()
    return there.max()
""",
        "the whole column": """
def most_at_once(table):
    sign = table["move"].map({"came": 1, "left": -1})
    there = (sign * table["soldiers"]).cumsum()
    return there
""",
        "until the first one leaves": """
def most_at_once(table):
    left = table["move"].map({"came": 0, "left": 1}).cumsum()
    before = table[left == 0]
    return before["soldiers"].sum()
""",
        "the two largest": """
def most_at_once(table):
    came = table[table["move"] == "came"]
    return came["soldiers"].head(2).sum()
""",
        "the value of the visible test": """
def most_at_once(table):
    return 150
""",
    },
    "task6": {
        "all missions": """
gone = len(ended)
longer = (ended["months"] > 6).sum()
sentence = "B"
needed = "C"
""",
        "those that had not left": """
gone = ended["months"].isna().sum()
longer = (ended["months"] > 6).sum()
sentence = "B"
needed = "C"
""",
        "six months and less": """
gone = ended["months"].notna().sum()
longer = (ended["months"] <= 6).sum()
sentence = "B"
needed = "C"
""",
        "more than seven months": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 7).sum()
sentence = "B"
needed = "C"
""",
        "those that are still there counted as well": """
gone = ended["months"].notna().sum()
longer = (ended["months"].fillna(24) > 6).sum()
sentence = "B"
needed = "C"
""",
        "the median": """
gone = ended["months"].notna().sum()
longer = ended["months"].median()
sentence = "B"
needed = "C"
""",
        "a rule for all missions": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "A"
needed = "C"
""",
        "the people were safe": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "C"
needed = "C"
""",
        "a longer list is enough": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "B"
needed = "A"
""",
        "exact days are enough": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "B"
needed = "B"
""",
        "a letter left open": """
gone = ended["months"].notna().sum()
longer = (ended["months"] > 6).sum()
sentence = "B"
""",
    },
    "stretch1": {
        "the names of the visible test": 'def who_comes(table, task, night, hours):\n    return ["Pine", "Oak"]',
        "night forgotten": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table[task] & (table["hours_away"] <= hours)
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
        "always at night": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table[task] & table["may_move_at_night"] & (table["hours_away"] <= hours)
    return list(table[ready].sort_values("hours_away")["contingent"])
""",
        "time forgotten": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table[task] & (table["may_move_at_night"] | (not night))
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
        "less than instead of not more than": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table[task] & (table["hours_away"] < hours)
    ready = ready & (table["may_move_at_night"] | (not night))
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
        "the sector forgotten": """
def who_comes(table, task, night, hours):
    ready = table[task] & (table["may_move_at_night"] | (not night)) & (table["hours_away"] <= hours)
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
        "in the order of the table": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table[task] & (table["hours_away"] <= hours)
    ready = ready & (table["may_move_at_night"] | (not night))
    return list(table[ready]["contingent"])
""",
        "always escort": """
def who_comes(table, task, night, hours):
    ready = table["may_leave_sector"] & table["may_escort"] & (table["hours_away"] <= hours)
    ready = ready & (table["may_move_at_night"] | (not night))
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
        "one permission is enough": """
def who_comes(table, task, night, hours):
    ready = (table["may_leave_sector"] | table[task]) & (table["hours_away"] <= hours)
    return list(table[ready].sort_values(["hours_away", "contingent"])["contingent"])
""",
    },
    "stretch2": {
        "the answer of the visible test": "def attack_rate(deaths, strength, mission, first, last):\n    return 2.0",
        "all causes": """
def attack_rate(deaths, strength, mission, first, last):
    killed = deaths[(deaths["mission"] == mission) & deaths["year"].between(first, last)]["deaths"].sum()
    months = strength[(strength["mission"] == mission) & strength["month"].dt.year.between(first, last)]
    return 1000 * killed / (months["total"].sum() / 12)
""",
        "person-months": """
def attack_rate(deaths, strength, mission, first, last):
    rows = deaths[(deaths["mission"] == mission) & (deaths["cause"] == "malicious act")]
    killed = rows[rows["year"].between(first, last)]["deaths"].sum()
    months = strength[(strength["mission"] == mission) & strength["month"].dt.year.between(first, last)]
    return 1000 * killed / months["total"].sum()
""",
        "the years forgotten in the deaths": """
def attack_rate(deaths, strength, mission, first, last):
    killed = deaths[(deaths["mission"] == mission) & (deaths["cause"] == "malicious act")]["deaths"].sum()
    months = strength[(strength["mission"] == mission) & strength["month"].dt.year.between(first, last)]
    return 1000 * killed / (months["total"].sum() / 12)
""",
        "mean strength, years as a difference": """
def attack_rate(deaths, strength, mission, first, last):
    rows = deaths[(deaths["mission"] == mission) & (deaths["cause"] == "malicious act")]
    killed = rows[rows["year"].between(first, last)]["deaths"].sum()
    months = strength[(strength["mission"] == mission) & strength["month"].dt.year.between(first, last)]
    return 1000 * killed / (months["total"].mean() * (last - first))
""",
        "all missions": """
def attack_rate(deaths, strength, mission, first, last):
    killed = deaths[(deaths["cause"] == "malicious act") & deaths["year"].between(first, last)]["deaths"].sum()
    months = strength[strength["month"].dt.year.between(first, last)]
    return 1000 * killed / (months["total"].sum() / 12)
""",
        "full calendar years": """
def attack_rate(deaths, strength, mission, first, last):
    rows = deaths[(deaths["mission"] == mission) & (deaths["cause"] == "malicious act")]
    killed = rows[rows["year"].between(first, last)]["deaths"].sum()
    months = strength[(strength["mission"] == mission) & strength["month"].dt.year.between(first, last)]
    return 1000 * killed / (months["total"].mean() * (last - first + 1))
""",
        "a count": """
def attack_rate(deaths, strength, mission, first, last):
    rows = deaths[(deaths["mission"] == mission) & (deaths["cause"] == "malicious act")]
    return rows[rows["year"].between(first, last)]["deaths"].sum()
""",
    },
    "stretch3": {
        "the answer of the visible test": (
            "def months_until(strength, mission, since, authorised, share):\n    return 4"
        ),
        "counted from the first row": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[strength["mission"] == mission].sort_values("month")
    start = rows["month"].iloc[0]
    enough = rows[rows["total"].fillna(0) >= share * authorised]
    if enough.empty:
        return None
    first = enough["month"].iloc[0]
    return 12 * (first.year - start.year) + first.month - start.month
""",
        "an error where it never gets there": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & (strength["month"] >= since.replace(day=1))]
    first = rows[rows["total"].fillna(0) >= share * authorised]["month"].iloc[0]
    return 12 * (first.year - since.year) + first.month - since.month
""",
        "April counted too": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & (strength["month"] >= since.replace(day=1))]
    enough = rows[rows["total"].fillna(0) >= share * authorised].sort_values("month")
    if enough.empty:
        return None
    first = enough["month"].iloc[0]
    return 12 * (first.year - since.year) + first.month - since.month + 1
""",
        "share of the peak": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & (strength["month"] >= since.replace(day=1))]
    enough = rows[rows["total"].fillna(0) >= share * rows["total"].max()].sort_values("month")
    if enough.empty:
        return None
    first = enough["month"].iloc[0]
    return 12 * (first.year - since.year) + first.month - since.month
""",
        "rows counted": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & (strength["month"] >= since.replace(day=1))]
    below = rows[rows["total"].fillna(0) < share * authorised]
    return len(below)
""",
        "before the resolution as well": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[strength["mission"] == mission].sort_values("month")
    enough = rows[rows["total"].fillna(0) >= share * authorised]
    if enough.empty:
        return None
    first = enough["month"].iloc[0]
    return 12 * (first.year - since.year) + first.month - since.month
""",
        "months alone": """
def months_until(strength, mission, since, authorised, share):
    rows = strength[(strength["mission"] == mission) & (strength["month"] >= since.replace(day=1))]
    enough = rows[rows["total"].fillna(0) >= share * authorised].sort_values("month")
    return None if enough.empty else enough["month"].iloc[0].month - since.month
""",
    },
}
