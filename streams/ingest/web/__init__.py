"""Fetching: HTTP bounds, robots.txt and pauses, what was seen before. Parses no article."""
