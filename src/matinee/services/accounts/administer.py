"""What an admin does with other people's accounts."""

from collections.abc import Sequence

from matinee.domain.accounts import Account, Invitation, Role
from matinee.domain.errors import Conflict, NotFound
from matinee.kit.clock import DAY
from matinee.kit.secrets import digest_of, new_token
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.names import folded_name

INVITATION_PREFIX = "mti"


def list_accounts(ctx: AccountsContext, *, after: int, count: int) -> Sequence[Account]:
    return ctx.accounts.page(after=after, count=count)


def change_account(
    ctx: AccountsContext, by: Account, key: str, *, role: Role | None = None, disabled: bool | None = None
) -> Account:
    """The account as it is now. Another role, or being shut out, ends every session and token of the person."""
    account = ctx.accounts.keyed(key)
    if account is None:
        raise NotFound("there is no such account")
    demoted = account.role == "admin" and role == "member"
    if (demoted or disabled) and account.role == "admin" and account.disabled_at is None and ctx.accounts.admins() == 1:
        raise Conflict("this is the only admin", remedy="Make somebody else one first")
    changes_role = role is not None and role != account.role
    if role is not None and changes_role:
        ctx.accounts.set_role(account.id, role)
        ctx.audit.note(f"role is {role}", ctx.now, account_id=account.id, by=by.id)
    if disabled is not None and disabled != (account.disabled_at is not None):
        ctx.accounts.set_disabled(account.id, ctx.now if disabled else None)
        ctx.audit.note("shut out" if disabled else "let in again", ctx.now, account_id=account.id, by=by.id)
    if changes_role or disabled:
        ctx.sessions.end_all(account.id)
        ctx.tokens.end_all(account.id)
    changed = ctx.accounts.keyed(key)
    return changed or account


def reset_password(ctx: AccountsContext, name: str, digest: str) -> int:
    """By whoever runs the house, for somebody who has forgotten theirs. How many sessions were ended: all; tokens end
    too."""
    found = ctx.accounts.named(folded_name(name))
    if found is None:
        raise NotFound(f"there is no account called '{name}'")
    ctx.accounts.set_password(found.account.id, digest)
    ended = ctx.sessions.end_all(found.account.id)
    ctx.tokens.end_all(found.account.id)
    ctx.audit.note("password set by the house", ctx.now, account_id=found.account.id)
    return ended


def invite(ctx: AccountsContext, by: Account | None, *, days: int) -> tuple[str, Invitation]:
    """The invitation, which is seen this once, and what is kept of it."""
    text = new_token(INVITATION_PREFIX)
    made = ctx.invitations.add(
        digest=digest_of(text), made_by=by.id if by else None, at=ctx.now, expires_at=ctx.now + days * DAY
    )
    ctx.audit.note("invited somebody", ctx.now, account_id=by.id if by else None)
    return text, made


def note_models(ctx: AccountsContext, by: Account | None, action: str) -> None:
    """That somebody changed which version answers. by: the admin, None for the house itself. action: a word or two of
    our own."""
    ctx.audit.note(action, ctx.now, account_id=by.id if by else None)
