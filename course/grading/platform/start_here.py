"""START-HERE.txt of the zip for learners: how to begin and how to hand in, in plain English for three systems."""

from __future__ import annotations

import datetime as dt

START = "START-HERE.txt"
_HEAD = """\
{title}
Assignment {assignment}

{due}
"""

_INSTALL = """\
1. TAKE THE FILES OUT OF THE ZIP
   Windows: right-click the zip, choose "Extract All".  macOS: double-click it.
   Linux: right-click it, choose "Extract".

   DO YOU HAVE THE COURSE FROM AN EARLIER ZIP? Then do all your work in the earlier folder:
   - Here, open my-course, then assignments. Move the folder {assignment} from there
     to the earlier folder: to my-course, then assignments.
   - Is a folder {assignment} there already? It holds your work. Do not replace it, and move nothing.
   - Move this text and {wheel}
     to the earlier folder, next to my-course. You may replace the files there.
   - Never move the whole folder my-course: macOS asks to replace the earlier one, and then your work is lost.
   - Go on with step 3, in the earlier folder.

2. INSTALL UV (once; it is a free program that installs the course)
   Windows: open PowerShell and type     winget install astral-sh.uv
   macOS:   open Terminal and type       brew install uv
   Linux, or when this does not work: see https://docs.astral.sh/uv/
   Then close this window.

3. OPEN THE COURSE (the same every day)
   Open a terminal in the folder where this text is.
   Windows: open the folder, click its address line, type powershell, press Enter.
   macOS:   right-click the folder, choose "New Terminal at Folder".
   Linux:   right-click in the folder, choose "Open in Terminal".
   Type this line and press Enter:

   uvx --from ./{wheel} course learn

   The first time this needs the internet and some minutes. Then your browser opens.

4. DO THE ASSIGNMENT
   In the list on the left, open the folder assignments, then {assignment}.
   Double-click {notebook}. Write your answers, and run each cell with Shift and Enter.
   Save with Ctrl and S (macOS: Cmd and S).
"""

_SITE = """\
1. TAKE THE FILES OUT OF THE ZIP
   Windows: right-click the zip, choose "Extract All".  macOS: double-click it.
   Linux: right-click it, choose "Extract".

2. OPEN THE COURSE IN YOUR BROWSER
   {site}

3. DO THE ASSIGNMENT
   Open the folder assignments in this folder, then {assignment}.
   Drag {notebook} onto the list of files on the left of the course's page.
   Double-click it there. Write your answers, and run each cell with Shift and Enter.
   Save with Ctrl and S (macOS: Cmd and S). Then right-click the file in the list, choose "Download".
"""

_HAND_IN = """\
{number}. HAND IN
   Your work is this file{where}: {notebook}
   {how}
   Do not rename the file. Do not send a link, a PDF or a picture of it.
   You may hand in again until the assignment is due: your last file counts.

Does something not work? Write to your instructor what you typed and what you saw.
"""

_HOW = {
    "moodle": 'In Moodle, open the assignment, choose "Add submission", put the file there, and save.',
    "canvas": 'In Canvas, open the assignment, choose "Start Assignment" and "File Upload", and submit.',
    "ilias": "In ILIAS, open the exercise, choose to hand in, and upload the file.",
    "mail": "Answer the mail that brought this zip, and attach the file.",
}
_ELSEWHERE = "Upload it in the place where you got this zip."


def start_here(
    assignment: str,
    notebooks: list[str],
    *,
    title: str = "",
    platform: str = "",
    due: dt.datetime | None = None,
    wheel: str = "",
    site: str = "",
) -> bytes:
    """The text, with the line ends of Windows, which every system shows.

    notebooks: their file names. due: with its time zone. wheel: the file of the course in the zip, or site: its page.

    >>> b"winget" in start_here("01-history", ["01-history.ipynb"], wheel="course.whl")
    True
    """
    named = " and ".join(notebooks)
    when = f"It is due on {due:%d %B %Y at %H:%M} ({due.tzinfo})." if due else "Your instructor says when it is due."
    body = _INSTALL if wheel else _SITE
    text = "\n".join(
        [
            _HEAD.format(title=title or "Military Partnerships for Peace", assignment=assignment, due=when),
            body.format(wheel=wheel, assignment=assignment, notebook=named, site=site),
            _HAND_IN.format(
                number=5 if wheel else 4,
                where=f" in my-course/assignments/{assignment}" if wheel else ", the one that you downloaded",
                notebook=named,
                how=_HOW.get(platform, _ELSEWHERE),
            ),
        ]
    )
    return text.replace("\n", "\r\n").encode()
