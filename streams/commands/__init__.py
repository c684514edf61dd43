"""The commands that move messages: broker, feed, tail, topics, lag, replay, schema."""
