"""The view of the desk: plain values for articles and events, templates, style and scripts."""
