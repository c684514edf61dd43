"""When: time expressions found and resolved as TIMEX3."""
