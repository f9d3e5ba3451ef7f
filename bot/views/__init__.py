"""Modals: what fills each, and what is done when it is sent off; one file each."""
