"""The JSON API; one operation per file."""
