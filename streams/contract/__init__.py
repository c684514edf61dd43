"""What flows: records, JSON Schema, codec, topics, headers, ids and errors. No I/O."""
