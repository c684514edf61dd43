"""A spaCy tok2vec by a shorter way: what a word is embedded to is remembered, and the encoder's layers are one.

Only for reading: neither can be trained. Both give what the layers they stand for give, up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model as ThincModel

WORDS_KEPT = 20_000
"""Words whose embedding is remembered; beyond them all are forgotten; the frequent are soon there again."""
EPSILON = np.float32(1e-8)
"""What the layer norm of thinc adds to a variance."""

Floats = NDArray[np.float32]
_ATTRIBUTES: list[int | str] = ["ORTH", "NORM", "SPACY"]
_MIX = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


def cache_tok2vec(models: Iterable[ThincModel[Any, Any]]) -> None:
    """Put the shortcuts into each tok2vec of models that is built as spaCy builds them; others stay."""
    words = WordKeys()
    for layer in [layer for model in models for layer in model.walk()]:
        if len(layer.layers) == 2 and layer.layers[1].name.startswith("with_array(residual(expand_window>>maxout"):
            embedding, encoder = layer.layers
            if embedding.name.startswith("extract_features"):
                layer.layers[0] = CachedEmbedding(embedding, words).layer()
            encoder.layers[0] = _encoder([_Block(residual) for residual in encoder.layers[0].layers])


class WordKeys:
    """Numbers for words, as embeddings tell them apart: by form, norm and the blank behind them."""

    def __init__(self) -> None:
        self.attributes: NDArray[np.uint64] = np.zeros((WORDS_KEPT, len(_ATTRIBUTES)), dtype=np.uint64)
        """What each number stands for."""
        self.generation = 0
        """Goes up when all numbers are forgotten and given out again."""
        self._numbers: dict[int, int] = {}
        self._last: tuple[list[Doc], NDArray[np.intp] | None] = [], None

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, docs: Sequence[Doc]) -> NDArray[np.intp] | None:
        """Return the number of each token of documents; None where they hold too many different words."""
        # Each embedding of a pipeline asks for the same documents.
        if self._last[0] != docs:
            self._last = list(docs), self._find(np.concatenate([doc.to_array(_ATTRIBUTES) for doc in docs]))
        return self._last[1]

    def _find(self, attributes: NDArray[np.uint64]) -> NDArray[np.intp] | None:
        keys = (attributes * _MIX).sum(axis=1, dtype=np.uint64).tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._numbers}
        if len(new) + len(self._numbers) > WORDS_KEPT:
            self._numbers.clear()
            self.generation += 1
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > WORDS_KEPT:
            return None
        first = len(self._numbers)
        self.attributes[first : first + len(new)] = attributes[list(new.values())]
        self._numbers |= {key: first + number for number, key in enumerate(new)}
        return np.array([self._numbers[key] for key in keys], dtype=np.intp)


class CachedEmbedding:
    """An embedding that looks at each token alone, with the rows it gave."""

    def __init__(self, embedding: ThincModel[list[Doc], list[Floats]], words: WordKeys) -> None:
        self._embedding, self._words = embedding, words
        self._table: Floats = np.zeros((WORDS_KEPT, embedding.get_dim("nO")), dtype=np.float32)
        self._generation = self._filled = 0

    def layer(self) -> ThincModel[list[Doc], list[Floats]]:
        """In the form of a thinc layer."""
        return ThincModel("remembered", _reading(self.embed), dims={"nO": self._embedding.get_dim("nO")})

    def embed(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return the rows of each document's tokens."""
        numbers = self._words.numbers(docs)
        if numbers is None:
            return self._embedding.predict(list(docs))
        if self._generation != self._words.generation:
            self._generation, self._filled = self._words.generation, 0
        if self._filled < len(self._words):
            self._table[self._filled : len(self._words)] = self._computed(docs[0])
            self._filled = len(self._words)
        return np.split(self._table[numbers], np.cumsum([len(doc) for doc in docs])[:-1])

    def _computed(self, doc: Doc) -> Floats:
        """Return the rows of words that are not in the table, by the embedding itself."""
        attributes, strings = self._words.attributes[self._filled : len(self._words)], doc.vocab.strings
        words = [strings[int(orth)] for orth in attributes[:, 0]]
        made = Doc(doc.vocab, words=words, spaces=[bool(space) for space in attributes[:, 2]])
        for token, norm in zip(made, attributes[:, 1], strict=True):
            if token.norm != norm:
                token.norm_ = strings[int(norm)]
        return self._embedding.predict([made])[0]


class _Block:
    """One residual block: a window of three tokens, maxout over three pieces, layer norm, added to its input."""

    def __init__(self, residual: ThincModel[Any, Any]) -> None:
        layers = {layer.name: layer for layer in residual.walk()}
        assert layers["expand_window"].attrs["window_size"] == 1
        weights, bias = (np.asarray(layers["maxout"].get_param(name)) for name in ("W", "b"))
        self.width, self.pieces, inputs = weights.shape
        # Piece by piece, so that the largest of a token's pieces is taken over whole rows.
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self.bias = np.ascontiguousarray(bias.T.reshape(-1))
        self.scale, self.shift = (np.asarray(layers["layernorm"].get_param(name)) for name in ("G", "b"))

    def __call__(self, x: Floats) -> Floats:
        count, width = x.shape
        window = np.zeros((count, 3 * width), dtype=np.float32)
        window[1:, :width] = x[:-1]
        window[:, width : 2 * width] = x
        window[:-1, 2 * width :] = x[1:]
        pieces = window @ self.weights
        pieces += self.bias
        best: Floats = pieces[:, : self.width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, pieces[:, piece * self.width : (piece + 1) * self.width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width)
        best *= ((variance + EPSILON) ** np.float32(-0.5))[:, None]
        best *= self.scale
        best += self.shift
        best += x
        return best


def _encoder(blocks: list[_Block]) -> ThincModel[Floats, Floats]:
    def run(x: Floats) -> Floats:
        for block in blocks:
            x = block(x)
        return x

    return ThincModel("encoder", _reading(run), dims={"nO": blocks[-1].width})


def _reading(function: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return a thinc layer's forward pass."""

    def forward(model: ThincModel[Any, Any], inputs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return function(inputs), _untrainable

    return forward


def _untrainable(gradient: Any) -> Any:
    raise NotImplementedError("a shortcut cannot be trained")
