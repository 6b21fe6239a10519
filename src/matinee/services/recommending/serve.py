"""One person's recommendations, from the first question to the last: what they have, what was kept, the models, the
slate written down."""

import asyncio
import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

import orjson

from matinee.domain.errors import MatineeError
from matinee.domain.exposures import Slate
from matinee.domain.requests import Source, Wish
from matinee.kit.clock import DAY, MINUTE
from matinee.services.context import Cache, Storage
from matinee.services.exposures.showings import Showings, may_be_shown_again
from matinee.services.exposures.slates import log_slate, new_slate_id, seed_of
from matinee.services.recommending.answer import Answer, Person, answer
from matinee.services.recommending.both import answer_of_both
from matinee.services.recommending.context import Recommends
from matinee.services.recommending.held import Held, held_by
from matinee.services.recommending.items import items_of
from matinee.services.recommending.models import Models
from matinee.services.recommending.passing import Showcase
from matinee.services.recommending.shadow import Shadowing
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.tastes import Tastes
from matinee.services.recommending.ways import Trials

LAST_GOOD = 7 * 24 * 3600.0
"""Seconds that the last answer of somebody is kept for when the models fail."""
LAST = "last"
NO_MODEL = "none"
SOURCE = b'"source":"'
ID = 32
"""Letters of a slate's id."""


@dataclass(frozen=True)
class Given:
    """A recommendation that went out, for those who count. version: of the release, 'none' without one."""

    version: str
    source: Source
    cached: bool
    degraded: bool
    seconds: float


@dataclass(frozen=True)
class Recommending:
    """What recommending is done with. trials: the experiments that run. warn: is told which link failed, and how.
    following: how many streams each person has open here. good: seconds that an answer is kept for the same question; 0
    has every answer made anew. tastes, showcase: what this process remembers of people. showings: what it has still to
    write down.
    note: is told of each answer. shadowing: is offered each, for a version that is asked beside. slate_ids: makes them,
    by the moment; the chance in a slate hangs on its id."""

    storage: Storage[Recommends]
    cache: Cache
    models: Models
    trials: Trials
    warn: Callable[[str, BaseException], None]
    following: Counter[int] = field(default_factory=Counter)
    good: float = 600.0
    tastes: Tastes = field(default_factory=Tastes)
    showcase: Showcase = field(default_factory=Showcase)
    showings: Showings = field(default_factory=Showings)
    shadowing: Shadowing = field(default_factory=Shadowing)
    slate_ids: Callable[[int], str] = new_slate_id
    note: Callable[[Given], None] = lambda _: None


async def known_of(house: Recommending, account_id: int) -> tuple[Held, Standing]:
    """What an answer about somebody is made of."""
    standing = await house.models.standing_for(account_id)
    gives_way = standing.bound is not None and standing.bound.release.recipe.passing > 0
    showcase = house.showcase if gives_way else None
    held = await house.storage.read(lambda tx: held_by(tx.recommending, account_id, house.tastes, showcase))
    return held, standing_for(house, standing, account_id, held)


def standing_for(house: Recommending, standing: Standing, account_id: int, held: Held) -> Standing:
    """By what this person is answered. In experiments are those alone of whom it may be written down what they are
    shown, and who count in statistics."""
    if not (held.logged and held.counted):
        return standing
    return house.trials.standing_for(standing, account_id, ratings=len(held.signals))


async def recommend(house: Recommending, account_id: int, wish: Wish) -> bytes:
    """The whole answer as JSON. However often the same is asked, it is one slate, until something changes."""
    begun = perf_counter()
    held, standing = await known_of(house, account_id)
    if wish.model is not None:
        standing = standing.ranked_by(wish.model)
    shelf, key = shelf_of(account_id), key_of(standing, held, wish)
    kept = await house.cache.get(shelf, key) if house.good else None
    if kept is not None and await _still_stands(house, held, kept[:ID].decode(), account_id):
        house.note(Given(version_of(standing), source_in(kept), True, False, perf_counter() - begun))
        return _closed(kept[ID:], cached=True, begun=begun)
    slate_id = house.slate_ids(held.now)
    with told_how_it_went(house, standing) as went:
        made = await answered(house, standing, account_id, held, wish=wish, slate_id=slate_id)
        body = orjson.dumps(said_of(standing, made, slate_id))[:-1]
        went.well = not made.failed
    if held.logged:
        slate = slate_of(standing, made, account_id, k=wish.k, at=held.now, slate_id=slate_id)
        await _logged(house, slate)
    if house.good and not made.degraded:
        await house.cache.put(shelf, key, slate_id.encode() + body, seconds=house.good)
    if made.source == "personalised":
        await keep_last(house, standing, account_id, made)
        person = Person(held.signals, held.hidden, passed=held.passed)
        house.shadowing.offer(house.models, standing, person, wish, at=held.now)
    house.note(Given(version_of(standing), made.source, False, made.degraded, perf_counter() - begun))
    return _closed(body, cached=False, begun=begun)


def version_of(standing: Standing) -> str:
    return NO_MODEL if standing.bound is None else standing.bound.release.version


def source_in(kept: bytes) -> Source:
    """Of a kept answer, which says it near its end."""
    begin = kept.rindex(SOURCE) + len(SOURCE)
    return kept[begin : kept.index(b'"', begin)].decode()  # type: ignore[return-value]  as `said_of` wrote it


@dataclass
class Went:
    well: bool = False


@contextmanager
def told_how_it_went(house: Recommending, standing: Standing) -> Iterator[Went]:
    """Tells whoever watches over versions how long an answer took and whether its models failed at it. What cannot be
    answered to anybody, or is not waited for, says nothing of them."""
    begun, went = perf_counter(), Went()
    try:
        yield went
    except (MatineeError, asyncio.CancelledError):
        raise
    except Exception:
        _tell(house, standing, begun, well=False)
        raise
    else:
        _tell(house, standing, begun, well=went.well)


def _tell(house: Recommending, standing: Standing, begun: float, *, well: bool) -> None:
    """Nothing of an answer by another of its models, or that an experiment changed: the version answers otherwise."""
    release = None if standing.bound is None else standing.bound.release
    if release is not None and release is house.models.at_hand.release_of(release.version):
        house.models.guarding.note(release.version, seconds=perf_counter() - begun, failed=not well)


async def answered(
    house: Recommending, standing: Standing, account_id: int, held: Held, *, wish: Wish, slate_id: str
) -> Answer:
    """By the chain. The last answer of the person is looked for only where the models fail."""
    seed = None
    if held.logged and standing.bound is not None:
        seed = seed_of(standing.bound.release.recipe.seed, slate_id)

    def made(kept: Sequence[int] = ()) -> Answer:
        person = Person(held.signals, held.hidden, kept, seed, passed=held.passed)
        if standing.rival is not None:
            return answer_of_both(standing, standing.rival, person, wish, now=held.now, warn=house.warn)
        named = None if standing.bound is None or wish.model is None else standing.bound.release.ranks
        return answer(standing.index, standing.bound, person, wish, now=held.now, warn=house.warn, model=named)

    found = await asyncio.to_thread(made) if standing.slow else made()
    if not found.degraded:
        return found
    last = array("q")
    last.frombytes(await house.cache.get(shelf_of(account_id), LAST) or b"")
    return replace(made(last) if last else found, failed=True)


async def keep_last(house: Recommending, standing: Standing, account_id: int, made: Answer) -> None:
    """For when the models fail."""
    ids = array("q", standing.index.ids[made.chosen].tolist()).tobytes()
    await house.cache.put(shelf_of(account_id), LAST, ids, seconds=LAST_GOOD)


def shelf_of(account_id: int) -> str:
    """What is kept of a person, until they leave."""
    return f"answers:{account_id}"


async def forget(house: Recommending, account_id: int) -> None:
    """Everything that is kept of a person who leaves."""
    house.tastes.forget(account_id)
    house.showcase.forget(account_id)
    await house.cache.forget(shelf_of(account_id))
    await house.cache.forget(features_shelf(account_id))


def features_shelf(account_id: int) -> str:
    """What was worked out of a person's habits, see `features`."""
    return f"features:{account_id}"


def key_of(standing: Standing, held: Held, wish: Wish) -> str:
    """The same for the same question about the same history of the same models in the same arm, and for no other."""
    release = None if standing.bound is None else standing.bound.release
    moment = held.now // MINUTE if wish.chosen.region is not None else 0
    version = NO_MODEL if release is None else release.version
    day = held.now // DAY if len(held.passed) else 0
    asked = (held.signals.version, held.logged, version, standing.arm, standing.index.stamp, wish, moment, day)
    digest = hashlib.blake2b(repr(asked).encode(), digest_size=16)
    digest.update(array("q", held.hidden).tobytes())
    return digest.hexdigest()


def said_of(standing: Standing, made: Answer, slate_id: str) -> dict[str, Any]:
    release = None if standing.bound is None else standing.bound.release
    return {
        "items": items_of(standing.bound, standing.index, made),
        "next": None,
        "model": made.model,
        "model_version": None if release is None else release.version,
        "source": made.source,
        "degraded": made.degraded,
        "slate_id": slate_id,
    }


def slate_of(standing: Standing, made: Answer, account_id: int, *, k: int, at: int, slate_id: str) -> Slate:
    release = None if standing.bound is None else standing.bound.release
    explored = release is not None and made.others > 0
    return Slate(
        id=slate_id,
        account_id=account_id,
        at=at,
        model_version=NO_MODEL if release is None else release.version,
        recipe=NO_MODEL if release is None else release.recipe.digest,
        source=made.source,
        k=k,
        titles=standing.index.ids[made.rows].tolist(),
        propensities=made.propensities.tolist(),
        share=release.recipe.explore if release is not None and explored else 0.0,
        others=made.others,
        seed=seed_of(release.recipe.seed, slate_id) if release is not None and explored else 0,
        arm=standing.arm,
        teams=made.teams,
    )


async def _still_stands(house: Recommending, held: Held, slate_id: str, account_id: int) -> bool:
    """Whether a cached answer may go out again. One whose slate should be written down and no longer is may not:
    consent was withdrawn and given again, or the slate has grown too old. It is drawn anew."""
    if not held.logged:
        return True
    if not await house.storage.read(lambda tx: may_be_shown_again(tx.recommending.exposures, slate_id, account_id)):
        return False
    house.showings.note(slate_id, account_id, held.now)
    return True


async def _logged(house: Recommending, slate: Slate) -> None:
    """An answer is not held back because it cannot be written down that it was given."""
    try:
        await house.storage.write(lambda tx: log_slate(tx.recommending.exposures, slate))
    except MatineeError as error:
        house.warn("exposure", error)


def _closed(body: bytes, *, cached: bool, begun: float) -> bytes:
    """The rest of the object, which is of this showing alone."""
    spent = (perf_counter() - begun) * 1000
    return body + f',"cached":{"true" if cached else "false"},"processing_time_ms":{spent:.2f}}}'.encode()
