"""The course's charts, in one house style: line, bar, share, timeline, dots, network, world_map and
map_of.

In: a DataFrame and the names of its columns, a title and a finding in words. Out: a Figure that shows a picture, its
finding (also the alternative text), its source and the table behind it.
Never: a colour that alone says something, a line across missing figures, a chart without a finding.
"""

from course.charts.bars import bar, share
from course.charts.dots import dots
from course.charts.lines import line
from course.charts.maps import world_map
from course.charts.network import network
from course.charts.regions import map_of
from course.charts.timelines import timeline

__all__ = ["bar", "dots", "line", "map_of", "network", "share", "timeline", "world_map"]
