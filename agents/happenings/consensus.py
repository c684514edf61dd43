"""Type, place, day, parties and status on which most articles of a happening agree. Nothing is averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from agents.happenings.claims import is_retraction, origins
from agents.happenings.days import Days, days_of, order_of
from agents.happenings.geography import Relation, rank, relation
from agents.happenings.rules import rules
from agents.happenings.vocabulary import name_key
from streams.contract.happening import BestEvidence, HappeningDate, HappeningParty, HappeningPlace, HappeningReport
from streams.contract.records import Participant, Place, Status

AGREEING = {Relation.SAME, Relation.NEAR, Relation.HOLDS, Relation.HOLDS_COUNTRY}


def asserting_reports(reports: Sequence[HappeningReport]) -> list[HappeningReport]:
    """Return the reports that say that it happened; all reports if none does."""
    return [report for report in reports if report.status == "asserted"] or list(reports)


def type_of(reports: Sequence[HappeningReport]) -> HappeningReport:
    """Return a report of the type that most articles give; on a tie, the first report by its time, then confidence."""
    if len({report.event_type for report in reports}) == 1:
        return reports[0]
    votes = _by_article(reports, lambda report: report.event_type)
    most = max(votes.values())
    tied = [report for report in reports if votes[report.event_type] == most]
    return min(tied, key=lambda one: (one.reported_at is None, order_of(one.reported_at), -one.confidence))


def modes_of(reports: Sequence[HappeningReport]) -> list[str]:
    """Return the modes that at least a third of the articles with a mode give."""
    with_mode = [report for report in reports if report.modes]
    if not with_mode:
        return []
    articles = len({report.article_id for report in with_mode})
    pairs = {(report.article_id, mode) for report in with_mode for mode in report.modes}
    votes = Counter(mode for _, mode in pairs)
    return sorted(mode for mode, count in votes.items() if 3 * count >= articles)


def place_of(reports: Sequence[HappeningReport]) -> HappeningPlace | None:
    """Return the finest place with which most articles agree."""
    placed = _first_of_article(report for report in reports if report.location and report.location.country)
    places = [report.location for report in placed if report.location is not None]
    if not places:
        return None
    votes = Counter((place.geonames_id, place.name) for place in places)
    distinct = {(place.geonames_id, place.name): place for place in reversed(places)}

    def support(place: Place) -> int:
        return sum(votes[key] for key, other in distinct.items() if relation(place, other) in AGREEING)

    best = min(distinct.values(), key=lambda place: (-support(place), rank(place), place.name or ""))
    return HappeningPlace(
        name=best.name or best.text,
        geonames_id=best.geonames_id,
        lat=best.lat,
        lon=best.lon,
        country=best.country,
        admin1=best.admin1,
        precision=best.precision,
        agreement=round(support(best) / len(places), 2),
    )


def date_of(reports: Sequence[HappeningReport]) -> HappeningDate | None:
    """Return the day that most texts name; the earliest day of publication if no text names one."""
    stated = _first_of_article(report for report in reports if report.date_source == "text")
    if stated:
        votes = Counter(report.date or "" for report in stated)
        best = min(votes, key=lambda value: (-_agreeing_votes(value, votes), _length(value), value))
        report = next(report for report in stated if report.date == best)
        return _date(report, _agreeing_votes(best, votes) / len(stated))
    dated = [report for report in reports if report.date is not None]
    return _date(min(dated, key=lambda report: report.date or ""), 1.0) if dated else None


def _date(report: HappeningReport, agreement: float) -> HappeningDate | None:
    if report.date is None or report.grain is None or report.date_source is None:
        return None
    return HappeningDate(
        value=report.date, grain=report.grain, source=report.date_source, agreement=round(agreement, 2)
    )


def parties_of(
    reports: Sequence[HappeningReport], side: Callable[[HappeningReport], list[Participant]]
) -> list[HappeningParty]:
    """Return the named parties of one side, most frequent first; the most frequent phrase if no party is named."""
    found = [(r.article_id, p) for r in reports for p in side(r) if any(map(str.isalpha, p.name))]
    if not found:
        return []
    named_ones = [(article, party) for article, party in found if party.entity_id is not None]
    pairs = {(article, name_key(party.name)): party for article, party in named_ones or found}
    votes = Counter(key for _, key in pairs)
    first = {key: party for (_, key), party in reversed(pairs.items())}
    named = any(party.entity_id for party in first.values())
    order = sorted(votes, key=lambda key: (-votes[key], key))[: rules().limits.parties if named else 1]
    return [
        HappeningParty(
            name=first[key].name,
            entity_label=first[key].label,
            role=first[key].role,
            country=first[key].country,
            sector=first[key].sector,
            articles=votes[key],
        )
        for key in order
    ]


def status_of(in_time: Sequence[HappeningReport]) -> Status:
    """Return `asserted` if a report that was not retracted asserts it; otherwise negated, future or historical.

    A report after the retraction of its source asserts it again.
    """
    if standing_reports(in_time):
        return "asserted"
    statuses = {report.status for report in in_time}
    return next((status for status in _ORDER if status in statuses), "asserted")


def standing_reports(in_time: Sequence[HappeningReport]) -> list[HappeningReport]:
    """Return the reports that assert it and were not retracted later, in order of time."""
    found: list[HappeningReport] = []
    gone = {n: r for n, r in enumerate(in_time) if r.status == "negated" and is_retraction(r, in_time)}
    for number, report in enumerate(in_time):
        later = (one for n, one in gone.items() if n > number or one.article_id == report.article_id)
        if report.status == "asserted" and not any(_retracts(one, report) for one in later):
            found.append(report)
    return found


_ORDER: tuple[Status, ...] = ("negated", "asserted", "future", "historical")


def best_evidence(reports: Sequence[HappeningReport]) -> BestEvidence:
    """Return the sentence of the report with the most slots filled; on a tie, of the highest confidence."""
    best = max(asserting_reports(reports), key=lambda report: (_filled(report), report.confidence, report.event_id))
    return BestEvidence(
        article_id=best.article_id, event_id=best.event_id, sentence=best.sentence, trigger=best.trigger
    )


def _retracts(retraction: HappeningReport, report: HappeningReport) -> bool:
    return not origins(retraction).isdisjoint(origins(report))


def _filled(report: HappeningReport) -> int:
    slots = (report.actors, report.recipients, report.date_source == "text", report.location)
    return sum(map(bool, slots)) + any(getattr(report.magnitude, s) for s in report.magnitude.__struct_fields__)


def _by_article(reports: Iterable[HappeningReport], of: Callable[[HappeningReport], str]) -> Counter[str]:
    return Counter(value for _, value in {(report.article_id, of(report)) for report in reports})


def _first_of_article(reports: Iterable[HappeningReport]) -> list[HappeningReport]:
    found: dict[str, HappeningReport] = {}
    for report in reports:
        found.setdefault(report.article_id, report)
    return list(found.values())


def _agreeing_votes(value: str, votes: Mapping[str, int]) -> int:
    """Return the votes for times that equal this one, contain it or lie in it."""
    mine = days_of(value)
    return sum(count for other, count in votes.items() if value == other or _is_one(mine, days_of(other)))


def _is_one(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and (one.holds(other) or other.holds(one))


def _length(value: str) -> int:
    days = days_of(value)
    return days.length if days else 100_000
