"""The check of a certificate, without a network: is it unchanged, whose key signed it, is it still valid?

The key inside the file shows only that nothing was changed since somebody signed it. Who that was,
only a key shows that came another way: --public-key, or the key of this computer.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import attrs

from course.content.plain_text import plain
from course.errors import CertificateError
from course.learning.certificate.keys import fingerprint, issuer_id, key_home, key_pair, public_key, public_of_jwk

GENUINE, CHANGED, OTHER_KEY, NOT_VALID_NOW, SIGNER_UNKNOWN = 0, 1, 3, 4, 5
"""Exit codes; 2 is left to a command that was typed wrongly."""


@attrs.frozen
class Verdict:
    """What came of the check: the exit code and the sentences to print."""

    code: int
    lines: tuple[str, ...]


def verify(file: Path, trusted_file: Path | None = None) -> Verdict:
    """Check a signed credential.

    file: credential.jwt. trusted_file: the issuer's public key, from a source you trust; without it the key of this
    computer, if there is one. Raises CertificateError when a file cannot be read at all.

    >>> _ = Path("credential.jwt").write_text("no certificate")
    >>> verify(Path("credential.jwt")).code == CHANGED
    True
    """
    text = _text(file)
    if text.lstrip().startswith("<"):
        return Verdict(CHANGED, (_PAGE,))
    try:
        signer, payload = _unchanged(text)
    except ValueError as error:
        return Verdict(CHANGED, (f"Not genuine: {error}.", "It was changed after it was signed, or is no certificate."))
    facts = _facts(payload, signer)
    trusted, whose = _trusted(trusted_file)
    if trusted_file is not None and trusted != signer:
        assert trusted is not None
        other = f"The key that you gave has the fingerprint {fingerprint(trusted)}."
        return Verdict(OTHER_KEY, ("Not genuine: it was signed with another key.", other, *facts))
    if late := _outside_its_time(payload):
        return Verdict(NOT_VALID_NOW, (late, *facts))
    if trusted != signer:
        unknown = (
            "Unchanged since it was signed, but by whom is not known: anyone can sign a text that says this.",
            "To know, get the issuer's public key from the issuer and run this again with --public-key.",
        )
        return Verdict(SIGNER_UNKNOWN, (*unknown, *facts))
    worth = "It is worth as much as what you know of that key: compare the fingerprint with the issuer's own."
    return Verdict(GENUINE, (f"Genuine: unchanged, and signed with {whose}.", worth, *facts))


_PAGE = (
    "This is the page to read and to print. It is not the proof: anyone can edit a page. "
    "Check the signed file, credential.jwt, and compare the page with what it says."
)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CertificateError(f"{file} cannot be read: {error.strerror}.") from error


def _unchanged(text: str) -> tuple[bytes, dict[str, Any]]:
    """The signer's public key and the payload; ValueError when the signature or the credential is not right."""
    import jwt
    from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, OpenBadgeCredential

    token = text.strip()
    # The time is judged by itself, because "expired" is another answer than "changed".
    options: Any = {"verify_aud": False, "verify_exp": False, "verify_nbf": False}
    try:
        signer = public_of_jwk(jwt.get_unverified_header(token).get("jwk"))
        payload = jwt.decode(token, signer, algorithms=["RS256"], options=options)
        OpenBadgeCredential.from_jwt_payload(payload)
        if not _outside_its_time(payload):
            OB3Verifier(signer).verify(token)
        if payload["iss"] != issuer_id(signer) or payload["iss"] != payload["issuer"]["id"]:
            raise ValueError("its issuer is not the owner of its key")
    except (jwt.PyJWTError, OB3VerificationError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"{error}".rstrip(".") or "it cannot be read") from error
    return signer, payload


def _trusted(file: Path | None) -> tuple[bytes | None, str]:
    if file is not None:
        return public_key(file), f"the key in {file}"
    home = key_home()
    # Only looked at: a check must not make a key.
    return (key_pair(home).public, "the key of this computer") if home.is_file() else (None, "")


def _outside_its_time(payload: dict[str, Any]) -> str:
    from openbadgeslib.ob3 import OpenBadgeCredential

    credential = OpenBadgeCredential.from_jwt_payload(payload)
    now = datetime.datetime.now(datetime.UTC)
    begin, end = credential.issuance_date, credential.expiration_date
    if end is not None and end < now:
        return f"Expired: it was valid until {end.date().isoformat()}. It is unchanged since it was signed."
    # Clocks differ by a little; the library allows the same.
    if begin is not None and begin > now + datetime.timedelta(minutes=5):
        return f"Not valid yet: it begins on {begin.date().isoformat()}, or the clock of this computer is wrong."
    return ""


def _facts(payload: dict[str, Any], signer: bytes) -> tuple[str, ...]:
    from openbadgeslib.ob3 import OpenBadgeCredential

    found = OpenBadgeCredential.from_jwt_payload(payload)
    names = [known.identity_hash for known in found.identifiers if known.identity_type == "name"]
    assert found.issuance_date is not None
    lines = [
        f"  What: {found.achievement.name}",
        f"  Name: {', '.join(names) or 'none'}",
        f"  Issuer, as the file says: {found.issuer.name}",
        f"  Issued: {found.issuance_date.date().isoformat()}",
        f"  Fingerprint of its key: {fingerprint(signer)}",
    ]
    # A stranger's file must not steer the terminal.
    return tuple(plain(line) for line in lines)
