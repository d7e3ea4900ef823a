"""Answers to assignment 06: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "five lines": """
side = {
    "A": "technical",
    "B": "legal",
    "C": "procedural",
    "D": "human",
    "E": "procedural",
}
""",
        "one after the other": """
side = {"A": "technical", "B": "legal"}
side["C"] = "procedural"
side["D"] = "human"
side["E"] = side["C"]
""",
    },
    "task2": {
        "pivot": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[after] / wide[before] * 100
    answer = share.idxmin()
    return answer
""",
        "two filters": """
def weakest(table, before, after):
    first = table[table["step"] == before].set_index("told_by")["reports"]
    second = table[table["step"] == after].set_index("told_by")["reports"]
    return (second / first).idxmin()
""",
        "what is lost": """
def weakest(table, before, after):
    wide = table.pivot(index="step", columns="told_by", values="reports")
    lost = (wide.loc[before] - wide.loc[after]) / wide.loc[before]
    answer = lost.idxmax()
    return answer
""",
    },
    "task3": {
        "three lines": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    filled = rows["minutes"].fillna(9999)
    answer = filled.quantile(0.9)
    return answer
""",
        "filled first": """
def bad_day(table, kind):
    table = table.assign(minutes=table["minutes"].fillna(9999))
    return table.groupby("kind")["minutes"].quantile(0.9)[kind]
""",
    },
    "task4": {
        "two rates": """
def raised(table):
    alarms = table[table["alarm"]]
    answer = rate(alarms) - rate(table)
    return answer
""",
        "a cross table": """
def raised(table):
    alarms = table[table["alarm"] == True]
    counts = pd.crosstab(alarms["alarm"], alarms["strangers"])
    precision = counts.loc[True, True] / len(alarms) * 100
    answer = precision - table["strangers"].mean() * 100
    return answer
""",
    },
    "task5": {
        "a list": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    answer = ["ask" if percent > high else "may be luck" for percent in percents]
    return answer
""",
        "a loop": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    answer = []
    for percent in percents:
        if percent > high:
            answer.append("ask")
        else:
            answer.append("may be luck")
    return answer
""",
        "the other way round": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    return ["may be luck" if percent <= high else "ask" for percent in percents]
""",
    },
    "task6": {
        "both conditions": """
caught = (warned & violent).sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "B"
""",
        "a cross table": """
counts = pd.crosstab(warned, violent)
caught = counts.loc[True, True]
missed = counts.loc[False, True]
sentence = "A"
needed = "B"
""",
        "the rest": """
caught = len(wide[warned & violent])
missed = violent.sum() - caught
sentence = "A"
needed = "B"
""",
    },
    "stretch1": {
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
    "stretch2": {
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
    "stretch3": {
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
        "the values of the visible test": """
side = {"A": "technical", "B": "legal", "C": "human", "D": "human", "E": "human"}
""",
        "two armies that do not like each other": """
side = {"A": "technical", "B": "legal", "C": "procedural", "D": "human", "E": "human"}
""",
        "reports that cannot be added are technical": """
side = {"A": "technical", "B": "legal", "C": "procedural", "D": "human", "E": "technical"}
""",
        "a permission is the law": """
side = {"A": "technical", "B": "legal", "C": "legal", "D": "human", "E": "procedural"}
""",
        "the sergeant was not asked": """
side = {"A": "technical", "B": "legal", "C": "procedural", "D": "procedural", "E": "procedural"}
""",
        "what the newspaper calls it": """
side = {"A": "human", "B": "human", "C": "technical", "D": "technical", "E": "human"}
""",
        "the satellite was slow": """
side = {"A": "technical", "B": "legal", "C": "technical", "D": "human", "E": "procedural"}
""",
        "three of five": """
side = {"A": "technical", "B": "legal", "C": "procedural"}
""",
        "capital letters": """
side = {"A": "Technical", "B": "Legal", "C": "Procedural", "D": "Human", "E": "Procedural"}
""",
    },
    "task2": {
        "the most lost": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    return (wide[before] - wide[after]).idxmax()
""",
        "the fewest that came": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    answer = wide[after].idxmin()
    return answer
""",
        "the strongest": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[after] / wide[before] * 100
    return share.idxmax()
""",
        "upside down": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[before] / wide[after] * 100
    answer = share.idxmin()
    return answer
""",
        "the share": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[after] / wide[before] * 100
    return share.min()
""",
        "always the link check": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide["checked"] / wide["reported"] * 100
    return share.idxmin()
""",
        "the two sides exchanged": """
def weakest(table, before, after):
    wide = table.pivot(index="step", columns="told_by", values="reports")
    share = wide[after] / wide[before] * 100
    answer = share.idxmin()
    return answer
""",
        "of all reports": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[after] / wide[before].sum() * 100
    return share.idxmin()
""",
        "the last in the alphabet": """
def weakest(table, before, after):
    wide = table.pivot(index="told_by", columns="step", values="reports")
    share = wide[after] / wide[before] * 100
    return share.index[-1]
""",
        "the value of the visible test": """
def weakest(table, before, after):
    return "market"
""",
    },
    "task3": {
        "the median": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    answer = rows["minutes"].fillna(9999).median()
    return answer
""",
        "what never came is left out": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    answer = rows["minutes"].quantile(0.9)
    return answer
""",
        "the officer's number": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind].dropna()
    return rows["minutes"].median()
""",
        "the largest that came": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    return rows["minutes"].max()
""",
        "the largest": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    return rows["minutes"].fillna(9999).max()
""",
        "restricted for every kind": """
def bad_day(table, kind):
    rows = table[table["kind"] == "restricted"]
    filled = rows["minutes"].fillna(9999)
    return filled.quantile(0.9)
""",
        "both kinds": """
def bad_day(table, kind):
    filled = table["minutes"].fillna(9999)
    answer = filled.quantile(0.9)
    return answer
""",
        "a blank is no time": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    filled = rows["minutes"].fillna(0)
    return filled.quantile(0.9)
""",
        "one of ten": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    filled = rows["minutes"].fillna(9999)
    return filled.quantile(0.1)
""",
        "the mean": """
def bad_day(table, kind):
    rows = table[table["kind"] == kind]
    return rows["minutes"].fillna(9999).mean()
""",
        "the value of the visible test": """
def bad_day(table, kind):
    return 200
""",
    },
    "task4": {
        "the colleague's number": """
def raised(table):
    bad = table[table["strangers"]]
    answer = bad["alarm"].sum() / len(bad) * 100
    return answer
""",
        "the colleague's number minus the base rate": """
def raised(table):
    bad = table[table["strangers"]]
    return bad["alarm"].sum() / len(bad) * 100 - rate(table)
""",
        "only the precision": """
def raised(table):
    alarms = table[table["alarm"]]
    return rate(alarms)
""",
        "minus the nights without an alarm": """
def raised(table):
    alarms = table[table["alarm"]]
    answer = rate(alarms) - rate(table[~table["alarm"]])
    return answer
""",
        "the missed strangers forgotten": """
def raised(table):
    alarms = table[table["alarm"]]
    answer = rate(alarms) - alarms["strangers"].sum() / len(table) * 100
    return answer
""",
        "times, not minus": """
def raised(table):
    alarms = table[table["alarm"]]
    return rate(alarms) / rate(table)
""",
        "the wrong way round": """
def raised(table):
    alarms = table[table["alarm"]]
    return rate(table) - rate(alarms)
""",
        "how often it sounds": """
def raised(table):
    return len(table[table["alarm"]]) / len(table) * 100 - rate(table)
""",
        "how often it is right": """
def raised(table):
    return (table["alarm"] == table["strangers"]).mean() * 100
""",
        "a fraction": """
def raised(table):
    alarms = table[table["alarm"]]
    return (rate(alarms) - rate(table)) / 100
""",
        "the value of the visible test": """
def raised(table):
    return 20
""",
    },
    "task5": {
        "above the average": """
def verdicts(percents, drills):
    high = drills.mean()
    return ["ask" if percent > high else "may be luck" for percent in percents]
""",
        "ten for every world": """
def verdicts(percents, drills):
    return ["ask" if percent > 10 else "may be luck" for percent in percents]
""",
        "exactly there, too": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    answer = ["ask" if percent >= high else "may be luck" for percent in percents]
    return answer
""",
        "the 95th percentile": """
def verdicts(percents, drills):
    high = drills.quantile(0.95)
    answer = ["ask" if percent > high else "may be luck" for percent in percents]
    return answer
""",
        "the 90th percentile": """
def verdicts(percents, drills):
    high = drills.quantile(0.9)
    return ["ask" if percent > high else "may be luck" for percent in percents]
""",
        "the largest": """
def verdicts(percents, drills):
    high = drills.max()
    return ["ask" if percent > high else "may be luck" for percent in percents]
""",
        "the two words exchanged": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    return ["may be luck" if percent > high else "ask" for percent in percents]
""",
        "low results, too": """
def verdicts(percents, drills):
    low = drills.quantile(0.025)
    high = drills.quantile(0.975)
    return ["ask" if percent > high or percent <= low else "may be luck" for percent in percents]
""",
        "True and False": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    return [percent > high for percent in percents]
""",
        "only those to ask": """
def verdicts(percents, drills):
    high = drills.quantile(0.975)
    return ["ask" for percent in percents if percent > high]
""",
        "25 for every world": """
def verdicts(percents, drills):
    return ["ask" if percent > 25 else "may be luck" for percent in percents]
""",
        "the words of the visible test": """
def verdicts(percents, drills):
    return ["may be luck", "may be luck", "ask"]
""",
    },
    "task6": {
        "the false alarms": """
caught = (warned & violent).sum()
missed = (warned & ~violent).sum()
sentence = "A"
needed = "B"
""",
        "all that were violent": """
caught = violent.sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "B"
""",
        "all warnings": """
caught = warned.sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "B"
""",
        "one or the other": """
caught = (warned | violent).sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "B"
""",
        "neither warned nor violent": """
caught = (warned & violent).sum()
missed = (~violent & ~warned).sum()
sentence = "A"
needed = "B"
""",
        "it sees violence before it begins": """
caught = (warned & violent).sum()
missed = (violent & ~warned).sum()
sentence = "C"
needed = "B"
""",
        "caught and missed are alarms": """
caught = (warned & violent).sum()
missed = (violent & ~warned).sum()
sentence = "B"
needed = "B"
""",
        "more of the firm's own numbers": """
caught = (warned & violent).sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "A"
""",
        "the reasons of the model": """
caught = (warned & violent).sum()
missed = (violent & ~warned).sum()
sentence = "A"
needed = "C"
""",
        "last year's rule of the lesson": """
caught = ((wide[2023] >= 25) & (wide[2024] >= 25)).sum()
missed = (~(wide[2023] >= 25) & (wide[2024] >= 25)).sum()
sentence = "A"
needed = "B"
""",
    },
    "stretch1": {
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
    "stretch2": {
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
    "stretch3": {
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
