"""The desk: a live page and a read-only HTTP API over the published records."""
