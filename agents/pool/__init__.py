"""Reader processes: started, fed, timed and replaced; IPC; the outcome of one message."""
