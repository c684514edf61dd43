"""Tests of `streams/routing`."""
