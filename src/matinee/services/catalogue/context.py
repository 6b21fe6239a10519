"""What the use cases of the catalogue are handed: the stores of one transaction, and the time."""

from dataclasses import dataclass

from matinee.services.catalogue.store import EntryStore, SearchIndex, TitleStore


@dataclass(frozen=True)
class CatalogueContext:
    """now: the moment at which all of it happens."""

    titles: TitleStore
    entries: EntryStore
    search: SearchIndex
    now: int
