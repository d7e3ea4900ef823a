"""Answers to assignment 08: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py.
"""

RIGHT = {
    "task1": {
        "a loop": """
def printable(table, today, years):
    texts = []
    for _, row in table.iterrows():
        source = row["source"]
        if not isinstance(source, str) or source.strip() == "":
            continue
        if row["last_year"] < today - years:
            continue
        change = (row["last_value"] / row["first_value"] - 1) * 100
        text = f"{row['trend']}: {change:+.1f} %"
        if row["second_hand"]:
            text += " (second-hand)"
        texts.append(text)
    return texts
""",
        "filter first": """
def printable(table, today, years):
    good = table[table["source"].fillna("").str.strip() != ""]
    good = good[today - good["last_year"] <= years]
    change = 100 * (good["last_value"] - good["first_value"]) / good["first_value"]
    ends = good["second_hand"].map({True: " (second-hand)", False: ""})
    return [f"{name}: {value:+.1f} %{end}" for name, value, end in zip(good["trend"], change, ends)]
""",
    },
    "task2": {
        "sorted rows": """
def misses(table, year):
    known = table[table["value"].notna()].sort_values("year")
    before = known[known["year"] < year]
    at = known.loc[known["year"] == year, "value"]
    if len(before) < 2 or len(at) == 0:
        return None
    came = float(at.iloc[0])
    flat = float(before["value"].iloc[-1])
    years = before["year"].iloc[-1] - before["year"].iloc[0]
    step = (flat - float(before["value"].iloc[0])) / float(years)
    line = flat + step * float(year - before["year"].iloc[-1])
    return {"flat": (flat - came) / came * 100, "line": (line - came) / came * 100}
""",
        "a dictionary of years": """
def misses(table, year):
    values = {int(y): float(v) for y, v in zip(table["year"], table["value"]) if not pd.isna(v)}
    past = sorted(y for y in values if y < year)
    if year not in values or len(past) < 2:
        return None
    a, b = past[0], past[-1]
    slope = (values[b] - values[a]) / (b - a)
    guess = {"flat": values[b], "line": values[b] + slope * (year - b)}
    return {k: 100 * (v / values[year] - 1) for k, v in guess.items()}
""",
    },
    "task3": {
        "merges": """
def wins(table, window):
    known = table.dropna(subset=["value"])[["iso3", "year", "value"]].astype({"value": float})
    before = known.assign(year=known["year"] + window).rename(columns={"value": "before"})
    after = known.assign(year=known["year"] - 1).rename(columns={"value": "after"})
    both = known.merge(before, on=["iso3", "year"]).merge(after, on=["iso3", "year"])
    if len(both) == 0:
        return None
    line = both["value"] + (both["value"] - both["before"]) / window
    nearer = (both["value"] - both["after"]).abs() < (line - both["after"]).abs()
    return 100 * nearer.mean()
""",
        "country by country": """
def wins(table, window):
    hits, whole = 0, 0
    for _, rows in table.groupby("iso3"):
        known = {y: float(v) for y, v in zip(rows["year"], rows["value"]) if pd.notna(v)}
        for t, now in known.items():
            if t - window in known and t + 1 in known:
                whole += 1
                drift = (now - known[t - window]) / window
                if abs(known[t + 1] - now) < abs(known[t + 1] - now - drift):
                    hits += 1
    if whole == 0:
        return None
    return hits / whole * 100
""",
    },
    "task4": {
        "a list of reasons": """
def advise(table):
    texts = []
    for _, row in table.iterrows():
        reasons = []
        if not row["need_named"]:
            reasons.append("no need named")
        if row["civilian_means"]:
            reasons.append("civilian means exist")
        if not row["unique_advantage"]:
            reasons.append("no unique advantage")
        if not row["complements"]:
            reasons.append("replaces civilian work")
        if row["aid_tied"]:
            reasons.append("aid tied to information")
        name = "MCDA" if row["setting"] == "conflict" else "Oslo"
        texts.append("refuse: " + reasons[0] if reasons else f"accept, by the {name} Guidelines, and hand back")
    return pd.Series(texts, index=table["request"].tolist())
""",
        "a function for one row": """
def advise(table):
    def one(row):
        if not row.need_named:
            return "refuse: no need named"
        if row.civilian_means:
            return "refuse: civilian means exist"
        if not row.unique_advantage:
            return "refuse: no unique advantage"
        if not row.complements:
            return "refuse: replaces civilian work"
        if row.aid_tied:
            return "refuse: aid tied to information"
        rules = {"conflict": "MCDA"}.get(row.setting, "Oslo")
        return f"accept, by the {rules} Guidelines, and hand back"

    return pd.Series({row.request: one(row) for row in table.itertuples()})
""",
    },
    "task5": {
        "shares": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    if rows[rule].sum() == 0:
        given = patrols / len(rows)
    else:
        given = patrols * rows[rule] / rows[rule].sum()
    return given - patrols * rows[need] / rows[need].sum()
""",
        "a loop": """
def gains(table, rule, need, patrols):
    found = {}
    for name, r, n in zip(table["district"], table[rule], table[need]):
        share = r / table[rule].sum() if table[rule].sum() > 0 else 1 / len(table)
        found[name] = patrols * (share - n / table[need].sum())
    return pd.Series(found)
""",
    },
    "task6": {
        "a list of rows": """
def redesign(table, budget):
    rows = table.to_dict("records")
    while sum(row["least"] for row in rows) > budget:
        objectives = [row["objective"] for row in rows]
        may_go = [i for i, row in enumerate(rows) if objectives.count(row["objective"]) > 1]
        if not may_go:
            return []
        ends = [i for i in may_go if not rows[i]["local_after"]]
        pool = ends or may_go
        largest = max(rows[i]["least"] for i in pool)
        rows.pop([i for i in pool if rows[i]["least"] == largest][-1])
    return [row["line"] for row in rows]
""",
        "sorted candidates": """
def redesign(table, budget):
    kept = table.copy().reset_index(drop=True)
    kept["place"] = range(len(kept))
    while kept["least"].sum() > budget:
        sizes = kept.groupby("objective", observed=True)["line"].transform("size")
        free = kept[sizes > 1]
        if len(free) == 0:
            return []
        order = free.sort_values(["local_after", "least", "place"], ascending=[True, False, False])
        kept = kept[kept["place"] != order["place"].iloc[0]]
    return kept["line"].tolist()
""",
    },
}

WRONG = {
    "task1": {
        "the texts of the visible test": """
def printable(table, today, years):
    return ["herds: -25.0 %", "wells: +20.0 % (second-hand)"]
""",
        "second-hand dropped": """
def printable(table, today, years):
    good = table[(today - table["last_year"] <= years) & ~table["second_hand"]]
    return [f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %" for r in good.to_dict("records")]
""",
        "second-hand not marked": """
def printable(table, today, years):
    good = table[today - table["last_year"] <= years].dropna(subset=["source"])
    return [f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %" for r in good.to_dict("records")]
""",
        "the source forgotten": """
def printable(table, today, years):
    good = table[today - table["last_year"] <= years]
    texts = []
    for r in good.to_dict("records"):
        text = f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %"
        texts.append(text + (" (second-hand)" if r["second_hand"] else ""))
    return texts
""",
        "spaces taken for a source": """
def printable(table, today, years):
    good = table[today - table["last_year"] <= years].dropna(subset=["source"])
    texts = []
    for r in good.to_dict("records"):
        text = f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %"
        texts.append(text + (" (second-hand)" if r["second_hand"] else ""))
    return texts
""",
        "divided by the last value": """
def printable(table, today, years):
    good = table[today - table["last_year"] <= years].dropna(subset=["source"])
    return [f"{r['trend']}: {100 * (1 - r['first_value'] / r['last_value']):+.1f} %" for r in good.to_dict("records")]
""",
        "younger than instead of at most": """
def printable(table, today, years):
    texts = []
    for r in table.to_dict("records"):
        if isinstance(r["source"], str) and r["source"].strip() and today - r["last_year"] < years:
            text = f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %"
            texts.append(text + (" (second-hand)" if r["second_hand"] else ""))
    return texts
""",
        "sorted by name": """
def printable(table, today, years):
    texts = []
    for r in table.sort_values("trend").to_dict("records"):
        if isinstance(r["source"], str) and r["source"].strip() and today - r["last_year"] <= years:
            text = f"{r['trend']}: {100 * (r['last_value'] / r['first_value'] - 1):+.1f} %"
            texts.append(text + (" (second-hand)" if r["second_hand"] else ""))
    return texts
""",
    },
    "task2": {
        "the answer of the visible test": 'def misses(table, year):\n    return {"flat": 60.0, "line": 40.0}',
        "divided by the forecast": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past, now = rows[rows["year"] < year], rows[rows["year"] == year]
    if len(past) < 2 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (past["year"].iloc[-1] - past["year"].iloc[0])
    line = flat + step * (year - past["year"].iloc[-1])
    return {"flat": 100 * (flat - came) / flat, "line": 100 * (line - came) / line}
""",
        "rows counted as steps": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past, now = rows[rows["year"] < year], rows[rows["year"] == year]
    if len(past) < 2 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (len(past) - 1)
    line = flat + step
    return {"flat": 100 * (flat - came) / came, "line": 100 * (line - came) / came}
""",
        "one step whatever the gap": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past, now = rows[rows["year"] < year], rows[rows["year"] == year]
    if len(past) < 2 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (past["year"].iloc[-1] - past["year"].iloc[0])
    return {"flat": 100 * (flat - came) / came, "line": 100 * (flat + step - came) / came}
""",
        "the order of the table": """
def misses(table, year):
    rows = table.dropna(subset=["value"])
    past, now = rows[rows["year"] < year], rows[rows["year"] == year]
    if len(past) < 2 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (past["year"].iloc[-1] - past["year"].iloc[0])
    line = flat + step * (year - past["year"].iloc[-1])
    return {"flat": 100 * (flat - came) / came, "line": 100 * (line - came) / came}
""",
        "the year itself in the line": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past, now = rows[rows["year"] <= year], rows[rows["year"] == year]
    if len(past) < 3 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-2]
    step = (came - past["value"].iloc[0]) / (year - past["year"].iloc[0])
    line = flat + step * (year - past["year"].iloc[-2])
    return {"flat": 100 * (flat - came) / came, "line": 100 * (line - came) / came}
""",
        "an error where there is too little": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past = rows[rows["year"] < year]
    came = rows[rows["year"] == year]["value"].iloc[0]
    flat = past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (past["year"].iloc[-1] - past["year"].iloc[0])
    line = flat + step * (year - past["year"].iloc[-1])
    return {"flat": 100 * (flat - came) / came, "line": 100 * (line - came) / came}
""",
        "without the sign": """
def misses(table, year):
    rows = table.dropna(subset=["value"]).sort_values("year")
    past, now = rows[rows["year"] < year], rows[rows["year"] == year]
    if len(past) < 2 or now.empty:
        return None
    came, flat = now["value"].iloc[0], past["value"].iloc[-1]
    step = (flat - past["value"].iloc[0]) / (past["year"].iloc[-1] - past["year"].iloc[0])
    line = flat + step * (year - past["year"].iloc[-1])
    return {"flat": abs(100 * (flat - came) / came), "line": abs(100 * (line - came) / came)}
""",
    },
    "task3": {
        "the answer of the visible test": "def wins(table, window):\n    return 60.0",
        "rows taken for years": """
def wins(table, window):
    rows = table.dropna(subset=["value"])
    groups = rows.groupby("iso3")["value"]
    now, before, after = rows["value"].astype(float), groups.shift(window).astype(float), groups.shift(-1).astype(float)
    ok = before.notna() & after.notna()
    if not ok.any():
        return None
    line = now + (now - before) / window
    return 100 * ((now - after).abs() < (line - after).abs())[ok].mean()
""",
        "countries mixed": """
def wins(table, window):
    rows = table.dropna(subset=["value"])
    now = rows["value"].astype(float)
    before, after = now.shift(window), now.shift(-1)
    ok = before.notna() & after.notna()
    line = now + (now - before) / window
    return 100 * ((now - after).abs() < (line - after).abs())[ok].mean()
""",
        "ties counted for flat": """
def wins(table, window):
    values = table.dropna(subset=["value"]).set_index(["iso3", "year"])["value"].astype(float).to_dict()
    flat = whole = 0
    for (c, y), now in values.items():
        if (c, y - window) in values and (c, y + 1) in values:
            whole += 1
            after = values[(c, y + 1)]
            flat += abs(now - after) <= abs(now + (now - values[(c, y - window)]) / window - after)
    return 100 * flat / whole if whole else None
""",
        "the whole change instead of the mean": """
def wins(table, window):
    values = table.dropna(subset=["value"]).set_index(["iso3", "year"])["value"].astype(float).to_dict()
    flat = whole = 0
    for (c, y), now in values.items():
        if (c, y - window) in values and (c, y + 1) in values:
            whole += 1
            after = values[(c, y + 1)]
            flat += abs(now - after) < abs(now + (now - values[(c, y - window)]) - after)
    return 100 * flat / whole if whole else None
""",
        "the line's wins": """
def wins(table, window):
    values = table.dropna(subset=["value"]).set_index(["iso3", "year"])["value"].astype(float).to_dict()
    line = whole = 0
    for (c, y), now in values.items():
        if (c, y - window) in values and (c, y + 1) in values:
            whole += 1
            after = values[(c, y + 1)]
            line += abs(now - after) > abs(now + (now - values[(c, y - window)]) / window - after)
    return 100 * line / whole if whole else None
""",
        "an error where there is no case": """
def wins(table, window):
    values = table.dropna(subset=["value"]).set_index(["iso3", "year"])["value"].astype(float).to_dict()
    flat = whole = 0
    for (c, y), now in values.items():
        if (c, y - window) in values and (c, y + 1) in values:
            whole += 1
            after = values[(c, y + 1)]
            flat += abs(now - after) < abs(now + (now - values[(c, y - window)]) / window - after)
    return 100 * flat / whole
""",
        "a fraction": """
def wins(table, window):
    values = table.dropna(subset=["value"]).set_index(["iso3", "year"])["value"].astype(float).to_dict()
    flat = whole = 0
    for (c, y), now in values.items():
        if (c, y - window) in values and (c, y + 1) in values:
            whole += 1
            after = values[(c, y + 1)]
            flat += abs(now - after) < abs(now + (now - values[(c, y - window)]) / window - after)
    return flat / whole if whole else None
""",
    },
    "task4": {
        "the texts of the visible test": """
def advise(table):
    texts = ["refuse: civilian means exist", "refuse: no need named", "accept, by the MCDA Guidelines, and hand back"]
    return pd.Series(texts, index=list(table["request"])[:3])
""",
        "the last reason": """
def advise(table):
    texts = []
    for row in table.to_dict("records"):
        text = f"accept, by the {'MCDA' if row['setting'] == 'conflict' else 'Oslo'} Guidelines, and hand back"
        if not row["need_named"]:
            text = "refuse: no need named"
        if row["civilian_means"]:
            text = "refuse: civilian means exist"
        if not row["unique_advantage"]:
            text = "refuse: no unique advantage"
        if not row["complements"]:
            text = "refuse: replaces civilian work"
        if row["aid_tied"]:
            text = "refuse: aid tied to information"
        texts.append(text)
    return pd.Series(texts, index=list(table["request"]))
""",
        "tied aid accepted": """
def advise(table):
    texts = []
    for row in table.to_dict("records"):
        if not row["need_named"]:
            texts.append("refuse: no need named")
        elif row["civilian_means"]:
            texts.append("refuse: civilian means exist")
        elif not row["unique_advantage"]:
            texts.append("refuse: no unique advantage")
        elif not row["complements"]:
            texts.append("refuse: replaces civilian work")
        else:
            name = "MCDA" if row["setting"] == "conflict" else "Oslo"
            texts.append(f"accept, by the {name} Guidelines, and hand back")
    return pd.Series(texts, index=list(table["request"]))
""",
        "MCDA for an epidemic": """
def advise(table):
    texts = []
    for row in table.to_dict("records"):
        name = "Oslo" if row["setting"] == "disaster" else "MCDA"
        if not row["need_named"]:
            texts.append("refuse: no need named")
        elif row["civilian_means"]:
            texts.append("refuse: civilian means exist")
        elif not row["unique_advantage"]:
            texts.append("refuse: no unique advantage")
        elif not row["complements"]:
            texts.append("refuse: replaces civilian work")
        elif row["aid_tied"]:
            texts.append("refuse: aid tied to information")
        else:
            texts.append(f"accept, by the {name} Guidelines, and hand back")
    return pd.Series(texts, index=list(table["request"]))
""",
        "always Oslo": """
def advise(table):
    texts = []
    for row in table.to_dict("records"):
        if not row["need_named"]:
            texts.append("refuse: no need named")
        elif row["civilian_means"]:
            texts.append("refuse: civilian means exist")
        else:
            texts.append("accept, by the Oslo Guidelines, and hand back")
    return pd.Series(texts, index=list(table["request"]))
""",
        "civilian means asked first": """
def advise(table):
    texts = []
    for row in table.to_dict("records"):
        if row["civilian_means"]:
            texts.append("refuse: civilian means exist")
        elif not row["need_named"]:
            texts.append("refuse: no need named")
        elif not row["unique_advantage"]:
            texts.append("refuse: no unique advantage")
        elif not row["complements"]:
            texts.append("refuse: replaces civilian work")
        elif row["aid_tied"]:
            texts.append("refuse: aid tied to information")
        else:
            name = "MCDA" if row["setting"] == "conflict" else "Oslo"
            texts.append(f"accept, by the {name} Guidelines, and hand back")
    return pd.Series(texts, index=list(table["request"]))
""",
        "the rows numbered": """
def advise(table):
    return pd.Series(["refuse: no need named"] * len(table))
""",
    },
    "task5": {
        "the answer of the visible test": """
def gains(table, rule, need, patrols):
    found = [10.0, -10.0] + [0.0] * (len(table) - 2)
    return pd.Series(found, index=list(table["district"]))
""",
        "always 40 patrols": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    return 40 * (rows[rule] / rows[rule].sum() - rows[need] / rows[need].sum())
""",
        "always reports and attacks": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    return patrols * (rows["reports"] / rows["reports"].sum() - rows["attacks"] / rows["attacks"].sum())
""",
        "zero reports not thought of": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    return patrols * (rows[rule] / rows[rule].sum() - rows[need] / rows[need].sum())
""",
        "need minus rule": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    return patrols * (rows[need] / rows[need].sum() - rows[rule] / rows[rule].sum())
""",
        "only those who gain": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    return (patrols * (rows[rule] / rows[rule].sum() - rows[need] / rows[need].sum())).clip(lower=0)
""",
        "rounded to whole patrols": """
def gains(table, rule, need, patrols):
    rows = table.set_index("district")
    whole = rows[rule].sum()
    given = rows[rule] / whole if whole else 1 / len(rows)
    return (patrols * (given - rows[need] / rows[need].sum())).round(0)
""",
    },
    "task6": {
        "the lines of the visible test": 'def redesign(table, budget):\n    return ["wells", "court", "radio"]',
        "the largest line first, whoever carries on": """
def redesign(table, budget):
    kept = table.reset_index(drop=True)
    while kept["least"].sum() > budget:
        names = kept["objective"].astype(str)
        free = kept[names.map(names.value_counts()) > 1]
        if free.empty:
            return []
        kept = kept.drop(index=free[free["least"] == free["least"].max()].index[-1])
    return list(kept["line"])
""",
        "of equals the upper one": """
def redesign(table, budget):
    kept = table.reset_index(drop=True)
    while kept["least"].sum() > budget:
        names = kept["objective"].astype(str)
        free = kept[names.map(names.value_counts()) > 1]
        if free.empty:
            return []
        ends = free[~free["local_after"].astype(bool)]
        free = ends if len(ends) else free
        kept = kept.drop(index=free["least"].idxmax())
    return list(kept["line"])
""",
        "objectives forgotten": """
def redesign(table, budget):
    kept = table.reset_index(drop=True)
    while kept["least"].sum() > budget:
        ends = kept[~kept["local_after"].astype(bool)]
        free = ends if len(ends) else kept
        kept = kept.drop(index=free[free["least"] == free["least"].max()].index[-1])
    return list(kept["line"])
""",
        "the last line of an objective dropped in need": """
def redesign(table, budget):
    kept = table.reset_index(drop=True)
    while kept["least"].sum() > budget and len(kept):
        names = kept["objective"].astype(str)
        free = kept[names.map(names.value_counts()) > 1]
        if free.empty:
            free = kept
        ends = free[~free["local_after"].astype(bool)]
        free = ends if len(ends) else free
        kept = kept.drop(index=free[free["least"] == free["least"].max()].index[-1])
    return list(kept["line"])
""",
        "cost instead of least": """
def redesign(table, budget):
    kept = table.reset_index(drop=True)
    while kept["cost"].sum() > budget:
        names = kept["objective"].astype(str)
        free = kept[names.map(names.value_counts()) > 1]
        if free.empty:
            return []
        ends = free[~free["local_after"].astype(bool)]
        free = ends if len(ends) else free
        kept = kept.drop(index=free[free["least"] == free["least"].max()].index[-1])
    return list(kept["line"])
""",
        "the equal cut": """
def redesign(table, budget):
    left = table["cost"] * budget / table["cost"].sum()
    return list(table[left >= table["least"]]["line"])
""",
    },
}
