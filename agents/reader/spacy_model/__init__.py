"""Parsing with spaCy: the only package that uses spaCy's and Thinc's internals."""
