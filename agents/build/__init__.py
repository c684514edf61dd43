"""Generators of files that are checked in: indexes, weights, documentation. Not in the wheel."""
