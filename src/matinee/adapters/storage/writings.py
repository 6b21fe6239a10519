"""Reviews, comments and notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, or_, select, tuple_, update

from matinee.adapters.storage.inserts import insert_into
from matinee.adapters.storage.tables.accounts import accounts
from matinee.adapters.storage.tables.library import comments, notes, reviews
from matinee.domain.library import Comment, Note, Review, Visibility

TOLD = ("title_id", "text", "spoiler", "visibility", "written_at", "changed_at")
REVIEW = (reviews.c.account_id, accounts.c.name, *(reviews.c[name] for name in TOLD))
COMMENT = (comments.c.id, comments.c.account_id, accounts.c.name, *(comments.c[name] for name in TOLD))
NOTE = tuple(notes.c[name] for name in ("title_id", "text", "written_at", "changed_at"))


class Writings:
    """Keeps `services.library.store.WritingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_review(
        self, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility, at: int
    ) -> Review:
        self._put(reviews, account_id, title_id, {"text": text, "spoiler": spoiler, "visibility": visibility}, at=at)
        mine = reviews.c.account_id == account_id, reviews.c.title_id == title_id
        return Review(*self._connection.execute(select(*REVIEW).join_from(reviews, accounts).where(*mine)).one())

    def remove_review(self, account_id: int, title_id: int) -> None:
        mine = reviews.c.account_id == account_id, reviews.c.title_id == title_id
        self._connection.execute(delete(reviews).where(*mine))

    def reviews(self, account_id: int, title_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Review]:
        asked = select(*REVIEW).join_from(reviews, accounts)
        asked = asked.where(reviews.c.title_id == title_id, _shown_to(account_id, reviews))
        if after is not None:
            asked = asked.where(tuple_(reviews.c.changed_at, reviews.c.account_id) < tuple_(*after))
        asked = asked.order_by(reviews.c.changed_at.desc(), reviews.c.account_id.desc()).limit(count)
        return [Review(*row) for row in self._connection.execute(asked)]

    def reviews_by(self, account_id: int, *, after: tuple[int, int] | None, count: int) -> Sequence[Review]:
        asked = select(*REVIEW).join_from(reviews, accounts).where(reviews.c.account_id == account_id)
        if after is not None:
            asked = asked.where(tuple_(reviews.c.changed_at, reviews.c.title_id) < tuple_(*after))
        asked = asked.order_by(reviews.c.changed_at.desc(), reviews.c.title_id.desc()).limit(count)
        return [Review(*row) for row in self._connection.execute(asked)]

    def comments_by(self, account_id: int, title_id: int) -> int:
        asked = select(func.count()).where(comments.c.account_id == account_id, comments.c.title_id == title_id)
        return self._connection.execute(asked).scalar_one()

    def add_comment(
        self, account_id: int, title_id: int, *, text: str, spoiler: bool, visibility: Visibility, at: int
    ) -> Comment:
        row = {"account_id": account_id, "title_id": title_id, "text": text, "spoiler": spoiler}
        row |= {"visibility": visibility, "written_at": at, "changed_at": at}
        made = self._connection.execute(comments.insert().values(row).returning(comments.c.id)).scalar_one()
        return self._comment(made)

    def change_comment(
        self, account_id: int, comment_id: int, changed: Mapping[str, Any], *, at: int
    ) -> Comment | None:
        asked = update(comments).where(comments.c.id == comment_id, comments.c.account_id == account_id)
        if self._connection.execute(asked.values(**changed, changed_at=at)).rowcount == 0:
            return None
        return self._comment(comment_id)

    def remove_comment(self, account_id: int, comment_id: int) -> bool:
        asked = delete(comments).where(comments.c.id == comment_id, comments.c.account_id == account_id)
        return self._connection.execute(asked).rowcount == 1

    def comments(self, account_id: int, title_id: int, *, after: int | None, count: int) -> Sequence[Comment]:
        asked = select(*COMMENT).join_from(comments, accounts)
        asked = asked.where(comments.c.title_id == title_id, _shown_to(account_id, comments))
        if after is not None:
            asked = asked.where(comments.c.id < after)
        return [Comment(*row) for row in self._connection.execute(asked.order_by(comments.c.id.desc()).limit(count))]

    def put_note(self, account_id: int, title_id: int, *, text: str, at: int) -> Note:
        self._put(notes, account_id, title_id, {"text": text}, at=at)
        return Note(*self._connection.execute(select(*NOTE).where(*_note(account_id, title_id))).one())

    def remove_note(self, account_id: int, title_id: int) -> None:
        self._connection.execute(delete(notes).where(*_note(account_id, title_id)))

    def note(self, account_id: int, title_id: int) -> Note | None:
        row = self._connection.execute(select(*NOTE).where(*_note(account_id, title_id))).first()
        return None if row is None else Note(*row)

    def _put(self, table: Table, account_id: int, title_id: int, said: dict[str, Any], *, at: int) -> None:
        """The moment of the first time stays."""
        row = {"account_id": account_id, "title_id": title_id, "written_at": at, "changed_at": at, **said}
        asked = insert_into(self._connection, table).values(row)
        self._connection.execute(
            asked.on_conflict_do_update(index_elements=["account_id", "title_id"], set_={"changed_at": at, **said})
        )

    def _comment(self, comment_id: int) -> Comment:
        asked = select(*COMMENT).join_from(comments, accounts).where(comments.c.id == comment_id)
        return Comment(*self._connection.execute(asked).one())


def _shown_to(account_id: int, table: Table) -> Any:
    return or_(table.c.account_id == account_id, table.c.visibility == "members")


def _note(account_id: int, title_id: int) -> tuple[Any, Any]:
    return notes.c.account_id == account_id, notes.c.title_id == title_id
