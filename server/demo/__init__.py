"""The demo: a made-up company with a year of ratings, its chat and a stand-in for its Slack."""
