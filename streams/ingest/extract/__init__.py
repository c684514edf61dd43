"""Extraction of an article from a source's record or a web page: field map, page text, boilerplate."""
