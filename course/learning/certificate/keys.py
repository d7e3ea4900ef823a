"""The keys that certificates are signed with: RSA, as PEM files, never overwritten.

The libraries are imported in the functions, because they are needed for a certificate only.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import attrs

from course.errors import CertificateError


@attrs.frozen
class KeyPair:
    """A private and a public key as PEM."""

    private: bytes = attrs.field(repr=False)
    public: bytes

    @property
    def fingerprint(self) -> str:
        """Of the public key, for people to compare."""
        return fingerprint(self.public)


def key_home() -> Path:
    """Where the key of this computer lies: in the user's own data folder, outside the workspace.

    >>> key_home().name
    'signing-key.pem'
    """
    import platformdirs

    return Path(platformdirs.user_data_dir("peace-partnerships")) / "signing-key.pem"


def key_pair(file: Path) -> KeyPair:
    """The key pair of a private key's file; made, readable by its owner only, when there is no such file.

    Raises CertificateError when the file cannot be read or made, or holds no RSA key without a password.

    >>> made = key_pair(Path("key.pem"))
    >>> key_pair(Path("key.pem")) == made
    True
    """
    from openbadgeslib.keys import KeyFactory, KeyType

    try:
        if not file.exists():
            private, public = KeyFactory(KeyType.RSA).generate_keypair()
            file.parent.mkdir(parents=True, exist_ok=True)
            # Exclusive and private from the first byte: never over another key, never readable by others.
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(private)
            return KeyPair(private, public)
        private = file.read_bytes()
    except OSError as error:
        raise CertificateError(f"The key {file} cannot be read or made: {error.strerror}.") from error
    return KeyPair(private, _public_half(private, file))


def _public_half(private: bytes, file: Path) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        found = load_pem_private_key(private, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CertificateError(
            f"{file} is no private key that can be read: {error}. Wanted: an RSA key in PEM, without a password."
        ) from error
    if not isinstance(found, RSAPrivateKey):
        raise CertificateError(f"{file} is a key of another kind. Wanted: an RSA key, which every reader can check.")
    return _as_pem(found.public_key())


def public_key(file: Path) -> bytes:
    """The public key in a PEM file; CertificateError when it holds none.

    >>> pair = key_pair(Path("key.pem"))
    >>> _ = Path("public-key.pem").write_bytes(pair.public)
    >>> fingerprint(public_key(Path("public-key.pem"))) == pair.fingerprint
    True
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        return _as_pem(load_pem_public_key(file.read_bytes()))
    except OSError as error:
        raise CertificateError(f"The key {file} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CertificateError(
            f"{file} is no public key in PEM. Wanted: the public-key.pem that was handed out with the certificate."
        ) from error


def fingerprint(public: bytes) -> str:
    """The SHA-256 of a public key in PEM, as ten groups of four: short enough to read out on the telephone."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    body = load_pem_public_key(public).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digits = hashlib.sha256(body).hexdigest()[:40]
    return " ".join(digits[place : place + 4] for place in range(0, 40, 4))


def issuer_id(public: bytes) -> str:
    """The issuer's id, made of the public key alone (`did:jwk`)."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from jwt.algorithms import RSAAlgorithm
    from openbadgeslib.ob3 import did_jwk_from_jwk

    key = load_pem_public_key(public)
    if not isinstance(key, RSAPublicKey):
        raise CertificateError("This public key is of another kind. Wanted: an RSA key, which every reader can check.")
    return str(did_jwk_from_jwk(json.loads(RSAAlgorithm.to_jwk(key))))


def public_of_jwk(jwk: Any) -> bytes:
    """The public RSA key in a token's header as PEM; ValueError when it is something else."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from jwt.algorithms import RSAAlgorithm
    from jwt.exceptions import InvalidKeyError

    try:
        found = RSAAlgorithm.from_jwk(jwk)
    except (InvalidKeyError, ValueError, TypeError, KeyError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, RSAPublicKey):
        raise ValueError("the header holds a private key")
    return _as_pem(found)


def _as_pem(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
