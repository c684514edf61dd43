"""Fixtures in the formats of publishers and scrapers; all publishers, people and texts are invented."""
