"""Topic classification of a text by a linear model over word vectors.

The score of a topic is the sum of the votes of each distinct content word, divided by the square root of their number.
`TextTopic.words` names the words that decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Doc, Token

WEIGHTS = Path(__file__).with_name("weights.npz")
DATA = data_file(__file__, "article_topics.toml")
ON_TOPIC = DATA.words("on_topic")
TAGS = DATA.words("tags")
LABELS_LEFT_OUT = DATA.words("labels_left_out")
WORDS_LEFT_OUT = DATA.words("words_left_out")
SHOWN = 4
"""Number of words named as the reason for a topic."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TextTopic:
    """The topic of a text."""

    probabilities: dict[str, float]
    """Probability per topic; they sum to 1."""
    size: int
    """Number of distinct content words it is based on."""
    words: tuple[str, ...]
    """The words with the highest votes for the most probable topic, strongest first."""

    @property
    def name(self) -> str:
        """The most probable topic."""
        return max(self.probabilities, key=lambda topic: self.probabilities[topic])

    @property
    def on_topic(self) -> float:
        """The total probability of the topics whose articles report PLOVER events."""
        return sum(p for topic, p in self.probabilities.items() if topic in ON_TOPIC)


class TopicModel:
    """Softmax regression over the sum of word vectors; trained by `agents.build.train_topics`."""

    def __init__(self, topics: Sequence[str], weights: Floats, bias: Floats) -> None:
        self.topics = tuple(topics)
        self.weights = weights
        """Shape (vector width, topics), float32."""
        self.bias = bias
        self._tables: dict[int, tuple[Floats, Floats]] = {}

    def read(self, tokens: Iterable[Token]) -> TextTopic:
        """Return the topic of the words of a text, which must all have the same table of vectors."""
        words = content_words(tokens)
        rows = list(words)
        if not rows:
            return TextTopic(dict.fromkeys(self.topics, 1 / len(self.topics)), 0, ())
        votes = self._votes(next(iter(words.values())).doc)[rows]
        scores = votes.sum(axis=0) / np.sqrt(len(rows)) + self.bias
        odds = np.exp(scores - scores.max())
        best = int(scores.argmax())
        strongest = np.argsort(-votes[:, best], kind="stable")[:SHOWN]
        shown = tuple(words[rows[int(i)]].lower_ for i in strongest)
        return TextTopic(dict(zip(self.topics, (odds / odds.sum()).tolist(), strict=True)), len(rows), shown)

    def _votes(self, doc: Doc) -> Floats:
        """Return the votes of each row of the vectors, shape (rows, topics); computed once per table."""
        table = doc.vectors
        known = self._tables.get(id(table))
        if known is None:
            known = self._tables[id(table)] = table, unit_rows(table) @ self.weights
        return known[1]


def content_words(tokens: Iterable[Token]) -> dict[int, Token]:
    """Return the content words by the row of their vector, the first token of each row, in order of the rows."""
    found: dict[int, Token] = {}
    for token in tokens:
        if token.tag_ in TAGS and token.ent_type_ not in LABELS_LEFT_OUT and token.lemma_ not in WORDS_LEFT_OUT:
            row = token.doc.vector_rows[token.i]
            if row >= 0:
                found.setdefault(row, token)
    return dict(sorted(found.items()))


def unit_rows(vectors: Floats) -> Floats:
    """Return vectors scaled to length 1, shape unchanged; zero vectors stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1), dtype=np.float32)


@cache
def load_topics() -> TopicModel:
    """Return the trained model that is part of the package."""
    with np.load(WEIGHTS) as stored:
        return TopicModel(
            tuple(str(t) for t in stored["topics"]),
            stored["weights"].astype(np.float32),
            stored["bias"].astype(np.float32),
        )
