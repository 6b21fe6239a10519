"""What a model that has learned from people for some days is truly worth to them, against the one that has not.

    python benchmarks/learning.py --seeds 1,2,3,4,5,6,7
    python benchmarks/learning.py --seeds 4,5 --size small --people 150 --days 3,6 --settled 12 --held-out 0.25

The simulation without its service: the same people, worlds and slates of the ranking alone, so that many seeds take
minutes. The gate is asked and not obeyed; what is seen is how good candidates are, and how much of that is luck.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from matinee.doors.cli.simulate.house import founded
from matinee.kit.clock import SECOND
from matinee.lab.core.context import FitContext
from matinee.lab.data.loaders.load import load
from matinee.lab.data.loaders.options import LoadOptions
from matinee.lab.world.audience import Terms, gather, moment_of
from matinee.lab.world.files import write_world
from matinee.lab.world.lives import Life
from matinee.lab.world.sizes import size_named
from matinee.ops.gates.evidence import Evidence, evidence_of
from matinee.ops.gates.judged import COVERAGE, DEEP, NOVELTY, RECALL, judged_on
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import Base
from matinee.ops.learning.holdout import Holdout, first_holdout, held_out
from matinee.ops.learning.question import Answering, known_to_both, question_of
from matinee.ops.learning.snapshot import Rated, Snapshot, compose
from matinee.ops.releases.load import load_release
from matinee.ops.releases.make import fit_release
from matinee.ops.releases.release import Release
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.simulation.truth import slates_of, true_worth
from matinee.services.learning.snapshot import LED_WITHIN
from matinee.wiring.demo import WORLD_RECIPE

RULES = Rules(margin=0.05, safe_by=DEEP, guards={RECALL: 0.05, NOVELTY: 0.1}, figures={COVERAGE: 0.65})
"""As a house has them, but for its bounds of time and memory, which say nothing here."""
LONG_AGO, WITHIN = -(2**60), LED_WITHIN // SECOND
FOUNDERS = {"tiny": 60, "small": 600}
NO_FACTS = pl.DataFrame(schema={"id": pl.Int64, "name": pl.String, "year": pl.Int32, "genres": pl.List(pl.String)})


@dataclass(frozen=True)
class Members:
    """house: as they live with the champion. alone: as they would without it, by which the truth is asked: to those who
    have seen the best that the champion has to show, anything else is news."""

    house: Life
    alone: Life

    def live(self, day: int, champion: Release) -> None:
        audience = self.house.audience
        for person in np.flatnonzero(audience.joins == day).tolist():
            for life in (self.house, self.alone):
                life.join(person, moment_of(day))
        for person in np.flatnonzero(audience.leaves == day).tolist():
            if person in self.house.rated:
                for life in (self.house, self.alone):
                    life.leave(person)
        for time, person in audience.visits(day):
            for life in (self.house, self.alone):
                life.find(person, time)
            slate = slates_of(champion, audience, [person], self.house.rated, self.house.seen)[0]
            self.house.look(person, slate, time)

    def as_rated(self) -> Rated:
        life = self.house
        rows = [
            (
                place,
                title + 1,
                star,
                life.told[person, title],
                life.told[person, title] - life.shown.get((person, title), LONG_AGO) <= WITHIN,
            )
            for place, (person, rated) in enumerate(life.rated.items())
            for title, star in rated.items()
        ]
        who, titles, stars, times, led = (np.array(column) for column in zip(*rows, strict=True))
        keys = [f"member{person}" for person in life.rated]
        return Rated(keys, who, titles, stars.astype(np.float32), times, led, NO_FACTS)


def fitted(base: Base, rated: Rated | None, holdout: Holdout, recipe: NamedRecipe, folder: Path) -> Release:
    """As a training fits it: without the people who are held out, and what the house had led others to."""
    none = np.zeros(0, dtype=np.int64)
    nobody = Rated([], none, none, none.astype(np.float32), none, none.astype(bool), NO_FACTS)
    snapshot = compose(base, rated or nobody, at=0)
    lessons = snapshot.lessons(held_out(holdout.epoch, snapshot.keys))
    folder.mkdir()
    fit_release(folder, lessons, recipe, origin=base.origin, context=FitContext(threads=1))
    return load_release(folder)


@dataclass(frozen=True)
class Question:
    """Of whom the gate asks what. members: of members alone. shown: for titles that the house had shown as well."""

    members: bool = False
    shown: bool = False


def seen_by_the_gate(
    champion: Release, candidate: Release, data: Snapshot, holdout: Holdout, *, question: Question
) -> Evidence:
    """Of the people who are held out."""
    held = held_out(holdout.epoch, data.keys)
    if question.members:
        held &= np.array([key.startswith("member:") for key in data.keys])
    led = data.shown & (not question.shown)
    stage = question_of(data.data, held, known_to_both(candidate, champion), shown=led)
    judged = [judged_on(Answering(one, stage.train.titles), stage, label=one.digest) for one in (candidate, champion)]
    return evidence_of(judged[0], judged[1], alpha=RULES.first, rules=RULES)


def in_words(found: Evidence) -> str:
    harmed = "".join(f", {one.what} harmed" for one in found.harmed)
    coverage = "".join(f"; coverage {one.change:+.1%}" for one in found.guards if one.what == COVERAGE)
    return (
        f"the gate sees {found.lift:+.1%} ({found.low:+.1%} to {found.high:+.1%}) of {found.people} people, "
        f"no worse with p = {found.p_safe:.3f}{coverage}{harmed}"
    )


def measured(
    terms: Terms, days: Sequence[int], *, share: float | None, recipe: NamedRecipe, question: Question
) -> dict[int, float]:
    """The true lift of candidates by day. share: of people who are held out; None for that of a house."""
    world, audience = gather(terms)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = founded(write_world(world, folder / "world"), audience)
        base = Base(load(path, options=LoadOptions(skip_bad=True)).dataset, "world")
        holdout = first_holdout(base.data.n_people, at=0, rules=RULES)
        if share is not None:
            holdout = holdout.model_copy(update={"epoch": holdout.epoch.model_copy(update={"share": share})})
        champion = fitted(base, None, holdout, recipe, folder / "champion")
        members, lifts = Members(Life.of(audience), Life.of(audience)), {}
        for day in range(max(days) + 1):
            if day in days:
                rated = members.as_rated()
                candidate = fitted(base, rated, holdout, recipe, folder / f"day-{day}")
                alone = members.alone
                truth = true_worth(champion, candidate, audience, alone.rated, seen=alone.seen, time=moment_of(day))
                lifts[day] = float("nan") if truth is None else truth.lift
                data = compose(base, rated, at=0)
                seen = in_words(seen_by_the_gate(champion, candidate, data, holdout, question=question))
                print(f"seed {terms.seed}, day {day}: truly {lifts[day]:+.1%}; {seen}", flush=True)
            members.live(day, champion)
        return lifts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--size", default="tiny", choices=("tiny", "small"))
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--days", default="2,6", help="on which a candidate is fitted")
    parser.add_argument("--settled", type=int, help="days that the world is made for; three beyond the last of --days")
    parser.add_argument("--held-out", type=float, help="share of people; that of a house where it is left out")
    parser.add_argument("--founders", type=int, help="whose ratings the house opens with; 60 in a tiny world, else 600")
    parser.add_argument("--members", action="store_true", help="ask of members alone, and of no founders")
    parser.add_argument("--shown", action="store_true", help="ask for titles that the house had shown as well")
    parser.add_argument("--recipe", default=WORLD_RECIPE)
    asked = parser.parse_args()
    days = [int(one) for one in asked.days.split(",")]
    founders, recipe, every = asked.founders or FOUNDERS[asked.size], find_recipe(asked.recipe), []
    question = Question(members=asked.members, shown=asked.shown)
    for seed in [int(one) for one in asked.seeds.split(",")]:
        terms = Terms(size_named(asked.size), asked.people, founders, asked.settled or max(days) + 3, seed, seed)
        every.append(list(measured(terms, days, share=asked.held_out, recipe=recipe, question=question).values()))
    found = np.array(every)
    for day, column in zip(days, found.T, strict=True):
        spread = column.std(ddof=1) if len(column) > 1 else float("nan")
        print(f"day {day}: mean {column.mean():+.1%}, standard deviation between seeds {spread:.1%}")


if __name__ == "__main__":
    main()
