"""Recognising an article that says what an earlier one said: fingerprints, what is remembered, and the verdict."""
