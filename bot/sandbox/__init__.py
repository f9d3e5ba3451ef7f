"""A stand-in for Slack, for the demo and the tests: its Web API, page and signed requests."""
