"""Whose session or token it is."""

from matinee.domain.accounts import Account, Visitor
from matinee.domain.errors import NotSignedIn
from matinee.kit.secrets import digest_of
from matinee.services.accounts import tokens
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.login import SESSION_PREFIX


def identify(ctx: AccountsContext, token: str) -> Visitor:
    """NotSignedIn where the token is not, or no longer, good. Asked of the storage each time: a session that was ended
    is ended at once, in every worker."""
    if token.startswith(f"{SESSION_PREFIX}_"):
        return _by_session(ctx, token)
    if token.startswith(f"{tokens.PREFIX}_"):
        return _by_token(ctx, token)
    raise _unknown()


def must_be_noticed(ctx: AccountsContext, visitor: Visitor) -> bool:
    """Whether it is time to write down again that the session or token was used."""
    used = visitor.session.seen_at if visitor.session else visitor.token.used_at if visitor.token else None
    return used is None or ctx.now - used >= ctx.rules.noticed


def notice(ctx: AccountsContext, visitor: Visitor) -> None:
    if visitor.session is not None:
        ctx.sessions.seen(visitor.session.id, ctx.now)
    if visitor.token is not None:
        ctx.tokens.used(visitor.token.id, ctx.now)


def _by_session(ctx: AccountsContext, token: str) -> Visitor:
    found = ctx.sessions.found(digest_of(token))
    if found is None:
        raise _unknown()
    session, account = found
    if session.expires_at <= ctx.now or session.seen_at + ctx.rules.idle <= ctx.now:
        raise _unknown()
    return Visitor(_active(account), session=session)


def _by_token(ctx: AccountsContext, text: str) -> Visitor:
    found = ctx.tokens.found(digest_of(text))
    if found is None or found[0].expires_at <= ctx.now:
        raise _unknown()
    token, account = found
    return Visitor(_active(account), token=token)


def _active(account: Account) -> Account:
    if account.disabled_at is not None:
        raise _unknown()
    return account


def _unknown() -> NotSignedIn:
    return NotSignedIn("this session or token is not good, or no longer", remedy="Log in again")
