"""HEAD is answered as GET is, without a body."""

from tests.fixtures.service import House


async def test_head_tells_what_get_would(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    for path in ("/health/live", "/titles", "/auth/me", "/me/ratings", "/titles/999", "/nothing"):
        got, told = await ana.get(path), await ana.head(path)
        assert (told.status_code, told.content) == (got.status_code, b""), path
        for header in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Content-Security-Policy"):
            assert told.headers.get(header) == got.headers.get(header), (path, header)
    assert (await sqlite_house.client().head("/auth/me")).status_code == 401
    etag = (await ana.head("/titles")).headers["ETag"]
    assert (await ana.head("/titles", headers={"If-None-Match": etag})).status_code == 304


async def test_head_changes_nothing_and_is_written_down_as_what_it_is(sqlite_house: House) -> None:
    ana = await sqlite_house.browser("ana")
    assert (await ana.head("/me/tokens")).status_code == 200
    assert (await ana.head("/auth/logout")).status_code == 405
    assert (await ana.head("/recommendations/stream")).status_code == 405
    assert (await ana.get("/auth/me")).status_code == 200
    assert '"method": "HEAD"' in sqlite_house.log.getvalue().replace('":"', '": "')
