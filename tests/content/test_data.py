"""The tables keep their contract, equal what compile.py makes, and say what is known from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from course.content import data
from course.content.data import contract, load, tables
from course.errors import DataContractError, UnknownNameError
from tests.support import ROOT

DATA = ROOT / "data"
REFERENCE = ROOT.parent / "shared" / "reference"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
NAMES = [resource["name"] for resource in PACKAGE["resources"]]
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason=f"the reference folder {REFERENCE.name}/ is not here"
)


# --- what load() promises ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_table_has_the_types_of_its_contract(name: str) -> None:
    table = load(name)
    for field in contract(name)["schema"]["fields"]:
        dtype = str(table[field["name"]].dtype)
        if field["type"] == "string":
            expected = "category" if "enum" in field.get("constraints", {}) else "str"
        else:
            expected = {"integer": "Int64", "number": "float64", "boolean": "boolean"}.get(
                field["type"], "datetime64[us]"
            )
        assert dtype == expected, f"{name}.{field['name']}"
    assert list(table.columns[-2:]) == ["source", "as_of"]
    assert table["source"].notna().all() and table["as_of"].notna().all()


def test_two_calls_give_two_tables() -> None:
    first = load("saar_force")
    first["troops"] = 0
    assert load("saar_force")["troops"].sum() == 3310


def test_a_wrong_name_gets_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"There is no table 'un_operation'. Did you mean 'un_operations'"):
        load("un_operation")


def test_tables_lists_every_table_with_its_years() -> None:
    listed = {info.name: info for info in tables()}
    assert list(listed) == NAMES
    assert all(info.rows == len(load(name)) for name, info in listed.items())
    assert (listed["un_operations"].first_year, listed["un_operations"].last_year) == (1948, 2017)
    assert listed["saar_force"].first_year is None
    assert all(info.title and info.use for info in listed.values())


BROKEN = {
    "a date that is none": (
        "un_operations",
        "1948-05-29",
        "1948-02-30",
        "row 1 (line 2), column 'start': '1948-02-30'",
    ),
    "a word for a number": ("saar_force", ",1500,", ",many,", "column 'troops': 'many' is not a whole number"),
    "a fraction for a count": ("saar_force", ",1500,", ",1500.5,", "column 'troops': '1500.5' is not a whole number"),
    "below the minimum": ("saar_force", ",1500,", ",-1500,", "'-1500' is below the minimum 0"),
    "above the maximum": (
        "sipri_personnel",
        "2024,94451",
        "2044,94451",
        "column 'year': '2044' is above the maximum 2024",
    ),
    "an unknown label": (
        "nato_members",
        ",founder,",
        ",fonder,",
        "column 'how': 'fonder' is not one of founder, accession",
    ),
    "an empty cell": ("saar_force", "Sweden,", ",", "row 3 (line 4), column 'country': '' is required"),
    "a key twice": (
        "saar_force",
        ",SWE,",
        ",GBR,",
        "row 3 (line 4), column 'iso3': 'GBR' stands in an earlier row too",
    ),
    "a code of no country": (
        "saar_force",
        ",SWE,",
        ",SVE,",
        "column 'iso3': 'SVE' is not in column iso3 of table countries",
    ),
    "a code in the wrong form": ("saar_force", ",SWE,", ",swe,", "column 'iso3': 'swe' does not match [A-Z]{3}"),
    "a column renamed": ("saar_force", "troops,", "soldiers,", "missing: troops; unknown: soldiers"),
    "too many cells": ("saar_force", ",SWE,", ",SWE,SWE,SWE,", "it cannot be read as a UTF-8 CSV table"),
}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that a test may break."""
    (tmp_path / "modules").mkdir()
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(data, "content_root", lambda: tmp_path)
    return tmp_path / "data"


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_breaks_the_contract_is_named(case: str, copy: Path) -> None:
    name, old, new, expected = BROKEN[case]
    path = copy / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataContractError) as caught:
        load(name)
    message = str(caught.value)
    assert message.startswith(f"data/{name}.csv breaks its contract")
    assert expected in message
    assert "row " in message or "cannot be read" in message
    assert "mend" in message


ONLY_OURS = {"too many cells"}
"""frictionless reads on behind a row that is too long; pandas, which load() reads with, stops there."""


@pytest.mark.parametrize("case", [case for case in BROKEN if case not in ONLY_OURS])
def test_another_reader_finds_the_same_rows(case: str, copy: Path) -> None:
    """Does frictionless, which knows nothing of our finder, refuse a broken table for the same rows?"""
    from frictionless import Package

    name, old, new, _ = BROKEN[case]
    path = copy / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataContractError) as caught:
        load(name)
    ours = {int(row) for row in re.findall(r"^  row (\d+) ", str(caught.value), re.MULTILINE)}
    report = Package(str(copy / "datapackage.json")).get_resource(name).validate()
    # Both count from 1; their first row is the header, ours the first below it.
    theirs = {(row or 1) - 1 for (row,) in report.flatten(["rowNumber"])}
    assert ours == theirs != set()


def test_a_broken_file_shows_a_few_faults_and_counts_the_rest(copy: Path) -> None:
    path = copy / "nato_members.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",day,", ",today,"), encoding="utf-8")
    with pytest.raises(DataContractError, match=r"and 22 more"):
        load("nato_members")


def test_a_missing_file_says_how_to_get_it(copy: Path) -> None:
    (copy / "pacts.csv").unlink()
    with pytest.raises(DataContractError, match=r"data/pacts.csv: the file is missing. To mend"):
        load("pacts")


# --- the files --------------------------------------------------------------------------------------------------


def test_frictionless_finds_nothing_wrong() -> None:
    """Types, constraints, keys and foreign keys, by another reader than ours."""
    from frictionless import Package

    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} == set(NAMES)
    for resource in PACKAGE["resources"]:
        for wanted in ("title", "description", "use", "as_of", "citation", "licenses", "sources"):
            assert resource[wanted], f"{resource['name']} lacks {wanted}"
        assert resource["made"] in {"derived", "hand-keyed"}
        for field in resource["schema"]["fields"]:
            assert field["description"], f"{resource['name']}.{field['name']} lacks a description"


def test_invented_data_say_so_everywhere() -> None:
    for resource in PACKAGE["resources"]:
        invented = resource["name"].startswith("synthetic_")
        for text in (resource["title"], resource["description"], resource["citation"]):
            assert text.startswith("SYNTHETIC") == invented, resource["name"]
        assert load(resource["name"])["source"].str.startswith("SYNTHETIC").any() == invented


def test_files_are_tidy_and_small() -> None:
    paths = [path for path in DATA.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in paths) < 6_000_000
    for path in DATA.glob("*.csv"):
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text and text.endswith("\n") and not text.startswith("\ufeff"), path.name
        header = text.split("\n", 1)[0].split(",")
        assert all(column.isidentifier() and column == column.lower() for column in header), path.name


def test_every_host_is_a_country() -> None:
    codes = set(load("countries")["iso3"])
    hosts = load("un_operations")["hosts"].str.split(";").explode()
    assert set(hosts) <= codes
    operations = load("un_operations").dropna(subset=["host"])
    assert all(row.host in row.hosts.split(";") for row in operations.itertuples())


@needs_reference
def test_derived_tables_equal_what_compile_makes() -> None:
    command = [sys.executable, str(DATA / "compile.py"), "--reference", str(REFERENCE), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {line.split(".csv:")[0] for line in done.stdout.splitlines()}
    assert made == {resource["name"] for resource in PACKAGE["resources"] if resource["made"] == "derived"}


def test_the_dictionary_is_the_one_that_the_tables_give() -> None:
    done = subprocess.run(
        [sys.executable, str(DATA / "compile.py"), "--dictionary", "--check"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, f"run python data/compile.py --dictionary\n{done.stdout}{done.stderr}"


def test_outlines_and_maps_equal_what_compile_makes() -> None:
    atlas = ROOT / "node_modules"
    assert (atlas / "world-atlas").is_dir(), "node_modules/ is not filled. To mend: make node_modules/.complete"
    command = [sys.executable, str(DATA / "compile.py"), "--atlas", str(atlas), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["world.json", "maps.json"]


def test_an_outline_is_decoded_from_its_arcs() -> None:
    """Two squares that share a border: it is stored once, and read backwards (~1) for the second."""
    sys.path.insert(0, str(DATA))
    try:
        from compiling import shapes
    finally:
        sys.path.remove(str(DATA))
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[2, 0], [-2, 0], [0, 2], [2, 0]], [[2, 0], [0, 2]], [[2, 2], [2, 0], [0, -2], [-2, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "004", "properties": {"name": "West"}, "arcs": [[0, -2]]},
                    {"type": "MultiPolygon", "properties": {"name": "Kosovo"}, "arcs": [[[1, 2]]]},
                ]
            }
        },
    }
    (number, name, west), (none, kosovo, east) = shapes.decode(topology)
    assert (number, name, none, kosovo) == ("004", "West", "", "Kosovo")
    assert west == [[(11, 20), (10, 20), (10, 21), (11, 21), (11, 20)]]
    assert east == [[(11, 20), (11, 21), (12, 21), (12, 20), (11, 20)]]


DROPPED = {"UNEF", "UNAVEM", "UNOSOM", "UNFOR", "UNOHCI", "UNPF", "IPTF", "UNGCI", "UNCPSG", "UNSMA", "MICAH", "UNSCOB"}
MENDED = {"UNYOM", "MIPONUH", "UNPSG", "ONUC", "MINUSMA", "MINUJUSTH", "UNOCI"}


@needs_reference
def test_un_operations_and_the_uns_list_differ_only_where_the_readme_says_so() -> None:
    raw = pd.read_csv(REFERENCE / "un_pko_list_psdata_2024.csv", parse_dates=["start_date", "end_date"])
    listed = raw.set_index("mission_acronym")
    ours = load("un_operations").set_index("operation")
    assert set(listed.index) - set(ours.index) == DROPPED
    assert set(ours.index) - set(listed.index) == {"UNTAG", "UNTMIH"}
    both = ours.index.intersection(listed.index)
    starts = ours.loc[both, "start"].ne(listed.loc[both, "start_date"])
    ends = (
        ours.loc[both, "end"]
        .fillna(pd.Timestamp.max.floor("D"))
        .ne(listed.loc[both, "end_date"].fillna(pd.Timestamp.max.floor("D")))
    )
    assert set(both[starts | ends]) == MENDED
    text = (DATA / "README.md").read_text(encoding="utf-8")
    assert all(name in text for name in DROPPED | MENDED | {"UNTAG", "UNTMIH"})


@needs_reference
def test_pacts_agree_with_atop_on_their_beginning_and_first_members() -> None:
    members = pd.read_csv(REFERENCE / "atop_5_1_members_1815_2018.csv")
    numbers = load("pacts")["source"].str.extract(r"alliance (\d+)")[0].astype(int)
    for pact, number in zip(load("pacts").itertuples(), numbers, strict=True):
        entered = members[members["atopid"] == number]
        dates = pd.to_datetime(
            {"year": entered["yrent"], "month": entered["moent"], "day": entered["dayent"]}, errors="coerce"
        )
        assert dates.min() == pact.began, pact.pact
        assert entered.loc[dates == pact.began, "member"].nunique() == pact.members_at_start, pact.pact
