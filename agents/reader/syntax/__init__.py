"""The parsed text as plain objects, and the grammar over it: clauses, arguments, phrases."""
