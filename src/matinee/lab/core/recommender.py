"""The one interface of the lab."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import ClassVar, Literal, Self, final

import numpy as np

from matinee.domain.errors import BadArtifact, BadData
from matinee.domain.feedback import Feedback
from matinee.kit import topk
from matinee.kit.hashing import fingerprint
from matinee.kit.memory import peak_memory
from matinee.kit.stopwatch import Took
from matinee.lab.core.answers import Scores, TopK
from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.config import ModelConfig
from matinee.lab.core.context import FitContext, FitReport
from matinee.lab.core.state import State
from matinee.lab.core.threads import blas_threads
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import Vocabulary
from matinee.version import __version__

Family = Literal["baseline", "neighbour", "linear", "factor", "network", "content", "blend"]


class NotFitted(RuntimeError):
    """A model was asked before it had learned."""


class Recommender(ABC):
    """Learns from a Dataset, then scores every title for any history, seen before or not.

    A model writes `Config`, `family`, `_fit`, `_scores`, `state` and `restore`; everything else is final. Row i of an
    answer depends on row i of the histories alone.
    """

    Config: ClassVar[type[ModelConfig]] = ModelConfig
    family: ClassVar[Family]
    ranks: ClassVar[bool] = True
    """False for a model that only predicts ratings and should not enter a ranking table."""
    reads_lessons: ClassVar[bool] = False
    """True for a model made of models, which learns from `FitContext.lesson` how far to trust each."""

    titles: Vocabulary
    feedback: Feedback
    threads: int = 0
    """Most threads to answer with; 0 leaves the choice to the libraries. Those of the fit, and not saved: another
    machine has other cores."""

    def __init__(self, config: ModelConfig | None = None) -> None:
        self.config = config if config is not None else self.Config()
        if not isinstance(self.config, self.Config):
            raise TypeError(
                f"{type(self).__name__} needs a {self.Config.__qualname__}, not {type(self.config).__qualname__}"
            )
        self.report: FitReport | None = None
        self.lineage: dict[str, str] = {}

    @classmethod
    def name(cls) -> str:
        """The name in the registry: the name of the file the model stands in."""
        return cls.__module__.rpartition(".")[2]

    @final
    def fit(self, data: Dataset, context: FitContext | None = None) -> Self:
        """Learns from the data; the same data, config and seed give the same model."""
        context = context or FitContext()
        context = replace(context, curves={}, borrowed=[], checkpoint=self.checkpoint_of(data, context))
        if not len(data.log):
            raise BadData(
                "there is nothing to learn from", where=data.name, remedy="Give a data set with at least one event"
            )
        self.titles, self.feedback, self.threads = data.titles, data.feedback, context.threads
        with peak_memory() as peak:
            took = Took()
            with took.more():
                self._fit(data, context)
        own = FitReport(took.seconds, peak.mib, context.seed, context.curves, took.processor_seconds)
        self.report = _with_borrowed(own, context.borrowed)
        if context.checkpoint is not None:
            context.checkpoint.clear()
        self.lineage = {"data": data.name, "data_fingerprint": data.fingerprint}
        return self

    @final
    def fit_once(self, data: Dataset, context: FitContext) -> "Recommender":
        """`fit`, or the outcome of the very same fit off the context's shelf, to be asked and not to be changed.

        A fit that something else has a say in, a lesson or a judge of how far it has come, is never shared.
        """
        shelf = context.shelf
        if shelf is None or context.validate is not None or (context.lesson is not None and self.reads_lessons):
            return self.fit(data, context)
        key = self._key(data, context.seed)
        kept = shelf.take(self.name(), key)
        if kept is None:
            shelf.put(self.name(), key, self.fit(data, context))
            return self
        context.borrowed.append(kept.report)
        for curve, points in kept.report.curves.items():
            for step, value in points:
                context.listener.point(curve, step, value)
        return kept

    @final
    def scores(self, histories: Histories) -> Scores:
        """float32 (people, titles)."""
        self._check_width(histories)
        if not len(histories):
            return np.empty((0, histories.n_titles), dtype=np.float32)
        with blas_threads(self.threads):
            made = np.require(self._scores(histories), dtype=np.float32, requirements=["C", "W"])
        if made.shape != (len(histories), histories.n_titles):
            raise AssertionError(f"{self.name()} gave scores of shape {made.shape}")
        if not made.max(initial=-np.inf) < np.inf:  # a NaN is the largest of all to numpy, and below nothing
            raise BadArtifact("a score is not a number", where=f"model '{self.name()}'", remedy="Train it again")
        return made

    @final
    def recommend(
        self, histories: Histories, k: int, *, allowed: np.ndarray | None = None, mask_seen: bool = True
    ) -> TopK:
        """The k best titles of each person. allowed: bool (titles,) or (people, titles); False is never recommended.

        Titles already in a history are left out unless `mask_seen` is False. Ties fall by a fixed key of the position.
        """
        made = self.scores(histories)
        if mask_seen:
            made[histories.row_numbers, histories.titles] = -np.inf
        if allowed is not None:
            if allowed.dtype != np.bool_:
                raise TypeError(f"allowed must be true or false a title, not {allowed.dtype}")
            made[np.broadcast_to(~allowed, made.shape)] = -np.inf
        return TopK(*topk.best(made, k, topk.tie_keys(made.shape[1])))

    @abstractmethod
    def _fit(self, data: Dataset, context: FitContext) -> None: ...

    @abstractmethod
    def _scores(self, histories: Histories) -> Scores:
        """At least one row is asked for. The array is the caller's: it may be written into."""

    @abstractmethod
    def state(self) -> State:
        """Everything learned, as named arrays."""

    @abstractmethod
    def restore(self, state: State) -> None:
        """Takes back what `state` gave; ValueError where it does not fit. `titles` and `feedback` are already set."""

    @final
    def check_fitted(self) -> None:
        if not hasattr(self, "titles"):
            raise NotFitted(f"fit {self.name()} before asking it anything or saving it")

    @final
    def checkpoint_of(self, data: Dataset, context: FitContext) -> Checkpoint | None:
        """Where a fit to this data leaves how far it has come: a place of this model, config, data and seed alone."""
        if context.checkpoints is None:
            return None
        judged = "judged" if context.validate is not None else "alone"
        return Checkpoint.of(context.checkpoints, model=self.name(), key=f"{self._key(data, context.seed)}-{judged}")

    def _key(self, data: Dataset, seed: int) -> str:
        learned_from = [data.fingerprint, data.tables_fingerprint]
        return fingerprint([__version__, self.config.model_dump_json(), *learned_from, seed])

    def _check_width(self, histories: Histories) -> None:
        self.check_fitted()
        if histories.n_titles != len(self.titles):
            raise ValueError(f"histories over {histories.n_titles} titles, but {self.name()} knows {len(self.titles)}")


def _with_borrowed(own: FitReport, borrowed: list[FitReport]) -> FitReport:
    """What the fit would have taken alone: the seconds of models off a shelf count too, and at least their peak."""
    return replace(
        own,
        seconds=own.seconds + sum(report.seconds for report in borrowed),
        processor_seconds=sum(report.processor_seconds or 0.0 for report in (own, *borrowed)),
        peak_mib=max([own.peak_mib, *(report.peak_mib for report in borrowed)]),
    )
