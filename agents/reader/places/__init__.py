"""Where: toponyms found in a text and settled on the map."""
