"""API tokens: for programs that act in a person's name."""

from collections.abc import Sequence

from matinee.domain.accounts import Account, ApiToken, Scope
from matinee.domain.errors import Conflict, NotFound
from matinee.kit.clock import DAY
from matinee.kit.secrets import digest_of, new_token
from matinee.services.accounts.context import AccountsContext

PREFIX = "mta"


def make_token(ctx: AccountsContext, account: Account, *, name: str, scope: Scope, days: int) -> tuple[str, ApiToken]:
    """The token, which is seen this once, and what is kept of it."""
    if len(ctx.tokens.of(account.id)) >= ctx.rules.most_tokens:
        raise Conflict(f"there are {ctx.rules.most_tokens} tokens already", remedy="End one that is not used")
    token = new_token(PREFIX)
    expires_at = ctx.now + min(days * DAY, ctx.rules.longest_token)
    kept = ctx.tokens.add(
        account_id=account.id, digest=digest_of(token), name=name, scope=scope, at=ctx.now, expires_at=expires_at
    )
    ctx.audit.note(f"token made ({scope})", ctx.now, account_id=account.id)
    return token, kept


def list_tokens(ctx: AccountsContext, account: Account) -> Sequence[ApiToken]:
    return ctx.tokens.of(account.id)


def end_token(ctx: AccountsContext, account: Account, token_id: int) -> None:
    if not ctx.tokens.end(account.id, token_id):
        raise NotFound("you have no such token")
    ctx.audit.note("token ended", ctx.now, account_id=account.id)
