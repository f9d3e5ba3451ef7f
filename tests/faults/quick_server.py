"""`paldies`, but with short waits towards Slack: the real thing sends one message a second.

Everything else is the shipped program: its command line, its wiring, its worker.
"""

import sys
from functools import partial
from unittest.mock import patch

from bot.app import build_bot
from bot.settings import Waits
from server.cli import main

QUICK = Waits(between_messages=0.0, first_pause=0.05, longest_pause=0.2, look_again=0.1)
COMMAND = (sys.executable, "-m", "tests.faults.quick_server")

if __name__ == "__main__":
    with patch("server.app.build_bot", partial(build_bot, waits=QUICK)):
        main()
