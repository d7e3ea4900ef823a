"""Lab tasks of module 05: what `check`, `hint` and `solution` know about them.

Every expected value and every slip is computed from the course's tables. Months between two days have 30.44 days.

>>> [task.id for task in TASKS][:2]
['m5-t1', 'm5-t2']
"""

from __future__ import annotations

import pandas as pd

from course.content.data import load
from course.content.tasks import Slip, Task

MONTH = 30.44
MALI_AUTHORISED = 12_640


def _may(*permissions: str) -> int:
    """How many SYNTHETIC contingents have every one of these permissions."""
    return int(load("synthetic_caveats")[list(permissions)].all(axis=1).sum())


def _allies(year: int) -> pd.DataFrame:
    """NATO members of a year with a figure for spending, and the size of their economy."""
    table = load("milex_country_year").merge(load("nato_members")[["iso3", "joined"]], on="iso3")
    table = table[(table["year"] == year) & (table["joined"].dt.year <= year)]
    return table.assign(size=table["constant_2023_usd_m"] / table["share_gdp"])


def _rank_correlation(table: pd.DataFrame) -> float:
    """Rank correlation between the size of the economy and the share spent on defence."""
    return float(table["size"].rank().corr(table["share_gdp"].rank()))


def _months_to_exit(open_until_seen: bool = False) -> pd.Series:
    """Months from demand to exit; missing, or counted to the as-of date, for missions still there."""
    table = load("consent_ended")
    left = table["left"].fillna(table["as_of"]) if open_until_seen else table["left"]
    return (left - table["demanded"]).dt.days / MONTH


def _kfor(outsiders_of: str) -> float:
    """Percent of KFOR's troops of February 2017 from states that were no members on that day."""
    troops = load("nato_operation_troops").query("operation == 'KFOR'")
    members = load("nato_members")
    inside = troops["iso3"].isin(members[members["joined"] < outsiders_of]["iso3"])
    return float(100 * troops[~inside]["troops"].sum() / troops["troops"].sum())


def _ten_payers() -> pd.Series:
    """Country codes of the ten states that were asked for most in 2025-26."""
    return load("un_assessments_2025").dropna(subset=["iso3"]).nlargest(10, "assessed_usd")["iso3"]


def _their_share(table: str) -> float:
    """Percent that the ten largest payers have of the column `total`."""
    rows = load(table)
    return float(100 * rows[rows["iso3"].isin(_ten_payers())]["total"].sum() / rows["total"].sum())


def _mali() -> pd.Series:
    """MINUSMA's uniformed strength by month."""
    table = load("un_mission_month")
    return table[table["mission"] == "MINUSMA"].set_index("month")["total"]


def _months_until(share: float, year: int, month: int) -> int:
    """Months from a start until MINUSMA first reached a share of its authorised strength."""
    first = _mali()[_mali() >= share * MALI_AUTHORISED].index[0]
    return int((first.year - year) * 12 + first.month - month)


def _rate(cause: str = "", mission: str = "MINUSMA", first: int = 1992) -> float:
    """Deaths of a mission up to 2019 per 1,000 uniformed person-years of MINUSMA."""
    deaths = load("un_deaths_year")
    deaths = deaths[(deaths["mission"] == mission) & deaths["year"].between(first, 2019)]
    deaths = deaths[deaths["cause"] == cause] if cause else deaths
    return float(1000 * deaths["deaths"].sum() / (_mali().sum() / 12))


TASKS = [
    Task(
        id="m5-t1",
        objective="5.2",
        wants="one number, how many contingents may lawfully escort the convoy tonight",
        expected=lambda: _may("may_leave_sector", "may_move_at_night", "may_escort"),
        right="Half of the six, and the nearest is not among them: distance is not the only obstacle.",
        slips=(
            Slip(
                value=lambda: _may("may_leave_sector", "may_move_at_night"),
                says="These may leave their sector and move at night. One of them may not escort: ask for that too.",
            ),
            Slip(
                value=lambda: _may("may_escort"),
                says="These may escort, by day and at home. Tonight and in the centre two more permissions are needed.",
            ),
            Slip(
                value=lambda: len(load("synthetic_caveats")),
                says="These are all contingents. Keep those whose three permissions are True.",
            ),
        ),
        hints=(
            "Three permissions are needed at once. The line above asks for two of them.",
            'Join a third column with `&`: `may_go & caveats["may_escort"]`. True counts as 1 in `.sum()`.',
        ),
        solution='check("m5-t1", (may_go & caveats["may_escort"]).sum())',
    ),
    Task(
        id="m5-t2",
        objective="5.3",
        wants="one number between -1 and 1, the rank correlation of size and share in 2024",
        expected=lambda: _rank_correlation(_allies(2024)),
        right=(
            "Next to zero. In 2024 knowing an ally's size told you nothing about its share; "
            "Poland, Estonia and Latvia stand beside the United States at the top."
        ),
        slips=(
            Slip(
                value=lambda: _rank_correlation(_allies(2014)), says="This is the value for 2014. Filter the year 2024."
            ),
            Slip(
                value=lambda: _rank_correlation(pd.concat([_allies(year) for year in range(2010, 2025)])),
                says="You took all years together. Keep the rows of 2024 first.",
            ),
            Slip(
                value=lambda: -_rank_correlation(_allies(2024)),
                says="The size is right and the sign is not. Do not rank one of the two from the top.",
            ),
        ),
        hints=(
            "The worked example needs one other number.",
            'Make `year` again with `allies["year"] == 2024`, then correlate the two ranks.',
        ),
        solution=(
            'year = allies[allies["year"] == 2024]\ncheck("m5-t2", year["size"].rank().corr(year["share_gdp"].rank()))'
        ),
    ),
    Task(
        id="m5-t3",
        objective="5.5",
        wants="one number, the median months from demand to exit of the missions that have left",
        expected=lambda: float(_months_to_exit().median()),
        tolerance=0.1,
        right="About half a year, for five missions that left. MONUSCO and UNIFIL are not in it: they are still open.",
        slips=(
            Slip(
                value=lambda: float(_months_to_exit().mean()),
                says="This is the mean. The median is the middle value: `.median()`.",
            ),
            Slip(
                value=lambda: float(_months_to_exit().median() * MONTH),
                says="This is in days. Divide by 30.44 for months.",
            ),
            Slip(
                value=lambda: float(_months_to_exit(open_until_seen=True).median()),
                says="You counted the missions that are still there up to the day they were seen. Leave them out here.",
            ),
        ),
        hints=(
            'A date minus a date is a time span: `(ended["left"] - ended["demanded"]).dt.days`.',
            "Divide the days by 30.44 and take `.median()`. Missions without an exit drop out by themselves.",
        ),
        solution='check("m5-t3", ((ended["left"] - ended["demanded"]).dt.days / 30.44).median())',
    ),
    Task(
        id="m5-t4",
        objective="5.3",
        wants="one number, how many members reached 2 % of GDP in 2024",
        expected=lambda: int((_allies(2024)["share_gdp"] >= 0.02).sum()),
        right="More than half of those with a figure. The code compared fractions with a percentage.",
        slips=(
            Slip(
                value=lambda: int((_allies(2024)["share_gdp"] >= 2).sum()),
                says="This is the columnist's zero. In this column 2 would mean that a state spends twice its GDP.",
            ),
            Slip(
                value=lambda: int((_allies(2024)["share_gdp"] < 0.02).sum()),
                says="These are the members below the guideline. Turn the sign round.",
            ),
            Slip(
                value=lambda: int((_allies(2014)["share_gdp"] >= 0.02).sum()),
                says="This is the count of 2014, when the guideline was set. The sentence is about 2024.",
            ),
        ),
        hints=(
            'Look at one value: `last["share_gdp"].max()`. Is it near 4 or near 0.04?',
            "A fraction of 0.02 is 2 percent. Write the comparison with that.",
        ),
        solution='check("m5-t4", (last["share_gdp"] >= 0.02).sum())',
    ),
    Task(
        id="m5-t5",
        objective="5.3",
        wants="one number, the percent of KFOR's troops from states that were not members in February 2017",
        expected=lambda: _kfor("2017-02-01"),
        right="A fifth of an alliance's force came from outside it, Austria above all. Membership is a dated fact.",
        slips=(
            Slip(
                value=lambda: _kfor("2030-01-01"),
                says="You used today's members. Finland and Sweden joined years after February 2017: filter by `joined`.",
            ),
            Slip(
                value=lambda: 100 - _kfor("2017-02-01"),
                says="This is the share of the members. The tilde `~` turns True and False round.",
            ),
            Slip(
                value=lambda: _kfor("2017-02-01") / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
        ),
        tolerance=0.1,
        hints=(
            'Members on that day: `members[members["joined"] < "2017-02-01"]["iso3"]`.',
            'Rows of others: `kfor[~kfor["iso3"].isin(those codes)]`. Sum their `troops`.',
            "Divide by the sum of all troops and multiply by 100.",
        ),
        solution=(
            'codes = members[members["joined"] < "2017-02-01"]["iso3"]\n'
            'outside = kfor[~kfor["iso3"].isin(codes)]\n'
            'check("m5-t5", 100 * outside["troops"].sum() / kfor["troops"].sum())'
        ),
    ),
    Task(
        id="m5-t6",
        objective="5.3",
        wants="one number, the percent of the uniformed people that the ten largest payers sent",
        expected=lambda: _their_share("un_contributors_2021"),
        tolerance=0.1,
        right="Four fifths of the money and one fourteenth of the people. China alone sent two of every five of them.",
        slips=(
            Slip(
                value=lambda: _their_share("un_deaths_country"),
                says="This is their share of the deaths. Use the table of people.",
            ),
            Slip(
                value=lambda: _their_share("un_contributors_2021") / 100,
                says="This is the fraction. Multiply by 100 for percent.",
            ),
            Slip(
                value=lambda: float(
                    100
                    * load("un_contributors_2021")["iso3"].isin(_ten_payers()).sum()
                    / len(load("un_contributors_2021"))
                ),
                says="This is ten states among all contributors. Sum the people, do not count the rows.",
            ),
        ),
        hints=(
            "`theirs` holds the rows of the ten. Which column holds the people?",
            'Sum `theirs["amount"]`, divide by the sum of `people["amount"]`, times 100.',
        ),
        solution='check("m5-t6", 100 * theirs["amount"].sum() / people["amount"].sum())',
    ),
    Task(
        id="m5-t7",
        objective="5.4",
        wants="one number, the months from April 2013 to the first month with 80 % of 12,640",
        expected=lambda: _months_until(0.8, 2013, 4),
        right="Nearly two years, where Brahimi asked for three months. UNAMID had needed 31.",
        slips=(
            Slip(
                value=lambda: _months_until(0.8, 2013, 7),
                says="You counted from the first row of the table. The resolution came in April 2013.",
            ),
            Slip(
                value=lambda: _months_until(0.8, 2013, 3),
                says="You counted April itself as well. From April to the next April are twelve months, not thirteen.",
            ),
            Slip(
                value=lambda: _months_until(0.5, 2013, 4),
                says="This is the first month above half. Eighty percent of 12,640 is 10,112.",
            ),
        ),
        hints=(
            "First month: keep the values of `mali` that are at least `0.8 * 12640`, and take the first of `.index`.",
            "A date has `.year` and `.month`. Months = 12 times the years between, plus the months between.",
        ),
        solution=(
            'first = mali[mali >= 0.8 * 12640].index[0]\ncheck("m5-t7", (first.year - 2013) * 12 + first.month - 4)'
        ),
    ),
    Task(
        id="m5-t8",
        objective="5.3",
        wants="one number, MINUSMA's malicious deaths in 1992-2019 per 1,000 person-years",
        expected=lambda: _rate("malicious act"),
        right="About twenty times UNIFIL's rate in the same years, with fewer deaths in all. Name the rate, and say what it divides.",
        slips=(
            Slip(
                value=lambda: _rate(),
                says="You took all causes. The question is about malicious acts: use `attacks`.",
            ),
            Slip(
                value=lambda: _rate("malicious act") / 1000,
                says="This is deaths per person-year. Multiply by 1,000.",
            ),
            Slip(
                value=lambda: _rate("malicious act") / 12,
                says="You divided by person-months. Twelve of them make one person-year: use `served`.",
            ),
            Slip(
                value=lambda: _rate("malicious act", mission="UNIFIL"),
                says="You took UNIFIL's dead and MINUSMA's time. Both must belong to one mission.",
            ),
        ),
        hints=(
            'Keep one mission: `attacks[attacks["mission"] == "MINUSMA"]["deaths"].sum()`.',
            "Divide the deaths by `served` and multiply by 1,000.",
        ),
        solution=(
            'killed = attacks[attacks["mission"] == "MINUSMA"]["deaths"].sum()\ncheck("m5-t8", 1000 * killed / served)'
        ),
    ),
    Task(
        id="m5-t9",
        objective="5.4",
        wants="one number, the percent of all authorised people that were deployed",
        expected=lambda: float(
            100 * load("un_authorised_year")["deployed"].sum() / load("un_authorised_year")["authorised"].sum()
        ),
        tolerance=0.1,
        right="A ratio of sums weighs large missions more. A small mission that is full does not mend a large one that is not.",
        slips=(
            Slip(
                value=lambda: float(
                    100 * (load("un_authorised_year")["deployed"] / load("un_authorised_year")["authorised"]).mean()
                ),
                says="This is the mean of the missions' own shares: ten observers weigh as much as ten thousand soldiers. Sum first.",
            ),
            Slip(
                value=lambda: float(
                    100 * load("un_authorised_year")["authorised"].sum() / load("un_authorised_year")["deployed"].sum()
                ),
                says="You divided the plan by what was there. The part goes on top.",
            ),
            Slip(
                value=lambda: float(
                    100
                    - 100
                    * load("un_authorised_year")["deployed"].sum()
                    / load("un_authorised_year")["authorised"].sum()
                ),
                says="This is the part that was missing. The part that was there is asked for.",
            ),
        ),
        hints=(
            "All mission-years together: sum each of the two columns first.",
            "Divide the sum of `deployed` by the sum of `authorised`, times 100.",
        ),
        solution='check("m5-t9", 100 * mandated["deployed"].sum() / mandated["authorised"].sum())',
    ),
]
