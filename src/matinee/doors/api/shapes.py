"""What goes in and out about accounts, with examples for the documentation."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from matinee.domain.accounts import Account, ApiToken, Invitation, Session
from matinee.kit.clock import iso

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control characters are not allowed")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=64, strip_whitespace=True), AfterValidator(_printable)]
Email = Annotated[
    str,
    StringConstraints(max_length=254, pattern=r"^[^@\s<>\"',;:\\]{1,64}@[^@\s<>\"',;:\\]{1,189}$"),
    AfterValidator(_printable),
]
Password = Annotated[str, StringConstraints(max_length=4096)]
"""Every character counts. What is too short or too long is said by the rules of passwords, in their words."""


class Asked(BaseModel):
    """What a caller sends: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Registration(Asked):
    username: Line = Field(examples=["ana.lima"])
    email: Email | None = Field(default=None, examples=["ana@example.org"])
    password: Password = Field(examples=["four unrelated words here"])
    invitation: Annotated[str, StringConstraints(max_length=100)] | None = Field(
        default=None, description="Where only those who were invited can open an account."
    )


class Accepted(BaseModel):
    """Nobody learns from it whether a name was taken: logging in shows whether the account is yours."""

    status: Literal["accepted"] = "accepted"
    message: str = "If the name was free, the account is open now: log in. If not, choose another name."


class Login(Asked):
    username: Line = Field(examples=["ana.lima"])
    password: Password = Field(examples=["four unrelated words here"])


class Person(BaseModel):
    id: str = Field(description="Random, and never used again.", examples=["5f0c7c9d7c1f4d0b9a3e1b22"])
    username: str = Field(examples=["ana.lima"])
    email: str | None = Field(examples=["ana@example.org"])
    role: Literal["member", "admin"]
    created_at: str = Field(examples=["2026-03-01T12:30:00.000250Z"])
    disabled: bool

    @classmethod
    def of(cls, account: Account) -> "Person":
        return cls(
            id=account.key,
            username=account.name,
            email=account.email,
            role=account.role,
            created_at=iso(account.created_at),
            disabled=account.disabled_at is not None,
        )


class LoggedIn(BaseModel):
    token: str = Field(description="For programs: Authorization: Bearer TOKEN.", examples=["mts_Zb1..."])
    csrf_token: str = Field(description="For pages, which send it in the header X-CSRF-Token.")
    expires_at: str
    account: Person


class ProfileChange(Asked):
    email: Email | None = Field(examples=["ana@example.org"], description="Null for none. Nothing is sent there.")


class PasswordChange(Asked):
    old_password: Password = Field(examples=["four unrelated words here"])
    new_password: Password = Field(examples=["four other words instead"])


class PasswordChanged(BaseModel):
    ended_sessions: int = Field(description="Every other session, and every token, has ended.", examples=[2])


class OpenSession(BaseModel):
    id: int
    agent: str = Field(description="What the browser or program calls itself.", examples=["Mozilla/5.0 (X11; Linux)"])
    created_at: str
    seen_at: str = Field(description="To some minutes.")
    expires_at: str
    current: bool = Field(description="Whether it is the one that asks.")

    @classmethod
    def of(cls, session: Session, *, current: int | None) -> "OpenSession":
        return cls(
            id=session.id,
            agent=session.agent,
            created_at=iso(session.created_at),
            seen_at=iso(session.seen_at),
            expires_at=iso(session.expires_at),
            current=session.id == current,
        )


class Sessions(BaseModel):
    items: list[OpenSession]
    next: str | None = None


class NewToken(Asked):
    name: Line = Field(examples=["the living room player"])
    scope: Literal["read", "write"] = "read"
    days: int = Field(default=90, ge=1, le=366, description="Until it expires.")


class Token(BaseModel):
    id: int
    name: str
    scope: Literal["read", "write"]
    created_at: str
    used_at: str | None = Field(description="To some minutes.")
    expires_at: str

    @classmethod
    def of(cls, token: ApiToken) -> "Token":
        return cls(
            id=token.id,
            name=token.name,
            scope=token.scope,
            created_at=iso(token.created_at),
            used_at=None if token.used_at is None else iso(token.used_at),
            expires_at=iso(token.expires_at),
        )


class MadeToken(Token):
    token: str = Field(description="Shown this once.", examples=["mta_8sX..."])


class Tokens(BaseModel):
    items: list[Token]
    next: str | None = None


class People(BaseModel):
    items: list[Person]
    next: str | None = Field(description="Send it as `cursor` to get those that follow.")


class AccountChange(Asked):
    role: Literal["member", "admin"] | None = None
    disabled: bool | None = None


class NewInvitation(Asked):
    days: int = Field(default=14, ge=1, le=90, description="Until it expires.")


class MadeInvitation(BaseModel):
    invitation: str = Field(description="Shown this once.", examples=["mti_1Vw..."])
    expires_at: str

    @classmethod
    def of(cls, text: str, invitation: Invitation) -> "MadeInvitation":
        return cls(invitation=text, expires_at=iso(invitation.expires_at))
