"""Answers to assignment 04: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

_CASES = {
    "Two allies land troops together in an exercise against a named common enemy": "old",
    "Officers of a rival watch an exercise under a notice agreement": "engage",
    "European and ASEAN civilians monitor a peace agreement in Aceh, 2005-06": "not defence diplomacy",
    "Legal advisers of one army help another to set up a complaints office": "reform",
    "Trainers prepare a battalion of another state for a UN mission": "capacity",
    "KFOR soldiers guard a road in Kosovo under a Council mandate": "not defence diplomacy",
    "Two navies with a disputed border hold a yearly review of incidents": "engage",
    "An attaché pays a clerk of the host for secret maps": "not defence diplomacy",
}


def _labels(**changes: str) -> str:
    """The dictionary of task 6 with some cases, named by one of their words, labelled otherwise."""
    chosen = dict(_CASES)
    for word, label in changes.items():
        (case,) = [case for case in _CASES if word in case]
        chosen[case] = label
    return f"use_of = {chosen!r}"


RIGHT = {
    "task1": {
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
    "task2": {
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
    "task3": {
        "a list of days": """
def days_between(counts):
    known = counts.dropna()
    days = [366 if pd.Timestamp(f"{year}-01-01").is_leap_year else 365 for year in known.index]
    return sum(days) / known.sum()
""",
        "calendar.isleap": """
def days_between(counts):
    import calendar as almanac

    days = exercises = 0
    for year, count in counts.items():
        if pd.notna(count):
            days += 365 + almanac.isleap(year)
            exercises += count
    return days / exercises
""",
        "from New Year to New Year": """
def days_between(counts):
    counts = counts.dropna()
    days = sum((pd.Timestamp(f"{y + 1}-01-01") - pd.Timestamp(f"{y}-01-01")).days for y in counts.index)
    return float(days / counts.sum())
""",
    },
    "task4": {
        "either column": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return 100 * pairs.loc[party, "agreements"].sum() / pairs["agreements"].sum()
""",
        "two sums": """
def share_of_agreements(pairs, state):
    first = pairs[pairs["iso3_a"] == state]["agreements"].sum()
    second = pairs[pairs["iso3_b"] == state]["agreements"].sum()
    return (first + second) / pairs["agreements"].sum() * 100
""",
        "a loop": """
def share_of_agreements(pairs, state):
    part = whole = 0
    for a, b, number in zip(pairs["iso3_a"], pairs["iso3_b"], pairs["agreements"]):
        whole += number
        if state in (a, b):
            part += number
    return part / whole * 100
""",
        "any of two": """
def share_of_agreements(pairs, state):
    party = pairs[["iso3_a", "iso3_b"]].eq(state).any(axis=1)
    return (pairs["agreements"] * party).sum() / pairs["agreements"].sum() * 100
""",
    },
    "task5": {
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
    "task6": {
        "a dictionary": _labels(),
        "one by one": "use_of = {}\n" + "\n".join(f"use_of[{case!r}] = {label!r}" for case, label in _CASES.items()),
        "grouped by label": "groups = {}\n"
        + "\n".join(f"groups.setdefault({label!r}, []).append({case!r})" for case, label in _CASES.items())
        + "\nuse_of = {case: label for label, cases in groups.items() for case in cases}",
    },
}

WRONG = {
    "task1": {
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
        "the number 9,000": "def must_notify(troops, year, table):\n    return troops >= 9000",
        "the values of the visible test": "def must_notify(troops, year, table):\n    return year == 2012",
    },
    "task2": {
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
        "the value of the visible test": "def late_notices(calendar, from_troops, days):\n    return ['Late Owl']",
    },
    "task3": {
        "365 days every year": """
def days_between(counts):
    known = counts.dropna()
    return 365 * len(known) / known.sum()
""",
        "365.25 days every year": """
def days_between(counts):
    known = counts.dropna()
    return 365.25 * len(known) / known.sum()
""",
        "the days of the blank year kept": """
def days_between(counts):
    days = sum(366 if pd.Timestamp(f"{year}-01-01").is_leap_year else 365 for year in counts.index)
    return days / counts.sum()
""",
        "the mean of the years' own figures": """
def days_between(counts):
    known = counts.dropna()
    days = pd.Series({y: 366 if pd.Timestamp(f"{y}-01-01").is_leap_year else 365 for y in known.index})
    return (days / known).mean()
""",
        "every fourth year is a leap year": """
def days_between(counts):
    known = counts.dropna()
    return sum(366 if year % 4 == 0 else 365 for year in known.index) / known.sum()
""",
        "exercises for each day": """
def days_between(counts):
    known = counts.dropna()
    return known.sum() / (365 * len(known))
""",
        "exercises for each year": "def days_between(counts):\n    return counts.mean()",
        "the last year only": "def days_between(counts):\n    return 365 / counts.iloc[-1]",
        "rounded": """
def days_between(counts):
    known = counts.dropna()
    days = sum(366 if pd.Timestamp(f"{year}-01-01").is_leap_year else 365 for year in known.index)
    return round(days / known.sum())
""",
        "from first to last year": """
def days_between(counts):
    first, last = pd.Timestamp(f"{counts.index[0]}-01-01"), pd.Timestamp(f"{counts.index[-1]}-12-31")
    return (last - first).days / counts.sum()
""",
        "the value of the visible test": "def days_between(counts):\n    return 5.0",
    },
    "task4": {
        "the first column only": """
def share_of_agreements(pairs, state):
    part = pairs.loc[pairs["iso3_a"] == state, "agreements"].sum()
    return 100 * part / pairs["agreements"].sum()
""",
        "each agreement counted twice": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return 100 * pairs.loc[party, "agreements"].sum() / (2 * pairs["agreements"].sum())
""",
        "pairs, not agreements": """
def share_of_agreements(pairs, state):
    return 100 * ((pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)).mean()
""",
        "a fraction": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return pairs.loc[party, "agreements"].sum() / pairs["agreements"].sum()
""",
        "both columns at once": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) & (pairs["iso3_b"] == state)
    return 100 * pairs.loc[party, "agreements"].sum() / pairs["agreements"].sum()
""",
        "the number": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return pairs.loc[party, "agreements"].sum()
""",
        "all agreements of the world below": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return 100 * pairs.loc[party, "agreements"].sum() / (8 if len(pairs) < 5 else 1871)
""",
        "an unknown state has no value": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return 100 * pairs.loc[party, "agreements"].sum() / pairs["agreements"].sum() if party.any() else None
""",
        "rounded": """
def share_of_agreements(pairs, state):
    party = (pairs["iso3_a"] == state) | (pairs["iso3_b"] == state)
    return round(100 * pairs.loc[party, "agreements"].sum() / pairs["agreements"].sum() * 2) / 2
""",
        "the value of the visible test": "def share_of_agreements(pairs, state):\n    return 87.5",
    },
    "task5": {
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
    "task6": {
        "KFOR is diplomacy in action": _labels(KFOR="engage"),
        "every mission for peace is diplomacy": _labels(KFOR="capacity", ASEAN="engage"),
        "civilians of two regions build capacity": _labels(ASEAN="capacity"),
        "an attaché's work is diplomacy": _labels(clerk="engage"),
        "whoever watches is spying": _labels(Officers="not defence diplomacy"),
        "any exercise is peacekeeping": _labels(allies="capacity"),
        "trainers strengthen an ally": _labels(Trainers="old"),
        "law is no matter for soldiers": _labels(Legal="not defence diplomacy"),
        "a review is reform": _labels(navies="reform"),
        "all the same": "use_of = dict.fromkeys(use_of, 'engage')",
        "a label that does not exist": _labels(Trainers="new"),
    },
}
