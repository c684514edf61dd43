"""Dead letters: their messages, the limit on their share, and replay."""
