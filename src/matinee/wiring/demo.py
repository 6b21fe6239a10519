"""A service with something in it: titles, a model that has learned from what people thought of them, and accounts to
log in with. What is there already is left alone, so that the second start is quick and nothing that people did is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matinee.domain.accounts import Role
from matinee.domain.library import Rating
from matinee.kit.clock import SECOND, Clock, now
from matinee.kit.progress import SILENT, Progress, step
from matinee.kit.secrets import new_key, signature
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import load
from matinee.lab.data.loaders.options import LoadOptions
from matinee.lab.world.sizes import Size
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import about_base
from matinee.ops.learning.begin import keep_lessons, lessons_of
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.publish import learned_from, publish
from matinee.ops.registry.registry import COMMAND_LINE, Registry
from matinee.ops.runs.guests import Guest, pick_guests
from matinee.ops.runs.recipes import NamedRecipe
from matinee.ops.runs.worlds import world_in
from matinee.services.accounts.register import make_account
from matinee.services.library.take_over import take_over
from matinee.wiring.catalogue_loading import load_catalogue, read_source
from matinee.wiring.recommending import registry_of
from matinee.wiring.serving import Service, open_service
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Transaction

ADMIN = "admin"
GUESTS = ("ana", "ben", "cleo")
SEED = 7
PASSWORD_LENGTH = 16
MOST_TITLES = 20_000
"""Those with the most ratings are learned from; the catalogue has all."""
WORLD_RECIPE, REAL_RECIPE = "worthwhile-demo-world", "fast-ml-1m"


@dataclass(frozen=True)
class Login:
    """about: what to expect of this person, in a few words."""

    name: str
    password: str
    about: str


def world_for(folder: Path, size: Size, *, progress: Progress = SILENT) -> Path:
    """Where the demo world is, made where it is not."""
    with step("making a world", progress=progress):
        return world_in(folder, size, seed=SEED, progress=progress).path


async def prepare_demo(
    settings: Settings,
    path: Path,
    recipe: NamedRecipe,
    *,
    context: FitContext,
    clock: Clock = now,
    new_key: Callable[[], str] = new_key,
    progress: Progress = SILENT,
) -> list[Login]:
    """path: of the data set. Those who can log in, as far as their passwords are still the ones they were given.
    new_key: makes the keys of accounts."""
    source = read_source(path, skip_bad=True, progress=progress)
    await load_catalogue(settings, source, clock=clock, progress=progress)
    data = _of_the_busiest(load(path, options=LoadOptions(skip_bad=True, progress=progress)).dataset)
    moved = await _as_the_catalogue(settings, data, source.origin.key)
    registry = registry_of(settings, clock=clock)
    _release(registry, moved, recipe, origin=source.origin.key, context=context)
    async with open_service(settings, clock=clock, new_key=new_key) as service:
        logins = [await _login(service, ADMIN, "admin", "looks after the house")]
        guests = pick_guests(data, len(GUESTS))
        for name, guest in zip(GUESTS, guests, strict=False):
            logins.append(await _login(service, name, "member", about(guest)))
            await _remember(service, name, data, guest, source.origin.key)
    return [one for one in logins if one.password]


def _of_the_busiest(data: Dataset) -> Dataset:
    """Weights between titles grow with the square of their number: a very large catalogue is learned in part."""
    if data.n_titles <= MOST_TITLES:
        return data
    counts = np.bincount(data.log.titles, minlength=data.n_titles)
    busiest = np.zeros(data.n_titles, dtype=bool)
    busiest[np.argsort(-counts, kind="stable")[:MOST_TITLES]] = True
    return data.only(busiest[data.log.titles])


async def _as_the_catalogue(settings: Settings, data: Dataset, origin: str) -> Dataset:
    """Its events moved in time as the titles were, so that what members rate follows on them."""
    async with open_service(settings) as service:
        shift = await service.storage.read(lambda tx: tx.catalogue.entries.shift_of(origin)) or 0
    if data.log.times is None or not shift:
        return data
    return replace(data, log=replace(data.log, times=data.log.times + shift // SECOND))


def _release(registry: Registry, data: Dataset, recipe: NamedRecipe, *, origin: str, context: FitContext) -> None:
    """What was learned since, or chosen by somebody, goes on answering."""
    adopt(registry)
    kept = about_base(registry.folder)
    if registry.roles().champion is not None and kept is not None and kept.fingerprint == data.fingerprint:
        return
    lessons, holdout = lessons_of(registry.folder, data, at=registry.clock(), rules=Rules())
    if registry.roles().champion is None or not learned_from(registry, lessons):
        said = {"by": COMMAND_LINE, "why": f"made of {data.name} for the demo", "holdout": holdout.epoch.name}
        publish(registry, lessons, recipe, origin=origin, context=context, **said)
    keep_lessons(registry.folder, data, holdout, origin=origin)


async def _login(service: Service, name: str, role: Role, about: str) -> Login:
    """Makes the account where there is none. No password where the account has one that is not ours."""
    password = _password(service, name)
    known = await service.storage.read(lambda tx: tx.accounts.accounts.named(name))
    if known is None:
        digest = await service.passwords.hash(password)
        await service.storage.write(
            lambda tx: make_account(tx.accounts, name=name, email=None, digest=digest, role=role)
        )
        return Login(name, password, about)
    right, _ = await service.passwords.verify(password, known.password_digest)
    return Login(name, password if right else "", about)


def _password(service: Service, name: str) -> str:
    """From the secret of the house, so that it can be told again and is kept nowhere."""
    return signature(service.keys[0], "demo", name)[:PASSWORD_LENGTH]


async def _remember(service: Service, name: str, data: Dataset, guest: Guest, origin: str) -> None:
    """What the person of the data set thought becomes what the account thought, moved in time as the titles were."""
    history = data.histories.row(guest.row)
    external = [str(one) for one in data.titles.ids[history.titles].tolist()]

    def write(tx: Transaction) -> None:
        account = tx.accounts.accounts.named(name)
        if account is None or tx.library.signals.signals(account.account.id).version:
            return
        ids = tx.catalogue.titles.ids_of(origin, external)
        shift = tx.catalogue.entries.shift_of(origin) or 0
        moments = [tx.now] * len(external) if history.times is None else (history.times * SECOND + shift).tolist()
        rows = zip(external, history.values.tolist(), moments, strict=True)
        ratings = [Rating(ids[one], _half_stars(stars), min(at, tx.now)) for one, stars, at in rows if one in ids]
        take_over(tx.library, account.account.id, ratings)

    await service.storage.write(write)


def _half_stars(stars: float) -> int:
    return min(10, max(1, round(stars * 2)))


def about(guest: Guest) -> str:
    liking = f"leans to {' and '.join(guest.leans_to)}; " if guest.leans_to else ""
    return f"{liking}{guest.ratings} ratings"
