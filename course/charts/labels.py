"""Names on a map: each goes to the first free place beside its point, so that no two overlap and none is cut.

Names with a fixed place (of countries and seas) come first, then those of points whose side the author chose, then the
rest. Words are measured with the Agg canvas, in pixels; the boxes that are taken are remembered.
"""

from __future__ import annotations

from typing import Any

import attrs

from course.charts.figure import INK, SMALLEST

__all__ = ["Labels"]

_GAP = 6.0
_AIR = 1.5
_SIDES = {
    "right": (1, 0),
    "left": (-1, 0),
    "above": (0, 1),
    "below": (0, -1),
    "above right": (1, 1),
    "above left": (-1, 1),
    "below right": (1, -1),
    "below left": (-1, -1),
}

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@attrs.define
class Labels:
    """The names on one map.

    axes: matplotlib's, in its final place. ground: the colour behind a name. A point is told as it stands in the data,
    longitude and latitude. words: where each name stands, in pixels.
    """

    axes: Any
    ground: str
    taken: list[Box] = attrs.field(factory=list)
    words: dict[str, Box] = attrs.field(factory=dict)

    def keep_free(self, at: Point, around: float = 5.0) -> None:
        """Let no name cover the point `at`, `around` pixels to each side."""
        across, up = self.axes.transData.transform(at)
        self.taken.append((across - around, up - around, across + around, up + around))

    def across(self, at: Point, text: str, *, turn: float = 0.0, ground: bool = False, **look: Any) -> None:
        """A name of an area, with its middle at `at`; on a ground of its own where the area is hatched."""
        if ground:
            look["bbox"] = self._ground(0.9)
        word = self.axes.text(
            *at, text, ha="center", va="center", rotation=turn, rotation_mode="anchor", fontsize=SMALLEST, **look
        )
        self._remember(word)

    def beside(self, at: Point, text: str, side: str | None = None, **look: Any) -> None:
        """A name beside its point `at`: at `side`, or at the first side where it is free."""
        sides = [side] if side else list(_SIDES)
        word = None
        for far in (1.0, 1.9):
            for choice in sides:
                if word is not None:
                    word.remove()
                word = self._written(at, text, choice, far, look)
                if self._is_free(word) or side:
                    self._remember(word)
                    return
        # Everything is taken: the first place, and the test of the maps will say which two meet.
        self._remember(word)

    def _written(self, at: Point, text: str, side: str, far: float, look: dict[str, Any]) -> Any:
        across, up = _SIDES[side]
        slant = 0.7 if across and up else 1.0
        return self.axes.annotate(
            text,
            at,
            xytext=(across * _GAP * far * slant, up * _GAP * far * slant),
            textcoords="offset points",
            ha={1: "left", -1: "right", 0: "center"}[across],
            va={1: "bottom", -1: "top", 0: "center"}[up],
            fontsize=SMALLEST,
            bbox=self._ground(0.6),
            **({"color": INK} | look),
        )

    def _ground(self, alpha: float) -> dict[str, Any]:
        return {"boxstyle": "square,pad=0.08", "facecolor": self.ground, "edgecolor": "none", "alpha": alpha}

    def _box(self, word: Any) -> Box:
        box = word.get_window_extent(self.axes.figure.canvas.get_renderer())
        return box.x0 - _AIR, box.y0 - _AIR, box.x1 + _AIR, box.y1 + _AIR

    def _is_free(self, word: Any) -> bool:
        left, low, right, high = self._box(word)
        frame = self.axes.get_window_extent()
        inside = frame.x0 <= left and right <= frame.x1 and frame.y0 <= low and high <= frame.y1
        return inside and all(right <= x0 or x1 <= left or high <= y0 or y1 <= low for x0, y0, x1, y1 in self.taken)

    def _remember(self, word: Any) -> None:
        self.words[word.get_text()] = self._box(word)
        self.taken.append(self._box(word))
