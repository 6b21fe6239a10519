"""Answers made before anybody asks, for when the models cannot answer.

They go where the link `cached` of the chain finds them, as the last answer of each person. They are not put where an
answer waits for the same question: nobody has seen them, so there is no slate of them, nor chance in them.
"""

import asyncio
from collections.abc import Sequence

from matinee.domain.requests import Wish
from matinee.services.recommending.answer import Answer, Person, Warn, answer
from matinee.services.recommending.held import Held
from matinee.services.recommending.serve import Recommending, keep_last, known_of
from matinee.services.recommending.standing import Standing

STANDING_WISH = Wish(k=50)
"""Nothing but as many titles as anybody may ask for: filters, and what is seen meanwhile, take some away."""


async def precompute(house: Recommending, account_ids: Sequence[int]) -> int:
    """For how many of them there was an answer by their own history; the others have none to keep."""
    kept = 0
    for account_id in account_ids:
        held, standing = await known_of(house, account_id)
        if standing.bound is None:
            return kept
        made = await asyncio.to_thread(standing_answer, standing, held, warn=house.warn)
        if made.source == "personalised":
            await keep_last(house, standing, account_id, made)
            kept += 1
    return kept


def standing_answer(standing: Standing, held: Held, *, warn: Warn) -> Answer:
    """As the recipe has it, without chance."""
    person = Person(held.signals, held.hidden)
    return answer(standing.index, standing.bound, person, STANDING_WISH, now=held.now, warn=warn)
