"""Requests that may come twice, since a program that gets no answer asks again: done once, answered alike.

A program makes up a key for each thing to do. The key is claimed in the transaction that does it, so that nobody else
can do it as well, and the answer is kept under it.
"""

import hashlib
from dataclasses import dataclass

from matinee.domain.accounts import KeptAnswer
from matinee.domain.errors import ReusedKey
from matinee.kit.clock import DAY, MINUTE
from matinee.services.accounts.context import AccountsContext

KEPT = 2 * DAY
"""A day is promised: a clock that is put forward by one must not forget what was answered just now."""
LOST = MINUTE
"""A key that was claimed so long ago and has no answer has lost it: whoever was to give it is no more."""
LONGEST_BODY = 256 * 1024


@dataclass(frozen=True)
class KeyedRequest:
    """key: as a digest. digest: of what was asked."""

    account_id: int
    key: str
    digest: str


def keyed_request(account_id: int, key: str, *parts: bytes) -> KeyedRequest:
    """parts: all that makes it this request and no other, each of which counts with its length."""
    asked = hashlib.sha256()
    for part in parts:
        asked.update(len(part).to_bytes(8, "big"))
        asked.update(part)
    return KeyedRequest(account_id, hashlib.sha256(key.encode()).hexdigest(), asked.hexdigest())


def answer_of(ctx: AccountsContext, asked: KeyedRequest) -> KeptAnswer | None:
    """What is known of an earlier request with that key. ReusedKey where that was another."""
    found = ctx.answers.found(asked.account_id, asked.key)
    if found is not None and found.digest != asked.digest:
        raise ReusedKey(
            "this key came with another request before", where="Idempotency-Key", remedy="Make up a new one"
        )
    return found


def is_lost(ctx: AccountsContext, found: KeptAnswer) -> bool:
    """Whether nobody will come any more who could give the answer."""
    return found.status is None and found.at + LOST <= ctx.now


def claim(ctx: AccountsContext, asked: KeyedRequest) -> bool:
    """False where somebody else did, or does, what is asked under that key."""
    return ctx.answers.claim(asked.account_id, asked.key, asked.digest, ctx.now)


def keep(ctx: AccountsContext, asked: KeyedRequest, *, status: int, media: str | None, body: str | None) -> None:
    """body: None where it is not to be kept, such as one with a secret in it."""
    if body is not None and len(body) > LONGEST_BODY:
        body = None
    ctx.answers.keep(asked.account_id, asked.key, status=status, media=media, body=body)


def forget_old_answers(ctx: AccountsContext) -> int:
    return ctx.answers.forget_old(ctx.now - KEPT)
