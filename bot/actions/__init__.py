"""Buttons, one file each."""
