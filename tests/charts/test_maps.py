"""Maps of regions: each name is inside and alone, each line says what it is, and no map takes a side."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest

from course import charts
from course.charts import atlas, regions
from course.charts.atlas import region
from course.charts.figure import Figure
from course.charts.labels import Labels
from course.content.source import content_root
from course.errors import ContentError, CourseError, UnknownNameError

ALL = sorted(atlas.regions())
SAY = {"title": "Where it was", "finding": "UNEF stood here from 1956 to 1967.", "source": "United Nations"}


@pytest.fixture(scope="module", params=ALL)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(name: str) -> Figure:
    return charts.map_of(name, **SAY)


@pytest.fixture
def labels(name: str, monkeypatch: pytest.MonkeyPatch) -> Labels:
    """The labels of a map, as they were placed."""
    kept: list[Labels] = []

    def keeping(*asked: object) -> Labels:
        kept.append(Labels(*asked))
        return kept[-1]

    monkeypatch.setattr(regions, "Labels", keeping)
    charts.map_of(name, **SAY)
    return kept[0]


def test_places_and_names_are_inside_the_frame(name: str) -> None:
    told, _ = region(name)
    west, south, east, north = told.frame
    points = [thing.at for thing in [*told.places, *told.lands, *told.waters, *told.areas, *told.lines]]
    assert told.places
    assert all(west < x < east and south < y < north for x, y in points)


def test_no_name_is_cut_and_no_two_overlap(labels: Labels) -> None:
    frame = labels.axes.get_window_extent()
    for text, (left, low, right, high) in labels.words.items():
        assert frame.x0 <= left < right <= frame.x1 and frame.y0 <= low < high <= frame.y1, text
    for (one, a), (other, b) in itertools.combinations(labels.words.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{one} and {other}"


def test_no_name_covers_the_mark_of_a_place(name: str, labels: Labels) -> None:
    for place in region(name)[0].places:
        x, y = labels.axes.transData.transform(place.at)
        for text, (left, low, right, high) in labels.words.items():
            assert not (left < x < right and low < y < high), f"{text} on {place.name}"


def test_the_key_stays_below_the_map_and_beside_the_scale(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the key leave the map and the scale free?"""
    kept = []
    key = regions._key

    def keeping(drawing: object, told: object, kinds: list[str], left: float) -> None:
        key(drawing, told, kinds, left)
        kept.append((drawing, left))

    monkeypatch.setattr(regions, "_key", keeping)
    charts.map_of(name, **SAY)
    ((drawing, left),) = kept
    box = drawing.legends[0].get_window_extent()
    (axes,) = drawing.axes
    assert box.x0 >= left * drawing.bbox.width - 1
    assert box.y1 <= axes.get_window_extent().y0


def test_a_map_is_small(made: Figure) -> None:
    assert len(made.html()) < 30_000
    assert made.height <= 700, "it fits on a screen"


def test_the_shapes_of_all_maps_are_small() -> None:
    assert (content_root() / "data" / "maps.json").stat().st_size < 400_000


def test_who_cannot_see_the_map_hears_the_finding_and_the_places(name: str, made: Figure) -> None:
    (alt,) = re.findall(r'<img alt="([^"]+)"', made.html())
    told, _ = region(name)
    assert alt.startswith(SAY["finding"])
    assert all(place.name.replace("'", "&#x27;") in alt for place in told.places)
    assert told.years in alt
    assert list(made.table["place"]) == [place.name for place in told.places]


def test_each_map_says_that_it_takes_no_position(made: Figure) -> None:
    assert regions.NOTE in made.html()
    assert "Natural Earth" in made.html() and SAY["source"] in made.html()


def test_each_kind_of_line_has_dashes_of_its_own(name: str, made: Figure) -> None:
    """Is a border dashed where it is disputed, and nowhere else?"""
    told, shapes = region(name)
    kinds = {
        told.kind_of_border(one, other, latitude)
        for (one, other), lines in shapes.borders.items()
        for line in lines
        for latitude in line[:-1, 1]
    } | {line.kind for line in told.lines}
    dashed = {kind for kind in kinds if kind in regions.LOOKS and regions.LOOKS[kind]["linestyle"] != "-"}
    drawn = set(re.findall(r"stroke-dasharray:([^;\"]+)", made.svg))
    assert len(drawn) == len(dashed)


def test_borders_that_the_world_disputes_are_dashed() -> None:
    """Are these dashed in the picture, whichever way round they are asked for?"""
    told, shapes = region("kosovo")
    assert ("Kosovo", "Serbia") in shapes.borders
    assert told.kind_of_border("Serbia", "Kosovo") == told.kind_of_border("Kosovo", "Serbia") == "contested"
    assert told.kind_of_border("Albania", "Kosovo") == "border"
    assert {kind for kind in regions.LOOKS if regions.LOOKS[kind]["linestyle"] == "-"} == {"border", "canal"}


def test_a_border_can_be_disputed_in_its_north_only() -> None:
    told, _ = region("afghanistan")
    assert told.kind_of_border("India", "Pakistan", latitude=34.0) == "contested"
    assert told.kind_of_border("India", "Pakistan", latitude=29.0) == "border"


def test_land_and_water_differ_in_grey() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert grey(regions.LAND) - grey(regions.WATER) > 0.1


def test_show_names_only_some_places() -> None:
    figure = charts.map_of("sinai", show=["Gaza", "Sharm el-Sheikh"], **SAY)
    assert list(figure.table["place"]) == ["Gaza", "Sharm el-Sheikh"]
    assert ">Gaza<" in figure.svg and ">Cairo<" not in figure.svg


def test_an_invented_case_on_a_map_is_marked() -> None:
    figure = charts.map_of("mali", synthetic=True, **SAY)
    assert "SYNTHETIC" in figure.svg and 'alt="SYNTHETIC: ' in figure.html()


def test_a_wrong_name_gets_the_nearest_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"no map 'kosvo'\. Did you mean 'kosovo'"):
        charts.map_of("kosvo", **SAY)
    with pytest.raises(UnknownNameError, match=r"on the map 'sinai' 'Gasa'\. Did you mean 'Gaza'"):
        charts.map_of("sinai", show=["Gasa"], **SAY)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder whose maps.yml can be broken."""
    for file in (atlas.FILE, "data/maps.json"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(content_root() / file, tmp_path / file)
    monkeypatch.setattr(atlas, "content_root", lambda: tmp_path)
    return tmp_path / atlas.FILE


def test_a_fault_in_the_file_is_named_with_its_region(copy: Path) -> None:
    copy.write_text(copy.read_text(encoding="utf-8").replace("kind: armistice", "kind: armstice"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"maps\.yml: sinai\.borders\[0\]: kind is 'armstice'"):
        charts.map_of("sinai", **SAY)


def test_a_frame_without_shapes_says_what_to_run(copy: Path) -> None:
    copy.write_text(copy.read_text(encoding="utf-8").replace("frame: [30.6,", "frame: [30.5,"), encoding="utf-8")
    with pytest.raises(CourseError, match=r"python data/compile\.py --atlas node_modules"):
        charts.map_of("sinai", **SAY)
