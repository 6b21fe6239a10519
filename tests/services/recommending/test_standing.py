import copy
import time
from dataclasses import replace

import pytest

from matinee.domain.errors import BadInput, NotFound
from matinee.lab.core.answers import Scores
from matinee.lab.data.histories import Histories
from matinee.ops.releases.release import Release
from matinee.services.recommending.standing import SLOW, Standing, standing_over
from tests.fixtures.recommending import Cinema


def slowed(release: Release) -> Release:
    """Its ranking takes twice as long as others can wait for."""
    model = copy.copy(release.ranks)

    def scores(histories: Histories) -> Scores:
        until = time.thread_time() + 2 * SLOW
        while time.thread_time() < until:
            pass
        return type(model).scores(model, histories)

    model.scores = scores  # type: ignore[method-assign]
    return replace(release, models={**release.models, release.recipe.ranks: model})


async def test_whether_an_answer_takes_long_is_found_out_before_anybody_asks(cinema: Cinema, release: Release) -> None:
    index = (await cinema.models.standing()).index

    async def over(one: Release) -> Standing:
        return await cinema.house.service.storage.read(lambda tx: standing_over(index, tx.recommending.facts, one))

    assert not (await over(release)).slow
    assert (await over(slowed(release))).slow


async def test_another_model_of_the_release_ranks_where_there_is_one(cinema: Cinema) -> None:
    standing = await cinema.models.standing()
    other = standing.ranked_by("popular")
    assert other.slow, "nobody found out whether it is"
    assert other.index is standing.index
    with pytest.raises(BadInput):
        standing.ranked_by("nobody")
    with pytest.raises(NotFound):
        Standing(standing.index, None).ranked_by("popular")
