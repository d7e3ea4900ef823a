"""nbgrader's Autograde with this package's repair, sandbox and judge; traits, folders and database are its own."""

from __future__ import annotations

import sys
from pathlib import Path

from nbgrader import converters
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.preprocessors import Execute as NbgraderExecute
from traitlets import List

from course.grading.pipeline.execute import Execute
from course.grading.pipeline.late import LatePenalties
from course.grading.pipeline.repairing import Repairing, TellRepairs
from course.grading.pipeline.save_grades import SaveGrades
from course.grading.submission.time import read_time
from course.grading.viewing.formgrader import FORMGRADER, protect

# nbgrader's steps, with ours in the place of three of them.
_OURS: dict[type, list[type]] = {
    NbgraderExecute: [Execute],
    SaveAutoGrades: [SaveGrades, TellRepairs],
    AssignLatePenalties: [LatePenalties],
}


# nbgrader's Autograde decides when to sanitize; Repairing, behind it, does what its base class would do then.
class Autograde(converters.Autograde, Repairing):
    """Grade submissions as `nbgrader autograde` does: mended, learners' code in a sandbox, the tests out of reach."""

    autograde_preprocessors = List(
        [
            ours
            for step in converters.Autograde.autograde_preprocessors.default_args[0]
            for ours in _OURS.get(step, [step])
        ]
    ).tag(config=True)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader's; what is perhaps there under another name gets no 0 for being missing."""
        super().init_assignment(assignment_id, student_id)
        self.leave_open(assignment_id, student_id)


def install() -> None:
    """Give nbgrader's commands (generate_assignment, collect, autograde, generate_feedback) and formgrader our classes.

    Call it in nbgrader_config.py: every program that grades reads that file in its own process.

    >>> install()
    """
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    import nbgrader.apps.generateassignmentapp
    import nbgrader.apps.generatefeedbackapp
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default.collect import ExchangeCollect

    from course.grading.pipeline.collect import copy_handed_in
    from course.grading.pipeline.feedback import GenerateFeedback
    from course.grading.pipeline.generate import GenerateAssignment

    ExchangeCollect.do_copy = copy_handed_in
    # nbgrader's own ends with an error at a file that holds no date, for everybody.
    CourseDirectory.get_existing_timestamp = lambda _, folder: read_time(Path(folder)).time
    for program in (nbgrader.apps.api, nbgrader.apps.autogradeapp):
        program.Autograde = Autograde
    for program in (nbgrader.apps.api, nbgrader.apps.generateassignmentapp):
        program.GenerateAssignment = GenerateAssignment
    for program in (nbgrader.apps.api, nbgrader.apps.generatefeedbackapp):
        program.GenerateFeedback = GenerateFeedback
    # A server reads these settings while it loads formgrader; other programs have no use for its handlers.
    if FORMGRADER in sys.modules:
        protect()
