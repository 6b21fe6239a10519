"""Taking everything along, and leaving."""

from collections.abc import Mapping, Sequence
from typing import Any

from matinee.domain.accounts import Account
from matinee.domain.errors import Conflict
from matinee.services.accounts.context import AccountsContext


def export(ctx: AccountsContext, account: Account) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Every row of every table that is the person's, by the names under which tables are exported."""
    return ctx.personal.export(account.id)


def delete_account(ctx: AccountsContext, account: Account) -> None:
    """Everything of the person, in this transaction. The last admin stays: nobody else could let anyone in."""
    if account.role == "admin" and account.disabled_at is None and ctx.accounts.admins() == 1:
        raise Conflict("you are the only admin", remedy="Make somebody else one first")
    ctx.audit.note("account deleted", ctx.now)
    ctx.personal.erase(account.id, key=account.key, at=ctx.now)
