"""What flows through Dateline and how it is carried: records, topics, delivery, ingest, export."""
