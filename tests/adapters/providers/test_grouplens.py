"""Getting MovieLens releases, from a server of our own that stands in for GroupLens."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from matinee.adapters.providers.grouplens import BASE_URL, get, known, release_called
from matinee.domain.errors import BadData, UnknownName, Unreachable
from matinee.kit.http import Patience
from matinee.lab.data.loaders.load import load
from tests.fixtures.movielens import RELEASES, TOP_FOLDERS, zipped
from tests.fixtures.server import Served, Server, serving

QUICK = Patience(connect=2.0, quiet=2.0, pause=0.001, tries=2)
NAME = "ml-latest-small"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as found:
        yield found


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A release as GroupLens packs it."""
    return zipped(RELEASES[NAME](tmp_path / "made"), tmp_path / "made.zip", top=NAME)


def offer(server: Server, packed: Path, *, md5: str | None, name: str = NAME) -> None:
    server.files[f"/{name}.zip"] = Served(packed.read_bytes())
    if md5 is not None:
        server.files[f"/{name}.zip.md5"] = Served(md5.encode())


def md5_of(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("form", ["{sum}  ml-latest-small.zip\n", "MD5 (ml-latest-small.zip) = {sum}\n"])
def test_a_release_is_compared_with_the_published_sum(server: Server, packed: Path, tmp_path: Path, form: str) -> None:
    offer(server, packed, md5=form.format(sum=md5_of(packed)))
    got = get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert got.path == tmp_path / "data" / f"{NAME}.zip"
    assert got.path.read_bytes() == packed.read_bytes()
    assert got.check == "the MD5 is the one that GroupLens publishes"
    assert got.release.redistributable
    assert load(got.path).release == NAME


def test_every_known_release_can_be_got_and_loaded(server: Server, tmp_path: Path) -> None:
    assert [release.name for release in known()] == list(RELEASES)
    for name, write in RELEASES.items():
        made = zipped(write(tmp_path / name), tmp_path / f"{name}.made", top=TOP_FOLDERS.get(name, name))
        offer(server, made, md5=md5_of(made), name=name)
        got = get(name, folder=tmp_path / "data", base_url=f"{server.url}/", patience=QUICK)
        assert load(got.path).release == name
        assert got.release.licence


def test_a_missing_sum_is_said_and_none_is_invented(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5=None)
    got = get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert got.check == "GroupLens publishes no checksum for this one"


def test_a_wrong_sum_throws_the_file_away(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5="0" * 32)
    with pytest.raises(BadData, match="the MD5 differs"):
        get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert list((tmp_path / "data").iterdir()) == []


def test_a_sum_that_is_none_does_not_count_as_checked(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5="<html>sorry</html>")
    with pytest.raises(Unreachable, match="holds no MD5"):
        get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert not (tmp_path / "data" / f"{NAME}.zip").exists()


def test_a_page_instead_of_a_zip_is_thrown_away(server: Server, packed: Path, tmp_path: Path) -> None:
    server.files[f"/{NAME}.zip"] = Served(b"<html>log in first</html>")
    with pytest.raises(BadData, match="no whole zip archive"):
        get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert list((tmp_path / "data").iterdir()) == []


def test_an_interrupted_release_is_resumed(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5=md5_of(packed))
    server.files[f"/{NAME}.zip"].cut_at = 500
    get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)
    assert (f"/{NAME}.zip", "bytes=500-") in server.asked


def test_what_is_here_is_not_fetched_again(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5=md5_of(packed))
    get(NAME, folder=tmp_path, base_url=server.url, patience=QUICK)
    server.asked.clear()
    assert get(NAME, folder=tmp_path, base_url=server.url).check == "was here already"
    assert server.asked == []


def test_without_an_answer_it_says_in_one_line_how_to_use_a_file(tmp_path: Path) -> None:
    with serving() as gone:
        url = gone.url
    with pytest.raises(Unreachable) as raised:
        get("ml-32m", folder=tmp_path, base_url=url, patience=QUICK)
    text = str(raised.value)
    assert "\n" not in text
    assert f"matinee data get ml-32m --from FILE (it is {url}/ml-32m.zip)" in text
    assert list(tmp_path.iterdir()) == []


def test_an_absent_release_says_the_same(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"answered 404.*--from FILE"):
        get("ml-32m", folder=tmp_path, base_url=server.url, patience=QUICK)


def test_a_folder_that_cannot_be_written_is_said(server: Server, packed: Path, tmp_path: Path) -> None:
    offer(server, packed, md5=md5_of(packed))
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(Unreachable, match="cannot be written"):
        get(NAME, folder=tmp_path / "data", base_url=server.url, patience=QUICK)


def test_a_file_of_ones_own_takes_the_place_of_the_download(packed: Path, tmp_path: Path) -> None:
    got = get(NAME, folder=tmp_path / "data", source=packed)
    assert got.path.read_bytes() == packed.read_bytes()
    assert "nothing to compare it with" in got.check
    assert get(NAME, folder=tmp_path / "data", source=got.path).path == got.path


def test_a_file_that_is_no_release_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_bytes(b"none")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("a")
    zipped(tmp_path / "notes", tmp_path / "other.zip")
    for source, said in (("absent.zip", "no such file"), ("notes.zip", "no whole zip"), ("other.zip", "no ratings")):
        with pytest.raises(BadData, match=said):
            get(NAME, folder=tmp_path / "data", source=tmp_path / source)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("asked", "said"), [("ml-latest-smal", "you mean 'ml-latest-small'"), ("netflix", "are: ")])
def test_an_unknown_name_is_met_with_the_nearest(asked: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=said):
        get(asked, folder=tmp_path)


def test_the_address_is_that_of_grouplens() -> None:
    assert BASE_URL == "https://files.grouplens.org/datasets/movielens/"
    assert not release_called("ml-25m").redistributable


@pytest.mark.parametrize("asked", RELEASES)
@pytest.mark.parametrize("inside", RELEASES)
def test_a_file_of_another_release_is_refused(asked: str, inside: str, tmp_path: Path) -> None:
    made = zipped(RELEASES[inside](tmp_path / "made"), tmp_path / "mine.zip", top=TOP_FOLDERS.get(inside, inside))
    if asked == inside:
        assert get(asked, folder=tmp_path / "data", source=made).path.exists()
        return
    with pytest.raises(BadData, match=f"holds {inside}, not {asked}.*matinee data get {inside} --from"):
        get(asked, folder=tmp_path / "data", source=made)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("asked", "inside"),
    [("ml-100k", "ml-latest-small"), ("ml-1m", "ml-10m"), ("ml-10m", "ml-1m"), ("ml-25m", "ml-100k")],
)
def test_without_its_own_folder_a_release_is_known_by_its_files(asked: str, inside: str, tmp_path: Path) -> None:
    made = zipped(RELEASES[inside](tmp_path / "made"), tmp_path / "mine.zip")
    with pytest.raises(BadData, match=f"not those of {asked}"):
        get(asked, folder=tmp_path / "data", source=made)
    assert get(inside, folder=tmp_path / "data", source=made).path.exists()
