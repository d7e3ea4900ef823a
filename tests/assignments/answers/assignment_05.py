"""Answers to assignment 05: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "isin and sum": """
def burden_share(table, column, codes):
    part = table[table["iso3"].isin(codes)][column].sum()
    return 100 * part / table[column].sum()
""",
        "by group": """
def burden_share(table, column, codes):
    by_code = table.groupby("iso3")[column].sum()
    return float(by_code.reindex(codes).fillna(0).sum() / table[column].sum() * 100)
""",
        "a loop": """
def burden_share(table, column, codes):
    part, whole = 0.0, 0.0
    for code, amount in zip(table["iso3"], table[column]):
        if pd.isna(amount):
            continue
        whole += amount
        if code in codes:
            part += amount
    return part / whole * 100
""",
    },
    "task2": {
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
    "task3": {
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
    "task4": {
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
    "task5": {
        "between and mean": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    if len(rows) == 0:
        return 0.0
    return 100 * float(rows[member].mean())
""",
        "a loop": """
def veto_share(table, member, first, last):
    part = whole = 0
    for day, voted in zip(table["date"], table[member]):
        if first <= day.year <= last:
            whole += 1
            part += bool(voted)
    return 100 * part / whole if whole else 0
""",
        "group by year": """
def veto_share(table, member, first, last):
    years = table["date"].dt.year
    inside = (years >= first) & (years <= last)
    whole = int(inside.sum())
    return 0 if whole == 0 else int((inside & table[member]).sum()) / whole * 100
""",
    },
    "task6": {
        "a loop": """
def diagnose(table):
    names = ["political", "logistic", "cultural", "accountability"]
    columns = ["may", "can", "understands", "answers"]
    texts = []
    for _, row in table.iterrows():
        missing = [name for name, column in zip(names, columns) if not row[column]]
        texts.append(" and ".join(missing) if missing else "nothing found")
    return pd.Series(texts, index=list(table["case"]))
""",
        "apply": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    rows = table.set_index("case")[list(kinds)]
    return rows.apply(lambda row: " and ".join(kinds[c] for c in kinds if not row[c]) or "nothing found", axis=1)
""",
    },
}

WRONG = {
    "task1": {
        "the answer of the visible test": "def burden_share(table, column, codes):\n    return 60.0",
        "a fraction": """
def burden_share(table, column, codes):
    return table[table["iso3"].isin(codes)][column].sum() / table[column].sum()
""",
        "rows without a code left out of the whole": """
def burden_share(table, column, codes):
    known = table.dropna(subset=["iso3"])
    return 100 * known[known["iso3"].isin(codes)][column].sum() / known[column].sum()
""",
        "rows counted": """
def burden_share(table, column, codes):
    return 100 * table["iso3"].isin(codes).sum() / len(table)
""",
        "always the column people": """
def burden_share(table, column, codes):
    return 100 * table[table["iso3"].isin(codes)]["people"].sum() / table["people"].sum()
""",
        "only the first country": """
def burden_share(table, column, codes):
    return 100 * table[table["iso3"] == codes[0]][column].sum() / table[column].sum()
""",
        "a lookup that fails": """
def burden_share(table, column, codes):
    amounts = table.set_index("iso3")[column]
    return 100 * sum(amounts[code] for code in codes) / table[column].sum()
""",
        "the others": """
def burden_share(table, column, codes):
    return 100 - 100 * table[table["iso3"].isin(codes)][column].sum() / table[column].sum()
""",
        "rounded to tens": """
def burden_share(table, column, codes):
    return round(100 * table[table["iso3"].isin(codes)][column].sum() / table[column].sum(), -1)
""",
    },
    "task2": {
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
    "task3": {
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
    "task4": {
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
    "task5": {
        "the answer of the visible test": "def veto_share(table, member, first, last):\n    return 50.0",
        "a fraction": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    return rows[member].mean() if len(rows) else 0
""",
        "the years forgotten": """
def veto_share(table, member, first, last):
    return 100 * table[member].mean()
""",
        "joint vetoes counted twice below the line": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    five = ["china", "france", "russia", "united_kingdom", "united_states"]
    whole = rows[five].sum().sum()
    return 100 * rows[member].sum() / whole if whole else 0
""",
        "the last year left out": """
def veto_share(table, member, first, last):
    years = table["date"].dt.year
    rows = table[(years >= first) & (years < last)]
    return 100 * float(rows[member].mean()) if len(rows) else 0
""",
        "only vetoes cast alone": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    five = ["china", "france", "russia", "united_kingdom", "united_states"]
    alone = rows[rows[five].sum(axis=1) == 1]
    return 100 * alone[member].sum() / len(rows) if len(rows) else 0
""",
        "nan where there was no veto": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    return 100 * rows[member].astype(float).mean()
""",
        "always the United Kingdom": """
def veto_share(table, member, first, last):
    rows = table[table["date"].dt.year.between(first, last)]
    return 100 * float(rows["united_kingdom"].mean()) if len(rows) else 0
""",
    },
    "task6": {
        "the answers of the visible test": """
def diagnose(table):
    known = {"caveat": "political", "no ships": "logistic"}
    return pd.Series([known.get(case, "nothing found") for case in table["case"]], index=table["case"])
""",
        "only the first kind": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = []
    for row in table.to_dict("records"):
        missing = [kind for column, kind in kinds.items() if not row[column]]
        found.append(missing[0] if missing else "nothing found")
    return pd.Series(found, index=table["case"])
""",
        "in the order of the columns": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = []
    for row in table.to_dict("records"):
        missing = [kinds[column] for column in row if column in kinds and not row[column]]
        found.append(" and ".join(missing) or "nothing found")
    return pd.Series(found, index=table["case"])
""",
        "sorted by name": """
def diagnose(table):
    rows = table.sort_values("case")
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = [
        " and ".join(kind for column, kind in kinds.items() if not row[column]) or "nothing found"
        for row in rows.to_dict("records")
    ]
    return pd.Series(found, index=rows["case"])
""",
        "what is there": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = [" and ".join(k for c, k in kinds.items() if row[c]) for row in table.to_dict("records")]
    return pd.Series(found, index=table["case"])
""",
        "commas": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = [
        ", ".join(k for c, k in kinds.items() if not row[c]) or "nothing found" for row in table.to_dict("records")
    ]
    return pd.Series(found, index=table["case"])
""",
        "an empty text": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    found = [" and ".join(k for c, k in kinds.items() if not row[c]) for row in table.to_dict("records")]
    return pd.Series(found, index=table["case"])
""",
        "a list": """
def diagnose(table):
    kinds = {"may": "political", "can": "logistic", "understands": "cultural", "answers": "accountability"}
    return [" and ".join(k for c, k in kinds.items() if not row[c]) for row in table.to_dict("records")]
""",
    },
}
