"""What brings articles in: each module turns one kind of source into messages for `articles.raw`."""
