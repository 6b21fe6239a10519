"""What is asked, as whole requests: fresh and kept recommendations, ratings, searches, and all of them mixed."""

import random
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote_plus

from arrivals import zipf
from generator import Ask
from populated import Populated
from server import CONSTANT

API = "/api/v1"
WISHES = (
    ("", 50),
    ("?kind=movie", 15),
    ("?year_from=1990", 10),
    ("?genre=comedy", 5),
    ("?genre=drama&longest=120", 5),
    ("?without_genre=horror", 10),
    ("?kind=show", 5),
)
"""With what people ask for recommendations, and how often of a hundred."""
SHARES = {"recommendations": 0.9, "rating": 0.08, "search": 0.02}
COLD = 0.2
LENGTHS = (*range(5, 10), *range(11, 21))
"""Of the usual mix: the share of questions that nobody asked before, and how many titles they ask for."""
REGULARS = 1000
"""People whose answers are kept where kept ones are measured: about as many as the cache has room for."""
PERSONALISED, CACHED = b'"source":"personalised"', b'"cached":true'


def look(answer: bytes) -> str:
    """What an answer is, without reading all of it."""
    tail = answer[-400:]
    if PERSONALISED in tail:
        return "personalised, kept" if CACHED in tail else "personalised, made"
    if b'"source":' in tail:
        return "another source"
    return answer[9:12].decode()


def request(method: str, path: str, token: str | None = None, body: bytes = b"") -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token is not None:
        head.append(f"Authorization: Bearer {token}")
    if body:
        head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


class Askers:
    """People of a populated home, drawn by Zipf's law, and what they ask."""

    def __init__(self, home: Populated, *, seed: int) -> None:
        self._home = home
        self._chance = random.Random(seed)  # noqa: S311  no secrets are made of it
        self._person = zipf(len(home.tokens), seed=seed)
        self._titles = list(home.titles)
        self._rated = {}

    def recommendations(self) -> Ask:
        wish = self._chance.choices([one for one, _ in WISHES], [often for _, often in WISHES])[0]
        token = self._home.tokens[self._person()]
        return Ask(request("GET", f"{API}/recommendations{wish}", token), "recommendations")

    def again(self) -> Ask:
        """What somebody of a thousand has asked before, see `once_each`."""
        return self._plain(self._person() % min(REGULARS, len(self._home.tokens)))

    def usual(self) -> Ask:
        """What was asked before, four times in five; else a question of another length, which hardly anybody asked."""
        if self._chance.random() >= COLD:
            return self.again()
        asked = self.recommendations()
        k = self._chance.choice(LENGTHS)
        wire = asked.wire.replace(b"/recommendations?", b"/recommendations?k=%d&" % k)
        if wire == asked.wire:
            wire = asked.wire.replace(b"/recommendations ", b"/recommendations?k=%d " % k)
        return Ask(wire, asked.kind)

    def once_each(self) -> Iterator[Ask]:
        """All that `again` asks, once."""
        for person in range(min(REGULARS, len(self._home.tokens))):
            yield self._plain(person)

    def _plain(self, person: int) -> Ask:
        return Ask(request("GET", f"{API}/recommendations", self._home.tokens[person]), "recommendations")

    def rating(self) -> Ask:
        """Of any title; never the stars that were said of it last, which would change nothing."""
        person, title = self._person(), self._chance.choice(self._titles)
        before = self._rated.get((person, title))
        halves = self._chance.choice([one for one in range(1, 11) if one != before])
        self._rated[person, title] = halves
        body = b'{"stars":%.1f}' % (halves / 2)
        return Ask(request("PUT", f"{API}/ratings/{title}", self._home.tokens[person], body), "rating")

    def search(self) -> Ask:
        """The first letters of a title, as somebody types them."""
        name = self._home.titles[self._chance.choice(self._titles)]
        typed = quote_plus(name[: self._chance.randint(2, max(2, len(name)))])
        return Ask(request("GET", f"{API}/titles/search?q={typed}", self._home.tokens[self._person()]), "search")

    def constant(self) -> Ask:
        return Ask(request("GET", CONSTANT), "constant")

    def mixed(self) -> Ask:
        kinds: Sequence[Callable[[], Ask]] = (self.recommendations, self.rating, self.search)
        return self._chance.choices(kinds, list(SHARES.values()))[0]()
