"""Fixtures in the shapes in which publishers and scrapers send articles; all publishers, people and texts are invented."""
