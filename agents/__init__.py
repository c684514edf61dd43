"""What reads the stream: the reader, its worker processes, and the command line above both."""
