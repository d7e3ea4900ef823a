"""JupyterLab with the tests' own items and scenario in the course's bank: `python -m tests.support.lab`.

The server scores answers anew, so it must know the items that the tests' notebooks show.
"""

from __future__ import annotations

from course.kernels.lab import main
from course.learning.desk import views
from tests.support.quiz_items import ITEMS
from tests.support.scenario_example import example


def add_test_items() -> None:
    """Let views find the tests' items and scenario beside the course's own."""
    items, play = {item.id: item for item in ITEMS}, example()
    find_item, find_scenario = views.find_item, views.find_scenario
    views.find_item = lambda name: items.get(name) or find_item(name)
    views.find_scenario = lambda name: play if name == play.id else find_scenario(name)


if __name__ == "__main__":
    add_test_items()
    main()
