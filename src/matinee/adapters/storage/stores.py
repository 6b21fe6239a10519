"""Every store there is, over one connection, made when it is first asked for."""

from sqlalchemy import Connection

from matinee.adapters.storage.accounts import Accounts, Invitations
from matinee.adapters.storage.activity import Activity
from matinee.adapters.storage.alerts import Alerts
from matinee.adapters.storage.answers import Answers
from matinee.adapters.storage.catalogue import Catalogue
from matinee.adapters.storage.catalogue_entries import CatalogueEntries
from matinee.adapters.storage.exposure_days import ExposureDays
from matinee.adapters.storage.exposures import ConsentsGiven, Events, Exposures
from matinee.adapters.storage.house_figures import HouseFigures, WatchedDays
from matinee.adapters.storage.imports import Imports
from matinee.adapters.storage.jobs import Jobs
from matinee.adapters.storage.learning import Lessons
from matinee.adapters.storage.library import LibrarySignals, Ratings
from matinee.adapters.storage.life import HouseLife
from matinee.adapters.storage.marks import Marks
from matinee.adapters.storage.personal import Personal
from matinee.adapters.storage.preferences import PreferencesSet
from matinee.adapters.storage.records import Attempts, Audit
from matinee.adapters.storage.requests import RequestLog
from matinee.adapters.storage.search import Search, search_over
from matinee.adapters.storage.title_facts import TitleFacts
from matinee.adapters.storage.title_finder import TitlesElsewhere
from matinee.adapters.storage.trending import Trending
from matinee.adapters.storage.trials import TrialFigures, Trials
from matinee.adapters.storage.watches import Watches
from matinee.adapters.storage.ways_in import Sessions, Tokens
from matinee.adapters.storage.writings import Writings
from matinee.kit.lazy import lazy


class Stores:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @lazy
    def accounts(self) -> Accounts:
        return Accounts(self.connection)

    @lazy
    def preferences(self) -> PreferencesSet:
        return PreferencesSet(self.connection)

    @lazy
    def sessions(self) -> Sessions:
        return Sessions(self.connection)

    @lazy
    def tokens(self) -> Tokens:
        return Tokens(self.connection)

    @lazy
    def invitations(self) -> Invitations:
        return Invitations(self.connection)

    @lazy
    def attempts(self) -> Attempts:
        return Attempts(self.connection)

    @lazy
    def answers(self) -> Answers:
        return Answers(self.connection)

    @lazy
    def audit(self) -> Audit:
        return Audit(self.connection)

    @lazy
    def personal(self) -> Personal:
        return Personal(self.connection)

    @lazy
    def titles(self) -> Catalogue:
        return Catalogue(self.connection)

    @lazy
    def title_entries(self) -> CatalogueEntries:
        return CatalogueEntries(self.connection)

    @lazy
    def search(self) -> Search:
        return search_over(self.connection)

    @lazy
    def ratings(self) -> Ratings:
        return Ratings(self.connection)

    @lazy
    def signals(self) -> LibrarySignals:
        return LibrarySignals(self.connection)

    @lazy
    def exposures(self) -> Exposures:
        return Exposures(self.connection)

    @lazy
    def events(self) -> Events:
        return Events(self.connection)

    @lazy
    def consents(self) -> ConsentsGiven:
        return ConsentsGiven(self.connection)

    @lazy
    def title_facts(self) -> TitleFacts:
        return TitleFacts(self.connection)

    @lazy
    def watches(self) -> Watches:
        return Watches(self.connection)

    @lazy
    def marks(self) -> Marks:
        return Marks(self.connection)

    @lazy
    def writings(self) -> Writings:
        return Writings(self.connection)

    @lazy
    def jobs(self) -> Jobs:
        return Jobs(self.connection)

    @lazy
    def requests(self) -> RequestLog:
        return RequestLog(self.connection)

    @lazy
    def exposure_days(self) -> ExposureDays:
        return ExposureDays(self.connection)

    @lazy
    def activity(self) -> Activity:
        return Activity(self.connection)

    @lazy
    def trending(self) -> Trending:
        return Trending(self.connection)

    @lazy
    def lessons(self) -> Lessons:
        return Lessons(self.connection)

    @lazy
    def trials(self) -> Trials:
        return Trials(self.connection)

    @lazy
    def trial_figures(self) -> TrialFigures:
        return TrialFigures(self.connection)

    @lazy
    def imports(self) -> Imports:
        return Imports(self.connection)

    @lazy
    def titles_elsewhere(self) -> TitlesElsewhere:
        return TitlesElsewhere(self.connection)

    @lazy
    def house_figures(self) -> HouseFigures:
        return HouseFigures(self.connection)

    @lazy
    def watched_days(self) -> WatchedDays:
        return WatchedDays(self.connection)

    @lazy
    def house_life(self) -> HouseLife:
        return HouseLife(self.connection)

    @lazy
    def alerts(self) -> Alerts:
        return Alerts(self.connection)
