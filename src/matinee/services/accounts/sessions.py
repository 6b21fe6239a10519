"""The sessions a person has open."""

from collections.abc import Sequence

from matinee.domain.accounts import Account, Session
from matinee.domain.errors import NotFound
from matinee.services.accounts.context import AccountsContext


def list_sessions(ctx: AccountsContext, account: Account) -> Sequence[Session]:
    """Those that are still good, newest first."""
    idle_since = ctx.now - ctx.rules.idle
    return [one for one in ctx.sessions.of(account.id) if one.expires_at > ctx.now and one.seen_at > idle_since]


def end_session(ctx: AccountsContext, account: Account, session_id: int) -> None:
    if not ctx.sessions.end(account.id, session_id):
        raise NotFound("you have no such session")
    ctx.audit.note("session ended", ctx.now, account_id=account.id)


def end_old_sessions(ctx: AccountsContext) -> int:
    """Forgets sessions that nobody can use any more, and tries of passwords that no longer count."""
    ctx.attempts.forget_old(ctx.now)
    return ctx.sessions.end_old(expired_at=ctx.now, idle_since=ctx.now - ctx.rules.idle)
