"""Fetching over a real connection that breaks, waits, lies and fails."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from matinee.kit.http import NoAnswer, Patience, Refused, TooLarge, download, text_at
from tests.fixtures.server import Served, Server, serving

CONTENT = bytes(range(256)) * 4000
QUICK = Patience(connect=2.0, quiet=2.0, pause=0.001, tries=3)
MOST = 1 << 22


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as found:
        yield found


class Counter:
    """Adds up what it is told."""

    def __init__(self) -> None:
        self.total: float | None = None
        self.amount = 0.0
        self.running = 0

    def start(self, label: str, total: float | None) -> None:
        self.total, self.amount = total, 0.0
        self.running += 1

    def advance(self, amount: float = 1.0) -> None:
        self.amount += amount

    def finish(self) -> None:
        self.running -= 1


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "set.zip")


def test_a_file_arrives_whole_and_nothing_else_is_left(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT)
    seen = Counter()
    download(f"{server.url}/set.zip", tmp_path / "new" / "set.zip", most_bytes=MOST, patience=QUICK, progress=seen)
    assert (tmp_path / "new" / "set.zip").read_bytes() == CONTENT
    assert left_over(tmp_path / "new") == []
    assert (seen.amount, seen.total, seen.running) == (len(CONTENT), len(CONTENT), 0)


def test_a_dropped_connection_is_resumed_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000)
    seen = Counter()
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK, progress=seen)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT
    assert server.asked[-1][1] == "bytes=300000-"
    assert seen.amount == len(CONTENT)
    assert seen.running == 0


def test_a_later_call_resumes_what_an_earlier_one_left(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, cuts=99)
    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert not (tmp_path / "set.zip").exists()
    [part] = left_over(tmp_path)
    assert part.endswith(".part")
    server.files["/set.zip"] = Served(CONTENT)
    server.asked.clear()
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert [asked for _, asked in server.asked] == [None, "bytes=300000-"]
    assert (tmp_path / "set.zip").read_bytes() == CONTENT
    assert left_over(tmp_path) == []


def test_a_date_of_change_serves_where_there_is_no_strong_tag(server: Server, tmp_path: Path) -> None:
    changed = "Wed, 01 Jan 2020 00:00:00 GMT"
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, tag='W/"weak"', changed=changed)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert server.asked[-1][1] == "bytes=300000-"
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


def test_a_server_without_ranges_sends_all_of_it_again(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, ranges=False)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


def test_parts_of_two_versions_are_never_joined(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, cuts=99)
    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    newer = CONTENT[::-1]
    server.files["/set.zip"] = Served(newer, tag='"two"')
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == newer
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(("careless", "requests"), [(False, 2), (True, 3)])
def test_a_file_that_changes_while_it_is_resumed_is_fetched_anew(
    server: Server, tmp_path: Path, careless: bool, requests: int
) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, cuts=99)
    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    newer = Served(CONTENT[::-1], tag='"two"', careless=careless)
    server.files["/set.zip"] = Served(CONTENT, later=newer)
    server.asked.clear()
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == newer.content
    assert len(server.asked) == requests


def test_without_a_way_to_know_the_version_it_starts_over(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, tag=None)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert all(asked is None for _, asked in server.asked)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


def test_a_part_that_is_already_whole_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT)

    def postponed(path: Path) -> None:
        raise NoAnswer("the sum could not be fetched")

    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, accept=postponed, patience=QUICK)
    assert len(left_over(tmp_path)) == 1
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert all(asked is None for _, asked in server.asked)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, cuts=99)
    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    server.files["/set.zip"] = Served(CONTENT[:1000])
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT[:1000]


def test_a_range_that_cannot_be_satisfied_starts_over(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, cuts=99)
    with pytest.raises(NoAnswer):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    server.files["/set.zip"] = Served(CONTENT[:300_000], length=False)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT[:300_000]


def test_another_part_than_was_asked_for_is_not_used(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, cut_at=300_000, wrong_range=True)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


def test_a_server_that_fails_for_a_moment_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, fails=[500, 503])
    pauses: list[float] = []
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK, sleep=pauses.append)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT
    assert pauses == [0.001, 0.002]


def test_a_server_that_keeps_failing_is_given_up(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT, fails=[500] * 9)
    with pytest.raises(NoAnswer, match="answered 500"):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert len(server.asked) == QUICK.tries
    assert left_over(tmp_path) == []


def test_an_absent_file_is_refused_at_once(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="answered 404") as raised:
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
    assert raised.value.status == 404
    assert len(server.asked) == 1
    assert left_over(tmp_path) == []


def test_a_server_that_goes_quiet_is_given_up_and_what_came_is_kept(server: Server, tmp_path: Path) -> None:
    done = threading.Event()
    server.files["/set.zip"] = Served(CONTENT, silent=done)
    patience = Patience(quiet=0.2, tries=1)
    with pytest.raises(NoAnswer, match="did not answer"):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=patience)
    done.set()
    [part] = left_over(tmp_path)
    assert (tmp_path / part).stat().st_size == 1000


def test_a_server_that_trickles_is_given_up(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT)
    patience = Patience(tries=1, period=0.0, least_bytes=1 << 30)
    with pytest.raises(NoAnswer, match="slower than"):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=patience)


def test_a_server_that_is_slow_but_steady_is_waited_for(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT)
    patience = Patience(tries=1, period=0.0, least_bytes=1)
    download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=patience)
    assert (tmp_path / "set.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("told", [True, False])
def test_a_file_larger_than_allowed_is_not_kept(server: Server, tmp_path: Path, told: bool) -> None:
    server.files["/set.zip"] = Served(CONTENT, length=told)
    with pytest.raises(TooLarge, match="larger than 500,000 bytes"):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=500_000, patience=QUICK)
    assert left_over(tmp_path) == []


def test_nobody_listening_is_no_answer(tmp_path: Path) -> None:
    with serving() as gone:
        url = gone.url
    with pytest.raises(NoAnswer, match="did not answer"):
        download(f"{url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)


def test_a_file_that_is_not_accepted_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.files["/set.zip"] = Served(CONTENT)

    def refuse(path: Path) -> None:
        assert path.read_bytes() == CONTENT
        raise ValueError("not that one")

    with pytest.raises(ValueError, match="not that one"):
        download(f"{server.url}/set.zip", tmp_path / "set.zip", most_bytes=MOST, accept=refuse, patience=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_short_text_is_read_or_known_to_be_absent(server: Server) -> None:
    server.files["/a.md5"] = Served(b"abc")
    assert text_at(f"{server.url}/a.md5") == "abc"
    assert text_at(f"{server.url}/b.md5") is None


def test_a_text_that_is_refused_too_long_or_out_of_reach_fails(server: Server) -> None:
    server.files["/a.md5"] = Served(b"abc", fails=[403])
    with pytest.raises(Refused):
        text_at(f"{server.url}/a.md5")
    with pytest.raises(TooLarge):
        text_at(f"{server.url}/a.md5", most_bytes=2)
    server.files["/a.md5"] = Served(b"a" * 5000, cut_at=1000)
    with pytest.raises(NoAnswer):
        text_at(f"{server.url}/a.md5")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[broken", "no address"])
def test_what_is_no_web_address_is_no_answer(url: str, tmp_path: Path) -> None:
    with pytest.raises(NoAnswer):
        download(url, tmp_path / "set.zip", most_bytes=MOST, patience=QUICK)
