"""The command line: `main.py` is the entry point; a command is loaded when it is called."""
