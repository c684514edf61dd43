"""Tests of `agents/reader/time_place`."""
