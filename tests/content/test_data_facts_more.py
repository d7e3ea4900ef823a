"""More facts known from elsewhere hold in the tables, independent of how each table was compiled."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from course.content.data import load
from course.content.source import content_root
from tests.support.tables import members, rows

# --- UN personnel, losses, contributors -----------------------------------------------------------------------


def test_missions_sum_to_the_world_total() -> None:
    missions = load("un_mission_month")
    complete = missions.groupby("month")["total"].apply(lambda total: total.notna().all())
    sums = missions.groupby("month")["total"].sum()[complete]
    world = load("un_personnel_month").set_index("month")["total"].dropna()
    assert sums.index.equals(world.index)
    assert (sums == world).all()


def test_unamir_shrank_as_the_genocide_ran() -> None:
    """Rwanda inquiry S/1999/1257 tells the story; the monthly figures are the UN's."""
    unamir = rows("un_mission_month", operation="UNAMIR").set_index("month")["total"]
    assert unamir["1994-03-01":"1994-06-01"].tolist() == [2485, 640, 626, 593]


def test_no_mission_counts_before_it_began() -> None:
    """A mission's first month with personnel is at most two months before the start in un_operations."""
    first = load("un_mission_month").dropna(subset=["operation"]).query("total > 0").groupby("operation")["month"].min()
    starts = load("un_operations").set_index("operation")["start"].reindex(first.index)
    early = first[first < starts.dt.to_period("M").dt.to_timestamp() - pd.DateOffset(months=2)]
    assert early.empty, early


def test_84_per_cent_of_authorised_strength_was_deployed() -> None:
    table = load("un_authorised_year")
    deployed = (table["deployed"] * table["months"]).sum()
    assert deployed / (table["authorised"] * table["months"]).sum() == pytest.approx(0.839, abs=0.001)


def test_the_five_permanent_members_in_january_2021() -> None:
    total = load("un_contributors_2021").set_index("iso3")["total"]
    assert total.sum() == 81932
    assert total[["CHN", "FRA", "GBR", "RUS", "USA"]].tolist() == [2465, 623, 529, 62, 30]
    assert total.idxmax() == "BGD"


def test_women_were_seven_per_cent_in_january_2021() -> None:
    table = load("un_contributors_2021")
    assert (table["women"] + table["men"] == table["total"]).all()
    assert table["women"].sum() / table["total"].sum() == pytest.approx(0.0703, abs=0.0001)


def test_the_share_of_women_rose_from_2011_to_2020() -> None:
    share = load("un_women_year").set_index("year")["women_share"]
    assert share[2011] == pytest.approx(0.035, abs=0.001)
    assert share[2020] > share[2015] > share[2011]
    assert set(load("un_women_year").query("months_covered < 9")["year"]) == {2010, 2012, 2017}


def test_gcc_states_sent_one_peacekeeper_and_asean_states_4841() -> None:
    """ASEAN then had ten members."""
    total = load("un_contributors_2021").set_index("iso3")["total"]
    assert total[total.index.isin(members("GCC"))].sum() == 1
    assert total[total.index.isin(members("ASEAN") - {"TLS"})].sum() == 4841


def test_illness_kills_more_peacekeepers_than_attacks() -> None:
    causes = load("un_deaths_year").groupby("cause", observed=True)["deaths"].sum()
    assert causes.sum() == 4423, "4,429 rows at the source, six people twice"
    assert causes.idxmax() == "illness"
    assert (causes / causes.sum()).round(2)[["illness", "accident", "malicious act"]].tolist() == [0.37, 0.32, 0.26]


def test_the_haiti_earthquake_of_2010_killed_96_in_minustah() -> None:
    accidents = rows("un_deaths_year", operation="MINUSTAH", year=2010, cause="accident")["deaths"].item()
    assert accidents >= 96


def test_unifil_has_most_deaths_and_half_the_attacks_of_2013_to_2023_were_on_minusma() -> None:
    deaths = load("un_deaths_year")
    assert deaths.groupby("mission")["deaths"].sum().idxmax() == "UNIFIL"
    attacks = deaths.query("2013 <= year <= 2023 and cause == 'malicious act'").groupby("mission")["deaths"].sum()
    assert attacks["MINUSMA"] / attacks.sum() == pytest.approx(0.506, abs=0.005)


def test_deaths_by_country_and_by_mission_are_the_same_deaths() -> None:
    table = load("un_deaths_country")
    causes = ["malicious_act", "accident", "illness", "self_inflicted", "not_determined"]
    assert (table[causes].sum(axis=1) == table["total"]).all()
    assert table["total"].sum() == load("un_deaths_year")["deaths"].sum()


def test_non_un_peacekeepers_outnumbered_the_uns_in_more_than_half_the_months() -> None:
    table = load("peacekeepers_region_month")
    wide = table.pivot_table("personnel", "month", "provider", "sum", observed=True)
    others = wide["regional organisation"] + wide["international coalition"]
    assert len(wide) == 288
    assert 160 <= (others > wide["United Nations"]).sum() <= 170


def test_in_africa_regional_forces_were_most_in_1999_and_few_in_2004() -> None:
    africa = rows("peacekeepers_region_month", region="Africa")
    wide = africa.groupby([africa["month"].dt.year, "provider"], observed=True)["personnel"].sum().unstack()
    share = wide["regional organisation"] / wide.sum(axis=1)
    assert share[1999] > 0.8 and share[2004] < 0.1


# --- NATO, partners, exercises --------------------------------------------------------------------------------


def test_isaf_had_46_nations_and_130930_troops_on_15_november_2010() -> None:
    isaf = rows("nato_operation_troops", operation="ISAF", date=pd.Timestamp("2010-11-15"))
    assert (len(isaf), isaf["troops"].sum()) == (46, 130930)
    assert isaf.set_index("iso3")["troops"]["USA"] / isaf["troops"].sum() == pytest.approx(0.687, abs=0.001)


def test_kfor_had_30_nations_and_4273_troops_in_february_2017() -> None:
    kfor = rows("nato_operation_troops", operation="KFOR")
    assert (len(kfor), kfor["troops"].sum()) == (30, 4273)
    assert set(kfor.loc[~kfor["certain"], "iso3"]) == {"SVN", "TUR", "GBR", "USA"}


def test_of_34_partners_16_became_members() -> None:
    signed = load("pfp_signatures")
    assert (len(signed), signed["nato_since"].notna().sum()) == (34, 16)
    assert signed.loc[signed["signed"].idxmin(), "signed"].year == 1994
    joined = load("nato_members").set_index("iso3")["joined"]
    later = signed.dropna(subset=["nato_since"]).set_index("iso3")["nato_since"]
    assert (later == joined.reindex(later.index)).all()
    assert (signed["outcome"] == "NATO member").sum() == 16


def test_defence_agreements_rose_from_105_in_the_1980s_to_770_in_the_1990s() -> None:
    signed = load("dca_year").set_index("year")["signed"]
    assert (signed.loc[1980:1989].sum(), signed.loc[1990:1999].sum(), signed.sum()) == (105, 770, 1871)


def test_russia_leads_in_defence_agreements() -> None:
    states = load("dca_states").set_index("iso3")["agreements"]
    assert (states.idxmax(), states["RUS"], states["USA"]) == ("RUS", 171, 153)


def test_peacekeeping_exercises_began_after_the_cold_war() -> None:
    exercises = load("exercises_year").set_index("year")
    assert exercises["exercises"].sum() == 3704
    assert exercises["peacekeeping"].loc[1980:1992].sum() == 0
    assert (exercises["peacekeeping"][1993], exercises["peacekeeping"][1998]) == (1, 28)


def test_singapore_joined_more_exercises_than_australia() -> None:
    states = load("exercises_states").set_index("iso3")["exercises"]
    assert states["SGP"] > states["AUS"]
    assert states.idxmax() == "USA"


def test_us_troops_abroad_were_fewest_in_2023() -> None:
    total = load("us_troops").groupby("year")["troops"].sum()
    assert (total.idxmin(), total.min()) == (2023, 168571)
    table = load("us_troops").set_index(["year", "host"])["troops"]
    assert (table[1957, "Germany"], table[1953, "South Korea"], table[1968, "South Vietnam"]) == (
        244407,
        326863,
        537377,
    )
    top = rows("us_troops", year=2023).nlargest(3, "troops")
    assert set(top["iso3"]) == {"JPN", "DEU", "KOR"}


# --- conflict, spending, Council, agreements --------------------------------------------------------------------


def test_61_state_conflicts_in_2024_were_the_most_since_1946() -> None:
    total = load("conflicts_year").groupby("year")["conflicts"].sum()
    assert (total.idxmax(), total.max(), total[2010]) == (2024, 61, 31)
    assert (load("conflicts_year")["wars"] <= load("conflicts_year")["conflicts"]).all()


def test_foreign_troops_were_in_half_the_conflicts_of_2020() -> None:
    wide = load("conflicts_year").pivot_table("conflicts", "year", "kind", observed=True)
    share = wide["internationalised intrastate"] / wide.sum(axis=1)
    assert share[1991] == pytest.approx(0.04, abs=0.01)
    assert share[2020] == pytest.approx(0.47, abs=0.01)


def test_rwanda_1994_is_the_deadliest_country_year() -> None:
    table = load("violence_country_year")
    worst = table.loc[table["deaths"].idxmax()]
    assert (worst["iso3"], worst["year"], worst["deaths"]) == ("RWA", 1994, 772463)
    assert table.loc[table["year"] == 1994, "deaths"].sum() == 824156


def test_ethiopia_was_deadlier_than_ukraine_in_2022() -> None:
    top = rows("violence_country_year", year=2022).nlargest(2, "deaths")
    assert list(zip(top["iso3"], top["deaths"], strict=True)) == [("ETH", 165025), ("UKR", 92615)]
    outside = load("violence_country_year").query("not low <= deaths <= high")
    assert len(outside) == 7, "the source has these; a change would be news"


def test_the_world_spent_2700_billion_on_its_armed_forces_in_2024() -> None:
    world = rows("milex_region_year", region="World").set_index("year")["constant_2023_usd_bn"]
    assert world[2024] == pytest.approx(2677, abs=1)
    assert pd.isna(world[1991])


def test_ukraine_spent_a_third_of_its_product_and_the_emirates_have_no_figure() -> None:
    table = load("milex_country_year").set_index(["iso3", "year"])
    assert table.loc[("UKR", 2024), "share_gdp"] == pytest.approx(0.345, abs=0.001)
    assert table.loc["ARE", "share_gdp"].loc[2015:].isna().all()


def test_seventeen_nato_members_spent_two_per_cent_in_2024_by_sipris_definition() -> None:
    joined = load("nato_members").set_index("iso3")["joined"].dt.year
    spent = load("milex_country_year").merge(joined.rename("member"), left_on="iso3", right_index=True)
    reached = spent[(spent["year"] >= spent["member"]) & (spent["share_gdp"] >= 0.02)].groupby("year").size()
    assert (reached[2014], reached[2021], reached[2024]) == (3, 6, 17)


def test_the_united_states_cast_no_veto_before_1970() -> None:
    vetoes = load("vetoes")
    assert len(vetoes) == 214
    assert vetoes.loc[vetoes["united_states"], "date"].min().year == 1970
    assert vetoes.loc[vetoes["date"] < "1970-01-01", "russia"].sum() == 80
    assert vetoes[["russia", "united_states", "united_kingdom", "france", "china"]].sum().tolist() == [
        121,
        82,
        29,
        16,
        17,
    ]
    assert vetoes[["china", "france", "russia", "united_kingdom", "united_states"]].any(axis=1).all()
    assert vetoes["date"].is_monotonic_increasing


def test_chinas_vetoes_since_2007_came_with_russian_ones() -> None:
    late = load("vetoes").query("date >= '2007-01-01' and china")
    assert len(late) == 14
    assert late["russia"].all()


def test_agreements_name_women_more_often_since_2000() -> None:
    table = load("peace_agreements_year")
    assert table["agreements"].sum() == 2144
    early, late = table[table["year"] < 2000], table[table["year"] >= 2000]
    assert early["women"].sum() / early["agreements"].sum() == pytest.approx(0.127, abs=0.002)
    assert late["women"].sum() / late["agreements"].sum() == pytest.approx(0.265, abs=0.002)


# --- technology ---------------------------------------------------------------------------------------------


def test_four_states_began_82_per_cent_of_rival_incidents() -> None:
    table = load("cyber_rivals")
    assert table["incidents"].sum() == 429
    top = table.nlargest(4, "incidents")
    assert set(top["iso3"]) == {"CHN", "RUS", "IRN", "PRK"}
    assert top["incidents"].sum() / 429 == pytest.approx(0.82, abs=0.005)
    assert (table["severe"].sum(), table["highest_severity"].max()) == (24, 6)


def test_few_cyber_incidents_met_a_political_response() -> None:
    table = load("cyber_incidents_year")
    assert table["political_response"].sum() / table["incidents"].sum() < 0.05
    assert (table.drop(columns=["year", "source", "as_of"]).max(axis=1) == table["incidents"]).all()


def test_the_pillars_of_the_cybersecurity_index_add_up() -> None:
    table = load("gci_2024")
    pillars = table[["legal", "technical", "organisational", "capacity", "cooperation"]].sum(axis=1)
    assert (pillars - table["gci"]).abs().max() <= 0.021
    index = table.set_index("iso3")["gci"]
    assert index["LAO"] == pytest.approx(33.7, abs=0.05) and index["KWT"] == pytest.approx(60.7, abs=0.05)
    assert index[index.index.isin(members("GCC"))].mean() == pytest.approx(92.6, abs=0.05)


def test_the_synthetic_system_is_right_in_three_of_ten_alarms() -> None:
    table = load("synthetic_early_warning")
    assert len(table) == 1000
    assert (table["alarm"] & table["violence"]).sum() / table["alarm"].sum() == pytest.approx(0.2963, abs=0.0001)
    assert (table["alarm"] & table["violence"]).sum() / table["violence"].sum() == 0.8
    assert table["source"].str.startswith("SYNTHETIC").all()


# --- regions and small tables -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("organisation", "count"),
    [
        ("AU", 55),
        ("ASEAN", 11),
        ("CSTO", 6),
        ("ECOWAS", 12),
        ("EU", 27),
        ("GCC", 6),
        ("NATO", 32),
        ("OSCE", 57),
        ("SCO", 10),
    ],
)
def test_organisations_have_as_many_members_as_they_say(organisation: str, count: int) -> None:
    assert len(members(organisation)) == count


def test_late_comers_and_leavers() -> None:
    table = load("memberships").set_index(["organisation", "iso3"])
    assert str(table.loc[("ASEAN", "TLS"), "joined"].date()) == "2025-10-26"
    assert str(table.loc[("AU", "MAR"), "joined"].date()) == "2017-01-31"
    left = rows("memberships", left=pd.Timestamp("2025-01-29"))
    assert set(left["iso3"]) == {"MLI", "BFA", "NER"} and set(left["organisation"]) == {"ECOWAS"}
    assert table.loc[("NATO", "SWE"), "joined"] == pd.Timestamp("2024-03-07")
    assert (table["left"].isna() | (table["left"] > table["joined"])).all()


def test_thresholds_fell_from_helsinki_to_vienna() -> None:
    table = load("csbm_thresholds").set_index("year")
    assert table["notify_from_troops"].to_dict() == {1975: 25000, 1986: 13000, 2011: 9000}
    assert table["notice_days"].to_dict() == {1975: 21, 1986: 42, 2011: 42}
    assert pd.isna(table.loc[1975, "observers_from_troops"]) and table.loc[2011, "observers_from_troops"] == 13000


def test_the_reimbursement_rate_rose_to_1428_dollars_in_2018() -> None:
    rates = load("reimbursement_rates").set_index("valid_from")["usd_per_person_month"]
    assert rates.tolist() == [1332, 1365, 1410, 1428]
    assert (rates.index.month == 7).all()


def test_promises_were_kept_in_74_and_in_50_per_cent() -> None:
    table = load("treaty_reliability").set_index(["study", "promise", "first_year", "last_year"])["kept_percent"]
    assert table["Leeds, Long and Mitchell 2000", "all", 1816, 1944] == 74.5
    assert table["Berkemeier and Fuhrmann 2018", "all", 1945, 2003] == 22


def test_effects_follow_from_the_modelled_means_they_come_from() -> None:
    """106 to 2, 96 to 14 and 22 to 6 deaths a month (PKSOI's summary)."""
    estimate = load("evidence").set_index("study")["estimate_percent"]
    for study, before, after in [
        ("Hultman, Kathman and Shannon 2013, troops", 106, 2),
        ("Hultman, Kathman and Shannon 2013, police", 96, 14),
        ("Hultman, Kathman and Shannon 2014", 22, 6),
    ]:
        assert estimate[study] == pytest.approx(100 * (after - before) / before, abs=0.5)


def test_estimates_agree_with_the_direction_they_are_given() -> None:
    table = load("evidence").dropna(subset=["estimate_percent"])
    assert ((table["estimate_percent"] < 0) == (table["effect"] == "lower")).all()
    assert (load("evidence").dropna(subset=["low_percent"]).eval("low_percent < high_percent")).all()


def test_three_organisations_have_the_same_six_features() -> None:
    table = load("regional_features")
    assert table.groupby("organisation", observed=True)["feature"].nunique().to_dict() == {
        "AU": 6,
        "ASEAN": 6,
        "GCC": 6,
    }


def test_hosts_in_long_form_are_the_hosts_of_the_operations() -> None:
    hosts = load("un_operation_hosts")
    assert hosts["main"].sum() == load("un_operations")["host"].notna().sum() == 70
    assert hosts.groupby("iso3").size()["HTI"] == 6


def test_the_memo_of_04_and_its_marking_guide_say_what_the_invented_log_says() -> None:
    """Did unsafe meetings double in the log of task 5 while their rate fell, and do memo and guide give these numbers?"""
    source = content_root() / "assessments/source/04-military-diplomacy/04-military-diplomacy.ipynb"
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]}
    names: dict[str, Any] = {"pd": pd}
    exec(cells["tables"], names)
    log = names["strait"].set_index("year")
    assert log.loc[[2021, 2025], ["unsafe", "meetings"]].to_numpy().tolist() == [[10, 800], [20, 2000]]
    assert "doubled from 10 to 20. Of 1,000 meetings, however, they fell\nfrom 12.5 to 10" in cells["memo"]
    assert "from 10 to 20" in cells["task5-prose"]
    guide = (content_root() / "assessments/rubrics/04-military-diplomacy.md").read_text(encoding="utf-8")
    assert "10 unsafe of 800 meetings in 2021, 20 of 2,000 in 2025" in guide and "it fell from 12.5 to 10" in guide
    quiet = names["neighbours"][~names["neighbours"]["crisis"]]
    assert (quiet["contacts"] == "many").mean() == 0.7
    assert "It gives 70." in cells["task4-prose"]


def test_what_marks_are_given_by_says_what_the_table_says() -> None:
    """Nine missions were told to leave, six had left: is that in the memo of 05, its marking guide and the capstone?"""
    table = load("consent_ended")
    left = table.dropna(subset=["left"])
    months = (left["left"] - left["demanded"]).dt.days / 30.4375
    assert (len(table), len(left)) == (9, 6)
    assert f"{months.median():.1f} {months.max():.1f}" == "7.2 19.8"
    pages = {
        name: (content_root() / "assessments" / name).read_text(encoding="utf-8")
        for name in (
            "source/05-challenges/05-challenges.ipynb",
            "source/09-capstone/09-capstone.ipynb",
            "rubrics/05-challenges.md",
        )
    }
    memo, capstone, guide = pages.values()
    assert (months > 6).sum() == 4
    assert "four of them after more than six months" in memo and "four of these after more than six months" in guide
    assert "Of the nine missions in `consent_ended` six" in memo and "7.2 months, the longest 19.8" in memo
    assert "of nine missions that were told to leave six had left" in capstone
    assert "7.2 months, over six missions" in guide and "what the nine cases cannot show" in guide


def test_the_prose_of_05_says_what_its_tables_say() -> None:
    """Do the colleague, the minister and the memo of assignment 05 give the numbers of the tables that they speak of?"""
    source = content_root() / "assessments/source/05-challenges/05-challenges.ipynb"
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]}
    names: dict[str, Any] = {"pd": pd}
    exec(cells["tables"], names)
    sick = names["river"].groupby("side")[["before", "after"]].sum()
    assert (sick["after"] / sick["before"]).to_dict() == {"above": 3.0, "below": 3.0}
    assert "It gives 3." in cells["task4-prose"]
    moves = names["movements"]
    assert moves.loc[moves["move"] == "came", "soldiers"].sum() == 550
    assert "We have sent 550 soldiers." in cells["task5-prose"]
    top = load("un_contributors_2021").nlargest(1, "women").iloc[0]
    assert (top["country"], top["women"]) == ("Ethiopia", 708)
    assert "Ethiopia sent most women, 708" in cells["task3-prose"]
    rate = load("reimbursement_rates")["usd_per_person_month"].iloc[-1]
    assert (rate, round(4 * 9000 * rate / 1_000_000)) == (1428, 51)
    assert "at 1,428 dollars a month" in cells["memo"] and "about 51 million dollars" in cells["memo"]
