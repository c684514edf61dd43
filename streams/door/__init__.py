"""The HTTP door: articles posted to it are on `articles.raw` when it answers 202."""
