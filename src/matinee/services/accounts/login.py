"""Logging in, in three steps: count the try and find what it is held against; hash, outside of any transaction; open a
session. An unknown name takes the same steps, and the same time, as a known one."""

from dataclasses import dataclass

from matinee.domain.accounts import Credentials, Opened
from matinee.domain.errors import TooMany, WrongCredentials
from matinee.domain.rates import Rate
from matinee.kit.clock import SECOND
from matinee.kit.secrets import digest_of, new_token, signature, signed_by_one_of
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.names import folded_name

SESSION_PREFIX = "mts"
LONGEST_AGENT = 120


@dataclass(frozen=True)
class Device:
    """What a browser that has logged in before shows: a random id, and our signature of it with the name."""

    id: str
    signature: str


def begin_login(ctx: AccountsContext, *, name: str, address: str, device: Device | None = None) -> Credentials | None:
    """What the password is to be held against; None where there is no such account. Counts the try: TooMany where there
    were too many for that name, or from that address. A device that the person has used before is counted apart, so
    that those who guess cannot keep the person out."""
    folded = folded_name(name)
    known = device is not None and knows(ctx, device, folded)
    if known and device is not None:
        _count(ctx, ctx.rules.tries_of_device, "tries of device", device.id, folded)
    else:
        _count(ctx, ctx.rules.tries_of_address, "tries of address", address)
        _count(ctx, ctx.rules.tries_of_account, "tries of account", folded)
    return ctx.accounts.named(folded)


def finish_login(
    ctx: AccountsContext, *, credentials: Credentials, agent: str, new_digest: str | None = None
) -> Opened:
    """Opens a session, once the password was found right. new_digest: where the old one was made more weakly than is
    done now. WrongCredentials where the password was changed, or the account closed, in the meantime."""
    account = credentials.account
    current = ctx.accounts.credentials(account.id)
    if current is None or current.password_digest != credentials.password_digest or current.account.disabled_at:
        raise wrong_credentials()
    if new_digest is not None:
        ctx.accounts.set_password(account.id, new_digest)
    ctx.attempts.forget(_tries_of_account(ctx, folded_name(account.name)))
    for old in list(ctx.sessions.of(account.id))[ctx.rules.most_sessions - 1 :]:
        ctx.sessions.end(account.id, old.id)
    token = new_token(SESSION_PREFIX)
    session = ctx.sessions.add(
        account_id=account.id,
        digest=digest_of(token),
        agent=_printable(agent),
        at=ctx.now,
        expires_at=ctx.now + ctx.rules.lifetime,
    )
    ctx.audit.note("logged in", ctx.now, account_id=account.id)
    return Opened(token, session, current.account)


def wrong_credentials() -> WrongCredentials:
    return WrongCredentials("the name or the password is wrong", remedy="Try again")


def device_signature(ctx: AccountsContext, device_id: str, folded: str) -> str:
    return signature(ctx.keys[0], "device", device_id, folded)


def knows(ctx: AccountsContext, device: Device, folded: str) -> bool:
    return signed_by_one_of(ctx.keys, device.signature, "device", device.id, folded)


def _count(ctx: AccountsContext, rate: Rate, *what: str) -> None:
    wait = ctx.attempts.take(signature(ctx.keys[0], *what), rate, ctx.now)
    if wait:
        raise TooMany("too many tries", remedy="Wait a little, then try again", retry_after=wait / SECOND)


def _tries_of_account(ctx: AccountsContext, folded: str) -> str:
    return signature(ctx.keys[0], "tries of account", folded)


def _printable(agent: str) -> str:
    return "".join(letter for letter in agent if letter.isprintable())[:LONGEST_AGENT]
