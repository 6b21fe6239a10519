"""Opening an account, logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService, address_of
from matinee.doors.api.cookies import clear_session, csrf_token, device_of, set_session
from matinee.doors.api.shapes import Accepted, LoggedIn, Login, Person, Registration
from matinee.kit.clock import iso
from matinee.services.accounts import login as logins
from matinee.services.accounts import register as registering
from matinee.services.accounts import sessions
from matinee.services.accounts.names import folded_name

router = APIRouter(prefix="/auth", tags=["accounts"])
Anyone = Depends(Guard("anyone", weight="login"))
Signed = Annotated[Visitor, Depends(Guard("account"))]


@router.post("/register", status_code=202, dependencies=[Anyone])
async def register(asked: Registration, request: Request, service: TheService) -> Accepted:
    """Open an account. The answer is the same whether the name was free or taken."""
    await service.storage.write(
        lambda tx: registering.check_registration(
            tx.accounts,
            name=asked.username,
            password=asked.password,
            address=address_of(request),
            invited=asked.invitation is not None,
        )
    )
    digest = await service.passwords.hash(asked.password)
    await service.storage.write(
        lambda tx: registering.register(
            tx.accounts, name=asked.username, email=asked.email, digest=digest, invitation=asked.invitation
        )
    )
    return Accepted()


@router.post("/login", dependencies=[Anyone])
async def login(asked: Login, request: Request, response: Response, service: TheService) -> LoggedIn:
    """Open a session. Pages get it as a cookie, programs send the token."""
    device = device_of(request, service)
    address = address_of(request)
    found = await service.storage.write(
        lambda tx: logins.begin_login(tx.accounts, name=asked.username, address=address, device=device)
    )
    right, digest = await service.passwords.verify(asked.password, found.password_digest if found else None)
    if found is None or not right:
        raise logins.wrong_credentials()
    opened = await service.storage.write(
        lambda tx: logins.finish_login(
            tx.accounts, credentials=found, agent=request.headers.get("User-Agent", ""), new_digest=digest
        )
    )
    folded = folded_name(opened.account.name)
    known = await service.storage.read(lambda tx: device is not None and logins.knows(tx.accounts, device, folded))
    set_session(response, service, token=opened.token, folded=folded, device=device if known else None)
    return LoggedIn(
        token=opened.token,
        csrf_token=csrf_token(service, opened.token),
        expires_at=iso(opened.session.expires_at),
        account=Person.of(opened.account),
    )


@router.post("/logout", status_code=204)
async def logout(visitor: Signed, response: Response, service: TheService) -> None:
    """End the session that asks."""
    if visitor.session is not None:
        ended = visitor.session.id
        await service.storage.write(lambda tx: sessions.end_session(tx.accounts, visitor.account, ended))
    clear_session(response, service)


@router.get("/me")
async def who_am_i(visitor: Annotated[Visitor, Depends(Guard("person"))]) -> Person:
    """Whose session or token it is."""
    return Person.of(visitor.account)
