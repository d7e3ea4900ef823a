"""nbgrader's Autograde with this package's sandbox and judge, and its own traits, folders, database and permissions."""

from __future__ import annotations

from nbgrader import converters
from nbgrader.preprocessors import Execute as NbgraderExecute
from traitlets import List

from course.grading.execute import Execute


class Autograde(converters.Autograde):
    """Grade submissions as `nbgrader autograde` does, with learners' code in a sandbox and the tests out of reach."""

    autograde_preprocessors = List(
        [
            Execute if step is NbgraderExecute else step
            for step in converters.Autograde.autograde_preprocessors.default_args[0]
        ]
    ).tag(config=True)


def install() -> None:
    """Give `nbgrader autograde`, `nbgrader generate_feedback` and formgrader's buttons our classes.

    Call it in nbgrader_config.py: every program that grades reads that file in its own process.

    >>> install()
    """
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    import nbgrader.apps.generatefeedbackapp

    from course.grading.feedback import GenerateFeedback

    for program in (nbgrader.apps.api, nbgrader.apps.autogradeapp):
        program.Autograde = Autograde
    for program in (nbgrader.apps.api, nbgrader.apps.generatefeedbackapp):
        program.GenerateFeedback = GenerateFeedback
