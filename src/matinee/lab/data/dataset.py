"""Everything a model may learn from, in one frozen value."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import polars as pl

from matinee.domain.feedback import WHOLE_STARS, Feedback
from matinee.kit.hashing import fingerprint
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.titles import TitleFacts, TitleTable
from matinee.lab.data.traits import Traits, traits_in
from matinee.lab.data.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Dataset:
    """A log with its vocabularies and what is known of titles and people.

    `people` gives the external id of each row, for reports and for naming results; models never read it. `extras` holds
    further tables of the source by name: people, tags, genome. What `extras["people"]` tells stands in the histories.
    """

    log: Interactions
    titles: Vocabulary
    people: Vocabulary
    feedback: Feedback = WHOLE_STARS
    title_table: TitleTable = field(default_factory=TitleTable.empty)
    extras: dict[str, pl.DataFrame] = field(default_factory=dict)
    name: str = "unnamed"

    @classmethod
    def from_columns(
        cls,
        people: np.ndarray,
        titles: np.ndarray,
        values: np.ndarray,
        times: np.ndarray | None = None,
        *,
        feedback: Feedback = WHOLE_STARS,
        title_table: TitleTable | None = None,
        extras: dict[str, pl.DataFrame] | None = None,
        name: str = "unnamed",
        titles_known: Vocabulary | None = None,
    ) -> "Dataset":
        """From columns of external ids: the vocabularies are the ids that occur, sorted.

        titles_known: the titles there are, where that is more than those that occur.
        """
        who, which = Vocabulary.of(people), titles_known or Vocabulary.of(titles)
        log = Interactions(who.positions(people), which.positions(titles), values, times)
        return cls(log, which, who, feedback, title_table or TitleTable.empty(), extras or {}, name)

    @property
    def n_titles(self) -> int:
        return len(self.titles)

    @property
    def n_people(self) -> int:
        return len(self.people)

    @cached_property
    def histories(self) -> Histories:
        """One row a person, in the order of `people`."""
        made = Histories.from_interactions(self.log, n_people=self.n_people, n_titles=self.n_titles)
        return made.with_traits(self.traits_of(self.people))

    @cached_property
    def facts(self) -> TitleFacts:
        return self.title_table.aligned(self.titles)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint([self.titles.fingerprint, self.people.fingerprint, self.log.fingerprint])

    @cached_property
    def tables_fingerprint(self) -> str:
        """Of what is known beside the log: titles, people and further tables. For this machine and version alone."""
        tables = {"the titles": self.title_table.frame, **self.extras}
        return fingerprint(
            part
            for name, table in sorted(tables.items())
            for part in (name, table.columns, table.hash_rows(seed=0).to_numpy())
        )

    def only(self, rows: np.ndarray, *, name: str | None = None) -> "Dataset":
        """The data set of some rows of the log, its vocabularies shrunk to the people and titles that are left."""
        kept = self.log.where(rows)
        which, titles = _without_gaps(kept.titles, self.titles)
        who, people = _without_gaps(kept.people, self.people)
        log = Interactions(who, which, kept.values, kept.times)
        return replace(self, log=log, titles=titles, people=people, name=name or self.name)

    def likes_only(self) -> "Dataset":
        """Only the events at or above `feedback.like_at`."""
        return self.only(self.log.values >= self.feedback.like_at)

    def traits_of(self, people: Vocabulary) -> Traits | None:
        """What people told of themselves, whether they stand in the log or not; None where nobody was asked."""
        table = self.extras.get("people")
        return None if table is None else traits_in(table, people)

    def with_titles(self, table: TitleTable) -> "Dataset":
        return replace(self, title_table=table)


def _without_gaps(positions: np.ndarray, vocabulary: Vocabulary) -> tuple[np.ndarray, Vocabulary]:
    """Positions in a vocabulary of only those ids that occur, in the order they had."""
    occurs = np.bincount(positions, minlength=len(vocabulary)) > 0
    renumbered = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    return renumbered[positions], Vocabulary(vocabulary.ids[occurs])
