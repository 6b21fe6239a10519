"""A new password, which ends every other way in."""

from matinee.domain.accounts import Account, Credentials, Session
from matinee.domain.errors import NotFound
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.login import wrong_credentials


def change_password(
    ctx: AccountsContext, *, held_against: Credentials, digest: str, keep: Session | None = None
) -> int:
    """How many sessions were ended: all but `keep`. Tokens end too: whoever knew the password may have made them.

    held_against: what the old password was found right for; if that has changed meanwhile, it is no longer.
    """
    account = held_against.account
    current = ctx.accounts.credentials(account.id)
    if current is None or current.password_digest != held_against.password_digest:
        raise wrong_credentials()
    ctx.accounts.set_password(account.id, digest)
    ended = ctx.sessions.end_all(account.id, but=keep.id if keep else None)
    ctx.tokens.end_all(account.id)
    ctx.audit.note("password changed", ctx.now, account_id=account.id)
    return ended


def credentials_of(ctx: AccountsContext, account: Account) -> Credentials:
    found = ctx.accounts.credentials(account.id)
    if found is None:
        raise NotFound("there is no such account any more")
    return found
