"""What two versions of a model are truly worth to people whose tastes are known."""

from collections.abc import Mapping, Sequence

import numpy as np

from matinee.lab.data.histories import Histories
from matinee.lab.world.audience import Audience
from matinee.ops.learning.question import Answering
from matinee.ops.releases.release import Release
from matinee.ops.simulation.figures import Truth


def true_worth(
    champion: Release,
    candidate: Release,
    audience: Audience,
    rated: Mapping[int, Mapping[int, float]],
    *,
    seen: np.ndarray,
    time: int,
) -> Truth | None:
    """Of the slates that each would rank for the same people at one moment. rated: by person, stars by title; what
    both are given of them. seen: bool (people, titles). None where there are fewer than two people.

    The slates are those of the ranking alone: exploration and the choice of a varied slate come after it.
    """
    people = sorted(rated)
    if len(people) < 2:
        return None
    worth = [
        np.array(
            [
                audience.satisfaction(person, slate, time, seen=seen[person])
                for person, slate in zip(people, slates_of(release, audience, people, rated, seen), strict=True)
            ]
        )
        for release in (champion, candidate)
    ]
    change = worth[1] - worth[0]
    spread = 1.96 * float(change.std(ddof=1)) / np.sqrt(len(people))
    return Truth(
        people=len(people),
        champion=float(worth[0].mean()),
        candidate=float(worth[1].mean()),
        low=float(change.mean() - spread),
        high=float(change.mean() + spread),
    )


def slates_of(
    release: Release,
    audience: Audience,
    people: Sequence[int],
    rated: Mapping[int, Mapping[int, float]],
    seen: np.ndarray,
) -> list[np.ndarray]:
    """The world's numbers of titles, best first. Titles of the world have their number, from 1 on, as id."""
    titles = release.titles
    numbers = np.array([int(one) - 1 for one in titles.ids.tolist()])
    places = {number: place for place, number in enumerate(numbers.tolist())}
    known = [[(places[title], stars) for title, stars in rated[person].items() if title in places] for person in people]
    histories = Histories.from_lists(
        [[place for place, _ in one] for one in known],
        n_titles=len(titles),
        values=[[stars for _, stars in one] for one in known],
    )
    scores = Answering(release, titles).scores(histories).astype(np.float64)
    scores[seen[np.ix_(np.asarray(people), numbers)]] = -np.inf
    best = np.argsort(-scores, axis=1, kind="stable")[:, : audience.terms.slate]
    return [numbers[row[np.isfinite(scores[place, row])]] for place, row in enumerate(best)]
