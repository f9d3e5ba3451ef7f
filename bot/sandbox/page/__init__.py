"""The channel page: blocks as HTML, live changes, and what people do on it."""
