"""UN uniformed personnel: world totals by month and by year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compiling.codes import names

DATA = Path(__file__).resolve().parent.parent
KATHMAN = "Kathman 2013 (CMPS 30:532-549), update to December 2019, after UN contributor lists"
OWID = "United Nations; 1947-1991 Global Policy Forum; compiled by Our World in Data, 2022-02-24"
PARTS = {"troop": "troops", "police": "police", "militaryobservers": "observers", "total": "total"}
FIRST_YEAR = 1992
MISSING = -999


def mission_months(reference: Path) -> pd.DataFrame:
    """The source's mission-months from 1992, with its code -999 turned into missing values."""
    raw = pd.read_csv(reference / "un_mission_month_personnel_1990_2019.csv")
    raw = raw[raw["year"] >= FIRST_YEAR]
    columns = list(PARTS)
    raw = raw.assign(**{c: raw[c].astype("Int64").where(raw[c] != MISSING) for c in columns})
    raw["month"] = pd.to_datetime({"year": raw["year"], "month": raw["month"], "day": 1})
    return raw.rename(columns=PARTS)


def un_personnel_month(reference: Path) -> pd.DataFrame:
    """Uniformed personnel in all UN missions, by month, January 1992 to December 2019.

    Mended: -999 is a missing value. A world total is given only when every mission of that month has a figure;
    else it is missing, because the sum of the rest would look like a fall (July 2017 would show 16,926). The
    parts (troops, police, observers) follow the same rule. 1990 and 1991 are left out: the source has few
    missions with parts in those years. `missions` counts missions with at least one person, or with a missing
    figure. Political missions with uniformed staff (UNAMA, UNAMI and others) are in, as in the UN's own totals.
    """
    raw = mission_months(reference)
    present = raw[raw["total"].isna() | (raw["total"] > 0)]
    parts = ["troops", "police", "observers", "total"]
    grouped = present.groupby("month")
    table = grouped[parts].sum(min_count=1)
    for part in parts:
        complete = grouped[part].count() == grouped.size()
        table[part] = table[part].astype("Int64").where(complete)
    table["missions"] = grouped.size()
    return table.reset_index().assign(source=KATHMAN, as_of="2019-12-31")


def un_strength_year(reference: Path) -> pd.DataFrame:
    """Number of missions and uniformed personnel in December of each year, 1947-2021.

    Mended: the row of 2022 is left out (it counts missions but has no personnel). Figures to 1991 are
    rounded and come from another compiler than those from 1992, so the step between them is partly one of sources.
    """
    raw = pd.read_csv(reference / "un_peacekeeping_totals_1947_2022.csv")
    raw = raw[raw["year"] <= 2021]
    table = pd.DataFrame(
        {"year": raw["year"], "missions": raw["missions"], "personnel": raw["total_force"].astype("Int64")}
    )
    return table.assign(source=OWID, as_of="2022-02-24").reset_index(drop=True)


UNPO = "UN troop and police contributors, 31 January 2021 (peacekeeping.un.org)"
WOMEN = "UN women in peacekeeping data, averaged by Batho-Newton, Kaba and Harbour 2023; months covered: our estimate"
AUTHORISED = "Personnel_shortfall_data (treywood10/Mandate_Contribute, GitHub); who counted is not stated"
BARA = "Bara and Hultman 2020 (International Peacekeeping 27:3), data version 2-2019, after SIPRI"
PROVIDERS = {1: "United Nations", 2: "regional organisation", 3: "international coalition"}
# The source names these missions without their number or with another spelling.
OPERATION = {"UNOSOM": "UNOSOM I", "UNMIBH ": "UNMIBH", "UNOCI (ONUCI)": "UNOCI"}
UNMISET_BEGAN = pd.Timestamp("2002-05-01")
UNAVEM_BEGAN = {"UNAVEM I": "1989-01-01", "UNAVEM II": "1991-06-01", "UNAVEM III": "1995-02-01"}


def operations() -> set[str]:
    """The acronyms of our own table un_operations."""
    return set(pd.read_csv(DATA / "un_operations.csv", usecols=["operation"])["operation"])


def to_operation(missions: pd.Series, months: pd.Series) -> pd.Series:
    """The operation of our list for each mission name and month; missing for political and other missions."""
    named = missions.replace(OPERATION)
    for operation, began in UNAVEM_BEGAN.items():
        named = named.mask((missions == "UNAVEM") & (months >= pd.Timestamp(began)), operation)
    named = named.mask((missions == "UNMISET") & (months < UNMISET_BEGAN), "UNTAET")
    return named.where(named.isin(operations()))


def un_mission_month(reference: Path) -> pd.DataFrame:
    """Uniformed personnel in each UN mission by month, January 1992 to December 2019: totals only.

    Mended: -999 is a missing value; UNAVEM becomes II or III by its month and UNOSOM becomes I; UNMISET before May
    2002 is UNTAET, which the source ends in December 2000, 16 months too early. `operation` is
    missing for political missions and for parts of operations, which the source lists too (UNPF, IPTF, MICAH).
    """
    raw = mission_months(reference)
    operation = to_operation(raw["mission"], raw["month"])
    table = pd.DataFrame({"month": raw["month"], "mission": operation.fillna(raw["mission"]), "operation": operation})
    table["total"] = raw["total"]
    return table.sort_values(["month", "mission"]).assign(source=KATHMAN, as_of="2019-12-31")


def un_authorised_year(reference: Path) -> pd.DataFrame:
    """Authorised and deployed uniformed personnel of each UN mission, mean of the months of a year, 1990-2015.

    Only months in which both figures are known and the authorised one is above zero count; `months` says how
    many. Left out: months without an authorised figure (443 rows of the source). A ratio above 1 is possible,
    because mandates are phased.
    """
    raw = pd.read_csv(reference / "un_mission_month_authorised_1990_2015.csv")
    raw = raw[(raw["totalauth"] > 0) & raw["total"].notna()]
    months = pd.to_datetime({"year": raw["year"], "month": raw["month"], "day": 1})
    operation = to_operation(raw["mission"], months)
    grouped = raw.assign(mission=operation.fillna(raw["mission"])).groupby(["year", "mission"])
    table = grouped.agg(authorised=("totalauth", "mean"), deployed=("total", "mean"), months=("total", "size"))
    table = table.round(1).reset_index()
    table.insert(2, "operation", table["mission"].where(table["mission"].isin(operations())))
    return table.assign(source=AUTHORISED, as_of="2015-12-31")


def un_contributors_2021(reference: Path) -> pd.DataFrame:
    """Every contributor of uniformed personnel on 31 January 2021, with women and men."""
    raw = pd.read_csv(reference / "un_contributors_2021_01.csv")
    named = names(reference)
    table = pd.DataFrame(
        {
            "iso3": raw["isocode3"],
            "country": raw["isocode3"].map(named).fillna(raw["contributing_country"]),
            "women": raw["female_personnel"],
            "men": raw["male_personnel"],
            "total": raw["total_uniformed_personnel"],
        }
    )
    table = table.sort_values(["total", "iso3"], ascending=[False, True])
    return table.assign(source=UNPO, as_of="2021-01-31")


def un_women_year(reference: Path) -> pd.DataFrame:
    """Share of women among UN uniformed personnel by year, 2010-2020.

    Only the share ships: months missing at the source count as zero in its sums, so its levels are wrong in most
    years. `months_covered` estimates how many months the sum holds: twelve times the sum over the mean strength of
    the year (un_personnel_month to 2019, un_strength_year in 2020). 2021 is left out: the source divides January by
    twelve and rounds, which loses small contingents; un_contributors_2021 has the true figures of that month.
    """
    raw = pd.read_csv(reference / "un_contributions_country_mission_year_2010_2021.csv")
    sums = raw[raw["year"] <= 2020].groupby("year")[["female", "male"]].sum()
    total = sums.sum(axis=1)
    monthly = un_personnel_month(reference).assign(year=lambda t: t["month"].dt.year)
    strength = monthly.groupby("year")["total"].mean().astype(float)
    yearly = un_strength_year(reference).set_index("year")["personnel"]
    strength.loc[2020] = float(yearly.loc[2020])
    covered = (12 * total / strength.reindex(total.index)).clip(upper=12).round(1)
    table = pd.DataFrame({"women_share": (sums["female"] / total).round(4), "months_covered": covered})
    return table.reset_index().assign(source=WOMEN, as_of="2020-12-31")


def peacekeepers_region_month(reference: Path) -> pd.DataFrame:
    """Peacekeepers of the UN, of regional organisations and of coalitions, by region and month, 1993-2016.

    Mended: a mission that covers several conflicts stands once for each of them in the source; here each mission
    number counts once a month. (The number, not the name: UNPROFOR in Croatia and in Bosnia, or ECOMOG in Liberia and
    in Guinea-Bissau, are two each.) Every region and provider has a row for every month; a zero is a true zero within
    the source's scope, which is missions in countries with a civil conflict. Months are interpolated from yearly
    figures.
    """
    raw = pd.read_csv(reference / "un_and_nonun_pko_month_1993_2016.csv")
    raw = raw.drop_duplicates(["missionid", "date"])
    region = raw["ccode"].map(_region_of_code)
    provider = raw["org"].map(PROVIDERS)
    raw = raw.assign(region=region, provider=provider, month=pd.to_datetime(raw["date"] + "-01"))
    grouped = raw.groupby(["month", "region", "provider"])["totals_iepo"]
    full = pd.MultiIndex.from_product(
        [sorted(raw["month"].unique()), sorted(raw["region"].unique()), PROVIDERS.values()],
        names=["month", "region", "provider"],
    )
    table = pd.DataFrame({"personnel": grouped.sum(), "missions": grouped.size()}).reindex(full, fill_value=0)
    table["personnel"] = table["personnel"].round().astype(int)
    return table.reset_index().assign(source=BARA, as_of="2016-12-31")


def _region_of_code(code: float) -> str:
    """The region in the sense of un_operations, from the ranges of Correlates of War numbers."""
    if code < 200:
        return "Americas"
    if code < 400:
        return "Europe"
    if code < 630:
        return "Africa"
    return "Middle East" if code < 700 else "Asia"
