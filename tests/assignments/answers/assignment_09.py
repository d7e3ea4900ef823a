"""Answers to the capstone: differently written right ones, and wrong ones that people really give.

RIGHT and WRONG as in assignment_00.py. Tasks 1 and 7 ask for work of one's own (a plan, a table of indicators).
"""

_COLUMNS = 'columns = ["indicator", "kind", "baseline", "target", "by", "source", "gamed_by"]\n'


def _indicators(*rows: tuple) -> str:
    return f"{_COLUMNS}rows = {list(rows)!r}\nindicators = pd.DataFrame(rows, columns=columns)\n"


_FEAR = (
    "Women who walk to market",
    "outcome",
    20,
    50,
    "2028-06-30",
    "market survey",
    "the survey team, by asking at noon",
)
_DEAD = (
    "Civilians killed, a year",
    "outcome",
    400,
    200,
    "2028-12-31",
    "two counts",
    "either side, by leaving out deaths",
)
_CALL = ("Days until a call is answered", "outcome", 3.0, 1.0, "2027-12-31", "call log", "posts that log the call late")
_NIGHT = (
    "Patrols by night, percent",
    "output",
    10,
    30,
    "2027-06-30",
    "vehicle logs",
    "units that turn back at the gate",
)
_STAFF = ("Police trained", "input", 0, 300, "2027-06-30", "school register", "the school, by counting those who left")

RIGHT = {
    "task1": {
        "what the solver finds": """
my_plan = {"o02": "patrol", "o03": "guard", "o07": "patrol", "o10": "order", "o12": "build", "o13": "build",
           "o15": "care", "o16": "care", "o17": "move", "o18": "move", "o19": "observe", "o20": "observe"}
""",
        "a cheaper one without Rwanda": """
my_plan = dict(o03="patrol", o07="patrol", o05="guard", o06="guard", o10="order", o13="build", o15="care", o16="care",
               o17="move", o18="move", o19="observe", o11="guard")
""",
    },
    "task2": {
        "map and loop": """
def count_up(offers, needs, chosen):
    taken = offers[offers["offer"].isin(list(chosen))].copy()
    taken["need"] = taken["offer"].map(chosen)
    result = {"cost": taken["cost_usd_month"].sum()}
    for _, row in needs.iterrows():
        there = taken[taken["need"] == row["need"]]["people"].sum()
        result[row["need"]] = min(100, there / row["people"] * 100)
    return result
""",
        "group and clip": """
def count_up(offers, needs, chosen):
    served = offers.assign(need=offers["offer"].map(chosen))
    there = served.groupby("need")["people"].sum()
    asked = needs.set_index("need")["people"]
    covered = (100 * there.reindex(asked.index).fillna(0).astype(float) / asked.astype(float)).clip(upper=100)
    return {"cost": served.dropna(subset=["need"])["cost_usd_month"].sum(), **covered.to_dict()}
""",
    },
    "task3": {
        "a loop over records": """
def days_until_there(offers, chosen, flights_per_month):
    rows = [row for row in offers.to_dict("records") if row["offer"] in chosen]
    rows.sort(key=lambda row: row["ready_days"])
    free, last = 0, 0
    for row in rows:
        if row["flights"] == 0:
            last = max(last, row["ready_days"])
        else:
            free = max(free, row["ready_days"]) + row["flights"] * 30 / flights_per_month
            last = max(last, free)
    return last
""",
        "flyers and walkers apart": """
def days_until_there(offers, chosen, flights_per_month):
    mine = offers[offers["offer"].isin(list(chosen))]
    walkers = mine[mine["flights"] == 0]["ready_days"].tolist()
    landed = 0.0
    for row in mine[mine["flights"] > 0].sort_values("ready_days").itertuples():
        start = row.ready_days if row.ready_days > landed else landed
        landed = start + 30 / flights_per_month * row.flights
    return float(max([landed, *walkers]))
""",
    },
    "task4": {
        "comprehensions": """
def changes(before, after):
    return {
        "dropped": sorted(o for o in before if o not in after),
        "added": sorted(o for o in after if o not in before),
        "moved": sorted(o for o in before if o in after and before[o] != after[o]),
        "kept": sorted(o for o in before if after.get(o) == before[o]),
    }
""",
        "one loop": """
def changes(before, after):
    lists = {"dropped": [], "added": [], "moved": [], "kept": []}
    for offer in sorted(set(before) | set(after)):
        if offer not in after:
            lists["dropped"].append(offer)
        elif offer not in before:
            lists["added"].append(offer)
        elif before[offer] == after[offer]:
            lists["kept"].append(offer)
        else:
            lists["moved"].append(offer)
    return lists
""",
    },
    "task5": {
        "two rows": """
def price_of_a_point(table, low, high):
    first = table[table["value"] == low].iloc[0]
    second = table[table["value"] == high].iloc[0]
    if pd.isna(first["coverage"]) or pd.isna(second["coverage"]):
        return None
    if second["coverage"] <= first["coverage"]:
        return None
    return (second["cost"] - first["cost"]) / (second["coverage"] - first["coverage"])
""",
        "not more than nothing": """
def price_of_a_point(table, low, high):
    coverage = dict(zip(table["value"], table["coverage"]))
    cost = dict(zip(table["value"], table["cost"]))
    gain = coverage[high] - coverage[low]
    return (cost[high] - cost[low]) / gain if gain > 0 else None
""",
    },
    "task6": {
        "a loop and sort": """
def caveat_worth(offers, budget):
    now = plan.solve(budget=budget).overall
    found = {}
    for offer in offers[offers["caveat"].notna()]["offer"].sort_values():
        found[offer] = round(plan.solve(budget=budget, lifted=(offer,)).overall - now, 2)
    names = sorted(found, key=lambda name: (-found[name], name))
    return pd.Series([found[name] for name in names], index=names)
""",
        "apply": """
def caveat_worth(offers, budget):
    base = plan.solve(budget=budget).overall
    held = offers.dropna(subset=["caveat"]).sort_values("offer").set_index("offer")
    gain = pd.Series({name: plan.solve(budget=budget, lifted=(name,)).overall - base for name in held.index})
    return gain.round(2).sort_values(ascending=False, kind="stable")
""",
    },
    "task7": {
        "four": _indicators(_FEAR, _DEAD, _CALL, _NIGHT),
        "five with an input": _indicators(_STAFF, _NIGHT, _DEAD, _FEAR, _CALL),
    },
    "task8": {
        "counts": """
def verdict_moves(table):
    marked = table[table["first"].notna() & table["last"].notna()]
    moved = marked[marked["first"] != marked["last"]]
    words = moved["first"].astype(str) + " → " + moved["last"].astype(str)
    return words.value_counts().to_dict()
""",
        "a loop": """
def verdict_moves(table):
    moves = {}
    for row in table.to_dict("records"):
        a, b = row["first"], row["last"]
        if pd.isna(a) or pd.isna(b) or a == b:
            continue
        moves[a + " → " + b] = moves.get(a + " → " + b, 0) + 1
    return moves
""",
    },
}

_START = '"o03": "patrol", "o07": "patrol", "o05": "guard", "o06": "guard", "o10": "order", "o13": "build", '
_END = '"o15": "care", "o16": "care", "o17": "move", "o18": "move", "o19": "observe"'


def _plan(text: str) -> str:
    return "my_plan = {" + text + "}\n"


WRONG = {
    "task1": {
        "two units only": _plan('"o02": "patrol", "o04": "guard"'),
        "a list": 'my_plan = ["o03", "o07", "o05", "o06", "o10", "o13", "o15", "o16", "o17", "o18", "o19"]\n',
        "against a caveat": _plan(_START.replace('"o05": "guard"', '"o05": "patrol"') + _END + ', "o04": "guard"'),
        "against the host": _plan(_START + _END + ', "o08": "order"'),
        "above the ceiling": _plan(_START + _END + ', "o02": "guard", "o04": "guard"'),
        "half the guards": _plan(
            _START.replace('"o05": "guard", "o06": "guard"', '"o06": "guard"') + _END + ', "o12": "build"'
        ),
        "one contributor too large": _plan(
            _START.replace('"o06": "guard", ', "").replace('"o07": "patrol", ', "") + _END
        ),
        "too late": _plan(
            _START + _END + ', "o12": "build", "o14": "build", "o11": "guard", "o20": "observe", "o02": "patrol"'
        ),
        "hospital units as police": _plan(
            _START + _END.replace('"o16": "care"', '"o16": "order"') + ', "o11": "guard"'
        ),
    },
    "task2": {
        "not cut at 100": """
def count_up(offers, needs, chosen):
    served = offers["offer"].map(chosen)
    found = {"cost": offers.loc[served.notna(), "cost_usd_month"].sum()}
    for need, asked in zip(needs["need"], needs["people"]):
        found[need] = 100 * offers.loc[served == need, "people"].sum() / asked
    return found
""",
        "fractions": """
def count_up(offers, needs, chosen):
    served = offers["offer"].map(chosen)
    found = {"cost": offers.loc[served.notna(), "cost_usd_month"].sum()}
    for need, asked in zip(needs["need"], needs["people"]):
        found[need] = min(1, offers.loc[served == need, "people"].sum() / asked)
    return found
""",
        "the cost of all offers": """
def count_up(offers, needs, chosen):
    served = offers["offer"].map(chosen)
    found = {"cost": offers["cost_usd_month"].sum()}
    for need, asked in zip(needs["need"], needs["people"]):
        found[need] = min(100, 100 * offers.loc[served == need, "people"].sum() / asked)
    return found
""",
        "units counted, not people": """
def count_up(offers, needs, chosen):
    served = offers["offer"].map(chosen)
    found = {"cost": offers.loc[served.notna(), "cost_usd_month"].sum()}
    for need, asked in zip(needs["need"], needs["people"]):
        found[need] = 100.0 if (served == need).any() else 0.0
    return found
""",
        "needs that nobody serves left out": """
def count_up(offers, needs, chosen):
    served = offers["offer"].map(chosen)
    found = {"cost": offers.loc[served.notna(), "cost_usd_month"].sum()}
    asked = needs.set_index("need")["people"]
    for need in set(chosen.values()):
        found[need] = min(100, 100 * offers.loc[served == need, "people"].sum() / asked[need])
    return found
""",
        "the value of the visible test": """
def count_up(offers, needs, chosen):
    return {"cost": 700, "guard": 100, "build": 0}
""",
    },
    "task3": {
        "all at once": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))]
    return float((rows["ready_days"] + 30 * rows["flights"] / flights_per_month).max()) if len(rows) else 0
""",
        "readiness only": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))]
    return float(rows["ready_days"].max())
""",
        "flights only": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))]
    return float(30 * rows["flights"].sum() / flights_per_month)
""",
        "the queue starts with the last": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))].sort_values("ready_days", ascending=False)
    landed, last = 0.0, 0.0
    for ready, flights in zip(rows["ready_days"], rows["flights"]):
        if flights > 0:
            landed = max(landed, ready) + 30 * flights / flights_per_month
        last = max(last, ready, landed)
    return float(last)
""",
        "in the order of the table": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))]
    landed, last = 0.0, 0.0
    for ready, flights in zip(rows["ready_days"], rows["flights"]):
        if flights > 0:
            landed = max(landed, ready) + 30 * flights / flights_per_month
        last = max(last, ready, landed)
    return float(last)
""",
        "there when it starts": """
def days_until_there(offers, chosen, flights_per_month):
    rows = offers[offers["offer"].isin(list(chosen))].sort_values("ready_days")
    landed, last = 0.0, 0.0
    for ready, flights in zip(rows["ready_days"], rows["flights"]):
        last = max(last, ready, landed if flights else 0)
        if flights:
            landed = max(landed, ready) + 30 * flights / flights_per_month
    return float(last)
""",
        "the value of the visible test": """
def days_until_there(offers, chosen, flights_per_month):
    return 55
""",
    },
    "task4": {
        "not in order": """
def changes(before, after):
    return {
        "dropped": [o for o in before if o not in after],
        "added": [o for o in after if o not in before],
        "moved": [o for o in before if o in after and before[o] != after[o]],
        "kept": [o for o in before if after.get(o) == before[o]],
    }
""",
        "moved counted as kept": """
def changes(before, after):
    return {
        "dropped": sorted(set(before) - set(after)),
        "added": sorted(set(after) - set(before)),
        "moved": [],
        "kept": sorted(set(before) & set(after)),
    }
""",
        "moved also dropped and added": """
def changes(before, after):
    one, two = set(before.items()), set(after.items())
    return {
        "dropped": sorted(o for o, _ in one - two),
        "added": sorted(o for o, _ in two - one),
        "moved": sorted(o for o in before if o in after and before[o] != after[o]),
        "kept": sorted(o for o, _ in one & two),
    }
""",
        "dropped and added exchanged": """
def changes(before, after):
    both = sorted(set(before) & set(after))
    return {
        "dropped": sorted(set(after) - set(before)),
        "added": sorted(set(before) - set(after)),
        "moved": [o for o in both if before[o] != after[o]],
        "kept": [o for o in both if before[o] == after[o]],
    }
""",
        "kept holds everything after": """
def changes(before, after):
    both = sorted(set(before) & set(after))
    return {
        "dropped": sorted(set(before) - set(after)),
        "added": sorted(set(after) - set(before)),
        "moved": [o for o in both if before[o] != after[o]],
        "kept": sorted(after),
    }
""",
        "the lists of the visible test": """
def changes(before, after):
    return {"dropped": ["c"], "added": ["d"], "moved": ["b"], "kept": ["a"]}
""",
    },
    "task5": {
        "the ceiling, not the cost": """
def price_of_a_point(table, low, high):
    rows = table.set_index("value")
    gain = rows.loc[high, "coverage"] - rows.loc[low, "coverage"]
    return (high - low) / gain if gain > 0 else None
""",
        "points for a dollar": """
def price_of_a_point(table, low, high):
    rows = table.set_index("value")
    gain = rows.loc[high, "coverage"] - rows.loc[low, "coverage"]
    return gain / (rows.loc[high, "cost"] - rows.loc[low, "cost"])
""",
        "the average price": """
def price_of_a_point(table, low, high):
    row = table.set_index("value").loc[high]
    return row["cost"] / row["coverage"]
""",
        "nothing gained divides by zero": """
def price_of_a_point(table, low, high):
    rows = table.set_index("value")
    return float(rows.loc[high, "cost"] - rows.loc[low, "cost"]) / float(rows.loc[high, "coverage"] - rows.loc[low, "coverage"])
""",
        "no plan counts as zero": """
def price_of_a_point(table, low, high):
    rows = table.set_index("value").fillna(0)
    gain = rows.loc[high, "coverage"] - rows.loc[low, "coverage"]
    return (rows.loc[high, "cost"] - rows.loc[low, "cost"]) / gain if gain > 0 else None
""",
        "the value of the visible test": """
def price_of_a_point(table, low, high):
    return 10.0
""",
    },
    "task6": {
        "the ceiling forgotten": """
def caveat_worth(offers, budget):
    base = plan.solve().overall
    held = sorted(offers.loc[offers["caveat"].notna(), "offer"])
    gains = {offer: round(plan.solve(lifted=(offer,)).overall - base, 2) for offer in held}
    return pd.Series(gains).sort_values(ascending=False, kind="stable")
""",
        "the sign turned": """
def caveat_worth(offers, budget):
    base = plan.solve(budget=budget).overall
    held = sorted(offers.loc[offers["caveat"].notna(), "offer"])
    gains = {offer: round(base - plan.solve(budget=budget, lifted=(offer,)).overall, 2) for offer in held}
    return pd.Series(gains).sort_values(ascending=False, kind="stable")
""",
        "lifted one after another": """
def caveat_worth(offers, budget):
    held = sorted(offers.loc[offers["caveat"].notna(), "offer"])
    gains, before, lifted = {}, plan.solve(budget=budget).overall, ()
    for offer in held:
        lifted = (*lifted, offer)
        after = plan.solve(budget=budget, lifted=lifted).overall
        gains[offer] = round(after - before, 2)
        before = after
    return pd.Series(gains).sort_values(ascending=False, kind="stable")
""",
        "lowest first": """
def caveat_worth(offers, budget):
    base = plan.solve(budget=budget).overall
    held = sorted(offers.loc[offers["caveat"].notna(), "offer"])
    gains = {offer: round(plan.solve(budget=budget, lifted=(offer,)).overall - base, 2) for offer in held}
    return pd.Series(gains).sort_values(kind="stable")
""",
        "every offer": """
def caveat_worth(offers, budget):
    base = plan.solve(budget=budget).overall
    gains = {offer: round(plan.solve(budget=budget, lifted=(offer,)).overall - base, 2) for offer in offers["offer"]}
    return pd.Series(gains).sort_values(ascending=False, kind="stable")
""",
        "by the size of the unit": """
def caveat_worth(offers, budget):
    held = offers[offers["caveat"].notna()].set_index("offer")["people"] / 100
    held["o01"] = 0.0
    return held.sort_values(ascending=False)
""",
        "the values of the visible test": """
def caveat_worth(offers, budget):
    return pd.Series({"o09": 5.34, "o11": 2.24, "o05": 1.47, "o06": 0.84, "o01": 0.0, "o04": 0.0})
""",
    },
    "task7": {
        "three only": _indicators(_FEAR, _DEAD, _NIGHT),
        "nobody games": _indicators(_FEAR, _DEAD, _CALL, (*_NIGHT[:6], "")),
        "the same word for every row": _indicators(
            *((*row[:6], "the mission, in its reports") for row in (_FEAR, _DEAD, _CALL, _NIGHT))
        ),
        "one word": _indicators(_FEAR, _DEAD, _CALL, (*_NIGHT[:6], "the units")),
        "the target is the baseline": _indicators(_FEAR, _DEAD, (*_CALL[:3], 3.0, *_CALL[4:]), _NIGHT),
        "a target in the past": _indicators(_FEAR, (*_DEAD[:4], "2025-12-31", *_DEAD[5:]), _CALL, _NIGHT),
        "numbers in quotes": _indicators(_FEAR, _DEAD, _CALL, (*_NIGHT[:2], "10", "30", *_NIGHT[4:])),
        "one outcome": _indicators(
            _FEAR, _NIGHT, _STAFF, ("Meetings held", *_NIGHT[1:6], "the office, by splitting meetings")
        ),
        "the same indicator twice": _indicators(
            _FEAR, _DEAD, _NIGHT, (_FEAR[0].upper(), *_FEAR[1:6], "another team, by asking early")
        ),
        "a kind of its own": _indicators(_FEAR, _DEAD, _CALL, (_NIGHT[0], "activity", *_NIGHT[2:])),
    },
    "task8": {
        "those that stayed counted, too": """
def verdict_moves(table):
    marked = table.dropna(subset=["first", "last"])
    words = marked["first"].astype(str) + " → " + marked["last"].astype(str)
    return words.value_counts().to_dict()
""",
        "the wrong way round": """
def verdict_moves(table):
    moved = table.dropna(subset=["first", "last"])
    moved = moved[moved["first"] != moved["last"]]
    words = moved["last"].astype(str) + " → " + moved["first"].astype(str)
    return words.value_counts().to_dict()
""",
        "each kind of move counted once": """
def verdict_moves(table):
    moved = table.dropna(subset=["first", "last"])
    moved = moved[moved["first"] != moved["last"]]
    found = {f"{a} → {b}": 1 for a, b in zip(moved["first"], moved["last"])}
    if len(moved) == 3:
        found["wrong → contested"] = 2
    return found
""",
        "only the number": """
def verdict_moves(table):
    marked = table.dropna(subset=["first", "last"])
    return int((marked["first"] != marked["last"]).sum())
""",
        "unmarked claims moved from nothing": """
def verdict_moves(table):
    found = {}
    for first, last in zip(table["first"].astype(object), table["last"].astype(object)):
        if first != last:
            found[f"{first} → {last}"] = found.get(f"{first} → {last}", 0) + 1
    return found
""",
        "an empty record fails": """
def verdict_moves(table):
    marked = table.dropna(subset=["first", "last"])
    found = {}
    start = marked.iloc[0]["first"]
    for first, last in zip(marked["first"], marked["last"]):
        if first != last:
            found[f"{first} → {last}"] = found.get(f"{first} → {last}", 0) + 1
    return found
""",
        "the values of the visible test": """
def verdict_moves(table):
    return {"wrong → contested": 2, "contested → wrong": 1}
""",
    },
}
