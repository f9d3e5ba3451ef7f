"""Pages and what the widget asks for; one handler per file."""
