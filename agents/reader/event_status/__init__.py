"""Whether an event happened, and who says so."""
