"""The reader, its worker processes, and the command line."""
