"""Opening an account. Nobody learns from it whether a name is taken: the answer, and the work, are the same."""

from matinee.domain.accounts import Role
from matinee.domain.errors import Conflict, RegistrationClosed, TooMany
from matinee.kit.clock import SECOND
from matinee.kit.secrets import digest_of, signature
from matinee.services.accounts.context import AccountsContext
from matinee.services.accounts.names import checked_name, folded_name
from matinee.services.accounts.password_rules import check_password


def check_registration(ctx: AccountsContext, *, name: str, password: str, address: str, invited: bool) -> None:
    """Everything that can be said before a password is hashed, and one try of the address counted."""
    if ctx.rules.registration == "closed":
        raise RegistrationClosed("nobody can open an account here", remedy="Ask whoever runs this to make you one")
    if ctx.rules.registration == "invited" and not invited:
        raise RegistrationClosed("only those who were invited can open an account", remedy="Ask for an invitation")
    check_password(password, name=checked_name(name))
    wait = ctx.attempts.take(
        signature(ctx.keys[0], "registrations", address), ctx.rules.registrations_of_address, ctx.now
    )
    if wait:
        raise TooMany("too many accounts were opened from here", retry_after=wait / SECOND)


def register(ctx: AccountsContext, *, name: str, email: str | None, digest: str, invitation: str | None = None) -> None:
    """Opens the account where the name is free. Where it is taken nothing is said of it, as much is written,
    and the invitation stays good."""
    invited = ctx.rules.registration == "invited"
    token = digest_of(invitation or "")
    if invited and not ctx.invitations.good(token, ctx.now):
        raise _not_invited()
    added = _add(ctx, name=name, email=email, digest=digest, role="member")
    if invited and added and not ctx.invitations.use(token, ctx.now):
        raise _not_invited()
    ctx.audit.note("registered" if added else "registered a taken name", ctx.now)


def make_account(ctx: AccountsContext, *, name: str, email: str | None, digest: str, role: Role) -> None:
    """By whoever runs the house; Conflict where the name is taken."""
    if not _add(ctx, name=name, email=email, digest=digest, role=role):
        raise Conflict(f"the name '{name}' is taken", where="username", remedy="Choose another")
    ctx.audit.note(f"account made ({role})", ctx.now)


def _not_invited() -> RegistrationClosed:
    return RegistrationClosed("this invitation is used, too old, or none", remedy="Ask for another")


def _add(ctx: AccountsContext, *, name: str, email: str | None, digest: str, role: Role) -> bool:
    usual = checked_name(name)
    return ctx.accounts.add(
        key=ctx.new_key(),
        name=usual,
        folded=folded_name(usual),
        email=email,
        digest=digest,
        role=role,
        at=ctx.now,
    )
