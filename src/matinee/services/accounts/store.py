"""What the accounts slice needs remembered. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from matinee.domain.accounts import Account, ApiToken, Credentials, Invitation, KeptAnswer, Role, Scope, Session
from matinee.domain.preferences import Preferences
from matinee.domain.rates import Rate


class AccountStore(Protocol):
    """folded: the name as names are compared."""

    def add(self, *, key: str, name: str, folded: str, email: str | None, digest: str, role: Role, at: int) -> bool:
        """False where the name is taken."""
        ...

    def named(self, folded: str) -> Credentials | None: ...

    def credentials(self, account_id: int) -> Credentials | None: ...

    def keyed(self, key: str) -> Account | None: ...

    def page(self, *, after: int, count: int) -> Sequence[Account]:
        """Those with ids above `after`, in their order."""
        ...

    def set_password(self, account_id: int, digest: str) -> None: ...

    def set_email(self, account_id: int, email: str | None) -> None: ...

    def set_role(self, account_id: int, role: Role) -> None: ...

    def set_disabled(self, account_id: int, at: int | None) -> None: ...

    def admins(self) -> int:
        """How many there are who can act; the rows are held until the transaction ends."""
        ...


class PreferenceStore(Protocol):
    def of(self, account_id: int) -> Preferences | None:
        """None where the person has not set anything."""
        ...

    def set(self, account_id: int, said: Preferences) -> None: ...


class SessionStore(Protocol):
    """digest: of the token, by which a session is found."""

    def add(self, *, account_id: int, digest: str, agent: str, at: int, expires_at: int) -> Session: ...

    def found(self, digest: str) -> tuple[Session, Account] | None: ...

    def of(self, account_id: int) -> Sequence[Session]:
        """Newest first."""
        ...

    def seen(self, session_id: int, at: int) -> None: ...

    def end(self, account_id: int, session_id: int) -> bool:
        """False where that person has no such session."""
        ...

    def end_all(self, account_id: int, *, but: int | None = None) -> int:
        """How many were ended."""
        ...

    def end_old(self, *, expired_at: int, idle_since: int) -> int: ...


class TokenStore(Protocol):
    def add(self, *, account_id: int, digest: str, name: str, scope: Scope, at: int, expires_at: int) -> ApiToken: ...

    def found(self, digest: str) -> tuple[ApiToken, Account] | None: ...

    def of(self, account_id: int) -> Sequence[ApiToken]: ...

    def used(self, token_id: int, at: int) -> None: ...

    def end(self, account_id: int, token_id: int) -> bool: ...

    def end_all(self, account_id: int) -> int: ...


class InvitationStore(Protocol):
    def add(self, *, digest: str, made_by: int | None, at: int, expires_at: int) -> Invitation: ...

    def good(self, digest: str, at: int) -> bool: ...

    def use(self, digest: str, at: int) -> bool:
        """False where there is none that is good now. One can be used once, whoever else tries at the same moment."""
        ...


class AttemptStore(Protocol):
    """Counts what must be counted durably and by all workers alike, such as tries of a password."""

    def take(self, key: str, rate: Rate, at: int) -> int:
        """0 where it may happen now, and it then counts; else the microseconds until it may."""
        ...

    def forget(self, key: str) -> None: ...

    def forget_old(self, before: int) -> int: ...


class AnswerStore(Protocol):
    """Answers to requests that may come twice. key: as a digest."""

    def found(self, account_id: int, key: str) -> KeptAnswer | None: ...

    def claim(self, account_id: int, key: str, digest: str, at: int) -> bool:
        """False where the key was used already. Of several who claim it at once one gets it, and the others wait."""
        ...

    def keep(self, account_id: int, key: str, *, status: int, media: str | None, body: str | None) -> None: ...

    def forget_old(self, before: int) -> int: ...


class AuditLog(Protocol):
    def note(self, action: str, at: int, *, account_id: int | None = None, by: int | None = None) -> None:
        """action: a word or two of our own, never what a person typed. account_id: whom it concerns. by: who did it,
        where that is somebody else."""
        ...


class PersonalData(Protocol):
    """Everything kept about a person, in all tables of all slices, by what the tables say of themselves."""

    def export(self, account_id: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Rows by the name under which a table is exported."""
        ...

    def erase(self, account_id: int, *, key: str, at: int) -> None:
        """Removes the person, and notes the key of the account in the ledger by which backups are cleaned."""
        ...

    def ledger(self) -> Mapping[str, int]:
        """The keys of all accounts that are gone, and since when."""
        ...
