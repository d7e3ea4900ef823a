"""The people of the simulated class: what each of them hands in, when, and what it is worth.

All names and marks are invented. Twelve learners cover what an instructor meets: right, partly right in several ways,
wrong, untouched, late, absent, and one file that is not a notebook. The first five already hold one of each kind.
"""

from __future__ import annotations

import attrs

from course.errors import ClassroomError

FIRST, SECOND = "00-getting-started", "01-history"
ALL_TASKS = ("task1", "task2", "task3", "task4", "task5", "task6")


@attrs.frozen(kw_only=True)
class Work:
    """What one learner does with one assignment.

    slips: tasks answered with a usual mistake. blank: tasks left as they were. memo: the marks that the simulated
    instructor gives, row by row of the rubric; None leaves the memo empty. hours_late: hours after the due date,
    negative before it. more_days: the extension that the instructor gave. absent: nothing is handed in. broken: the
    file handed in is not a notebook.
    """

    slips: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    memo: tuple[int, int, int, int, int] | None = (3, 3, 3, 3, 2)
    hours_late: float = -20
    more_days: int = 0
    absent: bool = False
    broken: bool = False


@attrs.frozen(kw_only=True)
class Learner:
    """One learner: `id` is the account name, `work` what happens to each assignment."""

    id: str
    first_name: str
    last_name: str
    work: dict[str, Work]

    @property
    def email(self) -> str:
        """An address in a domain reserved for examples."""
        return f"{self.id}@example.org"

    @property
    def name(self) -> str:
        """First and last name as one text."""
        return f"{self.first_name} {self.last_name}"


def _learner(id: str, first_name: str, last_name: str, first: Work, second: Work) -> Learner:
    return Learner(id=id, first_name=first_name, last_name=last_name, work={FIRST: first, SECOND: second})


CLASS = (
    _learner("adaeze", "Adaeze", "Okafor", Work(memo=(4, 5, 5, 4, 2), hours_late=-70), Work(memo=(4, 5, 4, 4, 2))),
    # Commas, quotes and apostrophes in a name are what a careless CSV export breaks on.
    _learner("ann", 'Ann, "Annie"', "O'Neil, Jr.", Work(slips=("task3",)), Work(slips=("task2", "task6"))),
    _learner("elif", "Elif", "Yılmaz", Work(hours_late=26), Work(hours_late=3, more_days=1)),
    _learner("ibrahim", "Ibrahim", "Traoré", Work(broken=True), Work(blank=("task4",), memo=(2, 3, 1, 2, 1))),
    _learner("hana", "Hana", "Nováková", Work(absent=True), Work(absent=True)),
    _learner("bjorn", "Björn", "Åkesson", Work(blank=("task6",)), Work(slips=("task1", "task3"))),
    _learner("chen", "Wei", "Chen", Work(slips=("task4",), blank=("task5",)), Work(memo=None)),
    _learner("dmitri", "Dmitri", "Sokolov", Work(slips=ALL_TASKS, memo=(1, 1, 0, 1, 2)), Work(slips=ALL_TASKS)),
    _learner("fatima", "Fatima", "al-Zahra", Work(blank=ALL_TASKS[3:]), Work(slips=("task5",), hours_late=-1)),
    _learner("joao", "João", "da Silva", Work(slips=("task2", "task6"), hours_late=50, more_days=1), Work(absent=True)),
    _learner("kavya", "Kavya", "Nair", Work(blank=ALL_TASKS, memo=None), Work(memo=(4, 4, 4, 3, 2))),
    _learner("lars", "Lars", "Møller", Work(memo=(2, 2, 3, 2, 1)), Work(broken=True, hours_late=-2)),
)


def class_of(count: int) -> tuple[Learner, ...]:
    """The first `count` learners; beyond twelve they come again with a number, e.g. "ann2".

    Raises ClassroomError when count is not from 1 to 240.

    >>> [learner.id for learner in class_of(13)][-2:]
    ['lars', 'adaeze2']
    """
    if not 1 <= count <= 240:
        raise ClassroomError(f"A class of {count} cannot be played. To mend: choose 1 to 240 learners.")
    chosen = []
    for place in range(count):
        round_number, seat = divmod(place, len(CLASS))
        learner = CLASS[seat]
        chosen.append(attrs.evolve(learner, id=f"{learner.id}{round_number + 1}") if round_number else learner)
    return tuple(chosen)


# One usual mistake for each task. Each runs, looks plausible, and loses points.
SLIPS = {
    FIRST: {
        "task1": 'rows = 8\ncolumns = 336\none_row = "B"\n',
        "task2": (
            'early = operations[operations["start"] < "1970-01-01"]\n'
            'early_asia = operations[operations["region"] == "Asia"]\n'
        ),
        "task3": 'whole = by_region.sum()\nshare = by_region["Europe"] / whole\n',
        "task4": "change = (december[2015] - december[2003]) / december[2015] * 100\n",
        "task5": 'blank = months["police"].isna().sum()\ncounted = len(months)\nmended = "B"\n',
        "task6": (
            'percent = contributors["total"].head().sum() / contributors["total"].sum() * 100\n'
            'sentence = "C"\nneeded = "C"\n'
        ),
    },
    SECOND: {
        "task1": (
            'fifties = members["un_member_since"].between(1950, 1960).sum()\n'
            'sixties = members["un_member_since"].between(1960, 1970).sum()\n'
            "rise = (sixties - fifties) / fifties * 100\n"
        ),
        "task2": (
            'lives = pacts.assign(life=pacts["ended"].dt.year - pacts["began"].dt.year)\n'
            'longest = lives["life"].max()\n'
        ),
        "task3": (
            'ended = africa.dropna(subset=["end"])\n'
            'middle = ((ended["end"] - ended["start"]).dt.days / 365.25).mean()\n'
        ),
        "task4": (
            'middle_east["last_seen"] = middle_east["end"].fillna(middle_east["start"])\n'
            'so_far = ((middle_east["last_seen"] - middle_east["start"]).dt.days / 365.25).median()\n'
            'true_one = "A"\n'
        ),
        "task5": 'mistake = "B"\nin_2004 = nato["joined"].dt.year.between(1950, 2004).sum()\nin_1990 = 4\n',
        "task6": (
            'quadruple_alliance_1815 = "pact"\n'
            'saar_1934 = "mandate and consent"\n'
            'north_atlantic_treaty_1949 = "pact"\n'
            'unef_1956 = "mandate and consent"\n'
            'observers_sinai_1982 = "mandate and consent"\n'
            'kuwait_1991 = "mandate only"\n'
            'ifor_1995 = "consent only"\n'
            'kosovo_1999 = "neither"\n'
        ),
    },
}

MEMO = """*(A memo by {name}, in a simulated class.)*

The table answers how many and when. It does not answer why, nor whether it helped. As of its date the number is right;
what I would still need is a comparison with places where nobody was sent.
"""
