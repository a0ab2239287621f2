"""The key ring of one home: one random root key, everything else derived from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Fault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_ROOT_BYTES = 32
_NONCE_BYTES = 12


class KeyRing:
    """Keys of one home, read from ``root.key`` when first used and made there when missing.

    Args:
        folder: the home's key folder.

    LIMIT: several machines that share one PostgreSQL database must be given the same ``root.key`` by hand.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "root.key"

    @property
    def file(self) -> Path:
        """The file that holds the root key; belongs into every backup."""
        return self._file

    def digest(self, purpose: str, text: str) -> str:
        """Give a keyed digest of a text: equal texts meet, nobody without the key can search for one.

        Returns:
            64 hex digits (HMAC-SHA256).
        """
        return hmac.new(self._derive("digest:" + purpose), text.encode(), hashlib.sha256).hexdigest()

    def seal(self, clear: bytes) -> bytes:
        """Encrypt with AES-256-GCM; the nonce stands in front."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, clear, None)

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt what :meth:`seal` made.

        Raises:
            Fault: ``key_mismatch``, the data was sealed with another key or altered.
        """
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except InvalidTag as error:
            raise Fault("key_mismatch", self._file, error) from error

    def sign(self, message: bytes) -> bytes:
        """Sign with the issuer's Ed25519 key; 64 bytes."""
        return self._signer.sign(message)

    def public_key(self) -> bytes:
        """Give the issuer's public key; 32 bytes."""
        return self._signer.public_key().public_bytes_raw()

    def is_signed(self, message: bytes, signature: bytes) -> bool:
        """Check a signature made by this home."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._signer.public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True

    @cached_property
    def _root(self) -> bytes:
        try:
            if self._file.exists():
                root = self._file.read_bytes()
            else:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                root = secrets.token_bytes(_ROOT_BYTES)
                # Exclusive creation: of two programs starting at once one makes the key, the other reads it.
                handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(root)
                    file.flush()
                    os.fsync(file.fileno())
        except FileExistsError:
            root = self._file.read_bytes()
        except OSError as error:
            raise Fault("key_file_unusable", self._file, error) from error
        if len(root) != _ROOT_BYTES:
            raise Fault("key_file_damaged", self._file)
        return root

    def _derive(self, purpose: str) -> bytes:
        # One HMAC step is a sound derivation from a uniformly random root (RFC 5869, section 3.3).
        return hmac.new(self._root, purpose.encode(), hashlib.sha256).digest()

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._derive("seal"))

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._derive("sign"))
