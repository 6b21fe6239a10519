"""S7: every route is classified, and does what its class says: for nobody, for another, by token, for an admin."""

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI

from matinee.adapters.storage.ways_in import Tokens
from matinee.adapters.storage.writings import Writings
from matinee.domain.errors import BadConfig
from matinee.doors.api.access import Guard, guard_of
from matinee.doors.api.openapi import routes_of
from tests.fixtures.crawl import NOTHINGS, Operation, everything, ids_of, operations
from tests.fixtures.service import PASSWORD, House

CLASSES = {"anyone", "person", "account", "admin"}
HAVE_NOTHING_YET = {"undo_last_rating"}
"""What somebody who just came is told that there is nothing to do it with."""


async def violations(house: House) -> list[str]:
    """What goes against the classes, over every operation."""
    ben, admin = await house.browser("ben"), await house.admin()
    ids = await ids_of(house, ben)
    found, other = [], await other_of(house, "first")
    for operation in operations(house):
        nobody = await operation.ask(house.client(), ids)
        if (nobody.status_code == 401) != (operation.access != "anyone") and operation.id != "login":
            found.append(f"{operation.id}: nobody got {nobody.status_code}")
        if operation.access != "anyone":
            found += await against_others(operation, ids, *other)
        if operation.access == "account" and operation.changes:
            other = await other_of(house, operation.id)
        if operation.access == "account" and "{" in operation.path:
            by_admin = await operation.ask(admin, ids)
            found += [f"{operation.id}: an admin got at ben's"] if by_admin.status_code != 404 else []
    return found + await losses(ben)


async def losses(ben: httpx.AsyncClient) -> list[str]:
    """What is no longer as it was when he made it."""
    kept = {
        "/me/tokens": ("name", "of the owner"),
        "/me/watches": ("progress", 100),
        "/titles/1/comments": ("mine", True),
        "/me/imports": ("state", "preview"),
    }
    found = [] if (await ben.get("/auth/me")).status_code == 200 else ["ben was shut out"]
    for path, (name, value) in kept.items():
        items = (await ben.get(path)).json().get("items", [])
        if [one[name] for one in items] != [value] or items[0].get("visibility", "private") != "private":
            found.append(f"ben lost something of {path}")
    return found


async def other_of(house: House, name: str) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    """Another person, in a browser, and by a token of theirs that may write."""
    other = await house.browser(f"other.{name}")
    token = (await other.post("/me/tokens", json={"name": "t", "scope": "write"})).json()["token"]
    return other, house.client(Authorization=f"Bearer {token}")


async def against_others(
    operation: Operation, ids: dict[str, str], other: httpx.AsyncClient, program: httpx.AsyncClient
) -> list[str]:
    found = []
    by_token = await operation.ask(program, ids)
    if (by_token.status_code == 403) != (operation.access != "person"):
        found.append(f"{operation.id}: a token got {by_token.status_code}")
    by_other = await operation.ask(other, ids)
    own = {404} if operation.names_things or operation.id in HAVE_NOTHING_YET else {200, 201, 204}
    if by_other.status_code not in ({403} if operation.access == "admin" else own):
        found.append(f"{operation.id}: another person got {by_other.status_code}")
    if "ben" in by_other.text or ids["account_id"] in by_other.text:
        found.append(f"{operation.id}: another person saw something of ben")
    return found


async def test_every_operation_has_a_class(sqlite_house: House) -> None:
    listed = list(operations(sqlite_house))
    assert {operation.access for operation in listed} == CLASSES
    assert len(listed) > 15


async def test_every_operation_keeps_to_its_class(sqlite_house: House) -> None:
    assert await violations(sqlite_house) == []


@pytest.mark.parametrize("mutant", ["classes", "owners of tokens", "owners of comments"])
async def test_a_house_that_does_not_look_is_caught(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    if mutant == "classes":
        monkeypatch.setattr(Guard, "_allow", lambda *_: None)
    elif mutant == "owners of comments":

        def change_anybodys(self: Writings, account_id: int, comment_id: int, changed: dict, *, at: int) -> object:
            asked = "UPDATE comments SET visibility = 'members' WHERE id = ?"
            self._connection.exec_driver_sql(asked, (comment_id,))
            return self._comment(comment_id)

        monkeypatch.setattr(Writings, "change_comment", change_anybodys)
    else:

        def end_anybodys(self: Tokens, account_id: int, token_id: int) -> bool:
            asked = "DELETE FROM api_tokens WHERE id = ?"
            return self._connection.exec_driver_sql(asked, (token_id,)).rowcount == 1

        monkeypatch.setattr(Tokens, "end", end_anybodys)
    assert await violations(sqlite_house) != []


def test_a_route_without_a_guard_cannot_be_served() -> None:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.get("/guarded", dependencies=[Depends(Guard("anyone"))])(lambda: None)
    assert len(routes_of(app)) == 1
    inner = APIRouter()
    inner.get("/forgotten")(lambda: None)
    app.include_router(inner, prefix="/inner")
    with pytest.raises(BadConfig, match="/inner/forgotten"):
        routes_of(app)


def test_two_guards_are_as_good_as_none() -> None:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    both = [Depends(Guard("anyone")), Depends(Guard("admin"))]
    app.get("/twice", dependencies=both)(lambda: None)
    with pytest.raises(BadConfig):
        routes_of(app)
    assert guard_of.__doc__


async def test_a_token_that_only_reads_changes_nothing(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    token = (await ana.post("/me/tokens", json={"name": "t", "scope": "read"})).json()["token"]
    before = await everything(sqlite_house)
    program = sqlite_house.client(Authorization=f"Bearer {token}")
    for operation in operations(sqlite_house):
        if operation.changes and operation.access != "anyone":
            answer = await operation.ask(program, NOTHINGS)
            assert answer.status_code == 403, operation.id
    assert await everything(sqlite_house) == before


async def test_the_header_comes_before_the_cookie_and_nothing_else_is_a_bearer(sqlite_house: House) -> None:
    ana, ben = await sqlite_house.browser("ana"), await sqlite_house.program("ben")
    answer = await ana.get("/auth/me", headers={"Authorization": ben.headers["Authorization"]})
    assert answer.json()["username"] == "ben"
    for said in ("Basic YW5hOnBhc3M=", "Bearer", "Bearer ", "mts_x", f"Digest {PASSWORD}"):
        assert (await ana.get("/auth/me", headers={"Authorization": said})).status_code == 401, said
