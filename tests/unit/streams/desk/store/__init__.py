"""Tests of `streams/desk/store`."""
