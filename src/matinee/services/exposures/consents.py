"""What a person agrees to."""

from collections.abc import Sequence

from matinee.domain.exposures import Consents, Purpose
from matinee.services.exposures.context import ExposuresContext


def consents_of(ctx: ExposuresContext, account_id: int) -> Consents:
    """As the person said; what the house assumes where they have not said anything. That lists are handed elsewhere is
    never assumed."""
    assumed = ctx.rules.assumed
    return ctx.consents.of(account_id) or Consents(assumed, assumed, assumed)


def agrees(ctx: ExposuresContext, account_id: int, purpose: Purpose) -> bool:
    return getattr(consents_of(ctx, account_id), purpose)


def agreed_to_lists(ctx: ExposuresContext, *, after: int, count: int) -> Sequence[tuple[int, str]]:
    """Those of whom lists may be handed to programs elsewhere: accounts and their keys, in order."""
    return ctx.consents.agreed_to_lists(after=after, count=count)


def set_consents(
    ctx: ExposuresContext,
    account_id: int,
    *,
    exposures: bool | None = None,
    training: bool | None = None,
    statistics: bool | None = None,
    lists: bool | None = None,
) -> Consents:
    """What is None stays as it was. Whoever no longer agrees to exposures has those that were kept deleted at once."""
    before = consents_of(ctx, account_id)
    after = Consents(
        exposures=before.exposures if exposures is None else exposures,
        training=before.training if training is None else training,
        statistics=before.statistics if statistics is None else statistics,
        lists=before.lists if lists is None else lists,
        at=ctx.now,
    )
    ctx.consents.set(account_id, after, ctx.now)
    if not after.exposures:
        ctx.slates.forget(account_id)
    return after
