"""Answers to assignment 06: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "a crosstab": """
def warning_scores(table):
    cells = pd.crosstab(table["alarm"], table["violence"])
    cells = cells.reindex(index=[True, False], columns=[True, False], fill_value=0)
    hit, false = cells.loc[True, True], cells.loc[True, False]
    missed, quiet = cells.loc[False, True], cells.loc[False, False]
    share = lambda part, rest: 100 * part / (part + rest) if part + rest > 0 else 0
    return pd.Series({"precision": share(hit, false), "recall": share(hit, missed),
                      "false_alarm_rate": share(false, quiet)})
""",
        "means of parts": """
def warning_scores(table):
    def percent(rows, column):
        return 100 * float(rows[column].mean()) if len(rows) else 0
    found = {
        "precision": percent(table[table["alarm"]], "violence"),
        "recall": percent(table[table["violence"]], "alarm"),
        "false_alarm_rate": percent(table[~table["violence"]], "alarm"),
    }
    return pd.Series(found)
""",
    },
    "task2": {
        "ten thousand weeks": """
def precision_at(base_rate, recall, false_alarm_rate):
    violent = 100 * base_rate
    quiet = 10_000 - violent
    real = violent * recall / 100
    alarms = real + quiet * false_alarm_rate / 100
    if alarms == 0:
        return 0
    return 100 * real / alarms
""",
        "fractions": """
def precision_at(base_rate, recall, false_alarm_rate):
    base, hit, slip = (number / 100 for number in (base_rate, recall, false_alarm_rate))
    try:
        return 100 * base * hit / (base * hit + (1 - base) * slip)
    except ZeroDivisionError:
        return 0.0
""",
    },
    "task3": {
        "a loop": """
def drill_report(table):
    rows = {}
    z = 1.96
    for name, k, n in zip(table["contingent"], table["clicked"], table["people"]):
        middle = (k + z**2 / 2) / (n + z**2)
        half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
        rows[name] = {"percent": 100 * k / n, "low": 100 * (middle - half), "high": 100 * (middle + half)}
    return pd.DataFrame.from_dict(rows, orient="index")
""",
        "assign": """
def drill_report(table):
    t = table.set_index("contingent")[["people", "clicked"]].astype(float)
    square = 1.96**2
    width = 1.96 * (t["clicked"] * (t["people"] - t["clicked"]) / t["people"] + square / 4) ** 0.5
    below = t["people"] + square
    return t.assign(
        percent=t["clicked"] / t["people"] * 100,
        low=(t["clicked"] + square / 2 - width) / below * 100,
        high=(t["clicked"] + square / 2 + width) / below * 100,
    )
""",
    },
    "task4": {
        "apply": """
def where_it_breaks(log, hours):
    chain = ["observed", "reported", "checked", "released", "decided"]
    def judge(row):
        for link in chain:
            if pd.isnull(row[link]):
                return link
        took = (row["decided"] - row["observed"]).total_seconds() / 3600
        return "late" if took > hours else "in time"
    return log.set_index("report").apply(judge, axis=1)
""",
        "columns from the back": """
def where_it_breaks(log, hours):
    rows = log.set_index("report")
    found = pd.Series("in time", index=rows.index)
    found[(rows["decided"] - rows["observed"]) > pd.Timedelta(f"{hours}h")] = "late"
    for link in ["decided", "released", "checked", "reported", "observed"]:
        found[rows[link].isna()] = link
    return found
""",
    },
    "task5": {
        "guards": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        if row.originator == reader:
            found.append(row.report)
            continue
        if day < row.from_day or (row.personal and reader not in cleared):
            continue
        if row.mark == "mission" and reader not in members:
            continue
        if row.mark == "named" and (pd.isna(row.named_to) or reader not in row.named_to.split(";")):
            continue
        found.append(row.report)
    return found
""",
        "masks": """
def may_read(reports, reader, day, members, cleared):
    names = reports["named_to"].fillna("").map(lambda text: reader in text.split(";"))
    mark = reports["mark"]
    allowed = (mark == "open") | ((mark == "mission") & (reader in members)) | ((mark == "named") & names)
    allowed &= reports["from_day"] <= day
    allowed &= ~reports["personal"].astype(bool) | (reader in cleared)
    return reports[allowed | (reports["originator"] == reader)]["report"].tolist()
""",
    },
    "task6": {
        "sort and first": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    ours = table[table["iso3"].isin(codes)]
    return pd.Series({p: ours.sort_values([p, "iso3"])["iso3"].iloc[0] for p in pillars})
""",
        "a loop": """
def weakest_link(table, codes):
    best = {}
    for row in table.to_dict("records"):
        if row["iso3"] not in codes:
            continue
        for pillar in ["legal", "technical", "organisational", "capacity", "cooperation"]:
            pair = (float(row[pillar]), row["iso3"])
            if pillar not in best or pair < best[pillar]:
                best[pillar] = pair
    return pd.Series({pillar: code for pillar, (_, code) in best.items()})
""",
    },
}

WRONG = {
    "task1": {
        "the answers of the visible test": """
def warning_scores(table):
    return pd.Series([25.0, 50.0, 37.5], index=["precision", "recall", "false_alarm_rate"])
""",
        "precision and recall exchanged": """
def warning_scores(table):
    hits = (table["alarm"] & table["violence"]).sum()
    recall, precision = 100 * hits / table["alarm"].sum(), 100 * hits / table["violence"].sum()
    false = 100 * (table["alarm"] & ~table["violence"]).sum() / (~table["violence"]).sum()
    return pd.Series([precision, recall, false], index=["precision", "recall", "false_alarm_rate"])
""",
        "the share of alarms that are false": """
def warning_scores(table):
    percent = lambda rows, column: 100 * float(rows[column].mean()) if len(rows) else 0
    precision = percent(table[table["alarm"]], "violence")
    recall = percent(table[table["violence"]], "alarm")
    return pd.Series({"precision": precision, "recall": recall, "false_alarm_rate": 100 - precision})
""",
        "nothing to divide by is not caught": """
def warning_scores(table):
    hits = (table["alarm"] & table["violence"]).sum()
    false = (table["alarm"] & ~table["violence"]).sum()
    found = [hits / table["alarm"].sum(), hits / table["violence"].sum(), false / (~table["violence"]).sum()]
    return pd.Series([100 * float(x) for x in found], index=["precision", "recall", "false_alarm_rate"])
""",
        "fractions": """
def warning_scores(table):
    part = lambda rows, column: float(rows[column].mean()) if len(rows) else 0
    return pd.Series({"precision": part(table[table["alarm"]], "violence"),
                      "recall": part(table[table["violence"]], "alarm"),
                      "false_alarm_rate": part(table[~table["violence"]], "alarm")})
""",
        "false alarms over all weeks": """
def warning_scores(table):
    percent = lambda rows, column: 100 * float(rows[column].mean()) if len(rows) else 0
    false = 100 * float((table["alarm"] & ~table["violence"]).mean())
    return pd.Series({"precision": percent(table[table["alarm"]], "violence"),
                      "recall": percent(table[table["violence"]], "alarm"), "false_alarm_rate": false})
""",
        "a dictionary": """
def warning_scores(table):
    percent = lambda rows, column: 100 * float(rows[column].mean()) if len(rows) else 0
    return {"precision": percent(table[table["alarm"]], "violence"),
            "recall": percent(table[table["violence"]], "alarm"),
            "false_alarm_rate": percent(table[~table["violence"]], "alarm")}
""",
    },
    "task2": {
        "the answer of the visible test": "def precision_at(base_rate, recall, false_alarm_rate):\n    return 50.0",
        "the recall": "def precision_at(base_rate, recall, false_alarm_rate):\n    return recall",
        "the base rate forgotten": """
def precision_at(base_rate, recall, false_alarm_rate):
    return 100 * recall / (recall + false_alarm_rate) if recall + false_alarm_rate else 0
""",
        "false alarms over all weeks": """
def precision_at(base_rate, recall, false_alarm_rate):
    real, false = base_rate * recall, 100 * false_alarm_rate
    return 100 * real / (real + false) if real + false else 0
""",
        "no alarms fails": """
def precision_at(base_rate, recall, false_alarm_rate):
    real, false = base_rate * recall, (100 - base_rate) * false_alarm_rate
    return 100 * real / (real + false)
""",
        "a fraction": """
def precision_at(base_rate, recall, false_alarm_rate):
    real, false = base_rate * recall, (100 - base_rate) * false_alarm_rate
    return real / (real + false) if real + false else 0
""",
        "rounded": """
def precision_at(base_rate, recall, false_alarm_rate):
    real, false = base_rate * recall, (100 - base_rate) * false_alarm_rate
    return round(100 * real / (real + false)) if real + false else 0
""",
        "real over false": """
def precision_at(base_rate, recall, false_alarm_rate):
    real, false = base_rate * recall, (100 - base_rate) * false_alarm_rate
    return 100 * real / false if false else 0
""",
    },
    "task3": {
        "the answers of the visible test": """
def drill_report(table):
    names = list(table["contingent"])
    numbers = {"percent": [50.0, 10.0], "low": [23.66, 3.96], "high": [76.34, 23.05]}
    return pd.DataFrame({c: (v * len(names))[: len(names)] for c, v in numbers.items()}, index=names)
""",
        "the simple interval": """
def drill_report(table):
    p, n = table["clicked"] / table["people"], table["people"].astype(float)
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    found = pd.DataFrame({"percent": 100 * p, "low": 100 * (p - half), "high": 100 * (p + half)})
    return found.set_axis(table["contingent"], axis=0)
""",
        "all contingents together": """
def drill_report(table):
    k, n, z = float(table["clicked"].sum()), float(table["people"].sum()), 1.96
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    row = {"percent": 100 * k / n, "low": 100 * (middle - half), "high": 100 * (middle + half)}
    return pd.DataFrame([row] * len(table), index=table["contingent"])
""",
        "fractions": """
def drill_report(table):
    k, n, z = table["clicked"].astype(float), table["people"].astype(float), 1.96
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    return pd.DataFrame({"percent": k / n, "low": middle - half, "high": middle + half}).set_axis(
        table["contingent"], axis=0)
""",
        "sorted by rate": """
def drill_report(table):
    k, n, z = table["clicked"].astype(float), table["people"].astype(float), 1.96
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    found = pd.DataFrame({"percent": 100 * k / n, "low": 100 * (middle - half), "high": 100 * (middle + half)})
    return found.set_axis(table["contingent"], axis=0).sort_values("percent", ascending=False)
""",
        "the middle as the rate": """
def drill_report(table):
    k, n, z = table["clicked"].astype(float), table["people"].astype(float), 1.96
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    found = pd.DataFrame({"percent": 100 * middle, "low": 100 * (middle - half), "high": 100 * (middle + half)})
    return found.set_axis(table["contingent"], axis=0)
""",
        "the table of the lesson, whatever is given": """
def drill_report(table):
    z = 1.96
    if list(table["contingent"]) != ["Sedge", "Rush"]:
        table = load("synthetic_phishing_drill")
    k, n = table["clicked"].astype(float), table["people"].astype(float)
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    found = pd.DataFrame({"percent": 100 * k / n, "low": 100 * (middle - half), "high": 100 * (middle + half)})
    return found.set_axis(table["contingent"], axis=0)
""",
        "upper end cut at the rate": """
def drill_report(table):
    k, n, z = table["clicked"].astype(float), table["people"].astype(float), 1.96
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    found = pd.DataFrame({"percent": 100 * k / n, "low": 100 * (middle - half), "high": 100 * k / n})
    return found.set_axis(table["contingent"], axis=0)
""",
    },
    "task4": {
        "the answers of the visible test": """
def where_it_breaks(log, hours):
    said = ["in time", "released", "late"] * len(log)
    return pd.Series(said[: len(log)], index=log["report"])
""",
        "the last missing link": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        missing = [x for x in ["observed", "reported", "checked", "released", "decided"] if pd.isna(row[x])]
        took = None if missing else row["decided"] - row["observed"]
        found.append(missing[-1] if missing else "late" if took > pd.Timedelta(hours=hours) else "in time")
    return pd.Series(found, index=log["report"])
""",
        "the order of the columns": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        missing = [column for column in row if column != "report" and pd.isna(row[column])]
        took = None if missing else row["decided"] - row["observed"]
        found.append(missing[0] if missing else "late" if took > pd.Timedelta(hours=hours) else "in time")
    return pd.Series(found, index=log["report"])
""",
        "on the limit is late": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        missing = [x for x in ["observed", "reported", "checked", "released", "decided"] if pd.isna(row[x])]
        took = None if missing else row["decided"] - row["observed"]
        found.append(missing[0] if missing else "late" if took >= pd.Timedelta(hours=hours) else "in time")
    return pd.Series(found, index=log["report"])
""",
        "twelve hours for everyone": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        missing = [x for x in ["observed", "reported", "checked", "released", "decided"] if pd.isna(row[x])]
        took = None if missing else row["decided"] - row["observed"]
        found.append(missing[0] if missing else "late" if took > pd.Timedelta(hours=12) else "in time")
    return pd.Series(found, index=log["report"])
""",
        "days cut off": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        missing = [x for x in ["observed", "reported", "checked", "released", "decided"] if pd.isna(row[x])]
        took = None if missing else (row["decided"] - row["observed"]).seconds / 3600
        found.append(missing[0] if missing else "late" if took > hours else "in time")
    return pd.Series(found, index=log["report"])
""",
        "only released and decided": """
def where_it_breaks(log, hours):
    found = []
    for row in log.to_dict("records"):
        if pd.isna(row["released"]):
            found.append("released")
        elif pd.isna(row["decided"]):
            found.append("decided")
        else:
            found.append("late" if row["decided"] - row["observed"] > pd.Timedelta(hours=hours) else "in time")
    return pd.Series(found, index=log["report"])
""",
        "a list": """
def where_it_breaks(log, hours):
    return ["in time" if row.notna().all() else "released" for _, row in log.iterrows()]
""",
    },
    "task5": {
        "the answer of the visible test": """
def may_read(reports, reader, day, members, cleared):
    return [11, 12]
""",
        "the day forgotten": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        names = row.named_to.split(";") if isinstance(row.named_to, str) else []
        mark = {"open": True, "mission": reader in members, "named": reader in names}[row.mark]
        if row.originator == reader or (mark and (reader in cleared or not row.personal)):
            found.append(row.report)
    return found
""",
        "the originator waits like everyone": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        names = row.named_to.split(";") if isinstance(row.named_to, str) else []
        mark = {"open": True, "mission": reader in members, "named": reader in names}[row.mark]
        if (mark or row.originator == reader) and day >= row.from_day and (reader in cleared or not row.personal):
            found.append(row.report)
    return found
""",
        "open means open, people or not": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        names = row.named_to.split(";") if isinstance(row.named_to, str) else []
        mark = {"open": True, "mission": reader in members, "named": reader in names}[row.mark]
        private = row.personal and row.mark != "open" and reader not in cleared
        if row.originator == reader or (mark and not private and day >= row.from_day):
            found.append(row.report)
    return found
""",
        "members read what is named to others": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        mark = row.mark == "open" or reader in members
        if row.originator == reader or (mark and (reader in cleared or not row.personal) and day >= row.from_day):
            found.append(row.report)
    return found
""",
        "part of a name is enough": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        mark = {"open": True, "mission": reader in members, "named": reader in str(row.named_to)}[row.mark]
        if row.originator == reader or (mark and (reader in cleared or not row.personal) and day >= row.from_day):
            found.append(row.report)
    return found
""",
        "from the day after": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        names = row.named_to.split(";") if isinstance(row.named_to, str) else []
        mark = {"open": True, "mission": reader in members, "named": reader in names}[row.mark]
        if row.originator == reader or (mark and (reader in cleared or not row.personal) and day > row.from_day):
            found.append(row.report)
    return found
""",
        "sorted": """
def may_read(reports, reader, day, members, cleared):
    found = []
    for row in reports.itertuples():
        names = row.named_to.split(";") if isinstance(row.named_to, str) else []
        mark = {"open": True, "mission": reader in members, "named": reader in names}[row.mark]
        if row.originator == reader or (mark and (reader in cleared or not row.personal) and day >= row.from_day):
            found.append(row.report)
    return sorted(found)
""",
    },
    "task6": {
        "the answers of the visible test": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    return pd.Series(["CCC", "AAA", "CCC", "BBB", "BBB"], index=pillars)
""",
        "the strongest": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    members = table[table["iso3"].isin(codes)].sort_values("iso3").set_index("iso3")
    return members[pillars].idxmax()
""",
        "the points and not the code": """
def weakest_link(table, codes):
    return table[table["iso3"].isin(codes)][["legal", "technical", "organisational", "capacity", "cooperation"]].min()
""",
        "all countries": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    return table.sort_values("iso3").set_index("iso3")[pillars].idxmin()
""",
        "ties as they come": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    return table[table["iso3"].isin(codes)].set_index("iso3")[pillars].idxmin()
""",
        "ties from the end of the alphabet": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    ours = table[table["iso3"].isin(codes)].sort_values("iso3", ascending=False).set_index("iso3")
    return ours[pillars].idxmin()
""",
        "the weakest over all, five times": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    ours = table[table["iso3"].isin(codes)].set_index("iso3")[pillars]
    return pd.Series(ours.sum(axis=1).idxmin(), index=pillars)
""",
        "a code without a row fails": """
def weakest_link(table, codes):
    pillars = ["legal", "technical", "organisational", "capacity", "cooperation"]
    return table.set_index("iso3").loc[sorted(codes), pillars].idxmin()
""",
    },
}
