"""Writing down what is shown, once for each draw.

A slate is drawn once, and its propensities are those of the draw. Where a cached answer is shown again it is the same
slate, by the same id: its showings are counted, no second draw is written down. So one slate is one observation, and
how often somebody came back to look at it is an outcome, not a weight.
"""

import hashlib
import secrets

from matinee.domain.exposures import Consents, Slate
from matinee.services.exposures.context import ExposuresContext


def new_slate_id(at: int) -> str:
    """32 characters: the milliseconds, so that ids lie in their order, and 80 random bits. at: microseconds."""
    return f"{at // 1000:012x}{secrets.token_hex(10)}"


def seed_of(recipe_seed: int, slate_id: str) -> int:
    """The seed of one slate, from 0 to 2**63 - 1. It hangs on nothing that is in the slate, and can be made again."""
    digest = hashlib.sha256(f"{recipe_seed}:{slate_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def is_logged(ctx: ExposuresContext, agreed: Consents) -> bool:
    """Whether a slate of this person will be written down. Where not there is nothing to explore for: show what was
    chosen. agreed: what the person agreed to."""
    return ctx.rules.log and agreed.exposures


def log_slate(ctx: ExposuresContext, slate: Slate) -> bool:
    """In one statement, which looks once more whether the person agrees. False where nothing was written down."""
    return ctx.rules.log and ctx.slates.log(slate, assumed=ctx.rules.assumed)
