"""The topic of an article, and how it lowers the score of events in it."""
