"""What a piece of work is handed inside one transaction: a context for each slice, over the stores of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matinee.adapters.storage.stores import Stores
from matinee.kit.clock import Clock
from matinee.kit.lazy import lazy
from matinee.kit.secrets import new_key
from matinee.services.accounts.context import AccountRules, AccountsContext
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.exposures.context import ExposureRules, ExposuresContext
from matinee.services.learning.context import LearningContext
from matinee.services.library.context import LibraryContext
from matinee.services.operations.context import OperationRules, OperationsContext
from matinee.services.recommending.context import RecommendingContext
from matinee.services.trials.context import TrialRules, TrialsContext


@dataclass(frozen=True)
class Surroundings:
    """What is the same in every transaction. new_key: makes the keys of accounts."""

    rules: AccountRules
    keys: Sequence[str]
    clock: Clock
    exposures: ExposureRules = ExposureRules()  # noqa: RUF009  frozen
    operations: OperationRules = OperationRules()  # noqa: RUF009  frozen
    trials: TrialRules = TrialRules()  # noqa: RUF009  frozen
    new_key: Callable[[], str] = new_key


class Transaction:
    """now: the one moment at which all of it happens. A context is made when it is first asked for."""

    def __init__(self, stores: Stores, around: Surroundings) -> None:
        self._stores = stores
        self._around = around
        self.now = around.clock()

    @lazy
    def accounts(self) -> AccountsContext:
        return AccountsContext(
            accounts=self._stores.accounts,
            preferences=self._stores.preferences,
            sessions=self._stores.sessions,
            tokens=self._stores.tokens,
            invitations=self._stores.invitations,
            attempts=self._stores.attempts,
            answers=self._stores.answers,
            audit=self._stores.audit,
            personal=self._stores.personal,
            rules=self._around.rules,
            keys=self._around.keys,
            now=self.now,
            new_key=self._around.new_key,
        )

    @lazy
    def catalogue(self) -> CatalogueContext:
        return CatalogueContext(
            titles=self._stores.titles, entries=self._stores.title_entries, search=self._stores.search, now=self.now
        )

    @property
    def library(self) -> LibraryContext:
        return LibraryContext(
            ratings=self._stores.ratings,
            signals=self._stores.signals,
            watches=self._stores.watches,
            marks=self._stores.marks,
            writings=self._stores.writings,
            imports=self._stores.imports,
            finder=self._stores.titles_elsewhere,
            now=self.now,
        )

    @lazy
    def exposures(self) -> ExposuresContext:
        return ExposuresContext(
            slates=self._stores.exposures,
            events=self._stores.events,
            consents=self._stores.consents,
            rules=self._around.exposures,
            now=self.now,
        )

    @property
    def recommending(self) -> RecommendingContext:
        return RecommendingContext(
            signals=self._stores.signals,
            facts=self._stores.title_facts,
            exposures=self.exposures,
            now=self.now,
        )

    @property
    def trials(self) -> TrialsContext:
        return TrialsContext(
            trials=self._stores.trials, figures=self._stores.trial_figures, rules=self._around.trials, now=self.now
        )

    @property
    def learning(self) -> LearningContext:
        return LearningContext(
            events=self._stores.lessons,
            titles=self._stores.title_facts,
            assumed=self._around.exposures.assumed,
            now=self.now,
        )

    @lazy
    def operations(self) -> OperationsContext:
        return OperationsContext(
            jobs=self._stores.jobs,
            requests=self._stores.requests,
            exposure_days=self._stores.exposure_days,
            trending=self._stores.trending,
            activity=self._stores.activity,
            figures=self._stores.house_figures,
            watched=self._stores.watched_days,
            life=self._stores.house_life,
            alerts=self._stores.alerts,
            rules=self._around.operations,
            now=self.now,
        )


def binding(around: Surroundings) -> Callable[[Stores], Transaction]:
    """Makes a transaction of the stores over a connection."""
    return lambda stores: Transaction(stores, around)
