"""By what each person is answered: by what answers everybody, or by the arm of an experiment that they are in.

Which experiments run is looked at as models are, every two seconds, and kept in memory; an answer asks nothing more of
the database because of them.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from matinee.domain.errors import BadInput
from matinee.domain.trials import Arm, Design
from matinee.services.context import Storage
from matinee.services.recommending.context import Recommends
from matinee.services.recommending.standing import Standing
from matinee.services.trials.assign import Placed, Running, holdout_of, placed, running_of
from matinee.services.trials.designs import digest_of
from matinee.services.trials.keep import list_trials

Versions = Callable[[str], Standing | None]


class Trials:
    """The experiments that run, as this process knows them. holdout: the share of people whom none touches. versions:
    that arms name, as they stand; None for one that there is not. stamp: is another one whenever others run than
    before. warn: is told of what cannot be done as its plan says."""

    def __init__(
        self,
        storage: Storage[Recommends],
        *,
        holdout: float = 0.0,
        versions: Versions = lambda _: None,
        warn: Callable[[str], None],
    ) -> None:
        self._storage = storage
        self._versions = versions
        self._holdout = holdout_of(holdout)
        self._warn = warn
        self._seen: list[Any] = []
        self._running: tuple[Running, ...] = ()
        self._made: dict[str, tuple[Standing, Standing]] = {}
        self.stamp = 0

    async def refresh(self) -> None:
        """Looks which experiments run now, and by which plans. Raises where the storage does not answer, and then they
        are those of before."""
        found = await self._storage.read(lambda tx: list_trials(tx.trials, state="running"))
        seen = [(one.key, one.seed, one.digest, one.spans, digest_of(one.design)) for one in found]
        if seen == self._seen:
            return
        self._running = running_of(found, warn=self._warn)
        self._seen, self._made = seen, {}
        self.stamp += 1

    @property
    def named(self) -> frozenset[str]:
        """The versions by which people of an arm are answered."""
        return versions_in([one.design for one in self._running])

    def standing_for(self, standing: Standing, account_id: int, *, ratings: int) -> Standing:
        """For somebody who may be in experiments. While versions are compared with each other nobody is answered by an
        arm. What a plan asks for and this release does not have is told; they are
        answered as usual then, and counted where they belong."""
        if not self._running or standing.bound is None or standing.arm is not None:
            return standing
        place = placed(self._running, account_id, ratings=ratings, holdout=self._holdout)
        return standing if place is None else self._standing_of(standing, place)

    def _standing_of(self, standing: Standing, place: Placed) -> Standing:
        before, made = self._made.get(place.label, (None, None))
        if made is None or before is not standing:
            made = self._make(standing, place)
            self._made[place.label] = standing, made
        return made

    def _make(self, standing: Standing, place: Placed) -> Standing:
        try:
            rival = None if place.rival is None else changed(standing, place.rival, self._versions)
            return replace(changed(standing, place.arm, self._versions), arm=place.label, rival=rival)
        except BadInput as error:
            self._warn(f"the arm '{place.label}' is answered as usual: {error}")
            return replace(standing, arm=place.label)


def versions_in(designs: Collection[Design]) -> frozenset[str]:
    return frozenset(arm.version for design in designs for arm in design.arms if arm.version is not None)


def changed(standing: Standing, arm: Arm, versions: Versions = lambda _: None) -> Standing:
    """As it stands, but for what the arm names. BadInput where the release does not have it, or where there is no such
    version."""
    if arm.version is not None:
        found = versions(arm.version)
        if found is None:
            raise BadInput(
                f"the version '{arm.version}' cannot answer here",
                where=f"arms.{arm.name}.version",
                remedy="See matinee versions list, and matinee versions verify",
            )
        standing = found
    if standing.bound is None:
        raise BadInput("there is no release whose answers could be changed", where=f"arms.{arm.name}")
    release = standing.bound.release
    update: dict[str, Any] = {}
    if arm.ranks is not None:
        ranking = sorted(name for name, model in release.models.items() if model.ranks)
        if arm.ranks not in ranking:
            raise BadInput(
                f"no model '{arm.ranks}' ranks titles here",
                where=f"arms.{arm.name}.ranks",
                remedy=f"There are: {', '.join(ranking)}",
            )
        update["ranks"] = arm.ranks
    if arm.sliders:
        update["sliders"] = {**release.recipe.sliders, **arm.sliders}
    if arm.explore is not None:
        update["explore"] = arm.explore
    if not update:
        return standing
    recipe = type(release.recipe)(**(release.recipe.model_dump() | update))
    bound = replace(standing.bound, release=replace(release, recipe=recipe))
    return replace(standing, bound=bound, slow=standing.slow or arm.ranks is not None)


def check_arms(standing: Standing, design: Design, versions: Versions = lambda _: None) -> None:
    """Before an experiment begins. BadInput where this release, or a version that an arm names, cannot answer by it."""
    for arm in design.arms:
        changed(standing, arm, versions)
