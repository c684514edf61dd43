"""Tests of `streams/subscribe`."""
