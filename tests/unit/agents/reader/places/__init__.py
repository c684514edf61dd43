"""Tests of `agents/reader/places`."""
