"""Where: toponyms found in the text and resolved to places."""
