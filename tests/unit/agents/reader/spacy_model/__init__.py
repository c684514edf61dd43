"""Tests of `agents/reader/spacy_model`."""
