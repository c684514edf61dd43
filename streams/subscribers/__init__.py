"""Subscribers written in Python: what `streams.subscribe` is made of."""
