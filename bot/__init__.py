"""What a team sees in Slack: cards, commands, and the stand-in they are shown with."""
