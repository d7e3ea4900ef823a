"""Facts known from elsewhere hold in the tables, independent of how each table was compiled."""

from __future__ import annotations

import pandas as pd
import pytest

from course.content.data import load
from course.content.explorers import find_explorer
from tests.support.tables import rows


def test_untso_was_first_and_is_still_there() -> None:
    first = load("un_operations").nsmallest(1, "start").iloc[0]
    assert (first["operation"], first["start"]) == ("UNTSO", pd.Timestamp("1948-05-29"))
    assert pd.isna(first["end"])


def test_the_un_counts_71_operations() -> None:
    assert load("un_operations")["operation"].nunique() == 71


def test_eleven_operations_are_running() -> None:
    """UN peacekeeping page, 2025: eleven missions on three continents."""
    running = set(load("un_operations").query("end.isna()")["operation"])
    assert running == {
        *(
            "UNTSO",
            "UNMOGIP",
            "UNFICYP",
            "UNDOF",
            "UNIFIL",
            "MINURSO",
            "UNMIK",
            "MONUSCO",
            "UNISFA",
            "UNMISS",
            "MINUSCA",
        )
    }


def test_thirteen_operations_began_before_1988_and_twenty_in_1989_to_1994() -> None:
    year = load("un_operations")["start"].dt.year
    assert (year < 1988).sum() == 13
    assert year.between(1989, 1994).sum() == 20


def test_no_operation_began_after_minujusth() -> None:
    latest = load("un_operations").nlargest(1, "start").iloc[0]
    assert (latest["operation"], str(latest["end"].date())) == ("MINUJUSTH", "2019-10-15")


@pytest.mark.parametrize(
    ("operation", "start", "end"),
    [
        ("UNEF I", "1956-11", "1967-06"),
        ("ONUC", "1960-07", "1964-06"),
        ("UNIFIL", "1978-03", None),
        ("UNTAG", "1989-04", "1990-03"),
        ("UNPROFOR", "1992-02", "1995-03"),
        ("UNAMIR", "1993-10", "1996-03"),
        ("UNTMIH", "1997-08", "1997-11"),
        ("UNAMID", "2007-07", "2020-12"),
        ("MINUSMA", "2013-04", "2023-12"),
    ],
)
def test_life_spans_by_the_month(operation: str, start: str, end: str | None) -> None:
    row = rows("un_operations", operation=operation).iloc[0]
    assert str(row["start"])[:7] == start
    assert pd.isna(row["end"]) if end is None else str(row["end"])[:7] == end


def test_haiti_had_six_operations() -> None:
    assert set(rows("un_operations", host="HTI")["operation"]) == {
        *("UNMIH", "UNSMIH", "UNTMIH", "MIPONUH", "MINUSTAH", "MINUJUSTH")
    }


def test_a_start_on_another_day_than_the_first_is_known_to_the_day() -> None:
    operations = load("un_operations")
    other_day = operations["start"].dt.day != 1
    assert (operations.loc[other_day, "start_precision"] == "day").all()
    assert (operations["end"].isna() | (operations["end"] > operations["start"])).all()


def test_nato_has_12_founders_and_32_members() -> None:
    members = load("nato_members")
    assert len(members) == 32
    assert (members["how"] == "founder").sum() == 12
    assert (members["joined"] == "1949-04-04").sum() == 12


def test_nato_grew_in_these_steps() -> None:
    steps = load("nato_members").groupby(load("nato_members")["joined"].dt.year).size()
    assert steps.to_dict() == {
        1949: 12, 1952: 2, 1955: 1, 1982: 1, 1999: 3, 2004: 7, 2009: 2, 2017: 1, 2020: 1, 2023: 1, 2024: 1
    }  # fmt: skip


def test_spain_joined_by_deposit_not_by_protocol() -> None:
    assert rows("nato_members", iso3="ESP")["joined"].iloc[0] == pd.Timestamp("1982-05-30")


def test_finland_and_sweden_joined_last() -> None:
    last = load("nato_members").nlargest(2, "joined")
    assert list(last["iso3"]) == ["SWE", "FIN"]
    assert list(last["joined"].dt.strftime("%Y-%m-%d")) == ["2024-03-07", "2023-04-04"]


def test_the_warsaw_pact_had_eight_members_and_ended_on_1_july_1991() -> None:
    pact = rows("pacts", pact="Warsaw Pact").iloc[0]
    assert (pact["members_at_start"], str(pact["ended"].date())) == (8, "1991-07-01")


def test_of_rio_anzus_seato_and_cento_two_died() -> None:
    four = load("pacts")[load("pacts")["pact"].isin(["Rio Treaty", "ANZUS", "SEATO", "CENTO"])]
    assert set(four.dropna(subset=["ended"])["pact"]) == {"SEATO", "CENTO"}
    assert four.dropna(subset=["ended"]).set_index("pact")["ended"].dt.year.to_dict() == {"SEATO": 1977, "CENTO": 1979}


def test_nato_and_the_quadruple_alliance_began_on_their_days() -> None:
    began = load("pacts").set_index("pact")["began"].dt.strftime("%Y-%m-%d")
    assert (began["NATO"], began["Quadruple Alliance"]) == ("1949-04-04", "1815-11-20")


def test_the_1990s_saw_237_alliances_a_tenth_of_them_for_defence() -> None:
    nineties = load("alliances_begun").query("1990 <= year <= 1999")
    assert nineties["begun"].sum() == 237
    assert nineties["defense"].sum() / nineties["begun"].sum() == pytest.approx(0.101, abs=0.001)


def test_atop_has_789_alliances_and_372_were_in_force_in_2018() -> None:
    table = load("alliances_begun")
    assert table["begun"].sum() == 789
    assert table.loc[table["year"] == 2018, "in_force"].item() == 372
    assert table["year"].tolist() == list(range(1815, 2019))


def test_un_strength_peaked_in_april_2015() -> None:
    month = load("un_personnel_month")
    top = month.loc[month["total"].idxmax()]
    assert (str(top["month"].date()), top["total"]) == ("2015-04-01", 107805)


def test_un_strength_fell_from_69961_to_14155_in_five_years() -> None:
    total = load("un_personnel_month").set_index("month")["total"]
    assert (total["1993-12-01"], total["1998-12-01"]) == (69961, 14155)


def test_the_first_peak_was_july_1993() -> None:
    nineties = load("un_personnel_month").query("month < '2000-01-01'")
    assert nineties.loc[nineties["total"].idxmax(), "total"] == 78444
    assert str(nineties.loc[nineties["total"].idxmax(), "month"].date()) == "1993-07-01"


def test_months_without_every_mission_have_no_total() -> None:
    month = load("un_personnel_month")
    missing = month.loc[month["total"].isna(), "month"].dt.strftime("%Y-%m").tolist()
    assert missing == ["1992-04", "1992-05", "1992-06", "1992-07", "2014-09", "2015-08", "2017-06", "2017-07"]
    known = month.dropna(subset=["total"])
    change = known["total"].astype(float).pct_change().abs()
    assert change[known["month"] > "1996-06-01"].max() < 0.5, "a jump that large would be a gap read as a fall"


def test_the_parts_add_up_to_the_total() -> None:
    month = load("un_personnel_month").dropna()
    assert (month["troops"] + month["police"] + month["observers"] - month["total"]).abs().max() <= 60
    exact = month["troops"] + month["police"] + month["observers"] == month["total"]
    assert exact.mean() > 0.95


def test_two_compilers_agree_on_december_in_25_of_28_years() -> None:
    month = load("un_personnel_month")
    december = month[month["month"].dt.month == 12].assign(year=month["month"].dt.year)
    both = december.merge(load("un_strength_year"), on="year")
    assert len(both) == 28
    differ = both.loc[both["total"] != both["personnel"], "year"].tolist()
    assert differ == [1998, 1999, 2016]


def test_module_00_compares_no_december_for_which_two_compilers_differ() -> None:
    """Does the monthly table say the same of each December from which lesson 0B lets a learner start?"""
    month = load("un_personnel_month").set_index("month")["total"]
    year = load("un_strength_year").set_index("year")["personnel"]
    assert year[1998] == month["1998-11-01"] != month["1998-12-01"] == 14155
    (control,) = find_explorer("m0-e2").controls
    both = [first for first in control.values if pd.Timestamp(first, 12, 1) in month.index]
    assert len(both) >= 2
    assert all(month[pd.Timestamp(first, 12, 1)] == year[first] for first in both)


def test_the_saar_force_had_3310_troops_and_britain_sent_45_per_cent() -> None:
    force = load("saar_force").set_index("iso3")["troops"]
    assert force.to_dict() == {"GBR": 1500, "ITA": 1300, "SWE": 260, "NLD": 250}
    assert force["GBR"] / force.sum() == pytest.approx(0.453, abs=0.0005)


def test_peace_operations_lost_two_fifths_of_their_people_from_2015_to_2024() -> None:
    people = load("sipri_personnel").set_index("year")["personnel"]
    assert (people[2015], people[2023], people[2024]) == (161509, 100568, 94451)
    assert people[2024] / people[2015] - 1 == pytest.approx(-0.415, abs=0.001)
    assert people.loc[2018:2021].isna().all()


def test_sipri_regions_sum_to_the_world() -> None:
    regions = load("sipri_regions")
    world = rows("sipri_personnel", year=2024).iloc[0]
    assert (regions["personnel"].sum(), regions["operations"].sum()) == (world["personnel"], world["operations"])
    assert regions.set_index("region")["personnel"]["Sub-Saharan Africa"] == 69913


def test_milestones_stand_in_the_right_order() -> None:
    events = load("milestones").sort_values("date")["event"].tolist()
    wanted = ["Quadruple Alliance", "League force", "UNTSO", "UNEF I, first", "IFOR", "HIPPO"]
    found = [next(i for i, event in enumerate(events) if event.startswith(start)) for start in wanted]
    assert found == sorted(found)


def test_the_un_has_193_members_and_namibia_keeps_its_code() -> None:
    countries = load("countries")
    assert countries["un_member_since"].notna().sum() == 193
    assert rows("countries", iso3="NAM")["iso2"].iloc[0] == "NA"
    assert set(rows("countries", un_member_since=2011)["iso3"]) == {"SSD"}
    assert rows("countries", iso3="GBR")["iso2"].iloc[0] == "GB"


def test_the_year_held_out_is_marked_second_hand() -> None:
    """SIPRI's 78,633 is half of 2016's count within a point, as the press summary says (-49 %), and stays marked."""
    row = rows("future_trends", trend="personnel").iloc[0]
    people = load("sipri_personnel").set_index("year")["personnel"]
    assert bool(row["second_hand"])
    assert row["first_value"] == people[2015]
    assert round(100 * (row["last_value"] / people[2016] - 1)) == -49


def test_the_programme_does_not_survive_a_quarter_less_unchanged() -> None:
    """The point of the SYNTHETIC programme: all lines at their least cost more than what a cut of 25 % leaves."""
    table = load("synthetic_programme")
    assert table["cost"].sum() == 12_000
    assert table["least"].sum() > 0.75 * table["cost"].sum()
