"""The search index: rows that can be found, the same in both databases, and ways of finding them that differ."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Connection,
    Text,
    TextClause,
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.sql import ColumnElement

from matinee.adapters.storage.hot import Hot, listed, one_of
from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.catalogue import credits_, people, titles
from matinee.adapters.storage.tables.search import search_entries, search_words
from matinee.domain.titles import Found, SearchEntry
from matinee.kit.words import joined

LAST_LETTER = "\U0010ffff"
NEAR = 100
"""Words that are looked at for one that was mistyped."""
ENTRY = "e.subject_id, e.kind, e.text, e.more, e.year, e.fame"
BEST = "e.kind IN (:kind, :or_kind) {years} ORDER BY e.fame DESC, e.id DESC LIMIT :count"
YEARS = "AND e.year BETWEEN :first AND :last"
NUMBERS = ("count", "year", "first", "last", "among", "shortest", "longest", "letters")


def _written(statement: str) -> TextClause:
    """Of texts that stand in this file; what people type comes in as parameters."""
    names = sorted(set(re.findall(r":(\w+)", statement)))
    return text(statement).bindparams(
        *(bindparam(name, type_=BigInteger if name in NUMBERS else Text) for name in names)
    )


def _asked(statement: str, *, years: bool = False) -> TextClause:
    parts = ("SELECT", ENTRY, "FROM", statement, "AND", BEST.format(years=YEARS if years else ""))
    return _written(" ".join(parts))


BEGINNING = Hot(_asked("search_entries e WHERE e.joined >= :name AND e.joined < :end"))
OF_YEAR = Hot(_asked("search_entries e WHERE e.year = :year"))
BEST_KNOWN = Hot(
    _asked(
        "search_entries e WHERE e.subject = :subject AND (e.text LIKE :start OR e.text LIKE :inside) AND e.fame >= "
        "coalesce((SELECT fame FROM search_entries WHERE subject = :subject ORDER BY fame DESC LIMIT 1 OFFSET :among), "
        "0)"
    )
)
KNOWN = Hot(
    {name: select(search_words.c.word).where(one) for name, one in one_of(search_words.c.word, "words").items()}
)
SHAPED = Hot(
    _written(
        "SELECT w.word FROM search_shapes s JOIN search_words w ON w.id = s.rowid WHERE search_shapes MATCH :parts "
        "AND length(w.word) BETWEEN :shortest AND :longest ORDER BY s.rank LIMIT :count"
    )
)
SIMILAR = _written(
    "SELECT word FROM search_words WHERE word % CAST(:word AS text) AND length(word) BETWEEN :shortest AND :longest "
    "ORDER BY similarity(word, CAST(:word AS text)) DESC, word LIMIT :count"
)
BEGUN_ALIKE = _written(
    "SELECT word FROM search_words WHERE word >= :start AND word < :end "
    "AND length(word) BETWEEN :shortest AND :longest ORDER BY abs(length(word) - :letters), word LIMIT :count"
)
MATCHING_IN_SQLITE = {
    (names_only, years): Hot(
        _asked(
            "search_text JOIN search_entries e ON e.id = search_text.rowid WHERE search_text MATCH :words", years=years
        )
    )
    for names_only in (False, True)
    for years in (False, True)
}
MATCHING_IN_POSTGRES = {
    (names_only, years): Hot(
        _asked(
            f"search_entries e WHERE array_to_tsvector(string_to_array({looked_at}, ' ')) @@ CAST(:words AS tsquery)",
            years=years,
        )
    )
    for names_only, looked_at in ((True, "e.text"), (False, "rtrim(e.text || ' ' || e.more)"))
    for years in (False, True)
}
"""By whether names alone are looked at, and whether years are said."""
TEXT = table("search_text", column("rowid"), column("text"), column("more"))


class Search(ABC):
    """Keeps `services.catalogue.store.SearchIndex`."""

    _matching: ClassVar[Mapping[tuple[bool, bool], Hot]]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, entries: Sequence[SearchEntry]) -> None:
        rows = [
            {"subject": "title", "subject_id": one.id, "kind": one.kind, "text": one.text, "more": one.more}
            | {"joined": joined(one.text), "year": one.year, "fame": one.fame}
            for one in entries
        ]
        asked = insert_into(self._connection, search_entries)
        changed = {name: asked.excluded[name] for name in ("kind", "text", "more", "joined", "year", "fame")}
        asked = asked.on_conflict_do_update(index_elements=["subject", "subject_id"], set_=changed)
        self._connection.execute(asked, rows)
        self._index([one.id for one in entries])
        self._put_words({word for one in entries for word in f"{one.text} {one.more}".split() if word.isalnum()})

    def put_people(self) -> None:
        """Every person of some title, as well known as their titles together; whoever is the same stays as they are."""
        gone = search_entries.c.subject_id.not_in(select(credits_.c.person_id))
        self._forget(and_(search_entries.c.subject == "person", gone))
        known = func.sum(titles.c.fame).label("fame")
        told = (
            select(
                literal_column("'person'"),
                people.c.id,
                literal_column("'person'"),
                people.c.folded,
                literal_column("''"),
                func.replace(people.c.folded, " ", ""),
                known,
            )
            .select_from(people.join(credits_, credits_.c.person_id == people.c.id).join(titles))
            .group_by(people.c.id, people.c.folded)
        )
        names = ["subject", "subject_id", "kind", "text", "more", "joined", "fame"]
        asked = insert_into(self._connection, search_entries).from_select(names, told)
        asked = asked.on_conflict_do_update(
            index_elements=["subject", "subject_id"],
            set_={"fame": asked.excluded.fame, "text": asked.excluded.text, "joined": asked.excluded.joined},
            where=or_(
                search_entries.c.fame != asked.excluded.fame,
                search_entries.c.text != asked.excluded.text,
            ),
        )
        self._connection.execute(asked)
        self._index_people()

    def beginning(self, name: str, *, kinds: Sequence[Found], count: int) -> Sequence[SearchEntry]:
        return self._read(BEGINNING, kinds, {"name": name, "end": name + LAST_LETTER, "count": count})

    def of_year(self, year: int, *, kinds: Sequence[Found], count: int) -> Sequence[SearchEntry]:
        return self._read(OF_YEAR, kinds, {"year": year, "count": count})

    def best_known(self, start: str, *, kinds: Sequence[Found], among: int, count: int) -> Sequence[SearchEntry]:
        values = {"subject": "person" if "person" in kinds else "title", "among": among, "count": count}
        return self._read(BEST_KNOWN, kinds, values | {"start": f"{start}%", "inside": f"% {start}%"})

    def known(self, words: Sequence[str]) -> Sequence[str]:
        found = KNOWN.rows(self._connection, {"words": listed(self._connection, words)})
        return [word for (word,) in found]

    def matching(
        self,
        groups: Sequence[Sequence[str]],
        *,
        kinds: Sequence[Found],
        names_only: bool,
        years: tuple[int, int] | None,
        count: int,
    ) -> Sequence[SearchEntry]:
        first, last = years or (0, 0)
        values = {"words": self._written(groups, names_only=names_only), "first": first, "last": last, "count": count}
        return self._read(self._matching[names_only, years is not None], kinds, values)

    def rebuild(self) -> None:  # noqa: B027
        """Makes an index that does not follow its table by itself anew."""

    @abstractmethod
    def near(self, word: str, *, shortest: int, longest: int) -> Sequence[str]: ...

    @abstractmethod
    def _written(self, groups: Sequence[Sequence[str]], *, names_only: bool) -> str:
        """The question in the language of the index: of each group a word that begins so."""

    def _index(self, title_ids: Sequence[int]) -> None:  # noqa: B027  most indexes follow by themselves
        """Tells an index that does not follow its table by itself of the rows of these titles."""

    def _index_people(self) -> None:  # noqa: B027
        """Tells it of people that it does not know."""

    def _index_words(self, above: int) -> None:  # noqa: B027
        """Tells it of words with ids above."""

    def _forget(self, condition: ColumnElement[bool]) -> None:
        self._connection.execute(delete(search_entries).where(condition))

    def _read(self, asked: Hot, kinds: Sequence[Found], values: dict[str, Any]) -> list[SearchEntry]:
        """kinds: one or two."""
        rows = asked.rows(self._connection, {"kind": kinds[0], "or_kind": kinds[-1], **values})
        return [SearchEntry(*row) for row in rows]

    def _put_words(self, words: Iterable[str]) -> None:
        rows = [{"word": word} for word in sorted(words)]
        if rows:
            last = self._connection.execute(select(func.max(search_words.c.id))).scalar() or 0
            asked = insert_into(self._connection, search_words)
            self._connection.execute(asked.on_conflict_do_nothing(index_elements=["word"]), rows)
            self._index_words(last)


class SqliteSearch(Search):
    """By FTS5: an index of words, which answers for beginnings too, and one of the three-letter parts of words."""

    _matching = MATCHING_IN_SQLITE

    def near(self, word: str, *, shortest: int, longest: int) -> Sequence[str]:
        padded = f"^{word}$"
        parts = {padded[place : place + 3] for place in range(len(padded) - 2)}
        values = {"parts": " OR ".join(f'"{part}"' for part in sorted(parts)), "count": NEAR}
        found = SHAPED.rows(self._connection, values | {"shortest": shortest, "longest": longest})
        return [near for (near,) in found]

    def _written(self, groups: Sequence[Sequence[str]], *, names_only: bool) -> str:
        words = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups)
        return f"{{{'text' if names_only else 'text more'}}} : ({words})"

    def _index(self, title_ids: Sequence[int]) -> None:
        mine = and_(search_entries.c.subject == "title", search_entries.c.subject_id.in_(title_ids))
        self._put_text(mine)

    def rebuild(self) -> None:
        self._connection.execute(text("DELETE FROM search_text"))
        self._connection.execute(text("INSERT INTO search_shapes (search_shapes) VALUES ('delete-all')"))
        self._put_text(true())
        self._index_words(-1)

    def _index_people(self) -> None:
        """What is there already is the same: a person is their name."""
        known = select(literal_column("rowid")).select_from(text("search_text"))
        self._put_text(and_(search_entries.c.subject == "person", search_entries.c.id.not_in(known)))

    def _put_text(self, condition: ColumnElement[bool]) -> None:
        rows = select(search_entries.c.id, search_entries.c.text, search_entries.c.more).where(condition)
        self._connection.execute(insert(TEXT).prefix_with("OR REPLACE").from_select(["rowid", "text", "more"], rows))

    def _index_words(self, above: int) -> None:
        asked = (
            "INSERT INTO search_shapes (rowid, word) SELECT id, '^' || word || '$' FROM search_words WHERE id > :above"
        )
        self._connection.execute(text(asked), {"above": above})

    def _forget(self, condition: ColumnElement[bool]) -> None:
        mine = select(search_entries.c.id).where(condition)
        self._connection.execute(delete(TEXT).where(TEXT.c.rowid.in_(mine)))
        super()._forget(condition)


class PostgresSearch(Search):
    """By GIN over the words as they are, without a parser that would take '1e5' or '3d' for something else; and by
    pg_trgm, or the first letters of a word where the extension cannot be had."""

    _matching = MATCHING_IN_POSTGRES

    def near(self, word: str, *, shortest: int, longest: int) -> Sequence[str]:
        values = {"shortest": shortest, "longest": longest, "count": NEAR}
        if self._connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).first() is None:
            begun = {"start": word[:2], "end": word[:2] + LAST_LETTER, "letters": len(word)}
            return list(self._connection.execute(BEGUN_ALIKE, values | begun).scalars())
        self._connection.execute(text("SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)"))
        return list(self._connection.execute(SIMILAR, values | {"word": word}).scalars())

    def _written(self, groups: Sequence[Sequence[str]], *, names_only: bool) -> str:  # noqa: ARG002  the index says it
        return " & ".join("(" + " | ".join(f"'{word}':*" for word in group) + ")" for group in groups)


def search_over(connection: Connection) -> Search:
    return SqliteSearch(connection) if connection.dialect.name == "sqlite" else PostgresSearch(connection)
