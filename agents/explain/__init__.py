"""Explanations of readings: the reason of each slot and of each dropped trigger, as data, HTML and text."""
