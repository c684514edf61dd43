"""The desk: its store, its API and its page, in a browser too."""
