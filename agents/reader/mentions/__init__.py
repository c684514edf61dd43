"""Where names stand in the text, and their labels."""
