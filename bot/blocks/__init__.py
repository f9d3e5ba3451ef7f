"""From data to Slack's blocks: pure functions, so that a card is tested without a Slack."""
