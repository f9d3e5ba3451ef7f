"""The drill: mail scanners and people as actors, played against a running installation."""
