"""Open Badges 3.0: an award as a signed credential (VC-JWT).

`openbadgeslib` builds and signs it (specification: www.imsglobal.org/spec/ob/v3p0). The payload of
the token is the credential itself, the header carries the public key (sections 8.2.3 and 8.2.4), and
the algorithm is RS256, the one that every reader must know. The issuer's id is `did:jwk`, which is the
public key itself, so that no web address has to be kept alive.

The library is imported in the function, because it is needed for a certificate only.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

import attrs

from course.content.catalog import TITLE
from course.content.passing import PASS_AUTO, PASS_MANUAL, PASS_QUIZ
from course.learning.certificate.keys import KeyPair, issuer_id

CERTIFICATE, COMPLETION = "Certificate", "Record of completion"
SELF_STUDY_ISSUER = "The learner's own computer (self-study, nobody else has looked at it)"
NOT_PROVED = (
    "The quizzes and lessons were not supervised: books, other people and other programs could be used.",
    "The keys to the quizzes travel with the notebooks, and the answers are kept in a plain file that can be edited.",
    "Items had been practised before: feedback follows each answer, and a form can be sat again on another day.",
    "No identity was checked: the name is the one that was given, and the record of answers carries no name.",
    "It shows no skill in the field and gives no right to a post, a rank or a mission.",
)
"""What the credential does not prove. It is signed with the rest, so nobody can leave it out unnoticed."""
SELF_STUDY_NOT_PROVED = "No person has graded anything, and the assignments do not count towards it."


@attrs.frozen(kw_only=True)
class Award:
    """Who gets what from whom. `instructor` is None for self-study, and no name but `name` is kept."""

    name: str
    instructor: str | None
    valid_until: datetime.datetime | None = None

    @property
    def title(self) -> str:
        """ "Certificate" in a class, "Record of completion" for self-study."""
        return CERTIFICATE if self.instructor else COMPLETION

    @property
    def rule(self) -> str:
        """What was asked for, in one sentence or two."""
        quiz = f"In every module one complete sitting of a quiz form with {PASS_QUIZ:.0%} right at the first answer."
        if self.instructor:
            return (
                f"{quiz} Every assignment passed in the class's gradebook: {PASS_AUTO:.0%} of the automatic points "
                f"and {PASS_MANUAL:.0%} of the points given by a person."
            )
        return f"{quiz} Every question of every lesson answered and every lab task solved."

    @property
    def limits(self) -> tuple[str, ...]:
        """What it does not prove."""
        return NOT_PROVED if self.instructor else (*NOT_PROVED, SELF_STUDY_NOT_PROVED)


def sign(award: Award, evidence: Sequence[tuple[str, str]], pair: KeyPair) -> str:
    """The award as a compact signed token, issued now.

    evidence: (name, sentence) for each module and assignment. pair: the issuer's key.

    >>> from pathlib import Path
    >>> from course.learning.certificate.keys import key_pair
    >>> award = Award(name="Ann Example", instructor=None)
    >>> sign(award, [("01 History", "Module quiz: form A")], key_pair(Path("key.pem"))).count(".")
    2
    """
    from openbadgeslib.ob3 import Achievement, Evidence, IdentityObject, Issuer, OB3Signer, OpenBadgeCredential

    criteria = [award.rule, "It does not prove more:", *(f"- {line}" for line in award.limits)]
    signer = OB3Signer(pair.private, algorithm="RS256")
    credential = OpenBadgeCredential(
        issuer=Issuer(id=issuer_id(pair.public), name=award.instructor or SELF_STUDY_ISSUER),
        # The subject is known by the name alone. The id is random, so it says nothing of the learner.
        recipient_id=f"urn:uuid:{uuid.uuid4()}",
        identifiers=[IdentityObject(identity_hash=award.name, identity_type="name", hashed=False)],
        achievement=Achievement(
            id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{TITLE}/{award.title}')}",
            name=f"{TITLE}: {award.title.lower()}",
            description=_DESCRIPTION,
            criteria_narrative="\n".join(criteria),
            achievement_type="Certificate" if award.instructor else "CertificateOfCompletion",
        ),
        issuance_date=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        expiration_date=award.valid_until,
        evidence=[Evidence(name=name, narrative=words) for name, words in evidence],
    )
    return signer.sign(credential)


_DESCRIPTION = (
    "A course on what military partnerships can and cannot do for peace, worked through on real tables: pacts, "
    "peacekeeping, military diplomacy, their limits and their evidence."
)
