"""Fetching from the web: limits, robots.txt, pauses, and the seen store. Parses no articles."""
