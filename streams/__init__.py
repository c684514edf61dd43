"""What flows through Dateline and how it is carried safely: records, topics, delivery, commands."""
