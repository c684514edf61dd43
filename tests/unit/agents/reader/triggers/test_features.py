"""The classifier's features of a word, and equality of batched and single computation."""

from __future__ import annotations

from zlib import crc32

import numpy as np

from agents.reader.ontology.packs import load
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.classifier import BATCH, load_classifier
from agents.reader.triggers.features import BUCKETS, GROUPS, TriggerCandidate, buckets, dense
from agents.reader.triggers.matching import candidates, match_patterns

TEXT = "Rebels from Chad launched an attack on the town. The mayor of Riga slept."


def words(model: SpacyModel) -> list[TriggerCandidate]:
    (doc,) = model.parse([TEXT])
    return candidates(doc, *match_patterns(doc, load("plover")))


def test_a_word_feature_is_the_hash_of_its_string(model: SpacyModel) -> None:
    launched = next(word for word in words(model) if word.head.text == "launched")
    strings = (
        "bias", "head=launch", "dep=ROOT", "has=obj", "head+has=launch obj", "obj=attack", "head+obj=launch attack",
    )  # fmt: skip
    assert {crc32(string.encode()) % BUCKETS for string in strings} <= set(buckets(launched))


def test_a_group_of_several_words_is_their_sum(model: SpacyModel) -> None:
    word = next(word for word in words(model) if word.head.text == "launched")
    doc = word.head.doc
    town, riga = (doc.vector_rows[token.i] for token in doc if token.text in ("town", "Riga"))
    objects = [token for token in doc if token.text in ("town", "Riga")]
    row = dense([word._replace(arguments={"obj": objects})], doc.vectors)[0].reshape(GROUPS, -1)
    both = doc.vectors[town] + doc.vectors[riga]
    assert np.allclose(row[1], both / np.linalg.norm(both), atol=1e-6)
    assert not row[2:].any()


def test_many_words_are_judged_as_each_alone(model: SpacyModel) -> None:
    some = words(model)
    many = (some * BATCH)[: BATCH + 1]
    together = load_classifier().predict(many)
    assert np.allclose(together, np.concatenate([load_classifier().predict([word]) for word in many]), atol=1e-5)
    assert load_classifier().predict([]).shape == (0, len(load_classifier().types))
