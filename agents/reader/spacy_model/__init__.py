"""Parsing: the model, and everything that uses spaCy or Thinc."""
