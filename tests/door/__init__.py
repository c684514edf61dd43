"""The HTTP door, as a process of its own on a real broker."""
