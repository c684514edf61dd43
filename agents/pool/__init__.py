"""The pool of reader processes: starting, IPC, time-outs and replacement; and the outcome of one message."""
