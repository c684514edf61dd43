"""Wrapping what cannot be read, the limit on its share, and replay."""
