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
from matinee.lab.data.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Dataset:
    """A log with its vocabularies and what is known of titles and people.

    `people` gives the external id of each row, for reports and for naming results; models never read it. `extras` holds
    further tables of the source by name: people, tags, genome.
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
    ) -> "Dataset":
        """From columns of external ids: the vocabularies are the ids that occur, sorted."""
        who, which = Vocabulary.of(people), Vocabulary.of(titles)
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
        return Histories.from_interactions(self.log, n_people=self.n_people, n_titles=self.n_titles)

    @cached_property
    def facts(self) -> TitleFacts:
        return self.title_table.aligned(self.titles)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint([self.titles.fingerprint, self.people.fingerprint, self.log.fingerprint])

    def only(self, rows: np.ndarray, *, name: str | None = None) -> "Dataset":
        """The data set of some rows of the log, its vocabularies shrunk to the people and titles that are left."""
        kept = self.log.where(rows)
        return Dataset.from_columns(
            self.people.ids[kept.people],
            self.titles.ids[kept.titles],
            kept.values,
            kept.times,
            feedback=self.feedback,
            title_table=self.title_table,
            extras=self.extras,
            name=name or self.name,
        )

    def likes_only(self) -> "Dataset":
        """Only the events at or above `feedback.like_at`."""
        return self.only(self.log.values >= self.feedback.like_at)

    def with_titles(self, table: TitleTable) -> "Dataset":
        return replace(self, title_table=table)
