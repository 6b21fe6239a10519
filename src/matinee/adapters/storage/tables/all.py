"""Every table, loaded. A new file of tables is named here."""

from matinee.adapters.storage.tables import (
    accounts,
    catalogue,
    exposures,
    library,
    operations,
    search,
    trials,
    watching,
)
from matinee.adapters.storage.tables.base import metadata

__all__ = ["accounts", "catalogue", "exposures", "library", "metadata", "operations", "search", "trials", "watching"]
