"""Word lists, countries and name parts."""
