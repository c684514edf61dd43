"""Tests of `agents/build`."""
