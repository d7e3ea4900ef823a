"""Which student of the roster a name means: by id, email, or full name in either order; never by a guess."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from course.grading.gradebook.folded import LONGEST, folded
from course.grading.gradebook.roster import Student

_ADDRESS = re.compile(r"[^\s<>(),;:\"']+@[^\s<>(),;:\"']+")
# As German names are written where only ASCII is allowed (ILIAS, logins).
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_NEAR = 0.75
_MOST_NEAR = 3


def _forms(text: str) -> set[str]:
    whole = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return {folded(text), folded(whole.translate(_TWO_LETTERS))} - {""}


def _full_names(one: Student) -> list[str]:
    return [f"{one.first_name} {one.last_name}", f"{one.last_name} {one.first_name}"] if one.last_name else []


class People:
    """The students of a class, to find one of them by what a download calls the person."""

    def __init__(self, students: Sequence[Student]) -> None:
        self._by_id: dict[str, set[str]] = {}
        self._by_email: dict[str, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self.ids = [one.id for one in students]
        for one in students:
            self._by_id.setdefault(one.id.casefold(), set()).add(one.id)
            if one.email:
                self._by_email.setdefault(one.email.strip().casefold(), set()).add(one.id)
            for name in _full_names(one):
                # With the id before or after it, as some Moodles and many people write it.
                for form in _forms(name) | _forms(f"{one.id} {name}") | _forms(f"{name} {one.id}"):
                    self._by_name.setdefault(form, set()).add(one.id)
        self._squashed: dict[str, set[str]] = {}
        for form, ids in self._by_name.items():
            self._squashed.setdefault(form.replace(" ", ""), set()).update(ids)

    def meant(self, names: Iterable[str]) -> list[str]:
        """The ids of all students whom one of these names fits; a match is sure when there is exactly one.

        >>> people = People([Student("a1", "Zoë", "O'Neil"), Student("b2", "Bo", "Li", "bo@example.org")])
        >>> people.meant(["oneil, zoe"]), people.meant(["<BO@example.org>"]), people.meant(["Zoe"])
        (['a1'], ['b2'], [])
        """
        found: set[str] = set()
        for name in names:
            plain = name.strip()
            found |= self._by_id.get(plain.casefold(), set())
            for address in _ADDRESS.findall(plain):
                found |= self._by_email.get(address.strip(".").casefold(), set())
            without = _ADDRESS.sub(" ", plain)
            known = set().union(*(self._by_name.get(form, set()) for form in _forms(without)))
            # Canvas writes no space between names; a name with spaces that fits somebody is believed first.
            found |= known or set().union(*(self._squashed.get(f.replace(" ", ""), set()) for f in _forms(without)))
        return sorted(found)

    def near(self, names: Iterable[str]) -> list[str]:
        """Who might be meant, nearest first: for a sentence to a person, never for a decision.

        >>> People([Student("a1", "Zoë Maria", "O'Neil")]).near(["Zoe Oneil"])
        ['a1']
        """
        ratios: dict[str, float] = {}
        for name in map(folded, names):
            words = set(name.split())
            for form, ids in self._by_name.items():
                both = words & set(form.split())
                alike = difflib.SequenceMatcher(None, name.replace(" ", ""), form.replace(" ", "")).ratio()
                ratio = max(alike, _NEAR if both and (both == words or len(both) > 1) else 0.0)
                for one in ids:
                    ratios[one] = max(ratio, ratios.get(one, 0.0))
        near = sorted((one for one in ratios if ratios[one] >= _NEAR), key=lambda one: (-ratios[one], one))
        return near[:_MOST_NEAR]
