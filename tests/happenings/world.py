"""The truth: invented stories drawn from a seed, with what happened and who reports it when.

A story is one or two happenings and the articles about them. Everything that is scored later (the happening of each
event, the tolls, the first report, who copies whom) is known here before any text is written.
"""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent
BEGIN = datetime(2031, 3, 3, 6, tzinfo=UTC)
Status = Literal["asserted", "negated", "historical"]
Phrases = Literal["tuned", "held_out", "other"]


@dataclass(frozen=True)
class PlaceRow:
    """A row of `places.tsv`: a real place, as articles name it and as the gazetteer resolves it."""

    group: str
    role: str
    text: str
    country_name: str
    name: str
    geonames_id: int
    country: str
    admin1: str
    precision: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Truth:
    """One happening."""

    id: str
    kind: Literal["bomb", "shooting", "protest", "arrest", "talks"]
    day: datetime
    place_rows: tuple[PlaceRow, ...]
    """The names that articles may use for the place, most precise first."""
    site: str = ""
    victims: str = ""
    people: str = ""
    why: str = ""
    """Demand, crime or topic."""
    parties: tuple[tuple[str, str, str], ...] = ()
    """Title, name and nation of each party to talks."""


@dataclass(frozen=True)
class Report:
    """What one sentence reports of a happening."""

    truth: Truth
    phrase: str
    """The list in `phrases.toml` from which the sentence is drawn."""
    place_row: PlaceRow | None
    counts: dict[str, int] = field(default_factory=dict)
    sayer: str = "police"
    status: Status = "asserted"
    dated: bool = True
    wrong: int = 0
    group: str = ""
    ago: str = ""


@dataclass(frozen=True)
class Article:
    """One article to be written."""

    id: str
    source: str
    at: datetime
    reports: tuple[Report, ...]
    agency: str | None = None
    copy_of: str | None = None
    delay: timedelta = timedelta(0)
    """Delay between publication and arrival."""


@dataclass(frozen=True)
class Story:
    """Happenings and the articles that report them."""

    kind: str
    truths: tuple[Truth, ...]
    articles: tuple[Article, ...]


@cache
def place_rows() -> tuple[PlaceRow, ...]:
    """Return the places."""
    with (FOLDER / "places.tsv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            PlaceRow(
                **{
                    k: row[k]
                    for k in ("group", "role", "text", "country_name", "name", "country", "admin1", "precision")
                },
                geonames_id=int(row["geonames_id"]),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
            )
            for row in csv.DictReader(rows, delimiter="\t")
        )


@cache
def phrases() -> dict[str, dict[str, list[str]]]:
    """Return the sentences and words."""
    return tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))


class Writer:
    """Draws stories; deterministic for a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._numbers: dict[str, int] = {}
        self._prefix = f"s{seed}"
        self._places: list[tuple[PlaceRow, ...]] = []

    def id(self, kind: str) -> str:
        """Return a new id."""
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{self._prefix}-{kind}{self._numbers[kind]}"

    def word(self, name: str) -> str:
        """Return a word of a list."""
        return self.random.choice(phrases()["words"][name])

    def place(self, *, coarse: bool = False) -> tuple[PlaceRow, ...]:
        """Return a city, or a village with its district or province; none is repeated before all were used."""
        if not self._places:
            groups: dict[str, dict[str, PlaceRow]] = {}
            for place_row in place_rows():
                groups.setdefault(place_row.group, {})[place_row.role] = place_row
            self._places = [(roles["city"],) for roles in groups.values() if "city" in roles]
            self.random.shuffle(self._places)
        return self.random.choice(_nested()) if coarse else self._places.pop()

    def day(self) -> datetime:
        """Return a day of the month of the stories."""
        return BEGIN + timedelta(days=self.random.randrange(24))

    def sources(self, count: int) -> list[str]:
        """Return different publications."""
        return self.random.sample(phrases()["words"]["sources"], count)

    def attack(
        self, place: tuple[PlaceRow, ...] | None = None, day: datetime | None = None, *, other: Truth | None = None
    ) -> Truth:
        """Return an attack whose site and victims differ from those of other attacks."""
        sites = [s for s in phrases()["words"]["sites"] if other is None or s != other.site]
        victims = [v for v in phrases()["words"]["victims"] if other is None or v != other.victims]
        return Truth(
            self.id("h"),
            self.random.choice(["bomb", "shooting"]),
            day or self.day(),
            place or self.place(),
            site=self.random.choice(sites),
            victims=self.random.choice(victims),
        )


def _nested() -> list[tuple[PlaceRow, ...]]:
    """Return villages with the regions that contain them."""
    found = []
    for village in (s for s in place_rows() if s.role == "village" and s.precision == "city"):
        holders = [
            s
            for s in place_rows()
            if s.role in ("district", "province")
            and s.admin1 == village.admin1
            and s.country == village.country
            and (s.role == "province" or (abs(s.lat - village.lat) < 0.3 and abs(s.lon - village.lon) < 0.3))
        ]
        if holders:
            found.append((village, *holders))
    return found


def report_on(truth: Truth, **changes: object) -> Report:
    """Return a report with the phrases of its kind."""
    return replace(Report(truth, truth.kind, truth.place_rows[0]), **changes)  # type: ignore[arg-type]


def tolls(writer: Writer, steps: int) -> list[int]:
    """Return a death toll that rises."""
    now, found = writer.random.randrange(3, 9), []
    for _ in range(steps):
        found.append(now)
        now += writer.random.randrange(0, 4)
    return found


def rising(writer: Writer, truth: Truth | None = None, articles: int | None = None) -> Story:
    """Return a first flash and follow-ups by other sources with rising tolls; some credit an agency, or are copies."""
    truth = truth or writer.attack()
    count = articles or writer.random.randrange(4, 9)
    told_by = writer.sources(count)
    at, found = truth.day + timedelta(hours=writer.random.randrange(2, 12)), []
    wire = writer.word("agencies")
    for number, (source, killed) in enumerate(zip(told_by, tolls(writer, count), strict=True)):
        place_row = writer.random.choice(truth.place_rows) if number else truth.place_rows[0]
        main = report_on(
            truth, place_row=place_row, counts={"killed": killed, "injured": killed + 7}, sayer=writer.word("sayers")
        )
        extra = (
            report_on(truth, phrase="second_toll", place_row=None, counts={"killed": killed + 2}, sayer="the army"),
        )
        agency = wire if writer.random.random() < 0.4 else None
        delay = timedelta(hours=writer.random.randrange(2, 40)) if writer.random.random() < 0.15 else timedelta(0)
        tail = extra if number and writer.random.random() < 0.3 and main.sayer != "the army" else ()
        found.append(Article(writer.id("a"), source, at, (main, *tail), agency, delay=delay))
        if writer.random.random() < 0.2:
            found.append(copy(writer, found[-1]))
        at += timedelta(hours=writer.random.randrange(1, 10))
    return Story("rising", (truth,), tuple(found))


def copy(writer: Writer, original: Article) -> Article:
    """Return an unread copy of an article in another publication."""
    at = original.at + timedelta(minutes=writer.random.randrange(5, 300))
    return replace(original, id=writer.id("c"), source=writer.word("sources"), at=at, copy_of=original.id)


def corrected(writer: Writer) -> Story:
    """One source gives too many, and corrects it."""
    story = rising(writer, articles=4)
    truth, last = story.truths[0], story.articles[-1]
    source, sayer = "The Evening Ledger", "the interior ministry"
    wrong = report_on(truth, counts={"killed": 19}, sayer=sayer)
    right = report_on(truth, phrase="corrected", counts={"killed": 14}, wrong=19, sayer=sayer)
    first = Article(writer.id("a"), source, last.at + timedelta(hours=2), (wrong,))
    later = Article(writer.id("a"), source, last.at + timedelta(hours=9), (right,))
    return replace(story, kind="corrected", articles=(*story.articles, first, later))


def denied(writer: Writer) -> Story:
    """A group denies responsibility."""
    story = rising(writer, articles=5)
    truth, last = story.truths[0], story.articles[-1]
    denial = report_on(truth, phrase="denial", status="negated", group=writer.word("groups"))
    article = Article(writer.id("a"), "Open Horizon", last.at + timedelta(hours=8), (denial,))
    return replace(story, kind="denied", articles=(*story.articles, article))


def retracted(writer: Writer) -> Story:
    """One source reports something false and retracts it."""
    truth = replace(writer.attack(), kind="bomb")
    source = writer.word("sources")
    at = truth.day + timedelta(hours=5)
    false = Article(writer.id("a"), source, at, (report_on(truth, counts={"killed": 6}),))
    back = report_on(truth, phrase="retracted", status="negated", sayer="police")
    return Story("retracted", (truth,), (false, Article(writer.id("a"), source, at + timedelta(hours=7), (back,))))


def twins(writer: Writer) -> Story:
    """Two similar attacks in one city on one day; some articles report both."""
    one = writer.attack()
    other = replace(writer.attack(one.place_rows, one.day, other=one), kind=one.kind)
    first, second = rising(writer, one, 4), rising(writer, other, 4)
    both = tuple(
        report_on(truth, counts={"killed": story.articles[-1].reports[0].counts["killed"]}, sayer="police")
        for truth, story in ((one, first), (other, second))
    )
    at = one.day + timedelta(hours=30)
    article = Article(writer.id("a"), writer.word("sources"), at, both)
    return Story("twins", (one, other), (*first.articles, *second.articles, article))


def nested(writer: Writer) -> Story:
    """The place is given as village, district and province."""
    return replace(rising(writer, writer.attack(writer.place(coarse=True)), 6), kind="nested")


def copied(writer: Writer) -> Story:
    """A hundred copies of one wire story."""
    story = rising(writer, articles=3)
    original = story.articles[0]
    many = tuple(copy(writer, original) for _ in range(100))
    return replace(story, kind="copied", articles=(*story.articles, *many))


def anniversary(writer: Writer) -> Story:
    """A vigil weeks or a year later, which recalls the attack."""
    story = rising(writer, replace(writer.attack(), kind="bomb"), 4)
    truth, days = story.truths[0], writer.random.choice([(28, "four weeks"), (365, "a year")])
    day = truth.day + timedelta(days=days[0])
    vigil = replace(truth, id=writer.id("h"), kind="protest", day=day, people="mourners")
    recalled = report_on(vigil, phrase="anniversary", counts={"killed": 9}, ago=days[1])
    recalled = replace(recalled, truth=replace(vigil, site=truth.site, victims=truth.victims))
    articles = tuple(
        Article(writer.id("a"), source, day + timedelta(hours=12), (recalled,)) for source in writer.sources(2)
    )
    return Story("anniversary", (truth, vigil), (*story.articles, *articles))


def next_days(writer: Writer) -> Story:
    """Another attack of the same kind in the same city, days later."""
    one = writer.attack()
    later = one.day + timedelta(days=writer.random.randrange(2, 6))
    other = replace(writer.attack(one.place_rows, later), kind=one.kind, site=one.site)
    first, second = rising(writer, one, 4), rising(writer, other, 4)
    return Story("next days", (one, other), (*first.articles, *second.articles))


def protest(writer: Writer) -> Story:
    """A march for which organisers and police give different numbers."""
    truth = Truth(
        writer.id("h"),
        "protest",
        writer.day(),
        writer.place(),
        people=writer.word("people"),
        why=writer.word("demands"),
    )
    low = writer.random.randrange(3, 9) * 1000
    return _plain(writer, "protest", truth, "participants", [low, low, 2 * low], ["police", "the mayor", "organisers"])


def arrest(writer: Writer) -> Story:
    """People are arrested."""
    truth = Truth(
        writer.id("h"), "arrest", writer.day(), writer.place(), people=writer.word("people"), why=writer.word("crimes")
    )
    count = writer.random.randrange(5, 40)
    return _plain(writer, "arrest", truth, "arrested", [count] * 3, ["a spokesman", "the interior ministry", "police"])


def talks(writer: Writer) -> Story:
    """Two ministers meet."""
    nations = writer.random.sample(phrases()["words"]["nations"], 2)
    title = writer.word("titles_of_people")
    parties = tuple((title, f"{writer.word('given')} {writer.word('family')}", nation) for nation in nations)
    truth = Truth(writer.id("h"), "talks", writer.day(), writer.place(), why=writer.word("topics"), parties=parties)
    return _plain(writer, "talks", truth, None, [0, 0, 0], ["the foreign ministry", "a spokesman", "officials"])


def _plain(
    writer: Writer, kind: str, truth: Truth, slot: str | None, numbers: Sequence[int], sayers: Sequence[str]
) -> Story:
    at, articles = truth.day + timedelta(hours=10), []
    for source, number, sayer in zip(writer.sources(len(numbers)), numbers, sayers, strict=True):
        report = report_on(truth, counts={slot: number} if slot else {}, sayer=sayer)
        articles.append(Article(writer.id("a"), source, at, (report,)))
        at += timedelta(hours=writer.random.randrange(1, 12))
    return Story(kind, (truth,), tuple(articles))


STORIES: list[tuple[Callable[[Writer], Story], int]] = [
    (rising, 34),
    (corrected, 8),
    (denied, 8),
    (retracted, 6),
    (twins, 12),
    (nested, 12),
    (copied, 3),
    (anniversary, 8),
    (next_days, 10),
    (protest, 14),
    (arrest, 8),
    (talks, 12),
]
"""How many stories of each kind make a full suite: 167 happenings."""


def stories(seed: int, share: float = 1.0) -> list[Story]:
    """Return the stories of a seed; `share` of the full number of each kind, but at least one."""
    writer = Writer(seed)
    return [make(writer) for make, count in STORIES for _ in range(max(1, round(count * share)))]


def arriving(told_stories: Sequence[Story]) -> Iterator[Article]:
    """Yield all articles in the order of their arrival."""
    articles = [article for story in told_stories for article in story.articles]
    return iter(sorted(articles, key=lambda a: (a.at + a.delay, a.id)))
