"""The ontology: packs of event types, the pattern language, contexts."""
