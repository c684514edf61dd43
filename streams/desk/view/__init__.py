"""How the desk shows an article, its events and its pages: plain values, templates, style and scripts."""
