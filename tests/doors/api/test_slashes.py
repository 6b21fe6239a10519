"""A slash at the end of an address changes nothing, and sends nobody elsewhere."""

from tests.fixtures.service import House


async def test_a_slash_at_the_end_is_as_good_as_none(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    for path in ("/health/live/", "/auth/me/", "/me/ratings//"):
        assert (await ana.get(path)).json() == (await ana.get(path.rstrip("/"))).json(), path
    made = await ana.post("/me/tokens/", json={"name": "player"})
    assert made.status_code == 201
    assert (await ana.get("http://matinee.test/docs/")).headers["Content-Type"].startswith("text/html")
    file = await ana.post("/imports/", content="title,rating\nAlien,4\n", headers={"Content-Type": "text/csv"})
    assert file.status_code == 201


async def test_nobody_is_sent_to_where_the_caller_says_that_we_are(sqlite_house: House) -> None:
    client = sqlite_house.client(Host="evil.example")
    for path in ("/nothing/", "/titles/", "/auth/login/"):
        answer = await client.get(path)
        assert answer.status_code in {200, 404, 405}, path
        assert "Location" not in answer.headers, path
