"""Hostile input: a seeded mutator, the path from bytes to bytes, and invariants of every outcome."""
