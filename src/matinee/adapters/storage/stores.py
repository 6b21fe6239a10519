"""Every store there is, over one connection, made when it is first asked for."""

from functools import cached_property

from sqlalchemy import Connection

from matinee.adapters.storage.accounts import Accounts, Invitations
from matinee.adapters.storage.activity import Activity
from matinee.adapters.storage.answers import Answers
from matinee.adapters.storage.catalogue import Catalogue
from matinee.adapters.storage.catalogue_entries import CatalogueEntries
from matinee.adapters.storage.exposure_days import ExposureDays
from matinee.adapters.storage.exposures import ConsentsGiven, Events, Exposures
from matinee.adapters.storage.imports import Imports
from matinee.adapters.storage.jobs import Jobs
from matinee.adapters.storage.learning import Lessons
from matinee.adapters.storage.library import LibrarySignals, Ratings
from matinee.adapters.storage.marks import Marks
from matinee.adapters.storage.personal import Personal
from matinee.adapters.storage.preferences import PreferencesSet
from matinee.adapters.storage.records import Attempts, Audit
from matinee.adapters.storage.requests import RequestLog
from matinee.adapters.storage.search import Search, search_over
from matinee.adapters.storage.title_facts import TitleFacts
from matinee.adapters.storage.title_finder import TitlesElsewhere
from matinee.adapters.storage.trending import Trending
from matinee.adapters.storage.watches import Watches
from matinee.adapters.storage.ways_in import Sessions, Tokens
from matinee.adapters.storage.writings import Writings


class Stores:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.connection)

    @cached_property
    def preferences(self) -> PreferencesSet:
        return PreferencesSet(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.connection)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.connection)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self.connection)

    @cached_property
    def attempts(self) -> Attempts:
        return Attempts(self.connection)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.connection)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.connection)

    @cached_property
    def personal(self) -> Personal:
        return Personal(self.connection)

    @cached_property
    def titles(self) -> Catalogue:
        return Catalogue(self.connection)

    @cached_property
    def title_entries(self) -> CatalogueEntries:
        return CatalogueEntries(self.connection)

    @cached_property
    def search(self) -> Search:
        return search_over(self.connection)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self.connection)

    @cached_property
    def signals(self) -> LibrarySignals:
        return LibrarySignals(self.connection)

    @cached_property
    def exposures(self) -> Exposures:
        return Exposures(self.connection)

    @cached_property
    def events(self) -> Events:
        return Events(self.connection)

    @cached_property
    def consents(self) -> ConsentsGiven:
        return ConsentsGiven(self.connection)

    @cached_property
    def title_facts(self) -> TitleFacts:
        return TitleFacts(self.connection)

    @cached_property
    def watches(self) -> Watches:
        return Watches(self.connection)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self.connection)

    @cached_property
    def writings(self) -> Writings:
        return Writings(self.connection)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.connection)

    @cached_property
    def requests(self) -> RequestLog:
        return RequestLog(self.connection)

    @cached_property
    def exposure_days(self) -> ExposureDays:
        return ExposureDays(self.connection)

    @cached_property
    def activity(self) -> Activity:
        return Activity(self.connection)

    @cached_property
    def trending(self) -> Trending:
        return Trending(self.connection)

    @cached_property
    def lessons(self) -> Lessons:
        return Lessons(self.connection)

    @cached_property
    def imports(self) -> Imports:
        return Imports(self.connection)

    @cached_property
    def titles_elsewhere(self) -> TitlesElsewhere:
        return TitlesElsewhere(self.connection)
