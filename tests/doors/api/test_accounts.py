"""Accounts, from opening one to leaving, as people and programs come through the door."""

from matinee.services.accounts.register import make_account
from tests.fixtures.service import PASSWORD, House


async def test_somebody_registers_logs_in_and_is_known(house: House) -> None:
    ana = house.client()
    answer = await ana.post(
        "/auth/register", json={"username": "Ana.Lima", "email": "ana@example.org", "password": PASSWORD}
    )
    assert answer.status_code == 202
    assert (await ana.get("/auth/me")).status_code == 401
    logged_in = await house.log_in(ana, "ana.lima")
    me = await ana.get("/auth/me")
    assert me.status_code == 200
    assert me.json() == logged_in.json()["account"]
    assert {key: me.json()[key] for key in ("username", "email", "role", "disabled")} == {
        "username": "Ana.Lima",
        "email": "ana@example.org",
        "role": "member",
        "disabled": False,
    }


async def test_an_address_is_changed_and_taken_away(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    for said in ("ana@films.example", None):
        assert (await ana.patch("/me", json={"email": said})).json()["email"] == said
        assert (await ana.get("/auth/me")).json()["email"] == said
    for wrong in ({}, {"email": "no address"}, {"username": "ben"}):
        assert (await ana.patch("/me", json=wrong)).status_code == 422


async def test_a_program_is_known_by_its_token(house: House) -> None:
    program = await house.program("ana")
    assert (await program.get("/auth/me")).json()["username"] == "ana"
    assert not program.cookies
    assert (await program.post("/me/tokens", json={"name": "player"})).status_code == 201


async def test_after_logging_out_the_session_is_of_no_use_to_anybody(house: House) -> None:
    ana = await house.browser("ana")
    copied = house.client(Authorization=f"Bearer {ana.cookies['matinee_session']}")
    assert (await copied.get("/auth/me")).status_code == 200
    assert (await ana.post("/auth/logout")).status_code == 204
    assert "matinee_session" not in ana.cookies
    assert (await copied.get("/auth/me")).status_code == 401


async def test_another_password_ends_every_other_way_in(house: House) -> None:
    ana = await house.browser("ana")
    other = house.client()
    await house.log_in(other, "ana")
    token = (await ana.post("/me/tokens", json={"name": "player"})).json()["token"]
    program = house.client(Authorization=f"Bearer {token}")
    assert (await program.get("/auth/me")).status_code == 200

    change = {"old_password": PASSWORD, "new_password": "some other words instead"}
    answer = await ana.post("/me/password", json=change)
    assert (answer.status_code, answer.json()) == (200, {"ended_sessions": 1})
    assert (await ana.get("/auth/me")).status_code == 200
    assert (await other.get("/auth/me")).status_code == 401
    assert (await program.get("/auth/me")).status_code == 401
    refused = await house.client().post("/auth/login", json={"username": "ana", "password": PASSWORD})
    assert refused.status_code == 401
    await house.log_in(house.client(), "ana", "some other words instead")


async def test_a_password_is_changed_only_by_whoever_knows_the_old_one(house: House) -> None:
    ana = await house.browser("ana")
    change = {"old_password": "not the password", "new_password": "some other words instead"}
    assert (await ana.post("/me/password", json=change)).json()["code"] == "wrong_credentials"
    weak = await ana.post("/me/password", json={"old_password": PASSWORD, "new_password": "password1"})
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    await house.log_in(house.client(), "ana")


async def test_sessions_are_listed_and_ended(house: House) -> None:
    ana = await house.browser("ana", **{"User-Agent": "the sofa"})
    other = house.client(**{"User-Agent": "the train"})
    await house.log_in(other, "ana")
    listed = (await ana.get("/me/sessions")).json()["items"]
    assert [(one["agent"], one["current"]) for one in listed] == [("the train", False), ("the sofa", True)]
    assert (await ana.delete(f"/me/sessions/{listed[0]['id']}")).status_code == 204
    assert (await other.get("/auth/me")).status_code == 401
    assert (await ana.get("/auth/me")).status_code == 200


async def test_a_token_reads_or_writes_and_never_reaches_the_account(house: House) -> None:
    ana = await house.browser("ana")
    made = await ana.post("/me/tokens", json={"name": "player", "scope": "read", "days": 30})
    assert made.status_code == 201
    listed = (await ana.get("/me/tokens")).json()["items"]
    assert [one["name"] for one in listed] == ["player"]
    assert "token" not in listed[0]
    program = house.client(Authorization=f"Bearer {made.json()['token']}")
    assert (await program.get("/auth/me")).status_code == 200
    for method, path in (("GET", "/me/tokens"), ("GET", "/me/export"), ("DELETE", "/me"), ("POST", "/auth/logout")):
        answer = await program.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), path
    assert (await ana.delete(f"/me/tokens/{listed[0]['id']}")).status_code == 204
    assert (await program.get("/auth/me")).status_code == 401


async def test_an_admin_makes_admins_and_shuts_people_out(house: House) -> None:
    admin, ana = await house.admin(), await house.browser("ana")
    people = (await admin.get("/admin/accounts")).json()["items"]
    key = next(one["id"] for one in people if one["username"] == "ana")
    assert (await ana.get("/admin/accounts")).status_code == 403

    assert (await admin.patch(f"/admin/accounts/{key}", json={"role": "admin"})).json()["role"] == "admin"
    assert (await ana.get("/auth/me")).status_code == 401
    await house.log_in(ana, "ana")
    assert (await ana.get("/admin/accounts")).status_code == 200

    assert (await admin.patch(f"/admin/accounts/{key}", json={"disabled": True})).json()["disabled"] is True
    assert (await ana.get("/auth/me")).status_code == 401
    again = await house.client().post("/auth/login", json={"username": "ana", "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (401, "wrong_credentials")
    await admin.patch(f"/admin/accounts/{key}", json={"disabled": False})
    await house.log_in(ana, "ana")


async def test_there_is_always_an_admin(house: House) -> None:
    admin = await house.admin()
    key = (await admin.get("/auth/me")).json()["id"]
    assert (await admin.patch(f"/admin/accounts/{key}", json={"role": "member"})).status_code == 409
    assert (await admin.patch(f"/admin/accounts/{key}", json={"disabled": True})).status_code == 409
    assert (await admin.delete("/me")).status_code == 409


async def test_a_long_list_of_people_comes_in_pages(house: House) -> None:
    admin = await house.admin()
    digest = await house.service.passwords.hash(PASSWORD)
    for name in ("ana", "ben", "cem"):
        await house.service.storage.write(
            lambda tx, name=name: make_account(tx.accounts, name=name, email=None, digest=digest, role="member")
        )
    names, cursor = [], "0"
    while cursor:
        page = (await admin.get("/admin/accounts", params={"cursor": cursor, "limit": 2})).json()
        assert len(page["items"]) <= 2
        names += [one["username"] for one in page["items"]]
        cursor = page["next"]
    assert names == ["root.admin", "ana", "ben", "cem"]


async def test_an_export_holds_everything_of_mine(house: House) -> None:
    ana = await house.browser("ana")
    await house.browser("ben")
    exported = (await ana.get("/me/export")).json()
    assert [one["name"] for one in exported["account"]] == ["ana"]
    assert len(exported["sessions"]) == 1
    assert "ben" not in str(exported)


async def test_whoever_leaves_is_gone_and_their_name_is_free(house: House) -> None:
    ana = await house.browser("ana")
    copied = house.client(Authorization=f"Bearer {ana.cookies['matinee_session']}")
    assert (await ana.delete("/me")).status_code == 204
    assert (await copied.get("/auth/me")).status_code == 401
    gone = await house.client().post("/auth/login", json={"username": "ana", "password": PASSWORD})
    assert gone.status_code == 401
    another = await house.browser("ana")
    assert (await another.get("/me/export")).json()["audit"][0]["action"] == "logged in"
