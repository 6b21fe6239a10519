"""What a person has set for themselves."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from matinee.domain.errors import BadInput
from matinee.domain.preferences import Preferences
from matinee.services.accounts.context import AccountsContext


def preferences_of(ctx: AccountsContext, account_id: int) -> Preferences:
    return ctx.preferences.of(account_id) or Preferences()


def set_preferences(
    ctx: AccountsContext, account_id: int, changes: dict[str, Any], *, offered: Collection[str]
) -> Preferences:
    """As they are now. changes: by the names of the fields; the rest stays as it was. offered: the services that there
    are. BadInput for another, which would find nothing; one that the person had already may have gone meanwhile."""
    before = preferences_of(ctx, account_id)
    after = replace(before, **changes, set_at=ctx.now)
    unknown = sorted(set(after.services) - set(before.services) - set(offered))
    if unknown:
        raise BadInput(
            f"nobody of this name offers any title: {', '.join(unknown)}",
            where="services",
            remedy="GET services names those that there are",
        )
    ctx.preferences.set(account_id, after)
    return after


def where_they_watch(ctx: AccountsContext, account_id: int) -> tuple[str, tuple[str, ...]]:
    """Their region, and their services there; none where they named none. BadInput where they have set no region."""
    found = preferences_of(ctx, account_id)
    if found.region is None:
        raise BadInput(
            "you have not said in which region you watch", where="on_mine", remedy="Set it with PUT me/preferences"
        )
    return found.region, found.services
