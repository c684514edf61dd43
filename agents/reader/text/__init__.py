"""The text itself: pages cleaned into passages, sentences, the language model and the grammar of clauses."""
