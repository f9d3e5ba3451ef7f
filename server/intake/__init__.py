"""How a rating comes in, whatever it came through: checked against its survey, recorded, changed."""
