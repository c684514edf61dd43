"""Join the events of invented articles, and compare the happenings with the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from agents.happenings.joining import Joining
from agents.happenings.partitioning import by_meeting_key, partition
from agents.happenings.rules import rules
from streams.contract.happening import Copy, Happening
from streams.contract.records import Event
from tests.happenings.perfect_reader import CODES
from tests.happenings.scores import Clusters, score
from tests.happenings.texts import WrittenArticle, moment, write
from tests.happenings.world import Article, Phrases, Story, Truth, arriving

PARTITIONS = 8
Reader = Callable[[Sequence[WrittenArticle]], list[list[Event]]]


@dataclass
class Result:
    """The happenings and their scores."""

    clusters: Clusters
    happenings: dict[str, Happening]
    """Latest versions by id, including those that were merged into another."""
    truths: int
    found: int
    articles: int
    events: int
    judged: int
    rights: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each kind of check: number of right results, number of checks."""
    mixed: list[tuple[str, set[str]]] = field(default_factory=list)
    torn: list[tuple[str, set[str]]] = field(default_factory=list)


def joined(articles: Sequence[Article], events: dict[str, list[Event]]) -> dict[str, Happening]:
    """Return the latest version of each published happening, by id."""
    parts = [Joining(10_000) for _ in range(PARTITIONS)]
    latest: dict[str, Happening] = {}
    for article in articles:
        changed: list[Happening] = []
        if article.copy_of is not None:
            copy = Copy(
                article_id=article.id,
                source=article.source,
                url=None,
                copy_of=article.copy_of,
                reported_at=moment(article.at),
            )
            for part in parts:
                changed += part.add_copy(copy)
        else:
            for key, group in by_meeting_key(events[article.id]).items():
                changed += parts[partition(key, PARTITIONS)].add_events(group)
        for happening in changed:
            assert happening.version > (
                latest[happening.happening_id].version if happening.happening_id in latest else 0
            )
            latest[happening.happening_id] = happening
    return latest


def measure(stories: Sequence[Story], which: Phrases, reader: Reader, *, order: Sequence[Article] = ()) -> Result:
    """Write the articles, read them, join their events, and score the result."""
    articles = list(order or arriving(stories))
    written = [write(article, which) for article in articles if article.copy_of is None]
    read = reader(written)
    events = {w.article.id: found for w, found in zip(written, read, strict=True)}
    latest = joined(articles, events)
    return judge(stories, written, events, latest)


def judge(
    stories: Sequence[Story],
    written: Sequence[WrittenArticle],
    events: dict[str, list[Event]],
    latest: dict[str, Happening],
) -> Result:
    """Compare the published happenings with the truth."""
    true = {e.event_id: label for w in written for e in events[w.article.id] if (label := _label(w, e))}
    owner = {i: h.happening_id for h in latest.values() if h.merged_into is None for i in h.event_ids}
    found = {item: owner.get(item, f"alone {item}") for item in true}
    truths = {truth.id: truth for story in stories for truth in story.truths}
    mine = {name: _majority(name, true, found) for name in set(true.values())}
    result = Result(
        score(true, found),
        latest,
        len(truths),
        len(set(found.values())),
        sum(len(story.articles) for story in stories),
        sum(map(len, events.values())),
        len(true),
        _rights(
            stories,
            truths,
            {k: latest.get(v) for k, v in mine.items()},
            {w.article.id for w in written if events[w.article.id]},
        ),
    )
    groups: dict[str, set[str]] = defaultdict(set)
    back: dict[str, set[str]] = defaultdict(set)
    for item, name in true.items():
        groups[found[item]].add(name)
        back[name].add(found[item])
    result.mixed = [(name, names) for name, names in groups.items() if len(names) > 1]
    result.torn = [(name, names) for name, names in back.items() if len(names) > 1]
    return result


def _label(written: WrittenArticle, event: Event) -> str | None:
    """Return the true happening of an event, or None if it is unknown: titles, and other event families."""
    if event.status not in rules().joins or event.evidence.field != "text":
        return None
    for start, end, report in written.sentences:
        if start <= event.evidence.trigger_start < end:
            family = rules().family(event.event_type, event.magnitude)
            if family != rules().family(CODES[report.truth.kind][0]):
                return None
            return report.truth.id
    return None


def _majority(name: str, true: dict[str, str], found: dict[str, str]) -> str:
    votes = Counter(found[item] for item, label in true.items() if label == name)
    return max(votes, key=lambda cluster: (votes[cluster], cluster))


def _rights(
    stories: Sequence[Story], truths: dict[str, Truth], found: dict[str, Happening | None], read: set[str]
) -> dict[str, tuple[int, int]]:
    counts: dict[str, list[bool]] = defaultdict(list)
    for story in stories:
        for truth in story.truths:
            told = [a for a in story.articles if any(t.truth.id == truth.id for t in a.reports)]
            got = found.get(truth.id)
            counts["found at all"].append(got is not None)
            if got is None:
                continue
            first = min((a for a in told if a.copy_of is None), key=lambda a: (a.at, a.id))
            counts["first report"].append(got.first_report.reported_at == moment(first.at))
            counts["independent sources"].append(got.independent_sources == _independent(told))
            counts["articles"].append(got.articles == len({a.id for a in told}))
            if (killed := _latest_killed(truth, told)) is not None:
                summary = got.counts.killed
                counts["latest killed"].append(summary is not None and summary.latest_min == killed)
            if story.kind == "retracted":
                counts["retraction seen"].append(got.status == "negated" and got.counts.killed is None)
            if story.kind == "denied":
                counts["denial seen"].append(bool(got.denials) and got.status == "asserted")
            if story.kind == "corrected":
                counts["correction seen"].append(any(c.slot == "killed" and c.old_min == 19 for c in got.corrections))
    return {name: (sum(right), len(right)) for name, right in counts.items()}


def _latest_killed(truth: Truth, told: Iterable[Article]) -> int | None:
    claims = [
        (article.at, report.counts["killed"])
        for article in told
        for report in article.reports
        if report.truth.id == truth.id
        and "killed" in report.counts
        and article.copy_of is None
        and report.truth.kind in ("bomb", "shooting")
    ]
    taken_back = any(t.phrase == "retracted" for a in told for t in a.reports)
    return max(claims)[1] if claims and not taken_back else None


def _independent(told: Sequence[Article]) -> int:
    """Return the number of independent origins: an agency and all who credit it count once."""
    groups: list[set[str]] = []
    for article in told:
        names = {article.id, f"source {article.source}"}
        names |= {f"agency {article.agency}"} if article.agency else set()
        names |= {article.copy_of} if article.copy_of else set()
        touching = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        groups.append(names.union(*touching))
    return len(groups)
