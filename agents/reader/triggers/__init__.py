"""Which words report an event: patterns, the classifier, specificity."""
