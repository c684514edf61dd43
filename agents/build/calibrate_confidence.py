"""Fit the confidence of events on the project's own labelled sentences:  python -m agents.build.calibrate_confidence

Reads every sentence of `sentences/*.jsonl` with a classifier that was trained without it (the folds of
`train_classifier`), and fits the weights of `trigger_confidence.toml` by logistic regression. Prints the share of right
events by confidence. With `--check`, writes nothing and fails if the weights differ from those of the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.build.train_classifier import FOLDS, examples, fit, rows
from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.entities.entities import find_entities
from agents.reader.events.events import read_events
from agents.reader.events.trigger_confidence import DATA, FEATURES, WEIGHTS, confidence, features, log_odds
from agents.reader.numbers import counts
from agents.reader.ontology.packs import NONE
from agents.reader.places import places
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.tree import Doc
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.timex import date_mentions
from agents.reader.triggers.classifier import Classifier
from streams.contract.records import Article

FACTUAL = frozenset({"asserted", "historical"})
"""Statuses that are wrong if nothing happened; the others already mark a doubt."""
RIDGE = 1.0
"""L2 penalty on the weights of the features."""
ROUNDS = 30
"""Newton steps; they converge in about eight."""
BINS = 10
"""Number of equal bins of confidence in the table."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A coded event of a labelled sentence, and whether it agrees with the label."""

    score: float
    features: dict[str, bool]
    right: bool


def observe(sentences: Sequence[dict[str, Any]], docs: Sequence[Doc]) -> list[Observation]:
    """Return the events of every sentence, coded by a classifier that was trained without it."""
    types = sorted({row["type"] for row in sentences} | {NONE})
    data = examples(list(sentences), list(docs), types)
    found: list[Observation] = []
    for fold in range(FOLDS):
        classifier = Classifier(types, *fit(data, data.folds != fold, len(types)))
        for row, doc in list(zip(sentences, docs, strict=True))[fold::FOLDS]:
            found += _observed(row, _code(row["text"], doc, classifier))
    return found


def _code(text: str, doc: Doc, classifier: Classifier) -> list[EventAnalysis]:
    article_text = ArticleText(Article(id="sentence", text=text), None)
    article_text.passages = [Passage("text", text, list(range(len(text))), list(range(1, len(text) + 1)), doc)]
    entities = find_entities(article_text)
    found = places.find_places(article_text, entities)
    return read_events(
        article_text,
        entities,
        found,
        date_mentions.find_dates(article_text),
        counts.find_counts(article_text),
        classifier=classifier,
    )


def _observed(row: dict[str, Any], analyses: Sequence[EventAnalysis]) -> Iterator[Observation]:
    """Yield the event of the most confident trigger; if the label is not an event, every event coded as a fact."""
    if row["type"] == NONE:
        chosen = [f for f in analyses if f.coded.status in FACTUAL]
    else:
        chosen = sorted(analyses, key=lambda f: -f.trigger.score)[:1]
    for analysis in chosen:
        known = features(analysis.slots, analysis.coded.status)
        yield Observation(analysis.trigger.score, known, analysis.coded.event_type == row["type"])


def fit_weights(observations: Sequence[Observation]) -> dict[str, float]:
    """Return the weights of highest likelihood (L2-penalised logistic regression), rounded to two decimals."""
    seen = np.array(
        [[1.0, log_odds(o.score), *(float(o.features[name]) for name in FEATURES)] for o in observations],
        dtype=np.float64,
    )
    right = np.array([o.right for o in observations], dtype=np.float64)
    penalty = np.diag([0.0, 0.0, *[RIDGE] * len(FEATURES)])
    weights: NDArray[np.float64] = np.zeros(seen.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - p) - penalty @ weights
        weights += np.linalg.solve(seen.T @ (seen * (p * (1 - p))[:, None]) + penalty, slope)
    return dict(zip(("bias", "score", *FEATURES), (round(float(w), 2) for w in weights), strict=True))


def reliability(pairs: Sequence[tuple[float, bool]]) -> tuple[float, str]:
    """Return the expected calibration error of (confidence, right) pairs, and its reliability table in Markdown."""
    lines = ["| confidence | events | mean confidence | right |", "|---|---|---|---|"]
    error = 0.0
    for step in range(BINS):
        within = [(p, right) for p, right in pairs if min(int(p * BINS), BINS - 1) == step]
        if within:
            mean, share = (float(np.mean([pair[i] for pair in within])) for i in (0, 1))
            error += abs(mean - share) * len(within) / len(pairs)
            lines.append(f"| {step / BINS:.1f}-{(step + 1) / BINS:.1f} | {len(within)} | {mean:.2f} | {share:.2f} |")
    return error, "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Fit, print, and write or compare the weights; return 1 if `--check` finds other weights in the file."""
    sentences = rows()
    observations = observe(sentences, SpacyModel().parse(row["text"] for row in sentences))
    weights = fit_weights(observations)
    error, table = reliability([(confidence(o.score, o.features, weights), o.right) for o in observations])
    sys.stdout.write(f"{len(observations)} events, expected calibration error {error:.3f}\n{table}\n{weights}\n")
    if "--check" in arguments:
        return int(weights != WEIGHTS)
    written = "\n".join(f"{name} = {value}" for name, value in weights.items())
    table = DATA.path.read_text("utf-8")
    DATA.path.write_text(re.sub(r"(?s)\[weights\]\n.*", f"[weights]\n{written}\n", table), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
