"""Conflict, violence, military spending, vetoes and peace agreements."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compiling.codes import iso3_by_code, names

UCDP = "UCDP/PRIO Armed Conflict Dataset 25.1"
UCDP_COUNTRY = "UCDP Country-Year Dataset 25.1"
SIPRI = "SIPRI Military Expenditure Database, April 2025 (excerpt)"
VETOES = "Yordan 2022, from the UN Dag Hammarskjold Library's list"
PAX = "Bell and Badanjak 2019, PA-X version 9, peaceagreements.org"
TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "internationalised intrastate"}
# SIPRI's names where they are not ours.
SIPRI_NAMES = {"Korea, South": "KOR", "Viet Nam": "VNM", "Brunei": "BRN", "Timor Leste": "TLS"}
GROUPS = {
    "ASEAN": ["BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "VNM", "TLS"],
    "GCC": ["BHR", "KWT", "OMN", "QAT", "SAU", "ARE"],
    "others": ["CHN", "RUS", "UKR", "IND", "JPN", "KOR", "BGD", "ETH", "RWA", "PAK", "NPL"],
}
FIRST_YEAR = 2010
REGIONS = {
    "World": "World",
    "Africa": "Africa",
    "Americas": "Americas",
    "Asia & Oceania": "Asia and Oceania",
    "Europe": "Europe",
    "Middle East": "Middle East",
}


def conflicts_year(reference: Path) -> pd.DataFrame:
    """State-based armed conflicts by year and type, 1946-2024, and how many of them were wars.

    A conflict counts once a year. A war has 1,000 or more deaths in battle that year; the threshold of a conflict
    is 25. Every type has a row for every year; zero is a true zero.
    """
    raw = pd.read_csv(reference / "ucdp_prio_conflict_year_25_1_1946_2024.csv")
    raw = raw.drop_duplicates(["conflict_id", "year"])
    raw["kind"] = raw["type_of_conflict"].map(TYPES)
    grouped = raw.groupby(["year", "kind"])
    table = pd.DataFrame(
        {"conflicts": grouped.size(), "wars": grouped["intensity_level"].apply(lambda x: (x == 2).sum())}
    )
    full = pd.MultiIndex.from_product([range(1946, 2025), TYPES.values()], names=["year", "kind"])
    return table.reindex(full, fill_value=0).reset_index().assign(source=UCDP, as_of="2024-12-31")


def violence_country_year(reference: Path) -> pd.DataFrame:
    """Deaths in organised violence by country and year, 1989-2024: best estimates, and low and high for the sum.

    Interstate deaths stand where people died; Israel includes Palestine, as in the source. There are no missing
    values: zero means that the source found no death.
    """
    raw = pd.read_csv(reference / "ucdp_country_year_25_1_1989_2024.csv")
    iso3 = raw["country_id_cy"].map(iso3_by_code(reference))
    table = pd.DataFrame(
        {
            "year": raw["year_cy"],
            "iso3": iso3,
            "country": iso3.map(names(reference)).fillna(raw["country_cy"]),
            "state_based": raw["sb_total_deaths_best_cy"],
            "non_state": raw["ns_total_deaths_best_cy"],
            "one_sided": raw["os_total_deaths_best_cy"],
            "deaths": raw["cumulative_total_deaths_in_orgvio_best_cy"],
            "low": raw["cumulative_total_deaths_in_orgvio_low_cy"],
            "high": raw["cumulative_total_deaths_in_orgvio_high_cy"],
        }
    )
    return table.sort_values(["year", "country"]).assign(source=UCDP_COUNTRY, as_of="2024-12-31")


def milex_country_year(reference: Path) -> pd.DataFrame:
    """Military spending 2010-2024 of the members of NATO, ASEAN and the GCC and of eleven other states.

    An excerpt, because SIPRI's terms limit republication. Every state has a row for every year; a year without a
    figure is missing, not zero (the United Arab Emirates after 2014, Viet Nam after 2018, Laos after 2013, Qatar
    after 2022), so sums over ASEAN or the GCC are too low. SIPRI's definition is not NATO's.
    """
    raw = pd.read_csv(reference / "sipri_milex_country_year_1949_2024.csv")
    named = names(reference)
    codes = {name: code for code, name in named.items()} | SIPRI_NAMES
    raw["iso3"] = (
        raw["country"].map(codes).fillna(raw["country"].map({"Turkiye": "TUR", "United States of America": "USA"}))
    )
    nato = pd.read_csv(Path(__file__).resolve().parent.parent / "nato_members.csv")["iso3"].tolist()
    wanted = sorted({*nato, *(code for codes_of in GROUPS.values() for code in codes_of)})
    lacking = set(wanted) - set(raw["iso3"])
    if lacking:
        raise ValueError(f"SIPRI's file has no row for {sorted(lacking)}: mend SIPRI_NAMES")
    full = pd.MultiIndex.from_product([wanted, range(FIRST_YEAR, 2025)], names=["iso3", "year"])
    raw = raw[raw["iso3"].isin(wanted)].set_index(["iso3", "year"]).reindex(full).reset_index()
    table = pd.DataFrame(
        {
            "iso3": raw["iso3"],
            "country": raw["iso3"].map(named),
            "year": raw["year"],
            "constant_2023_usd_m": raw["milex_constant_2023_usd_m"].round(1),
            "share_gdp": raw["milex_share_gdp"].round(5),
        }
    )
    return table.assign(source=SIPRI, as_of="2024-12-31")


def milex_region_year(reference: Path) -> pd.DataFrame:
    """Military spending of the world and of five regions, 1988-2024, in constant 2023 US dollars.

    The world has no figure for 1991 (no estimate for the Soviet Union): that row is missing its value.
    """
    raw = pd.read_csv(reference / "sipri_regional_totals_1988_2024.csv")
    raw = raw[raw["region"].isin(REGIONS)].assign(region=lambda t: t["region"].map(REGIONS))
    full = pd.MultiIndex.from_product([range(1988, 2025), REGIONS.values()], names=["year", "region"])
    table = raw.set_index(["year", "region"])["milex_constant_2023_usd_bn"].round(1).reindex(full)
    return table.rename("constant_2023_usd_bn").reset_index().assign(source=SIPRI, as_of="2024-12-31")


def vetoes(reference: Path) -> pd.DataFrame:
    """Every veto in the Security Council, 16 February 1946 to 8 July 2022: one row for each draft that fell.

    Mended: the source names who cast a veto, and says it again in a column of 0 and 1 for each member; that second
    coding is 0 where it should be 1 in 26 cases (17 rows have no member at all), so the names are used. The Soviet
    Union's and Russia's vetoes are one column, the same seat. The file ends in July 2022; later vetoes are missing.
    """
    raw = pd.read_csv(reference / "unsc_vetoes_1946_2022.csv")
    cast = raw[["member_veto1", "member_veto2", "member_veto3"]]

    def by(*members: str) -> pd.Series:
        return cast.isin(members).any(axis=1).map({True: "true", False: "false"})

    table = pd.DataFrame(
        {
            "number": range(1, len(raw) + 1),
            "date": raw["date"],
            "topic": raw["crisis_topic"].str.strip(),
            "region": raw["region"].str.strip(),
            "china": by("China"),
            "france": by("France"),
            "russia": by("USSR", "Russia"),
            "united_kingdom": by("UK"),
            "united_states": by("USA"),
        }
    )
    return table.assign(source=VETOES, as_of="2022-07-08")


def peace_agreements_year(reference: Path) -> pd.DataFrame:
    """Peace agreements signed in each year 1990-2024, and how many hold certain provisions: counts.

    `level` is local for agreements within one place of a conflict; they swell the counts from 2009 on. The counted
    provisions: women or gender named; a ceasefire; reform of army or police or disarmament of fighters; protection of
    civilians; a role for peacekeepers.
    """
    raw = pd.read_csv(reference / "pax_9_security_topics_1990_2024.csv", parse_dates=["Dat"])
    raw = raw.drop_duplicates("AgtId")
    flags = pd.DataFrame(
        {
            "year": raw["Dat"].dt.year,
            "level": raw["Agtp"].map(lambda kind: "local" if kind == "IntraLocal" else "national or international"),
            "women": raw["GeWom"] > 0,
            "ceasefire": raw["Ce"] > 0,
            "security_reform": (raw[["SsrPol", "SsrArm", "SsrDdr"]] > 0).any(axis=1),
            "civilians": raw["ProtCiv"] > 0,
            "peacekeepers": raw["ImPK"] > 0,
        }
    )
    grouped = flags.groupby(["year", "level"])
    table = grouped.sum().astype(int)
    table.insert(0, "agreements", grouped.size())
    return table.reset_index().assign(source=PAX, as_of="2024-12-31")
