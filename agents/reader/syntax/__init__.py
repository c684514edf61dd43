"""The dependency parse as plain objects, its corrections, and what is read from it: clauses, arguments, phrases."""
