"""A happening with more reports than its record holds keeps its facts: tolls, sources, retractions, first report."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from agents.happenings.claims import claims_of, in_time
from agents.happenings.consensus import status_of
from agents.happenings.count_summary import counts_of
from agents.happenings.independence import independent
from agents.happenings.joining import Joining
from agents.happenings.kept_reports import bounded
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from streams.contract.happening import Happening, HappeningReport
from streams.contract.records import Magnitude
from tests.unit.support.happening_records import copy
from tests.unit.support.news_events import attack, killed, said

RETRACTION = "The report of the explosion in Charsadda was false, the paper said, and is retracted."
SPEAKERS = [None, "the army", "The Army", "a hospital"]
GROUPS = ["people", "soldiers", "gunmen"]


def after(number: int, joining: Joining | None = None, **changes: Any) -> Happening:
    """Return a happening after this many articles; `changes` are fields by name, as functions of the number."""
    joining, found = joining or Joining(100), None
    for n in range(number):
        (found,) = joining.add_events([attack(f"a{n}", **{name: of(n) for name, of in changes.items()})])
    assert found is not None
    assert len(found.reports) <= rules().limits.reports
    assert found.articles == number
    return found


def test_the_first_report_and_the_highest_number_are_kept() -> None:
    found = after(
        130,
        published_at=lambda n: "2024-03-04T01:00:00Z" if n == 60 else "2024-03-04T12:00:00Z",
        magnitude=lambda n: killed(40 if n == 60 else 3),
    )
    assert found.counts.killed is not None
    assert (found.first_report.article_id, found.counts.killed.highest) == ("a60", 40)


def test_articles_of_one_agency_stay_one_source() -> None:
    assert after(140, source=lambda n: f"Paper {n}", agency=lambda n: "Reuters").independent_sources == 1


def test_an_agency_that_few_credit_is_still_known_later() -> None:
    joining = Joining(100)
    many = after(130, joining, source=lambda n: f"Paper {n}", agency=lambda n: "Reuters" if n == 60 else None)
    last = attack("b1", source="Paper B", agency="Reuters")
    (found,) = joining.add_events([last])
    assert found.sources == many.sources + 1
    assert (many.agencies, found.independent_sources) == (["Reuters"], many.independent_sources)


def test_a_small_record_keeps_the_number_of_sources() -> None:
    joining = Joining(1000, 100_000)
    found = after(60, joining, source=lambda n: f"Paper {n}", agency=lambda n: "Reuters", title=lambda n: "t" * 5000)
    assert (len(found.reports) < 20, found.independent_sources) == (True, 1)
    told = {report.article_id for report in found.reports} | {one.article_id for one in found.copies}
    assert {one.copy_of for one in found.copies} <= told


def test_a_retraction_outlives_a_hundred_reports() -> None:
    joining = Joining(100)
    for n in range(160):
        changes: dict[str, Any] = {"source": f"Paper {n}", "magnitude": killed(90 if n == 1 else 3)}
        if n == 60:
            changes = {"sentence": RETRACTION, "status": "negated", "source": "Paper 1", "magnitude": Magnitude()}
        at = f"2024-03-04T{13 if n >= 60 else 12}:00:00Z"
        (found,) = joining.add_events([attack(f"a{n}", attribution=None, published_at=at, **changes)])
    assert [correction.kind for correction in found.corrections] == ["retraction"]
    assert found.counts.killed is not None
    assert (found.status, found.counts.killed.highest) == ("asserted", 3)


def test_an_article_is_kept_or_left_out_as_a_whole() -> None:
    """Without "nine people" of its article, "two officers" would be the lowest toll."""
    reports = [
        report_of(attack(f"a{n}", number=k, magnitude=killed(9 - 7 * k), attribution=None))
        for n in range(9)
        for k in (0, 1)
    ]
    kept, copies = bounded(reports, [], 7)
    assert len(kept) == 6
    assert {report.article_id for report in kept}.isdisjoint(one.article_id for one in copies)
    assert [claim.min for claim in claims_of(kept)[0]] == [9, 9, 9]


def test_one_article_with_too_many_reports_is_cut() -> None:
    reports = [report_of(attack("a1", number=n)) for n in range(9)]
    assert bounded(reports, [], 4) == (reports[:4], [])


def _report(number: int, draw: random.Random) -> HappeningReport:
    low, speaker, retracts = draw.randint(1, 30), draw.choice(SPEAKERS), draw.random() < 0.05
    count = killed(low).killed
    assert count is not None
    told = Magnitude(killed=msgspec.structs.replace(count, text=f"{low} {draw.choice(GROUPS)}"))
    return report_of(
        attack(
            f"a{number}",
            RETRACTION if retracts else f"Report {number}: a bomb exploded.",
            source=f"Paper {draw.randint(0, 60)}",
            agency=draw.choice([None, None, "Reuters", "AFP"]),
            status="negated" if retracts else "asserted",
            published_at=f"2024-03-04T{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:00Z",
            attribution=said(speaker) if speaker else None,
            magnitude=Magnitude() if retracts else told,
        )
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_facts_are_those_of_all_reports(seed: int) -> None:
    draw = random.Random(seed)
    reports = [_report(number, draw) for number in range(60)]
    copies = [copy(f"c{n}", draw.choice(["gone", f"a{n}"]), source=f"Paper {n}") for n in range(6)]
    kept, counted = bounded(reports, copies, 40)
    ordered, before = in_time(kept), in_time(reports)
    assert (ordered[0], ordered[-1], len(kept)) == (before[0], before[-1], 40)
    assert independent(kept, counted) == independent(reports, copies)
    assert status_of(ordered) == status_of(before)
    now, then = (counts_of(claims_of(one)[0]).killed for one in (ordered, before))
    assert now is not None
    assert then is not None
    assert now == msgspec.structs.replace(then, claims=now.claims)
