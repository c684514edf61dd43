"""A faster spaCy tok2vec for inference: word embeddings are cached, and the encoder's layers are fused.

Both give the results of the layers that they replace, up to rounding. Neither can be trained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model as ThincModel

CACHE_SIZE = 20_000
"""Words whose embedding is cached; when more are needed, the cache is cleared."""
EPSILON = np.float32(1e-8)
"""The constant that Thinc's layer norm adds to a variance."""

Floats = NDArray[np.float32]
_ATTRIBUTES: list[int | str] = ["ORTH", "NORM", "SPACY"]
_MIX = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


def cache_tok2vec(models: Iterable[ThincModel[Any, Any]]) -> None:
    """Replace the layers of each tok2vec with spaCy's default architecture, in place; others stay unchanged."""
    words = WordKeys()
    for layer in [layer for model in models for layer in model.walk()]:
        if len(layer.layers) == 2 and layer.layers[1].name.startswith("with_array(residual(expand_window>>maxout"):
            embedding, encoder = layer.layers
            if embedding.name.startswith("extract_features"):
                layer.layers[0] = CachedEmbedding(embedding, words).layer()
            encoder.layers[0] = _encoder([_Block(residual) for residual in encoder.layers[0].layers])


class WordKeys:
    """Indexes for words that embeddings distinguish: by form, norm and the white space after them."""

    def __init__(self) -> None:
        self.attributes: NDArray[np.uint64] = np.zeros((CACHE_SIZE, len(_ATTRIBUTES)), dtype=np.uint64)
        """Attributes of the word with each index, shape (words, 3)."""
        self.generation = 0
        """Increases when all indexes are dropped and assigned again."""
        self._indexes: dict[int, int] = {}
        self._last: tuple[list[Doc], NDArray[np.intp] | None] = [], None

    def __len__(self) -> int:
        return len(self._indexes)

    def indexes(self, docs: Sequence[Doc]) -> NDArray[np.intp] | None:
        """Return the index of each token of documents, shape (tokens,); None if they have too many different words."""
        # Each embedding of a pipeline asks for the same documents, so the last answer is kept.
        if self._last[0] != docs:
            self._last = list(docs), self._find(np.concatenate([doc.to_array(_ATTRIBUTES) for doc in docs]))
        return self._last[1]

    def _find(self, attributes: NDArray[np.uint64]) -> NDArray[np.intp] | None:
        keys = (attributes * _MIX).sum(axis=1, dtype=np.uint64).tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._indexes}
        if len(new) + len(self._indexes) > CACHE_SIZE:
            self._indexes.clear()
            self.generation += 1
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > CACHE_SIZE:
            return None
        first = len(self._indexes)
        self.attributes[first : first + len(new)] = attributes[list(new.values())]
        self._indexes |= {key: first + number for number, key in enumerate(new)}
        return np.array([self._indexes[key] for key in keys], dtype=np.intp)


class CachedEmbedding:
    """A context-free embedding with a cache of its rows."""

    def __init__(self, embedding: ThincModel[list[Doc], list[Floats]], words: WordKeys) -> None:
        self._embedding, self._words = embedding, words
        self._table: Floats = np.zeros((CACHE_SIZE, embedding.get_dim("nO")), dtype=np.float32)
        self._generation = self._filled = 0

    def layer(self) -> ThincModel[list[Doc], list[Floats]]:
        """Return the embedding as a Thinc layer."""
        return ThincModel("remembered", _forward(self.embed), dims={"nO": self._embedding.get_dim("nO")})

    def embed(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return the embeddings of each document's tokens, shape (tokens, width) each."""
        indexes = self._words.indexes(docs)
        if indexes is None:
            return self._embedding.predict(list(docs))
        if self._generation != self._words.generation:
            self._generation, self._filled = self._words.generation, 0
        if self._filled < len(self._words):
            self._table[self._filled : len(self._words)] = self._compute(docs[0])
            self._filled = len(self._words)
        return np.split(self._table[indexes], np.cumsum([len(doc) for doc in docs])[:-1])

    def _compute(self, doc: Doc) -> Floats:
        """Return the embeddings of the words that are not in the table yet."""
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
        # Ordered by piece, so that the maximum over pieces is taken over whole rows.
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

    return ThincModel("encoder", _forward(run), dims={"nO": blocks[-1].width})


def _forward(function: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return a function as the forward pass of a Thinc layer."""

    def forward(model: ThincModel[Any, Any], inputs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return function(inputs), _untrainable

    return forward


def _untrainable(gradient: Any) -> Any:
    raise NotImplementedError("a cached layer cannot be trained")
