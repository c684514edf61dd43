"""What counts as an event: packs of types, the pattern language, contexts."""
