"""Parts shared by commands: options for filters and times, rendering, the outcome counter."""
