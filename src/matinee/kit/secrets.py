"""Things that nobody may guess, and how they are kept: 256 random bits outside, a digest inside."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

BYTES, KEY_BYTES = 32, 12


def new_token(prefix: str) -> str:
    """Fresh, with a prefix by which people and scanners know what they have found: 'mts_3q2-...'."""
    return f"{prefix}_{secrets.token_urlsafe(BYTES)}"


def new_key() -> str:
    """Of an account, by which it is known outside of its database: nobody can guess it, and it says nothing."""
    return secrets.token_hex(KEY_BYTES)


def digest_of(token: str) -> str:
    """What is stored in place of a token. A token has 256 random bits, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def signature(key: str, *parts: str) -> str:
    """A keyed digest of the parts, each with its length, so that ('ab', 'c') is not ('a', 'bc')."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def signed_by_one_of(keys: Sequence[str], said: str, *parts: str) -> bool:
    """Whether `said` is the signature of the parts under any of the keys; takes the same time whatever it says."""
    given = said.encode("utf-8", "replace")
    equal = [hmac.compare_digest(signature(key, *parts).encode(), given) for key in keys]
    return any(equal)
