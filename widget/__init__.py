"""The rating widget for the browser; Python only carries its files."""
