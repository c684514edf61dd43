"""A coded event, and what two coded events have in common."""
