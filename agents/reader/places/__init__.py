"""Places: toponyms found in the text and resolved to gazetteer entries."""
