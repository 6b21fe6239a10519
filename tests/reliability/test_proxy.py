"""The proxy does to a connection what it says."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.reliability.proxy import Proxy

WAIT = 0.15


@pytest.fixture(scope="module")
def echo() -> Iterator[int]:
    """The port of a server that says back what it is told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve(one: socket.socket) -> None:
            with one:
                while said := one.recv(1 << 16):
                    one.sendall(said)

        def take() -> None:
            while True:
                try:
                    one, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(one,), daemon=True).start()

        threading.Thread(target=take, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(echo: int) -> Iterator[Proxy]:
    with Proxy(echo, delay=WAIT, bytes_a_second=1000) as made:
        yield made


def connected(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=5)


def said_back(one: socket.socket, said: bytes, *, within: float = 5) -> tuple[bytes, float]:
    begun = time.monotonic()
    one.settimeout(within)
    one.sendall(said)
    got = b""
    while len(got) < len(said):
        piece = one.recv(1 << 16)
        if not piece:
            raise ConnectionResetError
        got += piece
    return got, time.monotonic() - begun


def test_what_goes_through_comes_back(proxy: Proxy) -> None:
    with connected(proxy) as one:
        said = bytes(range(256)) * 1000
        assert said_back(one, said)[0] == said
    assert len(proxy.arrivals) == 1


def test_late_is_late_each_way(proxy: Proxy) -> None:
    with connected(proxy) as one:
        proxy.be("late")
        assert said_back(one, b"x")[1] >= 2 * WAIT
        proxy.be("through")
        assert said_back(one, b"x")[1] < WAIT


def test_slow_is_so_many_bytes_a_second(proxy: Proxy) -> None:
    with connected(proxy) as one:
        proxy.be("slow")
        assert said_back(one, bytes(320))[1] > 0.2


def test_a_black_hole_holds_what_came_until_it_ends(proxy: Proxy) -> None:
    with connected(proxy) as one:
        proxy.be("black hole")
        with pytest.raises(TimeoutError):
            said_back(one, b"x", within=WAIT)
        with connected(proxy) as other:
            other.sendall(b"y")
            other.settimeout(WAIT)
            with pytest.raises(TimeoutError):
                other.recv(1)
            proxy.be("through")
            other.settimeout(5)
            assert other.recv(1) == b"y"
        assert one.recv(1) == b"x"


def test_half_open_loses_the_answers(proxy: Proxy) -> None:
    with connected(proxy) as one:
        proxy.be("half-open")
        with pytest.raises(TimeoutError):
            said_back(one, b"x", within=WAIT)
        proxy.be("through")
        assert said_back(one, b"y")[0] == b"y"


@pytest.mark.parametrize("way", ["reset", "refused"])
def test_who_is_thrown_out_comes_in_again_afterwards(way, proxy: Proxy) -> None:
    with connected(proxy) as one:
        assert said_back(one, b"x")[0] == b"x"
        proxy.be(way)
        with pytest.raises(OSError):  # noqa: PT011  which one depends on the moment
            said_back(one, b"x")
    with pytest.raises(OSError):  # noqa: PT011, SIM117
        with connected(proxy) as another:
            said_back(another, b"x")
    proxy.be("through")
    with connected(proxy) as another:
        assert said_back(another, b"x")[0] == b"x"
