"""Every chart shows its finding, its source and its table, without colour alone and without leaving traces."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from course import charts
from course.charts.figure import COLOURS, DASHES, HATCHES, INK, MARKERS, PANEL, SMALLEST, SOFT, Figure
from course.charts.table import format_cell
from course.content.data import load
from course.errors import CourseError, UnknownNameError

SAY = {"title": "A title", "finding": "In 2015 it peaked at 107,805.", "source": "Kathman 2013", "unit": "persons"}


def decades() -> pd.DataFrame:
    operations = load("un_operations")
    operations = operations.assign(decade=operations["start"].dt.year // 10 * 10)
    return operations.groupby(["decade", "region"], as_index=False, observed=True).size()


def estimates() -> pd.DataFrame:
    table = load("evidence")
    return table[table["estimate_percent"].notna() | table["low_percent"].notna()]


MADE: dict[str, Callable[[], Figure]] = {
    "line": lambda: charts.line(load("un_personnel_month"), x="month", y="total", **SAY),
    "lines of several columns": lambda: charts.line(
        load("un_personnel_month"), x="month", y=["troops", "police", "observers"], **SAY
    ),
    "lines by label": lambda: charts.line(decades(), x="decade", y="size", by="region", **SAY),
    "bar of years": lambda: charts.bar(load("sipri_personnel"), x="year", y="personnel", **SAY),
    "bar of labels": lambda: charts.bar(load("saar_force"), x="country", y="troops", **SAY),
    "share": lambda: charts.share(decades(), x="decade", y="size", by="region", **SAY),
    "timeline": lambda: charts.timeline(load("pacts"), label="pact", start="began", end="ended", **SAY),
    "dots": lambda: charts.dots(estimates(), label="study", value="estimate_percent", **SAY),
    "dots with intervals": lambda: charts.dots(
        estimates(), label="study", value="estimate_percent", low="low_percent", high="high_percent", by="topic", **SAY
    ),
    "network": lambda: charts.network(
        load("dca_pairs").query("agreements >= 5"), a="iso3_a", b="iso3_b", weight="agreements", **SAY
    ),
    "world map": lambda: charts.world_map(load("un_contributors_2021"), iso3="iso3", value="total", **SAY),
    "timeline by label": lambda: charts.timeline(
        load("un_operations"), label="operation", start="start", end="end", by="kind", **SAY
    ),
}


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> Figure:
    return MADE[request.param]()


class Reader(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_finding_is_the_alt_text_and_the_table_is_one_click_away(made: Figure) -> None:
    page = Reader(made.html())
    assert not page.open, "every element is closed"
    (picture,) = page.all("img")
    assert picture["alt"] == SAY["finding"]
    assert len(page.all("figure")) == len(page.all("figcaption")) == len(page.all("details")) == 1
    assert "Show the table" in page.text and f"Source: {SAY['source']}" in page.text
    assert [scope["scope"] for scope in page.all("th")].count("col") == len(made.table.columns)
    assert len(page.all("caption")) == 1
    assert len(page.all("tr")) == min(len(made.table), 500) + 1
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))


def test_the_plain_text_is_title_and_finding(made: Figure) -> None:
    bundle = made._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == repr(made) == f"A title: {SAY['finding']}"


def drawn(figure: Figure) -> ElementTree.Element:
    """The picture as a browser gets it."""
    (picture,) = Reader(figure.html()).all("img")
    return ElementTree.fromstring(unquote((picture["src"] or "").removeprefix("data:image/svg+xml,")))


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_small_and_sharp_at_any_zoom(made: Figure) -> None:
    """Is it drawn with lines and words alone, and small enough for five of them in a lesson?"""
    picture = drawn(made)
    assert picture.tag == f"{SVG}svg"
    assert not list(picture.iter(f"{SVG}image")), "no grid of pixels inside"
    assert [word.text for word in picture.iter(f"{SVG}text")], "words stay words"
    a_map = sum(len(path.get("d", "")) for path in picture.iter(f"{SVG}path")) > 50_000
    assert len(made.html()) < (110_000 if a_map else 50_000)


def test_the_picture_stands_on_a_light_panel(made: Figure) -> None:
    """Can it be read in a dark theme?"""
    first = next(drawn(made).iter(f"{SVG}path"))
    assert f"fill:{PANEL}" in first.get("style", "")
    assert all(number in first.get("d", "") for number in drawn(made).get("viewBox", "").split()[2:])


def test_every_reference_in_the_picture_finds_its_target(made: Figure) -> None:
    """Did the names of markers, clips and hatches survive the shortening?"""
    picture = drawn(made)
    names = [element.get("id") for element in picture.iter() if element.get("id")]
    text = ElementTree.tostring(picture, encoding="unicode")
    used = set(re.findall(r"url\(#([^)]+)\)", text)) | set(re.findall(r'href="#([^"]+)"', text))
    assert len(names) == len(set(names))
    assert used == set(names)


def test_no_word_is_smaller_than_the_house_allows(made: Figure) -> None:
    """Is each word at least `SMALLEST` points, so that `html()` can promise 11 pixels?"""
    words = list(drawn(made).iter(f"{SVG}text"))
    sizes = [float(re.findall(r"font-size:([\d.]+)px", word.get("style", ""))[0]) for word in words]
    assert min(sizes) >= SMALLEST


def corners(path: str) -> list[tuple[float, float]]:
    """The points of a path that is made of straight lines, each told from the one before."""
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", path)]
    points = [(numbers[0], numbers[1])]
    for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + x, points[-1][1] + y))
    return points


def lines_of(figure: Figure, colour: str) -> list[list[tuple[float, float]]]:
    """The lines of a series, as points."""
    paths = [p for p in drawn(figure).iter(f"{SVG}path") if f"stroke:{colour}" in p.get("style", "")]
    return [corners(p.get("d", "")) for p in paths if "fill:none" in p.get("style", "")]


def members() -> pd.DataFrame:
    return pd.DataFrame({"year": [1949, 1952, 1955, 1982], "members": [12, 14, 15, 16]})


def test_a_count_of_members_is_drawn_in_steps() -> None:
    """Does the line stay level until the year in which somebody joins, and to the end of the last year?"""
    (points,) = lines_of(charts.line(members(), x="year", y="members", steps=True, **SAY), COLOURS[0])
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    assert all(abs(x) < 0.11 or abs(y) < 0.11 for x, y in moves), "only level or upright"
    assert sum(abs(y) > 1 for _x, y in moves) == 3
    assert moves[-1][0] > 1, "the last count holds for its year"
    (slopes,) = lines_of(charts.line(members(), x="year", y="members", **SAY), COLOURS[0])
    assert len(slopes) == 4


def test_a_missing_count_leaves_a_gap_in_the_steps() -> None:
    """Is a year without a figure not bridged by a step?"""
    table = members().assign(members=[12, None, 15, 16])
    figure = charts.line(table, x="year", y="members", steps=True, **SAY)
    level = lines_of(figure, COLOURS[0])[0]
    assert len(level) < len(lines_of(charts.line(members(), x="year", y="members", steps=True, **SAY), COLOURS[0])[0])


def test_still_going_is_an_arrow_as_tall_as_a_row() -> None:
    """Can the arrow of a pact that still stands be seen beside its bar, and is it said what it means?"""
    picture = drawn(MADE["timeline"]())
    heads = {e.get("id"): e for e in picture.iter(f"{SVG}path") if e.get("id")}
    used = [e.get("href", "").removeprefix("#") for e in picture.iter(f"{SVG}use")]
    standing = load("pacts")["ended"].isna().sum()
    shapes = [corners(heads[name].get("d", "")) for name in set(used) if used.count(name) == standing]
    heights = [max(y for _x, y in shape) - min(y for _x, y in shape) for shape in shapes]
    assert max(heights) >= 12, "a mark of the axis is 3.5 high"
    assert any("arrow" in (word.text or "") for word in picture.iter(f"{SVG}text"))


def test_names_of_columns_are_words_in_picture_and_table() -> None:
    """Does a learner read `women feel safe`, not `women_feel_safe`?"""
    table = pd.DataFrame({"month": [1, 2], "women_feel_safe": [40, 45], "patrols": [3, 4]})
    figure = charts.line(table, x="month", y=["patrols", "women_feel_safe"], **dict(SAY, title="by women_feel_safe"))
    words = [word.text for word in drawn(figure).iter(f"{SVG}text")]
    assert "women feel safe" in words and "by women feel safe" in words
    assert "_" not in Reader(figure.html()).text


@pytest.mark.parametrize("name", MADE)
def test_the_same_call_gives_the_same_bytes(name: str) -> None:
    assert MADE[name]().html() == MADE[name]().html()


def test_another_process_gives_the_same_bytes() -> None:
    code = "from course import charts; from course.content.data import load; import hashlib; " + (
        "f = charts.bar(load('saar_force'), x='country', y='troops', title='A', finding='1');"
        "print(hashlib.sha256(f.html().encode()).hexdigest())"
    )
    done = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert done[0].stdout == done[1].stdout != ""


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS, INK, SOFT])
def test_colours_stand_out_from_the_panel(colour: str) -> None:
    """4.5:1, because names of lines are written in the colour of the line."""
    assert contrast(colour, PANEL) >= 4.5


def test_no_two_series_differ_by_colour_alone() -> None:
    assert len(COLOURS) == len(set(COLOURS)) == len(DASHES) == len(MARKERS) == len(HATCHES)
    assert len(set(MARKERS)) == len(MARKERS)
    assert len(set(HATCHES)) == len(HATCHES)


def test_no_state_of_pyplot_is_touched() -> None:
    code = (
        "from course import charts; from course.content.data import load; import sys; "
        "assert 'matplotlib' not in sys.modules, 'importing charts must not import matplotlib'; "
        "charts.bar(load('saar_force'), x='country', y='troops', title='A', finding='1'); "
        "assert 'matplotlib.pyplot' not in sys.modules; "
        "import matplotlib; assert matplotlib.rcParams['axes.spines.top'] is True"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_invented_data_say_so_everywhere() -> None:
    figure = charts.bar(load("saar_force"), x="country", y="troops", synthetic=True, **SAY)
    (picture,) = Reader(figure.html()).all("img")
    assert (picture["alt"] or "").startswith("SYNTHETIC: ")
    assert repr(figure).startswith("SYNTHETIC: A title")
    assert "<caption" in figure.html() and re.search(r"<caption[^>]*>SYNTHETIC: A title", figure.html())
    plain = charts.bar(load("saar_force"), x="country", y="troops", **SAY)
    assert [word.text for word in drawn(figure).iter(f"{SVG}text")].count("SYNTHETIC") >= 1
    assert "SYNTHETIC" not in plain.svg


def test_a_wrong_column_gets_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"There is no column 'troop'. Did you mean 'troops'"):
        charts.bar(load("saar_force"), x="country", y="troop", **SAY)
    with pytest.raises(UnknownNameError, match=r"column 'kinds'. Did you mean 'kind'"):
        charts.timeline(load("un_operations"), label="operation", start="start", end="end", by="kinds", **SAY)


@pytest.mark.parametrize("finding", ["", "It grew."])
def test_a_finding_without_a_number_is_refused(finding: str) -> None:
    with pytest.raises(CourseError, match="finding="):
        charts.bar(load("saar_force"), x="country", y="troops", title="A", finding=finding)


def test_repeated_points_are_refused_not_drawn_over_each_other() -> None:
    table = pd.DataFrame({"year": [2000, 2000], "n": [1, 2]})
    with pytest.raises(CourseError, match="by="):
        charts.line(table, x="year", y="n", **SAY)


def test_nine_series_are_too_many() -> None:
    table = pd.DataFrame({"year": [2000] * 9, "n": range(9), "who": list("abcdefghi")})
    with pytest.raises(CourseError, match="9 series are too many"):
        charts.line(table, x="year", y="n", by="who", **SAY)


def test_a_missing_value_says_so_and_is_not_a_zero() -> None:
    figure = charts.bar(load("sipri_personnel"), x="year", y="personnel", **SAY)
    assert Reader(figure.html()).text.count("no figure") == 4
    assert ">0<" not in figure.html()


def test_a_table_of_shares_adds_up_to_100() -> None:
    figure = charts.share(decades(), x="decade", y="size", by="region", **SAY)
    assert figure.table.drop(columns="decade").sum(axis=1).between(99.5, 100.5).all()


def test_text_from_data_cannot_break_the_page() -> None:
    table = pd.DataFrame({"who": ["<script>", 'a "quoted" & b'], "n": [1, 2]})
    figure = charts.bar(table, x="who", y="n", title="<b>T</b>", finding='1 < 2 "so"', source="<i>")
    assert "<script>" not in figure.html() and "<b>" not in figure.html() and "<i>" not in figure.html()
    (picture,) = Reader(figure.html()).all("img")
    assert picture["alt"] == '1 < 2 "so"'


def test_no_rows_still_make_a_figure() -> None:
    """An explorer can choose a decade in which nothing happened."""
    none = load("un_operations").head(0)
    assert charts.timeline(none, label="operation", start="start", end="end", by="kind", **SAY).table.empty
    assert charts.bar(none.assign(n=0), x="operation", y="n", **SAY).table.empty
    assert charts.line(none.assign(n=0), x="start", y="n", **SAY).table.empty
    assert charts.share(none.assign(n=0), x="start", y="n", by="kind", **SAY).table.empty


def test_an_interval_needs_both_ends() -> None:
    with pytest.raises(CourseError, match="both ends"):
        charts.dots(estimates(), label="study", value="estimate_percent", low="low_percent", **SAY)


def test_a_network_of_too_many_names_says_what_to_do() -> None:
    with pytest.raises(CourseError, match="keep the strongest ties"):
        charts.network(load("exercises_pairs"), a="iso3_a", b="iso3_b", weight="exercises", **SAY)


def test_a_map_refuses_codes_that_are_none_and_countries_twice() -> None:
    table = pd.DataFrame({"iso3": ["MLI", "MAL"], "n": [1, 2]})
    with pytest.raises(CourseError, match="MAL in column 'iso3': no such country code"):
        charts.world_map(table, iso3="iso3", value="n", **SAY)
    with pytest.raises(CourseError, match="several rows"):
        charts.world_map(table.assign(iso3="MLI"), iso3="iso3", value="n", **SAY)


def test_a_map_shows_the_small_members_of_asean_the_gcc_and_the_partnership() -> None:
    """The small atlas lacks them, and a map that leaves out Singapore would mislead."""
    from course.charts.maps import _outlines

    members = (
        set(load("memberships")["iso3"]) | set(load("pfp_signatures")["iso3"]) | set(load("un_operation_hosts")["iso3"])
    )
    assert members <= set(_outlines())
    united_nations = load("countries").dropna(subset=["un_member_since"])
    assert set(united_nations["iso3"]) - set(_outlines()) == {"TUV"}, "Tuvalu is too small for the atlas"


def test_no_outline_jumps_across_the_map() -> None:
    from course.charts.maps import _outlines

    widths = [ring[:, 0].max() - ring[:, 0].min() for rings in _outlines().values() for ring in rings]
    assert max(widths) < 2.75, "half the width of the map"


def test_a_map_of_nothing_and_of_one_value() -> None:
    none = load("un_contributors_2021").head(0)
    assert charts.world_map(none, iso3="iso3", value="total", **SAY).table.empty
    one = charts.world_map(pd.DataFrame({"iso3": ["TUV"], "n": [1]}), iso3="iso3", value="n", **SAY)
    assert one.table["n"].tolist() == [1]


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        (107805, "", "107,805"),
        (2015, "year", "2015"),
        (2015, "people", "2,015"),
        (pd.NA, "", "no figure"),
        (pd.NaT, "", "no figure"),
        (0.0341, "", "0.0341"),
        (45.317, "", "45.3"),
        (pd.Timestamp("1948-05-29"), "", "1948-05-29"),
        ("UNTSO", "", "UNTSO"),
    ],
)
def test_cells_read_as_people_expect(value: object, column: str, expected: str) -> None:
    assert format_cell(value, column) == expected
