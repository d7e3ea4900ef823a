"""Answers to assignment 04: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "five lines": """
use = {
    "A": "old use",
    "B": "new use",
    "C": "not defence diplomacy",
    "D": "new use",
    "E": "not defence diplomacy",
}
""",
        "one after the other": """
use = {"A": "old use", "B": "new use"}
use["C"] = "not defence diplomacy"
use["D"] = use["B"]
use["E"] = use["C"]
""",
    },
    "task2": {
        "share and name": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"] * 100
    answer = share.idxmax()
    return answer
""",
        "a fraction has its largest value there, too": """
def top_year(table):
    return (table["humanitarian"] / table["exercises"]).idxmax()
""",
        "the smallest rest": """
def top_year(table):
    table = table.assign(others=1 - table["humanitarian"] / table["exercises"])
    answer = table["others"].idxmin()
    return answer
""",
        "sorted": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"]
    return share.sort_values().index[-1]
""",
    },
    "task3": {
        "the loop": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(ahead)
    return found
""",
        "with else": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    in_time = []
    for ahead in notices:
        if ahead >= days:
            in_time.append(ahead)
        else:
            found.append(ahead)
    return found
""",
        "not in time": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if not ahead >= days:
            found.append(ahead)
    return found
""",
    },
    "task4": {
        "two groups": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    answer = rate(many) - rate(few)
    return answer
""",
        "means": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    answer = (many["crisis"].mean() - few["crisis"].mean()) * 100
    return answer
""",
        "the long way": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    with_many = len(many[many["crisis"]]) / len(many) * 100
    with_few = len(few[few["crisis"]]) / len(few) * 100
    return with_many - with_few
""",
    },
    "task5": {
        "rates": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"] * 1000
    answer = rate[last] - rate[first]
    return answer
""",
        "two cells each": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    new = by_year.loc[last, "unsafe"] / by_year.loc[last, "meetings"]
    old = by_year.loc[first, "unsafe"] / by_year.loc[first, "meetings"]
    return (new - old) * 1000
""",
        "minus the other way": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = 1000 * by_year["unsafe"] / by_year["meetings"]
    answer = -(rate[first] - rate[last])
    return answer
""",
    },
    "task6": {
        "both conditions": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "C"
""",
        "one filter after the other": """
greece = pairs[pairs["iso3_a"] == "GRC"]
row = greece[greece["iso3_b"] == "TUR"]
meetings = row["exercises"].iloc[0]
sentence = "B"
needed = "C"
""",
    },
    "stretch1": {
        "sort and take the last": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year].sort_values("year")
    return len(known) > 0 and troops >= known["notify_from_troops"].iloc[-1]
""",
        "idxmax": """
def must_notify(troops, year, table):
    known = table.loc[table["year"] <= year]
    if known.empty:
        return False
    return troops >= known.loc[known["year"].idxmax(), "notify_from_troops"]
""",
        "a loop": """
def must_notify(troops, year, table):
    newest, threshold = None, None
    for row in table.itertuples():
        if row.year <= year and (newest is None or row.year > newest):
            newest, threshold = row.year, row.notify_from_troops
    return threshold is not None and troops >= threshold
""",
    },
    "stretch2": {
        "masks": """
def late_notices(calendar, from_troops, days):
    due = calendar["troops"] >= from_troops
    ahead = (calendar["starts"] - calendar["notified"]).dt.days
    return calendar[due & (calendar["notified"].isna() | (ahead < days))]["exercise"].tolist()
""",
        "blank is minus one day": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return list(calendar.loc[(calendar["troops"] >= from_troops) & (ahead < days), "exercise"])
""",
        "a loop": """
def late_notices(calendar, from_troops, days):
    names = []
    for _, row in calendar.iterrows():
        if row["troops"] < from_troops:
            continue
        last_day = row["starts"] - pd.Timedelta(days=days)
        if pd.isna(row["notified"]) or row["notified"] > last_day:
            names.append(row["exercise"])
    return names
""",
        "not in time": """
def late_notices(calendar, from_troops, days):
    due = calendar[calendar["troops"] >= from_troops]
    in_time = due["notified"] <= due["starts"] - pd.Timedelta(days=days)
    return due.loc[~in_time, "exercise"].tolist()
""",
    },
    "stretch3": {
        "count members": """
def kinds_of_pairs(pairs, members):
    inside = pairs["iso3_a"].isin(members).astype(int) + pairs["iso3_b"].isin(members).astype(int)
    percent = 100 * inside.value_counts(normalize=True).reindex([2, 1, 0], fill_value=0)
    return percent.set_axis(["both", "one", "none"])
""",
        "and, or": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return 100 * pd.Series({"both": (a & b).mean(), "one": (a != b).mean(), "none": (~a & ~b).mean()})
""",
        "a loop": """
def kinds_of_pairs(pairs, members):
    counts = {"both": 0, "one": 0, "none": 0}
    for a, b in zip(pairs["iso3_a"], pairs["iso3_b"]):
        number = (a in members) + (b in members)
        counts[["none", "one", "both"][number]] += 1
    return pd.Series(counts) / len(pairs) * 100
""",
    },
}

WRONG = {
    "task1": {
        "by the name": 'use = {"A": "old use", "B": "old use", "C": "new use", "D": "old use", "E": "new use"}',
        "whoever brings peace is a diplomat": 'use = {"A": "old use", "B": "new use", "C": "new use", "D": "new use", "E": "not defence diplomacy"}',
        "whoever sits in an embassy is a diplomat": 'use = {"A": "old use", "B": "new use", "C": "not defence diplomacy", "D": "new use", "E": "new use"}',
        "operations strengthen allies": 'use = {"A": "old use", "B": "new use", "C": "old use", "D": "new use", "E": "not defence diplomacy"}',
        "lawyers are no soldiers": 'use = {"A": "old use", "B": "new use", "C": "not defence diplomacy", "D": "not defence diplomacy", "E": "not defence diplomacy"}',
        "an exercise is an exercise": 'use = {"A": "old use", "B": "old use", "C": "not defence diplomacy", "D": "new use", "E": "not defence diplomacy"}',
        "allies are friends, too": 'use = {"A": "new use", "B": "new use", "C": "not defence diplomacy", "D": "new use", "E": "not defence diplomacy"}',
        "a line forgotten": 'use = {"A": "old use", "B": "new use", "C": "not defence diplomacy", "D": "new use"}',
        "a label of its own": 'use = {"A": "old use", "B": "new use", "C": "not defence diplomacy", "D": "new use", "E": "spying"}',
        "the labels of the visible test": 'use = {"A": "old use", "B": "new use", "C": "new use", "D": "new use", "E": "old use"}',
    },
    "task2": {
        "the year with the most": """
def top_year(table):
    answer = table["humanitarian"].idxmax()
    return answer
""",
        "the share, not the year": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"] * 100
    answer = share.max()
    return answer
""",
        "the smallest share": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"] * 100
    return share.idxmin()
""",
        "a share of all years": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"].sum() * 100
    return share.idxmax()
""",
        "upside down": """
def top_year(table):
    share = table["exercises"] / table["humanitarian"] * 100
    return share.idxmax()
""",
        "the place, not the name": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"] * 100
    return share.argmax()
""",
        "the whole table": """
def top_year(table):
    share = table["humanitarian"] / table["exercises"] * 100
    return table[share == share.max()]
""",
        "the year with the fewest exercises": """
def top_year(table):
    return table["exercises"].idxmin()
""",
        "the smallest number of others": """
def top_year(table):
    others = table["exercises"] - table["humanitarian"]
    return others.idxmin()
""",
        "the first row": """
def top_year(table):
    return table.index[0]
""",
        "the value of the visible test": """
def top_year(table):
    return 2001
""",
    },
    "task3": {
        "the last day is too late": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead <= days:
            found.append(ahead)
    return found
""",
        "those in time": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead >= days:
            found.append(ahead)
    return found
""",
        "42 days for every document": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < 42:
            found.append(ahead)
    return found
""",
        "the days asked for in the list": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(days)
    return found
""",
        "the days that are missing": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(days - ahead)
    return found
""",
        "each number once": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days and ahead not in found:
            found.append(ahead)
    return found
""",
        "the smallest first": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(ahead)
    return sorted(found)
""",
        "how many": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(ahead)
    return len(found)
""",
        "every notice": """
def late(notices, document):
    found = []
    for ahead in notices:
        found.append(ahead)
    return found
""",
        "True and False": """
def late(notices, document):
    days = thresholds.loc[document, "notice_days"]
    found = []
    for ahead in notices:
        found.append(ahead < days)
    return found
""",
        "troops, not days": """
def late(notices, document):
    days = thresholds.loc[document, "notify_from_troops"]
    found = []
    for ahead in notices:
        if ahead < days:
            found.append(ahead)
    return found
""",
        "the value of the visible test": """
def late(notices, document):
    return [41]
""",
    },
    "task4": {
        "the colleague's number": """
def gap(table):
    quiet = table[~table["crisis"]]
    answer = (quiet["contacts"] == "many").sum() / len(quiet) * 100
    return answer
""",
        "quiet pairs against pairs in crisis": """
def gap(table):
    quiet = table[~table["crisis"]]
    others = table[table["crisis"]]
    answer = (quiet["contacts"] == "many").sum() / len(quiet) * 100
    answer = answer - (others["contacts"] == "many").sum() / len(others) * 100
    return answer
""",
        "few minus many": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    return rate(few) - rate(many)
""",
        "crises, not rates": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    return many["crisis"].sum() - few["crisis"].sum()
""",
        "all pairs in place of few": """
def gap(table):
    many = table[table["contacts"] == "many"]
    return rate(many) - rate(table)
""",
        "all others in place of few": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] != "many"]
    return rate(many) - rate(few)
""",
        "some counted with many": """
def gap(table):
    many = table[table["contacts"] != "few"]
    few = table[table["contacts"] == "few"]
    return rate(many) - rate(few)
""",
        "a change in percent": """
def gap(table):
    many = rate(table[table["contacts"] == "many"])
    few = rate(table[table["contacts"] == "few"])
    return (many - few) / few * 100
""",
        "a fraction": """
def gap(table):
    many = table[table["contacts"] == "many"]
    few = table[table["contacts"] == "few"]
    return (rate(many) - rate(few)) / 100
""",
        "only one rate": """
def gap(table):
    many = table[table["contacts"] == "many"]
    return rate(many)
""",
        "the value of the visible test": """
def gap(table):
    return -25
""",
    },
    "task5": {
        "the newspaper's count": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    answer = by_year["unsafe"][last] - by_year["unsafe"][first]
    return answer
""",
        "first minus last": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"] * 1000
    return rate[first] - rate[last]
""",
        "of a hundred": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"] * 100
    return rate[last] - rate[first]
""",
        "a change in percent": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"] * 1000
    return (rate[last] - rate[first]) / rate[first] * 100
""",
        "of all meetings of all years": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"].sum() * 1000
    return rate[last] - rate[first]
""",
        "upside down": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["meetings"] / by_year["unsafe"] * 1000
    return rate[last] - rate[first]
""",
        "the rate of the last year": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = by_year["unsafe"] / by_year["meetings"] * 1000
    return rate[last]
""",
        "the last row minus the first": """
def rate_change(table, first, last):
    rate = table["unsafe"] / table["meetings"] * 1000
    return rate.iloc[-1] - rate.iloc[0]
""",
        "rounded": """
def rate_change(table, first, last):
    by_year = table.set_index("year")
    rate = round(by_year["unsafe"] / by_year["meetings"] * 1000)
    return round((rate[last] - rate[first]) / 5) * 5
""",
        "largest and smallest": """
def rate_change(table, first, last):
    rate = table["unsafe"] / table["meetings"] * 1000
    return rate.min() - rate.max()
""",
        "the value of the visible test": """
def rate_change(table, first, last):
    return -5
""",
    },
    "task6": {
        "every pair with Greece": """
row = pairs[pairs["iso3_a"] == "GRC"]
meetings = row["exercises"].sum()
sentence = "B"
needed = "C"
""",
        "one or the other": """
row = pairs[(pairs["iso3_a"] == "GRC") | (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "C"
""",
        "the codes in the other order": """
row = pairs[(pairs["iso3_a"] == "TUR") & (pairs["iso3_b"] == "GRC")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "C"
""",
        "rows, not exercises": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = len(row)
sentence = "B"
needed = "C"
""",
        "Greece and Italy": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "ITA")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "C"
""",
        "contact is trust": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "A"
needed = "C"
""",
        "peace made the exercises": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "C"
needed = "C"
""",
        "more of the same": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "A"
""",
        "more detail": """
row = pairs[(pairs["iso3_a"] == "GRC") & (pairs["iso3_b"] == "TUR")]
meetings = row["exercises"].sum()
sentence = "B"
needed = "B"
""",
    },
    "stretch1": {
        "above in place of from": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year].sort_values("year")
    return len(known) > 0 and troops > known["notify_from_troops"].iloc[-1]
""",
        "the last row, whatever the order": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year]
    return len(known) > 0 and troops >= known["notify_from_troops"].iloc[-1]
""",
        "no document yet": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year].sort_values("year")
    return troops >= known["notify_from_troops"].iloc[-1]
""",
        "a document counts from the next year": """
def must_notify(troops, year, table):
    known = table[table["year"] < year].sort_values("year")
    return len(known) > 0 and troops >= known["notify_from_troops"].iloc[-1]
""",
        "the newest document for all years": """
def must_notify(troops, year, table):
    return troops >= table.sort_values("year")["notify_from_troops"].iloc[-1]
""",
        "the lowest threshold so far": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year]
    return len(known) > 0 and troops >= known["notify_from_troops"].min()
""",
        "the oldest document": """
def must_notify(troops, year, table):
    return troops >= table.sort_values("year")["notify_from_troops"].iloc[0]
""",
        "a word": """
def must_notify(troops, year, table):
    known = table[table["year"] <= year].sort_values("year")
    return "yes" if len(known) and troops >= known["notify_from_troops"].iloc[-1] else "no"
""",
        "the number 9,000": """
def must_notify(troops, year, table):
    return troops >= 9000
""",
        "the values of the visible test": """
def must_notify(troops, year, table):
    return year == 2012
""",
    },
    "stretch2": {
        "no notice at all is overlooked": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days
    return calendar.loc[(calendar["troops"] >= from_troops) & (ahead < days), "exercise"].tolist()
""",
        "above in place of from": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return calendar.loc[(calendar["troops"] > from_troops) & (ahead < days), "exercise"].tolist()
""",
        "the last day is too late": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return calendar.loc[(calendar["troops"] >= from_troops) & (ahead <= days), "exercise"].tolist()
""",
        "small exercises too": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return calendar.loc[ahead < days, "exercise"].tolist()
""",
        "in alphabetical order": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return sorted(calendar.loc[(calendar["troops"] >= from_troops) & (ahead < days), "exercise"])
""",
        "those in time": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days
    return calendar.loc[(calendar["troops"] >= from_troops) & (ahead >= days), "exercise"].tolist()
""",
        "how many": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return int(((calendar["troops"] >= from_troops) & (ahead < days)).sum())
""",
        "42 days for every rule": """
def late_notices(calendar, from_troops, days):
    ahead = (calendar["starts"] - calendar["notified"]).dt.days.fillna(-1)
    return calendar.loc[(calendar["troops"] >= from_troops) & (ahead < 42), "exercise"].tolist()
""",
        "blank rows dropped, and rows counted by place": """
def late_notices(calendar, from_troops, days):
    known = calendar.dropna(subset=["notified"])
    ahead = (known["starts"] - known["notified"]).dt.days
    return known.loc[(known["troops"] >= from_troops) & (ahead < days), "exercise"].tolist()
""",
        "the value of the visible test": """
def late_notices(calendar, from_troops, days):
    return ['Late Owl', 'Silent Jay']
""",
    },
    "stretch3": {
        "numbers, not percent": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return pd.Series({"both": (a & b).sum(), "one": (a != b).sum(), "none": (~a & ~b).sum()})
""",
        "weighted by exercises": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    weights = pairs["exercises"] / pairs["exercises"].sum() * 100
    return pd.Series({"both": weights[a & b].sum(), "one": weights[a != b].sum(), "none": weights[~a & ~b].sum()})
""",
        "one means at least one": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return 100 * pd.Series({"both": (a & b).mean(), "one": (a | b).mean(), "none": (~a & ~b).mean()})
""",
        "labels without pairs left out": """
def kinds_of_pairs(pairs, members):
    inside = pairs["iso3_a"].isin(members).astype(int) + pairs["iso3_b"].isin(members).astype(int)
    names = inside.map({2: "both", 1: "one", 0: "none"})
    percent = names.value_counts(normalize=True) * 100
    return percent.loc[[label for label in ("both", "one", "none") if label in percent.index]]
""",
        "most frequent first": """
def kinds_of_pairs(pairs, members):
    inside = pairs["iso3_a"].isin(members).astype(int) + pairs["iso3_b"].isin(members).astype(int)
    return inside.map({2: "both", 1: "one", 0: "none"}).value_counts(normalize=True) * 100
""",
        "a fraction": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return pd.Series({"both": (a & b).mean(), "one": (a != b).mean(), "none": (~a & ~b).mean()})
""",
        "one is what the first column shows": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    parts = {"both": (a & b).mean(), "one": (a & ~b).mean(), "none": (~a & ~b).mean()}
    return 100 * pd.Series(parts)
""",
        "rounded to whole percent": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    parts = pd.Series({"both": (a & b).mean(), "one": (a != b).mean(), "none": (~a & ~b).mean()})
    return (100 * parts).round()
""",
        "a dictionary": """
def kinds_of_pairs(pairs, members):
    a, b = pairs["iso3_a"].isin(members), pairs["iso3_b"].isin(members)
    return {"both": 100 * (a & b).mean(), "one": 100 * (a != b).mean(), "none": 100 * (~a & ~b).mean()}
""",
        "the values of the visible test": """
def kinds_of_pairs(pairs, members):
    return pd.Series({"both": 25.0, "one": 50.0, "none": 25.0})
""",
    },
}
