"""The report on a house: one page that needs nothing beside it, neither a network nor a script."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matinee.domain.alerts import Alert
from matinee.domain.house_report import HouseFacts
from matinee.domain.watching import ExposureDay
from matinee.kit.clock import DAY, iso
from matinee.kit.text import counted
from matinee.ops.reports.pages import beside, page_of, section, table
from matinee.ops.reports.pictures import bars, lying_bars, time_area
from matinee.ops.watching.quality import Quality
from matinee.version import __version__

LEAST_SLATES = 30
"""Of a version, below which it is not called the best."""
MOST_CHANGES = 12


@dataclass(frozen=True)
class Way:
    """What slates of one version, or of one link of the chain, came to."""

    slates: int = 0
    places: int = 0
    clicked: int = 0
    watched: int = 0
    answers: int = 0
    satisfaction: float = 0.0

    def __add__(self, day: ExposureDay) -> "Way":
        return Way(
            self.slates + day.slates,
            self.places + day.titles,
            self.clicked + day.clicked,
            self.watched + day.watched,
            self.answers + day.answers,
            self.satisfaction + day.satisfaction,
        )

    @property
    def click_rate(self) -> float:
        return self.clicked / self.places if self.places else 0.0

    @property
    def satisfied(self) -> str:
        return f"{self.satisfaction / self.answers:.2f}" if self.answers else "nobody said"


def house_report(facts: HouseFacts, quality: Quality) -> str:
    """quality: of the slates of the same days, a sample of them where there are very many."""
    first, last = iso(facts.since)[:10], iso(facts.until)[:10]
    return page_of(
        "The house, and how it does",
        subtitle=f"{first} to {last}, in UTC. Of people, those who agree to statistics.",
        tiles=_tiles(facts, quality),
        sections=_sections(facts, quality),
        footer=f"Made by Matinee {__version__} at {iso(facts.until)[:16]}Z.",
    )


def _tiles(facts: HouseFacts, quality: Quality) -> list[tuple[str, str]]:
    requests, failed = (sum(getattr(day, name) for day in facts.requests) for name in ("count", "failed"))
    return [
        (f"{facts.volume.active:,}", "people who were there"),
        (f"{quality.slates:,}", "slates of recommendations"),
        (f"{quality.converted:.1%}", "of them with something liked or watched"),
        (f"{facts.volume.ratings:,}", "ratings by hand"),
        (f"{facts.volume.watches:,}", "titles watched"),
        (f"{failed / requests:.2%}" if requests else "none kept", "of requests failed"),
    ]


def _sections(facts: HouseFacts, quality: Quality) -> Iterator[str]:
    yield _alerts(facts.alerts)
    yield _activity(facts)
    yield _people(facts)
    yield _clicks(quality)
    yield _versions(facts)
    yield _worth(facts, quality)
    yield _variety(quality)
    yield _figures(facts)
    yield _decisions(facts)


def _alerts(found: Sequence[Alert]) -> str:
    if not found:
        return section("Alerts", "There were none.")
    still = sum(one.ended_at is None for one in found)
    rows = [
        (one.finding.level, one.finding.message, one.finding.action, iso(one.begun_at)[:16], _ended(one))
        for one in found
    ]
    head = ("Level", "What", "What to do", "From", "Until")
    return section(
        "Alerts",
        f"{counted(len(found), 'alert')}, {still} of them still open.",
        table("The newest first", head, rows, words=True),
    )


def _ended(one: Alert) -> str:
    if one.ended_at is not None:
        return iso(one.ended_at)[:16]
    return "open" if one.acknowledged_at is None else "open, seen"


def _activity(facts: HouseFacts) -> str:
    slates: dict[int, int] = defaultdict(int)
    for day in facts.days:
        slates[day.day] += day.slates
    if not facts.requests and not slates:
        return section("Activity", "Nothing has been added up of these days yet: the jobs do so each hour.")
    count = sum(slates.values())
    told = f"{counted(count, 'slate')} were drawn, and {sum(day.count for day in facts.requests):,} requests answered."
    pictures = ""
    if slates:
        pictures += time_area(_steps(slates, facts), y="slates", about=f"Slates a day. {told}")
    if facts.requests:
        asked = {day.day: day.count for day in facts.requests}
        pictures += time_area(_steps(asked, facts), y="requests", about="Requests a day.", second=bool(slates))
    rows = [
        (iso(day.day)[5:10], f"{day.count:,}", f"{day.failed:,}", f"{day.p95:,.0f} ms", f"{slates.get(day.day, 0):,}")
        for day in facts.requests
    ][-14:]
    tabled = table("The last two weeks", ("Day", "Requests", "Failed", "Slowest 5 % from", "Slates"), rows)
    return section("Activity", told, beside(pictures, tabled))


def _steps(counts: dict[int, int], facts: HouseFacts) -> list[tuple[str, float]]:
    """A value a day, the days on which nothing happened too; the last once more, so that its step has a width."""
    days = range(facts.since // DAY * DAY, facts.until // DAY * DAY + 1, DAY)
    made = [(iso(day)[:10], float(counts.get(day, 0))) for day in days]
    return [*made, (iso(days[-1] + DAY)[:10], made[-1][1])]


def _people(facts: HouseFacts) -> str:
    volume = facts.volume
    visit = "" if volume.visit_seconds is None else f", of {volume.visit_seconds / 60:.1f} minutes each"
    told = f"{volume.active:,} people were there, in {counted(volume.visits, 'visit')}{visit}."
    kept = [one for one in facts.figures if one.name == "matinee_user_retention_ratio"]
    rows = [(f"{one.labels['days']} days", f"{one.value:.0%}") for one in kept]
    if not rows:
        return section("People", f"{told} Nobody is new enough, or old enough, to say how many come back.")
    return section("People", told, table("New people who came back after", ("After", "Share"), rows))


def _clicks(quality: Quality) -> str:
    by_position: dict[str, list[int]] = {}
    for (_, position), one in quality.clicks.items():
        row = by_position.setdefault(position, [0, 0])
        row[0] += one.places
        row[1] += one.clicked
    if not by_position:
        return section("Clicks", "Nothing was shown.")
    rates = [
        (position, row[1] / row[0]) for position, row in sorted(by_position.items(), key=lambda one: _rank(one[0]))
    ]
    told = "Share of titles that were opened, by their place in a slate. The first places are seen by everybody."
    picture = bars([(position, 100 * rate) for position, rate in rates], x="place", y="per cent opened", about=told)
    rows = [(position, f"{by_position[position][0]:,}", f"{rate:.2%}") for position, rate in rates]
    return section("Clicks", told, beside(picture, table("By place", ("Place", "Shown", "Opened"), rows)))


def _rank(position: str) -> int:
    return int(position.rstrip("+").partition("-")[0])


def _versions(facts: HouseFacts) -> str:
    ways: dict[str, Way] = defaultdict(Way)
    for day in facts.days:
        ways[day.model_version] = ways[day.model_version] + day
    if not ways:
        return section("Versions", "No day of slates has been added up yet.")
    judged = {name: way for name, way in ways.items() if way.slates >= LEAST_SLATES}
    best = max(judged, key=lambda name: judged[name].click_rate) if judged else None
    told = (
        f"Most often opened were titles of {best}. Days differ, so that this proves nothing: an experiment would."
        if best is not None
        else f"None has the {LEAST_SLATES} slates from which on a rate says something."
    )
    rows = [
        (name, f"{way.slates:,}", f"{way.click_rate:.2%}", f"{way.watched / max(1, way.slates):.2f}", way.satisfied)
        for name, way in sorted(ways.items(), key=lambda one: -one[1].slates)
    ]
    head = ("Version", "Slates", "Opened", "Watched a slate", "Satisfaction")
    return section("Versions", told, table("Those that answered", head, rows))


def _worth(facts: HouseFacts, quality: Quality) -> str:
    rows, own, others = [], (0, 0), (0, 0)
    for source, (slates, watches) in sorted(quality.by_source.items()):
        each = watches / max(1, slates)
        rows.append((source, f"{slates:,}", f"{watches:,}", f"{each:.3f}", f"{each * facts.watch_value:.3f}"))
        if source == "personalised":
            own = (slates, watches)
        else:
            others = (others[0] + slates, others[1] + watches)
    if not rows:
        return section("What it is worth", "Nothing was shown.")
    told = f"Watches within 7 days of being shown, at {facts.watch_value:g} each (MATINEE_WATCH_VALUE)."
    if own[0] and others[0] and others[1]:
        lift = (own[1] / own[0]) / (others[1] / others[0]) - 1
        told += f" A personalised slate brought {lift:+.0%} against others; who gets them differs, so that is no proof."
    head = ("Link", "Slates", "Watches", "Each", "Value each")
    return section("What it is worth", told, table("By link of the chain", head, rows))


def _variety(quality: Quality) -> str:
    if not quality.genres:
        return section("Variety", "Nothing was shown.")
    told = (
        f"{quality.coverage:.1%} of the catalogue were shown to somebody; {quality.tail:.0%} of the places went to "
        f"titles outside the best known fifth. In a slate {quality.diversity:.0%} of the pairs share no genre. "
        f"Gini of genres: {quality.gini:.2f}."
    )
    shown = sorted(quality.genres.items(), key=lambda one: -one[1])[:14]
    picture = lying_bars([(name, float(count)) for name, count in shown], x="places", about=f"Places by genre. {told}")
    rows = [(name, f"{count:,}") for name, count in shown]
    return section("Variety", told, beside(picture, table("Places by genre", ("Genre", "Places"), rows)))


def _figures(facts: HouseFacts) -> str:
    left = [one for one in facts.figures if "click_ratio" not in one.name]
    if not left:
        return section("Figures", "None have been worked out yet: the job 'figures' does so each hour.")
    rows = [
        (one.name.removeprefix("matinee_").replace("_", " "), ", ".join(one.labels.values()), f"{one.value:.4g}")
        for one in left
    ]
    return section("Figures", "As /metrics tells them.", table("Of the last 7 days", ("Figure", "Of", "Value"), rows))


def _decisions(facts: HouseFacts) -> str:
    told = facts.registry
    if told is None or not told["versions"]:
        return section("Models and decisions", "There is no release: what is popular answers.")
    rows = [
        (one["version"], ", ".join(one["roles"]) or "none", str(one["added_at"])[:10], one["outcome"] or "not judged")
        for one in told["versions"]
    ]
    changes = [
        (str(one["at"])[:16], one["what"], one["version"] or "", one["by"], one["why"]) for one in told["changes"]
    ][:MOST_CHANGES]
    content = table("Versions", ("Version", "Roles", "Added", "The gate said"), rows, words=True)
    if changes:
        content += table("Changes", ("At", "What", "Of", "By", "Why"), changes, words=True)
    return section("Models and decisions", f"{counted(len(rows), 'version')} of {told['name']}.", content)
