"""The embedded database of the desk: what is kept of the published records, and the queries over it."""
