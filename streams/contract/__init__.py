"""The contract: records, JSON Schema, codec, topics, headers, ids and errors. No I/O."""
