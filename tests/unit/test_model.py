"""The model reads as stock spaCy does, gives memory back, and survives a failure in the middle of a batch."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest
import spacy

from agents.reader.text.model import DEFAULT, Model, _folder

TEXTS = [
    "Ministers from Kenya and Uganda met in Kampala on Tuesday to discuss the loss of grazing land.",
    "Police arrested 14 protesters; the mayor said that no one was hurt.",
    "The better-armed troops had been driving the rebels from their largest bases for weeks.",
    "SHARES FELL 3 PCT IN LONDON AFTER OPEC'S LAST MEETING",
]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.mark.filterwarnings("ignore:.*W095")
def test_the_same_annotations_as_stock_spacy(model: Model) -> None:
    stock = spacy.load(_folder(DEFAULT) or DEFAULT)
    ours = [[(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in model.parse(TEXTS)]
    assert ours == [[(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in stock.pipe(TEXTS)]


def test_lemmas_of_inflected_words_only(model: Model) -> None:
    docs = model.parse(TEXTS)
    lemmas = {token.text: token.lemma_ for doc in docs for token in doc}
    assert lemmas["Ministers"] == "minister"
    assert lemmas["met"] == "meet"
    assert lemmas["loss"] == "loss"
    assert lemmas["largest"] == "large"
    assert lemmas["driving"] == "drive"


def test_words_seen_once_do_not_stay_in_memory(model: Model) -> None:
    letters = random.Random(7)
    strings = model.nlp.vocab.strings
    model.parse(TEXTS)
    before = len(strings)
    for _ in range(20):
        words = ["".join(letters.choices(string.ascii_lowercase, k=12)) + "s" for _ in range(30)]
        assert all(token.lemma_ for doc in model.parse([" ".join(words)]) for token in doc)
    assert len(strings) - before < 100


def test_a_failure_inside_a_zone_leaves_the_model_whole(model: Model) -> None:
    def texts() -> Iterator[str]:
        yield "Zyqqxal attacked Vrrblat near Quumtor."
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        model.parse(texts())
    for _ in range(3):
        (doc,) = model.parse(["Zyqqxal attacked Vrrblat near Quumtor."])
        assert doc[1].lemma_ == "attack"
