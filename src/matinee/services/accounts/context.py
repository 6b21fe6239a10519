"""What the use cases of accounts are handed: the stores of one transaction, the time, and the rules of the house."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matinee.domain.accounts import Registration
from matinee.domain.rates import Rate
from matinee.kit.clock import DAY, MINUTE, SECOND
from matinee.kit.secrets import new_key
from matinee.services.accounts.store import (
    AccountStore,
    AnswerStore,
    AttemptStore,
    AuditLog,
    InvitationStore,
    PersonalData,
    PreferenceStore,
    SessionStore,
    TokenStore,
)

TRIES_OF_ACCOUNT = Rate(burst=10, every=2 * MINUTE)
TRIES_OF_ADDRESS = Rate(burst=30, every=10 * SECOND)
TRIES_OF_DEVICE = Rate(burst=10, every=MINUTE)
REGISTRATIONS = Rate(burst=10, every=MINUTE)


@dataclass(frozen=True)
class AccountRules:
    """lifetime: of a session, whatever happens. idle: after which it ends unused. noticed: how often it is written down
    that a session was used. tries: of passwords, for one account, one address and one device that the person has used
    before; the last keeps a door open that those who guess cannot shut."""

    registration: Registration = "open"
    lifetime: int = 30 * DAY
    idle: int = 14 * DAY
    noticed: int = 10 * MINUTE
    tries_of_account: Rate = TRIES_OF_ACCOUNT
    tries_of_address: Rate = TRIES_OF_ADDRESS
    tries_of_device: Rate = TRIES_OF_DEVICE
    registrations_of_address: Rate = REGISTRATIONS
    longest_token: int = 366 * DAY
    most_tokens: int = 50
    most_sessions: int = 50


@dataclass(frozen=True)
class AccountsContext:
    """keys: that sign; the first signs, all of them are believed. now: the moment at which all of it happens. new_key:
    makes the key of an account."""

    accounts: AccountStore
    preferences: PreferenceStore
    sessions: SessionStore
    tokens: TokenStore
    invitations: InvitationStore
    attempts: AttemptStore
    answers: AnswerStore
    audit: AuditLog
    personal: PersonalData
    rules: AccountRules
    keys: Sequence[str]
    now: int
    new_key: Callable[[], str] = new_key
