"""Who people are to the house: accounts, and the sessions and tokens by which they are known again."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["member", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Registration = Literal["open", "invited", "closed"]
Scope = Literal["read", "write"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a token may do: `write` changes things in the person's name, and reads them too. Neither reaches the account
itself: its password, its sessions, its tokens, its end."""


@dataclass(frozen=True)
class Account:
    """id: of the row, told to nobody. key: what the account is called outside, random, never used again. Moments are
    microseconds since 1970 in UTC, as everywhere in the service."""

    id: int
    key: str
    name: str
    email: str | None
    role: Role
    created_at: int
    disabled_at: int | None = None


@dataclass(frozen=True)
class Credentials:
    """What a login is held against."""

    account: Account
    password_digest: str


@dataclass(frozen=True)
class Session:
    """agent: what the person's program calls itself, shortened, so that they can tell their sessions apart."""

    id: int
    account_id: int
    created_at: int
    seen_at: int
    expires_at: int
    agent: str


@dataclass(frozen=True)
class ApiToken:
    id: int
    account_id: int
    name: str
    scope: Scope
    created_at: int
    used_at: int | None
    expires_at: int


@dataclass(frozen=True)
class Visitor:
    """Somebody who is known at the door, by a session or by a token of their own."""

    account: Account
    session: Session | None = None
    token: ApiToken | None = None

    @property
    def writes(self) -> bool:
        return self.token is None or self.token.scope == "write"


@dataclass(frozen=True)
class Opened:
    """A session just opened. token: the only time that it is seen outside."""

    token: str
    session: Session
    account: Account


@dataclass(frozen=True)
class KeptAnswer:
    """What was answered to a request with a key. digest: of the request. status: None as long as it is not known. body:
    None where it is not kept. at: when the request came."""

    digest: str
    status: int | None
    media: str | None
    body: str | None
    at: int


@dataclass(frozen=True)
class Invitation:
    id: int
    created_at: int
    expires_at: int
    used_at: int | None
