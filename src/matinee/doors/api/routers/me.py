"""One's own account: password, sessions, tokens, everything in one file, and the end of it."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService, address_of
from matinee.doors.api.cookies import clear_session
from matinee.doors.api.shapes import (
    MadeToken,
    NewToken,
    OpenSession,
    PasswordChange,
    PasswordChanged,
    Person,
    ProfileChange,
    Sessions,
    Token,
    Tokens,
)
from matinee.services.accounts import change_password as passwords
from matinee.services.accounts import leave, login, sessions, tokens
from matinee.services.accounts.change_email import change_email
from matinee.services.accounts.password_rules import check_password
from matinee.services.recommending import serve
from matinee.wiring.transaction import Transaction

router = APIRouter(prefix="/me", tags=["my account"])
Signed = Annotated[Visitor, Depends(Guard("account"))]
Changing = Annotated[Visitor, Depends(Guard("account", weight="write"))]
Number = Annotated[int, Path(ge=1, lt=2**63)]


@router.patch("")
async def change_me(asked: ProfileChange, visitor: Changing, service: TheService) -> Person:
    """Say where you can be reached, or nowhere."""
    return await service.storage.write(
        lambda tx: Person.of(change_email(tx.accounts, visitor.account, email=asked.email))
    )


@router.post("/password")
async def change_password(
    asked: PasswordChange,
    visitor: Annotated[Visitor, Depends(Guard("account", weight="login"))],
    request: Request,
    service: TheService,
) -> PasswordChanged:
    """Take another password. Every other session, and every token, ends."""
    check_password(asked.new_password, name=visitor.account.name)
    address = address_of(request)
    found = await service.storage.write(
        lambda tx: login.begin_login(tx.accounts, name=visitor.account.name, address=address)
    )
    right, _ = await service.passwords.verify(asked.old_password, found.password_digest if found else None)
    if found is None or not right:
        raise login.wrong_credentials()
    digest = await service.passwords.hash(asked.new_password)

    def change(tx: Transaction) -> PasswordChanged:
        ended = passwords.change_password(tx.accounts, held_against=found, digest=digest, keep=visitor.session)
        return PasswordChanged(ended_sessions=ended)

    return await service.storage.write(change)


@router.get("/sessions")
async def list_sessions(visitor: Signed, service: TheService) -> Sessions:
    """The sessions that are open."""
    found = await service.storage.read(lambda tx: sessions.list_sessions(tx.accounts, visitor.account))
    current = visitor.session.id if visitor.session else None
    return Sessions(items=[OpenSession.of(one, current=current) for one in found])


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(session_id: Number, visitor: Changing, service: TheService) -> None:
    """End one of them, at once."""
    await service.storage.write(lambda tx: sessions.end_session(tx.accounts, visitor.account, session_id))


@router.get("/tokens")
async def list_tokens(visitor: Signed, service: TheService) -> Tokens:
    """The API tokens, without what only their holders know."""
    found = await service.storage.read(lambda tx: tokens.list_tokens(tx.accounts, visitor.account))
    return Tokens(items=[Token.of(one) for one in found])


@router.post("/tokens", status_code=201)
async def make_token(
    asked: NewToken,
    visitor: Annotated[Visitor, Depends(Guard("account", weight="write", secret=True))],
    service: TheService,
) -> MadeToken:
    """Make a token for a program that acts in your name."""
    text, kept = await service.storage.write(
        lambda tx: tokens.make_token(tx.accounts, visitor.account, name=asked.name, scope=asked.scope, days=asked.days)
    )
    return MadeToken(**Token.of(kept).model_dump(), token=text)


@router.delete("/tokens/{token_id}", status_code=204)
async def end_token(token_id: Number, visitor: Changing, service: TheService) -> None:
    """End a token, at once."""
    await service.storage.write(lambda tx: tokens.end_token(tx.accounts, visitor.account, token_id))


@router.get("/export")
async def export(
    visitor: Annotated[Visitor, Depends(Guard("account", weight="heavy"))], service: TheService
) -> dict[str, Any]:
    """Everything that is kept of you, as JSON: a list for each kind of thing."""
    found = await service.storage.read(lambda tx: leave.export(tx.accounts, visitor.account), long=True)
    return {"exported_at": datetime.now(UTC).isoformat(), "username": visitor.account.name, **found}


@router.delete("", status_code=204)
async def delete_me(visitor: Changing, response: Response, service: TheService) -> None:
    """Delete the account and everything of yours. When this returns, nothing of it is left in any file of ours."""
    await service.storage.erase(lambda tx: leave.delete_account(tx.accounts, visitor.account))
    await serve.forget(service.recommending, visitor.account.id)
    clear_session(response, service)
