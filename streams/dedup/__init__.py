"""Recognising an article that repeats an earlier one: fingerprints, the window and the verdict."""
