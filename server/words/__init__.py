"""Languages of comments: which one it is, its stems and its stop words. Needs the extra `themes`."""
