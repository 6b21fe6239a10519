"""A wish as a person means it: with what they have set for themselves, where they ask for that."""

from dataclasses import replace

from matinee.domain.accounts import Visitor
from matinee.domain.requests import Wish
from matinee.doors.api.wish_shapes import WishedOnMine
from matinee.services.accounts.preferences import where_they_watch
from matinee.wiring.serving import Service


async def wish_of(service: Service, visitor: Visitor, asked: WishedOnMine) -> Wish:
    """BadInput where the person's own services are asked for, and they have set no region."""
    wish = asked.wish()
    if not asked.on_mine:
        return wish
    region, services = await service.storage.read(lambda tx: where_they_watch(tx.accounts, visitor.account.id))
    return replace(wish, chosen=replace(wish.chosen, region=region, services=services))
