"""What admins do with the versions that can answer: look, promote, go back, try one on some people or on nobody."""

import asyncio
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.model_shapes import (
    VERSION,
    CanaryAsked,
    Promotion,
    RolesSeen,
    ShadowAsked,
    VersionsSeen,
    VersionTold,
)
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.roles import Roles
from matinee.ops.registry.told import card_of, gate_of, told_registry, told_roles, told_version
from matinee.services.accounts.administer import note_models
from matinee.wiring.recommending import registry_of
from matinee.wiring.serving import Service

router = APIRouter(prefix="/admin/models", tags=["admin"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]
AdminChanging = Annotated[Visitor, Depends(Guard("admin", weight="write"))]
Named = Annotated[str, Path(pattern=VERSION, examples=["v0003-27a09422f77b"])]
CHANGES = 50


@router.get("")
async def list_versions(_: Admin, service: TheService) -> VersionsSeen:
    """The versions that can answer, which of them do, and the last changes of that."""
    registry = registry_of(service.settings, clock=service.clock)
    return VersionsSeen(**await asyncio.to_thread(told_registry, registry, changes=CHANGES))


@router.get("/{version}")
async def read_version(version: Named, _: Admin, service: TheService) -> VersionTold:
    """What a version learned from, what the gate decided of it, and its model card."""
    registry = registry_of(service.settings, clock=service.clock)

    def told() -> VersionTold:
        said = told_version(registry, version, registry.roles())
        return VersionTold(**said, gate=gate_of(registry, version), card=card_of(registry, version))

    return await asyncio.to_thread(told)


@router.post("/{version}/promote")
async def promote_version(version: Named, asked: Promotion, visitor: AdminChanging, service: TheService) -> RolesSeen:
    """Let a version answer everybody. It is read whole first; every worker follows within seconds."""
    return await _change(
        service, visitor, lambda registry, by: registry.promote(version, by=by, why=asked.why), f"promoted {version}"
    )


@router.post("/rollback")
async def roll_back(asked: Promotion, visitor: AdminChanging, service: TheService) -> RolesSeen:
    """Let the version answer that did so before; every worker follows within seconds."""
    return await _change(
        service, visitor, lambda registry, by: registry.roll_back(by=by, why=asked.why), "rolled back the model"
    )


@router.put("/canary")
async def set_canary(asked: CanaryAsked, visitor: AdminChanging, service: TheService) -> RolesSeen:
    """Let a version answer a share of the people, always the same ones, or nobody any more. It is taken back by itself
    where it harms."""
    version = asked.version
    if version is None:
        return await _change(
            service, visitor, lambda registry, by: registry.end_canary(by=by, why=asked.why), "canary ended"
        )
    return await _change(
        service,
        visitor,
        lambda registry, by: registry.set_canary(version, share=asked.share, by=by, why=asked.why),
        f"canary {version}",
    )


@router.put("/shadow")
async def set_shadow(asked: ShadowAsked, visitor: AdminChanging, service: TheService) -> RolesSeen:
    """Have a version asked what others are asked, without anybody seeing what it says; or no more."""
    version = asked.version
    if version is None:
        return await _change(
            service, visitor, lambda registry, by: registry.end_shadow(by=by, why=asked.why), "shadow ended"
        )
    return await _change(
        service, visitor, lambda registry, by: registry.set_shadow(version, by=by, why=asked.why), f"shadow {version}"
    )


async def _change(
    service: Service, visitor: Visitor, change: Callable[[Registry, str], Roles], action: str
) -> RolesSeen:
    """Written down in the history of the registry and in the audit log. This worker follows at once."""
    registry = registry_of(service.settings, clock=service.clock)
    roles = await asyncio.to_thread(change, registry, f"admin {visitor.account.key}")
    await service.storage.write(lambda tx: note_models(tx.accounts, visitor.account, action))
    await service.recommending.models.refresh()
    return RolesSeen(**told_roles(roles))
