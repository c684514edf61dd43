"""Tests of `agents/reader/lexicon`."""
