"""Cached embeddings equal those of the layers that they replace."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc

from agents.reader.spacy_model import tok2vec_cache
from agents.reader.spacy_model.model import DEFAULT, _load
from agents.reader.spacy_model.tok2vec_cache import CachedEmbedding, WordKeys, cache_tok2vec

TEXTS = [
    "Gunmen attacked a checkpoint near Zhob on Tuesday night, killing seven soldiers.",
    "They won't say who'd done it; it's 5pm and don't ask.",
    "Kavoru  Tiselan\tof U.N.-backed Qsdfghjk didn't comment…",
    "x",
]


@pytest.fixture(scope="module")
def plain() -> Any:
    return _load(DEFAULT)


@pytest.fixture
def docs(plain: Any) -> list[Doc]:
    return [plain.make_doc(text) for text in TEXTS]


def tok2vecs(nlp: Any) -> list[Any]:
    return [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]]


def close(found: list[Any], expected: list[Any]) -> bool:
    return all(np.allclose(a, b, atol=1e-5) for a, b in zip(found, expected, strict=True))


def test_a_shortened_tok2vec_gives_the_same_vectors(docs: list[Doc]) -> None:
    nlp = _load(DEFAULT)
    for stock in tok2vecs(nlp):
        expected = stock.predict(docs)
        names = [layer.name for layer in stock.walk()]
        cache_tok2vec([stock])
        assert {"remembered", "encoder"} <= {layer.name for layer in stock.walk()} - set(names)
        # The second time from the cache.
        assert close(stock.predict(docs), expected)
        assert close(stock.predict(docs), expected)
        assert close(stock.predict(docs[2:3]), expected[2:3])


@pytest.mark.parametrize("kept", [1, 20, 60])
def test_a_small_cache_evicts_and_stays_correct(
    plain: Any, docs: list[Doc], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tok2vec_cache, "CACHE_SIZE", kept)
    embedding = tok2vecs(plain)[0].layers[0]
    remembered = CachedEmbedding(embedding, WordKeys())
    expected = embedding.predict(docs)
    for _ in range(2):
        assert close(remembered.embed(docs), expected)
        for number, doc in enumerate(docs):
            assert close(remembered.embed([doc]), expected[number : number + 1])


def test_a_norm_of_the_tokenizer_is_a_separate_entry(plain: Any) -> None:
    """The same string with another norm has another embedding."""
    embedding = tok2vecs(plain)[0].layers[0]
    remembered = CachedEmbedding(embedding, WordKeys())
    usual, other = (Doc(plain.vocab, words=["ca"]) for _ in range(2))
    other[0].norm_ = "can"
    for doc in (usual, other, usual):
        assert close(remembered.embed([doc]), embedding.predict([doc]))


def test_embeddings_that_share_words_keep_separate_rows(
    plain: Any, docs: list[Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    """This holds even if one of them was not used when the words were removed."""
    monkeypatch.setattr(tok2vec_cache, "CACHE_SIZE", 20)
    words = WordKeys()
    embeddings = [model.layers[0] for model in tok2vecs(plain)]
    pairs = [(embedding, CachedEmbedding(embedding, words)) for embedding in embeddings]
    for number, doc in enumerate(docs * 2):
        for embedding, remembered in pairs[number % 2 :]:
            assert close(remembered.embed([doc]), embedding.predict([doc]))
