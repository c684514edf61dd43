"""Makes what is checked in: indexes, weights, generated documentation. Not in the wheel."""
