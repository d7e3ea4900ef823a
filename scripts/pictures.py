"""Take the pictures in docs/ from the running course (`make pictures`).

A learner's folder is filled as `course learn` fills it, JupyterLab opens a real lesson in headless Chromium, the lesson
runs from top to bottom, one question is answered, and the page is photographed. Nothing is drawn by hand.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from course.content.catalog import find_item
from course.content.items import Multiple, Single
from course.learning.workspace.files import update
from tests.support.browser import Notebook, chromium, jupyterlab

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1080, 1120
LESSON = "01-history/1A-pacts-and-forces.ipynb"
FIRST, ITEM = "did Italy keep its word", "m1-q57"
"""The picture begins at the first cell with the one text and shows the question of the other."""


def scroll_to(notebook: Notebook, text: str) -> None:
    """Bring the first cell with this text to the top; JupyterLab draws only the cells in sight."""
    notebook.js(
        "const place = panel.content.widgets.findIndex(cell => cell.model.sharedModel.getSource().includes(argument));"
        "await panel.content.scrollToItem(place, 'start'); panel.content.widgets[place].node.scrollIntoView()",
        text,
    )


def answer(notebook: Notebook, item_id: str) -> None:
    """Choose the right options of an item on the page, fairly sure, and press Check."""
    item = find_item(item_id)
    if not isinstance(item, Single | Multiple):
        sys.exit(f"{item_id} has no options to choose. To mend: choose another ITEM in scripts/pictures.py.")
    form = notebook.page.locator(f'form[data-item="{item_id}"]')
    for option in item.key:
        form.locator(f'.mpp-options input[value="{option}"]').check()
    if item.certainty:
        form.get_by_role("radio", name="fairly sure").check()
    form.get_by_role("button", name="Check").click()
    form.locator(".mpp-outcome").wait_for()


def lesson(target: Path) -> None:
    """The lesson with its question answered, from a fresh folder."""
    with tempfile.TemporaryDirectory(prefix="course-picture-") as folder, chromium(WIDTH, HEIGHT) as context:
        update(Path(folder))
        with jupyterlab(Path(folder)) as server:
            notebook = Notebook(context, server.address, LESSON)
            notebook.js("app.shell.collapseLeft(); app.shell.collapseRight();")
            notebook.run_all()
            scroll_to(notebook, ITEM)
            answer(notebook, ITEM)
            scroll_to(notebook, FIRST)
            notebook.page.wait_for_timeout(1000)
            notebook.page.screenshot(path=str(target))
            problems = notebook.problems
            notebook.close()
    if problems:
        sys.exit("The browser reported:\n" + "\n".join(problems))
    with Image.open(target) as picture:
        # 256 colours are enough for a page of text and keep the repository small.
        picture.convert("RGB").quantize(256).save(target, optimize=True)


def main() -> None:
    target = ROOT / "docs" / "lesson.png"
    target.parent.mkdir(exist_ok=True)
    lesson(target)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
