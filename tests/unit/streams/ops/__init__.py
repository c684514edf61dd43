"""Tests of `streams/ops`."""
