"""Slack's side of HTTP: the Web API, response_url and Socket Mode."""
