"""Where somebody can be reached."""

from dataclasses import replace

from matinee.domain.accounts import Account
from matinee.services.accounts.context import AccountsContext


def change_email(ctx: AccountsContext, account: Account, *, email: str | None) -> Account:
    """email: None for nowhere. Nothing is sent there, so nobody looks whether it is theirs."""
    ctx.accounts.set_email(account.id, email)
    ctx.audit.note("address changed", ctx.now, account_id=account.id)
    return replace(account, email=email)
