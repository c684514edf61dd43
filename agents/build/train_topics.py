"""Train the topic model on the project's own invented articles:  python -m agents.build.train_topics

Reads `articles/*.txt`, one article per line, with the topic as the file's name; writes `weights.npz` of the relevance
stage. Prints the accuracy of five-fold cross-validation, and that on `articles/held_out.jsonl`, which is never used for
training. The same articles and library versions give the same weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.reader.relevance.article_topics import ON_TOPIC, WEIGHTS, Floats, content_words, unit_rows
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.tree import Doc, Token
from agents.reader.triggers.classifier import softmax

ARTICLES = Path(__file__).parent / "articles"
STEPS = 400
RATE = 0.02
DECAY = 1e-3
"""L2 penalty on every weight."""
ALONE = 0.5
"""Weight of a single sentence; an article has weight 1."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class TopicExamples:
    """A training set: one row per article or sentence."""

    vectors: Floats
    labels: NDArray[np.int64]
    weights: Floats
    folds: NDArray[np.int64]


def articles() -> list[tuple[str, str]]:
    """Return topic and text of the articles for training, in order."""
    return [
        (file.stem, line)
        for file in sorted(ARTICLES.glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]


def held_out() -> list[tuple[str, str]]:
    """Return topic and text of the articles for measuring."""
    lines = (ARTICLES / "held_out.jsonl").read_text("utf-8").splitlines()
    return [(row["topic"], row["text"]) for row in map(json.loads, lines)]


def features(tokens: Sequence[Token], units: Floats) -> Floats:
    """Return the sum of the vectors of the distinct content words, divided by the square root of their number."""
    rows = list(content_words(tokens))
    total = units[rows].sum(axis=0) / np.sqrt(max(len(rows), 1))
    return np.asarray(total, dtype=np.float32)


def examples(texts: Sequence[tuple[str, str]], docs: Sequence[Doc], topics: Sequence[str]) -> TopicExamples:
    """Return the training set of every article and of each of its sentences."""
    units = unit_rows(docs[0].vectors)
    vectors, labels, weights, folds = [], [], [], []
    for number, ((topic, _), doc) in enumerate(zip(texts, docs, strict=True)):
        for part, weight in ((doc.tokens, 1.0), *((list(sentence), ALONE) for sentence in doc.sents)):
            vectors.append(features(part, units))
            labels.append(topics.index(topic))
            weights.append(weight)
            folds.append(number % FOLDS)
    return TopicExamples(np.array(vectors), np.array(labels), np.array(weights, dtype=np.float32), np.array(folds))


def fit(data: TopicExamples, chosen: NDArray[np.bool_], topics: int) -> tuple[Floats, Floats]:
    """Return weights and bias, fitted by Adam with full batches (Kingma and Ba 2015)."""
    vectors, labels = data.vectors[chosen], np.eye(topics, dtype=np.float32)[data.labels[chosen]]
    share = data.weights[chosen, None] / data.weights[chosen].sum()
    parameters = [np.zeros((vectors.shape[1], topics), np.float32), np.zeros(topics, np.float32)]
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
    for step in range(1, STEPS + 1):
        error = (softmax(vectors @ parameters[0] + parameters[1]) - labels) * share
        slopes = (vectors.T @ error + DECAY * parameters[0], error.sum(axis=0))
        for parameter, slope, (mean, square) in zip(parameters, slopes, moments, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            parameter -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return parameters[0], parameters[1]


def accuracy(odds: Floats, labels: NDArray[np.int64], topics: Sequence[str]) -> str:
    """Return a line with the share of right topics, and of texts rightly classified as on or off topic."""
    on = [i for i, topic in enumerate(topics) if topic in ON_TOPIC]
    right = float((odds.argmax(axis=1) == labels).mean())
    relevant = float(((odds[:, on].sum(axis=1) > 0.5) == np.isin(labels, on)).mean())
    return f"topic {right:.3f}, on or off topic {relevant:.3f}"


def main() -> None:
    """Cross-validate, train on all articles, measure on the held-out ones, and write the weights."""
    model, texts, others = SpacyModel(), articles(), held_out()
    topics = sorted({topic for topic, _ in texts})
    data = examples(texts, model.parse(text for _, text in texts), topics)
    guessed = np.zeros((len(data.labels), len(topics)), np.float32)
    for fold in range(FOLDS):
        weights, bias = fit(data, data.folds != fold, len(topics))
        guessed[data.folds == fold] = softmax(data.vectors @ weights + bias)[data.folds == fold]
    whole = data.weights == 1
    found = accuracy(guessed[whole], data.labels[whole], topics)
    sys.stdout.write(f"{len(texts)} articles, cross-validated: {found}\n")
    weights, bias = fit(data, np.ones(len(data.labels), dtype=np.bool_), len(topics))
    docs = model.parse(text for _, text in others)
    units = unit_rows(docs[0].vectors)
    odds = softmax(np.array([features(doc.tokens, units) for doc in docs]) @ weights + bias)
    labels = np.array([topics.index(topic) for topic, _ in others])
    sys.stdout.write(f"{len(others)} held out: {accuracy(odds, labels, topics)}\n")
    np.savez_compressed(
        WEIGHTS, topics=np.array(topics), weights=weights.astype(np.float16), bias=bias.astype(np.float16)
    )


if __name__ == "__main__":
    main()
