"""Tests of `streams/export`."""
