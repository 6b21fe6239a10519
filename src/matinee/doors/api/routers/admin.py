"""What admins do: other people's accounts, and invitations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.shapes import AccountChange, MadeInvitation, NewInvitation, People, Person
from matinee.services.accounts import administer

router = APIRouter(prefix="/admin", tags=["admin"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]
AdminChanging = Annotated[Visitor, Depends(Guard("admin", weight="write"))]


@router.get("/accounts")
async def list_accounts(
    _: Admin,
    service: TheService,
    cursor: Annotated[str, Query(pattern=r"^[0-9]{1,18}$")] = "0",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> People:
    """Everybody who has an account, in the order in which they came."""
    found = await service.storage.read(
        lambda tx: administer.list_accounts(tx.accounts, after=int(cursor), count=limit + 1)
    )
    more = str(found[limit - 1].id) if len(found) > limit else None
    return People(items=[Person.of(one) for one in found[:limit]], next=more)


@router.patch("/accounts/{account_id}")
async def change_account(
    account_id: Annotated[str, Path(pattern=r"^[0-9a-f]{24}$")],
    asked: AccountChange,
    visitor: AdminChanging,
    service: TheService,
) -> Person:
    """Give another role, shut out, or let in again. Sessions and tokens of the person end."""
    return await service.storage.write(
        lambda tx: Person.of(
            administer.change_account(
                tx.accounts, visitor.account, account_id, role=asked.role, disabled=asked.disabled
            )
        )
    )


@router.post("/invitations", status_code=201)
async def invite(
    asked: NewInvitation,
    visitor: Annotated[Visitor, Depends(Guard("admin", weight="write", secret=True))],
    service: TheService,
) -> MadeInvitation:
    """Make an invitation, with which one person can open an account."""
    text, made = await service.storage.write(
        lambda tx: administer.invite(tx.accounts, visitor.account, days=asked.days)
    )
    return MadeInvitation.of(text, made)
