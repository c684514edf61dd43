"""How the desk draws an article, its events and its pages: plain values, templates, style and scripts."""
