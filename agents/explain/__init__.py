"""Why an article was read as it was: data, HTML report and terminal output."""
