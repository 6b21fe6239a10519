"""What imports need remembered, and how they find titles. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from matinee.domain.imports import Conflicts, Import, ImportRow, ImportState, Named, Outcome, RowState
from matinee.domain.library import RatingChange


class TitleFinder(Protocol):
    """Finds titles by what other programs call them."""

    def by_ids(self, source: str, values: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Titles by their ids elsewhere; several may have one."""
        ...

    def named(self, names: Sequence[str]) -> Sequence[Named]:
        """Titles whose folded name is one of these."""
        ...


class ImportStore(Protocol):
    def add(
        self, account_id: int, *, form: str, scale: int | None, digest: str, rows: Sequence[ImportRow], at: int
    ) -> Import: ...

    def found(self, account_id: int, import_id: int) -> Import | None: ...

    def by_digest(self, account_id: int, digest: str) -> Import | None:
        """The newest of that file."""
        ...

    def of(self, account_id: int) -> Sequence[Import]:
        """Newest first."""
        ...

    def count(self, account_id: int) -> int: ...

    def counts(self, import_id: int) -> Mapping[RowState, int]: ...

    def fixes(self, account_id: int) -> Sequence[tuple[str, int | None, int | None]]:
        """Name, year and title of every line that the person ever fixed or skipped, the oldest first."""
        ...

    def rows(self, import_id: int, *, state: RowState | None, after: int | None, count: int) -> Sequence[ImportRow]: ...

    def row(self, import_id: int, line: int) -> ImportRow | None: ...

    def to_apply(self, import_id: int) -> Sequence[ImportRow]:
        """Those that are matched or fixed and have no outcome yet, in the order of the file."""
        ...

    def undecided(self, import_id: int, lines: Sequence[int]) -> Set[int]:
        """Those of the lines that have no outcome yet."""
        ...

    def begin(self, import_id: int, conflicts: Conflicts, *, whole: int) -> None:
        """From now on it is being applied, by that rule."""
        ...

    def begin_undo(self, import_id: int, *, whole: int, receipt: Mapping[str, int]) -> Import:
        """From now on it is being taken back."""
        ...

    def note_undone(self, import_id: int, receipt: Mapping[str, int], *, to: int) -> Import:
        """How far it has been taken back. to: the last title whose rating was looked at."""
        ...

    def note(self, import_id: int, receipt: Mapping[str, int]) -> None:
        """How it has come out so far."""
        ...

    def fix(self, import_id: int, line: int, *, title_id: int | None) -> ImportRow: ...

    def set_outcomes(self, import_id: int, outcomes: Mapping[int, Outcome]) -> None: ...

    def changes(self, account_id: int, import_id: int, *, after: int, count: int) -> Sequence[RatingChange]:
        """What the import changed, less what was taken back, by title. after: the last title that was seen; 0 at the
        beginning."""
        ...

    def close(self, import_id: int, state: ImportState, *, at: int, receipt: Mapping[str, int]) -> Import: ...

    def remove(self, import_id: int) -> None: ...
