"""Hostile input: a seeded mutator, the path from bytes to bytes, and what must hold of whatever comes out."""
