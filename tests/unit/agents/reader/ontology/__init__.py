"""Tests of `agents/reader/ontology`."""
