"""Codes that people read off a wall, secrets of facilitator links, and tokens of phones.

A code lets somebody answer and nothing more: it is short, so it can be guessed. What controls a room is a secret that
is written down as its digest only.
"""

from __future__ import annotations

import hashlib
import re
import secrets

# Without 0 O 1 I L, and without U and V, 5 and S, 2 and Z, 8 and B, which are mistaken for each other from afar.
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 5
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


def new_code() -> str:
    """A code, of about six million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_code(said: str) -> str:
    """What a person typed, as a code: capitals, without spaces and dashes; empty when it cannot be one."""
    code = re.sub(r"[\s\-.–]", "", said).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def new_secret() -> str:
    """The secret of a facilitator link, or the token of a phone: 192 bits."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is written down of a secret; empty for what cannot be one."""
    return hashlib.sha256(secret.encode()).hexdigest() if _KEY.fullmatch(secret) else ""
