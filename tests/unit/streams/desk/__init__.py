"""Tests of `streams/desk`."""
