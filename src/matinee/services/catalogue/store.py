"""What the catalogue needs remembered. Each store belongs to one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from matinee.domain.titles import (
    Found,
    Label,
    LabelCard,
    OfferEntry,
    Order,
    PersonPage,
    SearchEntry,
    Season,
    ServiceCard,
    TitleCard,
    TitleEntry,
    TitleFilter,
    TitlePage,
)


class TitleStore(Protocol):
    """What the catalogue says."""

    def cards(self, ids: Sequence[int]) -> Sequence[TitleCard]:
        """In the order of the ids; those that there are not are left out."""
        ...

    def listed(
        self, chosen: TitleFilter, *, order: Order, after: tuple[Any, int] | None, count: int, now: int
    ) -> Sequence[TitleCard]:
        """after: the sort value and the id of the last title that was seen."""
        ...

    def sort_value(self, title_id: int, order: Order) -> Any:
        """By which a title takes its place in an order."""
        ...

    def page(self, title_id: int) -> TitlePage | None: ...

    def seasons(self, title_id: int) -> Sequence[Season] | None:
        """None where there is no such title; of a film none."""
        ...

    def offers(self, title_id: int, *, region: str | None, now: int) -> Sequence[OfferEntry] | None:
        """Those that hold at that moment; None where there is no such title."""
        ...

    def services(self, *, region: str | None, now: int) -> Sequence[ServiceCard]:
        """Those that offer some title at that moment, by region and name: in one region, or everywhere."""
        ...

    def services_known(self) -> Sequence[str]:
        """By name: those that ever offered anything, anywhere."""
        ...

    def person(self, person_id: int) -> PersonPage | None: ...

    def people_named(self, ids: Sequence[int]) -> Mapping[int, str]: ...

    def labels(self, kind: Label) -> Sequence[LabelCard]:
        """Those that some title has, by slug, with how many."""
        ...

    def words(self, kind: Label) -> Sequence[tuple[str, str]]:
        """Slug and name of each."""
        ...

    def ids_of(self, source: str, values: Sequence[str] | None = None) -> Mapping[str, int]:
        """Ids of the catalogue by those of a data set or another catalogue: all of them, or those of `values`."""
        ...


class EntryStore(Protocol):
    """What sources say, written down. origin: the key of the source."""

    def shift_of(self, origin: str) -> int | None:
        """What is added to the moments of its offers; None where nothing was loaded from it yet."""
        ...

    def note_origin(self, origin: str, *, label: str, shift: int, at: int) -> None:
        """The shift of the first time stays."""
        ...

    def digests(self, origin: str, origin_ids: Sequence[str]) -> Mapping[str, str]:
        """Of those that are known, by their id at the origin."""
        ...

    def how_many(self, origin: str) -> int: ...

    def put(self, origin: str, entries: Mapping[str, TitleEntry], *, at: int) -> Mapping[str, int]:
        """entries: by digest; each takes the place of what the origin said of that title before. Seasons and episodes
        keep their ids. The ids of the titles in the catalogue, by those of the origin."""
        ...


class SearchIndex(Protocol):
    """Entries by the words of their names. Words are folded, of letters and digits alone."""

    def put(self, entries: Sequence[SearchEntry]) -> None:
        """Titles; each takes the place of its older self."""
        ...

    def put_people(self) -> None:
        """Brings those of all people up to date."""
        ...

    def matching(
        self,
        groups: Sequence[Sequence[str]],
        *,
        kinds: Sequence[Found],
        names_only: bool,
        years: tuple[int, int] | None,
        count: int,
    ) -> Sequence[SearchEntry]:
        """Entries in which, for every group, some word begins with a word of the group; the best known first.
        names_only: those who made it do not count. years: first and last."""
        ...

    def beginning(self, name: str, *, kinds: Sequence[Found], count: int) -> Sequence[SearchEntry]:
        """Entries whose name, written without article and spaces, begins so; the best known first."""
        ...

    def of_year(self, year: int, *, kinds: Sequence[Found], count: int) -> Sequence[SearchEntry]:
        """Titles of that year, the best known first."""
        ...

    def best_known(self, start: str, *, kinds: Sequence[Found], among: int, count: int) -> Sequence[SearchEntry]:
        """Of the `among` best known those of whose name some word begins so; kinds of titles, or people alone."""
        ...

    def near(self, word: str, *, shortest: int, longest: int) -> Sequence[str]:
        """Words of some entry that share parts with this one, of so many letters; the nearest are among them."""
        ...

    def known(self, words: Sequence[str]) -> Sequence[str]:
        """Those of them that stand in some entry."""
        ...


class Pictures(Protocol):
    """Pictures that were made, until there is no room for them. key: 32 hexadecimal digits."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, picture: bytes) -> None: ...
