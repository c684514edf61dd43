"""Time expressions, found and resolved as TIMEX3."""
